"""All sets at once: each is asked and held to its floors; what falls, and what was not asked, is told."""

import json

import pytest
import typer

from eval import full
from rag.errors import EvaluationError

QUESTION = {
    "id": "q1", "question": "A quanto ammonta il FRNA del 2025?", "type": "number", "lang": "it",
    "gold_facts": [["564,09 milioni"]], "evidence_quote": "564,09 milioni di euro",
}  # fmt: skip


@pytest.fixture
def ended(tmp_path, monkeypatch, capsys):
    """``make eval`` over one small set: the exit code and what is printed."""
    note = tmp_path / "nota.md"
    note.write_text("# Nota\n\nIl FRNA del 2025 ammonta a 564,09 milioni di euro in tutto.\n", "utf-8")
    asked = tmp_path / "domande.jsonl"
    asked.write_text(json.dumps({**QUESTION, "source": note.as_uri()}) + "\n", "utf-8")
    monkeypatch.setattr(full, "corpora", lambda *_: iter([full.Corpus((str(note),), {"nota": asked})]))
    monkeypatch.setattr(full, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(full, "report_of", lambda *_: "")

    def call(run, only=None, pinned=False):
        with pytest.raises(typer.Exit) as end:
            full.main(tmp_path, tmp_path / run, only, pinned, lower=False, repin=False)
        return end.value.exit_code, capsys.readouterr().out

    return call


def test_a_floor_that_does_not_hold_ends_with_1_and_a_set_that_is_not_asked_is_told(ended, tmp_path):
    code, out = ended("una", pinned=True)
    assert (code, "all floors of these hold" in out) == (0, True)
    floors = json.loads((tmp_path / "floors.json").read_text("utf-8"))
    assert floors["nota"]["least"]["facts"] == 0.985
    floors["altra"] = floors["nota"]
    floors["nota"] = {**floors["nota"], "least": {"verdict": 0.5}}
    (tmp_path / "floors.json").write_text(json.dumps(floors), "utf-8")
    code, out = ended("due")
    assert code == 1
    assert "nota: verdict is None, its floor 0.5" in out
    assert "not asked, so not held to their floors: altra" in out
    with pytest.raises(EvaluationError, match="no set is called nessuna"):
        ended("tre", only=["nota", "nessuna"])


def test_floors_of_other_questions_are_told_and_the_other_sets_too(ended, tmp_path):
    ended("una", pinned=True)
    floors = json.loads((tmp_path / "floors.json").read_text("utf-8"))
    (tmp_path / "floors.json").write_text(json.dumps({"nota": {**floors["nota"], "questions": "x"}}), "utf-8")
    code, out = ended("due")
    assert code == 1
    assert "nota: i limiti della serie «nota» valgono per altre domande" in out

"""``regesto eval`` from the command line: what a person sees, what a program reads, and how it ends."""

import json

import pytest

from ui.cli import run

QUESTIONS = [
    {"id": "q1", "question": "A quanto ammonta il FRNA del 2025?", "type": "number", "lang": "it",
     "gold_facts": [["564,09 milioni"]], "source": "https://example.org/fondo", "evidence_quote": "564,09 milioni di euro"},
    {"id": "q2", "question": "Chi ha vinto il campionato di calcio nel 1998?", "type": "unanswerable", "lang": "it"},
]  # fmt: skip


@pytest.fixture
def asked(library_home, tmp_path, monkeypatch, capsys):
    """A library that is set, its questions, and a way to call ``regesto eval``: (exit code, output, errors)."""
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    path = tmp_path / "domande.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in QUESTIONS), "utf-8")

    def call(*words):
        code = run(["eval", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out, err

    return path, call


def test_from_questions_to_a_gate_that_fails_when_quality_falls(asked, tmp_path):
    path, call = asked
    one, two = tmp_path / "una", tmp_path / "due"
    code, out, _ = call("generate", path, "--run", one)
    assert code == 0
    assert "facts\t1.000" in out
    assert "unanswerable\t1" in out
    code, out, _ = call("score", one, "--json")
    told = json.loads(out)
    assert (code, told["measures"]["facts"]["mean"], told["measures"]["refused"]["mean"]) == (0, 1.0, 1.0)

    floors = tmp_path / "limiti.json"
    code, out, _ = call("gate", one, "--floors", floors, "--pin")
    assert code == 0
    assert "tutti i limiti tengono" in out

    call("generate", path, "--run", two)
    lines = (two / "answers.jsonl").read_text("utf-8").replace("564,09", "465,09")
    (two / "answers.jsonl").write_text(lines, "utf-8")
    code, out, _ = call("gate", two, "--floors", floors)
    assert code == 1
    assert "facts\t≥ 0.985\t0.000\tNON TIENE" in out
    code, out, _ = call("gate", two, "--floors", floors, "--json")
    assert (code, json.loads(out)["passed"]) == (1, False)

    code, out, _ = call("compare", one, two, "--measure", "facts", "--json")
    assert code == 0
    [told] = json.loads(out)["others"][0]["measures"]
    assert (told["first"], told["second"], told["worse"]) == (1.0, 0.0, 1)
    code, out, _ = call("compare", one, two)
    assert "facts\t1.000\t0.000\t0\t1\t" in out


def test_a_run_without_a_name_gets_a_folder_among_the_librarys(asked, library_home):
    path, call = asked
    code, _, _ = call("generate", path, "--limit", "1", "--json")
    assert code == 0
    [folder] = (library_home.home / "eval").iterdir()
    assert folder.name.startswith("domande-1-")
    assert (folder / "scores.json").exists()
    assert not (folder / "run.lock").exists()
    assert call("gate", folder.name, "--pin")[0] == 0, "a run is known by its name as well"


def test_the_name_of_a_set_is_no_path(asked, library_home):
    path, call = asked
    assert call("generate", path, "--limit", "1", "--set", "../../<b> x'", "--json")[0] == 0
    [folder] = (library_home.home / "eval").iterdir()
    assert folder.name.startswith("b-x-2")
    assert json.loads((folder / "run.json").read_text("utf-8"))["set"] == "../../<b> x'"


def test_questions_about_documents_that_are_not_there_are_told(asked, tmp_path):
    path, call = asked
    path.write_text(json.dumps(QUESTIONS[0] | {"source": "https://example.org/altro"}), "utf-8")
    code, _, err = call("generate", path, "--run", tmp_path / "r", "--json")
    assert code == 0
    assert "la prima è «q1» (https://example.org/altro)" in err


def test_a_run_whose_questions_were_changed_does_not_pass(asked, tmp_path):
    path, call = asked
    call("generate", path, "--run", tmp_path / "r", "--json")
    kept = tmp_path / "r" / "questions.jsonl"
    kept.write_text(kept.read_text("utf-8").replace("564,09", "Fondo"), "utf-8")
    code, _, err = call("gate", tmp_path / "r", "--floors", tmp_path / "f.json", "--pin")
    assert (code, "rifarla" in err) == (1, True)


def test_documents_named_are_read_into_a_library_for_the_while(asked, library_home, tmp_path):
    path, call = asked
    text = tmp_path / "nota.md"
    text.write_text("# Nota\n\nIl FRNA del 2025 ammonta a 564,09 milioni di euro in tutto.\n", "utf-8")
    code, out, _ = call("generate", path, "--documents", text, "--run", tmp_path / "r", "--json")
    assert code == 0
    assert json.loads((tmp_path / "r" / "run.json").read_text("utf-8"))["documents"] == 1
    assert json.loads(out)["measures"]["facts"]["mean"] == 1.0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["generate"], 1, "regesto eval draft"),
        (["generate", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (["score", "nowhere"], 1, "«nowhere» non è una prova"),
        (["compare", "nowhere"], 2, "due prove"),
        (["gate", "nowhere", "--lower"], 2, "--pin"),
        (["score", "."], 1, "non è una prova"),
        (["generate", "--limit", "0"], 2, "--limit"),
    ],
)
def test_what_is_off_is_told_in_one_line(asked, tmp_path, monkeypatch, words, code, said):
    monkeypatch.chdir(tmp_path)
    got, _, err = asked[1](*words)
    assert (got, err.count("\n")) == (code, 1)
    assert said in err


def test_scoring_with_a_model_wants_one(asked, tmp_path):
    path, call = asked
    call("generate", path, "--run", tmp_path / "r")
    code, _, err = call("score", tmp_path / "r", "--model")
    assert code == 1
    assert "REGESTO_ENTAILMENT" in err

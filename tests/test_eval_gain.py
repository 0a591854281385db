"""What another model gains: made questions, judged ones, and the command's one-line errors."""

import importlib.util
import json
import random
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import gain
from rag.embeddings import BUNDLED
from rag.errors import UsageError
from rag.library import Library
from rag.settings import Settings
from rag.types import Passage

HAS_NEURAL = importlib.util.find_spec("sentence_transformers") is not None


def passages_of(settings: Settings) -> list[Passage]:
    with Library.open(settings) as library:
        return [passage for passage, _ in library.current_passages()]


def test_a_made_question_holds_half_of_the_words_and_not_the_rarest():
    sentence = "Il fondo regionale sostiene gli anziani che vivono a Vattelapesca"
    common = Counter({word.lower(): 9 for word in sentence.split()} | {"vattelapesca": 1})
    for seed in range(20):
        query = gain._half(sentence, common, random.Random(seed))
        words = query.split()
        assert len(words) == 4
        assert "Vattelapesca" not in words
        assert words == [word for word in sentence.split() if word in words]


def test_made_questions_are_the_same_each_time_and_found_again(library_home: Settings):
    passages = passages_of(library_home)
    asked = gain.made(passages, 50)
    assert [each.query for each in asked] == [each.query for each in gain.made(passages, 50)]
    assert 0 < len(asked) <= len(passages)
    figures = gain.measure(library_home, asked, passages)
    assert figures.recall_at_5 == 1
    assert figures.ndcg_at_10 > 0.8
    assert figures.query_ms > 0
    assert figures.passage_ms > 0


def test_judged_questions_count_a_hit_of_their_source_only(library_home: Settings, tmp_path: Path):
    rows = [
        {"id": "1", "question": "fondo non autosufficienza 2025", "source": "https://example.org/fondo"},
        {"id": "2", "question": "fondo non autosufficienza 2025", "source": "https://example.org/altrove"},
        {"id": "3", "question": "chi coordina il gruppo", "source": "gruppo"},
        {"id": "4", "question": "senza fonte"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row | {"type": "fact", "lang": "it"}) + "\n" for row in rows))
    asked = gain.judged(path)
    assert len(asked) == 3
    assert gain.measure(library_home, asked, passages_of(library_home)).recall_at_5 == pytest.approx(2 / 3)


@pytest.mark.skipif(HAS_NEURAL, reason="the extra `neural` is installed")
def test_without_the_extra_one_line_says_what_to_do(library_home: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    import typer

    app = typer.Typer()
    app.command()(gain.main)
    result = CliRunner().invoke(app, ["--model", "intfloat/multilingual-e5-small"])
    assert result.exit_code == 1
    assert "make neural" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.neural
@pytest.mark.skipif(not HAS_NEURAL, reason="needs the extra `neural`")
def test_two_models_are_compared_and_the_setting_is_left_to_the_user(
    library_home: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    import typer

    app = typer.Typer()
    app.command()(gain.main)
    result = CliRunner().invoke(app, ["--model", str(BUNDLED), "--count", "20"])
    assert result.exit_code == 0, result.output
    assert f"REGESTO_EMBEDDINGS=st:{BUNDLED}" in result.output.replace("\n", "")
    assert "nDCG@10: +0.000" in result.output  # the same model twice gains nothing


@pytest.mark.neural
@pytest.mark.skipif(not HAS_NEURAL, reason="needs the extra `neural`")
def test_an_empty_library_has_nothing_to_ask(settings: Settings):
    with pytest.raises(UsageError, match="nessuna domanda"):
        gain.compare(settings, str(BUNDLED), None, 10)

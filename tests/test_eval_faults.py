"""The gate on the bundled corpus: what is shipped passes; a fault in retrieval, chunking, citation or refusal does not."""

from dataclasses import replace
from pathlib import Path

import pytest

import rag.answerer
from eval.gate import breaches, pin, read_floors
from eval.generate import generate
from eval.question_sets import sampled
from eval.questions import read_questions
from eval.runs import read_run
from eval.scoring import score
from ingest import sites
from ingest.pipeline import ingest
from rag.answerer import Answerer
from rag.search import Search
from rag.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
SET = ROOT / "eval" / "sets" / "bundled.test.jsonl"
FLOORS = ROOT / "eval" / "floors.json"
SOURCES = str(ROOT / "corpus" / "sources.toml")
# Enough that a fault shows, few enough that ten runs take ten seconds.
ASKED = 24


def library(home: Path) -> Settings:
    settings = load_settings(home=home, offline=True)
    assert not ingest([SOURCES], settings).failed
    return settings


@pytest.fixture(scope="module")
def bundled_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return library(tmp_path_factory.mktemp("faults") / "home")


def scored(settings: Settings, folder: Path, asked: int | None = ASKED, name: str = "bundled") -> tuple:
    generate(sampled(list(read_questions(SET)), asked), settings, folder, name)
    run = read_run(folder)
    return run.manifest, score(run)


@pytest.fixture(scope="module")
def sound(bundled_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Floors pinned to what the sound system reaches on the sample."""
    manifest, scores = scored(bundled_settings, tmp_path_factory.mktemp("sound") / "run")
    floors = pin({}, manifest, scores)
    assert breaches(floors, manifest, scores) == []
    return floors


def broken(floors: dict, settings: Settings, folder: Path) -> set[str]:
    manifest, scores = scored(settings, folder)
    return {each.measure for each in breaches(floors, manifest, scores)}


def test_what_is_shipped_holds_the_floors_of_the_bundled_set(bundled_settings, tmp_path):
    manifest, scores = scored(bundled_settings, tmp_path / "run", asked=None)
    failed = breaches(read_floors(FLOORS), manifest, scores)
    assert not failed, f"quality has fallen: {failed}"
    assert scores["measures"]["quotes_valid"]["mean"] == 1.0


def test_a_fault_in_retrieval_fails_the_gate(sound, bundled_settings, tmp_path, monkeypatch):
    search = Search.search

    def backwards(self, *given, **named):
        found = search(self, *given, **named)
        return [replace(hit, rank=rank) for rank, hit in enumerate(reversed(found), start=1)]

    monkeypatch.setattr(Search, "search", backwards)
    assert {"nDCG@10"} <= broken(sound, bundled_settings, tmp_path / "run")


def test_losing_the_best_passage_fails_the_gate(sound, bundled_settings, tmp_path, monkeypatch):
    search = Search.search
    monkeypatch.setattr(Search, "search", lambda self, *given, **named: search(self, *given, **named)[1:])
    assert {"nDCG@10", "QuoteSuccess@10", "facts", "citation_recall"} <= broken(
        sound, bundled_settings, tmp_path / "run"
    )


def test_a_fault_in_chunking_fails_the_gate(sound, tmp_path, monkeypatch):
    cut = sites.cut

    def halved(*given, **named):
        """Every passage loses its second half, as when a length is counted twice."""
        return [
            replace(
                each, end=each.start + len(each.text) // 2, text=each.text[: len(each.text) // 2],
                blocks=tuple(b for b in each.blocks if b.end <= each.start + len(each.text) // 2),
            )
            for each in cut(*given, **named)
        ]  # fmt: skip

    monkeypatch.setattr(sites, "cut", halved)
    settings = library(tmp_path / "home")
    assert {"QuoteSuccess@10", "facts", "citation_recall"} <= broken(sound, settings, tmp_path / "run")


@pytest.mark.parametrize(
    ("spoil", "seen"),
    [
        (lambda c: replace(c, quote=c.quote.replace("a", "o", 1)), "quotes_valid"),
        (lambda c: replace(c, page=c.page and c.page + 2), "pages_valid"),
        (lambda c: replace(c, document="regesto:corpus/altro"), "source_cited"),
    ],
    ids=["a letter of the quote", "the page", "the document"],
)
def test_a_fault_in_citation_fails_the_gate(sound, bundled_settings, tmp_path, monkeypatch, spoil, seen):
    cite = Answerer.cite
    monkeypatch.setattr(Answerer, "cite", lambda self, span, number: spoil(cite(self, span, number)))
    assert seen in broken(sound, bundled_settings, tmp_path / "run")


@pytest.mark.parametrize(("sure", "seen"), [(1.0, "refused"), (0.0, "false_refusal")], ids=["never", "always"])
def test_a_fault_in_refusal_fails_the_gate(sound, bundled_settings, tmp_path, monkeypatch, sure, seen):
    monkeypatch.setattr(rag.answerer, "confidence", lambda *given, **named: sure)
    assert seen in broken(sound, bundled_settings, tmp_path / "run")

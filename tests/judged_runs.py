"""Scored run folders made by hand: one question of every outcome, and what tries to be markup."""

from dataclasses import asdict

import pytest

from eval.questions import Judged
from eval.runs import Manifest, read_run, write_lines, write_manifest
from eval.scoring import score, write_scores
from rag.types import Answer, Citation, CitedSentence
from rag.wire import answer_to_json

FONDO = "https://example.org/fondo"
QUOTE = "Il Fondo è di 564 milioni di euro."
ATTACK = '<img src=x onerror=window.bad=1> "&\x1b[31m‮'


def citation(number=1, document=FONDO, quote=QUOTE, **more):
    return Citation(number, document, "Il fondo <b>", quote, 0, len(quote), page=2, page_label="1", **more)


def answered(question, *quotes, verdict=None, **more):
    cited = tuple(citation(n, quote=quote, **more) for n, quote in enumerate(quotes, 1))
    said = tuple(CitedSentence(each.quote, (each.number,)) for each in cited)
    return Answer(question, "it", "answered", sentences=said, citations=cited, verdict=verdict, elapsed_ms=120)


def judged(name, question, type_="fact", facts=(("564",),), **more):
    known = {"source": FONDO, "evidence_quote": QUOTE, "page_index": 2} if type_ != "unanswerable" else {}
    return Judged(
        id=name,
        question=question,
        type=type_,
        lang="it",
        persona="official",
        gold_facts=[list(f) for f in facts],
        **known | more,
    )


def cases():
    """One question of every outcome, with its answer and the confidence of the decision."""
    refused = Answer("?", "it", "refused", elapsed_ms=80)
    return [
        (judged("right", "Quanto vale il fondo?"), answered("?", QUOTE), 0.95),
        (judged("partly", "Quanto e di chi?", facts=(("564",), ("Regione", "regionale"))), answered("?", QUOTE), 0.8),
        (judged("wrong", f"Di chi {ATTACK}?", facts=(("Anna",),)), answered("?", f"Nulla {ATTACK}", document="https://e.org/x"), 0.6),
        (judged("refusal", "Che anno?", facts=(("2025",),)), refused, 0.05),
        (judged("judgment", "È vero?", "claim_check", verdict="false"), answered("?", QUOTE, verdict="supported"), None),
        (judged("no", "Chi vince?", "unanswerable", ()), refused, 0.02),
        (judged("invented", "Chi ha vinto?", "unanswerable", ()), answered("?", QUOTE), 0.4),
    ]  # fmt: skip


def make(folder, asked=None, created="2026-11-22T10:00:00+00:00", stored=True, **more):
    """A scored run folder of those cases."""
    asked = cases() if asked is None else asked
    folder.mkdir(parents=True)
    write_lines(folder / "questions.jsonl", (each.model_dump(exclude_defaults=True) for each, *_ in asked))
    hit = {"document": FONDO, "start": 0, "end": 9, "page": 2, "score": 1.0, "text": QUOTE}
    other = {**hit, "document": "https://e.org/x", "text": "Altro."}
    write_lines(folder / "hits.jsonl", ({"id": each.id, "ms": 12.0, "hits": [other, hit]} for each, *_ in asked))
    lines = []
    for each, answer, sure in asked:
        checked = [
            {"number": c.number, "stored": c.quote if stored else "altro", "on_page": True} for c in answer.citations
        ]
        lines.append(
            {**answer_to_json(answer), "id": each.id, "question": each.question, "confidence": sure, "checked": checked}
        )
    write_lines(folder / "answers.jsonl", lines)
    kinds = {each.id: "plan" for each, *_ in asked if each.answerable}
    known = {"questions_digest": "q" * 16, "corpus_digest": "c" * 16, "settings": {"llm": ""}, "machine": {"cores": 2}}
    manifest = Manifest(
        "regesto", "prova", created, documents=3, passages=9, kinds=kinds, seconds=3, memory_mb=310, **known
    )
    write_manifest(folder, Manifest(**{**asdict(manifest), "threshold": 0.1, **more}))
    run = read_run(folder)
    write_scores(run, score(run))
    return folder


@pytest.fixture
def plain_plots(monkeypatch):
    """No plot is drawn, which takes most of a report's time."""
    for name in (
        "report_tables.stacked",
        "report_tables.intervals",
        "report_sureness.reliability",
        "report_sureness.columns",
    ):
        monkeypatch.setattr(f"eval.{name}", lambda *given, **more: "<svg></svg>")

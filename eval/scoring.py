"""Score a run folder: free, offline, the same each time. What each measure means is told in ``eval/MEASURES.md``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from eval import answer_measures as measures
from eval.calibration import calibration
from eval.questions import Judged
from eval.retrieval_measures import MEASURES as FOUND_BY
from eval.retrieval_measures import measured, quote_rank
from eval.runs import Run, write_whole
from eval.support import Support, sentence_support
from rag.answer_rows import answer_from_json
from rag.types import Answer

Row = dict[str, Any]

_DEPTHS: Final = (5, 10)
_DRAWS: Final = 1000
# What is told of a question itself, beside its measures.
_GROUPS: Final = ("type", "language", "persona", "kind")
_ABOUT: Final = ("id", "question", *_GROUPS, "answerable", "confidence")
# Of answerable questions; each takes a judgment and an answer.
_OF_ANSWERS: Final[dict[str, Callable[[Judged, Answer], float | bool | None]]] = {
    "facts": measures.facts_shown,
    "fact_recall": measures.fact_recall,
    "citation_precision": measures.citation_precision,
    "citation_recall": measures.citation_recall,
    "source_precision": measures.source_precision,
    "source_cited": measures.source_cited,
    "source_first": measures.source_first,
    "page_right": measures.page_right,
    "verdict": measures.verdict_right,
    "verdict_wrong": measures.verdict_wrong,
}
# Of claims that the documents do not bear on, whose judgment names only what comes closest.
_OF_UNTOLD: Final = ("facts", "verdict", "verdict_wrong")


def score(run: Run, support: Support | None = None) -> dict[str, Any]:
    """The scores of a run: means with their 95% interval, by group, by question; calibration; times.

    ``support``: a model's judgment of sentences, for ``sentence_support``.
    """
    found = _found(run)
    rows = [_row(run, judged, found.get(judged.id, {}), support) for judged in run.questions]
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in _ABOUT]
    answers = [line["elapsed_ms"] for line in run.answers.values()]
    searches = [line["ms"] for line in run.found.values() if line.get("ms") is not None]
    sure = [(row["confidence"], row["answerable"]) for row in rows if row["confidence"] is not None]
    return {
        "measures": {name: interval(held) for name in names if (held := _held(rows, name))},
        "groups": {by: _by(rows, by, names) for by in _GROUPS},
        "questions": rows,
        "calibration": calibration([chance for chance, _ in sure], [can for _, can in sure]),
        "times": {"answer": _spread(answers), "search": _spread(searches)},
        "memory_mb": run.manifest.memory_mb,
    }


def write_scores(run: Run, scores: Mapping[str, Any]) -> Path:
    """Write ``scores.json`` into the run's folder; its path."""
    path = run.folder / "scores.json"
    write_whole(path, json.dumps(scores, ensure_ascii=False, indent=1) + "\n")
    return path


def interval(values: Sequence[float]) -> dict[str, float]:
    """Mean, median, number of values, and the mean's 95% interval by bootstrap (Efron, 1979; 1,000 draws, seeded)."""
    held = np.array(values, dtype=float)
    draws = np.random.default_rng(17).choice(held, (_DRAWS, len(held))).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    told = {"mean": held.mean(), "low": low, "high": high, "median": np.median(held)}
    return {"n": len(held), **{name: round(float(value), 4) for name, value in told.items()}}


def _found(run: Run) -> dict[str, dict[str, float]]:
    """The measures of what was found, by question; where some document is judged to hold the answer."""
    gold = {each.id: each.sources() for each in run.questions if each.answerable and each.sources()}
    hits = {name: run.found.get(name, {}).get("hits", []) for name in gold}
    values = measured({name: [hit["document"] for hit in some] for name, some in hits.items()}, gold)
    for each in run.questions:
        if each.id in gold and each.evidence_quote:
            rank = quote_rank([hit["text"] for hit in hits[each.id]], each.evidence_quote)
            values[each.id] |= {f"QuoteSuccess@{k}": float(rank is not None and rank <= k) for k in _DEPTHS}
    return values


def _row(run: Run, judged: Judged, found: Mapping[str, float], support: Support | None) -> Row:
    """One question: what it is, and each measure that applies to it."""
    line = run.answers.get(judged.id)
    row: Row = {
        "id": judged.id, "question": judged.question, "type": judged.type, "language": judged.lang,
        "persona": judged.persona, "kind": run.manifest.kinds.get(judged.id), "answerable": judged.answerable,
        "confidence": None, **dict.fromkeys((*FOUND_BY, *(f"QuoteSuccess@{k}" for k in _DEPTHS))), **found,
    }  # fmt: skip
    return row if line is None else row | _answered(judged, line, support)


def _answered(judged: Judged, line: Mapping[str, Any], support: Support | None) -> Row:
    answer = answer_from_json(line)
    refused, checked = answer.status == "refused", line.get("checked", ())
    stored = {each["number"]: each["stored"] for each in checked}
    applies = _OF_UNTOLD if judged.untold else _OF_ANSWERS if judged.answerable else ()
    values: Row = {name: measure(judged, answer) if name in applies else None for name, measure in _OF_ANSWERS.items()}
    values |= {
        "confidence": line.get("confidence"),
        "refused": refused if not judged.answerable else None,
        "false_refusal": refused if judged.answerable and not judged.untold else None,
        "quotes_valid": _share([stored.get(each.number) == each.quote for each in answer.citations]),
        "pages_valid": _share([each["on_page"] for each in checked if each["on_page"] is not None]),
        "words": measures.words_shown(answer) if not refused else None,
        "milliseconds": answer.elapsed_ms,
    }
    if support is not None:
        values["sentence_support"] = sentence_support(answer, support)
    return {name: float(value) if isinstance(value, bool) else value for name, value in values.items()}


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None


def _held(rows: Sequence[Row], name: str) -> list[float]:
    return [float(row[name]) for row in rows if row.get(name) is not None]


def _by(rows: Sequence[Row], by: str, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The means of each group of questions: one type, one language, one persona, one kind of document."""
    groups: dict[str, dict[str, float]] = {}
    for value in sorted({row[by] for row in rows if row[by]}):
        some = [row for row in rows if row[by] == value]
        means = {name: round(float(np.mean(held)), 4) for name in names if (held := _held(some, name))}
        groups[value] = {"n": len(some), **means}
    return groups


def _spread(times: Sequence[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile of times in milliseconds; {} where there are none."""
    if not times:
        return {}
    cuts = np.percentile(times, (50, 95, 99))
    return {name: round(float(cut), 2) for name, cut in zip(("p50", "p95", "p99"), cuts, strict=True)}

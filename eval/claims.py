"""How often checks of claims are right: ``python -m eval.claims --help``.

Judged claims (the ``verdict`` of dev questions) and claims made from the library's own sentences
(``eval/claim_making.py``): verdicts wanted against verdicts given, by how each was made; with ``--tune``, the
thresholds of ``rag.claims.judgement.Limits`` that do best, a wrong "contradicted" or "supported" counting double.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich import print as show
from rich.table import Table

from eval.claim_making import Made, made_from
from rag.analysis import terms
from rag.answerer import Answerer, open_answerer
from rag.claims.asking import Claimed, claimed_in
from rag.claims.checking import Held, hold
from rag.claims.judgement import Limits
from rag.question import understand
from rag.settings import load_settings
from rag.types import Hit, Question
from rag.units import units_of

_VERDICTS = ("supported", "contradicted", "partly", "not_found")
_HITS = 10
_STEPS = {
    "about": (0.3, 0.36, 0.42, 0.5), "other": (0.36, 0.4, 0.45, 0.5, 0.55), "words": (0.55, 0.62, 0.7, 0.78, 0.85),
    "parts": (0.42, 0.46, 0.52, 0.6, 0.7), "alike": (0.35, 0.45, 0.5, 0.55), "same": (0.1, 0.15, 0.25, 0.35),
    "margin": (0.12, 0.18, 0.22, 0.3), "denied": (0.4, 0.5, 0.6, 0.7), "prefer": (0.0, 0.05, 0.1, 0.2, 0.3, 0.4),
    "named": (0.4, 0.5, 0.6, 0.7), "missing": (0.15, 0.2, 0.25, 0.3, 0.4), "unmet": (0.3, 0.4, 0.45, 0.5, 0.6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A claim held against its evidence once; the thresholds come after."""

    how: str
    wanted: str
    held: Held

    def right_or(self, verdict: str) -> str:
        """The verdict, or the one wanted where of two statements one is altered, for "in part" is as right then."""
        several = len({part.clause for part in self.held.parts}) > 1
        return self.wanted if verdict == "partly" and self.wanted == "contradicted" and several else verdict

    def given(self, limits: Limits) -> str:
        """The verdict under these thresholds."""
        return self.held.decide(limits).verdict


def cases(answerer: Answerer, made: Iterator[Made] | Sequence[Made]) -> Iterator[Case]:
    """Claims with their evidence; a document that is left out is left out with its copies."""
    for each in made:
        asked = understand(Question(each.text))
        claimed = claimed_in(each.text, asked.language) or Claimed(each.text, True)
        language = asked.language
        asked = replace(understand(Question(claimed.text)), language=language)
        hits = answerer.search.search(asked.query, Question("").filters, _HITS * (2 if each.left_out else 1))
        if each.left_out:
            gone = {each.document, *answerer.search.library.copies(each.document)}
            gone |= {hit.record.uri for hit in hits if _retold(claimed.text, hit)}
            hits = [hit for hit in hits if hit.record.uri not in gone and not gone & set(hit.also_at)][:_HITS]
        yield Case(each.how, each.verdict, hold(claimed, asked, answerer.evidence.rank(asked, hits), answerer))


def _retold(claim: str, hit: Hit) -> bool:
    """Whether a passage says in one sentence most of what a claim says: it is as good a source as the one left out."""
    wanted = set(terms(claim, hit.passage.language))
    return any(len(wanted & set(terms(unit.text, hit.passage.language))) >= 0.7 * len(wanted) for unit in units_of(hit))


def judged(path: Path) -> list[Made]:
    """The judged claims of a file of dev questions."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Made(line["question"], "judged", line["verdict"], "") for line in lines if line.get("verdict")]


def worth(given: Sequence[tuple[Case, str]]) -> float:
    """The mean over ways of making: what is right, less what is wrongly called true or false; judged weigh four."""
    ways: dict[str, list[float]] = {}
    for case, verdict in given:
        verdict = case.right_or(verdict)
        wrong = verdict in ("supported", "contradicted") and verdict != case.wanted and case.wanted != "partly"
        ways.setdefault(case.how, []).append(1.0 if verdict == case.wanted else -1.0 if wrong else 0.0)
    weigh = {how: 4.0 if how == "judged" else 1.0 for how in ways}
    return sum(weigh[how] * sum(each) / len(each) for how, each in ways.items()) / sum(weigh.values())


def tune(found: Sequence[Case], limits: Limits) -> Limits:
    """Coordinate ascent over the steps of each threshold."""
    best = worth([(case, case.given(limits)) for case in found])
    for name, steps in _STEPS.items():
        for step in steps:
            tried = replace(limits, **{name: step})
            if tried == limits:
                continue
            score = worth([(case, case.given(tried)) for case in found])
            if score > best + 1e-6:
                best, limits = score, tried
        show(f"{name}: {getattr(limits, name)} ({best:.3f})")
    return limits


def main(
    homes: Annotated[list[Path], typer.Option("--home", help="Libraries to make claims from.")],
    questions: Annotated[list[Path] | None, typer.Option(help="Judged questions, one file for each home.")] = None,
    each: Annotated[int, typer.Option(help="Claims of each way of making, for each library.")] = 30,
    tuned: Annotated[bool, typer.Option("--tune", help="Fit the thresholds too.")] = False,
    wrong: Annotated[int, typer.Option(help="Show so many that went wrong.")] = 0,
    seed: int = 7,
) -> None:
    """Measure checks of claims, and tune their thresholds."""
    found: list[Case] = []
    for at, home in enumerate(homes):
        answerer = open_answerer(load_settings(home=home))
        if questions and at < len(questions):
            found += cases(answerer, judged(questions[at]))
        if each:
            found += cases(answerer, made_from(answerer.search.library, each, seed))
    limits = tune(found, Limits()) if tuned else Limits()
    if tuned:
        show(limits)
    given = [(case, case.right_or(case.given(limits))) for case in found]
    show(_table(given))
    for case, verdict in [pair for pair in given if pair[0].wanted != pair[1]][:wrong]:
        show(f"{case.how} [b]{case.wanted}[/b] > {verdict}: {case.held.claimed.text}")


def _table(given: Sequence[tuple[Case, str]]) -> Table:
    table = Table("made", "n", "right", *_VERDICTS)
    for how in dict.fromkeys(case.how for case, _ in sorted(given, key=lambda pair: pair[0].how)):
        mine = [(case, verdict) for case, verdict in given if case.how == how]
        counted = Counter(verdict for _, verdict in mine)
        right = sum(case.wanted == verdict for case, verdict in mine) / len(mine)
        table.add_row(how, str(len(mine)), f"{right:.2f}", *(str(counted[each]) for each in _VERDICTS))
    return table


if __name__ == "__main__":
    typer.run(main)

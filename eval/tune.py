"""Tune ``rag/tuned.py`` on dev questions: ``python -m eval.tune --home HOME --questions Q.jsonl [--trials 200]``.

A random search around the present numbers, seeded. The score of a setting is the mean, over the questions, of: all
gold facts shown and the source cited (answerable) or refused (unanswerable), less a little for every word shown past
60, so that showing everything does not win. Half of the questions (by a hash of their id) choose, the other half
only report, so that the printed pair of figures shows how much of the gain is luck.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Final
from zlib import crc32

import typer
from rich import print as show

from eval.answer_measures import facts_shown, source_cited, words_shown
from eval.questions import Judged, read_questions
from rag.answerer import Answerer
from rag.evidence import Scored
from rag.question import Asked
from rag.search import Search, open_search
from rag.settings import load_settings
from rag.tuned import Tuned
from rag.types import Answer

# What is searched here; the ranking's weights are eval.ranking's, the refusal's eval.refusal's.
WRITING: Final = ("keep_margin", "holder_margin", "new_share", "enough_words", "most_statements")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a setting reaches on some questions, each a share of them; ``words`` is a mean."""

    score: float
    facts: float
    cited: float
    refused: float
    refused_wrongly: float
    words: float


class Bench:
    """Answers the same questions under many settings; the evidence is weighed once."""

    def __init__(self, search: Search, judged: Sequence[Judged]) -> None:
        self.search = search
        self.judged = judged
        self._known: list[tuple[Asked, list[Scored]]] = []

    def measure(self, tuned: Tuned) -> Figures:
        """Answer the questions with a setting and measure."""
        answerer = Answerer(self.search.settings, self.search, tuned)
        if not self._known:
            self._known = [answerer.weigh(each.asked()) for each in self.judged]
        answers = [
            answerer.write(each.asked(), asked, scored)
            for each, (asked, scored) in zip(self.judged, self._known, strict=True)
        ]
        return figures(self.judged, answers)


def figures(judged: Sequence[Judged], answers: Sequence[Answer]) -> Figures:
    """What a run of answers reaches."""
    pairs = list(zip(judged, answers, strict=True))
    can = [(j, a) for j, a in pairs if j.answerable]
    cannot = [a for j, a in pairs if not j.answerable]
    facts, cited = _mean([facts_shown(j, a) for j, a in can]), _mean([source_cited(j, a) for j, a in can])
    refused = _mean([a.status == "refused" for a in cannot])
    words = _mean([words_shown(a) for _, a in can if a.status == "answered"])
    right = [0.5 * facts_shown(j, a) + 0.5 * source_cited(j, a) for j, a in can]
    right += [float(a.status == "refused") for a in cannot]
    score = _mean(right) - 0.001 * max(0.0, words - 60)
    return Figures(score, facts, cited, refused, _mean([a.status == "refused" for _, a in can]), words)


def neighbour(tuned: Tuned, chance: random.Random) -> Tuned:
    """The setting with one to three of the writer's numbers moved."""
    moved: dict[str, float | int] = {}
    for name in chance.sample(WRITING, chance.randint(1, 3)):
        value = getattr(tuned, name)
        if isinstance(value, int):
            moved[name] = max(2, round(value * chance.uniform(0.6, 1.6)))
        else:
            moved[name] = round(max(0.02, value * chance.uniform(0.5, 1.8)), 2)
    return replace(tuned, **moved)  # type: ignore[arg-type]


def halves(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """The questions in two halves by a hash of their id: to choose by, and to report."""
    first = [each for each in judged if crc32(each.id.encode()) % 2 == 0]
    return first, [each for each in judged if crc32(each.id.encode()) % 2]


def main(
    home: Annotated[Path, typer.Option(help="library that holds the questions' documents")],
    questions: Annotated[list[Path], typer.Option(help="judged dev questions, .jsonl; may be given more than once")],
    trials: Annotated[int, typer.Option(min=1)] = 200,
    seed: int = 17,
    whole: Annotated[bool, typer.Option(help="choose by all questions, once the halves have shown the way")] = False,
) -> None:
    """Search for better numbers for rag/tuned.py, and print them."""
    judged = [each for path in questions for each in read_questions(path)]
    choose, report = (judged, judged) if whole else halves(judged)
    search = open_search(load_settings(home=home))
    chance = random.Random(seed)
    best = Tuned()
    chosen, reported = Bench(search, choose), Bench(search, report)
    reached = chosen.measure(best)
    show("start", reached, reported.measure(best))
    for trial in range(trials):
        tried = neighbour(best, chance)
        found = chosen.measure(tried)
        if found.score > reached.score:
            best, reached = tried, found
            show(trial, round(reached.score, 4), {k: v for k, v in asdict(best).items() if v != getattr(Tuned(), k)})
    show("chosen by", reached, "reported", reported.measure(best), best)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    typer.run(main)

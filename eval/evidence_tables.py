"""Judged questions as the ranker of sentences sees them: a table of features a question, with which units are right."""

from __future__ import annotations

import json
import pickle
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from eval.answer_measures import plain, shows
from eval.finding import dev_sets, fold_rankers
from eval.finding_sets import FindingSet
from eval.questions import Judged, read_questions
from eval.typos import misspelt
from ingest.pipeline import ingest
from rag.answerer import WEIGHED
from rag.evidence import Evidence, Scored
from rag.question import understand
from rag.ranker import Ranker
from rag.search import Search, open_search
from rag.settings import load_settings
from rag.types import Hit, Question
from rag.unit_features import NAMES
from rag.units import Unit

Floats = npt.NDArray[np.float32]
# An evidence quote this short is found in too many units.
_SHORT: Final = 20
SETS: Final = Path(__file__).with_name("sets")
_CORPUS: Final = Path(__file__).parents[1] / "corpus" / "documents"
# Questions of each set, the share that gets a slip of the hand, and how many are asked again without their answer.
_ASKED: Final = {"squad": 3600, "piaf": 2000, "domain": 100, "documents": 100, "own": 200}
_SLIPS: Final = 0.1
_WITHOUT: Final = 1500


@dataclass(frozen=True, slots=True)
class UnitCase:
    """A question with its units: ``table`` (n, features), ``grades`` (n,): how right each unit is, 0 to 3.

    ``scored`` are the units without scores, ``question`` and ``judged`` what was asked; ``answerable`` is False where
    the answer is not in the library, or was taken out of what was found.
    """

    fold: int
    table: Floats
    grades: npt.NDArray[np.int32]
    scored: tuple[Scored, ...]
    question: Question
    judged: Judged | None = None
    answerable: bool = True

    @property
    def usable(self) -> bool:
        """True when there is something to tell apart."""
        return self.answerable and bool(self.grades.any()) and not bool(self.grades.all())


def dev_cases(shared: Path, work: Path) -> dict[str, list[UnitCase]]:
    """The cases of all dev sets (some ten minutes; kept in ``work`` for the next time, by the features' names)."""
    sets = dev_sets(shared, work)
    rankers = fold_rankers(sets, work)
    made: dict[str, list[UnitCase]] = {}
    for name, most in _ASKED.items():
        kept = work / f"units-{name}-{crc32(repr(NAMES).encode()):08x}.pkl"
        if kept.exists():
            made[name] = pickle.loads(kept.read_bytes())
            continue
        if name == "own":
            bundled = work / "bundled"
            if not (bundled / "whole").exists():
                ingest([str(_CORPUS)], load_settings(home=bundled))
                (bundled / "whole").touch()
            homes = {"domain": sets["domain"].home, "bundled": bundled, "documents": sets["documents"].home}
            made[name] = own_cases(homes, rankers)
        elif name in ("squad", "piaf"):
            made[name] = squad_cases(sets[name], most, rankers, slips=_SLIPS, without_answer=_WITHOUT)
        else:
            made[name] = judged_cases(sets[name].home, shared / name / "questions.dev.jsonl", rankers)
        kept.write_bytes(pickle.dumps(made[name]))
    return made


def squad_cases(
    found: FindingSet,
    most: int,
    rankers: Sequence[Ranker],
    seed: int = 17,
    slips: float = 0.0,
    without_answer: int = 0,
) -> list[UnitCase]:
    """Cases of a set of questions with answer strings, at most ``most``, drawn at random.

    ``rankers`` (of passages) are one for each fold, which none of its questions fitted: with the one that is shipped
    the ranker of sentences would learn to trust it more than it may be trusted with a new question.
    """
    chance = random.Random(seed)
    drawn = [each for each in found.sought if each.quote.strip()]
    chance.shuffle(drawn)
    search = open_search(load_settings(home=found.home))
    evidence = Evidence(search)
    cases = []
    for each in drawn[:most]:
        text = misspelt(each.text, chance) if chance.random() < slips else each.text
        answer = plain(each.quote)

        def grade(unit: Unit, answer: str = answer, gold: frozenset[str] = each.gold) -> int:
            if not shows(plain(f"{unit.lead} {unit.text}"), answer):
                return 0
            return 3 if unit.hit.record.uri in gold else 1

        search.ranker = rankers[each.fold % len(rankers)]
        cases.append(_case(search, evidence, Question(text), each.fold, grade))
        if len(cases) < 2 * without_answer:
            out = _in(each.gold)
            cases.append(_case(search, evidence, Question(text), each.fold, grade, without=out))
    search.close()
    return cases


def judged_cases(home: Path, questions: Path, rankers: Sequence[Ranker], *, together: bool = False) -> list[UnitCase]:
    """Cases of judged questions on a library, the unanswerable ones too (no unit is right).

    ``together``: all questions on one document are of one fold, else they are dealt out in turn.
    """
    search = open_search(load_settings(home=home))
    evidence = Evidence(search)
    cases = []
    for number, judged in enumerate(read_questions(questions)):
        # questions on one document stay together: its others would give them away
        fold = crc32((judged.source or judged.id).encode()) if together else number
        search.ranker = rankers[fold % len(rankers)]

        def grade(unit: Unit, judged: Judged = judged) -> int:
            return right(judged, unit)

        case = _case(search, evidence, judged.asked(), fold, grade, judged)
        cases.append(case)
        if judged.answerable and judged.sources():
            pairs = zip(case.scored, case.grades, strict=True)
            telling = frozenset(each.unit.hit.passage.id for each, right_ in pairs if right_)
            for out in (_of(judged), _among(telling)):
                cases.append(_case(search, evidence, judged.asked(), fold, grade, judged, without=out))
    search.close()
    return cases


def own_cases(homes: Mapping[str, Path], rankers: Sequence[Ranker]) -> list[UnitCase]:
    """Cases of our own questions (``eval/sets``), a third of them unanswerable, over three libraries."""
    lines = [line for path in sorted(SETS.glob("*.dev.jsonl")) for line in path.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as scratch:
        cases: list[UnitCase] = []
        for library, home in homes.items():
            part = Path(scratch) / f"{library}.jsonl"
            own = [line for line in lines if json.loads(line)["library"] == library]
            part.write_text("\n".join(own) + "\n", "utf-8")
            cases += judged_cases(home, part, rankers, together=True)
    return cases


def right(judged: Judged, unit: Unit) -> int:
    """How right a unit is for a judged question: it stands in the evidence quote, or shows some of the gold facts."""
    if judged.sources() and not _names(judged, unit.hit.record.uri):
        return 0
    text, quote = plain(f"{unit.lead} {unit.text}"), plain(judged.evidence_quote or "")
    own = plain(unit.text)
    facts = [any(shows(text, variant) for variant in fact) for fact in judged.gold_facts]
    share = sum(facts) / len(facts) if facts else 0.0
    touches = bool(quote) and ((len(own) > _SHORT and own in quote) or quote in own or quote in text)
    if touches:
        return 3
    return 2 if share == 1 else 1 if share > 0 and unit.block.kind != "heading" else 0


def _in(documents: frozenset[str]) -> Callable[[Hit], bool]:
    return lambda hit: hit.record.uri in documents


def _of(judged: Judged) -> Callable[[Hit], bool]:
    return lambda hit: _names(judged, hit.record.uri)


def _among(passages: frozenset[str]) -> Callable[[Hit], bool]:
    return lambda hit: hit.passage.id in passages


def _names(judged: Judged, uri: str) -> bool:
    """True when a document is one that the judgment accepts."""
    return any(uri == name or uri.endswith("/" + name) for name in judged.sources())


def _case(
    search: Search, evidence: Evidence, question: Question, fold: int, grade: Callable[[Unit], int],
    judged: Judged | None = None, without: Callable[[Hit], bool] | None = None,
) -> UnitCase:  # fmt: skip
    asked = understand(question)
    hits = search.search(asked.query, question.filters, WEIGHED if without is None else 2 * WEIGHED)
    if without is not None:
        kept = [hit for hit in hits if not without(hit)][:WEIGHED]
        hits = [replace(hit, rank=rank) for rank, hit in enumerate(kept, start=1)]
    units, tables, table = evidence.table(asked, hits)
    grades = np.array([grade(unit) for unit in units], dtype=np.int32)
    scored: Sequence[Scored] = ()
    if tables is not None:
        found, words = tables.found.anywhere, tuple(item.word for item in tables.query.items)
        scored = [Scored(u, 0.0, {}, row, tables.weights, words) for u, row in zip(units, found, strict=True)]
    answerable = without is None and (judged is None or judged.answerable)
    return UnitCase(fold, table, grades, tuple(scored), question, judged, answerable)

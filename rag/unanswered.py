"""Questions that were refused, grouped by subject: what people ask for and the documents don't hold.

Two wordings of one question, also in two languages, lie near each other in the bundled model's space; what lies
near enough is one group. The same questions give the same groups, whatever order they came in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from rag.analysis import WORD, fold, terms
from rag.answer_rows import LoggedAnswer
from rag.question import content_words, understand
from rag.types import Question, Turn

if TYPE_CHECKING:
    from rag.static_model import StaticEmbeddings

# Cosine above which two questions, or groups on average, are on one subject: eval/unanswered_trial.py.
NEAR: Final = 0.46
# Words of a label.
_TELLING: Final = 3
# Different questions that are grouped, the latest.
_MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class Wording:
    """One question as it was typed (white space made even), and how often; ``first`` and ``last`` are times (UTC)."""

    question: str
    language: str
    count: int
    first: str
    last: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a group of unanswered questions is about: its most telling words, and its wordings, most asked first."""

    label: str
    count: int
    first: str
    last: str
    languages: tuple[str, ...]
    wordings: tuple[Wording, ...]


class _Said(NamedTuple):
    """What matters here of a row; ``whole`` is a follow-up with its earlier subject."""

    at: str
    id: str
    question: str
    language: str
    whole: str


@dataclass(slots=True)
class _Asked:
    """A wording with what it means."""

    wording: Wording
    whole: str
    vector: npt.NDArray[np.float32]


def unanswered(rows: Iterable[LoggedAnswer], model: StaticEmbeddings) -> list[Subject]:
    """The refused questions among ``rows`` by subject, most asked first, then the latest."""
    asked = _wordings(rows, model)
    subjects = [_subject(group, model.log_probability) for group in _groups(asked)]
    return sorted(subjects, key=lambda each: (-each.count, _backwards(each.last), each.label))


def _wordings(rows: Iterable[LoggedAnswer], model: StaticEmbeddings) -> list[_Asked]:
    """Each wording once; two are one when they differ in case, accents, signs and white space only."""
    alike: dict[str, list[_Said]] = defaultdict(list)
    for row in rows:
        if row.status == "refused":
            said = _Said(row.at, row.id, row.question, row.language, _whole(row))  # the row itself is 10 kB
            alike[" ".join(WORD.findall(fold(said.whole)))].append(said)
    latest = sorted(alike.items(), key=lambda item: (_backwards(max(said.at for said in item[1])), item[0]))[:_MOST]
    vectors = model.encode([key for key, _ in latest])
    return [_one(sorted(found), vector) for (_, found), vector in zip(latest, vectors, strict=True)]


def _one(found: Sequence[_Said], vector: npt.NDArray[np.float32]) -> _Asked:
    first = found[0]
    wording = Wording(
        question=" ".join(first.question.split()),
        language=first.language,
        count=len(found),
        first=first.at,
        last=found[-1].at,
        ids=tuple(said.id for said in found),
    )
    return _Asked(wording, first.whole, vector)


def _whole(row: LoggedAnswer) -> str:
    """The question, with what it leans on where it is a follow-up."""
    history = tuple(Turn("user" if each["role"] == "user" else "assistant", each["content"]) for each in row.history)
    return understand(Question(row.question, history=history)).query


def _groups(asked: Sequence[_Asked]) -> list[list[_Asked]]:
    """The two nearest groups made one, and again, while they are near enough: near on average, member by member.

    Against joining each question to the nearest middle, at the same share of right pairs (.81), it finds .74 of them
    rather than .66 (eval/unanswered_trial.py).
    """
    groups = [[each] for each in asked]
    if not groups:
        return []
    vectors = np.stack([each.vector for each in asked])
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    size = np.ones(len(groups), dtype=np.float32)
    while True:
        one, other = divmod(int(near.argmax()), len(groups))
        if near[one, other] < NEAR:
            return [group for group in groups if group]
        joined = (near[one] * size[one] + near[other] * size[other]) / (size[one] + size[other])
        joined[one] = -np.inf
        near[one], near[:, one] = joined, joined
        near[other], near[:, other] = -np.inf, -np.inf
        size[one] += size[other]
        groups[one] += groups[other]
        groups[other] = []


def _subject(group: Sequence[_Asked], common: Callable[[str], float]) -> Subject:
    wordings = sorted((each.wording for each in group), key=lambda each: (-each.count, each.first, each.question))
    return Subject(
        label=_label(group, common),
        count=sum(each.count for each in wordings),
        first=min(each.first for each in wordings),
        last=max(each.last for each in wordings),
        languages=tuple(sorted({each.language for each in wordings})),
        wordings=tuple(wordings),
    )


def _label(group: Sequence[_Asked], common: Callable[[str], float]) -> str:
    """The rarest of the words that most questions share, in the language of most, as they were typed."""
    spoken: Counter[str] = Counter()
    for each in group:
        spoken[each.wording.language] += each.wording.count
    language = min(spoken, key=lambda code: (-spoken[code], code))
    shared: Counter[str] = Counter()
    typed: dict[str, str] = {}
    for each in group:
        if each.wording.language == language:
            for stem, word in _telling(each.whole, language).items():
                shared[stem] += each.wording.count
                typed.setdefault(stem, word)
    named = [stem for stem in shared if not stem[0].isdigit()] or list(shared)  # a year alone is no subject
    worth = {stem: shared[stem] ** 2 * -common(fold(typed[stem])) for stem in named}
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:_TELLING]
    return " · ".join(typed[stem] for stem in typed if stem in best) or group[0].wording.question


def _telling(text: str, language: str) -> dict[str, str]:
    """The words that say what a question is about, as typed, by their stem."""
    wanted = set(content_words(text, language))
    folded = fold(text)
    found: dict[str, str] = {}
    for match in WORD.finditer(folded):
        if match.group() in wanted:
            stem = next(iter(terms(match.group(), language)), match.group())
            found.setdefault(stem, text[match.start() : match.end()])
    return found


def _backwards(time: str) -> tuple[int, ...]:
    """A key that sorts later times first."""
    return tuple(-ord(sign) for sign in time)

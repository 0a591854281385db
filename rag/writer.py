"""The extractive writer: from ranked evidence to the few statements that answer, each resting on slices of text.

A bullet carries its lead-in; a question for a list gets the whole list; a heading that matches stands for what is
under it. Nothing is worded anew: statements are the document's words with white space made even.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rag.analysis import stop_words, words
from rag.answer_spans import wanted
from rag.evidence import Scored
from rag.question import Asked
from rag.sentences import shown_words
from rag.shortening import shortened
from rag.tuned import Tuned
from rag.types import Block, Hit, Passage
from rag.units import Unit, unit_words, units_of

LONGEST_LIST: Final = 3000
# So near to the question's words a thing of the kind asked for must stand.
_CLOSE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of the stored text of the document that a hit belongs to."""

    hit: Hit
    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer and the slices it rests on."""

    text: str
    spans: tuple[Span, ...]


Following = Callable[[Passage], Sequence[Passage]]


def write(asked: Asked, ranked: Sequence[Scored], following: Following, tuned: Tuned = Tuned()) -> list[Statement]:
    """The statements that answer, in order of worth; ``following`` gives a passage and those after it.

    How much is said hangs on how many things are asked and on how far the best sentence is ahead of the rest.
    """
    statements: list[Statement] = []
    told: set[str] = set()
    shown: list[tuple[int, int, str]] = []
    size = 0
    room = tuned.enough_words + tuned.words_more * (asked.parts - 1)
    for scored in _candidates(ranked, tuned):
        if len(statements) == tuned.most_statements + asked.parts - 1:
            break
        unit = scored.unit
        if any(unit.start < end and start < unit.end and unit.hit.record.uri == uri for start, end, uri in shown):
            continue
        statement = _statement(asked, unit, ranked, following)
        if statement is None:
            continue
        said = set(words(statement.text)) - stop_words(unit.hit.passage.language)
        if statements and len(said - told) < tuned.new_share * len(said):
            continue
        statement = Statement(_short(asked, scored, statement), statement.spans)
        words_more = len(statement.text.split()) + sum(
            len(_words(s.passage, s.start, s.end).split()) for s in statement.spans
        )
        if statements and size + words_more > room:
            continue
        told |= said
        shown += [(span.start, span.end, unit.hit.record.uri) for span in statement.spans]
        size += words_more
        statements.append(statement)
    return statements


# Asked for one thing, a sentence may be cut to it; a list, a definition, an account is shown whole.
_SINGLE: Final = frozenset({"number", "when", "where", "who"})


def _short(asked: Asked, scored: Scored, statement: Statement) -> str:
    """The statement's words without the clauses at its ends that tell nothing of what was asked."""
    if asked.asks not in _SINGLE:
        return statement.text
    language = scored.unit.hit.passage.language
    held = scored.parts.get("held", 0.0) == 1.0
    kind = wanted(asked.asks, asked.text)

    def tells(clause: str) -> bool:
        read = unit_words(clause, language)
        return bool(read.stems & scored.stems) or (held and kind != "any" and kind in read.spans)

    return shortened(statement.text, tells)


def _candidates(ranked: Sequence[Scored], tuned: Tuned) -> list[Scored]:
    """What may be said, in order: the best unit, then all that score well enough.

    Where the best lacks the number, date or name that was asked for, the best one of its document that has one is next.
    """
    if not ranked:
        return []
    best = ranked[0]
    rest = [e for e in ranked[1:] if e.score >= best.score - tuned.keep_margin and not e.parts.get("told")]
    if best.parts.get("held", 1.0) < 1.0:
        here = [
            each
            for each in ranked[1:]
            if each.parts.get("held") == 1.0
            and each.parts.get("close", 0.0) > _CLOSE
            and each.score >= best.score - tuned.holder_margin
            and each.unit.hit.record.uri == best.unit.hit.record.uri
        ]
        rest = [*here[:1], *(each for each in rest if each not in here[:1])]
    return [best, *rest]


def _statement(asked: Asked, unit: Unit, ranked: Sequence[Scored], following: Following) -> Statement | None:
    if unit.block.kind == "heading":
        return _under_heading(asked, unit, following)
    if unit.text.endswith(":") or (unit.block.kind == "item" and _wants_list(asked, unit, ranked)):
        whole = _whole_list(unit, following)
        if whole is not None:
            return whole
    passage = unit.hit.passage
    spans = [Span(unit.hit, passage, unit.start, unit.end)]
    text = unit.text
    if unit.block.kind == "item" and unit.block.lead:
        text = f"{unit.lead} {text}"
        start, end = unit.block.lead
        if start >= passage.start:
            spans.insert(0, Span(unit.hit, passage, start, end))
    return Statement(text, tuple(spans))


def _wants_list(asked: Asked, unit: Unit, ranked: Sequence[Scored]) -> bool:
    if asked.asks == "list":
        return True
    same = [
        each
        for each in ranked[:6]
        if each.unit.hit.passage.id == unit.hit.passage.id
        and each.unit.block.kind == "item"
        and each.unit.block.lead == unit.block.lead
    ]
    return len(same) >= 3


def _whole_list(unit: Unit, following: Following) -> Statement | None:
    """The list that a unit belongs to or leads into, with its lead-in, as far as it goes over passages."""
    passages = following(unit.hit.passage)
    blocks = [(passage, block) for passage in passages for block in passage.blocks]
    at = next((i for i, (_, b) in enumerate(blocks) if b.start <= unit.start < b.end), None)
    if at is None:
        return None
    if unit.block.kind == "item":
        lead = unit.block.lead
        first = at
        while first > 0 and blocks[first - 1][1].kind == "item" and blocks[first - 1][1].lead == lead:
            first -= 1
    else:
        lead, first = (unit.start, unit.end), at + 1
    items: list[tuple[Passage, Block]] = []
    for passage, block in blocks[first:]:
        if block.kind != "item" or (block.lead != lead and block.level == 0):
            break
        items.append((passage, block))
    if not items or (len(items) == 1 and unit.block.kind == "item"):
        return None
    lines = ["- " + _words(passage, block.start, block.end) for passage, block in items]
    spans = [Span(unit.hit, passage, block.start, block.end) for passage, block in items]
    home = unit.hit.passage
    if lead is not None and home.start <= lead[0]:
        lines.insert(0, _words(home, *lead))
        spans.insert(0, Span(unit.hit, home, *lead))
    elif unit.lead:
        lines.insert(0, unit.lead)
    elif unit.heading:
        lines.insert(0, unit.heading)
        over = [(p, b) for p, b in blocks[:first] if b.kind == "heading"]
        if over and _words(over[-1][0], over[-1][1].start, over[-1][1].end) == unit.heading:
            spans.insert(0, Span(unit.hit, over[-1][0], over[-1][1].start, over[-1][1].end))
    return Statement("\n".join(lines), _joined(spans))


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Slices of one passage that follow each other made one, so that a list is one quote."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.passage.id == span.passage.id
            and 0 <= span.start - last.end <= 12
            and span.end - last.start <= LONGEST_LIST
        ):
            joined[-1] = Span(last.hit, last.passage, last.start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _under_heading(asked: Asked, unit: Unit, following: Following) -> Statement | None:
    """What a heading stands for: the headings right below it when a list is asked for, else its first sentences."""
    blocks = [(p, b) for p in following(unit.hit.passage) for b in p.blocks if b.start >= unit.start]
    if not blocks:
        return None
    own = blocks[0][1]
    if asked.asks == "list":
        below: list[tuple[Passage, Block]] = []
        for passage, block in blocks[1:]:
            if block.kind == "heading":
                if block.level <= own.level:
                    break
                below.append((passage, block))
        top = min((b.level for _, b in below), default=0)
        below = [(p, b) for p, b in below if b.level == top]
        if len(below) >= 2:
            lines = [unit.text, *("- " + _words(p, b.start, b.end) for p, b in below)]
            spans = [Span(unit.hit, unit.hit.passage, unit.start, unit.end)]
            spans += [Span(unit.hit, p, b.start, b.end) for p, b in below]
            return Statement("\n".join(lines), tuple(spans))
    if len(blocks) < 2 or blocks[1][1].kind == "heading":
        return None
    passage, block = blocks[1]
    here = Hit(passage, unit.hit.record, unit.hit.score, unit.hit.rank)
    first = next((each for each in units_of(here) if each.start >= block.start), None)
    if first is None:
        return None
    if first.block.kind == "item" or first.text.endswith(":"):
        return _whole_list(first, following)
    return Statement(
        f"{unit.text} {first.text}" if unit.text[-1] in ".!?:…" else f"{unit.text}: {first.text}",
        (Span(unit.hit, unit.hit.passage, unit.start, unit.end), Span(unit.hit, passage, first.start, first.end)),
    )


def _words(passage: Passage, start: int, end: int) -> str:
    return shown_words(passage.text[start - passage.start : end - passage.start])

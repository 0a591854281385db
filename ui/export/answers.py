"""Pure: answers as a document: question, sentences with their numbers, notes, refusals; sources; quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rag.types import Answer, Hit
from ui.export.references import Place, References, Standing, marks, reference_blocks, renumbered
from ui.export.sheet import Block, Heading, Items, Line, Paragraph, Piece, Sheet, words
from ui.labels import begun, hit_place, moment_in_words, readable_date
from ui.locales.export import export_strings
from ui.source_links import source_path
from ui.strings import Strings

_BULLET: Final = re.compile(r"^\s*[-•–*]\s+")
# Letters of a near passage that are shown under a refusal, as on the page.
_NEAR: Final = 420


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with when it was given (an instant in UTC, ISO; "" unknown) and what its search was limited to."""

    answer: Answer
    at: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Making:
    """What a document is made with: the words of its frame, the day, the service's address, what quotes are today."""

    strings: Strings
    made: str
    base: str = ""
    today: Mapping[Place, Standing] = field(default_factory=dict)


def answers_sheet(given: Sequence[Given], making: Making, lost: int = 0) -> Sheet:
    """One answer, or a conversation with one list of sources; ``lost`` answers that were asked for are gone.

    One answer keeps the numbers it was shown with.
    """
    strings, said = making.strings, export_strings(making.strings.code)
    alone = len(given) == 1
    references = References(keep=alone)
    told: list[Block] = []
    for place, each in enumerate(given, 1):
        if not alone:
            told.append(Heading(2, f"{place}. {_one_line(each.answer.question)}", each.answer.language))
        told += _answer(each, making, references)
    title = _one_line(given[0].answer.question) if alone else said.conversation.format(count=len(given))
    blocks = [*_front(given, making, lost), *told, *sources(references, making)]
    return Sheet(title, strings.code, said.answer_subject, making.made, tuple(blocks))


def sources(references: References, making: Making) -> Iterator[Block]:
    """The headed list of sources and the appendix of quotes; nothing where nothing is cited."""
    strings, said = making.strings, export_strings(making.strings.code)
    listed, quotes = reference_blocks(references, strings, making.base, making.today)
    if not listed:
        return
    yield Heading(2, strings.references)
    yield from listed
    yield Heading(2, said.quotes)
    if making.today and all(each.stands for each in making.today.values()):
        yield Paragraph(words(said.rechecked), "small")
    yield from quotes


def _front(given: Sequence[Given], making: Making, lost: int) -> Iterator[Block]:
    """When it was made and what it is worth."""
    strings, said = making.strings, export_strings(making.strings.code)
    modes = {each.answer.mode for each in given}
    worth = [said.worth_extractive] * ("extractive" in modes) + [said.worth_generative] * ("generative" in modes)
    made = said.made.format(date=readable_date(making.made, strings))
    yield Paragraph(words(" ".join((made, *worth, strings.footer))), "small")
    if lost:
        yield Paragraph(words(said.lost["one" if lost == 1 else "many"].format(count=lost)), "note")


def _answer(given: Given, making: Making, references: References) -> Iterator[Block]:
    strings, said, answer = making.strings, export_strings(making.strings.code), given.answer
    numbers = references.add(answer)
    facts = (said.asked_on.format(moment=moment_in_words(given.at, strings)) if given.at else "", given.limits)
    about = " · ".join(fact for fact in facts if fact)
    if about:
        yield Paragraph(words(about), "small")
    if answer.verdict:
        yield Paragraph(words(strings.verdicts[answer.verdict], strong=True), answer.verdict)
    if answer.status == "refused":
        yield from _refusal(answer, making)
        return
    yield from body(answer, numbers)
    if answer.notes:
        yield Heading(3, strings.notes)
        yield Items(tuple(words(renumbered(note, numbers)) for note in answer.notes), answer.language)


def body(answer: Answer, numbers: Mapping[int, int]) -> Iterator[Block]:
    """The sentences of an answer as paragraphs and lists, each followed by its numbers."""
    items: list[Line] = []
    for sentence in answer.sentences:
        lines = [line.strip() for line in sentence.text.split("\n") if line.strip()] or [""]
        for place, line in enumerate(lines, 1):
            behind = marks(sentence.citations, numbers) if place == len(lines) else ()
            bullet = _BULLET.match(line)
            told = (Piece(line[bullet.end() :] if bullet else line), *((Piece(" "),) if behind else ()), *behind)
            if bullet:
                items.append(told)
                continue
            if items:
                yield Items(tuple(items), answer.language)
                items = []
            yield Paragraph(told, language=answer.language)
    if items:
        yield Items(tuple(items), answer.language)


def _refusal(answer: Answer, making: Making) -> Iterator[Block]:
    """A refusal told as such, with what came nearest, which answers nothing."""
    strings, said = making.strings, export_strings(making.strings.code)
    if answer.verdict is None:
        yield Paragraph(words(f"{strings.refused_title}.", strong=True), "note")
    for note in answer.notes or (strings.refused_text,):
        yield Paragraph(words(note), language=answer.language if answer.notes else "")
    if answer.nearest:
        yield Paragraph(words(said.near), "small")
        yield Items(tuple(near(hit, making) for hit in answer.nearest))


def near(hit: Hit, making: Making, *, with_text: bool = True) -> Line:
    """A near passage in a line: its title, which leads there, its place, how it begins (``with_text``)."""
    shown = begun(_one_line(hit.passage.text), _NEAR)
    passage, record = hit.passage, hit.record
    path = source_path(record.uri, record.edition, passage.start, passage.end, making.strings.code)
    where = hit_place(hit, making.strings)
    title = Piece(record.title or record.uri, href=making.base.rstrip("/") + path.removeprefix(".."), strong=True)
    return title, Piece((f" · {where}" if where else "") + (f": {shown}" if with_text else ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())

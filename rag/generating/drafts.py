"""Reading what a model writes: from growing text to the sentences that are complete, whatever stands round them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

# Sentences read of one answer, quotes of one sentence, characters of either.
_SENTENCES: Final = 12
_QUOTES: Final = 12
_LONGEST: Final = 2000


class MalformedError(ValueError):
    """The model's text is not an answer of the agreed form; ``begun``: it begins as one and breaks off."""

    def __init__(self, begun: bool = False) -> None:
        super().__init__("not an answer of the agreed form")
        self.begun = begun


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a model says stand in the passage of this number (from 1)."""

    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that a model wrote, and the quotes it says it relies on."""

    text: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model's text comes to so far; ``refused``: it says that the passages do not answer."""

    drafts: tuple[Draft, ...] = ()
    refused: bool = False


def read_so_far(text: str) -> Reading:
    """The complete sentences of a text that is still being written; none where there is no JSON yet."""
    from langchain_core.utils.json import parse_partial_json

    start = _start(text)
    if start is None:
        return Reading()
    try:
        value = parse_partial_json(text[start:])
    except (ValueError, RecursionError):
        return Reading()
    sentences = value.get("sentences") if isinstance(value, dict) else None
    if not isinstance(sentences, list):
        return Reading()
    # The last one may still grow: it is complete once another has begun.
    return Reading(tuple(_drafts(sentences[:-1])))


def read_whole(text: str) -> Reading:
    """The answer in a finished text. Raises MalformedError when there is none of the agreed form."""
    start = _start(text)
    if start is None:
        raise MalformedError
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text[start:])
    except (ValueError, RecursionError) as error:
        raise MalformedError(begun=True) from error
    if not isinstance(value, dict) or not isinstance(value.get("sentences", []), list):
        raise MalformedError
    if value.get("answerable") is False:
        return Reading(refused=True)
    if "sentences" not in value or (value["sentences"] and not _drafts(value["sentences"])):
        raise MalformedError
    drafts = tuple(_drafts(value["sentences"]))
    return Reading(drafts, refused=not drafts)


def _start(text: str) -> int | None:
    """Where the answer's object begins: models put prose, their thoughts or a code fence before it."""
    after = text.rfind("</think>")
    start = text.find("{", after + 1 if after >= 0 else 0)
    while start >= 0 and not _opens_answer(text[start + 1 : start + 200].lstrip()):
        start = text.find("{", start + 1)
    return start if start >= 0 else None


def _opens_answer(rest: str) -> bool:
    return rest.startswith(('"answerable"', '"sentences"'))


def _drafts(sentences: list[Any]) -> list[Draft]:
    """The drafts among what a model gave as sentences; what has another form is left out."""
    found = []
    for each in sentences[:_SENTENCES]:
        if not isinstance(each, dict) or not isinstance(each.get("text"), str):
            continue
        quotes = each.get("quotes")
        given = [_quoted(quote) for quote in quotes[:_QUOTES]] if isinstance(quotes, list) else []
        text = " ".join(each["text"][:_LONGEST].split())
        if text:
            found.append(Draft(text, tuple(quote for quote in given if quote)))
    return found


def _quoted(given: Any) -> Quoted | None:
    if not isinstance(given, dict) or not isinstance(given.get("quote"), str) or not given["quote"].strip():
        return None
    number = given.get("passage")
    if isinstance(number, str) and number.strip().isdigit():
        number = int(number)
    return Quoted(number if isinstance(number, int) and not isinstance(number, bool) else 0, given["quote"][:_LONGEST])

"""Claims made from a library's own sentences, with what a check should say of each (measured by ``eval/claims.py``).

True: a sentence shortened, its figures and dates written otherwise. False: the same with one figure, date, name,
place or polarity altered. Not found: a sentence whose document (and its copies) are left out of the search.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rag.claims.lexicon import negations_in
from rag.claims.parts import names_of
from rag.claims.texts import checkable
from rag.claims.values import Value, values_in
from rag.library import Library
from rag.months import ENGLISH, FRENCH, ITALIAN
from rag.sentences import shown_words
from rag.territories import REGIONS
from rag.types import Verdict

_MONTHS: Final = {"it": ITALIAN, "fr": FRENCH, "en": ENGLISH}
_TOWNS: Final = tuple(
    part.split(":")[0].replace("_", " ") for _, _, towns in REGIONS.values() for part in towns.split()
)
_NOT: Final = {
    "it": (r"(?<!non )\b(è|sono|ha|hanno|sarà|saranno|viene|vengono|prevede|può|possono|era|erano)\b", r"non \1"),
    "fr": (r"\b(est|sont|a|ont|sera|seront|prévoit|peut|était)\b(?! pas)", r"n'\1 pas"),
    "en": (r"\b(is|are|was|were|has|have|will|can)\b(?! not)", r"\1 not"),
}
_OPPOSITES: Final = (
    ("aumenta", "diminuisce"), ("aumento", "calo"), ("approvato", "respinto"), ("approvata", "respinta"),
    ("gratuito", "a pagamento"), ("massimo", "minimo"), ("pubblico", "privato"), ("pubblici", "privati"),
    ("obbligatoria", "facoltativa"), ("in vigore", "scaduto"), ("dopo", "prima di"), ("prima", "ultima"),
    ("regionale", "nazionale"), ("nazionale", "regionale"), ("increase", "decrease"), ("public", "private"),
    ("régional", "national"), ("first", "last"), ("presidente", "assessore"), ("assessore", "presidente"),
)  # fmt: skip
_WAYS: Final = {
    "it": ("{}", "È vero che {}?", "{}, giusto?"),
    "fr": ("{}", "Est-il vrai que {} ?", "{}, n'est-ce pas ?"),
    "en": ("{}", "Is it true that {}?", "{}, right?"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A claim, how it was made, what a check should say, and the document to leave out of the search, if any."""

    text: str
    how: str
    verdict: Verdict
    document: str
    left_out: bool = False


def made_from(library: Library, each: int, seed: int = 7) -> list[Made]:
    """Up to ``each`` claims of each way of making them, from a library's current documents."""
    chance = random.Random(seed)
    sentences = list(_sentences(library))
    chance.shuffle(sentences)
    found: dict[str, list[Made]] = {}
    for text, language, uri in sentences:
        ways = list(_made(text, language, uri, chance))
        chance.shuffle(ways)
        ways.sort(key=lambda made: len(found.get(made.how, [])))
        if ways and len(found.setdefault(ways[0].how, [])) < each:
            found[ways[0].how].append(ways[0])
    return [made for _, several in sorted(found.items()) for made in several]


def _sentences(library: Library) -> Iterator[tuple[str, str, str]]:
    for passage, record in library.current_passages():
        if passage.clutter or passage.language not in _NOT:
            continue
        for block in passage.blocks:
            if block.kind != "paragraph":
                continue
            text = passage.text[block.start - passage.start : block.end - passage.start]
            for start, end in checkable(text, passage.language):
                said = shown_words(text[start:end])
                if 8 <= len(said.split()) <= 40 and said[-1:] == ".":
                    yield said[:-1], passage.language, record.uri


def _made(text: str, language: str, uri: str, chance: random.Random) -> Iterator[Made]:
    def asked(said: str) -> str:
        way = chance.choice(_WAYS[language])
        return way.format(said if way.startswith("{}") else said[0].lower() + said[1:])

    short = _shortened(text)
    yield Made(asked(short), "true: shortened", "supported", uri)
    if (rewritten := _rewritten(short, language)) != short:
        yield Made(asked(rewritten), "true: figures rewritten", "supported", uri)
    yield Made(asked(_shortened(text)), "not found: left out", "not_found", uri, left_out=True)
    for how, false in altered(text, language, chance):
        yield Made(asked(false), f"false: {how}", "contradicted", uri)


def _shortened(text: str) -> str:
    """Without what stands in brackets, and without the last clause where enough is left."""
    bare = re.sub(r"\s*\([^()]*\)", "", text)
    head = re.split(r"[,;:] (?!\d)", bare)
    kept = head[0]
    for piece in head[1:]:
        if len(kept.split()) >= 9:
            break
        kept += ", " + piece
    return kept if len(kept.split()) >= 6 else bare


def _rewritten(text: str, language: str) -> str:
    """Figures and dates in another spelling: "23 giugno 2022" as 23/06/2022, "1,8 milioni" in full."""
    for value in reversed(values_in(text, language)):
        new = value.written
        year, month, day = value.day
        if value.kind == "date" and year and month and day:
            new = f"{day:02d}/{month:02d}/{year}"
        elif value.kind in ("number", "money") and value.low == value.high and value.low >= 10_000:
            unit = value.written.split()[-1] if value.kind == "money" else ""
            sign = "," if language == "en" else "."
            new = f"{value.low:,.0f}".replace(",", sign) + (" " + unit if unit and unit[0].isalpha() else "")
        text = text[: value.start] + new + text[value.end :]
    return text


def altered(text: str, language: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """A sentence with one thing altered, again and again: what was, and the sentence that is false by it."""
    values = values_in(text, language)
    for value in values:
        new = _other_date(value, language, chance) if value.kind == "date" else _other_figure(value, chance)
        if new:
            how = "date" if value.kind == "date" else "figure"
            yield how, text[: value.start] + new + text[value.end :]
    for start, end in names_of(text):
        name = text[start:end]
        if name in _TOWNS:
            yield "place", text[:start] + chance.choice([each for each in _TOWNS if each not in text]) + text[end:]
        elif re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", name) and _is_person(text, start):
            yield "name", text[:start] + chance.choice(_PEOPLE) + text[end:]
    pattern, negated = _NOT[language]
    if not any(True for _ in negations_in(text)) and re.search(pattern, text):
        yield "negation", re.sub(pattern, negated, text, count=1)
    for pair in _OPPOSITES:
        if re.search(rf"\b{pair[0]}\b", text):
            yield "opposite", re.sub(rf"\b{pair[0]}\b", pair[1], text, count=1)
            break


_PEOPLE: Final = ("Marta Colombini", "Enrico Tassoni", "Giulia Ferrandi", "Paolo Mazzanti", "Claire Dumas", "Ivo Serra")


def _is_person(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].lower()
    return bool(
        re.search(
            r"(assessor|president|direttor|sindac|dott|prof|coordin|ministr|conseill|maire|mayor|da |di )\S* ?\S* ?$",
            before,
        )
    )


def _other_date(value: Value, language: str, chance: random.Random) -> str:
    year, month, _ = value.day
    if month and not value.written[0:3].count("/") and chance.random() < 0.5:
        names = _MONTHS[language]
        for name in names:
            if name in value.written.lower():
                return re.sub(name, chance.choice([each for each in names if each != name]), value.written, flags=re.I)
    return value.written.replace(str(year), str(year + chance.choice([-2, -1, 1, 2]))) if year else ""


def _other_figure(value: Value, chance: random.Random) -> str:
    """The same writing with another number: a digit altered, or the number doubled."""
    match = re.search(r"\d[\d.,]*", value.written)
    if value.kind not in ("number", "money", "percent") or not match or value.low < 2:
        return ""
    digits = match.group().rstrip(".,")
    at = 0
    new = str((int(digits[at]) + chance.choice([2, 3, 4])) % 9 + 1)
    if new == digits[at]:
        new = str(int(new) % 9 + 1)
    return value.written[: match.start()] + new + digits[1:] + value.written[match.start() + len(digits) :]

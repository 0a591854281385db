"""The years in a document's name, and apart from them how long it is in force, where its text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.describe.dates import DAY, YEAR, iso_of
from ingest.describe.scan import beginnings, word_starts

_SPAN: Final = re.compile(r"(?<![\d/.-])(20\d\d|19\d\d)\s?[-–/_]\s?((?:20|19)?\d\d)(?![\d/]|-\d)")
_YEARLY: Final = re.compile(rf"\b(?:annuale|anno|esercizio|annualità)\s+({YEAR})\b(?!\s*[-–/]\s*\d)", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"\b(?:piano|programma|triennio|quinquennio|biennio|periodo|plan|strategia|[A-Z]{3,6})\b", re.IGNORECASE
)
_WHEN: Final = rf"(?:{DAY}|{YEAR}(?![\d/-]))"
_UNTIL: Final = re.compile(
    rf"\b(?:prorog(?:a|at[oaie]|ando)|in\s+vigore|vale|valid[oaie]|validità|durata|efficac[ei]|vigente|va|"
    rf"resta)\b(?P<between>[^.;\n]{{0,70}}?)"
    rf"\b(?:fino\s+al(?:la\s+fine\s+del)?|sino\s+al|al|a\s+tutto\s+il|per\s+tutto\s+il|per\s+il)\s+(?P<end>{_WHEN})",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"\b(?:in\s+vigore|vale|valid[oaie]|efficace|vigente|va|"
    rf"decorre)\s+(?:a\s+decorrere\s+)?dal\s+(?P<start>{_WHEN})(?:\s*(?:al|fino\s+al)\s+(?P<end>{_WHEN}))?",
    re.IGNORECASE,
)
_SPANNING: Final = re.compile(
    rf"\bvalid[oaità]+\s+per\s+il\s+(?:triennio|biennio|quinquennio|periodo)(?:\s+({YEAR})\s?[-–/]\s?({YEAR}))?",
    re.IGNORECASE,
)
_SPEAKS: Final = beginnings(("prorog", "in vigore", "valid", "vigente", "efficac", "va dal ", "vale "))
_STOP: Final = re.compile(r"\w{4,}[.!?]\s|\n")
_OURS: Final = re.compile(
    r"(?:^|[\s(])(?:il|lo|la|del|al|questo|presente|nuovo)\s+(?:presente\s+)?(?:piano|programma|strategia|"
    r"documento|legge|delibera|regolamento|atto)\b",
    re.IGNORECASE,
)


def period_in(title: str, name: str) -> tuple[str, str] | None:
    """First and last year in a name: ("2017", "2019"); the title speaks before the file's name or the address."""
    return _span(title, sure=False) or _span(re.sub(r"[_+%]", " ", name), sure=True)


def _span(words: str, *, sure: bool) -> tuple[str, str] | None:
    spans = set(_spans(words, sure=sure))
    if len(spans) == 1:
        return spans.pop()
    yearly = {found[1] for found in _YEARLY.finditer(words)}
    if not spans and len(yearly) == 1 and not sure:
        year = yearly.pop()
        return year, year
    return None


def _spans(words: str, *, sure: bool) -> Iterator[tuple[str, str]]:
    for found in _SPAN.finditer(words):
        first, last = found[1], found[2]
        if len(last) == 2:
            # "2010-12" may be a month; "Piano 2010-12" is not.
            if int(last) <= 12 and (sure or not _NAMED.search(words[: found.start()])):
                continue
            last = first[:2] + last
        if 0 < int(last) - int(first) <= 15:
            yield first, last


def validity(
    title: str, text: str, period: tuple[str, str] | None, kind: str | None
) -> tuple[str | None, str | None] | None:
    """From when and until when a plan or an act says that it is in force (ISO prefixes); None where it does not say.

    A sentence counts only when it is about this document: it names its period, or says "il Piano" and no other period.
    """
    if kind not in ("plan", "act"):
        return None
    start: str | None = None
    end: str | None = None
    for sentence in _sentences(text):
        if not _about_this(sentence, title, period):
            continue
        if spanning := _SPANNING.search(sentence):
            years = (spanning[1], spanning[2]) if spanning[1] else period
            start, end = (start or years[0], max(end or "", years[1])) if years else (start, end)
        if found := _FROM.search(sentence):
            start = start or _iso(found["start"])
            end = _later(end, _iso(found["end"]) if found["end"] else None)
        elif found := _UNTIL.search(sentence):
            end = _later(end, _iso(found["end"]))
    return (start, end) if start or end else None


def _sentences(text: str) -> Iterator[str]:
    """The sentences that may speak of validity; few do, so the whole text is looked through for their verbs first."""
    last = -1
    for at in word_starts(text, _SPEAKS):
        before = text[max(0, at - 300) : at]
        # "n. 152" and "art. 4" end no sentence.
        begin = max(0, at - 300) + max((stop.end() for stop in _STOP.finditer(before)), default=0)
        if begin != last:
            last = begin
            stop = re.search(r"\.\s|\n|$", text[at : at + 400])
            yield text[begin : at + (stop.start() if stop else 400)]


def _about_this(sentence: str, title: str, period: tuple[str, str] | None) -> bool:
    spans = set(_spans(sentence, sure=False))
    if period:
        return (period in spans and len(spans) == 1) or (not spans and _OURS.search(sentence) is not None)
    names = set(re.findall(r"\b[A-Z]{3,6}\b", title))
    named = any(re.search(rf"\b{name}\b", sentence) for name in names)
    return not spans and (named or _OURS.search(sentence) is not None)


def _iso(written: str) -> str | None:
    return written if len(written) == 4 else iso_of(written)


def _later(first: str | None, second: str | None) -> str | None:
    """The later of two ends; a proroga outlasts what it prolongs. "2026" is later than "2025-12-31"."""
    if first is None or second is None:
        return first or second
    return max(first, second)

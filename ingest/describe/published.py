"""The day a document came out, and how that is known; nothing that is only likely.

Acts named inside, a saver's stamp ("date 2022-06"), a page's last change and days to come are no dates of publication.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from ingest.describe.dates import DAY, MONTH, MONTHS, YEAR, days, iso, iso_of, to_come
from rag.hosts import path_of

# In an address: /2022/06/23/, /2022/06/, /2025/dicembre/, 2022-06-23, 20220623, 27072025.
_FOLDERS: Final = re.compile(rf"/({YEAR})/(0?[1-9]|1[0-2]|{MONTH})(?:/(0?[1-9]|[12]\d|3[01]))?(?=/|$)", re.IGNORECASE)
_HYPHENS: Final = re.compile(r"(?<![\d-])(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])")
_RUN: Final = re.compile(
    r"(?<![A-Za-z\d-])(?:(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|(0[1-9]|[12]\d|3[01])(0[1-9]|"
    r"1[0-2])(20[0-3]\d))(?=[_/.-]|$)"
)
# What stands in such addresses is not the page's own day.
_OTHER_DAYS: Final = re.compile(
    r"/(?:eventi|evento|agenda|calendario|events?|wp-content|uploads|allegati|attachments?)(?:/|$)", re.IGNORECASE
)
_LAW: Final = re.compile(r"legge[:%]3?A?(\d{4}-\d\d-\d\d)|:legge:(\d{4}-\d\d-\d\d)", re.IGNORECASE)
# At the beginning of a line: inside a sentence "pubblicato il" and "in data" are said of acts.
_SAYS: Final = re.compile(
    rf"(?:^|\n)[\s(*]*(?:(?:fonte:?\s+)?(?:newsletter|comunicato(?:\s+stampa)?|circolare|"
    rf"periodico)(?:\s+n[r.°]*\s*\d+)?\s+del"
    rf"|(?:articolo\s+)?(?:pubblicat[oa]|publiée?|published|mis\s+en\s+ligne)\s*:?\s*(?:il|in\s+data|le|on)?"
    rf"|(?:data(?:\s+di\s+pubblicazione)?|date\s+de\s+publication|date)\s*:)\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
# A line that is a dateline: "Bologna, 23 giugno 2022 -", "23 Febbraio 2022", "Ada Rossi | 18 dicembre 2018".
_DATELINE: Final = re.compile(
    rf"[\s(*_]*(?!\w+dì\b|sabato|domenica)(?:[A-ZÀ-Ý][\w' ]{{2,40}}(?:,|\s*[|·–-])\s*)?(?:li|lì|il|le|"
    rf"on)?\s*(?P<day>{DAY})[\s)*_.]*(?P<rest>$|[-–—|].*)",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:presentazione|webinar|seminario|convegno|workshop|incontro|evento|giornata|forum|séminaire|colloque)\b",
    re.IGNORECASE,
)
_MONTHLINE: Final = re.compile(
    rf"(?:(?:Redazione|di [A-ZÀ-Ý]\w+ [A-ZÀ-Ý]\w+)[\s,|·–-]*)?(?P<month>{MONTH})\s+(?P<year>{YEAR})$", re.IGNORECASE
)
_STAMP: Final = re.compile(r"\s*date (?P<year>20\d\d)-(?P<month>\d\d)(?:-\d\d)?\s")
_SHORT: Final = re.compile(
    rf"(?:^|[\s(–-])(?:[A-ZÀ-Ý][\w']+|"
    rf"[A-ZÀ-Ý]+),?\s+(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\s*(?:\([^)]{{2,20}}\)\s*)?[-–]"
)
_BULLETIN: Final = re.compile(rf"\s*n\.?\s*\d+\s+del\s+(?P<day>{DAY})", re.IGNORECASE)


def published(title: str, text: str, address: str, kind: str | None) -> tuple[str, str] | None:
    """The day (or month) of publication in ISO form and how it was found; None when it is not sure."""
    found = _of_an_act(title, text, address) if kind == "act" else None
    found = found or in_address(address) or _at_the_head(title, text) or _inferred(text)
    return None if found is None or to_come(found[0]) else found


def _of_an_act(title: str, text: str, address: str) -> tuple[str, str] | None:
    """An act's own day: in its title, in its first line, in its address."""
    for line in (title, text[:200].strip().split("\n")[0]):
        found = _BULLETIN.match(line)
        if found and (value := iso_of(found["day"])):
            return value, "stated"
        if first := next(days(line[:120]), None):
            return first[2], "stated"
    law = _LAW.search(unquote(address))
    return ((law[1] or law[2]), "address") if law else None


def in_address(address: str) -> tuple[str, str] | None:
    """The day or month that a web address holds."""
    if not address.startswith("http"):
        return None
    path = unquote(path_of(address))
    if _OTHER_DAYS.search(path):
        return None
    value = None
    if found := _FOLDERS.search(path):
        month = MONTHS.get(found[2].lower().rstrip(".")) or (int(found[2]) if found[2].isdigit() else 0)
        value = iso(int(found[1]), month, int(found[3]) if found[3] else None)
    elif found := _HYPHENS.search(path):
        value = iso(int(found[1]), int(found[2]), int(found[3]))
    elif found := _RUN.search(path):
        year, month_, day, day_, month__, year_ = found.groups()
        value = iso(int(year or year_), int(month_ or month__), int(day or day_))
    return (value, "address") if value and not to_come(value) else None


def _at_the_head(title: str, text: str) -> tuple[str, str] | None:
    """A day that the text gives as its own: "Pubblicato il …", a dateline, a line that is only a date."""
    for part in (text[:1500], text[-400:] if len(text) > 1500 else ""):
        if (says := _SAYS.search(part)) and (value := iso_of(says["day"])):
            return value, "stated"
    lines = [line.strip() for line in text[:1500].split("\n")]
    datelines = [found for line in lines if (found := _DATELINE.match(line))]
    # Two of them are a chronology; on the page of a meeting the day is the meeting's.
    if len(datelines) == 1 and datelines[0].string in lines[:12] and not _MEETING.search(title):
        value = iso_of(datelines[0]["day"])
        return (value, "stated") if value else None
    for line in lines[:12]:
        alone = _MONTHLINE.match(line)
        if alone and (value := iso(int(alone["year"]), MONTHS[alone["month"].lower().rstrip(".")], None)):
            return value, "stated"
    return None


def _inferred(text: str) -> tuple[str, str] | None:
    """A dateline ("Milano, 27 lug -") behind a saver's stamp of the same month: the stamp gives the year."""
    stamp = _STAMP.match(text)
    if stamp and (line := _SHORT.search(text[stamp.end() - 1 : stamp.end() + 120])):
        month = MONTHS[line["month"].lower().rstrip(".")]
        if month == int(stamp["month"]) and (value := iso(int(stamp["year"]), month, int(line["day"]))):
            return value, "inferred"
    return None

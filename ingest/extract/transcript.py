"""Transcripts kept as plain text: "[00:12:31] Nome: ...", "00:12:31 ...", or a time on the line above the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.captions import Cue, add_paragraphs, said
from ingest.extract.compose import Composer, clean
from ingest.extract.speakers import is_sound, names_in
from rag.types import Mark

_STAMP = re.compile(
    r"^[ \t]*(?P<bracket>[\[(])?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)(?:[.,]\d{1,3})?"
    r"(?:\s*(?:-->|[-–—])\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)?[\])]?[ \t]*(?:[-–—|][ \t]+|:[ \t]+|\t)?"
    r"(?P<words>.*)$"
)
_AFTER_NAME = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][^\d\[\](){}:]{1,60}?)[ \t]*[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:[0-5]\d)[\])]?[ \t]*:?[ \t]*$"
)
_FEWEST = 4  # stamps in a transcript
_FIRST = 300  # seconds: a recording begins near zero, the programme of a day ("09:30 Apertura dei lavori") does not
_IN_ORDER = 0.95
_DENSE = 0.1  # stamps a line


def timed_cues(text: str) -> tuple[list[str], list[Cue]] | None:
    """The lines before the first time, and a cue for each time; None when the text is no transcript."""
    lines = text.splitlines()
    stamps = [_stamp(line) for line in lines]
    places = [number for number, stamp in enumerate(stamps) if stamp]
    filled = sum(1 for line in lines if line.strip())
    if len(places) < _FEWEST or len(places) < _DENSE * filled or not _runs_on([s for s in stamps if s]):
        return None
    cues = []
    for number, place in enumerate(places):
        start, words, _ = stamps[place] or (0.0, "", False)
        last = number + 1 == len(places)
        following = stamps[places[number + 1]] if not last else None
        body = [words, *lines[place + 1 : len(lines) if last else places[number + 1]]]
        said_here = "\n".join(line for each in body if (line := clean(each)) and not is_sound(line))
        if said_here:
            cues.append(Cue(start, following[0] if following else start, said_here))
    names = names_in(cue.words for cue in cues)
    return [clean(line) for line in lines[: places[0]]], [
        piece for cue in cues for piece in said(cue, cue.words.split("\n"), names)
    ]


def add_transcript(composer: Composer, opening: Sequence[str], cues: list[Cue]) -> None:
    """Append a transcript: what stands over it, then its paragraphs with their minutes."""
    if any(opening):
        composer.mark(Mark(0))
    for line in opening:
        composer.add("paragraph", line)
    add_paragraphs(composer, cues)


def _stamp(line: str) -> tuple[float, str, bool] | None:
    """Seconds, the words after the time, and whether its form leaves no doubt (brackets, or hours)."""
    if found := _STAMP.match(line):
        hours, minutes, seconds = (int(found[part] or 0) for part in ("hours", "minutes", "seconds"))
        return hours * 3600 + minutes * 60 + seconds, found["words"].strip(), bool(found["bracket"] or found["hours"])
    if found := _AFTER_NAME.match(line):
        parts = [int(part) for part in found["time"].split(":")]
        seconds = sum(part * 60**power for power, part in enumerate(parts[::-1]))
        return seconds, f"{found['name'].strip()}: ", len(parts) == 3
    return None


def _runs_on(stamps: Sequence[tuple[float, str, bool]]) -> bool:
    """Whether the times go forward, and begin near zero where minutes and hours could be taken for each other."""
    pairs = list(zip(stamps, stamps[1:], strict=False))
    forward = sum(1 for before, after in pairs if before[0] <= after[0])
    sure = sum(1 for stamp in stamps if stamp[2]) > len(stamps) / 2
    return forward >= _IN_ORDER * len(pairs) and (sure or stamps[0][0] <= _FIRST)

"""Subtitles (SRT, WebVTT): cues merged into sentences and paragraphs, each cue's time kept as a mark.

One pattern reads both formats: real files mix their rules (commas in VTT, missing numbers, missing hours), and a
strict parser would lose a whole sitting for one bad cue.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.compose import Composer, clean
from ingest.extract.decode import decode
from ingest.extract.speakers import is_sound, names_in, speaker_of
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.errors import ReadError
from rag.types import Mark

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}[^\n]*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^>]*>|\{\\[^}]*\}")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')]?$")
_AFTER_SENTENCE = re.compile(r"(?<=[a-zà-ÿ]{3}[.!?…]) (?=[A-ZÀ-Þ«“\"])")
# Paragraphs: from 400 characters on cut at the first sentence end, at 1,200 at the latest. Where captions have no full
# stops (many made by machines have none), at a silence of 2 s (speakers in a sitting pause about 0.5 s between
# sentences), at 800 characters at the latest.
_SHORT, _LONG, _LONG_BARE, _PAUSE = 400, 1200, 800, 2.0
_PUNCTUATED = 0.05  # share of cues that end a sentence, from which full stops can be relied on


@dataclass(slots=True)
class Cue:
    """One caption: seconds from and to, the words new in it, who speaks where that is marked."""

    start: float
    end: float
    words: str
    speaker: str = ""
    turn: bool = False


def extract_captions(raw: RawDocument) -> ParsedDocument:
    """Read SRT or VTT; raises ReadError when no cue with a time is found."""
    text, warnings = decode(raw.content, media_type=raw.media_type)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cues = merge_rolling(parse_cues(text))
    if not cues:
        raise ReadError("il file di sottotitoli non ha righe con un tempo (00:00:01,000 --> …): controllarlo")
    composer = Composer()
    add_paragraphs(composer, cues)
    return composer.document(_metadata(text), warnings=warnings)


def parse_cues(text: str) -> list[Cue]:
    """Every cue with its lines still apart (``words`` holds them, one a line), in order of time."""
    timings = list(_TIMING.finditer(text))
    cues = []
    for number, timing in enumerate(timings):
        last = number + 1 == len(timings)
        body = text[timing.end() : len(text) if last else timings[number + 1].start()]
        body = re.split(r"\n[ \t]*\n", body.lstrip("\n"))[0] if body.startswith("\n") else ""
        voice = _VOICE.search(body)
        lines = [clean(html.unescape(_TAG.sub("", line))) for line in body.split("\n")]
        lines = [line for line in lines if line and not is_sound(line)]
        if not last and lines and lines[-1].isdecimal() and "\n\n" not in body and len(lines) > 1:
            lines.pop()  # the next cue's number, where the blank line between two cues is missing
        words = "\n".join(lines)
        if words:
            cues.append(Cue(_seconds(timing, 1), _seconds(timing, 5), words, clean(voice[1]) if voice else ""))
    return sorted(cues, key=lambda cue: cue.start)


def _seconds(timing: re.Match[str], group: int) -> float:
    hours, minutes, seconds, thousandths = (timing[group + offset] for offset in range(4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{thousandths}")


def merge_rolling(cues: list[Cue]) -> list[Cue]:
    """The cues with only their new words: rolling captions show the previous line again above the new one.

    A line is taken for a repetition only when the cue follows without a gap: "Sì." said twice stays twice.
    """
    merged: list[Cue] = []
    names = names_in(cue.words for cue in cues)
    shown: list[str] = []
    end = -1.0
    for cue in cues:
        lines = cue.words.split("\n")
        fresh = list(lines)
        if cue.start <= end + 0.1:
            while fresh and fresh[0] in shown[-2:]:
                fresh.pop(0)
            if fresh and shown and fresh[0].startswith(shown[-1] + " "):
                fresh[0] = fresh[0][len(shown[-1]) + 1 :]
        shown, end = lines, max(end, cue.end)
        merged += said(cue, fresh, names)
    return merged


def said(cue: Cue, lines: list[str], names: frozenset[str]) -> list[Cue]:
    """A cue's lines as one cue for each speaker, without the marks of who speaks."""
    pieces: list[Cue] = []
    for line in lines:
        speaker, words, turn = speaker_of(line, names)
        if not words:
            continue
        if turn or not pieces:
            pieces.append(Cue(cue.start, cue.end, words, speaker or cue.speaker, turn))
        else:
            pieces[-1].words += " " + words
    return pieces


def paragraphs(cues: list[Cue]) -> list[list[Cue]]:
    """The cues in groups: a new one for each speaker, and where the text grows long."""
    groups: list[list[Cue]] = []
    ends = sum(1 for cue in cues if _SENTENCE_END.search(cue.words))
    punctuated = ends >= _PUNCTUATED * len(cues)
    size, speaker = 0, ""
    for cue in (piece for whole in cues for piece in _sentences(whole)):
        changes = cue.speaker != speaker if cue.speaker else cue.turn
        if not groups or changes or _is_full(groups[-1], size, cue, punctuated):
            groups.append([])
            size = 0
        speaker = cue.speaker or ("" if changes else speaker)
        groups[-1].append(cue)
        size += len(cue.words) + 1
    return groups


def _sentences(cue: Cue) -> Iterator[Cue]:
    """The cue in pieces that end where a sentence ends, so that a paragraph can be cut inside a cue."""
    for number, words in enumerate(_AFTER_SENTENCE.split(cue.words)):
        if words:
            yield Cue(cue.start, cue.end, words, cue.speaker, cue.turn and number == 0)


def _is_full(group: list[Cue], size: int, following: Cue, punctuated: bool) -> bool:
    if size < _SHORT:
        return False
    last = group[-1]
    rest = bool(_SENTENCE_END.search(last.words)) or (not punctuated and following.start - last.end >= _PAUSE)
    return rest or size + len(following.words) > (_LONG if punctuated else _LONG_BARE)


def add_paragraphs(composer: Composer, cues: list[Cue]) -> None:
    """Append the cues as paragraphs, each with the minutes at which its words are said."""
    for paragraph in paragraphs(cues):
        _add_paragraph(composer, paragraph)


def _add_paragraph(composer: Composer, cues: list[Cue]) -> None:
    """Append one paragraph, its speaker first, with a mark where each cue's words begin."""
    start = composer.next_offset("paragraph")
    text = f"{cues[0].speaker}: " if cues[0].speaker else ""
    marks = []
    for number, cue in enumerate(cues):
        text += " " if number else ""
        marks.append(Mark(start + (len(text) if number else 0), minute=_clock(cue.start)))
        text += cue.words
    composer.add("paragraph", text)
    for mark in marks:
        if not composer.marks or composer.marks[-1].minute != mark.minute:
            composer.mark(mark)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _metadata(text: str) -> Metadata:
    """A VTT header may name the title after WEBVTT and the language on a line of its own."""
    title = language = None
    if text.startswith("WEBVTT"):
        header = text.split("\n\n", 1)[0].split("\n")
        title = clean(header[0].removeprefix("WEBVTT").lstrip(" -–")) or None
        for line in header[1:]:
            if found := re.match(r"Language:\s*([a-z]{2})\b", line, re.IGNORECASE):
                language = found[1].lower()
    return Metadata(title=title, kind="transcript", language=language)

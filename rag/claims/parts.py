"""The parts of a claim that can be right or wrong: figures, dates, names, words of closed classes, negations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.analysis import WORD, fold, stop_words
from rag.claims.lexicon import Member, is_common, members_in, negations_in, universals_in
from rag.claims.values import Value, values_in

PartKind = Literal["value", "name", "class", "negation"]

# Where one statement ends and another begins inside a sentence; each side must hold a figure, a date or a state.
_CLAUSE: Final = re.compile(
    r";\s|,\s+(?:e|ed|ma|mentre|invece|et|mais|tandis que|alors que|and|but|while|whereas)\s|"
    r"\s(?:ma|mentre|mais|tandis que|but|while|whereas)\s|\s(?:e|ed|et|and)\s(?=(?:è|ha|sono|hanno|sarà|era|"
    r"est|a|ont|is|has|was|were)\s)|\s(?:e che|et que|and that)\s|\set (?=qu['’])|\sda (?=\w+[aei]re?\b)"
)
_NAME: Final = re.compile(
    r"(?<!\w)[A-ZÀ-Þ][\w’'.&-]*[\wà-ÿ](?:[ -](?:(?:de[il]?|della|dell'|degli|delle|dei|d'|du|des|of|di|da|in|"
    r"e)[ ]?){0,1}[A-ZÀ-Þ][\w’'&-]*)*"
)
_OF: Final = re.compile(r" (?:de[il]?|della|dell'|degli|delle|dei|d'|du|des|of|di|da|in|e) ?(?=[A-ZÀ-Þ])")
_EDGE: Final = re.compile(rf"[;:.!?](?:\s|$)|{_CLAUSE.pattern}")
_ARTICLE: Final = re.compile(
    r"(?:(?:Il|Lo|La|I|Gli|Le|Les|The|A|Un|Una|Une|Nel|Nella|Nei|Dal|Al|In|En|Dans|At|On|Per|Was|Is|Are) |"
    r"(?:[LlDd]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull|[Uu]n|[Qq]u)['’])"
)
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")  # "L.R.", of an act
_AROUND: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim at ``text[start:end]``; ``before`` and ``after`` are the words that matter on either side.

    ``clause`` numbers the statement that it belongs to, from 0; ``tied`` is the word that a name directly hangs on.
    """

    kind: PartKind
    start: int
    end: int
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    clause: int
    value: Value | None = None
    member: Member | None = None
    tied: str | None = None


def parts_of(text: str, language: str) -> list[Part]:
    """The parts of a claim, in order."""
    found: list[tuple[PartKind, int, int, Value | None, Member | None]] = []
    values = values_in(text, language)
    found += [("value", each.start, each.end, each, None) for each in values]
    found += [("value", each.start, each.end, each, None) for each in _all_of(text, values)]
    members, negations = turned(text)
    found += [("class", each.start, each.end, None, each) for each in members]
    found += [("negation", *span, None, None) for span in negations]
    busy = [(each.start, each.end) for each in values]
    found += [
        ("name", *span, None, None)
        for span in names_of(text)
        if not _inside(span, busy) and not is_common(text[slice(*span)])
    ]
    breaks = _breaks(text, values)
    found.sort(key=lambda each: each[1])
    return [
        Part(kind, start, end, text[start:end], *beside(text, start, end, language),
             sum(at < start for at in breaks), value, member, _tied(text[:start]) if kind == "name" else None)
        for kind, start, end, value, member in found
    ]  # fmt: skip


_TIED: Final = re.compile(
    r"([^\W\d_]{3,})(?:[ '](?:di|del|dello|della|delle|dei|degli|dell|da|dal|dalla|dall|a|ad|al|alla|all|in|"
    r"nel|nella|nell|il|la|"
    r"lo|l|de|du|des|d|le|à|au|en|of|the|by|at|to|par|con|with|avec|dott|dottor|dottoressa|dott\.ssa|prof|professor\w*|"
    r"e|stat[oa]|è|is|est|was)\.?){0,3}[ ']$"
)


def _tied(before: str) -> str | None:
    """The word that what follows hangs on, with nothing but small words between: "coordinato *dal dott.* …"."""
    match = _TIED.search(fold(before))
    return match[1] if match else None


def _breaks(text: str, values: Sequence[Value]) -> list[int]:
    """Where one statement ends: at a conjunction, and at a comma that has a figure of its own on either side."""
    found = {match.start() for match in _CLAUSE.finditer(text)}
    figures = [each for each in values if each.kind in ("number", "money", "percent")]
    commas = [match.start() for match in re.finditer(r",\s", text)]
    for at, place in enumerate(commas):
        first = commas[at - 1] if at else 0
        last = commas[at + 1] if at + 1 < len(commas) else len(text)
        if any(first <= each.start < place for each in figures) and any(place < each.start < last for each in figures):
            found.add(place)
    return sorted(found)


def statements_in(text: str) -> list[str]:
    """The statements of a claim: "ha 24 letti", "che lo coordinano i medici"."""
    edges = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return [text[a:b] for a, b in zip(edges, edges[1:], strict=False) if text[a:b].strip()]


def _inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _all_of(text: str, values: list[Value]) -> list[Value]:
    """A total ("tutti i comuni") read as 100 %, where the text says nothing else of how many."""
    return [
        Value("percent", start, end, text[start:end].strip(), 100.0, 100.0, loose="all")
        for start, end in universals_in(text)
        if not any(start <= each.start < end + 3 for each in values)
    ]


def turned(text: str) -> tuple[list[Member], list[tuple[int, int]]]:
    """The words of closed classes, those of a pair turned round where they are negated; and the negations left."""
    negations = list(negations_in(text))
    members: list[Member] = []
    used: set[tuple[int, int]] = set()
    for each in members_in(text):
        over = [
            n for n in negations if 0 <= each.start - n[1] <= 14 and not re.search(r"[,;:.]", text[n[1] : each.start])
        ]
        if over and each.group in _PAIRS:
            used.update(over)
            each = Member(each.group, 1 - each.which, over[-1][0], each.end)
        members.append(each)
    return members, [n for n in negations if n not in used]


_PAIRS: Final = frozenset({"state", "progress", "trend", "vote", "duty", "cost", "permit", "part"})


def names_of(text: str) -> list[tuple[int, int]]:
    """The names in a text: capitalised words past the first of a sentence, or more than one in a row there."""
    found = []
    for match in _NAME.finditer(text):
        begins = match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".!?:•–-\n" + '"«“'
        several = re.search(r"[ -][A-ZÀ-Þ]", match.group())
        upper = sum(sign.isupper() for sign in match.group()) > 1 and not several
        if begins and not several and not upper:
            continue
        at = match.start()
        for piece in _OF.split(match.group()):
            start = text.index(piece, at)
            at = start + len(piece)
            article = _ARTICLE.match(piece)
            if article:
                start, piece = start + article.end(), piece[article.end() :]
            if article and not (match.start() or re.search(r"[ -][A-ZÀ-Þ]|[A-ZÀ-Þ]{2}", piece) or len(piece) > 2):
                continue
            if len(piece.rstrip("'.’")) > 1 and not _INITIALS.fullmatch(piece):
                found.append((start, start + len(piece.rstrip("'.’"))))
    return found


def beside(text: str, start: int, end: int, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that matter before and after a place in a text, nearest last and first, within its statement."""
    stops = stop_words(language)
    folded = fold(text)
    first = max((match.end() for match in _EDGE.finditer(folded[:start])), default=0)
    last = next((match.start() + end for match in _EDGE.finditer(folded[end:])), len(text))
    before = [word for word in WORD.findall(folded[first:start]) if word not in stops and len(word) > 1]
    after = [word for word in WORD.findall(folded[end:last]) if word not in stops and len(word) > 1]
    return tuple(before[-_AROUND:]), tuple(after[:_AROUND])

"""What words, bodies and plans are, in the documents' own words: each definition with its place and since when.

Nothing is stored for it: the sentences that a search for the term finds are read for the ways of defining ("Per X si
intende…", "X è …", "X: …", "X (di seguito Y)", « on entend par X », "X means…"); for the whole list, those passages
that hold the words of defining. Acronyms are the library's own (``rag.acronyms``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rag.across.about import Topic
from rag.across.citing import Citer
from rag.analysis import fold, words
from rag.library import Library
from rag.search import Search
from rag.sentences import sentence_spans
from rag.types import Citation, DocumentRecord, Passage

Kind = Literal["term", "body", "plan"]

_ART: Final = r"(?:(?:il|lo|la|i|gli|le|un|uno|una|les?|une|the|an?)\s+|l['’]\s*|un['’]\s*)?"
_QUOTE: Final = r"[«“\"'‘]?\s*"
_END: Final = r"\s*[»”\"'’]?"
_TERM: Final = r"(?P<term>[^\W\d_][^,;:.()«»“”\"\n]{1,70}?)"
# The ways of defining that name themselves: they hold wherever they stand. The last but one is a glossary's row.
_PLAIN: Final = (
    re.compile(rf"^\W*(?:è|sono|est|is)\s+{_QUOTE}{_TERM}{_END}\s+(?:chi|colui che|ciò che|celui qui|whoever)\b", re.I),
    re.compile(
        rf"^(?:termin[ei]|voc[ei]|acronim[oi]|sigl[ae]|parol[ae]|terme|term|word|acronym|sigle)\s*:\s*{_TERM}\s*;\s*"
        r"(?:definizion[ei]|descrizion[ei]|significat[oi]|spiegazion[ei]|d[ée]finition|description|meaning)\s*:",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:[Pp]er|[Cc]on(?: il termine)?)\s+{_QUOTE}{_ART}{_TERM}{_END}\s+"
        r"si\s+intend(?:e|ono)\b(?!\s+\w+[aei]r(?:e|si|lo|la)\b)"),
    re.compile(rf"\b[Ss]i\s+(?:definisc(?:e|ono)|dic(?:e|ono)|chiam(?:a|ano))\s+{_QUOTE}{_ART}{_TERM}{_END} "
        r"(?=il|la|lo|l'|i|le|gli|un|chi|ogni|ciò)"),
    re.compile(rf"\b[Oo]n entend par\s+{_QUOTE}{_ART}{_TERM}{_END}\s*(?:,|:|\s(?=le|la|les|l'|un|une|tout))"),
    re.compile(rf"^\W*{_ART}{_QUOTE}{_TERM}{_END}\s+"
        r"(?:significa|vuol dire|désigne|signifie|means|stands for|refers to|is defined as)\b"),
    re.compile(rf"(?P<long>[A-ZÀ-Þ][^;:.()«»\n]{{4,110}}?)\s*\("
        r"(?:di seguito|d'ora in (?:poi|avanti)|in seguito|in breve|denominat[oaie]|ci-après|"
               rf"hereinafter|hereafter)(?: anche| denominat\w+| solo| semplicemente)*"
        rf"\W*{_QUOTE}(?P<term>[^()»”\"\n]{{2,60}}?){_END}\s*\)"),
)  # fmt: skip
# "X è …", "X: …": only where X is the term asked for, and what follows says what kind of thing it is.
_IS: Final = (
    r"^\W*(?:[-•*]\s*)?{art}{quote}{term}{end}(?:\s*\([^)]{{1,60}}\))?\s*"
    r"(?:(?:è|e'|sono|est|sont|is|are)\s+(?=(?:il|lo|la|l['’]|i|gli|le|un|uno|una|un['’]|les|une|the|an?|chi|"
    r"quell[oaie]|ce)\b|l['’]|un['’])"
    r"|\s?[:–—]\s+(?=\w{{2,}}(?:\s+\S+){{2,}}))"
)
_BODY: Final = re.compile(
    r"\b(?:ente|agenzia|autorit|comitato|commissione|conferenza|consorzio|dipartimento|ministero|regione|comune|azienda|"
    r"societ|istitut|tavolo|gruppo|ufficio|assemblea|giunta|cabina|agence|comite|conseil|agency|authority|"
    r"committee|board|council|department|organismo|struttura|fondazione|unione)\w*"
)
_PLAN: Final = re.compile(
    r"\b(?:piano|programma|strategia|plan|programme|strategie|strategy|agenda|documento di program\w+)\b"
)
_HINT: Final = re.compile(
    r"intend(?:e|ono)\b|on entend|\bsignifica\b|vuol dire|\bmeans\b|di seguito|d'ora in|in breve|"
    r"ci-après|hereinafter|si definisc|definizion|"
    r"significat|d[ée]finition|meaning|\bè\b.{1,60}\bchi\b",
    re.IGNORECASE,
)
_NO_NAME: Final = frozenset(
    "questo questa questi queste quello quella cio cosa che chi come dove quando quanto la il lo le gli i un una di "
    "da in "
    "con su per e o ma non anche possibile necessario opportuno importante bene vero ce ci si ne noi voi loro io lui "
    "lei "
    "ceci cela ce ca qui que quoi il elle on this that it what which these those possible here there of a to".split()
)
# A term with one of these in it is a clause.
_CLAUSE: Final = frozenset("che non credo penso dico sapete sappiamo significa vuol dire qui que that is are".split())
# What any of these has in it, as plain letters.
_LITERAL: Final = (
    "intende", "intendono", "on entend", "significa", "vuol dire", "means", "di seguito", "d'ora in", "in breve",
    "ci-après", "hereinafter", "si definisc", "definizion", "définition", "definition", "meaning",
)  # fmt: skip
_NEAR: Final = 70
_LISTED: Final = 5
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A definition: the ``term`` as written, what kind of thing it is, the sentence to the letter, where it stands.

    ``since`` is the date of the earliest document that defines it so, None where no document that does has a date.
    """

    term: str
    kind: Kind
    since: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    term: str
    record: DocumentRecord
    start: int
    end: int
    text: str


def defined(search: Search, term: str, language: str = "it") -> list[Entry]:
    """The definitions of a term, the earliest first. Raises QuestionError for an empty or an endless one."""
    topic = Topic(term, search, language)
    found = []
    for each in topic.said(least=0.8):
        asked = _asked(topic.text)
        if asked.search(each.text):
            found.append(_Found(topic.text, each.record, each.start, each.end, each.text))
            continue
        for name in _named(each.text):
            if _same(name, topic.text):
                found.append(_Found(name, each.record, each.start, each.end, each.text))
    return _entries(found, Citer(search.library, search.settings.public_url))


def all_defined(library: Library, public_url: str = "") -> list[Entry]:
    """Every term that current documents define in so many words, by name."""
    # Most passages define nothing: telling so by the texts alone takes 4 s for 100,000, with all of each and the
    # pattern at every letter 18.
    hinting = [identity for identity, text in library.current_texts() if _may_define(text)]
    found = [
        each
        for at in range(0, len(hinting), _BATCH)
        for passage, record in library.passages(hinting[at : at + _BATCH]).values()
        for each in _in_passage(passage, record)
    ]
    return sorted(_entries(found, Citer(library, public_url)), key=lambda each: (each.kind, fold(each.term)))


def nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """The names most like one that is not there: at most five."""
    from rapidfuzz import fuzz, process

    names = list(dict.fromkeys(known))
    near = process.extract(wanted, names, scorer=fuzz.WRatio, processor=fold, limit=_LISTED, score_cutoff=_NEAR)
    return [name for name, _, _ in near]


def _asked(term: str) -> re.Pattern[str]:
    said = r"\s+".join(re.escape(word) for word in term.split())
    return re.compile(_IS.format(art=_ART, quote=_QUOTE, term=said, end=_END), re.IGNORECASE)


def _named(text: str) -> Iterator[str]:
    """The terms that a sentence defines in so many words."""
    if _HINT.search(text):
        for pattern in _PLAIN:
            for match in pattern.finditer(text):
                if 1 <= len(match["term"].split()) <= 8 and _is_name(match["term"]):
                    yield " ".join(match["term"].split())


def _is_name(term: str) -> bool:
    """Whether what stands in a term's place may be one: "Questo", "come la", "possibile monitorare" are none."""
    said = [fold(word) for word in term.replace("’", "'").split()]
    return not (said[0] in _NO_NAME or said[-1] in _NO_NAME or _CLAUSE.intersection(said))


def _may_define(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in _LITERAL) or (" chi " in low and "è " in low)


def _same(one: str, other: str) -> bool:
    return words(one) == words(other)


def _in_passage(passage: Passage, record: DocumentRecord) -> Iterator[_Found]:
    if not _HINT.search(passage.text):
        return
    for block in passage.blocks:
        if block.kind == "heading":
            continue
        shift = passage.start
        first, last = block.start - shift, block.end - shift
        spans = sentence_spans(passage.text, first, last) if block.kind == "paragraph" else [(first, last)]
        for start, end in spans:
            text = passage.text[start:end]
            for name in _named(text):
                yield _Found(name, record, start + shift, end + shift, text)


def _entries(found: Iterable[_Found], citer: Citer) -> list[Entry]:
    """One entry for each term and wording, its places together, the earliest first."""
    groups: dict[tuple[str, str], list[_Found]] = {}
    for each in found:
        groups.setdefault((" ".join(words(each.term)), " ".join(words(each.text))), []).append(each)
    made = []
    for of in groups.values():
        of.sort(key=lambda each: each.record.published or "9999")
        cited = [citer.cite(each.record, each.start, each.end) for each in of]
        if citations := tuple(each for each in cited if each):
            made.append(Entry(of[0].term, _kind(of[0]), of[0].record.published, citations))
    return sorted(made, key=lambda each: each.since or "9999")


def _kind(found: _Found) -> Kind:
    """What kind of thing is defined, by its name, else by the first words of its definition."""
    name = fold(found.term)
    at = fold(found.text).find(name)
    near = f"{name} {' '.join(fold(found.text)[max(0, at) + len(name) :].split()[:6])}"
    return "plan" if _PLAN.search(near) else "body" if _BODY.search(near) else "term"

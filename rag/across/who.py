"""Who is responsible for a topic: persons and bodies with their role as written, newest source first, never a guess.

What counts is a sentence about the topic that names a person with an office, or says who coordinates, presides, signs
or answers for it. Of one office the holder in the newest dated source is current, as far as the documents tell; the
others are told with their dates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.across.about import Said, Topic
from rag.across.citing import Citer
from rag.analysis import fold
from rag.search import Search
from rag.types import Citation, Filters, Mention, MentionKind

_TITLES: Final = re.compile(
    r"^(?:(?:il|la|l'|lo|le|the|m\.|mme|mr\.?|mrs\.?|ms\.?|dott(?:\.|oressa|or|\.ssa)?|dr\.?|"
    r"prof(?:\.|essor|essoressa|\.ssa)?|ing\.|avv\.|on\.|assessor[ea]|assessora|president[e]|sindac[oa]) ?)+",
    re.IGNORECASE,
)
# Who does what for a topic, on folded text: what stands right before a name, and right after one.
_DONE_BY: Final = re.compile(
    r"\b(?:coordinat|presiedut|guidat|dirett|svolt|gestit|curat|firmat|sottoscritt|affidat|nominat|elett|approvat|"
    r"promoss|attribuit|condott|rett)[oaie](?: \w+){0,3}? "
    r"(?:da|dal|dalla|dallo|dall'|dai|dagli|dalle|a|al|alla|all')\W*$|"
    r"\b(?:coordina|presiede|guida|dirige|responsabile(?: e| sono)?|referente(?: e)?|a cura di|in capo a\w*|"
    r"spetta a\w*|(?:responsabil\w+|referent\w+|coordinat\w+|segretari\w+)(?: [\w']+){1,8}? (?:e|sono|est|is)"
    r"(?: il| la| le| the| l')?|eletto \w* ?presidente|presidente|capofila(?: e)?|segreteria(?: e)?)\W*$|"
    r"\b(?:coordonne|preside|dirige|pilote|signe|confie)e? (?:par|a)(?: le| la| l')?\W*$|"
    r"\b(?:coordinated|chaired|led|headed|run|managed|signed|directed) by(?: the)?\W*$"
)
_DOES: Final = re.compile(
    r"\W*(?:(?:che|qui|who) )?(?:coordina|presiede|guida|dirige|firma|"
    r"e (?:il|la) (?:responsabile|referente|presidente)|e responsabile|ha (?:firmato|sottoscritto)|"
    r"e competente|coordonne|preside|dirige|pilote|signe|est responsable|"
    r"coordinates|chairs|leads|heads|runs|manages|is responsible|is in charge)\b"
)
_TITLED: Final = re.compile(r"(?:\b(?:dottoress\w|dott\w*|prof\w*|ing|avv|m|mme|mrs?|ms)\b\.?\s?)+$")
_AGENT: Final = re.compile(
    r"\b(?:coordinat|presiedut|guidat|svolt|gestit|curat|firmat|affidat|nominat|approvat)[oaie] (?:da|dal|dalla|"
    r"dallo|dall'|dai|dagli|dalle|al|alla|all') ?"
    r"(?P<name>[A-Z][\w'’-]+(?: (?:(?:di|del|della|dell'|dei|delle|per|la|il|e) ){0,2}"
    r"[A-Z][\w'’-]+){0,6}(?: (?:regional|comunal|provincial|nazional|distrettual|legislativ|metropolitan)[aei])?)"
)
# "coordinata dal Responsabile regionale" names an office, not who holds it.
_UNNAMED: Final = re.compile(
    r"(?:responsabil|president|dirett|dirigent|coordinat|referent|segretari|assessor|ministr|sindac|commissari)\w*"
    r"(?: (?:regional|comunal|provincial|nazional|distrettual|general)[aei])?"
)
# What a participle between commas belongs to: "in commissione Sanità, presieduta da Rossi," tells who leads that.
_BESIDE: Final = re.compile(r"(?P<what>[^,;:(]+), ?\w+[oaie] (?:da|dal|dalla|dallo|dall'|dai|dagli|dalle|by|par)\W*$")
# Least share of the topic's words in the sentence and over it, and in the sentence, its lead-in and the role alone.
_SHARE: Final = 0.6
_OWN: Final = 0.34
_NEAR: Final = 80
# A holder whose role or sentence says less than this share of what the best one's says is left out.
_LEAST: Final = 0.5
_UNKNOWN: Final = "0000"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person or body and what it is for the topic. ``date`` is its source's, ISO; ``current`` as far as is told.

    ``role`` is as written beside the name, None where the sentence alone says it; ``names`` are all forms found.
    """

    name: str
    kind: MentionKind
    role: str | None
    date: str | None
    current: bool
    names: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Who is responsible for a topic; no holders means that it is not stated. What was read for it is counted."""

    topic: str
    language: str
    holders: tuple[Holder, ...]
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention in a sentence about the topic."""

    mention: Mention
    said: Said
    weight: float


def who(search: Search, topic: str, filters: Filters = Filters(), language: str = "it") -> Who:
    """Who is responsible for a topic. Raises QuestionError for a topic that is empty, has no words, or is too long."""
    about = Topic(topic, search, language)
    said = list(about.said(filters, _SHARE))
    named = _named(said, about, search)
    citer = Citer(search.library, search.settings.public_url)
    holders = [holder for office in _offices(named) for holder in _holders(office, citer)]
    holders.sort(key=lambda each: (each.current, each.date or _UNKNOWN), reverse=True)
    return Who(
        about.text,
        about.language,
        tuple(holders),
        len({each.passage.id for each in said}),
        len({each.record.uri for each in said}),
    )


def _named(said: Iterable[Said], about: Topic, search: Search) -> list[_Named]:
    """The persons with an office for the topic, and those persons and bodies that coordinate it or answer for it."""
    mentions: dict[tuple[str, int], list[Mention]] = {}
    found: dict[tuple[str, int, int], _Named] = {}
    for each in said:
        key = each.record.uri, each.record.edition
        if key not in mentions:
            mentions[key] = [m for m in search.library.mentions(*key) if m.kind in ("person", "body")]
        inside = [mention for mention in mentions[key] if each.start <= mention.start < each.end]
        for mention in [*inside, *_agents(each, inside)]:
            role = about.share(mention.role or "", each.passage.language)
            rest = about.share(each.text.replace(mention.role or "\0", " "), each.passage.language)
            rest = max(rest, each.own if not mention.role else 0.0)
            weight = role + (0.5 + 0.5 * rest) * (rest >= _OWN and _acts(each, mention, about))
            if weight >= _OWN:
                found.setdefault((*key, mention.start), _Named(mention, each, weight))
    most = max((each.weight for each in found.values()), default=0.0)
    return [each for each in found.values() if each.weight >= _LEAST * most]


def _acts(said: Said, mention: Mention, about: Topic) -> bool:
    """True when the words beside a name say that it coordinates, presides, signs, answers for something.

    Not when they say so plainly of something else than the topic.
    """
    before = fold(said.text[: mention.start - said.start])[-_NEAR:]
    beside = _BESIDE.search(_TITLED.sub("", before))
    if beside and about.share(beside["what"], said.passage.language) < _OWN:
        return False
    after = fold(said.text[mention.end - said.start :])[:_NEAR]
    return _DONE_BY.search(_TITLED.sub("", before)) is not None or _DOES.match(after) is not None


def _agents(said: Said, known: Sequence[Mention]) -> Iterator[Mention]:
    """Bodies that the ingestion has not named, where the sentence says that something is done by them."""
    for match in _AGENT.finditer(said.text):
        start, end = said.start + match.start("name"), said.start + match.end("name")
        named = not _UNNAMED.fullmatch(fold(match["name"]))
        if named and not any(each.start < end and start < each.end for each in known):
            yield Mention("body", " ".join(match["name"].split()), start, end)


def bare(name: str) -> str:
    """A name without its titles: "dott. Luca Baldino" is "Luca Baldino"."""
    return " ".join(_TITLES.sub("", " ".join(name.split())).split())


def same_person(one: str, other: str) -> bool:
    """True when one name may be a short form of the other: the same last word, and all words of it in the other.

    >>> same_person("Augusta Nicoli", "Maria Augusta Nicoli"), same_person("Anna Nicoli", "Augusta Nicoli")
    (True, False)
    """
    short, long = sorted((fold(bare(one)).split(), fold(bare(other)).split()), key=len)
    return bool(short) and short[-1] == long[-1] and set(short) <= set(long)


def _offices(named: Sequence[_Named]) -> list[list[_Named]]:
    """The mentions of each office: those of one kind with one head word ("presidente"), whoever holds it."""
    found: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for each in named:
        head = re.match(r"(?:vice[\s-]?)?\w+", fold(each.mention.role or ""))
        stem = re.sub(r"(?:trice|tore|essa|[aeio])$", "", head[0]) if head else ""
        found[each.mention.kind, stem].append(each)
    return list(found.values())


def _holders(office: Sequence[_Named], citer: Citer) -> list[Holder]:
    """The holders of one office; the one of the newest dated source is current, where there is a date to tell by."""
    people: list[list[_Named]] = []
    for each in sorted(office, key=lambda one: -len(one.mention.name)):
        known = next((of for of in people if _same(of[0].mention, each.mention)), None)
        if known is None:
            people.append([each])
        else:
            known.append(each)
    made = [holder for of in people if (holder := _holder(of, citer))]
    newest = max((each.date or _UNKNOWN for each in made), default=_UNKNOWN)
    held = made[0].role if made else None
    return [
        Holder(
            each.name, each.kind, each.role, each.date,
            not held or len(made) == 1 or (each.date or _UNKNOWN)[:4] == newest[:4], each.names, each.citations,
        )
        for each in made
    ]  # fmt: skip


def _same(one: Mention, other: Mention) -> bool:
    if one.kind == "person":
        return same_person(one.name, other.name)
    return fold(one.name) == fold(other.name)


def _holder(of: Sequence[_Named], citer: Citer) -> Holder | None:
    latest = sorted(of, key=lambda each: (each.said.record.published or _UNKNOWN, each.weight), reverse=True)
    cited = [citer.cite(each.said.record, each.said.start, each.said.end, copies=True) for each in latest]
    citations = tuple({(c.document, c.start): c for c in cited if c}.values())
    if not citations:
        return None
    first = latest[0]
    role = next((each.mention.role for each in latest if each.mention.role), None)
    names = tuple(dict.fromkeys(each.mention.name for each in of))
    return Holder(bare(names[0]), first.mention.kind, role, first.said.record.published, True, names, citations)

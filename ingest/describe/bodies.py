"""Public bodies and associations named in a text, each under one name whatever the case, preposition or acronym.

Only heads that are clear ("Regione Lombardia", "Comune di Imola", "Ausl della Romagna") and what the text itself
defines beside its acronym ("Conferenza territoriale sociale e sanitaria metropolitana (CTSSM)").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ingest.describe.body_forms import BEGINNINGS, FORMS, SINGLE, STARTS
from ingest.describe.names import FIRST, NEVER
from ingest.describe.places import TOWNS
from ingest.describe.scan import word_starts
from rag.territories import NAMES

_INSIDE: Final = re.compile(r"\(([A-Z][A-Za-z-]{2,9})\)")
_BEFORE: Final = re.compile(r"(?<!\w)([A-Z][A-Za-z-]{2,9})\s+$")
_HEADS: Final = frozenset(
    """conferenza agenzia associazione istituto comitato consorzio federazione ente fondazione autorità ministero
    osservatorio consiglio commissione unione confederazione coordinamento cooperativa società organizzazione
    dipartimento""".split()
)
_KINDS_OF_BODY: Final = frozenset(("IRCCS", "AUSL", "ASL", "USL", "ATS", "ASST", "AOU", "ETS", "CTSS", "CTS", "CCM"))
_SMALL: Final = frozenset(
    "di del della dell' dei degli delle e ed per il la lo i gli le l' a al alla in nel nella su con".split()
)
_TOKEN: Final = re.compile(r"[\w-]+'?")


@dataclass(frozen=True, slots=True)
class Body:
    """A body named: its one name in this text, and the slice where it is written."""

    name: str
    start: int
    end: int


def bodies(text: str) -> list[Body]:
    """The bodies a text names, in order, each time they are named."""
    found = [body for match in _matches(text) if (body := _body(match))]
    names, defined = _definitions(text)
    taken = {position for body in defined for position in range(body.start, body.end)}
    found = [body for body in found if body.start not in taken and body.end - 1 not in taken] + defined
    taken |= {position for body in found for position in range(body.start, body.end)}
    for acronym, name in names.items():
        for match in re.finditer(rf"(?<![\w-]){acronym}(?![\w-])", text):
            if match.start() not in taken:
                found.append(Body(name, match.start(), match.end()))
    return sorted(_unified(found), key=lambda body: body.start)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every place that has the form of a body's name; none inside another."""
    starts = word_starts(text, STARTS, "-")
    if " Region" in text:
        starts = sorted([*starts, *(found.start() for found in FORMS["english"].finditer(text))])
    end = 0
    for at in starts:
        kinds = (kind for kind, words in BEGINNINGS.items() if text.startswith(words, at))
        match = next((found for kind in (*kinds, "english") if (found := FORMS[kind].match(text, at))), None)
        if match and at >= end:
            yield match
            end = match.end()


def _unified(found: list[Body]) -> Iterator[Body]:
    """The bodies, with "Assemblea legislativa" alone made the one whose region the text names."""
    names = {body.name for body in found}
    for short in ("Assemblea legislativa", "Conferenza territoriale sociale e sanitaria"):
        fuller = [name for name in names if name.startswith(short + " ")]
        if len(fuller) == 1 and short == "Assemblea legislativa":
            found = [Body(fuller[0], b.start, b.end) if b.name == short else b for b in found]
    yield from found


def _body(match: re.Match[str]) -> Body | None:
    naming, group = _NAMING[next(iter(match.re.groupindex))]
    words = next((match[name] for name in group if match[name]), None)
    if words is None:
        return None
    kept = _place(words) if naming in _PLACED else " ".join(words.split())
    if not kept:
        return None
    name = naming(kept, match)
    return (
        Body(name, match.start(), match.end() - (len(words) - len(kept) if naming in _PLACED else 0)) if name else None
    )


_IN_PLACES: Final = frozenset("San Santa Sant Porto Rocca Villa Nuova Ponte Città Casa Comuni".split())


def _place(words: str) -> str:
    """A place without the person or office that follows it: "Cesenatico Matteo Gozzoli" is Cesenatico."""
    tokens = list(re.finditer(r"\S+", words))
    for index, token in enumerate(tokens):
        word = token[0].rstrip("'")
        saint = index > 0 and tokens[index - 1][0] in _IN_PLACES
        if (word in FIRST and index and not saint) or (word in NEVER and word not in _IN_PLACES):
            kept = words[: token.start()]
            return re.sub(r"\s+(?:in|nell'|nel|di|del|della|dell'|sul|d'|a)?\s*$", "", kept)
    return words


def _region(words: str, match: re.Match[str]) -> str:
    return f"Regione {NAMES[words]}"


def _town(words: str, match: re.Match[str]) -> str:
    return f"Comune di {words}"


def _province(words: str, match: re.Match[str]) -> str:
    return f"Provincia di {words}"


def _metropolitan(words: str, match: re.Match[str]) -> str | None:
    return f"Città metropolitana di {words}" if words in TOWNS or words == "Roma" else None


def _union(words: str, match: re.Match[str]) -> str | None:
    return None if words.startswith(("Europea", "Sovietica")) else "Unione " + words.replace("comuni", "Comuni")


def _health(words: str, match: re.Match[str]) -> str | None:
    head = " ".join(match["hh"].replace(".", "").lower().split())
    kind = head.upper() if head in ("ats", "asst", "asl") else "Ausl"
    return f"{kind} {words}" if words not in NEVER else None


def _ministry(words: str, match: re.Match[str]) -> str:
    return "Ministero " + words.lower().replace("made in italy", "made in Italy")


def _university(words: str, match: re.Match[str]) -> str:
    return words if words.startswith(("Università", "Politecnico")) else f"Università di {words}"


def _common(words: str, match: re.Match[str] | None = None) -> str:
    """A name made of common nouns: only its first letter is large, so that every spelling is one."""
    lowered = " ".join(words.split()).lower()
    if "stato" in lowered and "regioni" in lowered:
        return "Conferenza Stato-Regioni"
    if lowered.startswith("conferenza delle regioni"):
        return "Conferenza delle Regioni"
    if words.endswith(("ART-ER", "Rizzoli")):
        return words
    return lowered[:1].upper() + lowered[1:]


def _assembly(words: str, match: re.Match[str]) -> str:
    region = match["ar"] or match["cr"]
    head = "Assemblea legislativa" if match["a"] else "Consiglio regionale"
    return f"{head} {_of(NAMES[region])}" if region else head


def _of(region: str) -> str:
    if region[0] in "AEIOUÉÎ":
        return f"dell'{region}"
    return (
        f"delle {region}"
        if region == "Marche"
        else f"del {region}"
        if region in ("Lazio", "Piemonte", "Molise", "Veneto")
        else f"della {region}"
    )


def _association(words: str, match: re.Match[str]) -> str:
    return words[:1].upper() + words[1:]


def _single(words: str, match: re.Match[str]) -> str:
    name = next(name for name in SINGLE if name.lower() == words.lower())
    return f"{name} {NAMES[match['sr']]}" if match["sr"] else name


_Naming = Callable[[str, "re.Match[str]"], "str | None"]
_NAMING: Final[dict[str, tuple[_Naming, tuple[str, ...]]]] = {
    "region": (_region, ("r",)),
    "english": (_region, ("re",)), "town": (_town, ("t",)), "province": (_province, ("p",)),
    "metropolitan": (_metropolitan, ("m",)), "union": (_union, ("u",)), "health": (_health, ("h",)),
    "ministry": (_ministry, ("y",)), "university": (_university, ("v", "vv")), "conference": (_common, ("c",)),
    "assembly": (_assembly, ("a", "cr")), "fixed": (_common, ("f",)), "association": (_association, ("o",)),
    "single": (_single, ("s",)),
}  # fmt: skip
_PLACED: Final = frozenset((_town, _province, _metropolitan, _union, _health))


def _definitions(text: str) -> tuple[dict[str, str], list[Body]]:
    """Acronyms that the text defines as a body's, with the full name; and where the full names stand."""
    names: dict[str, str] = {}
    written: list[Body] = []
    at = text.find("(")
    while at >= 0:
        inside, before = _INSIDE.match(text, at), _BEFORE.search(text, max(0, at - 12), at)
        acronym = inside[1] if inside else before[1] if before else ""
        letters = acronym.replace("-", "").upper()
        span = None
        if sum(map(str.isupper, acronym)) >= 2 and letters not in _KINDS_OF_BODY:
            span = _backwards(text, at, letters) if inside else _forwards(text, at + 1, text.find(")", at), letters)
        if span:
            full = " ".join(text[span[0] : span[1]].split())
            name = full if _proper(full) else _common(full)
            name = names.setdefault(acronym, name)
            written.append(Body(name, *span))
        at = text.find("(", at + 1)
    return names, written


def _proper(full: str) -> bool:
    """Whether capitals inside belong to names ("Anci Emilia-Romagna") and must stay."""
    return any(word in NAMES or word in TOWNS for word in full.split())


def _backwards(text: str, end: int, letters: str) -> tuple[int, int] | None:
    """The words before a bracket whose initials are the acronym's letters, when a body's head noun begins them.

    Words may stand between the full name and the bracket ("… metropolitana di Bologna (CTSSM)").
    """
    window = max(0, end - 160)
    tokens = [t for t in _TOKEN.finditer(text, window, end) if t[0].lower() not in _SMALL]
    for skipped in range(3):
        chosen = (
            tokens[len(tokens) - skipped - len(letters) : len(tokens) - skipped]
            if len(tokens) >= len(letters) + skipped
            else []
        )
        if _spells(chosen, letters) and not re.search(r"[.;:()\n]", text[chosen[0].start() : end].rstrip()):
            return chosen[0].start(), chosen[-1].end()
    return None


def _forwards(text: str, start: int, end: int, letters: str) -> tuple[int, int] | None:
    if end < 0 or end - start > 160:
        return None
    chosen = [t for t in _TOKEN.finditer(text, start, end) if t[0].lower() not in _SMALL][: len(letters)]
    return (chosen[0].start(), chosen[-1].end()) if _spells(chosen, letters) else None


def _spells(tokens: list[re.Match[str]], letters: str) -> bool:
    return (
        len(tokens) == len(letters)
        and tokens[0][0].lower() in _HEADS
        and all(token[0][0].upper() == letter for token, letter in zip(tokens, letters, strict=True))
    )

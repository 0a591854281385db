"""Who publishes a document: the public body whose address it is, a site's own name, a report's first page."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.describe.bodies import bodies
from ingest.describe.places import SIGNS, TOWNS
from rag.territories import NAMES

_MINISTRIES: Final = {
    "salute": "Ministero della salute", "lavoro": "Ministero del lavoro e delle politiche sociali",
    "interno": "Ministero dell'interno", "mef": "Ministero dell'economia e delle finanze",
    "governo": "Presidenza del Consiglio dei ministri", "istruzione": "Ministero dell'istruzione e del merito",
    "mur": "Ministero dell'università e della ricerca", "giustizia": "Ministero della giustizia",
}  # fmt: skip


_SIGNS: Final = re.compile(r"[\W_]+")


def _folded(words: str) -> str:
    """Letters and figures alone, without case or accents: "Il Resto del Carlino" is "ilrestodelcarlino"."""
    return _SIGNS.sub("", unicodedata.normalize("NFD", words.casefold()))


_BY_LABEL: Final = {_folded(name): NAMES[name] for name in NAMES}
_TOWN_BY_LABEL: Final = {_folded(name): name for name in TOWNS}
_COLOPHON: Final = re.compile(
    r"(?:a cura di|edito da|editore|pubblicato da|redazione e coordinamento)\s*:?\s*(?P<who>[^\n.;,]{4,80})",
    re.IGNORECASE,
)
_COLOPHON_END: Final = re.compile(r"\s*(?:$|[·|,–(-])")
_HOLDS_IT: Final = re.compile(
    r"(?:Regione|Comune|Provincia|Città metropolitana|Unione|Ausl|Azienda|ATS|ASST|Ministero|Agenzia)\b", re.I
)


def is_official(host: str) -> bool:
    """Whether a host is a public body's by the naming rules of Italian, French and European administrations."""
    return official_body(host) is not None or host.endswith((".gov.it", ".gouv.fr", ".europa.eu"))


def official_body(host: str) -> str | None:
    """The body that a public address names: regione.NAME.it, comune.NAME.SIGN.it, ausl.SIGN.it, NAME.gov.it."""
    labels = host.split(".")
    if labels[-2:] == ["auslromagna", "it"]:
        return "Ausl Romagna"
    if len(labels) < 3 or labels[-1] != "it":
        return _ministry(labels)
    for index, label in enumerate(labels[:-2]):
        rest = labels[index + 1 : -1]
        if label == "regione":
            region = _BY_LABEL.get(_folded(rest[0]))
            return f"Regione {region}" if region else None
        if label in ("comune", "provincia", "cittametropolitana"):
            return _local(label, rest)
        if label in ("ausl", "asl") and (town := SIGNS.get(rest[0]) or _TOWN_BY_LABEL.get(rest[0])):
            return f"{'Ausl' if label == 'ausl' else 'ASL'} {town}"
    return _ministry(labels)


def _local(label: str, rest: list[str]) -> str | None:
    town = _TOWN_BY_LABEL.get(_folded(rest[0])) or (SIGNS.get(rest[0]) if label != "comune" else None)
    if town is None:
        return None  # of another municipality the address has no accents, spaces and capitals
    head = {"comune": "Comune", "provincia": "Provincia", "cittametropolitana": "Città metropolitana"}[label]
    return f"{head} di {town}"


def _ministry(labels: list[str]) -> str | None:
    return (
        _MINISTRIES.get(labels[-3])
        if len(labels) > 2 and labels[-2:] == ["gov", "it"]
        else (_MINISTRIES.get(labels[0]) if labels[1:] == ["governo", "it"] else None)
    )


def publisher(host: str, text: str, first_page: str, *, is_file: bool, kind: str | None) -> str | None:
    """The publisher, if sure. ``first_page`` is the beginning of a report, whose colophon speaks before its address."""
    if is_file and (stated := _stated(first_page)):
        return stated
    if body := official_body(host):
        if kind == "act" and body.startswith("Regione"):
            # A region's acts come out in its gazette, from its government or from its assembly.
            return f"Bollettino ufficiale della {body}" if host.startswith("bur.") else None
        return body
    return _named_like(host, text) if host else None


def _stated(first_page: str) -> str | None:
    """The one public body that a line of the first page begins with, or that "a cura di" names."""
    who = _COLOPHON.search(first_page)
    if who and (found := bodies(who["who"])) and found[0].start == 0:
        return found[0].name
    names = set()
    for line in first_page.split("\n"):
        line = line.strip(" *#>_-")
        if len(line) <= 90 and _HOLDS_IT.match(line) and not line.endswith("."):
            # "Regione Toscana: il piano" is a title, not a colophon.
            names |= {body.name for body in bodies(line)[:1] if body.start == 0 and _COLOPHON_END.match(line, body.end)}
    return names.pop() if len(names) == 1 else None


def _named_like(host: str, text: str) -> str | None:
    """A name in the text that is the host's own label: "RavennaToday" on ravennatoday.it."""
    labels = host.split(".")
    label = labels[-2] if len(labels) > 1 else ""
    if len(label) < 5:
        return None
    wanted = label.replace("-", "")
    sample = text if len(text) < 2600 else f"{text[:1500]}\n{text[-1000:]}"
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w|\.\w)", sample):
        return None  # a common word, or only the address
    if wanted not in _folded(sample):
        return None
    tokens = [(token, _folded(token[0])) for token in re.finditer(r"[\w'-]+", sample)]
    for first, (token, folded) in enumerate(tokens):
        if not folded or not wanted.startswith(folded) or not token[0][0].isupper():
            continue
        joined, last = folded, first
        while joined != wanted and last + 1 < len(tokens) and wanted.startswith(joined + tokens[last + 1][1]):
            last += 1
            joined += tokens[last][1]
        if joined == wanted and not sample.startswith((".it", ".com"), tokens[last][0].end()):
            return " ".join(sample[token.start() : tokens[last][0].end()].split())
    return None

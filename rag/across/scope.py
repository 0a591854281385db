"""Which editions a name means: an address or its end, ``ADDRESS@EDITION``, a title, a folder, or a plan's years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from rag.across.families import likest
from rag.across.plans import plans, spans_in
from rag.across.side_words import SHORT
from rag.analysis import fold
from rag.errors import UsageError
from rag.library import Library
from rag.phrases import say
from rag.types import DocumentRecord, Filters

_NAMED_EDITION: Final = re.compile(r"(?P<name>.+)@(?P<edition>\d{1,6})")
_LISTED: Final = 5
_LONGEST: Final = 500
# Fewer letters of a title name nothing.
_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What a name means: its editions, in the order of their addresses, and what to call them together."""

    name: str
    editions: tuple[DocumentRecord, ...]


def scope(library: Library, name: str, language: str = "it") -> Scope:
    """What a person means by a name. Raises UsageError for none, several or an empty or endless name, in one line."""
    wanted = " ".join(name.split())
    if not wanted or "\0" in wanted or len(wanted) > _LONGEST:
        raise UsageError(say("scope_name", language, most=str(_LONGEST)))
    records = library.records(Filters(superseded=True))
    found = _one(records, wanted)
    if found is None and (versioned := _NAMED_EDITION.fullmatch(wanted)):
        found = _edition(records, versioned["name"], int(versioned["edition"]), language)
    found = found or _folder(records, wanted) or _plan(records, wanted, language)
    if found is None:
        raise UsageError(_several(records, wanted, language) or _unknown(records, wanted, language))
    return found


def _current(records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    return [each for each in records if not each.superseded]


def _readings(wanted: str) -> list[Callable[[DocumentRecord], bool]]:
    """What a name may be of a document, the surest first."""
    ending = wanted.rstrip("/")
    try:
        here = Path(wanted).absolute().as_uri()
    except ValueError:
        here = ""
    plain = fold(wanted)
    return [
        lambda each: wanted in (each.uri, each.url),
        lambda each: here == each.uri,
        lambda each: unquote(each.uri).rstrip("/").endswith("/" + unquote(ending)),
        lambda each: fold(" ".join(each.title.split())) == plain,
        lambda each: unquote(each.uri).rstrip("/").endswith(unquote(ending)),
        lambda each: len(plain) >= _WORDS and plain in fold(" ".join(each.title.split())),
    ]


def _candidates(records: Sequence[DocumentRecord], wanted: str) -> list[DocumentRecord]:
    """The documents that a name may mean, by the surest reading that finds any."""
    for reading in _readings(wanted):
        if found := [each for each in _current(records) if reading(each)]:
            return found
    return []


def _one(records: Sequence[DocumentRecord], wanted: str) -> Scope | None:
    found = _candidates(records, wanted)
    return Scope(found[0].title, (found[0],)) if len(found) == 1 else None


def _edition(records: Sequence[DocumentRecord], name: str, edition: int, language: str) -> Scope | None:
    found = _candidates(records, name)
    if len(found) != 1:
        return None
    editions = {each.edition: each for each in records if each.uri == found[0].uri}
    if edition not in editions:
        known = ", ".join(map(str, sorted(editions)))
        raise UsageError(say("scope_edition", language, document=name, edition=str(edition), known=known))
    return Scope(f"{editions[edition].title} @{edition}", (editions[edition],))


def _folder(records: Sequence[DocumentRecord], wanted: str) -> Scope | None:
    """All documents under a folder or address, named whole or by its last parts."""
    path = unquote(wanted.removesuffix("*").rstrip("/"))
    here = unquote(Path(path).absolute().as_uri()) if path else ""
    roots: dict[str, list[DocumentRecord]] = {}
    for each in _current(records):
        uri = unquote(each.uri)
        for prefix in (path, here):
            if prefix and uri.startswith(prefix + "/") and "/" in prefix:
                roots.setdefault(prefix, []).append(each)
                break
        else:
            at = uri.find(f"/{path.strip('/')}/")
            if at >= 0:
                roots.setdefault(uri[: at + 1 + len(path.strip("/"))], []).append(each)
    if len(roots) != 1:
        return None
    (root, found), *_ = roots.items()
    return Scope(root.rsplit("/", 1)[-1], tuple(sorted(found, key=lambda each: _in_order(each.uri))))


def _plan(records: Sequence[DocumentRecord], wanted: str, language: str) -> Scope | None:
    """A plan named by its years: "piano 2020-22", "24-26"."""
    years = {years for years, _, _ in spans_in(wanted)}
    years |= {("20" + match[1], "20" + match[2]) for match in SHORT.finditer(wanted)}
    known = plans(_current(records))
    best = likest([[plan] for plan in known if plan.years in years], wanted, language)
    if best is None or len(years) != 1:
        return None
    found = sorted((e for e in _current(records) if e.uri in best[0].documents), key=lambda each: _in_order(each.uri))
    return Scope(best[0].name, tuple(found))


def _in_order(uri: str) -> list[tuple[int, str]]:
    """Chapter 2 before chapter 10; a folder's own page before what is in the folder."""
    parts = re.split(r"(\d+)", re.sub(r"\.\w{1,5}$", "", unquote(uri)))
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def _several(records: Sequence[DocumentRecord], wanted: str, language: str) -> str:
    found = _candidates(records, wanted)
    if not found:
        return ""
    some = "; ".join(f"{each.title} ({each.uri})" for each in found[:_LISTED])
    return say("scope_many", language, document=wanted, number=str(len(found)), some=some)


def _unknown(records: Sequence[DocumentRecord], wanted: str, language: str) -> str:
    from rapidfuzz import fuzz, process

    titles = list(dict.fromkeys(each.title for each in _current(records)))
    near = process.extract(wanted, titles, scorer=fuzz.WRatio, processor=fold, limit=3, score_cutoff=60)
    if not near:
        return say("scope_none", language, document=wanted)
    return say("scope_near", language, document=wanted, some="; ".join(f"«{title}»" for title, _, _ in near))

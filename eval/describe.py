"""How well ingest/describe tells what a document is: share filled, precision, recall by field, and milliseconds a page.

Three sets: the pages of a truth file (sources.json beside ``pages/*.json``), the same file's other addresses with
their title alone, and our own corpus with what sources.toml states hidden. Each document falls into ``dev`` or
``held`` by a hash of its address: rules are written on the first, and believed on the second.

    python -m eval.describe --truth ../shared/domain [--pdf ../shared/documents/pdf] [--wrong] [--mentions 60]
"""

from __future__ import annotations

import json
import random
import re
import time
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import print as show
from rich.markup import escape

from ingest.describe.document import Description, describe
from ingest.extract.registry import extract
from ingest.parsed import Metadata, ParsedDocument, RawDocument

FIELDS = ("title", "publisher", "kind", "territory", "language", "published")
# The truth's own short name, and what a page says.
_BULLETIN = "bollettino ufficiale regione emilia romagna"
_SAME = {"burert": _BULLETIN, "bollettino ufficiale telematico burert": _BULLETIN}
_SMALL = frozenset(("di", "della", "dell", "del", "la", "il"))
_OWN_WORDS = re.compile(r"\s*\((?:sintesi Regesto|synthèse Regesto|Regesto digest|copy)\)")


@dataclass(frozen=True, slots=True)
class Case:
    """One document, what is known of it before, and the true values ("" where nobody knows)."""

    group: str
    address: str
    name: str
    parsed: ParsedDocument
    known: Metadata
    truth: dict[str, str]

    @property
    def part(self) -> str:
        """Either "dev" or "held", by a hash of the address."""
        return "held" if int(sha256(self.address.encode()).hexdigest(), 16) % 2 else "dev"


@dataclass(slots=True)
class Tally:
    """Counts of one field: cases, filled, filled where the truth is known, right, truths."""

    cases: int = 0
    filled: int = 0
    judged: int = 0
    right: int = 0
    truths: int = 0

    def line(self) -> str:
        """Share filled, precision and recall as text; a dash where nothing can be said."""
        shares = ((self.filled, self.cases), (self.right, self.judged), (self.right, self.truths))
        return "  ".join(f"{a / b:5.3f} ({a}/{b})".ljust(16) if b else "-".ljust(16) for a, b in shares)


def judged(truth: Path) -> Iterator[Case]:
    """The judged pages, and the addresses without a page (their title is all their text)."""
    pages = {page["url"]: page for path in sorted((truth / "pages").glob("*.json")) for page in [_json(path)]}
    for row in _json(truth / "sources.json"):
        page, url = pages.get(row["url"]), row["url"]
        name = url.rstrip("/").rsplit("/", 1)[-1]
        text = page["text"] if page else row["title"]
        raw = RawDocument(uri=url, name=name, content=text.encode(), retrieved_at="", text=text)
        known = Metadata(title=page["title"] if page else row["title"])
        values = {key: row[key] for key in ("publisher", "kind", "language")} | {"territory": row["region"]}
        values["published"] = row["date"] if re.fullmatch(r"\d{4}(-\d\d){0,2}", row["date"]) else ""
        yield Case("pages" if page else "addresses", url, name, extract(raw), known, values)


def bundled(corpus: Path) -> Iterator[Case]:
    """Our own documents, read from their bytes; of what is stated only address and title as read are left."""
    corpus = corpus.resolve()
    for source in tomllib.loads((corpus / "sources.toml").read_text("utf-8"))["source"]:
        if source.get("group") != "bundled":
            continue
        path = corpus / source["path"]
        parsed = extract(RawDocument(uri=path.as_uri(), name=path.name, content=path.read_bytes(), retrieved_at=""))
        known = Metadata(title=parsed.metadata.title, url=source.get("url_official"))
        values = {field: str(source.get(field, "")) for field in FIELDS}
        yield Case("corpus", source["path"], path.name, parsed, known, values)
        untitled = replace(known, title=None)
        yield Case("untitled", source["path"], path.name, parsed, untitled, {"title": values["title"]})


def score(cases: Sequence[Case], wrong: list[str]) -> dict[tuple[str, str, str], Tally]:
    """Counts by set, part and field; every wrong value is noted in ``wrong``."""
    tallies: dict[tuple[str, str, str], Tally] = {}
    for case in cases:
        found = _describe(case).metadata
        for field, truth in case.truth.items():
            if field == "title" and case.known.title:
                continue
            value = getattr(found, field) or ""
            tally = tallies.setdefault((case.group, case.part, field), Tally())
            right = bool(value and truth and same(field, value, truth))
            tally.cases += 1
            tally.filled += bool(value)
            tally.truths += bool(truth)
            tally.judged += bool(value and truth)
            tally.right += right
            if value and not right:
                wrong.append(f"{case.group} {case.part} {field}: {value!r} not {truth!r} {case.address}")
    return tallies


def same(field: str, value: str, truth: str) -> bool:
    """Whether a value is the true one: dates by their common length, publishers by all words of the shorter name."""
    if field == "published":
        return value.startswith(truth) or truth.startswith(value)
    one, other = _words(value), _words(truth)
    if field != "publisher":
        return one == other
    shorter, longer = sorted((set(one) - _SMALL, set(other) - _SMALL), key=len)
    return bool(shorter) and shorter <= longer


def _words(value: str) -> list[str]:
    plain = unicodedata.normalize("NFD", _OWN_WORDS.sub("", value).casefold())
    words = " ".join(re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter))))
    return _SAME.get(words, words).split()


def mentions(cases: Sequence[Case], number: int) -> Iterator[str]:
    """A fixed sample of mentions with the words around them, for a person to judge."""
    every = []
    for case in cases:
        if case.group in ("pages", "corpus"):
            every += [(case, mention) for mention in _describe(case).mentions]
    for case, mention in random.Random(7).sample(every, min(number, len(every))):
        text = case.parsed.text
        around = text[max(0, mention.start - 50) : mention.start], text[mention.end : mention.end + 50]
        written = " ".join(f"{around[0]}⟦{text[mention.start : mention.end]}⟧{around[1]}".split())
        yield f"{mention.kind} | {mention.name} | {mention.role or ''} | {written}"


def speed(cases: Sequence[Case], folder: Path | None) -> str:
    """Milliseconds of processor a page: a page of a PDF, or 2,500 characters of other text."""
    documents = [(case.parsed, case.address, case.name, case.known) for case in cases if case.group == "corpus"]
    for path in sorted(folder.glob("*.pdf")) if folder else []:
        raw = RawDocument(uri=path.as_uri(), name=path.name, content=path.read_bytes(), retrieved_at="")
        try:
            parsed = extract(raw)
        except Exception as error:  # a locked file is no matter here
            show(f"{path.name}: {escape(str(error))}")
            continue
        documents.append((parsed, raw.uri, raw.name, parsed.metadata))
    pages = sum(parsed.pages or max(1.0, len(parsed.text) / 2500) for parsed, *_ in documents)
    started = time.process_time()
    for document in documents:
        describe(*document)
    spent = (time.process_time() - started) * 1000
    return f"{len(documents)} documents, {pages:.0f} pages: {spent / pages:.3f} ms a page"


def _describe(case: Case) -> Description:
    return describe(case.parsed, case.address, case.name, case.known)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def main(
    truth: Annotated[Path | None, typer.Option(help="folder with sources.json and pages/*.json")] = None,
    corpus: Annotated[Path, typer.Option(help="folder with sources.toml")] = Path("corpus"),
    pdf: Annotated[Path | None, typer.Option(help="more PDFs, for the time a page takes")] = None,
    wrong: Annotated[bool, typer.Option(help="list every value that is not the true one")] = False,
    part: Annotated[str, typer.Option(help="list the wrong values of this part only: dev or held")] = "",
    sample: Annotated[int, typer.Option("--mentions", help="print so many mentions to judge by hand")] = 0,
) -> None:
    """Print the measures."""
    cases = [*(judged(truth) if truth else ()), *bundled(corpus)]
    mistakes: list[str] = []
    tallies = score(cases, mistakes)
    show("set        part  field       filled            precision         recall")
    for (group, which, field), tally in sorted(tallies.items()):
        show(f"{group:10} {which:5} {field:10}  {tally.line()}")
    if wrong:
        show(escape("\n".join(line for line in mistakes if not part or f" {part} " in line)))
    for line in mentions(cases, sample):
        show(escape(line))
    show(speed(cases, pdf))


if __name__ == "__main__":
    typer.run(main)

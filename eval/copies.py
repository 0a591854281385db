"""``python -m eval.copies``: how well copies of one release are told apart from what only looks like them.

No set of judged pairs exists for this, so one is made from the bundled corpus, in our own words: every release is
printed whole, cut, edited and cut to two provinces by papers with menus of their own (to be found), and next to it
stand next year's note, another town's, an update of its figures, and notices that all pages carry (to be kept apart).
Every other pair of documents is to be kept apart too; ``--also FILE.jsonl`` adds documents as noise.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zlib import crc32

from ingest.copies import Rules, releases, signature
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.types import DocumentRecord

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_MENU = "Prima pagina\nCronaca\nSport\nMeteo\n"
_NOTICE = (
    "{paper} usa i cookie per ricordare le scelte di chi legge e per contare le visite; continuando a leggere si "
    "accetta l'informativa che si trova in fondo a ogni pagina del giornale.\n"
)
_PROVINCES = ("Piacenza", "Parma", "Reggio", "Modena", "Ferrara", "Ravenna", "Forlì", "Rimini")
# Values that a text needs for a change of them to make it another.
_TELLING = 3
_MONTHS = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
_NAME = re.compile(r"(?<=[a-zà-ù,] )[A-ZÀ-Ù][a-zà-ù']{3,}")


@dataclass(frozen=True, slots=True)
class Sample:
    """A document of the set: what it is, its text, which release it carries, and how it was made."""

    record: DocumentRecord
    parsed: ParsedDocument
    release: str
    made: str


def bundled() -> Iterator[Sample]:
    """The bundled documents as they are, each a release of its own; editions of one document share it."""
    listed = tomllib.loads((CORPUS / "sources.toml").read_text("utf-8"))["source"]
    for entry in listed:
        if entry.get("group") != "bundled":
            continue
        path = CORPUS / entry["path"]
        address = entry.get("url_official", entry["uri"])
        parsed = extract(RawDocument(address, path.name, path.read_bytes(), ""))
        record = DocumentRecord(
            uri=f"{address}#{path.stem}",
            title=entry["title"],
            publisher=entry.get("publisher", "").partition(" (")[0] or None,
            kind=entry.get("kind"),
            published=entry.get("published"),
        )
        yield Sample(record, parsed, entry["path"], "bundled")


def variants(base: Sample) -> Iterator[Sample]:
    """What becomes of a release in the papers (its copies), and what only looks like it."""
    text = base.parsed.text
    parts = [text[block.start : block.end] for block in base.parsed.blocks]
    parts = [part for part in parts if "Regesto" not in part]  # ours on the digest, not of the release
    body = "\n\n".join(parts)
    key = base.release

    def made(how: str, paper: str, title: str, words: str, release: str) -> Sample:
        page = f"{_MENU}\n{_NOTICE.format(paper=paper)}\n{words}\n\nSi parla di\n{paper} su carta e in rete"
        uri = f"https://{paper.lower()}.example/{crc32(f'{key}{how}'.encode()):08x}"
        record = replace(base.record, uri=uri, title=title, publisher=paper, kind="news")
        return Sample(record, extract(RawDocument(uri, "x.txt", b"", "", text=page)), release, how)

    title = base.record.title
    yield made("whole", "Corriere", f"Regione: {title}", body, key)
    cut = "\n\n".join(parts[: max(2, round(0.6 * len(parts)))])
    if re.search(r"\d", cut):  # without figures it might as well be cut from next year's note
        yield made("cut", "Gazzetta", title, cut, key)
    yield made("edited", "Notizie", title, _edited(body), key)
    first, second = (_PROVINCES[(crc32(key.encode()) + n) % len(_PROVINCES)] for n in (0, 3))
    for name in (first, second):
        yield made("province", f"{name}Oggi", title, f"{body}\n\n{_province(name, body)}", key)
    if len(_NAME.findall(body)) >= _TELLING:
        yield made("another town", "Voce", title, _elsewhere(body), f"{key} elsewhere")
    if len(re.findall(r"\d+", body)) >= _TELLING:  # without figures it would be the same text
        yield made("next year", "Messaggero", title, _later(body, 1), f"{key} next year")
        yield made("next year", "Corriere", title, _later(body, 2), f"{key} the year after")
        yield made("updated", "Quotidiano", title, _updated(body), f"{key} updated")


def _edited(text: str) -> str:
    """A newsroom's hand: every fourteenth word of the text is left out or another stands for it; figures stay."""
    words = text.split(" ")
    for at in range(9, len(words), 14):
        if not re.search(r"\d|\n", words[at]):
            words[at] = "" if at % 2 else "anche"
    return re.sub(" +", " ", " ".join(words))


def _province(name: str, text: str) -> str:
    """What a paper adds on its own province: words found nowhere else in this order, a third as many as the release."""
    chance = Random(name + text)
    words = re.findall(r"[a-zà-ù]{2,}", text)
    said = [" ".join(chance.choices(words, k=15)) for _ in range(max(1, len(words) // 45))]
    return " ".join(f"A {name} {each} per {chance.randint(20, 900)} persone." for each in said)


def _later(text: str, years: int) -> str:
    """The same note of another year: every figure, year and month is another."""
    text = re.sub(r"\d+", lambda found: str(int(found.group()) + years * (1 if len(found.group()) == 4 else 3)), text)
    return re.sub(
        rf"\b({'|'.join(_MONTHS)})\b", lambda found: _MONTHS[(_MONTHS.index(found.group()) + 5 * years) % 12], text
    )


def _elsewhere(text: str) -> str:
    """The same note about another town: every name within a sentence is another, and every second figure."""
    turn = itertools.count()
    text = _NAME.sub(lambda found: found.group()[::-1].capitalize(), text)
    return re.sub(r"\d+", lambda found: str(int(found.group()) + 7) if next(turn) % 2 else found.group(), text)


def _updated(text: str) -> str:
    """The same page months later: two figures in five are others, and a sentence is new."""
    turn = itertools.count()
    changed = re.sub(r"\d+", lambda found: str(int(found.group()) + 2) if next(turn) % 5 < 2 else found.group(), text)
    return f"{changed} I dati sono quelli dell'ultimo rilevamento disponibile."


def notices(count: int = 40) -> Iterator[Sample]:
    """Pages that hold a notice and nothing else, on as many sites."""
    words = "La pagina richiesta è in aggiornamento e tornerà disponibile appena possibile: ci scusiamo per il disagio."
    for number in range(count):
        uri = f"https://comune{number}.example/avviso"
        record = DocumentRecord(uri=uri, title="Pagina in aggiornamento", publisher=f"Comune {number}")
        yield Sample(record, extract(RawDocument(uri, "x.txt", b"", "", text=words)), uri, "notice")


def noise(path: Path) -> Iterator[Sample]:
    """Other documents, one object a line (``uri``, ``title``, ``text``), each a release of its own.

    One with the address that a bundled document retells says the same, more or less in the same words: such pairs are
    right when found, and not missed when not.
    """
    retold: dict[str, list[str]] = {}
    for each in bundled():
        retold.setdefault(each.record.uri.partition("#")[0], []).append(each.release)
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        parsed = extract(RawDocument(entry["uri"], "x.txt", b"", "", text=entry["text"]))
        record = DocumentRecord(uri=entry["uri"], title=entry["title"])
        told = retold.get(entry["uri"], [])
        if len(told) < 2:  # where several retell it, none says all of it
            yield Sample(record, parsed, told[0] if told else entry["uri"], "retold" if told else "other")


def the_set(also: Sequence[Path] = ()) -> list[Sample]:
    """The whole set."""
    base = list(bundled())
    told = [each for each in base if each.record.kind in ("news", "press_release", "institutional_page")]
    made = [variant for each in told for variant in variants(each)]
    return [*base, *made, *notices(), *(each for path in also for each in noise(path))]


def score(samples: Sequence[Sample], rules: Rules) -> tuple[Counter[str], list[str]]:
    """Pairs found, right and missed, in all and by how they were made; and the wrong ones in words."""
    records = {at: each.record for at, each in enumerate(samples)}
    leader = releases({at: signature(s.parsed.text, s.parsed.blocks) for at, s in enumerate(samples)}, records, rules)
    counts: Counter[str] = Counter()
    wrong = []
    for one, other in itertools.combinations(range(len(samples)), 2):
        same = samples[one].release == samples[other].release
        found = one in leader and leader[one] == leader.get(other)
        if not same and not found:
            continue
        how = " / ".join(sorted((samples[one].made, samples[other].made)))
        outcome = ("right" if same else "wrong") if found else "missed"
        counts[f"{how}: {outcome}"] += 1
        if "retold" not in how or outcome == "wrong":
            counts[outcome] += 1
        if found and not same:
            wrong.append(f"{samples[one].record.uri} ({samples[one].made}) = {samples[other].record.uri}")
    return counts, wrong


def main() -> int:
    """Figures of the rules in force; with ``--grid``, of others beside them."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--also", action="append", default=[], type=Path, help="further documents, as a .jsonl")
    reader.add_argument("--grid", action="store_true", help="try other thresholds")
    asked = reader.parse_args()
    samples = the_set(asked.also)
    tried = [Rules()]
    if asked.grid:
        grid = itertools.product((0.5, 0.55, 0.6, 0.7), (0.1, 0.2, 0.3), (0.15, 0.25, 0.4), (0.7, 0.8, 0.9))
        tried += [Rules(contained=c, figures=f, names=n, alike=a) for c, f, n, a in grid]
    for rules in tried:
        counts, wrong = score(samples, rules)
        precision = counts["right"] / ((counts["right"] + counts["wrong"]) or 1)
        recall = counts["right"] / ((counts["right"] + counts["missed"]) or 1)
        sys.stdout.write(f"precision {precision:.4f} recall {recall:.4f} {rules}\n")
        if rules == Rules():
            sys.stdout.write("".join(f"  {name}\t{count}\n" for name, count in sorted(counts.items())))
            sys.stdout.write("".join(f"  wrong: {each}\n" for each in wrong))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

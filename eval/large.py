"""How fast a library of 100,000 passages is searched: by words, by vectors, whole; with each filter, and from cold.

``python -m eval.large --passages 100000 [--home FOLDER]``. By hand, not in CI: building takes minutes, and a folder
that is given is built once and kept. The texts are sentences of the bundled corpus in new orders, with new figures and
new names: a library's vocabulary grows with the square root of its text (Heaps 1978, with exponent .5), so a rare word
stays rare. Without that each word would stand in ever more passages, as in no real library.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import cycle
from math import isqrt
from pathlib import Path
from typing import Final

from eval.bench import Row, spread, start
from rag.answerer import Answerer
from rag.exact import Floats
from rag.indexes import writable_indexes
from rag.library import Library
from rag.register import Register, writing
from rag.search import Search, open_search
from rag.sentences import sentence_spans
from rag.settings import Settings, load_settings
from rag.staging import Staged
from rag.types import KINDS, Block, DocumentRecord, Filters, Passage, Question
from rag.vectors import Pair

_CORPUS: Final = Path(__file__).parents[1] / "corpus" / "documents"
_PER_DOCUMENT: Final = 50
_SENTENCES: Final = 4
_ASKED: Final = 200
_CANDIDATES: Final = 80
# Words that stand at most so often in the bundled corpus are the rare ones, which have other names in other documents.
_RARE: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_SYLLABLES: Final = "ba ce di fo gu la me ni po ru sa te vi zo bra cle dri fro gru".split()
_PUBLISHERS: Final = [f"Comune di {name}" for name in "Imola Faenza Lugo Cervia Rimini Forlì Cesena Carpi".split()]
_TERRITORIES: Final = ("Emilia-Romagna", "Lombardia", "Toscana", "Veneto", "Piemonte", "Umbria", "Marche", "Liguria")
# What is asked of a library's own words, so that every way of answering has its share.
_BEGINNINGS: Final = ("quali sono", "quanti", "quando", "chi", "dove", "cosa prevede", "è vero che", "come")
_FILTERS: Final = {
    "no filter": Filters(),
    "kind": Filters(kind=KINDS[1]),
    "publisher": Filters(publisher=_PUBLISHERS[0]),
    "territory": Filters(territory=_TERRITORIES[1]),
    "language": Filters(language="it"),
    "one document": Filters(document="urn:large:7"),
    "dates": Filters(date_from="2019", date_to="2021"),
    "kind, territory, dates": Filters(kind=KINDS[0], territory=_TERRITORIES[0], date_from="2018"),
}


def build(settings: Settings, passages: int, seed: int = 1) -> None:
    """Fill an empty library with so many passages, in the steps that an ingestion takes."""
    chance, said = random.Random(seed), _Said(list(_sentences()))
    with Library.open(settings) as library, writing(library) as register:
        indexes = writable_indexes(settings, library, register)
        for start in range(0, passages // _PER_DOCUMENT, 20):
            numbers = range(start, min(start + 20, passages // _PER_DOCUMENT))
            _store(register, [_document(chance, said, number) for number in numbers], indexes.add)
        indexes.drain(register)


def _store(register: Register, staged: Sequence[Staged], index: Callable[[list[Pair]], None]) -> None:
    register.stage(staged)
    index([(passage, each.record) for each in staged for passage in each.passages])
    register.publish(staged)


def _sentences() -> Iterator[str]:
    for path in sorted(_CORPUS.glob("*.md")):
        text = path.read_text("utf-8")
        for first, last in sentence_spans(text):
            sentence = " ".join(text[first:last].split())
            if 40 < len(sentence) < 300 and sentence[0].isalpha():
                yield sentence


class _Said:
    """Sentences, and the rare words in them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = sentences
        counted = Counter(word for each in sentences for word in _WORD.findall(each))
        self._rare = frozenset(word for word, count in counted.items() if count <= _RARE)

    def paragraph(self, chance: random.Random, number: int) -> str:
        """Some sentences with figures of their own, and the names of the document of that number."""
        names = isqrt(number) + 1
        text = _WORD.sub(
            lambda found: _renamed(found[0], chance.randrange(names)) if found[0] in self._rare else found[0],
            " ".join(chance.choices(self.sentences, k=_SENTENCES)),
        )
        return re.sub(r"\d", lambda _: str(chance.randint(0, 9)), text)


def _renamed(word: str, name: int) -> str:
    """A word's likeness: its beginning and end with other syllables between; itself for 0."""
    middle = ""
    while name:
        name, at = divmod(name, len(_SYLLABLES))
        middle += _SYLLABLES[at]
    return word[:2] + middle + word[-3:] if middle else word


def _document(chance: random.Random, said: _Said, number: int) -> Staged:
    uri, texts = f"urn:large:{number}", [said.paragraph(chance, number) for _ in range(_PER_DOCUMENT)]
    language = chance.choices(("it", "fr", "en"), (8, 1, 1))[0]
    passages, at = [], 0
    for ordinal, text in enumerate(texts):
        blocks = (Block("paragraph", at, at + len(text)),)
        identity = sha256(f"{uri} {ordinal}".encode()).hexdigest()[:20]
        passages.append(Passage(identity, uri, 1, ordinal, at, at + len(text), text, (), "", language, blocks))
        at += len(text) + 2
    record = DocumentRecord(
        uri, chance.choice(said.sentences)[:80], publisher=chance.choice(_PUBLISHERS), kind=chance.choice(KINDS),
        territory=chance.choice(_TERRITORIES), language=language, retrieved_at="2026-01-01T00:00:00Z", sha256="",
        published=f"{chance.randint(2012, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
    )  # fmt: skip
    return Staged(record, "\n\n".join(texts), passages)


def measure(settings: Settings, asked: int = _ASKED) -> list[Row]:
    """The figures of a library: opening, each kind of search with each filter, memory."""
    rows = [start("regesto ask, cold", ["ask", "quali sono le priorità?"], settings)]
    started = time.perf_counter()
    search = open_search(settings)
    rows.append(Row("open", time.perf_counter() - started, "s"))
    queries = _queries(search, asked)
    search.search(queries[0])
    rows.append(Row("passages", len(search.indexes.vectors), "passages"))
    vectors = [search.indexes.vectors.encode_query(each) for each in queries]
    for name, filters in _FILTERS.items():
        rows += _filtered(search, name, filters, queries, vectors)
    rows += spread("query to vector", queries, search.indexes.vectors.encode_query)
    answerer = Answerer(settings, search)
    questions = [Question(f"{begin} {query}?") for query, begin in zip(queries, cycle(_BEGINNINGS), strict=False)]
    answerer.answer(questions[0])
    rows += spread("whole answer", questions[1:], answerer.answer)
    search.close()
    return [*rows, *_memory()]


def _filtered(
    search: Search, name: str, filters: Filters, queries: Sequence[str], vectors: Sequence[Floats]
) -> list[Row]:
    words, meaning = search.indexes.lexical, search.indexes.vectors
    return [
        *spread(f"words, {name}", queries, lambda query: words.search(query, filters, _CANDIDATES)),
        *spread(f"vectors, {name}", vectors, lambda vector: meaning.search(vector, filters, _CANDIDATES)),
        *spread(f"whole search, {name}", queries, lambda query: search.search(query, filters)),
    ]


def _queries(search: Search, asked: int) -> list[str]:
    """Eight words of passages spread over the library, addresses left out: nobody asks with one."""
    ids = search.indexes.vectors.ids()
    some = search.library.passages(ids[:: max(1, len(ids) // asked)][:asked])
    texts = ([word for word in passage.text.split() if "://" not in word] for passage, _ in some.values())
    return [" ".join(words[2:10]) for words in texts]


def _memory() -> list[Row]:
    """Resident memory of this process: its own, and mapped files, which the system may take back."""
    status = Path("/proc/self/status")
    if not status.exists():
        return []
    told = dict(line.split(":", 1) for line in status.read_text().splitlines())
    names = {"VmRSS": "memory", "RssAnon": "of it its own", "RssFile": "of it mapped files"}
    return [Row(what, int(told[name].split()[0]) / 1000, "MB") for name, what in names.items()]


def table(rows: Sequence[Row]) -> str:
    """The figures as lines: searches first (p50 / p95 in ms by filter), then what stands alone."""
    figures = {row.what: row for row in rows}
    kinds = ("words", "vectors", "whole search")
    lines = [f"{'ms, p50 / p95':<24}" + "".join(f"{kind:>20}" for kind in kinds)]
    for name in _FILTERS:
        middle, high = ([figures[f"{kind}, {name}, {cut}"].value for kind in kinds] for cut in ("p50", "p95"))
        cells = [f"{low:.1f} / {top:.1f}" for low, top in zip(middle, high, strict=True)]
        lines.append(f"{name:<24}" + "".join(f"{cell:>20}" for cell in cells))
    alone = [row for row in rows if not row.what.startswith(kinds)]
    lines += [f"{row.what:<24}{row.value:>20.2f} {row.unit}" for row in alone]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Build where nothing is, measure, print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.large", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="a folder to keep the library in, or one that is built already")
    parser.add_argument("--asked", type=int, default=_ASKED, help="searches of each kind")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        settings = load_settings(home=given.home or Path(scratch), offline=True)
        if not (settings.home / "library.db").exists():
            started = time.perf_counter()
            build(settings, given.passages)
            sys.stdout.write(f"built in {time.perf_counter() - started:.0f} s\n")
        rows = measure(settings, given.asked)
    sys.stdout.write(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Words: a Tantivy index of the passages, one field a language, BM25. Derived from the library, rebuilt at any time.

Source of the ranking function: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from rag.analysis import STAMP, analyser, read
from rag.errors import LibraryError
from rag.language import LANGUAGES
from rag.lexical_parts import MANY
from rag.lexical_query import Form, QueryBuilder, Weights
from rag.names import facet_key
from rag.spelling import Spelling
from rag.types import DocumentRecord, Filters, Passage

# ``source`` and ``document`` are addresses, taken to the letter; the others without case.
_FACETS: Final = ("document", "source", "kind", "publisher", "territory", "language")
_EXACT: Final = ("document", "source")
_STRAY: Final = re.compile(r'FileAlreadyExists\("([\w.]+)"\)')
_COUNTED: Final = 16_384  # words whose number of passages is remembered
_WRITER_HEAP: Final = 64_000_000


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in _FACETS:
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("acts", tokenizer_name="raw", index_option="freq")
    builder.add_integer_field("edition", indexed=True)
    builder.add_integer_field("first_day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    for language in LANGUAGES:
        for part in ("text", "heading", "title"):
            builder.add_text_field(f"{part}_{language}", tokenizer_name=_name(language), index_option="freq")
    builder.add_text_field("plain", tokenizer_name=_name("plain"))
    return builder.build()


def _name(language: str) -> str:
    """An analyser's name in the schema; it tells its version, so that Tantivy refuses an index made with another."""
    return f"{language}-{STAMP}"


class LexicalIndex:
    """A Tantivy index in a folder, made when it is not there; raises LibraryError when it is broken or out of date.

    One writer at a time (the ingestion lock sees to that); readers call ``reload`` when the generation has moved.
    """

    def __init__(self, folder: Path, weights: Weights | None = None) -> None:
        from tantivy import Index

        self.folder = folder
        self.weights = weights or Weights()
        self.schema = _schema()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.index = Index(self.schema, path=str(folder), reuse=True)
        except (ValueError, OSError) as error:
            raise LibraryError(
                f"l'indice delle parole in {folder} è rovinato o di una versione precedente: "
                "rifarlo con «regesto reindex»"
            ) from error
        for name in (*LANGUAGES, "plain"):
            self.index.register_tokenizer(_name(name), analyser(name))
        self.reload()

    def reload(self) -> None:
        """See what has been committed since."""
        self.index.reload()
        searcher = self.index.searcher()
        # Read when first needed; it belongs to one searcher, as the numbers of passages do.
        spelling = _once(lambda: Spelling(searcher.terms_with_prefix("plain", "")))
        # A question asks some five times how many passages hold one of its words: 1 ms a question among a million.
        count = lru_cache(_COUNTED)(searcher.doc_freq)
        many = searcher.num_docs >= MANY
        self._builder = QueryBuilder(self.schema, count, spelling, self.weights, many=many)
        self.searcher = searcher

    def warm(self) -> None:
        """Read the words that unknown ones may stand for: 0.6 s for 100,000 passages, else the first slip waits."""
        self._builder.spelling()

    def __len__(self) -> int:
        """How many passages the index holds."""
        return int(self.searcher.num_docs)

    def replace(self, add: Iterable[tuple[Passage, DocumentRecord]], drop: Sequence[str] = ()) -> None:
        """Put passages in (over any with the same ids), take others out; one commit."""
        pairs, stray = list(add), None
        try:
            self._write(pairs, drop)
        except ValueError as error:
            stray = _STRAY.search(str(error))
            if stray is None:
                raise
        if stray:  # a death in the middle of a commit left a file that no commit names, under the next one's name
            (self.folder / stray[1]).unlink(missing_ok=True)
            self._write(pairs, drop)

    def _write(self, add: Sequence[tuple[Passage, DocumentRecord]], drop: Sequence[str]) -> None:
        from tantivy import Document

        writer = self.index.writer(heap_size=_WRITER_HEAP, num_threads=1)
        for each in drop:
            writer.delete_documents_by_term("id", each)
        for passage, record in add:
            writer.delete_documents_by_term("id", passage.id)
            writer.add_document(Document.from_dict(_fields(passage, record), self.schema))
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def search(
        self, query: str, filters: Filters, limit: int, alternatives: Sequence[Sequence[Form]] = ()
    ) -> list[tuple[str, float]]:
        """The best passages for a query as (id, score), best first; [] when no word of it can be searched.

        Each element of ``alternatives`` are forms (language, index stem, boost) that stand for one word, translations
        or an acronym written out: the best of them adds to the score. Phrases in quotation marks must be there.
        """
        parts = self._builder.build(query, alternatives)
        if parts is None:
            return []
        searcher = self.searcher  # another thread may reload meanwhile: an address is good for one searcher only
        found = parts.best(searcher, limit, self._limits(filters))
        return [(searcher.doc(address).get_first("id"), float(score)) for score, address in found]

    def frequency(self, word: str) -> tuple[int, int]:
        """How many passages there are, and how many of them hold a folded word.

        Tantivy goes on counting a word in passages that were taken out until it merges their segment: never more than
        there are, or an edit in a small library would make its commonest words count against an answer.
        """
        return len(self), min(len(self), int(self.searcher.doc_freq("plain", word)))

    def document_frequency(self, language: str, stem: str) -> int:
        """How many passages of a language hold an index stem in their text (at most as many as there are)."""
        return min(len(self), int(self.searcher.doc_freq(f"text_{language}", stem)))

    def _limits(self, filters: Filters) -> list[Any]:
        from tantivy import FieldType, Query

        limits = [
            Query.term_query(self.schema, facet, value if facet in _EXACT else facet_key(value), "basic")
            for facet in _FACETS
            if (value := getattr(filters, facet, None))
        ]
        if filters.documents:
            limits.append(Query.term_set_query(self.schema, "document", list(filters.documents)))
        if edition := getattr(filters, "edition", None):
            limits.append(Query.range_query(self.schema, "edition", FieldType.Integer, edition, edition))
        if filters.date_from:
            lower = day_range(filters.date_from)[0]
            limits.append(Query.range_query(self.schema, "last_day", FieldType.Integer, lower, None))
        if filters.date_to:
            upper = day_range(filters.date_to)[1]
            limits.append(Query.range_query(self.schema, "first_day", FieldType.Integer, 1, upper))
        return limits


def _once(make: Callable[[], Spelling]) -> Callable[[], Spelling]:
    """Made at the first call; other threads wait for it (``functools.cache`` lets each make its own)."""
    made, lock = cache(make), threading.Lock()

    def get() -> Spelling:
        with lock:
            return made()

    return get


def wipe(folder: Path) -> None:
    """Delete an index folder."""
    shutil.rmtree(folder, ignore_errors=True)


def day_range(date: str) -> tuple[int, int]:
    """An ISO date or its beginning as the first and last day it may mean: "2022-06" -> (20220601, 20220631)."""
    digits = date.replace("-", "")
    return int(digits.ljust(8, "0")[:4] + (digits[4:6] or "01") + (digits[6:8] or "01")), int(
        digits[:4] + (digits[4:6] or "12") + (digits[6:8] or "31")
    )


def _fields(passage: Passage, record: DocumentRecord) -> dict[str, Any]:
    language = passage.language
    body = f"{passage.lead}\n{passage.text}" if passage.lead else passage.text
    (text, acts), (headings, _), (title, _) = (read(each) for each in (body, "\n".join(passage.headings), record.title))
    fields: dict[str, Any] = {
        "id": passage.id,
        f"text_{language}": text,
        f"heading_{language}": headings,
        f"title_{language}": title,
        "plain": [*title, *headings, *text],
        "acts": [f"{kind}:{label}" for kind, label in acts],
        "document": record.uri,
        "edition": record.edition,
    }
    for facet in _FACETS[1:]:
        if value := getattr(record, facet):
            fields[facet] = value if facet in _EXACT else facet_key(value)
    if record.published:
        fields["first_day"], fields["last_day"] = day_range(record.published)
    return fields

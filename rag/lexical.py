"""Words: a Tantivy index of the passages, one field a language, BM25. Derived from the library, rebuilt at any time.

Source of the ranking function: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from rag.analysis import analyser, terms
from rag.errors import LibraryError
from rag.language import LANGUAGES
from rag.types import DocumentRecord, Filters, Passage

# What a match is worth against one in the text. The unstemmed words were measured (SQuAD-it dev, nDCG@10: .844 without
# them, .853, .856, .858 at .15, .3, .6); heading and title are set by judgment until the learned ranker weighs them.
HEADING_BOOST: Final = 0.4
TITLE_BOOST: Final = 0.6
PLAIN_BOOST: Final = 0.3
_FACETS: Final = ("document", "kind", "publisher", "territory", "language")
_WRITER_HEAP: Final = 64_000_000


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in _FACETS:
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("first_day", indexed=True, fast=True)
    builder.add_integer_field("last_day", indexed=True, fast=True)
    for language in LANGUAGES:
        builder.add_text_field(f"text_{language}", tokenizer_name=language)
        builder.add_text_field(f"heading_{language}", tokenizer_name=language, index_option="freq")
        builder.add_text_field(f"title_{language}", tokenizer_name=language, index_option="freq")
    builder.add_text_field("plain", tokenizer_name="plain", index_option="freq")
    return builder.build()


class LexicalIndex:
    """A Tantivy index in a folder, made when it is not there; raises LibraryError when it is broken.

    One writer at a time (the ingestion lock sees to that); readers call ``reload`` when the generation has moved.
    """

    def __init__(self, folder: Path) -> None:
        from tantivy import Index

        self.folder = folder
        self.schema = _schema()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.index = Index(self.schema, path=str(folder), reuse=True)
        except (ValueError, OSError) as error:
            raise LibraryError(
                f"l'indice delle parole in {folder} è rovinato: rifarlo con «regesto reindex»"
            ) from error
        for name in (*LANGUAGES, "plain"):
            self.index.register_tokenizer(name, analyser(name))
        self.reload()

    def reload(self) -> None:
        """See what has been committed since."""
        self.index.reload()
        self.searcher = self.index.searcher()

    def __len__(self) -> int:
        """How many passages the index holds."""
        return int(self.searcher.num_docs)

    def replace(self, add: Iterable[tuple[Passage, DocumentRecord]], drop: Sequence[str] = ()) -> None:
        """Put passages in (over any with the same ids), take others out; one commit."""
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

    def search(self, query: str, filters: Filters, limit: int) -> list[tuple[str, float]]:
        """The best passages for a query as (id, BM25 score), best first; [] when no word of it can be searched."""
        parsed = self._query(query)
        if parsed is None:
            return []
        limits = self._limits(filters)
        if limits:
            from tantivy import Occur, Query

            # Limits must hold but say nothing of how well the words match.
            parsed = Query.boolean_query(
                [(Occur.Must, parsed), *((Occur.Must, Query.const_score_query(each, 0.0)) for each in limits)]
            )
        searcher = self.searcher  # another thread may reload meanwhile: an address is good for one searcher only
        found = searcher.search(parsed, limit=limit, count=False).hits
        return [(searcher.doc(address).get_first("id"), float(score)) for score, address in found]

    def frequency(self, word: str) -> tuple[int, int]:
        """How many passages there are, and how many of them hold a folded word.

        Tantivy goes on counting a word in passages that were taken out until it merges their segment: never more than
        there are, or an edit in a small library would make its commonest words count against an answer.
        """
        return len(self), min(len(self), int(self.searcher.doc_freq("plain", word)))

    def _query(self, query: str) -> Any:
        from tantivy import Occur, Query

        parts: list[tuple[Any, Any]] = []
        for language in LANGUAGES:
            for term in dict.fromkeys(terms(query, language)):
                for field, boost in (("text", 1.0), ("heading", HEADING_BOOST), ("title", TITLE_BOOST)):
                    one = Query.term_query(self.schema, f"{field}_{language}", term, "freq")
                    parts.append((Occur.Should, one if boost == 1 else Query.boost_query(one, boost)))
        if not parts:
            return None
        for word in dict.fromkeys(terms(query, "plain")):
            one = Query.term_query(self.schema, "plain", word, "freq")
            parts.append((Occur.Should, Query.boost_query(one, PLAIN_BOOST)))
        return Query.boolean_query(parts)

    def _limits(self, filters: Filters) -> list[Any]:
        from tantivy import FieldType, Query

        limits = [
            Query.term_query(self.schema, facet, value.casefold() if facet != "document" else value, "basic")
            for facet in _FACETS
            if (value := getattr(filters, facet))
        ]
        if filters.date_from:
            lower = day_range(filters.date_from)[0]
            limits.append(Query.range_query(self.schema, "last_day", FieldType.Integer, lower, None))
        if filters.date_to:
            upper = day_range(filters.date_to)[1]
            limits.append(Query.range_query(self.schema, "first_day", FieldType.Integer, 1, upper))
        return limits


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
    headings = "\n".join(passage.headings)
    values: dict[str, Any] = {
        "id": passage.id,
        f"text_{language}": body,
        f"heading_{language}": headings,
        f"title_{language}": record.title,
        "plain": f"{record.title}\n{headings}\n{body}",
        "document": record.uri,
    }
    for facet in _FACETS[1:]:
        if value := getattr(record, facet):
            values[facet] = value.casefold()
    if record.published:
        values["first_day"], values["last_day"] = day_range(record.published)
    return values

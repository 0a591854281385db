"""The vectors of a library: each found by itself, filters as the library judges them, Chroma only where it is needed."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import DOCUMENTS

import rag.vectors
from rag.builds import serving
from rag.errors import ModelError
from rag.indexes import Indexes, open_indexes
from rag.library import Library
from rag.rows import passes
from rag.types import Filters


@pytest.fixture
def opened(library_home):
    with Library.open(library_home) as library:
        yield library, open_indexes(library_home, library).vectors


FILTERS = [
    Filters(),
    Filters(kind="news"),
    Filters(publisher="REGIONE DI PROVA"),
    Filters(territory="Emilia-Romagna"),
    Filters(language="fr"),
    Filters(document=DOCUMENTS[0]["uri"]),
    Filters(date_from="2023"),
    Filters(date_to="2022-06"),
    Filters(kind="news", date_to="2022"),
    Filters(documents=(DOCUMENTS[0]["uri"],)),
    Filters(documents=(DOCUMENTS[0]["uri"], DOCUMENTS[2]["uri"], "https://example.org/none")),
    Filters(documents=(DOCUMENTS[0]["uri"],), kind="news"),
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_are_those_of_the_library(opened, filters):
    library, vectors = opened
    wanted = {passage.id for passage, record in library.current_passages() if passes(record, filters)}
    found = vectors.search("il fondo regionale", filters, 50)
    assert {each for each, _ in found} == wanted
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_documents_named_are_the_only_ones_found(opened):
    library, vectors = opened
    two = DOCUMENTS[0]["uri"], DOCUMENTS[2]["uri"]
    found = vectors.search("il fondo regionale", Filters(documents=two), 50)
    assert {passage.document for passage, _ in library.passages([each for each, _ in found]).values()} == set(two)


def test_half_a_sign_of_two_is_no_reason_to_fail(opened):
    assert (opened[1].encode_query("fondo \ud800") == opened[1].encode_query("fondo ?")).all()


def test_every_passage_is_the_nearest_to_its_own_vector(opened):
    _, vectors = opened
    for row in vectors.file.read():
        best, score = vectors.search(row["vector"], Filters(), 1)[0]
        assert (best, score) == (row["id"].decode(), pytest.approx(1, abs=1e-5))


def test_scores_agree_with_search_and_take_a_text_or_a_vector(opened):
    _, vectors = opened
    found = dict(vectors.search("gruppo di lavoro", Filters(), 50))
    assert vectors.scores("gruppo di lavoro", list(found)) == pytest.approx(found, abs=1e-6)
    vector = vectors.encode_query("gruppo di lavoro")
    assert vector.dtype == np.float32
    assert vectors.scores(vector, [*found, "0" * 20]) == pytest.approx(found, abs=1e-6)


@pytest.mark.parametrize("query", ["", " ", "\u200b"])
def test_a_query_without_words_finds_nothing(opened, query):
    _, vectors = opened
    assert vectors.search(query, Filters(), 5) == []


def test_beyond_the_limit_the_graph_answers_the_same(opened, monkeypatch):
    _, vectors = opened
    exact = vectors.search("gruppo di lavoro", Filters(), 3)
    monkeypatch.setattr(rag.vectors, "EXACT", 0)
    near = vectors.search("gruppo di lavoro", Filters(), 3)
    assert [each for each, _ in near] == [each for each, _ in exact]
    assert dict(near) == pytest.approx(dict(exact), abs=1e-4)
    assert vectors.search("gruppo di lavoro", Filters(kind="news"), 3)


def test_a_search_from_cold_imports_no_chroma(library_home):
    code = (
        "import sys\nfrom pathlib import Path\nfrom rag.search import open_search\nfrom rag.settings import load_settings\n"
        f"hits = open_search(load_settings(home=Path({str(library_home.home)!r}))).search('fondo regionale')\n"
        "assert hits\nassert 'chromadb' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_chroma_and_the_file_hold_the_same(opened):
    _, vectors = opened
    rows = vectors.collection.get(include=["embeddings", "metadatas"])
    assert sorted(rows["ids"]) == sorted(vectors.ids())
    ours = vectors.file.rows_of(rows["ids"])
    assert np.allclose(np.asarray(rows["embeddings"]), ours["vector"], atol=1e-6)
    assert [each["stamp"] for each in rows["metadatas"]] == ours["stamp"].tolist()


def test_passages_that_come_and_go_leave_no_long_tail(opened, monkeypatch):
    library, vectors = opened
    monkeypatch.setattr(rag.vectors, "_BATCH", 5)
    pairs = list(library.current_passages())
    for _ in range(5):
        vectors.replace(pairs)
    assert vectors.file.count() == 6 * len(pairs)
    vectors.compact()
    assert vectors.file.count() == len(pairs) == len(vectors)


def test_a_model_that_fails_is_named(opened, monkeypatch):
    _, vectors = opened
    monkeypatch.setattr(vectors.embeddings, "embed_query", lambda text: 1 / 0)
    with pytest.raises(ModelError, match=r"bundled.*non risponde"):
        vectors.encode_query("fondo")


def test_the_build_is_named_after_its_model(library_home):
    with Library.open(library_home) as library:
        indexes = Indexes(library_home, library)
        build = serving(library, indexes.model)
        assert build.name == indexes.vectors.name
        assert build.name.startswith("passages-bundled-")

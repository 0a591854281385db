"""Builds beside the one that serves, the change of model, and the mending of what is missing, broken or behind."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from conftest import DOCUMENTS, write_jsonl
from langchain_core.embeddings import Embeddings

from eval.snapshot import snapshot
from ingest.pipeline import ingest
from ingest.reindex import reindex
from rag import builds, embeddings
from rag.indexes import Indexes, mended, open_indexes, writable_indexes
from rag.library import Library
from rag.register import writing
from rag.search import open_search
from rag.types import Filters


class Counting(Embeddings):
    """Vectors of 16 floats from the letters of a text; counts what it embeds."""

    embedded: ClassVar[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        Counting.embedded += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        counts = np.bincount(np.frombuffer(text.casefold().encode(), np.uint8) % 16, minlength=16)
        return [float(count) for count in counts]


@pytest.fixture(autouse=True)
def models(monkeypatch):
    """Models "st:uno", "st:due" and so on, which cost nothing."""
    monkeypatch.setitem(embeddings.KINDS, "st", lambda settings, name: Counting())
    Counting.embedded = []


def with_model(settings, name: str):
    return settings.model_copy(update={"embeddings": f"st:{name}"})


def folders(settings) -> set[str]:
    return {each.name for each in (settings.home / "vectors").iterdir()}


def in_step(settings) -> bool:
    with Library.open(settings) as library:
        return Indexes(settings, library).whole()


def test_another_model_is_built_beside_and_going_back_takes_no_embedding(library_home):
    first = folders(library_home)
    for name in ("uno", "uno"):
        open_search(with_model(library_home, name)).close()
    assert len(Counting.embedded) == 3
    assert len(folders(library_home)) == 2
    assert first < folders(library_home)
    assert in_step(library_home)
    assert in_step(with_model(library_home, "uno"))


def test_the_last_two_models_are_kept(library_home):
    for name in ("uno", "due", "tre"):
        reindex(with_model(library_home, name))
    assert {each.split("-")[2] for each in folders(library_home)} == {"due", "tre"}
    assert in_step(with_model(library_home, "due"))


def test_the_old_model_goes_on_serving_while_the_new_one_is_built(library_home):
    search = open_search(library_home)
    wanted = [hit.passage.id for hit in search.search("fondo regionale")]
    seen = []
    other = with_model(library_home, "uno")
    reindex(other, lambda done: seen.append([hit.passage.id for hit in search.search("fondo regionale")]))
    assert seen == [wanted]
    assert [hit.passage.id for hit in search.search("fondo regionale")] == wanted
    search.close()


def test_a_reader_goes_on_through_a_reindex_and_notices_it(library_home):
    search = open_search(library_home)
    before = search.indexes.vectors.name
    wanted = [hit.passage.id for hit in search.search("fondo regionale")]
    during = []
    reindex(library_home, lambda done: during.append([hit.passage.id for hit in search.search("fondo regionale")]))
    assert during == [wanted]
    assert [hit.passage.id for hit in search.search("fondo regionale")] == wanted
    assert search.indexes.vectors.name != before
    assert folders(library_home) == {search.indexes.vectors.name}
    search.close()


def test_a_build_that_died_is_searched_by_no_one_and_gone_on_with(library_home, tmp_path):
    other = with_model(library_home, "uno")
    with Library.open(other) as library, writing(library) as register:
        name = builds.begun(register, "st:uno")
        half = Indexes(other, library, beside=(name, tmp_path / "words"))
        half.vectors.replace(list(library.current_passages())[:1])
        assert builds.serving(library, "st:uno") is None
        assert not Indexes(other, library).readable()
    Counting.embedded = []
    open_search(other).close()
    assert len(Counting.embedded) == 2
    with Library.open(other) as library:
        assert builds.serving(library, "st:uno").name == name
    assert in_step(other)


@pytest.mark.parametrize("step", ["fill", "switch", "put_in_place"])
def test_a_death_while_building_leaves_what_served(library_home, step):
    before = snapshot(library_home)
    owner = {"fill": "rag.indexes.Indexes", "switch": "rag.builds", "put_in_place": "rag.indexes"}[step]
    code = (
        "import os, sys, pkgutil\nfrom pathlib import Path\nfrom ingest.reindex import reindex\n"
        f"owner = pkgutil.resolve_name('{owner}'.replace('.Indexes', ':Indexes'))\nreal = owner.{step}\n"
        f"def dies(*a, **k):\n    if '{step}' == 'fill':\n        real(*a, **k)\n    os._exit(9)\nowner.{step} = dies\n"
        f"from rag.settings import load_settings\nreindex(load_settings(home=Path({str(library_home.home)!r})))\n"
    )
    died = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False)
    assert died.returncode == 9
    assert snapshot(library_home) == before
    assert reindex(library_home)["passages"] == 3
    assert snapshot(library_home) == before
    assert len(folders(library_home)) == 1


def test_what_changed_under_another_model_is_caught_up_with(library_home, tmp_path):
    other = with_model(library_home, "uno")
    open_search(other).close()
    changed = [
        {**DOCUMENTS[0], "title": "Un altro titolo"},
        DOCUMENTS[1],
        {**DOCUMENTS[2], "text": "Tout autre chose."},
    ]
    ingest([write_jsonl(tmp_path / "again.jsonl", changed)], library_home)
    Counting.embedded = []
    search = open_search(other)
    assert len(Counting.embedded) == 2  # the new title and the new text
    assert any(text.startswith("Un altro titolo") for text in Counting.embedded)
    assert search.indexes.whole()
    search.close()
    assert in_step(library_home)


def test_a_lost_file_is_made_from_chroma_and_chroma_from_the_file(library_home):
    other = with_model(library_home, "uno")
    open_search(other).close()
    with Library.open(other) as library:
        vectors = open_indexes(other, library).vectors
    wanted = {row["id"]: row["vector"].tolist() for row in vectors.file.read()}
    Counting.embedded = []
    vectors.file.path.write_bytes(b"damaged")
    open_search(other).close()
    assert {row["id"]: pytest.approx(row["vector"].tolist()) for row in vectors.file.read()} == wanted
    for each in vectors.folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each != vectors.file.path:
            each.write_bytes(b"not a database" * 100)
    with Library.open(other) as library, writing(library) as register:
        assert writable_indexes(other, library, register).whole()
    assert Counting.embedded == []


def test_broken_words_are_made_again_without_the_vectors(library_home):
    other = with_model(library_home, "uno")
    open_search(other).close()
    Counting.embedded = []
    (other.home / "lexical" / "current" / "meta.json").write_text("{", "utf-8")
    search = open_search(other)
    assert "564,09" in search.search("fondo non autosufficienza")[0].passage.text
    search.close()
    assert Counting.embedded == []
    assert in_step(other)


def test_words_that_lack_passages_are_made_again(library_home):
    with Library.open(library_home) as library:
        (passage,) = library.passages_of(DOCUMENTS[1]["uri"])
        Indexes(library_home, library).lexical.replace([], drop=[passage.id])
        indexes = open_indexes(library_home, library)
        assert len(indexes.lexical) == 3


def test_passages_too_many_in_chroma_are_taken_out(library_home):
    with Library.open(library_home) as library, writing(library) as register:
        indexes = Indexes(library_home, library)
        indexes.vectors.collection.upsert(ids=["x" * 20], embeddings=[[1.0] * 256], metadatas=[{"stamp": 1}])
        assert not indexes.whole()
        assert mended(library_home, library, register).whole()


def test_while_another_writes_a_model_without_vectors_finds_by_words(library_home):
    other = with_model(library_home, "uno")
    with Library.open(library_home) as library, writing(library):
        search = open_search(other)
        assert search.indexes.vectors.search("fondo", Filters(), 5) == []
        assert "564,09" in search.search("fondo non autosufficienza")[0].passage.text
        search.close()
    assert Counting.embedded == []


def test_an_empty_library_opens_without_chroma(settings):
    search = open_search(settings)
    assert search.search("fondo") == []
    search.close()
    assert not (settings.home / "vectors").exists()

"""A server that has warmed up has read what the first searches wait for, and finds what one that has not finds."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag import coarse, exact, vectors
from rag.answerer import open_answerer
from rag.search import open_search
from rag.settings import Settings
from rag.spelling import Spelling

_QUERIES = ("caregivr familiari", "fondo per la non autosufficienza", "what are the resources", "priorità")


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_warmed_up_the_same_is_found_and_nothing_is_read_that_could_be_read_before(
    library_home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = open_search(library_home)
    expected = [cold.search(query) for query in _QUERIES]
    made: list[int] = []

    def noted(words: Iterable[tuple[str, int]]) -> Spelling:
        made.append(1)
        return Spelling(words)

    monkeypatch.setattr("rag.lexical.Spelling", noted)
    warmed = open_search(library_home)
    warmed.warm()
    assert made == [1]
    assert [warmed.search(query) for query in _QUERIES] == expected
    assert made == [1]


@pytest.fixture
def through_codes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Three passages are many; grows with each look at the codes."""
    pytest.importorskip("faiss")
    for module in (vectors, coarse, exact):
        monkeypatch.setattr(module, "MANY", 0)
    monkeypatch.setattr(coarse, "_MOST", 1e9)  # a list longer than the library
    asked: list[int] = []
    likeliest = coarse.Coarse.likeliest

    def noted(self: coarse.Coarse, *arguments: object) -> object:
        asked.append(1)
        return likeliest(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(coarse.Coarse, "likeliest", noted)
    return asked


def test_many_vectors_are_asked_through_their_codes_once_it_is_warm(
    library_home: Settings, through_codes: list[int]
) -> None:
    warmed = open_search(library_home)
    expected = [warmed.search(query) for query in _QUERIES]
    assert not through_codes
    warmed.warm()
    assert [warmed.search(query) for query in _QUERIES] == expected
    assert through_codes


def test_what_is_read_and_withdrawn_while_it_serves_is_seen_through_the_codes(
    library_home: Settings, through_codes: list[int], tmp_path: Path
) -> None:
    folder = tmp_path / "note"
    folder.mkdir()
    for name in ("ponti", "strade"):
        (folder / f"{name}.md").write_text(f"# Le {name}\n\nLa manutenzione di {name} costa tre milioni.\n", "utf-8")
    warmed = open_search(library_home)
    warmed.warm()
    query = "manutenzione di ponti e strade"
    for names in (["ponti", "strade"], ["strade"]):
        for each in folder.iterdir():
            if each.stem not in names:
                each.unlink()
        ingest([str(folder)], library_home)
        through_codes.clear()
        found = warmed.search(query)
        assert {Path(hit.record.uri).stem for hit in found if hit.record.uri.endswith(".md")} == set(names)
        assert found == open_search(library_home).search(query)
        assert through_codes


def test_codes_that_must_be_learned_anew_are_so_in_the_background(
    library_home: Settings, through_codes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed = open_search(library_home)
    warmed.warm()
    held = warmed.indexes.vectors
    before, go_on = held._coarse, threading.Event()
    monkeypatch.setattr(coarse.Coarse, "serves", lambda *_: False)
    make = vectors.Coarse

    def slow(*given: object) -> coarse.Coarse:
        assert go_on.wait(10)
        return make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(vectors, "Coarse", slow)
    held.refresh()
    assert held._coarse is None  # meanwhile the floats are gone through
    assert warmed.search(_QUERIES[0]) == open_search(library_home).search(_QUERIES[0])
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "regesto-codes":
            thread.join(10)
    assert held._coarse is not None
    assert held._coarse is not before
    assert held._coarse.rows is held._view[1].file


def test_vectors_too_wide_for_codes_go_without(
    library_home: Settings, through_codes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "WIDEST", 255)
    warmed = open_search(library_home)
    warmed.warm()
    assert warmed.search(_QUERIES[0])
    assert not through_codes


def test_an_answerer_warms_up_on_what_its_library_holds(library_home: Settings) -> None:
    answerer = open_answerer(library_home)
    answerer.warm()
    assert answerer.search.library.last_titles(2)
    assert "decision" in answerer.__dict__
    assert gc.get_freeze_count() > 0

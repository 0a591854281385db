"""The same text read anew, a page that returns, a library of before: each comes to what a library built at once is."""

import json
from pathlib import Path

import pytest
from conftest import write_jsonl

from eval.snapshot import differences, snapshot
from ingest import reading
from ingest.pipeline import ingest
from rag.indexes import Indexes
from rag.library import Library
from rag.register import writing
from rag.settings import load_settings

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
FOOT = ["Seguici sui canali del Comune", "Iscriviti alla newsletter"]


def page(number: int, *above: str, title: str | None = None) -> dict[str, str]:
    body = (
        f"La giunta ha approvato il progetto della scuola numero {number}, nel quartiere {number}, con fondi propri.",
        f"I lavori cominciano nel {2000 + number} e costano {number} milioni, dice l'assessore ai cittadini riuniti.",
    )
    text = "\n\n".join([*above, *body, *FOOT])
    return {"uri": f"https://comune.example/{number}", "title": title or f"Delibera {number}", "text": text}


def read(settings, tmp_path, pages):
    return ingest([write_jsonl(tmp_path / "pages.jsonl", pages)], settings)


def withdraw(settings, *uris):
    with Library.open(settings) as library, writing(library) as register:
        register.withdraw(uris)
        Indexes(settings, library).drain(register)


def at_once(settings, tmp_path, pages) -> list[str]:
    """What differs from a library that never held anything else."""
    fresh = load_settings(home=tmp_path / "fresh", offline=True)
    read(fresh, tmp_path, pages)
    return differences(snapshot(settings), snapshot(fresh))


def newer_reader(monkeypatch):
    monkeypatch.setattr(reading, "READERS", reading.READERS + 1)


def test_a_better_reading_of_the_same_text_mends_pages_and_labels(settings, monkeypatch):
    pdf = str(CORPUS / "caregiver-2025.pdf")
    ingest([pdf], settings)
    wanted = snapshot(settings)
    with Library.open(settings) as library:  # as a reader that knew no labels, and took it for a picture, had left it
        for identity, structure in library.connection.execute("SELECT id, structure FROM passages").fetchall():
            parts = json.loads(structure)
            parts["marks"] = [[offset, page + 1, None, None, True] for offset, page, *_ in parts["marks"]]
            library.connection.execute("UPDATE passages SET structure = ? WHERE id = ?", (json.dumps(parts), identity))
        library.connection.execute("UPDATE editions SET pages = 1, ocr = 1")
    assert differences(snapshot(settings), wanted)
    newer_reader(monkeypatch)
    report = ingest([pdf], settings)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 0)
    assert {line.split(":")[0] for line in differences(snapshot(settings), wanted)} == {"editions"}  # its "read_as"
    with Library.open(settings) as library:
        (record,) = library.records()
        assert (record.edition, record.pages, record.ocr) == (1, 6, False)


def test_a_library_of_before_is_rid_of_clutter_and_told_into_releases(settings, tmp_path, monkeypatch):
    pages = [page(number) for number in range(1, 7)]
    copy = {**pages[0], "uri": "https://giornale.example/1", "text": pages[0]["text"].replace("riuniti", "in piazza")}
    release = " ".join(f"La scuola apre le aule del piano {number} agli studenti del quartiere." for number in "abcdef")
    for each in (pages[0], copy):
        each["text"] += "\n\n" + release
    read(settings, tmp_path, [*pages, copy])
    wanted = snapshot(settings)
    assert wanted["copies"]
    with Library.open(settings) as library:  # as schema 1 was: nothing of this was known
        for table in ("site_lines", "signatures", "copies"):
            library.connection.execute(f"DELETE FROM {table}")
        library.connection.execute("DELETE FROM meta WHERE key LIKE 'clutter %'")
        for row in library.connection.execute("SELECT id FROM passages WHERE clutter").fetchall():
            library.connection.execute("UPDATE passages SET clutter = 0 WHERE id = ?", row)
    with Library.open(settings) as library:
        library.connection.execute("UPDATE editions SET extra = json_set(extra, '$.read_as', 'before')")
    report = read(settings, tmp_path, [*pages, copy])
    assert (report.added, report.updated + report.unchanged) == (0, 7)
    assert differences(snapshot(settings), wanted) == []


def test_a_page_that_returns_is_cut_by_what_its_site_says_now(settings, tmp_path):
    banner = "Allerta meteo su tutta la provincia"
    pages = [page(number, banner) if number < 3 else page(number) for number in range(1, 7)]
    read(settings, tmp_path, pages)
    with Library.open(settings) as library:
        assert any(banner in passage.text for passage, _ in library.current_passages())  # on two pages only
    withdraw(settings, pages[0]["uri"])
    now = [pages[0], *(page(number, banner) for number in range(2, 7))]
    read(settings, tmp_path, now[1:])
    read(settings, tmp_path, now)
    with Library.open(settings) as library:
        assert not any(banner in passage.text for passage, _ in library.current_passages())
        assert library.record(pages[0]["uri"]).edition == 1
    held = snapshot(settings)
    assert held["sites to settle"] == held["leaving"] == []
    assert len(held["words"]) == len(held["vectors"]) == 6


def test_a_new_title_counts_where_clutter_is_told(settings, tmp_path):
    pages = [page(number) for number in range(1, 8)]
    pages[4]["text"] += "\n\nPiano della mobilità"
    read(settings, tmp_path, pages)
    pages[4]["title"] = "Piano della mobilità"  # it is said again once the text is over
    assert read(settings, tmp_path, pages).updated == 1
    assert at_once(settings, tmp_path, pages) == []


def test_a_death_before_the_past_lets_go_is_mended(settings, tmp_path, monkeypatch):
    pages = [page(number) for number in range(1, 5)]
    read(settings, tmp_path, pages)
    wanted = snapshot(settings)
    withdraw(settings, pages[0]["uri"])
    assert snapshot(settings)["words of the past"]
    with monkeypatch.context() as patch:
        drain = Indexes.drain
        patch.setattr(Indexes, "drain", lambda self, register: _die() if register.leaving() else drain(self, register))
        with pytest.raises(KeyboardInterrupt):
            read(settings, tmp_path, pages)
    assert snapshot(settings)["words of the past"]
    read(settings, tmp_path, pages)
    read(settings, tmp_path, [*pages, page(9)])
    withdraw(settings, page(9)["uri"])
    with Library.open(settings) as library, writing(library):
        library.connection.execute("DELETE FROM meta WHERE key LIKE 'clutter %'")
    mended = snapshot(settings)
    assert set(wanted["words"]) == set(mended["words"]) == set(mended["vectors"])
    assert not set(mended["words of the past"]) & set(mended["words"])


def _die():
    raise KeyboardInterrupt


def test_one_of_several_editions_comes_back_from_a_withdrawal(settings, tmp_path):
    for year in (2025, 2026):
        (tmp_path / f"{year}.txt").write_text(f"Il piano vale fino al {year}.", "utf-8")
    listed = tmp_path / "sources.toml"
    listed.write_text(
        "".join(f'[[source]]\npath = "{year}.txt"\nuri = "regesto:piano"\ntitle = "Piano"\n' for year in (2025, 2026)),
        "utf-8",
    )
    ingest([str(listed)], settings)
    withdraw(settings, "regesto:piano")
    report = ingest([str(listed)], settings)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    with Library.open(settings) as library:
        record = library.record("regesto:piano")
        assert (record.edition, record.withdrawn) == (2, False)


def test_older_editions_of_several_are_read_once_by_a_newer_reader(settings, tmp_path, monkeypatch):
    for year in (2025, 2026):
        (tmp_path / f"{year}.txt").write_text(f"Il piano vale fino al {year}.", "utf-8")
    listed = tmp_path / "sources.toml"
    listed.write_text(
        "".join(f'[[source]]\npath = "{year}.txt"\nuri = "regesto:piano"\ntitle = "Piano"\n' for year in (2025, 2026)),
        "utf-8",
    )
    ingest([str(listed)], settings)
    newer_reader(monkeypatch)
    assert ingest([str(listed)], settings).unchanged == 2
    monkeypatch.setattr("ingest.workers.Workers.submit", lambda self, raw: pytest.fail(f"read again: {raw.name}"))
    assert ingest([str(listed)], settings).unchanged == 2

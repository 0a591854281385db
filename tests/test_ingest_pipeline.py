"""The run: nothing twice, editions not overwrites, no stale passage, failures as rows, crashes mended."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCUMENTS, write_jsonl

from ingest.ingestion import Ingestion
from ingest.pipeline import ingest
from ingest.reindex import reindex
from rag.errors import LibraryBusy
from rag.indexes import Indexes
from rag.lexical import wipe
from rag.library import Library
from rag.register import writing
from rag.search import open_search
from rag.types import Filters


def folder(tmp_path: Path, **files: str) -> Path:
    place = tmp_path / "folder"
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.txt").write_text(text, "utf-8")
    return place


def held(settings) -> tuple[set[str], set[str], set[str]]:
    """The passage ids that the library calls current, and those in each index."""
    with Library.open(settings) as library:
        indexes = Indexes(settings, library)
        current = {passage.id for passage, _ in library.current_passages()}
        from tantivy import Query

        found = indexes.lexical.searcher.search(Query.all_query(), limit=10_000).hits
        lexical = {indexes.lexical.searcher.doc(address).get_first("id") for _, address in found}
        return current, lexical, set(indexes.vectors.collection.get()["ids"])


def test_same_input_changes_nothing(settings, tmp_path):
    target = str(folder(tmp_path, a="La Casa della comunità apre a Imola.", b="Il piano vale tre anni."))
    assert ingest([target], settings).added == 2
    with Library.open(settings) as library:
        before = library.generation()
    again = ingest([target], settings)
    assert (again.added, again.updated, again.unchanged, again.withdrawn) == (0, 0, 2, 0)
    with Library.open(settings) as library:
        assert library.generation() == before


def test_changed_document_is_a_new_edition_without_stale_passages(settings, tmp_path):
    place = folder(tmp_path, a="La Casa della comunità di Imola apre a marzo.", b="Il piano vale tre anni.")
    ingest([str(place)], settings)
    (place / "a.txt").write_text("La Casa della comunità di Imola apre a settembre.", "utf-8")
    report = ingest([str(place)], settings)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    current, lexical, vectors = held(settings)
    assert current == lexical == vectors
    search = open_search(settings)
    texts = [hit.passage.text for hit in search.search("quando apre la Casa della comunità di Imola, a marzo?")]
    assert any("settembre" in text for text in texts)
    assert not any("marzo" in text for text in texts)
    old = search.search("Casa della comunità di Imola a marzo", Filters(superseded=True))
    assert any("marzo" in hit.passage.text and hit.record.superseded and hit.record.edition == 1 for hit in old)
    uri = next(hit.record.uri for hit in old)
    assert [record.edition for record in search.library.editions(uri)] == [1, 2]
    assert "marzo" in search.library.text(uri, 1)
    search.close()


def test_the_stale_check_can_fail(settings, tmp_path):
    """The check above sees a stale passage when there is one: leave the old one in both indexes."""
    place = folder(tmp_path, a="La Casa della comunità di Imola apre a marzo.")
    ingest([str(place)], settings)
    with Library.open(settings) as library:
        old = list(library.current_passages())
    (place / "a.txt").write_text("La Casa della comunità di Imola apre a settembre.", "utf-8")
    ingest([str(place)], settings)
    with Library.open(settings) as library:
        Indexes(settings, library).add(old)
    current, lexical, vectors = held(settings)
    assert lexical - current == vectors - current == {passage.id for passage, _ in old}
    search = open_search(settings)  # mends it: counts differ, so the indexes are rebuilt
    assert not any("marzo" in hit.passage.text for hit in search.search("Casa della comunità di Imola a marzo"))
    search.close()


def test_removed_file_is_withdrawn_and_comes_back(settings, tmp_path):
    place = folder(tmp_path, a="La Casa della comunità apre a Imola.", b="Il piano della prevenzione vale tre anni.")
    ingest([str(place)], settings)
    (place / "a.txt").unlink()
    assert ingest([str(place)], settings).withdrawn == 1
    search = open_search(settings)
    assert not any("Imola" in hit.passage.text for hit in search.search("Casa della comunità Imola"))
    asked_for = search.search("Casa della comunità Imola", Filters(superseded=True))
    assert asked_for[0].record.withdrawn
    search.close()
    assert ingest([str(place)], settings).withdrawn == 0
    folder(tmp_path, a="La Casa della comunità apre a Imola.")
    assert ingest([str(place)], settings).updated == 1
    current, lexical, vectors = held(settings)
    assert current == lexical == vectors
    assert len(current) == 2


def test_unreadable_file_keeps_its_last_edition(settings, tmp_path):
    place = folder(tmp_path, a="La Casa della comunità apre a Imola.")
    ingest([str(place)], settings)
    (place / "a.txt").write_bytes(b"")
    report = ingest([str(place)], settings)
    assert [failure.stage for failure in report.failed] == ["parse"]
    assert report.withdrawn == 0
    search = open_search(settings)
    assert "Imola" in search.search("Casa della comunità")[0].passage.text
    search.close()


def test_bad_lines_are_named_and_the_rest_goes_on(settings, tmp_path):
    target = tmp_path / "d.jsonl"
    good = json.dumps(DOCUMENTS[0])
    target.write_text(f'{good}\n{{"uri": "x"\n{{"uri": "y", "title": "t"}}\n{json.dumps(DOCUMENTS[1])}\n', "utf-8")
    report = ingest([str(target), str(tmp_path / "missing")], settings)
    assert report.added == 2
    reasons = [failure.reason for failure in report.failed]
    assert reasons[0].startswith("riga 2: JSON non valido")
    assert reasons[1] == "riga 3: «text»: manca"
    assert "non esiste" in reasons[2]
    assert all("\n" not in reason for reason in reasons)


def test_an_address_that_is_none_stops_no_run(settings, tmp_path):
    broken = {**DOCUMENTS[0], "uri": "http://[rotto/1", "published": None}
    report = ingest([write_jsonl(tmp_path / "d.jsonl", [broken, *DOCUMENTS[1:]]), "http://[rotto/2"], settings)
    assert (report.added, [failure.uri for failure in report.failed]) == (3, ["http://[rotto/2"])
    assert ingest([write_jsonl(tmp_path / "d.jsonl", [broken])], settings).unchanged == 1


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[[source]\n", "elenco di fonti illeggibile"),
        ("", "nessuna tabella [[source]]"),
        ('[[source]]\npath = "a.txt"\nurl = "https://example.org"\n', "fonte 1: serve «path» oppure «url», uno solo"),
        ('[[source]]\npath = "a.txt"\ncolour = "red"\n', "fonte 1: «colour»: chiave sconosciuta"),
        ('[[source]]\npath = "a.txt"\nkind = "poem"\n', "fonte 1: «kind» deve essere uno fra"),
        ('[[source]]\npath = "gone.txt"\n', "file illeggibile"),
        ('[[source]]\nurl = "https://example.org/x"\n', "senza rete"),
    ],
)
def test_bad_source_lists(settings, tmp_path, toml, reason):
    (tmp_path / "sources.toml").write_text(toml, "utf-8")
    report = ingest([str(tmp_path / "sources.toml"), write_jsonl(tmp_path / "d.jsonl", DOCUMENTS)], settings)
    assert len(report.failed) == 1
    assert reason in report.failed[0].reason
    assert report.added == len(DOCUMENTS)


def test_source_list_states_metadata_groups_and_editions(settings, tmp_path):
    (tmp_path / "old.txt").write_text("Il piano vale fino al 2025.", "utf-8")
    (tmp_path / "new.txt").write_text("Il piano vale fino al 2026.", "utf-8")
    (tmp_path / "sources.toml").write_text(
        '[groups]\nweb = false\n[[source]]\npath = "old.txt"\nuri = "regesto:piano"\ntitle = "Piano"\nkind = "plan"\n'
        '[[source]]\npath = "new.txt"\nuri = "regesto:piano"\ntitle = "Piano"\nkind = "plan"\npublished = "2025-12"\n'
        '[[source]]\nurl = "https://example.org/x"\ngroup = "web"\nenabled = false\n',
        "utf-8",
    )
    target = str(tmp_path / "sources.toml")
    report = ingest([target], settings)
    assert (report.added, report.updated, report.failed) == (1, 1, [])
    with Library.open(settings) as library:
        record = library.record("regesto:piano")
        assert (record.edition, record.kind, record.published, record.published_how) == (2, "plan", "2025-12", "stated")
    again = ingest([target], settings)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert "senza rete" in ingest([target], settings, groups=["web"]).failed[0].reason


def test_metadata_alone_makes_no_edition(settings, tmp_path):
    ingest([write_jsonl(tmp_path / "d.jsonl", DOCUMENTS)], settings)
    changed = [{**DOCUMENTS[0], "kind": "news"}, *DOCUMENTS[1:]]
    report = ingest([write_jsonl(tmp_path / "d.jsonl", changed)], settings)
    assert (report.updated, report.unchanged) == (1, 2)
    search = open_search(settings)
    hit = search.search("priorità del gruppo", Filters(kind="news", document=DOCUMENTS[0]["uri"]))[0]
    assert (hit.record.edition, hit.record.kind) == (1, "news")
    search.close()


def test_odd_lines_cost_themselves(settings, tmp_path):
    good = json.dumps(DOCUMENTS[0])
    lone = '{"uri": "s", "title": "t", "text": "mezza coppia: \\ud800"}'
    deep = '{"uri": "d", "title": "t", "text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    (tmp_path / "d.jsonl").write_text(
        "\ufeff" + good + "\r\n" + "\n".join([lone, deep, good, json.dumps(DOCUMENTS[1])])
    )
    report = ingest([str(tmp_path / "d.jsonl")], settings)
    assert report.added == 2
    assert [failure.reason.split(":")[0] for failure in report.failed] == ["riga 2", "riga 3", "riga 4"]


def test_odd_file_names_are_read_and_named(settings, tmp_path):
    place = tmp_path / "folder"
    place.mkdir()
    for name in ("a b%#?.txt", "a\nb.txt", "città \U0001f3db.txt", os.fsdecode(b"caf\xe9.txt")):
        (place / name).write_text("La Casa della comunità apre a Imola.", "utf-8")
    report = ingest([str(place)], settings)
    assert (report.added, report.failed) == (4, [])
    with Library.open(settings) as library:
        names = sorted(record.uri.rsplit("/", 1)[-1] for record in library.records())
    assert names == ["a%0Ab.txt", "a%20b%25%23%3F.txt", "caf%E9.txt", "città%20\U0001f3db.txt"]
    assert ingest([str(place)], settings).unchanged == 4


def test_what_is_no_file_and_what_is_too_large_is_said(settings, tmp_path, monkeypatch):
    place = folder(tmp_path, a="La Casa della comunità apre a Imola.", b="Troppo lungo. " * 50)
    os.mkfifo(place / "coda")
    (place / "rotto").symlink_to(place / "altrove")
    monkeypatch.setattr("ingest.files.LARGEST_FILE", 300)
    report = ingest([str(place), "x" * 5000], settings)
    assert report.added == 1
    reasons = " ".join(failure.reason for failure in report.failed)
    assert len(report.failed) == 4, reasons
    assert "dividere il documento" in reasons
    assert "percorso non valido" in reasons


def test_links_to_files_are_read_under_their_own_name_and_go_with_it(settings, tmp_path):
    place = folder(tmp_path, vero="La Casa della comunità apre a Imola.")
    outside = tmp_path / "fuori"
    outside.mkdir()
    (outside / "altro.txt").write_text("Il mulino di Conselice macina ancora.", "utf-8")
    (place / "altro.txt").symlink_to(outside / "altro.txt")
    (place / "doppio.txt").symlink_to(place / "vero.txt")
    (place / "giro").symlink_to("giro")
    (place / "dentro").mkdir()
    (place / "qui").symlink_to(place / "dentro")
    (place / "cartella").symlink_to(outside)
    report = ingest([str(place)], settings)
    assert report.added == 2
    assert {each.uri.rsplit("/", 1)[-1]: each.reason.split(" ", 2)[1] for each in report.failed} == {
        "giro": "è",
        "cartella": "un",
    }
    (place / "altro.txt").unlink()
    assert ingest([str(place)], settings).withdrawn == 1
    with Library.open(settings) as library:
        assert [each.uri for each in library.records()] == [f"file://{place}/vero.txt"]


def test_a_full_disk_is_named_not_its_rollback(settings):
    with Library.open(settings) as library, writing(library) as register:

        def fill() -> None:
            with register.transaction():
                register.db.execute("ROLLBACK")  # what SQLite does by itself when a write finds no room
                raise OSError("pieno")

        with pytest.raises(OSError, match="pieno"):
            fill()
        with register.transaction():  # and the next one is not spoilt by it
            pass


def test_export_can_be_ingested_again(library_home, tmp_path, settings):
    with Library.open(library_home) as library:
        exported = list(library.export())
        texts = {record.uri: library.text(record.uri) for record in library.records()}
    other = settings.model_copy(update={"home": tmp_path / "other"})
    assert ingest([write_jsonl(tmp_path / "export.jsonl", exported)], other).added == len(DOCUMENTS)
    with Library.open(other) as library:
        assert {record.uri: library.text(record.uri) for record in library.records()} == texts
        assert library.record(DOCUMENTS[1]["uri"]).territory == "Emilia-Romagna"


def test_second_ingestion_says_who_holds_the_lock(settings, tmp_path):
    with Library.open(settings) as library, writing(library):
        with pytest.raises(LibraryBusy, match=f"processo {os.getpid()}"):
            ingest([write_jsonl(tmp_path / "d.jsonl", DOCUMENTS)], settings)


@pytest.mark.parametrize("step", ["stage", "add", "publish", "drain"])
def test_a_kill_at_any_step_is_mended(settings, tmp_path, step):
    """The process dies right before a step; the next run leaves what a clean run would."""
    place = folder(tmp_path, a="La Casa della comunità di Imola apre a marzo.")
    ingest([str(place)], settings)
    (place / "a.txt").write_text("La Casa della comunità di Imola apre a settembre.", "utf-8")
    owner = "rag.register.Register" if step in ("stage", "publish") else "rag.indexes.Indexes"
    code = (
        f"import os, importlib\nmodule, name = '{owner}'.rsplit('.', 1)\n"
        f"cls = getattr(importlib.import_module(module), name)\nreal = cls.{step}\n"
        "from ingest.ingestion import Ingestion\nfrom ingest.pipeline import ingest\nflush = Ingestion.flush\n"
        f"def armed(self):\n    cls.{step} = lambda *a, **k: os._exit(9)\n    flush(self)\nIngestion.flush = armed\n"
        f"from rag.settings import load_settings\nfrom pathlib import Path\n"
        f"ingest([{str(place)!r}], load_settings(home=Path({str(settings.home)!r})))\n"
    )
    died = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False)
    assert died.returncode == 9
    ingest([str(place)], settings)
    current, lexical, vectors = held(settings)
    assert current == lexical == vectors
    search = open_search(settings)
    texts = [hit.passage.text for hit in search.search("Casa della comunità di Imola")]
    assert texts == ["La Casa della comunità di Imola apre a settembre."]
    search.close()


def test_a_zero_byte_hides_nothing_that_follows(settings, tmp_path):
    text = "Prima parte\0del verbale. Il fondo regionale vale 564,09 milioni di euro."
    ingest([write_jsonl(tmp_path / "d.jsonl", [{"uri": "urn:verbale", "title": "Verbale", "text": text}])], settings)
    with Library.open(settings) as library:
        start = text.index("Il fondo")
        assert library.slice("urn:verbale", 1, start, len(text)) == text[start:]


def test_nothing_new_opens_no_index(settings, tmp_path, monkeypatch):
    target = write_jsonl(tmp_path / "d.jsonl", DOCUMENTS)
    ingest([target], settings)
    monkeypatch.setattr("ingest.ingestion.writable_indexes", lambda *given: pytest.fail("indexes opened"))
    assert ingest([target], settings).unchanged == len(DOCUMENTS)


def test_reindex_rebuilds_what_was_deleted(library_home):
    before = held(library_home)
    wipe(library_home.home / "lexical")
    assert reindex(library_home)["passages"] == len(before[0])
    assert held(library_home) == before


def test_missing_indexes_are_rebuilt_on_opening(library_home):
    wipe(library_home.home / "lexical")
    wipe(library_home.home / "vectors")
    search = open_search(library_home)
    assert "564,09" in search.search("fondo non autosufficienza")[0].passage.text
    search.close()


def test_reader_bug_costs_one_document_only(settings, tmp_path, monkeypatch):
    real = Ingestion._staged

    def broken(self, change):
        if change.record.uri.endswith("fondo"):
            raise ZeroDivisionError("boom")
        return real(self, change)

    monkeypatch.setattr(Ingestion, "_staged", broken)
    report = ingest([write_jsonl(tmp_path / "d.jsonl", DOCUMENTS)], settings)
    assert report.added == 2
    assert "ZeroDivisionError: boom" in report.failed[0].reason

"""The command line over a web site: options of a crawl, the report, status by source, documents, interruptions."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from crawl_site import FakeIndexes, Site, html, links

import ui.progress
from ingest.report import Moment
from rag.library import Library
from ui.cli import run
from ui.locales import strings_for
from ui.progress import figures, progress
from ui.strings import LANGUAGES

TEXT = "La Giunta ha approvato il piano sociale e sanitario, con una spesa di 564 milioni di euro per il 2025."
COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REGESTO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def no_indexes(monkeypatch):
    monkeypatch.setattr("ingest.ingestion.Indexes", FakeIndexes)


@pytest.fixture
def site():
    with Site() as site:
        site.add("/robots.txt", f"User-agent: *\nDisallow: /no/\nSitemap: {site.url}/sitemap.xml\n", "text/plain")
        site.add("/sitemap.xml", f"<urlset><url><loc>{site.url}/piani/mappa</loc></url></urlset>", "text/xml")
        to = links("/piani/uno", "/piani/bozze/x", "/piani/due", "/notizie/tre", "/no/1", "/no/2", "/piani/manca")
        for path, more in {"/piani/": to, "/piani/uno": links("/piani/profonda")}.items():
            site.add(path, html(path, f"{TEXT} Si legge a {path}.", more))
        for path in (
            "/piani/due",
            "/piani/bozze/x",
            "/notizie/tre",
            "/piani/profonda",
            "/piani/mappa",
            "/no/1",
            "/no/2",
        ):
            site.add(path, html(path, f"{TEXT} Si legge a {path}."))
        yield site


def ingest_json(capsys, *words: str) -> dict:
    capsys.readouterr()
    assert run(["ingest", *words, "--json"]) in (0, 1)
    shown = capsys.readouterr()
    assert shown.err == ""
    return json.loads(shown.out)


def paths(site: Site, capsys) -> set[str]:
    assert run(["documents", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["documents"]
    return {each["uri"].removeprefix(site.url) for each in found}


def test_a_section_is_crawled_as_the_options_say(home, no_indexes, site, capsys):
    report = ingest_json(
        capsys, f"{site.url}/piani/", "--crawl", "section", "--exclude", "*/bozze/*", "--scope", "/piani/", "--scope",
        "/no/", "--internal", "--publisher", "Regione di Prova", "--kind", "plan", "--territory", "Prova", "--language",
        "it",
    )  # fmt: skip
    assert paths(site, capsys) == {f"/piani/{name}" for name in ("", "uno", "due", "profonda", "mappa")}
    with Library(home) as library:
        record = library.record(f"{site.url}/piani/uno")
    assert (record.publisher, record.kind, record.territory, record.language) == (
        "Regione di Prova",
        "plan",
        "Prova",
        "it",
    )
    assert [row["uri"].removeprefix(site.url) for row in report["failed"]] == ["/piani/manca"]
    (source,) = report["sources"]
    assert source["source"] == f"{site.url}/piani/"
    assert source["refusals"] == [f"{site.url}/no/1", f"{site.url}/no/2"]


@pytest.mark.parametrize(
    ("options", "read"),
    [
        (["--crawl", "page"], {"/piani/"}),
        ([], {"/piani/"}),
        (["--crawl", "section", "--depth", "0"], {"/piani/", "/piani/mappa"}),
        (["--crawl", "section", "--include", "*/due"], {"/piani/due"}),
        (["--crawl", "sitemap"], {"/piani/mappa"}),
        (["--crawl", "section", "--max-pages", "2"], {"/piani/", "/piani/uno"}),
    ],
)
def test_kinds_and_limits(home, no_indexes, site, capsys, options, read):
    ingest_json(capsys, f"{site.url}/piani/", "--internal", *options)
    assert paths(site, capsys) == read


def test_files_take_what_is_said_of_them(home, no_indexes, tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text(TEXT, "utf-8")
    ingest_json(capsys, str(tmp_path / "folder"), "--publisher", "Comune di Prova", "--kind", "news")
    with Library(home) as library:
        (record,) = library.records()
    assert (record.publisher, record.kind) == ("Comune di Prova", "news")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cartella", "--crawl", "section"], "--crawl vale per un indirizzo http o https, non per «cartella»"),
        (["cartella", "--internal"], "--internal vale per un indirizzo"),
        (["http://x.it", "cartella", "--delay", "3"], "--delay vale per un indirizzo http o https, non per «cartella»"),
        (["http://x.it", "--crawl", "tutto"], "«tutto» non è ammesso per --crawl: scegliere fra page, section"),
        (["http://x.it", "--depth", "3"], "--depth vuole anche --crawl section"),
        (["http://x.it", "--crawl", "feed", "--depth", "3"], "--depth vuole anche --crawl section"),
        (["http://x.it", "--crawl", "page", "--max-pages", "3"], "--max-pages vuole anche --crawl section, sitemap, feed"),
        (["http://x.it", "--crawl", "section", "--scope", "mailto:x"], "valore non valido per --scope: mailto:x"),
        (["fonti.toml", "--kind", "plan"], "--kind non vale per «fonti.toml»"),
        (["a.txt", "--kind", "poesia"], "«poesia» non è ammesso per --kind"),
        (["a.txt", "--language", "de"], "«de» non è ammesso per --language"),
        (["http://x.it", "--max-minutes", "0"], "almeno 0.1"),
        (["http://x.it", "--max-minutes", "tanti"], "serve un numero"),
        (["http://x.it", "--delay", "900"], "al massimo 600"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused_before_anything_is_read(home, capsys, words, said):
    assert run(["ingest", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert not home.exists()


def test_report_and_status_name_every_source(home, no_indexes, site, tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    for number in range(30):
        (tmp_path / "folder" / f"{number}.bin").write_bytes(b"")
    (tmp_path / "folder" / "a.txt").write_text(TEXT, "utf-8")
    listed = tmp_path / "sources.toml"
    listed.write_text(
        f'[[source]]\nurl = "{site.url}/piani/"\ncrawl = "section"\ninternal = true\nscope = "/"\n'
        f'[[source]]\npath = "folder"\n',
        "utf-8",
    )
    assert run(["ingest", str(listed)]) == 0
    out = capsys.readouterr().out
    assert f"{site.url}/piani/\taggiunti 7 · non letti 3 · risposte dai siti 11 · rifiutati da robots.txt 2\n" in out
    assert "… e 13 in più" in out
    for _ in range(2):
        assert run(["status"]) == 0
        out = capsys.readouterr().out
        assert "Fonti\n" in out
        assert "  documenti 7 · letto il " in out
        assert f"Non letti perché robots.txt non lo permette:\n    {site.url}/no/1\n    {site.url}/no/2\n" in out
        assert "0.bin: il file è vuoto" in out
        assert "… e 10 in più: «--json» elenca tutto" in out
    assert run(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    by_name = {source["source"].rsplit("/", 2)[-1] or "piani": source for source in status["sources"]}
    assert len(by_name["folder"]["tally"]["failed"]) == 30
    assert by_name["piani"]["tally"]["refused"] == 2


def test_documents_lists_and_tells_all_of_one(home, tmp_path, capsys):
    place = tmp_path / "folder"
    place.mkdir()
    text = "# Il piano di zona 2021-2024\n\nLa spesa prevista dalla L.R. 2/2003 è di {} milioni di euro.\n\nIl piano vale tre anni."
    (place / "piano.md").write_text(text.format(5), "utf-8")
    (place / "altro.md").write_text("# Altro\n\nUn testo che non cambia, letto una volta.", "utf-8")
    ingest_json(capsys, str(place), "--kind", "plan")
    (place / "piano.md").write_text(text.format(7), "utf-8")
    ingest_json(capsys, str(place), "--kind", "plan")
    assert run(["documents"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["Altro", "Il piano di zona 2021-2024"]
    assert "2021 – 2024" in lines[1].split("\t")
    assert "edizione 2" in lines[1].split("\t")
    for named in (str(place / "piano.md"), "folder/piano.md", lines[1].split("\t")[-1]):
        assert run(["documents", named, "--json"]) == 0
        whole = json.loads(capsys.readouterr().out)
        assert [each["edition"] for each in whole["editions"]] == [1, 2]
        assert [each["superseded"] for each in whole["editions"]] == [True, False]
        assert "read_as" not in whole["document"]
        assert whole["editions"][0]["changes"] == []
        (change,) = whole["editions"][1]["changes"]
        assert change["kind"] == "altered"
        assert "7 milioni" in change["new"]
        assert [each["name"] for each in whole["mentions"] if each["kind"] == "act"] == ["L.R. 2/2003"]
    assert run(["documents", str(place / "piano.md")]) == 0
    out = capsys.readouterr().out
    for words in (
        "Il piano di zona",
        "edizione 1",
        "superata",
        "edizione 2",
        "cambiato:",
        "Atti citati:",
        "L.R. 2/2003",
    ):
        assert words in out
    assert run(["documents", "--kind", "news"]) == 0
    assert capsys.readouterr().out == "Nessun documento.\n"
    for wanted, said in (("manca", "«manca» non è in biblioteca"), (".md", "può essere uno di 2 documenti")):
        assert run(["documents", wanted]) == 1
        assert said in capsys.readouterr().err


def test_a_second_ingestion_names_the_first_and_ends(home, site, tmp_path, capsys):
    site.traps["/muto"] = lambda handler: time.sleep(6)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with started("ingest", f"{site.url}/muto", "--internal") as first:
        wait_for(lambda: (home / "ingest.holder").exists() and site.log)
        assert run(["ingest", str(tmp_path / "a.txt")]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert f"un'altra ingestione è in corso (processo {first.pid}" in shown.err
        assert shown.err.count("\n") == 1
        first.kill()
    assert run(["ingest", str(tmp_path / "a.txt")]) == 0


@pytest.mark.parametrize("where", ["reading files", "waiting for a server"])
def test_an_interruption_is_one_line_and_keeps_what_is_stored(home, site, tmp_path, capsys, where):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "prima.txt").write_text(TEXT, "utf-8")
    assert run(["ingest", str(tmp_path / "folder")]) == 0
    capsys.readouterr()
    target = [str(tmp_path / "folder")]
    if where == "reading files":
        for number in range(3000):
            (tmp_path / "folder" / f"{number}.txt").write_text(f"{TEXT} Numero {number}. " * 40, "utf-8")
    else:
        site.traps["/muto"] = lambda handler: time.sleep(30)
        target = [f"{site.url}/muto", "--internal"]
    with started("ingest", *target) as process:
        wait_for(lambda: site.log if where != "reading files" else (home / "ingest.holder").exists())
        time.sleep(1.0)
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=15)
        assert process.returncode == 130
        assert time.monotonic() - begun < 5
        assert out == ""
        assert err == "Interrotto. Ciò che è già in biblioteca resta; per finire, ripetere lo stesso comando.\n"
    assert run(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["documents"] >= 1
    assert status["last_run"]["finished_at"] is None


class started:  # noqa: N801 (read as a function)
    """A command in a process group of its own; what is left of it is killed at the end."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __enter__(self) -> subprocess.Popen:
        self.process = subprocess.Popen(
            [*COMMAND, *self.words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            cwd=Path(__file__).parents[1],
            # A shell starts what it puts in the background deaf to Ctrl-C, and that is inherited.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        return self.process

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def wait_for(condition, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_screen_a_line_comes_now_and_then(monkeypatch, language):
    monkeypatch.setattr(ui.progress, "EVERY", 0.05)
    strings = strings_for(language)
    with redirect_stderr(io.StringIO()) as stream:
        with progress(strings.reading, strings, shown=True) as step:
            step(Moment("https://x.it/\x1b[31mrosso", 12, 300, 0, 4321, 9876))
            time.sleep(0.2)
        said = stream.getvalue()
        time.sleep(0.15)
        assert stream.getvalue() == said  # over is over
    line = said.splitlines()[0]
    assert line.startswith(f"{strings.reading}: 0:00 · documen")
    for words in (" 12 ", "300", f"4{strings.thousands}321", f"9{strings.thousands}876", "https://x.it/[31mrosso"):
        assert words in line


def test_a_short_run_says_nothing_on_the_way(capsys):
    strings = strings_for("it")
    with progress(strings.reading, strings, shown=True) as step:
        step(Moment("a", 1))
    with progress(strings.reading, strings, shown=False) as step:
        step(Moment("a", 1))
    assert capsys.readouterr().err == ""


def test_figures_of_a_moment():
    strings = strings_for("it")
    assert figures(Moment("x", 3, None, 40), strings) == "documenti 3 · in coda 40"
    assert figures(Moment("x", 3, 10, 0, 1), strings) == "documenti 3 di 10 · pagine 1"


def test_the_total_is_known_for_folders_and_lists(home, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.ingestion.Indexes", FakeIndexes)
    from ingest.pipeline import ingest
    from rag.settings import load_settings

    place = tmp_path / "folder"
    place.mkdir()
    for number in range(5):
        (place / f"{number}.txt").write_text(f"{TEXT} {number}", "utf-8")
    (place / "d.jsonl").write_text(
        '{"uri": "a:1", "title": "t", "text": "x"}\n\n{"uri": "a:2", "title": "t", "text": "y"}\n'
    )
    (tmp_path / "s.toml").write_text('[[source]]\npath = "folder"\n[[source]]\npath = "manca.txt"\n', "utf-8")
    for target, total in ((place, 7), (tmp_path / "s.toml", 8)):
        heard: list[Moment] = []
        ingest([str(target)], load_settings(home=home), progress=heard.append)
        assert (heard[-1].done, heard[-1].total) == (total, total)
        assert heard[0].total in (5, 6)

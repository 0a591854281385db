"""Terms, bodies and plans defined in so many words, with place and since when."""

import pytest

from ingest.pipeline import ingest
from rag.across.glossary import all_defined, defined, nearest
from rag.errors import QuestionError
from rag.search import open_search
from tests.conftest import write_jsonl
from ui.cli import run

DOCUMENTS = [
    {
        "uri": "https://a.example/1",
        "title": "Regole sui nidi",
        "text": "Per «nido diffuso» si intende un servizio che usa più case dello stesso paese. Per il futuro si intende "
        "aprire altri nidi.\n\nL'Agenzia regionale per l'infanzia (di seguito Agenzia) controlla i nidi.",
        "published": "2021-04-01",
    },
    {
        "uri": "https://a.example/2",
        "title": "Nidi e famiglie",
        "text": "Per «nido diffuso» si intende un servizio che usa più case dello stesso paese. La retta è uguale per tutti.",
        "published": "2019-02",
    },
    {
        "uri": "https://a.example/3",
        "title": "Il consorzio",
        "text": "Il consorzio Acquaviva è un ente pubblico che cura i canali della pianura. Il canale è pulito ogni anno.",
    },
    {"uri": "https://a.example/4", "title": "Foyer", "language": "fr",
     "text": "On entend par foyer ouvert, un lieu qui accueille les familles le soir. Les familles paient peu."},
    {"uri": "https://a.example/5", "title": "Guide", "language": "en",
     "text": "Shared nursery means a nursery run by several towns together. It opens in September every year."},
]  # fmt: skip


@pytest.fixture
def search(settings, tmp_path):
    report = ingest([write_jsonl(tmp_path / "documents.jsonl", DOCUMENTS)], settings)
    assert report.added == len(DOCUMENTS), report
    search = open_search(settings)
    yield search
    search.close()


def test_the_whole_list_by_kind(search):
    found = {each.term: each for each in all_defined(search.library)}
    assert set(found) == {"nido diffuso", "Agenzia", "foyer ouvert", "Shared nursery"}
    assert found["Agenzia"].kind == "body"
    assert found["nido diffuso"].kind == "term"


def test_a_term_has_its_places_and_the_earliest_date(search):
    (entry,) = defined(search, "nido diffuso")
    assert entry.since == "2019-02"
    assert [each.document for each in entry.citations] == ["https://a.example/2", "https://a.example/1"]
    for each in entry.citations:
        assert search.library.text(each.document)[each.start : each.end] == each.quote


def test_what_a_body_is(search):
    (entry,) = defined(search, "consorzio Acquaviva")
    assert entry.kind == "body"
    assert entry.since is None
    assert "ente pubblico" in entry.citations[0].quote


@pytest.mark.parametrize("term", ["canale", "retta", "futuro", "famiglie"])
def test_a_sentence_that_defines_nothing_is_no_definition(search, term):
    assert defined(search, term) == []


def test_the_nearest_names():
    assert nearest("nido difuso", ["nido diffuso", "consorzio", "nido diffuso"]) == ["nido diffuso"]
    assert nearest("zzz", ["nido diffuso"]) == []


@pytest.mark.parametrize("term", ["", "?", "x" * 10_000])
def test_a_bad_term_is_told(search, term):
    with pytest.raises(QuestionError):
        defined(search, term)


def test_the_command(search, settings, monkeypatch, capsys):
    monkeypatch.setenv("REGESTO_HOME", str(settings.home))
    assert run(["glossary"]) == 0
    assert "nido diffuso" in capsys.readouterr().out
    assert run(["glossary", "nido diffuso"]) == 0
    assert "dal documento di febbraio 2019" in capsys.readouterr().out
    assert run(["glossary", "nido difuso"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "I più vicini: nido diffuso" in shown.err
    assert shown.err.count("\n") == 1

"""Acronyms in queries, both ways; the table they are kept in, and a library of before it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import write_jsonl

from ingest.describe.acronyms import MINER
from ingest.pipeline import ingest
from ingest.reindex import reindex
from rag import acronym_table
from rag.acronyms import BOOST, Acronyms
from rag.definitions import Definition
from rag.errors import ModelError
from rag.library import Library
from rag.settings import load_settings
from ui.cli import run
from ui.glossary import entries

TEXTS = {
    "fondo": "Il Fondo regionale per la non autosufficienza (FRNA) cresce. Il piano pluriennale (PAI) no.",
    "fse": "Il Fascicolo sanitario elettronico (FSE) è aperto. Chi sia il medico, la sia scelga, che sia chiaro, e sia noto.",
    "europa": "Il Fondo sociale europeo (FSE) finanzia i corsi. La Società italiana di agopuntura (SIA) no.",
    "europa2": "Con il Fondo sociale europeo (FSE) si apre altro. È una frase diversa da ogni altra che qui si legge.",
    "ctss": "La Conferenza territoriale sociale e sanitaria (CTSS) si riunisce a Imola.",
    "ctssm": "La Conferenza territoriale sociale e sanitaria metropolitana (CTSSM) si riunisce a Bologna.",
    "osco": "Apre l'Ospedale di comunità (OsCo). Gli Ospedali di comunità (OsCo) sono tre. Un raro acronimo è la BQA.",
    "ats": "L'Associazione temporanea di scopo (ATS) ha vinto la gara.",
}


def documents(**texts: str) -> list[dict]:
    return [{"uri": f"https://example.org/{name}", "title": name, "text": text} for name, text in texts.items()]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    place = tmp_path_factory.mktemp("acronyms")
    settings = load_settings(home=place / "home", offline=True)
    ingest([write_jsonl(place / "documents.jsonl", documents(**TEXTS))], settings)
    with Library.open(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def acronyms(library):
    return Acronyms(library)


def test_expansions_weigh_the_releases_that_define_them(acronyms):
    assert acronyms.expansions("FSE") == [("Fondo sociale europeo", 2), ("Fascicolo sanitario elettronico", 1)]
    assert acronyms.expansions("frna") == [("Fondo regionale per la non autosufficienza", 1)]
    assert acronyms.expansions("XYZ") == []


def test_what_documents_define_wins_over_common_knowledge(acronyms):
    assert acronyms.expansions("ATS") == [("Associazione temporanea di scopo", 1)]
    assert acronyms.expansions("PNRR") == [("piano nazionale di ripresa e resilienza", 0)]


@pytest.mark.parametrize(
    ("query", "written", "others"),
    [
        ("quanto vale il frna nel 2025?", "frna", {"Fondo regionale per la non autosufficienza"}),
        ("il fondo regionale non autosufficienza", "fondo regionale non autosufficienza", {"FRNA"}),
        ("quanti ospedali di comunità", "ospedali di comunità", {"OsCo"}),
        ("l'osco di Russi", "osco", {"Ospedale di comunità"}),
        ("chi presiede la CTSS Metropolitana", "CTSS Metropolitana", {"CTSSM"}),
        ("chi presiede la CTSSM?", "CTSSM", {"Conferenza territoriale sociale e sanitaria metropolitana", "CTSS metropolitana"}),
        ("Les fonds FSE en Italie", "FSE", {"Fondo sociale europeo", "Fascicolo sanitario elettronico"}),
        ("l'Azienda Usl di Imola", "Azienda Usl", {"AUSL", "ASL"}),
        ("che dice la lr 2/2003", "lr", {"legge regionale"}),
        ("COSA FA LA CTSSM OGGI", "CTSSM", {"CTSS metropolitana"}),
    ],
)  # fmt: skip
def test_both_ways_and_in_a_hurry(acronyms, query, written, others):
    ((found, names),) = acronyms.variants(query)
    assert found == written
    assert others <= set(names)


@pytest.mark.parametrize("query", ["che sia chiaro", "a pair of shoes", "il cat per i sos", "", "???", "\0", "di che"])
def test_ordinary_words_are_words(acronyms, query):
    assert acronyms.variants(query) == acronyms.expanded(query) == acronyms.alternatives(query) == []


def test_in_capitals_it_is_the_acronym(acronyms):
    assert acronyms.variants("la SIA")[0][0] == "SIA"


def test_a_query_is_rewritten_in_each_meaning(acronyms):
    assert acronyms.expanded("l'FSE e il frna") == [
        "l'Fondo sociale europeo e il Fondo regionale per la non autosufficienza",
        "l'Fascicolo sanitario elettronico e il Fondo regionale per la non autosufficienza",
    ]


def test_single_terms_are_offered_with_their_stems(acronyms):
    (alternatives,) = acronyms.alternatives("fondo regionale non autosufficienza", ["it"])
    assert alternatives == (("it", "frna", BOOST),)


def test_a_new_document_is_heard_of(settings, tmp_path):
    with Library.open(settings) as library:
        acronyms = Acronyms(library)
        assert acronyms.expansions("BQA") == []
        more = documents(bqa="La Biblioteca di quartiere aperta (BQA) apre.")
        ingest([write_jsonl(tmp_path / "more.jsonl", more)], settings)
        assert acronyms.expansions("BQA") == [("Biblioteca di quartiere aperta", 1)]


def test_only_current_editions_count_and_each_is_cited(settings, tmp_path):
    target = tmp_path / "documents.jsonl"
    ingest(
        [write_jsonl(target, documents(a="La Rete dei servizi sociali (RSX) e la Rete dei servizi (RDS)."))], settings
    )
    ingest([write_jsonl(target, documents(a="Ora la Rete dei servizi territoriali (RST) è un'altra."))], settings)
    with Library.open(settings) as library:
        (only,) = library.acronyms()
        it = only.definition
        assert (it.acronym, it.expansion, only.edition) == ("RST", "Rete dei servizi territoriali", 2)
        assert library.slice(only.document, only.edition, it.start, it.end) == "Rete dei servizi territoriali (RST)"
        assert library.passage_at(only.document, only.edition, it.start).start <= it.start
        assert library.acronyms("https://example.org/b") == []


def test_a_library_of_before_is_mined_by_the_next_run(settings, tmp_path):
    target = write_jsonl(tmp_path / "documents.jsonl", documents(**TEXTS))
    ingest([target], settings)
    with Library.open(settings) as library:
        wanted = library.acronyms()
        library.connection.execute("DROP TABLE acronyms")
        library.connection.execute("DELETE FROM meta WHERE key = 'acronyms'")
        library.connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    with Library.open(settings) as library:
        assert library.meta("schema") == "3"
        assert library.acronyms() == []
        generation = library.generation()
    (tmp_path / "empty").mkdir()
    ingest([str(tmp_path / "empty")], settings)  # any run: these documents are not read again
    with Library.open(settings) as library:
        assert wanted
        assert library.acronyms() == wanted
        assert (library.meta("acronyms"), library.generation()) == (MINER, generation + 1)
        assert isinstance(library.acronyms()[0].definition, Definition)


def test_a_library_of_before_says_so_and_is_mined_by_reindex(settings, tmp_path, monkeypatch, capsys):
    ingest([write_jsonl(tmp_path / "documents.jsonl", documents(**TEXTS))], settings)
    with Library.open(settings) as library:
        wanted = library.acronyms()
        library.connection.execute("DELETE FROM acronyms")
        library.connection.execute("DELETE FROM meta WHERE key = 'acronyms'")
    monkeypatch.setenv("REGESTO_HOME", str(settings.home))
    assert run(["glossary", "FSE"]) == 0
    assert "non sono ancora state cercate" in capsys.readouterr().out
    reindex(settings)
    with Library.open(settings) as library:
        assert library.acronyms() == wanted


def test_a_damaged_list_of_abbreviations_is_told(library, tmp_path, monkeypatch):
    for damage in ("x = [", "same = 1", 'same = ["A|B"]'):
        (tmp_path / "abbreviations.toml").write_text(damage, "utf-8")
        monkeypatch.setattr(acronym_table, "SHIPPED", tmp_path / "abbreviations.toml")
        acronym_table._shipped.cache_clear()
        with pytest.raises(ModelError, match="make setup"):
            Acronyms(library).expansions("FSE")
    acronym_table._shipped.cache_clear()


def test_the_language_of_a_query_is_told_once(acronyms, monkeypatch):
    told = []
    monkeypatch.setattr(acronym_table, "detect", lambda query: told.append(query) or "it")
    acronyms.expanded("che sia il frna, " * 100)
    assert len(told) == 1


def test_the_glossary_says_where(library):
    (entry,) = entries(library, "fondo sociale europeo")
    assert entry["acronym"] == "FSE"
    first = entry["expansions"][0]
    assert (first["expansion"], first["releases"], len(first["places"])) == ("Fondo sociale europeo", 2, 2)
    assert first["places"][0]["quote"] == "Fondo sociale europeo (FSE)"
    assert {each["acronym"] for each in entries(library)} == {"ATS", "CTSS", "CTSSM", "FRNA", "FSE", "OsCo", "SIA"}
    assert entries(library, "PNRR")[0]["expansions"][0]["places"] == []
    assert entries(library, "XYZ") == []


def test_what_a_query_names_in_both_ways_stays_as_it_is(acronyms):
    assert acronyms.expanded("il FRNA (fondo regionale per la non autosufficienza)") == []
    both = "il FRNA (fondo regionale per la non autosufficienza)"
    assert acronyms.expanded(f"{both} e il PNRR")[0] == f"{both} e il piano nazionale di ripresa e resilienza"
    assert all(each.startswith(f"{both} e il ") for each in acronyms.expanded(f"{both} e il PNRR"))


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("il FRNA, e chi gestisce il frna?", "Fondo regionale per la non autosufficienza"),
        ("l'Ospedale di comunità e gli altri Ospedali di comunità", "OsCo"),
    ],
)
def test_what_a_query_names_twice_in_one_way_is_put_in_the_other(acronyms, query, other):
    assert acronyms.expanded(query)[0].count(other) == 2


def test_one_thread_makes_the_table_and_the_others_use_the_one_before(monkeypatch):
    """Each making its own, eight threads of a server stood for half a minute after every ingestion."""
    generation, go_on, made = [1], threading.Event(), []

    class Library:
        def generation(self):
            return generation[0]

    class Table:
        def __init__(self, _library):
            made.append(generation[0])
            assert go_on.wait(10)

    monkeypatch.setattr("rag.acronyms.Table", Table)
    acronyms = Acronyms(Library())
    with ThreadPoolExecutor(8) as threads:
        first = [threads.submit(acronyms._table) for _ in range(8)]
        go_on.set()
        before = {each.result(10) for each in first}
        assert (made, len(before)) == ([1], 1)
        go_on.clear()
        generation[0] = 2
        making = threads.submit(acronyms._table)
        while len(made) < 2:
            time.sleep(0.001)
        assert acronyms._table() in before
        go_on.set()
        assert making.result(10) is acronyms._table()
    assert acronyms._table() not in before
    assert made == [1, 2]


def test_a_table_that_cannot_be_made_is_tried_again(monkeypatch):
    tries = []

    class Library:
        def generation(self):
            return 1

    def table(_library):
        tries.append(1)
        if len(tries) == 1:
            raise ModelError("rovinato")
        return "table"

    monkeypatch.setattr("rag.acronyms.Table", table)
    acronyms = Acronyms(Library())
    with pytest.raises(ModelError):
        acronyms._table()
    assert acronyms._table() == "table"

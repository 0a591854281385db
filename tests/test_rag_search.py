"""Search over copies of one release: one hit for the same words, all addresses kept, and one source in an answer."""

import json
from dataclasses import replace

import pytest

from ingest.pipeline import ingest
from rag.agreement import other_sites, releases_behind
from rag.answerer import _notes, open_answerer
from rag.retriever import to_document, to_hit
from rag.search import open_search
from rag.settings import load_settings
from rag.types import Answer, Citation, Filters, Question
from rag.wire import answer_to_json, hit_to_json
from tests.conftest import write_jsonl

GENERAL = """La Giunta regionale ha approvato oggi il riparto del fondo per chi si prende cura di un familiare: sono 7 milioni e 200mila euro per il 2025.

Le risorse vanno ai 38 distretti secondo la popolazione con più di 75 anni e saranno usate per sportelli di ascolto, sollievo a domicilio e formazione.

L'assessora Marta Rinaldi ricorda che i caregiver riconosciuti sono 4.310 e che il registro resta aperto fino al 30 novembre."""
OWN = "In provincia di Modena arrivano 812mila euro, in quella di Parma 540mila, in quella di Ferrara 467mila, in quella di Piacenza 398mila."
MODENA = "A Modena i soldi andranno soprattutto agli sportelli di Carpi e Mirandola, dice il presidente del distretto, che annuncia anche un corso serale per 45 volontari."
PARMA = "A Parma si punta sul sollievo a domicilio, con due cooperative di Fidenza che coprono la montagna e con 16 posti in una struttura di Langhirano."
LATER = GENERAL.replace("2025", "2026").replace("7 milioni e 200mila", "8 milioni e 100mila").replace("4.310", "4.902")
LATER = LATER.replace("38 distretti", "37 distretti").replace("75 anni", "80 anni").replace("30 novembre", "15 ottobre")
PAGES = [
    {"uri": "https://regione.example/fondo", "publisher": "Regione", "kind": "press_release", "text": f"{GENERAL}\n\n{OWN}"},
    {"uri": "https://carlino.example/modena", "publisher": "Il Foglio di Modena", "kind": "news", "text": f"{GENERAL}\n\n{MODENA}"},
    {"uri": "https://parmanews.example/parma", "publisher": "Parma News", "kind": "news", "text": f"{GENERAL}\n\n{PARMA}"},
    {"uri": "https://altro.example/2026", "publisher": "Altro", "kind": "news", "text": LATER},
    {"uri": "https://altro.example/mercato", "publisher": "Altro", "kind": "news",
     "text": "Il mercato del sabato si sposta in piazza Garibaldi per i lavori alla rete idrica, che dureranno tre settimane."},
]  # fmt: skip
QUERY = "riparto del fondo per chi si prende cura di un familiare"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    settings = load_settings(home=folder / "home", offline=True)
    pages = [{"title": "Riparto del fondo caregiver", **page} for page in PAGES]
    report = ingest([write_jsonl(folder / "pages.jsonl", pages)], settings)
    assert report.added == len(PAGES), report
    return settings


@pytest.fixture(scope="module")
def search(home):
    opened = open_search(home)
    yield opened
    opened.close()


def shown(search, query, filters=Filters(), k=10):
    return [(hit.record.uri, hit.also_at) for hit in search.search(query, filters, k)]


def test_the_same_words_are_one_hit_of_the_leader_with_all_addresses(search):
    hits = search.search(QUERY)
    first = next(hit for hit in hits if "7 milioni e 200mila" in hit.passage.text)
    assert first.record.uri == "https://regione.example/fondo"
    assert first.also_at == ("https://carlino.example/modena", "https://parmanews.example/parma")
    assert sum("7 milioni e 200mila" in hit.passage.text for hit in hits) == 1
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_next_years_note_stays_a_hit_of_its_own(search):
    assert ("https://altro.example/2026", ()) in shown(search, QUERY)


def test_what_only_a_copy_says_is_its_own_hit(search):
    hit = search.search("cooperative di Fidenza sollievo a domicilio montagna Langhirano")[0]
    assert "Fidenza" in hit.passage.text


def test_a_filter_that_excludes_the_leader_shows_the_copy(search):
    publisher = shown(search, QUERY, Filters(publisher="Parma News"))
    assert {uri for uri, _ in publisher} == {"https://parmanews.example/parma"}
    assert any("https://regione.example/fondo" in also for _, also in publisher)
    document = shown(search, QUERY, Filters(document="https://carlino.example/modena"))
    assert {uri for uri, _ in document} == {"https://carlino.example/modena"}
    news = [each for each in shown(search, QUERY, Filters(kind="news")) if "altro" not in each[0]]
    assert sum("https://regione.example/fondo" in also for _, also in news) == 1  # two papers, one hit


def test_k_hits_still_come_out(search):
    everything = search.search("fondo distretti caregiver mercato Modena Parma", k=10)
    for k in (1, 2, 3):
        assert len(search.search("fondo distretti caregiver mercato Modena Parma", k=k)) == min(k, len(everything))
    assert search.search(QUERY, k=0) == []


def test_a_copy_that_is_withdrawn_is_no_address(home, tmp_path):
    settings = load_settings(home=tmp_path / "home", offline=True)
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("uno", "due"):
        (folder / f"{name}.txt").write_text(f"{GENERAL}\n\n{OWN}", "utf-8")
    ingest([str(folder)], settings)
    search = open_search(settings)
    [hit] = [hit for hit in search.search(QUERY) if "7 milioni" in hit.passage.text]
    assert len(hit.also_at) == 1
    (folder / "uno.txt").unlink()
    ingest([str(folder)], settings)
    [hit] = [hit for hit in search.search(QUERY) if "7 milioni" in hit.passage.text]
    assert hit.also_at == ()
    assert hit.record.uri.endswith("due.txt")
    search.close()


def test_an_answer_cites_one_of_the_copies_and_names_the_others(home):
    answerer = open_answerer(home)
    answer = answerer.answer(
        Question("Quanti milioni di euro sono nel riparto del fondo 2025 per chi cura un familiare?")
    )
    assert answer.status == "answered"
    cited = next(c for c in answer.citations if "7 milioni" in c.quote)
    assert cited.document == "https://regione.example/fondo"
    assert cited.also_at == ("https://carlino.example/modena", "https://parmanews.example/parma")
    assert any("2 altri siti" in note for note in answer.notes)
    assert not [c for c in answer.citations if c.document in cited.also_at and "7 milioni" in c.quote]
    assert releases_behind([cited]) == 1
    answerer.close()


def test_a_quote_that_the_copies_lack_is_at_no_other_address(home):
    answerer = open_answerer(home)
    answer = answerer.answer(Question("Quanti volontari segue il corso serale di Modena?"))
    quotes = [c for c in answer.citations if "45 volontari" in c.quote]
    assert quotes
    assert all(c.also_at == () for c in quotes)
    answerer.close()


def test_how_the_date_was_found_is_in_the_citation(tmp_path):
    settings = load_settings(home=tmp_path / "home", offline=True)
    page = {"title": "Fondo", "uri": "https://a.example/1", "text": GENERAL, "published": "2025-05-03"}
    ingest([write_jsonl(tmp_path / "p.jsonl", [page])], settings)
    answerer = open_answerer(settings)
    answer = answerer.answer(Question("Quanti milioni di euro sono nel riparto del fondo per chi cura un familiare?"))
    assert {c.published_how for c in answer.citations} == {"stated"}
    answerer.close()


def test_json_and_langchain_lose_no_address(search):
    hit = next(hit for hit in search.search(QUERY) if hit.also_at)
    assert hit_to_json(hit)["also_at"] == list(hit.also_at)
    assert to_hit(to_document(hit)) == hit
    citation = Citation(1, "https://a.example", "t", "q", 0, 1, also_at=("https://b.example",), ocr=True)
    answer = Answer("q", "it", "answered", citations=(citation,))
    back = json.loads(json.dumps(answer_to_json(answer)))["citations"][0]
    assert back["also_at"] == ["https://b.example"]
    assert back["ocr"] is True


def cite(document, *also):
    return Citation(1, document, "t", "q", 0, 1, also_at=also)


def test_sources_are_counted_by_release(search):
    assert releases_behind([]) == 0
    assert releases_behind([cite("https://a.it"), cite("https://b.it")]) == 2
    assert (
        releases_behind(
            [cite("https://a.it", "https://b.it"), cite("https://b.it", "https://a.it"), cite("https://c.it")]
        )
        == 2
    )
    assert (
        releases_behind(
            [
                cite("https://a.it", "https://b.it"),
                cite("https://c.it", "https://d.it"),
                cite("https://e.it", "https://b.it", "https://d.it"),
            ]
        )
        == 1
    )
    leaders = {"https://a.it": "https://a.it", "https://b.it": "https://a.it"}
    assert releases_behind([cite("https://a.it"), cite("https://b.it")], leaders) == 1
    hits = search.search(QUERY)
    alone = [replace(hit, also_at=()) for hit in hits]
    assert releases_behind(hits) <= releases_behind(alone)


def test_other_sites_are_counted_by_host():
    assert (
        other_sites([cite("https://www.a.it/1", "https://a.it/2", "https://b.it/1", "https://b.it/2", "file:///x.pdf")])
        == 1
    )
    assert other_sites([cite("file:///a.pdf", "http://[bad")]) == 0


def test_two_copies_cited_for_words_of_their_own_are_said_to_be_one_source():
    cited = (cite("https://a.it/modena"), cite("https://b.it/parma"))
    answer = Answer("q", "it", "answered", citations=cited)
    leaders = {"https://a.it/modena": "https://r.it/1", "https://b.it/parma": "https://r.it/1"}
    assert any("fonte sola" in note for note in _notes(answer, leaders))
    assert not any("fonte sola" in note for note in _notes(answer, {c.document: c.document for c in cited}))


def test_the_same_words_under_many_addresses_are_weighed_once(tmp_path, monkeypatch):
    settings = load_settings(home=tmp_path / "home", offline=True)
    pages = [{"uri": f"https://regione.example/p{n}", "title": "Fondo", "text": GENERAL} for n in range(40)]
    ingest([write_jsonl(tmp_path / "pages.jsonl", pages)], settings)
    search = open_search(settings)
    near, asked = search.releases.near, []
    monkeypatch.setattr(search.releases, "near", lambda *place: asked.append(place) or near(*place))
    (hit,) = search.search(QUERY)
    assert len(hit.also_at) == 39
    assert len(asked) <= 3
    search.close()

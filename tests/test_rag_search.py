"""Search: across languages, slips, acronyms, quoted phrases, editions and stated limits; LangChain's way of it.

And copies of one release: one hit for the same words, all addresses kept, and one source in an answer.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from ingest.pipeline import ingest
from rag.agreement import other_sites, releases_behind
from rag.answer_notes import source_notes
from rag.answerer import open_answerer
from rag.question import understand
from rag.retriever import PassageRetriever, to_document, to_hit
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


def test_what_is_cut_of_a_passage_is_not_taken_for_the_whole(home):
    """What a copy has of its own keeps the whole passage's id: what was read of the one is not known of the other."""
    with closing(open_answerer(home)) as answerer:
        for publisher in (None, "Il Foglio di Modena", None):
            found = answerer.answer(Question(f"{QUERY} a Modena?", filters=Filters(publisher=publisher)))
            assert found.status == "answered"


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
    asked = understand(Question("a chi va il fondo?"))
    assert any("fonte sola" in note for note in source_notes(asked, answer, leaders))
    alone = {each.document: each.document for each in cited}
    assert not any("fonte sola" in note for note in source_notes(asked, answer, alone))


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


MIXED = [
    {"uri": "https://mixed.example/caregiver", "title": "Il sostegno ai caregiver", "kind": "press_release",
     "published": "2024-05-03", "publisher": "Regione di Prova",
     "text": "La Giunta ha approvato il programma per i caregiver familiari. Ogni distretto apre uno sportello di ascolto "
     "e offre ore di sollievo a domicilio. Chi assiste un parente può chiedere un contributo mensile di 400 euro."},
    {"uri": "https://mixed.example/caregiver-2022", "title": "Caregiver: il primo avviso", "kind": "press_release",
     "published": "2022-03-10", "publisher": "Regione di Prova",
     "text": "Parte il primo avviso per i caregiver familiari. I Comuni raccolgono le domande e i distretti formano le "
     "graduatorie. Il contributo per chi assiste un parente è di 250 euro al mese."},
    {"uri": "https://mixed.example/anziani", "title": "Piano per l'invecchiamento attivo", "kind": "plan",
     "published": "2023-01-15",
     "text": "Il piano promuove la partecipazione delle persone anziane alla vita della comunità. Prevede corsi di "
     "ginnastica dolce, orti urbani e accompagnamento alla spesa per chi vive da solo."},
    {"uri": "https://mixed.example/frna", "title": "Le risorse dei distretti", "kind": "news", "published": "2025-02-01",
     "text": "Il Fondo regionale per la non autosufficienza (FRNA) cresce ancora. La parte più grande va ai centri diurni."},
    {"uri": "https://mixed.example/rette", "title": "Le rette delle residenze", "kind": "news", "published": "2025-03-01",
     "text": "Il Fondo regionale per la non autosufficienza paga una parte della retta di chi vive in residenza."},
    {"uri": "https://mixed.example/riparto", "title": "Il riparto fra i distretti", "kind": "act", "published": "2025-04-01",
     "text": "Il riparto del FRNA segue la popolazione con più di 75 anni e viene fatto ogni primavera."},
    {"uri": "https://mixed.example/acqua", "title": "Lavori alla rete idrica", "kind": "news", "published": "2024-09-12",
     "text": "I lavori alla rete idrica di via Garibaldi dureranno tre settimane. Il mercato del sabato si sposta in piazza "
     "Cavour e il traffico viene deviato."},
    {"uri": "https://mixed.example/eau", "title": "La qualité de l'eau", "language": "fr", "published": "2023-06-01",
     "text": "La région surveille la qualité de l'eau des rivières. Des capteurs mesurent chaque jour la température et les "
     "nitrates, et les résultats sont publiés en ligne."},
    {"uri": "https://mixed.example/medecins", "title": "Des médecins pour les campagnes", "language": "fr",
     "published": "2024-02-01",
     "text": "Pour lutter contre le manque de médecins dans les zones rurales, la région verse une bourse aux étudiants qui "
     "s'engagent à y travailler pendant cinq ans après leur diplôme."},
    {"uri": "https://mixed.example/schools", "title": "Meals in schools", "language": "en", "published": "2024-03-01",
     "text": "The council buys vegetables for school meals from local farms. Children learn how food is grown and how to "
     "waste less of it."},
    {"uri": "https://mixed.example/bikes", "title": "Cycling to work", "language": "en", "published": "2024-04-01",
     "text": "Employers who join the scheme lend bicycles to their staff. Secure parking is built near the railway stations."},
]  # fmt: skip
PLAN = {"uri": "https://mixed.example/piano", "title": "Piano sociale 2020-2022", "kind": "plan",
        "text": "Le priorità del piano sociale 2020-2022 sono la prossimità, la casa e il lavoro. Il piano stanzia 12 "
        "milioni di euro per i distretti."}  # fmt: skip
NEW_PLAN = {"uri": "https://mixed.example/piano", "title": "Piano sociale 2023-2025", "kind": "plan",
            "text": "Le priorità del piano sociale 2023-2025 sono la prossimità, la salute mentale e i giovani. Il piano "
            "stanzia 15 milioni di euro per i distretti."}  # fmt: skip


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A library in three languages whose plan has had two editions."""
    folder = tmp_path_factory.mktemp("mixed")
    settings = load_settings(home=folder / "home", offline=True)
    ingest([write_jsonl(folder / "pages.jsonl", [*MIXED, PLAN])], settings)
    assert ingest([write_jsonl(folder / "pages.jsonl", [*MIXED, NEW_PLAN])], settings).updated == 1
    opened = open_search(settings)
    yield opened
    opened.close()


def names(hits):
    return [hit.record.uri.rsplit("/", 1)[1] for hit in hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Come si affronta la carenza di medici nelle zone di campagna?", "medecins"),
        ("What does the plan offer to old people who live alone?", "anziani"),
        ("chi fornisce le verdure alle mense delle scuole", "schools"),
        ("Quel programme aide les personnes âgées qui vivent seules ?", "anziani"),
        ("How is the water of the rivers measured?", "eau"),
    ],
)
def test_a_question_finds_the_passage_in_another_language(mixed, query, found):
    assert names(mixed.search(query))[0] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lavroi alla rete idrca", "acqua"),
        ("contribtuo per chi assitse un parente", "caregiver"),
        ("ginastica dolce per le presone anziane", "anziani"),
        ("manque de medcins dans les zones rurlaes", "medecins"),
        ("vegetabels for school meels", "schools"),
    ],
)
def test_a_question_with_slips_of_the_hand_finds_its_passage(mixed, query, found):
    assert names(mixed.search(query))[0].startswith(found)


def test_an_acronym_finds_what_is_spelled_out_and_the_other_way_round(mixed):
    assert set(names(mixed.search("FRNA"))[:3]) == {"frna", "rette", "riparto"}
    assert set(names(mixed.search("fondo regionale per la non autosufficienza"))[:3]) == {"frna", "rette", "riparto"}
    assert names(mixed.search("il FRNA paga la retta di chi vive in residenza?"))[0] == "rette"
    back = names(mixed.search("come avviene il riparto del fondo regionale per la non autosufficienza"))
    assert "riparto" in back[:3]


def test_a_quoted_phrase_must_stand_there(mixed):
    assert names(mixed.search('dove è scritto "traffico viene deviato"?')) == ["acqua"]
    assert set(names(mixed.search("«caregiver familiari» 400 euro"))) == {"caregiver", "caregiver-2022"}
    # In other words, in another language or not in this order it is not the phrase.
    for phrase in ('"traffico deviato"', '"deviato viene traffico"', "«qualità dell'acqua»", "“persone vecchie”"):
        assert mixed.search(phrase) == []
    assert names(mixed.search("«qualité de l'eau»")) == ["eau"]


def test_a_quoted_acronym_must_stand_there_to_the_letter(mixed):
    assert set(names(mixed.search('"FRNA"'))) == {"frna", "riparto"}
    assert set(names(mixed.search("«Fondo regionale per la non autosufficienza»"))) == {"frna", "rette"}


def editions(hits):
    return [hit.record.edition for hit in hits if hit.record.uri == PLAN["uri"]]


def test_old_editions_are_found_only_when_asked_for_and_below_the_current_one(mixed):
    for query in (
        "quali sono le priorità del piano sociale",
        "quanti milioni stanzia il piano sociale per i distretti",
    ):
        assert editions(mixed.search(query)) == [2]
        assert editions(mixed.search(query, Filters(superseded=True))) == [2, 1]
    assert editions(mixed.search("piano sociale", Filters(document=PLAN["uri"], edition=1))) == [1]


def test_the_old_edition_comes_first_when_the_question_names_its_years(mixed):
    assert editions(mixed.search("quali priorità aveva il piano sociale 2020-2022?")) == [1, 2]
    assert editions(mixed.search("quali priorità ha il piano sociale 2023-2025?"))[0] == 2


@pytest.mark.parametrize(
    "query",
    [
        "nell'edizione precedente del piano sociale quali erano le priorità?",
        "quanti milioni stanziava il vecchio piano sociale?",
    ],
)
def test_the_old_edition_comes_first_when_the_question_names_it_in_words(mixed, query):
    assert editions(mixed.search(query))[0] == 1


def test_naming_one_documents_old_edition_raises_no_others(tmp_path):
    settings = load_settings(home=tmp_path / "home", offline=True)
    news = {"uri": "https://a.example/case", "title": "Nuove case della comunità", "kind": "news"}
    before = {**news, "text": "Aprono tre case della comunità con infermieri e medici."}
    now = {**news, "text": "Aprono cinque case della comunità con infermieri e medici. Si parte a marzo."}
    for pages in ([before, PLAN], [now, NEW_PLAN]):
        ingest([write_jsonl(tmp_path / "pages.jsonl", pages)], settings)
    search = open_search(settings)
    hits = search.search("quante case della comunità aprono rispetto al vecchio piano sociale?")
    search.close()
    assert next(hit.record.edition for hit in hits if hit.record.uri == news["uri"]) == 2


def test_a_stated_limit_excludes_and_a_stated_preference_does_not(mixed):
    limited = mixed.search("quale contributo per i caregiver nei comunicati del 2024?")
    assert names(limited) == ["caregiver"]
    preferred = mixed.search("quale contributo c'era per i caregiver nel 2024?")
    assert {"caregiver", "caregiver-2022"} <= set(names(preferred))
    assert mixed.said("quale contributo c'era per i caregiver nel 2024?").limits == Filters()


def test_what_is_preferred_rises(mixed):
    def odds(query, name):
        return next(hit.score for hit in mixed.search(query) if hit.record.uri.endswith(f"/{name}"))

    plain = "quale contributo per chi assiste un parente"
    assert odds(f"{plain} nel 2022", "caregiver-2022") / odds(f"{plain} nel 2022", "caregiver") > odds(
        f"{plain} nel 2024", "caregiver-2022"
    ) / odds(f"{plain} nel 2024", "caregiver")


def test_a_limit_that_no_document_meets_is_a_preference(mixed):
    query = "quale contributo per i caregiver nei comunicati del 2016?"
    assert mixed.said(query).limits == Filters()
    assert "caregiver" in names(mixed.search(query))


def test_what_is_set_beside_the_question_holds_whatever_it_says(mixed):
    query = "quale contributo per i caregiver nei comunicati del 2024?"
    assert names(mixed.search(query, Filters(date_to="2022"))) == ["caregiver-2022"]
    for filters in (Filters(language="fr"), Filters(kind="plan"), Filters(publisher="Regione di Prova")):
        for asked in ("contributo ai caregiver", "medici in campagna", "plan for old people", "FRNA"):
            for hit in mixed.search(asked, filters):
                for name in ("language", "kind", "publisher"):
                    assert getattr(filters, name) in (None, getattr(hit.record, name))


@pytest.mark.parametrize(
    "query",
    ["", " \n", "?!… «»", "che cosa è il", "a" * 10_000, "caregiver " * 1_000, "\x00\x07\x1b[2J", "город Болонья", "ケア",
     '"', "«»", '""" OR *:*', "2/2003", "-", "'", "\ud800", "a\u0301" * 50, "(" * 500, "text_it:caregiver^9"],
)  # fmt: skip
def test_no_query_is_an_error(mixed, query):
    hits = mixed.search(query)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(0 <= hit.score <= 1 for hit in hits)
    if not query.strip():
        assert hits == []


def test_scores_fall_and_a_search_again_gives_the_same(mixed):
    for query in ("contributo per chi assiste un parente", "water", "lavroi rete", "Où sont les médecins ?"):
        hits = mixed.search(query)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert mixed.search(query) == hits


def test_threads_that_search_at_once_find_what_one_alone_does(mixed, monkeypatch):
    monkeypatch.setattr("rag.search._REMEMBERED", 4)  # so that what is remembered is let go of all the time
    monkeypatch.setattr("rag.word_vectors._MOST", 50)
    queries = [page["title"] for page in MIXED] + ["lavroi rete idrca", "FRNA", "medici in campagna", "old people"]
    alone = {query: mixed.search(query) for query in queries}
    with ThreadPoolExecutor(8) as pool:
        for query, hits in zip(queries * 6, pool.map(mixed.search, queries * 6), strict=True):
            assert hits == alone[query]


def test_a_title_that_changes_is_seen_by_a_search_that_is_open(tmp_path):
    settings = load_settings(home=tmp_path / "home", offline=True)
    page = {"uri": "https://a.example/1", "title": "Avviso", "text": "I lavori di via Garibaldi durano tre settimane."}
    ingest([write_jsonl(tmp_path / "p.jsonl", [page])], settings)
    search = open_search(settings)
    search.search("lavori di via Garibaldi")
    ingest([write_jsonl(tmp_path / "p.jsonl", [{**page, "title": "La rete idrica"}])], settings)
    fresh = open_search(settings)
    (here,), (there,) = search.search("rete idrica Garibaldi"), fresh.search("rete idrica Garibaldi")
    search.close()
    fresh.close()
    assert here.record.title == "La rete idrica"
    assert here.score == pytest.approx(there.score)


def test_the_retriever_is_langchains_and_its_documents_lose_nothing(mixed):
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    retriever = PassageRetriever(search=mixed, k=3, filters=Filters(superseded=True))
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("quali sono le priorità del piano sociale")
    hits = mixed.search("quali sono le priorità del piano sociale", Filters(superseded=True), 3)
    assert len(documents) == 3
    assert all(isinstance(each, Document) for each in documents)
    assert [to_hit(each) for each in documents] == hits
    assert any(hit.record.superseded for hit in hits)
    assert [each.page_content for each in documents] == [hit.passage.text for hit in hits]
    assert retriever.batch(["FRNA", "rete idrica"]) == [retriever.invoke("FRNA"), retriever.invoke("rete idrica")]
    # Stores that keep Documents write them as JSON.
    kept = [Document.model_validate_json(each.model_dump_json()) for each in documents]
    assert [to_hit(each) for each in kept] == hits


def test_ways_gone_at_once_find_what_they_find_one_after_the_other(home, monkeypatch):
    queries = [
        QUERY,
        "soldi per i caregiver di Modena",
        "farmers' market moved",
        "«rete idrica»",
        "fondo caregiver 2026",
    ]
    with closing(open_search(home)) as plain:
        wanted = [[(hit.passage.id, hit.score) for hit in plain.search(query)] for query in queries]
    monkeypatch.setattr("rag.candidates._AT_ONCE", 0)
    with closing(open_search(home)) as search, ThreadPoolExecutor(4) as several:
        found = list(several.map(search.search, queries))
    assert [[(hit.passage.id, hit.score) for hit in hits] for hits in found] == wanted
    assert all(wanted)

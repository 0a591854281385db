"""The pages for a new colleague without a browser: subjects, guided questions, who is who, glossary, quiz."""

import json
import re
import shutil
import threading
import time
from dataclasses import replace

import pytest
from conftest import write_jsonl
from starlette.testclient import TestClient

from ingest.pipeline import ingest
from rag.across.glossary import all_defined
from rag.analysis import fold
from rag.library import Library
from rag.settings import load_settings
from rag.types import Answer, Citation, CitedSentence
from ui.desk import Desk
from ui.pages.start import StartPages
from ui.site import Site
from ui.start_cards import ROUND, Card, cards_of, round_of
from ui.start_guide import Guide, Guides, subjects_in
from ui.start_questions import answered, candidates, in_turn, speaks_of
from ui.start_sentences import sentences
from ui.start_subjects import Subject, Text, subjects_of
from ui.start_terms import Meaning, Term, matching, terms_of
from ui.web import redirecting_app

ACRONYMS = {
    "PRP": "Piano regionale della prevenzione",
    "FRNA": "Fondo regionale per la non autosufficienza",
    "CTSS": "Conferenza territoriale sociale e sanitaria",
    "COT": "Centrale operativa territoriale",
    "CAU": "Centro di assistenza e urgenza",
}
OFFICES = {
    "Anna Bianchi": "direttrice generale dell'Agenzia sanitaria",
    "Bruno Verdi": "responsabile del Settore trasporti pubblici",
    "Carla Neri": "presidente della Commissione bilancio",
    "Dario Rossi": "assessore regionale alle Politiche abitative",
    "Elena Gallo": "direttrice generale dell'Agenzia sanitaria",
}
MEASURES = (
    "La Giunta ha approvato il bando per le case popolari nella seduta convocata il {day}.",
    "Il Consiglio ha votato le nuove linee degli autobus notturni in aula lo scorso {day}.",
    "A Ravenna il porto ha inaugurato la banchina elettrica con una festa svoltasi il {day}.",
    "Gli studenti delle superiori hanno ricevuto i buoni libro dal Comune a partire dal {day}.",
    "L'ospedale di Imola ha acceso un impianto fotovoltaico sul tetto del padiglione il {day}.",
)
DAYS = ("3 marzo 2021", "14 giugno 2022", "9 ottobre 2023", "21 gennaio 2024", "30 maggio 2025")


def documents():
    made = []
    rows = zip(ACRONYMS.items(), OFFICES.items(), DAYS, strict=True)
    for number, ((acronym, full), (person, office), day) in enumerate(rows):
        text = (
            f"Notizie dalla Regione\n\nIl {full} ({acronym}) è lo strumento con cui la Regione lavora con i Comuni.\n\n"
            f"{MEASURES[number].format(day=day)}\n\n"
            f"{person}, {office}, ha presentato il bilancio. Gli obiettivi del Piano regionale della prevenzione sono "
            f"la salute e la partecipazione."
        )
        made.append(
            {"uri": f"https://example.org/{number}", "title": f"Che cosa fa il {full}", "text": text,
             "published": f"202{number}-01-01", "publisher": "Regione di Prova", "language": "it"}
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    settings = load_settings(home=folder / "home", offline=True)
    assert ingest([write_jsonl(folder / "d.jsonl", documents())], settings).added == len(DAYS)
    return settings.home


@pytest.fixture
def home(built, settings):
    """A library of one's own: reading the documents takes seconds, a copy does not."""
    shutil.copytree(built, settings.home, dirs_exist_ok=True)
    return settings


@pytest.fixture
def library(home):
    with Library.open(home) as opened:
        yield opened


@pytest.fixture(autouse=True)
def restless(monkeypatch):
    """No rest between two questions that are tried."""
    monkeypatch.setattr("ui.start_guide._REST", 0.0)


def client_of(settings):
    app = redirecting_app("it")
    pages = StartPages(Desk(settings), Site(settings))
    pages.add_to(app)
    return TestClient(app, follow_redirects=False), pages


def whole(pages, language="it"):
    """The guide once all is known."""
    deadline = time.monotonic() + 60
    while (guide := pages.guides.now(language)).asked != {"it", "fr", "en"}:
        assert not guide.failed
        assert time.monotonic() < deadline, guide
        time.sleep(0.05)
    return guide


def answer(text, title="Un titolo", status="answered", start=0):
    cited = Citation(1, "https://example.org/0", title, text, start, start + len(text))
    return Answer("?", "it", status, sentences=(CitedSentence(text, (1,)),), citations=(cited,))


def test_subjects_are_names_that_recur_without_what_is_in_all(library):
    names = [fold(each.name) for each in subjects_in(library)]
    assert not any("notizie" in name or name == "regione di prova" for name in names)
    texts = [Text(f"d{n}", f"d{n}", f"Il Piano dei boschi montani n. {n}, e della Comunità") for n in range(3)]
    texts += [Text(f"e{n}", f"e{n}", f"Altro argomento {'abcdefgh'[n] * 5}") for n in range(8)]
    (subject, *_) = subjects_of(texts, {"piano dei boschi montani": "PBM"})
    assert subject == Subject("Piano dei boschi montani", "il", "PBM", ("d0", "d1", "d2"), 3)


def test_copies_of_one_release_count_once():
    texts = [Text(f"d{n}", "one", "Il Piano dei boschi") for n in range(4)] + [
        Text("e", "e", "Mare"),
        Text("f", "f", "x"),
    ]
    assert subjects_of(texts, {}) == []


def test_questions_take_the_article_that_the_documents_use():
    subject = Subject("Livelli essenziali", "i", "LEA", (), 2)
    texts = [text for text, _ in candidates(subject, "it")]
    assert "Che cosa sono i Livelli essenziali?" in texts
    assert "Quali sono gli obiettivi dei Livelli essenziali?" in texts
    assert "What is “Livelli essenziali”?" in [text for text, _ in candidates(subject, "en")]
    bare = [text for text, _ in candidates(replace(subject, article=""), "it")]
    assert "Che cos'è «Livelli essenziali»?" in bare
    assert not any("nato" in text for text in bare)


def test_only_questions_that_are_answered_are_offered():
    subject = Subject("Piano casa", "il", "", (), 2)
    said = {
        "Che cos'è il Piano casa?": answer("Il Piano casa è un programma."),
        "Quali sono gli obiettivi del Piano casa?": answer("Il Piano casa vuole case.", start=50),  # names no aim
        "Chi si occupa del Piano casa?": answer("Se ne occupa Rossi.", title="Altro"),  # of something else
        "Quali sono le priorità del Piano casa?": answer("Il Piano casa è un programma."),  # the same place again
        "Quando è stato approvato il Piano casa?": answer("Il Piano casa è del 2019.", start=90),
    }
    refused = answer("Il Piano casa…", status="refused")
    found = list(
        answered(subject, candidates(subject, "it"), lambda question: said.get(question.text, refused), lambda: True)
    )
    assert found == ["Che cos'è il Piano casa?", "Quando è stato approvato il Piano casa?"]
    assert speaks_of(answer("Sì.", title="Il Piano casa"), subject)


def test_the_glossary_holds_each_definition_with_its_place(library):
    terms = {term.name: term for term in terms_of(library)}
    assert set(ACRONYMS) <= set(terms)
    place = terms["FRNA"].meanings[0].places[0]
    assert terms["FRNA"].meanings[0].since == "2021-01-01"
    assert library.slice(place.document, place.edition, place.start, place.end) == place.quote
    assert ACRONYMS["FRNA"] in place.quote
    known = list(terms.values())
    assert [term.name for term in matching(known, "frna")] == ["FRNA"]
    assert [term.name for term in matching(known, "centrale operat")] == ["COT"]
    assert matching(known, "astronave") == []


def test_what_is_no_name_is_no_term(settings, tmp_path):
    text = "Questo significa aspettare molto. Caregiver significa chi assiste. È possibile monitorare chi paga."
    ingest([write_jsonl(tmp_path / "t.jsonl", [{"uri": "https://e.org/t", "title": "T", "text": text}])], settings)
    with Library.open(settings) as library:
        assert [entry.term for entry in all_defined(library)] == ["Caregiver"]


def test_no_wrong_option_is_right(library):
    cards = cards_of(library, terms_of(library))
    assert {card.kind for card in cards} >= {"acronym", "person", "value"}
    for card in cards:
        options = card.options(3)
        assert len(options) == len(set(options)) == 4
        assert options == card.options(3)
        assert card.right in options
        cited = card.citation
        assert library.slice(cited.document, cited.edition, cited.start, cited.end) == cited.quote
        told = " ".join(cited.quote.split())
        assert card.right in told
        assert not any(wrong in told for wrong in card.wrong)
    # Two persons hold one office: it is asked of neither, and neither is a wrong option for the other's.
    assert not any("Agenzia sanitaria" in card.asked for card in cards if card.kind == "person")
    acronyms = {card.asked: card for card in cards if card.kind == "acronym"}
    assert acronyms["COT"].right == ACRONYMS["COT"]


def test_translations_and_wordings_are_no_wrong_options():
    def term(name, text, language):
        place = Citation(1, "d", "t", text, 0, 1, language=language)
        return Term(name, "acronym", (name,), (Meaning(text, None, (place,)),))

    import random

    from ui.start_cards import _acronyms

    known = [
        term("PIL", "prodotto interno lordo", "it"), term("PIB", "produit intérieur brut", "fr"),
        term("LEP", "livelli essenziali delle prestazioni", "it"),
        term("LEPS", "livelli essenziali delle prestazioni sociali", "it"),
        term("ASL", "azienda sanitaria locale", "it"), term("COT", "centrale operativa territoriale", "it"),
        term("CAU", "centro di assistenza e urgenza", "it"),
    ]  # fmt: skip
    made = {card.asked: card for card in _acronyms(known, random.Random(0))}
    assert "PIB" not in made
    assert not any("produit" in option for card in made.values() for option in card.wrong)
    assert "livelli essenziali delle prestazioni sociali" not in made["LEP"].wrong


def test_rounds_take_turns_and_go_round():
    place = Citation(1, "d", "t", "q", 0, 1)
    cards = [Card(kind, f"{kind}{n}", "r", ("a", "b", "c"), place) for kind in ("acronym", "value") for n in range(7)]
    first, second = round_of(cards, 0), round_of(cards, 1)
    assert len(first) == len(second) == ROUND
    assert {card.kind for card in first} == {"acronym", "value"}
    assert not {card.asked for card in first} & {card.asked for card in second}
    assert round_of(cards, 7) == first
    assert round_of([], 5) == []


def test_the_pages_say_what_there_is(home):
    client, pages = client_of(home)
    early = client.get("/it/per-cominciare")
    assert early.status_code == 200
    guide = whole(pages)
    assert guide.subjects
    page = client.get("/it/per-cominciare").text
    for texts in guide.questions["it"].values():
        assert len(texts) <= 5
    asked = [text for texts in guide.questions["it"].values() for text in texts]
    assert page.count('href="/it/?q=') == len(asked)
    who = client.get("/fr/pour-commencer/chi").text
    assert who.count("<section") == len(guide.subjects)
    assert "Non indiqué" in who or "<blockquote" in who
    glossary = client.get("/en/start-here/glossary?q=COT").text
    assert ACRONYMS["COT"] in glossary
    assert re.search(r'href="/d/[0-9a-f]{12}/1\?q=\d+-\d+&amp;lang=en', glossary)
    none = client.get("/it/per-cominciare/glossario", params={"q": "<b>"}).text
    assert "Nessuna voce per «&lt;b&gt;»" in none


def test_a_round_is_checked_without_script(home):
    client, pages = client_of(home)
    guide = whole(pages)
    cards = round_of(guide.cards, 2)
    asked = client.get("/it/per-cominciare/prova?round=2").text
    assert asked.count("<fieldset") == len(cards)
    assert "Risposta giusta" not in asked
    right = {f"c{at}": str(card.options(2).index(card.right)) for at, card in enumerate(cards)}
    told = client.get("/it/per-cominciare/prova", params={"round": 2, "done": 1, **right}).text
    assert f"Risposte giuste: {len(cards)} su {len(cards)}" in told
    assert told.count("<blockquote") == len(cards)
    wrong = client.get("/it/per-cominciare/prova", params={"round": 2, "done": 1, "c0": "9", "c1": "x"}).text
    assert f"Risposte giuste: 0 su {len(cards)}" in wrong


def test_questions_are_kept_and_not_asked_again(home, monkeypatch):
    _, pages = client_of(home)
    first = whole(pages)
    kept = pages.guides.path
    deadline = time.monotonic() + 5
    while not kept.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert json.loads(kept.read_text("utf-8"))["generation"] == first.generation
    monkeypatch.setattr(Desk, "unrecorded", lambda self, question: pytest.fail("asked again"))
    _, again = client_of(home)
    assert whole(again).questions == first.questions


@pytest.mark.parametrize("spoilt", ["", "[]", '{"version": 1}', "{"])
def test_a_spoilt_file_of_questions_counts_as_none(home, spoilt):
    guides = Guides(Desk(home))
    guides.path.write_text(spoilt, "utf-8")
    assert guides._read(1, ()) == {}


def test_what_fails_is_said_and_not_tried_for_ever(home, monkeypatch):
    client, _ = client_of(home)
    calls = []
    monkeypatch.setattr(Guides, "_make", lambda *args: calls.append(args) or 1 / 0)
    for _ in range(20):
        page = client.get("/it/per-cominciare").text
        time.sleep(0.02)
    assert "non si è potuta preparare" in page
    assert len(calls) == 1


def test_one_guide_is_made_at_a_time_and_the_last_library_wins(settings, monkeypatch):
    desk = Desk(settings)
    guides, library = Guides(desk), desk.library
    generations, running, made = iter([1, 2, 3, *[3] * 1000]), [], []
    monkeypatch.setattr(type(library), "generation", lambda self: next(generations))

    def slowly(self, generation):
        running.append(generation)
        assert len(running) == 1, "two at once"
        time.sleep(0.1)
        made.append(generation)
        running.remove(generation)
        self._publish(replace(self._guide, generation=generation))

    monkeypatch.setattr(Guides, "_make", slowly)
    deadline = time.monotonic() + 10
    while guides.now("it").generation != 3:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert made == [1, 3], "what came while one was made waits; none is made for a library that is gone"
    desk.close()


@pytest.mark.parametrize("tail", ["", "/chi", "/glossario", "/prova"])
def test_an_empty_library_is_a_clear_page(settings, tail):
    client, _ = client_of(settings)
    page = client.get(f"/it/per-cominciare{tail}")
    assert page.status_code == 200
    assert "ancora vuota" in page.text
    assert Guide().subjects == ()


def test_each_subject_begins_its_questions_elsewhere():
    asked = [("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", ""), ("f", "")]
    assert [text for text, _ in in_turn(asked, 0)] == list("abcdef")
    assert [text for text, _ in in_turn(asked, 1)] == list("aefbcd")
    assert in_turn(asked[:1], 3) == asked[:1]


def test_who_answers_for_a_subject_is_asked_only_where_it_is_stated():
    subject = Subject("Piano casa", "il", "", (), 2)
    for language, word in (("it", "Chi "), ("fr", "Qui "), ("en", "Who is ")):
        with_who = [text for text, _ in candidates(subject, language)]
        without = [text for text, _ in candidates(subject, language, held=False)]
        assert [text for text in with_who if text not in without]
        assert not any(text.startswith(word) and "{" not in text and "for?" not in text for text in without)


def test_who_decides_is_no_subject():
    verbs = ("approva", "presenta", "finanzia")
    texts = [Text(f"d{n}", f"r{n}", f"La Giunta regionale {verb} il Piano boschi") for n, verb in enumerate(verbs)]
    others = [Text(f"o{n}", f"o{n}", "Altro di cui si parla") for n in range(20)]
    assert [each.name for each in subjects_of([*texts, *others], {})] == ["Piano boschi"]


def test_a_page_that_is_being_prepared_is_told_once_it_is_ready(home):
    client, pages = client_of(home)
    started = threading.Event()
    made = Guides._make

    def slowly(self, generation):
        started.wait(10)
        made(self, generation)

    pages.guides._make = slowly.__get__(pages.guides)
    page = client.get("/it/per-cominciare/glossario").text
    assert 'data-wait="/it/per-cominciare/pronta?part=glossary"' in page
    assert 'href="/it/per-cominciare/glossario"' in page
    assert not pages.guides.settled("glossary", "it")
    started.set()
    assert client.get("/it/per-cominciare/pronta?part=glossary").status_code == 204
    assert "data-wait" not in client.get("/it/per-cominciare/glossario").text
    assert client.get("/it/per-cominciare/pronta?part=nothing").status_code == 202


def test_the_guide_is_begun_by_itself_once_nobody_waits(home, monkeypatch):
    monkeypatch.setattr("ui.pages.start._LATER", 0.0)
    monkeypatch.setattr("ui.pages.start._QUIET", 0.02)
    monkeypatch.setattr("ui.pages.start._EVERY", 0.01)
    _, pages = client_of(home)
    begun = []
    monkeypatch.setattr(pages.guides, "now", begun.append)
    pages.desk.answering = 1
    working = threading.Thread(target=pages.prepare, daemon=True)
    working.start()
    working.join(0.3)
    assert working.is_alive()
    assert begun == []
    pages.desk.answering = 0
    working.join(5)
    assert begun == ["it"]
    pages.desk.closed.set()
    pages.prepare()  # a desk that is closed prepares nothing
    assert begun == ["it"]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("La Giunta ha approvato le schede con la deliberazione di Giunta regionale n. 1423 del 2 ottobre 2017.", 0),
        ("Il ruolo degli enti locali è ridisegnato dalla legge regionale 30 luglio 2015, n. 13, sulle Province.", 0),
        ("La Casa della comunità di Prova, la più grande della Regione, ha aperto le porte il 30 luglio 2015.", 1),
    ],
)
def test_the_date_in_the_name_of_an_act_makes_no_card(settings, tmp_path, sentence, asked):
    from conftest import write_jsonl

    from ingest.pipeline import ingest
    from rag.library import Library

    ingest(
        [write_jsonl(tmp_path / "d.jsonl", [{"uri": "https://example.org/a", "title": "T", "text": sentence}])],
        settings,
    )
    with Library.open(settings) as library:
        assert len(sentences(library)) == asked

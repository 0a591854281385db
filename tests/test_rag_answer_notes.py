"""What a reader is told besides the answer: odd totals, other figures, inferred years, why there is no answer."""

from dataclasses import replace

import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.answer_notes import refusal_notes, source_notes
from rag.answerer import open_answerer
from rag.lacks import Lacking
from rag.phrases import say
from rag.question import understand
from rag.settings import load_settings
from rag.types import Answer, Citation, Filters, Question

URI = "https://example.org/a"


def cited(quote: str, number: int = 1, **more) -> Citation:
    values = {"document": URI, "title": "A", "start": 0, "end": len(quote), "edition": 1, "language": "it", **more}
    return Citation(number=number, quote=quote, **values)


def notes(question: str, *citations: Citation, language: str = "it") -> tuple[str, ...]:
    answer = Answer(question, language, "answered", citations=citations)
    return source_notes(understand(Question(question)), answer, {})


ODD = "Il fondo è di 3 milioni di euro, suddivisi così: 2 milioni di euro ai Comuni e 4,5 milioni di euro alle Aziende."


def test_a_total_below_one_of_its_parts_is_flagged():
    (note,) = notes("quanto vale il fondo?", cited(ODD))
    assert note == say("odd_total", "it", number="1", total="3 milioni di euro", part="4,5 milioni di euro")
    (second,) = notes("quanto vale il fondo?", cited("Il fondo aiuta tutti."), cited(ODD, 2))
    assert "citazione 2" in second


@pytest.mark.parametrize(
    "quote",
    [
        ODD.replace("4,5", "1"),  # the parts are the total
        ODD.replace("3 milioni", "4,49 milioni"),  # nearly: rounded
        "Il fondo è di 3 milioni di euro. L'anno prima erano 2 milioni di euro, e prima ancora 4,5 milioni di euro.",
        "Il fondo è di 3 milioni di euro, suddivisi così: 4,5 milioni di euro ai Comuni.",  # one part is none
        "Sono 3 case, suddivise così: 2 a Modena e 45 a Parma.",  # no money
    ],
)
def test_a_total_that_fits_is_not_flagged(quote):
    assert notes("quanto vale il fondo?", cited(quote)) == ()


def test_a_year_that_is_inferred_is_told():
    quote = "La domanda va presentata entro il 30 giugno."
    (note,) = notes("quando si presenta la domanda?", cited(quote, published="2023-05-02"))
    assert note == say("year_inferred", "it", written="30 giugno", year="2023", published="2023-05-02")
    (unknown,) = notes("quando si presenta la domanda?", cited(quote))
    assert unknown == say("year_unknown", "it", written="30 giugno")


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("quando si presenta la domanda?", "La domanda va presentata entro il 30 giugno 2023."),
        ("quando si presenta la domanda?", "La domanda si presenta allo sportello."),
        ("chi presenta la domanda?", "Le famiglie la presentano entro il 30 giugno."),
    ],
)
def test_no_year_is_inferred_where_it_stands_or_is_not_asked_for(question, quote):
    assert notes(question, cited(quote, published="2023-05-02")) == ()


def test_languages_editions_and_withdrawals_are_told():
    found = notes("di che si parla?", cited("a", language="fr"), cited("b", 2, superseded=True, withdrawn=True))
    assert found == (
        say("other_language", "it", source_language="francese"), say("superseded", "it"), say("withdrawn", "it"),
    )  # fmt: skip


PAGES = [
    {"uri": "https://a.example/ponte", "title": "Il ponte della Lama", "language": "it", "published": "2023-02-01",
     "text": "Il ponte della Lama\n\nIl ponte della Lama costa 740 mila euro. I lavori partono in marzo."},
    {"uri": "https://b.example/ponte", "title": "Il ponte della Lama", "language": "it", "published": "2024-06-01",
     "text": "Il ponte della Lama\n\nIl ponte della Lama costa 910 mila euro. La strada resta chiusa per due mesi."},
    {"uri": "https://c.example/scuola", "title": "La scuola nuova", "language": "it",
     "text": "La scuola nuova\n\nLa scuola di Casale costa 2 milioni di euro e apre in settembre."},
]  # fmt: skip


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notes")
    settings = load_settings(home=folder / "home", offline=True)
    assert ingest([write_jsonl(folder / "documents.jsonl", PAGES)], settings).added == len(PAGES)
    answerer = open_answerer(settings)
    yield answerer
    answerer.close()


def other_figure(answerer, question: str, quote: str, uri: str, **more) -> list[str]:
    asked, ranked = answerer.weigh(Question(question))
    answer = Answer(question, "it", "answered", citations=(cited(quote, document=uri, **more),))
    return [note for note in source_notes(asked, answer, {}, ranked) if "cifra diversa" in note]


def test_another_sources_figure_is_told(answerer):
    (note,) = other_figure(
        answerer, "quanto costa il ponte della Lama?", "Il ponte della Lama costa 740 mila euro.", PAGES[0]["uri"]
    )
    assert note == say(
        "other_figure",
        "it",
        quote="Il ponte della Lama costa 910 mila euro.",
        title="Il ponte della Lama",
        date=", 2024-06-01",
    )


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("quanto costa il ponte della Lama?", "Costa 910.000 euro."),  # the same sum, written otherwise
        ("chi paga il ponte della Lama?", "Il ponte della Lama costa 740 mila euro."),
    ],
)
def test_no_other_figure_where_it_agrees_or_none_is_asked(answerer, question, quote):
    assert other_figure(answerer, question, quote, PAGES[0]["uri"]) == []


def test_a_figure_for_another_thing_is_no_other_figure(answerer):
    question, quote = "quanto costa la scuola di Casale?", "La scuola di Casale costa 2 milioni di euro"
    assert other_figure(answerer, question, quote, PAGES[2]["uri"]) == []


def test_a_copy_is_no_other_source(answerer):
    asked, ranked = answerer.weigh(Question("quanto costa il ponte della Lama?"))
    quote = cited("Il ponte della Lama costa 740 mila euro.", document=PAGES[0]["uri"])
    answer = Answer("q", "it", "answered", citations=(quote,))
    leaders = dict.fromkeys((PAGES[0]["uri"], PAGES[1]["uri"]), PAGES[0]["uri"])
    assert not [note for note in source_notes(asked, answer, leaders, ranked) if "cifra diversa" in note]


def test_why_there_is_no_answer(answerer):
    asked, ranked = answerer.weigh(Question("quanto costa il ponte della Lama?"))
    searched = say("searched", "it", count="3")
    assert refusal_notes(asked, Filters(), Lacking("money"), ranked, 3) == (
        f"{searched} {say('lacks', 'it', what='un importo')}",
    )
    (years,) = refusal_notes(asked, Filters(), Lacking(years=("2019", "2020")), ranked, 3)
    assert "nulla sul 2019, 2020" in years
    assert refusal_notes(asked, Filters(), Lacking(), ranked, 3) == (f"{searched} {say('no_evidence', 'it')}",)
    assert refusal_notes(asked, Filters(), Lacking(), [], 3) == (f"{searched} {say('outside', 'it')}",)
    far = [replace(each, parts={**each.parts, "whole": 0.1}) for each in ranked]
    assert refusal_notes(asked, Filters(), Lacking(), far, 3) == (f"{searched} {say('outside', 'it')}",)
    chosen = refusal_notes(asked, Filters(kind="news"), Lacking("money"), ranked, 3)
    assert chosen == (say("no_evidence_filtered", "it"),)

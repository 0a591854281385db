"""The chat's filters without a page: what is offered, what is read, and the line that says so."""

import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.errors import LibraryError
from rag.types import Filters
from ui.desk import Desk
from ui.locales import strings_for
from ui.panel import EVERY, FIELDS, Chosen, FilterDesk
from ui.strings import LANGUAGES

IT = strings_for("it")
TEXT = "Il fondo regionale per la non autosufficienza ammonta a 310 milioni di euro nel complesso."


def document(uri, title, **known):
    return {"uri": uri, "title": title, "text": f"{TEXT} {title}", "language": "it"} | known


DOCUMENTS = [
    document("x:1", "Piano", kind="plan", territory="Lombardia", publisher="Regione Lombardia", published="2024-03-05"),
    document("x:2", "Notizia", kind="news", territory="Toscana", publisher="Gazzetta", published="2021-09"),
    document("x:3", "Piano", kind="plan", territory="Toscana", publisher="Regione Toscana", published="2020"),
    document("x:4", " ", language="fr"),
]


def given(**values):
    return [values.get(name, "") for name in FIELDS]


@pytest.fixture
def desk(settings, tmp_path):
    assert ingest([write_jsonl(tmp_path / "library.jsonl", DOCUMENTS)], settings).added == 4
    desk = Desk(settings)
    yield FilterDesk(desk, IT)
    desk.close()


def test_nothing_chosen_is_no_filter(desk):
    assert desk.chosen(given()) == desk.chosen([None] * len(FIELDS)) == Chosen()
    assert not desk.chosen(given(kind="  ")).any
    assert desk.panel(given()).heading == "Filtri"


def test_what_is_chosen_becomes_filters_and_one_line(desk):
    chosen = desk.chosen(given(kind="plan", territory="Lombardia", date_from=" 1/2024 ", language="fr"))
    assert chosen.filters == Filters(kind="plan", territory="Lombardia", language="fr", date_from="2024-01")
    assert chosen.line == "Cerco solo in: piani · Lombardia · francese · dal gennaio 2024"
    panel = desk.panel(given(kind="plan", document="x:1", date_to="2025"))
    assert panel.heading == "Filtri (3): piani · fino al 2025 · Piano"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_that_cannot_be_read_is_told_in_one_line_and_the_rest_holds(desk, language):
    strings = strings_for(language)
    chosen = FilterDesk(desk.desk, strings).chosen(given(kind="plan", date_from="l'altroieri " * 9, date_to="2024"))
    assert chosen.filters == Filters(kind="plan", date_to="2024")
    assert strings.filters_date_hint in chosen.problem
    assert "l'altroieri" in chosen.problem
    assert "\n" not in chosen.problem
    assert len(chosen.problem) < 130
    assert chosen.any


def test_a_period_that_ends_before_it_begins_is_told(desk):
    chosen = desk.chosen(given(date_from="2024", date_to="giugno 2022"))
    assert "finisce prima di cominciare" in chosen.problem
    assert chosen.filters == Filters()
    assert desk.chosen(given(date_from="6/2022", date_to="2022")).filters == Filters(
        date_from="2022-06", date_to="2022"
    )


def test_the_library_is_offered_in_the_readers_words(desk):
    choices = desk.panel(given()).choices
    assert choices["kind"] == [("Qualsiasi", ""), ("notizia", "news"), ("piano", "plan")]
    assert choices["territory"] == [("Qualsiasi", ""), ("Toscana", "Toscana"), ("Lombardia", "Lombardia")]
    assert ("francese", "fr") in choices["language"]
    assert choices["source"][1][0] == "library.jsonl"
    french = FilterDesk(desk.desk, strings_for("fr")).panel(given()).choices
    assert ("français", "fr") in french["language"]
    assert french["kind"][0][0] == "Indifférent"


def test_documents_are_told_apart_the_newest_first_and_follow_the_other_filters(desk):
    labels = [label for label, _ in desk.panel(given()).choices["document"]]
    assert labels[:3] == ["Qualsiasi", "Piano", "Notizia"]
    assert len(set(labels)) == len(labels) == 5
    assert "" not in labels
    plans = desk.panel(given(kind="plan", date_to="2021")).choices["document"]
    assert [value for _, value in plans] == ["", "x:3"]


def test_what_is_chosen_stays_offered_when_it_no_longer_passes(desk):
    panel = desk.panel(given(kind="news", document="x:1", territory="Molise"))
    assert ("Piano", "x:1") in panel.choices["document"]
    assert ("Molise", "Molise") in panel.choices["territory"]


def test_too_many_documents_are_counted(desk, monkeypatch):
    monkeypatch.setattr("ui.panel._OFFERED", 3)
    panel = desk.panel(given())
    assert len(panel.choices["document"]) == 4
    assert panel.unlisted == 1


def test_an_ingestion_shows_in_the_choices(desk, settings, tmp_path):
    desk.panel(given())
    more = document("x:5", "Legge", kind="act", territory="Liguria", published="2026")
    ingest([write_jsonl(tmp_path / "more.jsonl", [more])], settings)
    choices = desk.panel(given()).choices
    assert ("atto", "act") in choices["kind"]
    assert ("Liguria", "Liguria") in choices["territory"]
    assert choices["document"][1] == ("Legge", "x:5")


def test_editions_can_be_chosen_of_a_document_that_has_them(desk, settings, tmp_path):
    changed = [
        document("x:1", "Piano", kind="plan", published="2025") | {"text": TEXT + " Aggiornato."},
        *DOCUMENTS[1:],
    ]
    ingest([write_jsonl(tmp_path / "library.jsonl", changed)], settings)
    assert [value for _, value in desk.panel(given()).choices["edition"]] == ["", EVERY]
    assert [value for _, value in desk.panel(given(document="x:1")).choices["edition"]] == ["", EVERY, "2", "1"]
    assert desk.chosen(given(document="x:1", edition="1")).filters == Filters(document="x:1", edition=1)
    assert desk.chosen(given(edition="1")).filters == Filters()
    chosen = desk.chosen(given(edition=EVERY))
    assert chosen.filters == Filters(superseded=True)
    assert chosen.line == "Cerco solo in: anche edizioni superate"
    documents = desk.panel(given(edition=EVERY)).choices["document"]
    assert sorted(value for _, value in documents) == ["", "x:1", "x:2", "x:3", "x:4"]


def test_a_library_that_does_not_open_leaves_the_panel_empty(desk, monkeypatch):
    def broken(**_):
        raise LibraryError("file rovinato")

    monkeypatch.setattr(desk.desk, "facets", broken)
    assert desk.panel(given(kind="plan")).heading == "Filtri (1): piani"

"""Filters: one way of comparing, the same hits from the words, the vectors and the library; what there is to choose."""

from dataclasses import fields, replace

import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.facets import Facets, KnownFacets, read_facets
from rag.library import Library
from rag.names import facet_key
from rag.rows import passes
from rag.search import open_search
from rag.settings import load_settings
from rag.types import DocumentRecord, Filters

WORDS = "assistenza territoriale"
# (uri, kind, publisher, territory, language, published)
DOCUMENTS = [
    ("https://a.example/piano", "plan", "Regione Emilia-Romagna (sintesi)", "Emilia-Romagna", "it", "2022"),
    ("https://a.example/nota", "press_release", "Regione Emilia-Romagna", "Emilia Romagna", "it", "2022-06"),
    ("https://b.example/news", "news", "RavennaToday", "Emilia-Romagna", "it", "2022-06-23"),
    ("https://c.example/lombardie", "news", "Santé Info", "Lombardia", "fr", "2024-02-01"),
    ("https://c.example/vallee", "act", "Région", "Valle d'Aosta", "fr", "2024-12"),
    ("https://d.example/vuoto", None, None, None, "it", None),
]


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    """A search over DOCUMENTS from two sources; the plan has a second edition."""
    folder = tmp_path_factory.mktemp("filtri")
    settings = load_settings(home=folder / "home", offline=True)

    def document(row, said):
        values = dict(zip(("uri", "kind", "publisher", "territory", "language", "published"), row, strict=True))
        title = f"Documento {row[0][-5:]}"
        return {n: v for n, v in values.items() if v} | {"title": title, "text": f"{title}. {WORDS} {said}. {row[0]}"}

    rows = [document(row, "e assistenza ospedaliera") for row in DOCUMENTS]
    write_jsonl(folder / "uno.jsonl", rows[:3])
    write_jsonl(folder / "due.jsonl", rows[3:])
    ingest([str(folder / "uno.jsonl"), str(folder / "due.jsonl")], settings)
    write_jsonl(folder / "uno.jsonl", [document(DOCUMENTS[0], "e assistenza domiciliare"), *rows[1:3]])
    ingest([str(folder / "uno.jsonl")], settings)
    opened = open_search(settings)
    assert len(opened.library.editions(DOCUMENTS[0][0])) == 2
    yield opened
    opened.close()


def sources(search) -> tuple[str, ...]:
    return read_facets(search.library.connection).sources


ASKED = [
    Filters(),
    Filters(kind="plan"),
    Filters(kind="NEWS"),
    Filters(kind="transcript"),
    Filters(publisher="regione emilia romagna"),
    Filters(publisher="Ravenna Today"),
    Filters(publisher="sante info"),
    Filters(territory="emilia-romagna"),
    Filters(territory="Emilia Romagna"),
    Filters(territory="VALLE D’AOSTA"),
    Filters(language="fr"),
    Filters(language="FR"),
    Filters(date_from="2022-06-15"),
    Filters(date_to="2022-06"),
    Filters(date_from="2022", date_to="2022"),
    Filters(date_from="2024-02-02"),
    Filters(document="https://b.example/news"),
    Filters(kind="news", territory="lombardia", date_from="2024"),
    Filters(kind="news", territory="lombardia", date_to="2023"),
    Filters(source="nessuna"),
]  # fmt: skip


@pytest.mark.parametrize("filters", ASKED, ids=[str(asked)[8:-1] for asked in map(repr, ASKED)])
def test_search_vectors_and_library_agree_with_brute_force(search, filters):
    wanted = {record.uri for record in search.library.records() if passes(record, filters)}
    assert {record.uri for record in search.library.records(filters)} == wanted
    assert {hit.record.uri for hit in search.search(WORDS, filters, 20)} == wanted
    by_vector = [each for each, _ in search.indexes.vectors.search(WORDS, filters, 20)]
    assert {record.uri for _, record in search.library.passages(by_vector).values()} == wanted


def test_the_words_agree_with_brute_force(search):
    # As the library spells them: the index compares without case only (rag/lexical.py is to use facet_key).
    for filters in (Filters(kind="NEWS"), Filters(publisher="RavennaToday"), *ASKED[-9:]):
        wanted = {record.uri for record in search.library.records() if passes(record, filters)}
        by_words = [each for each, _ in search.indexes.lexical.search(WORDS, filters, 20)]
        assert {record.uri for _, record in search.library.passages(by_words).values()} == wanted, filters


def test_a_source_is_taken_to_the_letter(search):
    one, two = sorted(sources(search))
    assert {record.uri for record in search.library.records(Filters(source=one))} == {row[0] for row in DOCUMENTS[3:]}
    assert {hit.record.uri for hit in search.search(WORDS, Filters(source=two), 20)} == {
        row[0] for row in DOCUMENTS[:3]
    }
    assert not search.search(WORDS, Filters(source=one.upper()), 20)


def test_an_edition_is_found_current_or_not():
    first = Filters(document="u", edition=1)
    assert first.superseded
    assert first == Filters(document="u", edition=1, superseded=True)
    assert passes(DocumentRecord("u", "T", edition=1, superseded=True), first)
    assert not passes(DocumentRecord("u", "T", edition=2), first)


def test_an_edition_is_searched(search):
    for edition, said in ((1, "ospedaliera"), (2, "domiciliare")):
        hits = search.search(WORDS, Filters(document=DOCUMENTS[0][0], edition=edition), 20)
        assert {hit.passage.edition for hit in hits} == {edition}
        assert all(said in hit.passage.text for hit in hits)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Emilia-Romagna", "emilia romagna"),
        ("Forlì", "FORLI"),
        ("RavennaToday", "Ravenna Today"),
        ("Lepida (sintesi Regesto)", "lepida"),
        ("Valle d'Aosta", "Valle d’Aosta"),
        ("press_release", "Press release"),
        (None, ""),
    ],
)
def test_names_are_compared_without_case_accents_signs_and_remarks(one, other):
    assert facet_key(one) == facet_key(other)


def test_what_is_only_a_remark_is_still_a_name():
    assert facet_key("(senza nome)") not in ("", facet_key("(altro)"))


def test_filters_of_one_are_filled_from_another():
    one = Filters(kind="news", document="a")
    assert one.over(Filters(kind="plan", language="it")) == replace(one, language="it")
    assert one.over(Filters(document="b", edition=2)).edition is None
    assert Filters().over(Filters(document="b", edition=2)) == Filters(document="b", edition=2)
    assert {each.name for each in fields(Filters)} >= {"source", "edition"}


def test_facets_list_what_there_is_the_commonest_first(search):
    known = read_facets(search.library.connection)
    assert known.territories[0] == "Emilia-Romagna"
    assert known.publishers[0] == "Regione Emilia-Romagna"
    assert known.languages == ("it", "fr")
    assert "2022-06" in known.months
    assert known.papers == {"ravennatoday", "santeinfo"}


def test_facets_are_read_again_when_the_library_has_changed(settings, tmp_path):
    with Library.open(settings) as library:
        known = KnownFacets(library)
        assert known.now() == Facets()
        ingest([write_jsonl(tmp_path / "d.jsonl", [
            {"uri": "u", "title": "Piano", "text": "Il piano dice molte cose. " * 9, "kind": "plan", "language": "it"}
        ])], settings)  # fmt: skip
        assert known.now().kinds == ("plan",)
        assert known.now() is known.now()
        assert known.now(superseded=True).kinds == ("plan",)

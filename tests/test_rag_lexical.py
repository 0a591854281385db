"""The words index: what a question finds in it, however it is written, and what it must not find."""

import shutil
import time
from dataclasses import dataclass

import pytest

from rag.analysis import terms
from rag.errors import LibraryError
from rag.lexical import LexicalIndex
from rag.lexical_query import QueryBuilder, quoted
from rag.spelling import Spelling
from rag.types import DocumentRecord, Filters, Passage

TEXTS = {
    "fna": "Il Fondo per la non autosufficienza vale 564,09 milioni di euro, con 1.970 schede caricate.",
    "lr": "La legge regionale 12 marzo 2003, n. 2 promuove la cittadinanza sociale.",
    "other": "La legge regionale 2 agosto 2004, n. 29 riordina il servizio sanitario.",
    "dgr": "Con deliberazione n. 1423 del 2017 la Giunta attua il piano.",
    "whole": "Il distretto sociosanitario coordina le cure.",
    "spaced": "Un approccio socio sanitario riguarda tutti.",
    "order": "Le cure intermedie di comunità aprono a Lugo.",
    "reversed": "La comunità chiede altre cure per Lugo, intermedie o stabili.",
    "house": "Le case della comunità di Parma offrono l'integrazione dei servizi.",
    "french": "Le conseiller régional présente l'accord sur la santé.",
}


def passage(name: str, text: str, language: str = "it", **record) -> tuple[Passage, DocumentRecord]:
    values = {"uri": f"u:{name}", "title": "", "language": language, **record}
    return Passage(name, values["uri"], 1, 0, 0, len(text), text, language=language), DocumentRecord(**values)


@pytest.fixture(scope="module", params=["few", "many"])
def index(tmp_path_factory, request):
    """The texts in an index, searched as among few passages and as among very many."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("lexical", "lexical_parts"):
            patch.setattr(f"rag.{module}.MANY", 0 if request.param == "many" else 50_000)
        made = LexicalIndex(tmp_path_factory.mktemp("lexical"))
        made.replace([passage(name, text, "fr" if name == "french" else "it") for name, text in TEXTS.items()])
        yield made


def found(index, query: str, limit: int = 10, **options) -> list[str]:
    return [each for each, _ in index.search(query, Filters(), limit, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("564.09", "fna"), ("564,09 milioni", "fna"), ("1970", "fna"), ("1 970 schede", "fna"),
        ("L.R. 2/2003", "lr"), ("lr 2/2003", "lr"), ("l.r. 12/3/2003 n. 2", "lr"), ("LR n. 29 del 2004", "other"),
        ("DGR 1423/2017", "dgr"), ("delibera di giunta 1423/2017", "dgr"),
        ("integrazione", "house"), ("dell’integrazione", "house"), ("conseillers régionaux", "french"),
    ],
)  # fmt: skip
def test_every_spelling_finds_its_passage(index, query, first):
    assert found(index, query)[0] == first


@pytest.mark.parametrize("query", ["socio-sanitario", "sociosanitario", "socio sanitario"])
def test_a_compound_is_found_in_every_spelling(index, query):
    assert {"whole", "spaced"} <= set(found(index, query))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lintegrazione", "house"), ("integrazoine", "house"), ("integrazzione", "house"), ("intwgrazione", "house"),
        ("citadinanza", "lr"), ("autosuficenza", "fna"),
    ],
)  # fmt: skip
def test_a_slip_is_forgiven(index, query, first):
    assert found(index, query)[:1] == [first]


def test_a_known_word_is_never_taken_for_another(index):
    assert found(index, "cure") == found(index, "cure")
    assert "house" not in found(index, "coordina cure")


def test_adjacent_words_count_more_than_the_same_words_apart(index):
    assert found(index, "cure intermedie Lugo")[0] == "order"


@pytest.mark.parametrize("marks", ['"{}"', "«{}»", "“{}”", "„{}”", "‘{}’", "‹{}›", "« {} »"])
def test_a_quoted_phrase_must_stand_there(index, marks):
    assert found(index, marks.format("cure intermedie")) == ["order"]
    assert found(index, marks.format("intermedie cure")) == []
    assert found(index, marks.format("cure mai viste") + " Lugo") == []


def test_a_phrase_keeps_its_little_words_and_ignores_case_and_accents(index):
    assert found(index, "“CASE della comunita” Lugo") == ["house"]
    assert found(index, "“case di comunità”") == []


@pytest.mark.parametrize("query", ["l'Ausl dell'area", '"" comunità', 'il piano 24" largo', "«", "c'è 'vero'"])
def test_what_is_no_quotation_limits_nothing(query):
    assert quoted(query) == []


@pytest.mark.parametrize(
    "query",
    ["", "  ", "di che e il la", "?!… «»", "\x00\x07\x1b", "日本語の質問", "\ud800", "AND OR NOT (", "*:*", "''"],
)
def test_a_query_without_searchable_words_finds_nothing(index, query):
    assert found(index, query) == []


@pytest.mark.parametrize("word", ["comunità ", "parolasconosciuta ", "a-b ", "1.970 ", "“x” ", "L.R. 2/2003 "])
def test_ten_thousand_characters_are_answered_quickly(index, word):
    text = (word * 10_000)[:10_000] + " " + " ".join(f"voce{n}x" for n in range(300))
    took = []
    for _ in range(3):  # the best of three: other work on the machine is not what is asked here
        begun = time.perf_counter()
        found(index, text)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.25


def test_of_very_many_terms_the_rarest_are_kept(tmp_path):
    index = LexicalIndex(tmp_path)
    index.replace([passage(f"p{n}", f"{' '.join(f'comune{i}' for i in range(100))} solo{n}") for n in range(3)])
    assert found(index, " ".join([*(f"comune{i}" for i in range(100)), "solo1"]))[0] == "p1"


def test_of_a_words_forms_only_the_best_counts(index):
    (stem,) = terms("cittadinanza", "it")
    (weaker,) = terms("sociale", "it")
    alone = dict(index.search("x", Filters(), 5, alternatives=(((("it", stem, 1.0)),),)))
    both = dict(index.search("x", Filters(), 5, alternatives=((("it", stem, 1.0), ("it", weaker, 0.1)),)))
    assert list(alone) == ["lr"]
    assert both["lr"] == pytest.approx(alone["lr"])
    assert found(index, "x", alternatives=((("it", "nessuno", 1.0),),)) == []


def test_frequencies(index):
    assert index.frequency("cure") == (len(TEXTS), 3)
    assert index.document_frequency("it", terms("comunità", "it")[0]) == 3
    assert index.document_frequency("fr", terms("comunità", "it")[0]) == 0


@dataclass(frozen=True)
class Limits:
    """Filters with the fields that part 3 adds."""

    document: str | None = None
    kind: str | None = None
    publisher: str | None = None
    territory: str | None = None
    language: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    superseded: bool = False
    source: str | None = None
    edition: int | None = None
    documents: tuple[str, ...] = ()


def test_limits_by_source_edition_facet_and_date(tmp_path):
    index = LexicalIndex(tmp_path)
    index.replace([
        passage("a", "cure di comunità", source="https://a.example/Feed", edition=1, kind="news", published="2023-05"),
        passage("b", "cure di comunità", source="piani", edition=2, kind="plan", published="2024-02-01"),
    ])  # fmt: skip

    def within(**limits):
        return {each for each, _ in index.search("cure", Limits(**limits), 5)}

    assert within() == {"a", "b"}
    assert within(source="https://a.example/Feed") == {"a"}
    assert within(edition=2) == {"b"}
    assert within(kind="PLAN") == {"b"}
    assert within(date_from="2024") == {"b"}
    assert within(date_to="2023") == {"a"}
    assert within(document="u:a", edition=2) == set()
    assert within(documents=("u:b",)) == {"b"}
    assert within(documents=("u:a", "u:b", "u:none")) == {"a", "b"}
    assert within(documents=("u:b",), kind="news") == set()
    assert within(documents=("u:none",)) == set()


def test_an_index_of_another_analysis_is_refused_and_one_of_this_opens(tmp_path, monkeypatch):
    LexicalIndex(tmp_path).replace([passage("a", "cure")])
    assert len(LexicalIndex(tmp_path)) == 1
    monkeypatch.setattr("rag.lexical.STAMP", "0-older")
    with pytest.raises(LibraryError, match="reindex"):
        LexicalIndex(tmp_path)


def test_what_is_replaced_or_dropped_is_no_longer_found(tmp_path):
    index = LexicalIndex(tmp_path)
    index.replace([passage("a", "cure vecchie"), passage("b", "cure")])
    index.replace([passage("a", "servizi nuovi")], drop=["b"])
    assert found(index, "cure vecchie") == []
    assert found(index, "servizzi") == ["a"]  # the spellings are those of the new state


def test_near_spellings_are_ranked_by_slips_then_frequency():
    near = Spelling([("case", 9), ("cose", 20), ("caso", 3), ("2003", 50), ("integrazione", 2)])
    assert [word for word, _ in near.near("cxse")] == ["cose", "case"]
    assert near.near("cas") == []
    assert near.near("2004") == []
    assert near.near("integrazzoine")[0][0] == "integrazione"
    assert near.near("sconosciutissima") == []
    assert Spelling([]).near("parola") == []


def test_the_builder_asks_for_spellings_only_of_unknown_words(index):
    asked = []
    builder = QueryBuilder(
        index.schema, index.searcher.doc_freq, lambda: asked.append(1) or Spelling([]), index.weights
    )
    builder.build("cure di comunità")
    assert asked == []
    builder.build("curre di comunità")
    assert asked == [1]


def test_a_file_left_by_a_death_in_mid_commit_does_not_stop_the_next_write(tmp_path):
    pairs = [passage(f"p{n}", f"parola{n} comune") for n in range(4)]
    here, there = tmp_path / "here", tmp_path / "there"
    LexicalIndex(here).replace(pairs)
    shutil.copytree(here, there)
    LexicalIndex(there).replace([], drop=["p1"])
    for left in there.glob("*.del"):
        (here / left.name).write_bytes(b"half")
    index = LexicalIndex(here)
    index.replace([], drop=["p1"])
    assert len(index) == 3
    assert found(index, "parola1") == []
    assert len(found(index, "comune")) == 3

"""The check of a model's sentences: judged honest and planted ones over the bundled corpus, and its parts one by one."""

from collections import Counter
from pathlib import Path

import pytest
from generated_sentences import HONEST, LATER, LATER_PLANTED, PLANTED

from ingest.pipeline import ingest
from rag.generating.checking import fault
from rag.generating.drafts import Draft, Quoted
from rag.generating.figures import dates, figures
from rag.generating.meaning import Meaning
from rag.generating.names import names_of
from rag.generating.writer import Writer
from rag.search import open_search
from rag.settings import load_settings
from rag.types import Hit

CORPUS = Path(__file__).parents[1] / "corpus"


class Judge(Writer):
    """The writer's check without a model behind it."""

    def __init__(self, search):
        self.search = search
        self.meaning = Meaning(search.finder.others, search.words, search.finder.worth, search.model.encode)
        self.entails = None

    def hits(self, uri):
        record = self.search.library.record(uri)
        assert record is not None, uri
        return [Hit(passage, record, 1.0, at) for at, passage in enumerate(self.search.library.passages_of(uri), 1)]

    def verdict(self, language, sentence, uri, quotes):
        return self.judged(Draft(sentence, tuple(Quoted(1, quote) for quote in quotes)), self.hits(uri), language)


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    settings = load_settings(home=tmp_path_factory.mktemp("corpus"), offline=True)
    ingest([str(CORPUS / "sources.toml")], settings)
    search = open_search(settings)
    yield Judge(search)
    search.close()


def test_there_are_enough_judged_sentences():
    assert len(HONEST) >= 60
    assert {language for language, *_ in HONEST} == {"it", "fr", "en"}
    assert set(Counter(kind for kind, *_ in PLANTED)) == {
        "figure", "unit", "date", "name", "swap", "negation", "altered", "unsupported", "injected"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence", "uri", "quotes"), [*HONEST, *LATER], ids=[each[1][:60] for each in (*HONEST, *LATER)]
)
def test_no_honest_sentence_is_lost(judge, language, sentence, uri, quotes):
    found, wrong = judge.verdict(language, sentence, uri, quotes)
    assert wrong is None
    text = judge.search.library.text(uri)
    assert found
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("kind", "language", "sentence", "uri", "quotes"), PLANTED, ids=[f"{each[0]}-{each[2][:50]}" for each in PLANTED]
)
def test_every_planted_fault_is_caught(judge, kind, language, sentence, uri, quotes):
    assert judge.verdict(language, sentence, uri, quotes)[1] is not None


@pytest.mark.parametrize(
    ("language", "sentence", "uri", "quotes"), LATER_PLANTED, ids=[each[1][:50] for each in LATER_PLANTED]
)
def test_faults_planted_later_are_caught_too(judge, language, sentence, uri, quotes):
    assert judge.verdict(language, sentence, uri, quotes)[1] is not None


def test_a_true_sentence_with_any_figure_changed_is_caught(judge):
    """Mutations rather than examples: each figure of each honest sentence raised by a tenth and a bit."""
    tried = 0
    for language, sentence, uri, quotes in HONEST:
        for figure in figures(sentence):
            written = sentence[figure.start : figure.end]
            digits = [at for at, sign in enumerate(written) if sign.isdigit()]
            if not digits:
                continue
            first = digits[0]
            other = str(int(written[first]) % 9 + 1)
            changed = sentence[: figure.start + first] + other + sentence[figure.start + first + 1 :]
            tried += 1
            assert judge.verdict(language, changed, uri, quotes)[1] is not None, changed
    assert tried > 80


def test_a_quote_from_another_passage_given_is_cited_where_it_stands(judge):
    found, wrong = judge.verdict(
        "it", "Il Fondo vale 564,09 milioni di euro nel 2025.", "regesto:corpus/frna-2025",
        ("Per il 2025 il Fondo vale 564,09 milioni di euro",),
    )  # fmt: skip
    assert wrong is None
    assert found[0].hit.rank != 1
    assert found[0].text.startswith("Per il 2025 il Fondo")


@pytest.mark.parametrize(
    ("given", "cited"),
    [
        ("«Per il 2025 il Fondo vale 564,09 milioni di euro».", "Per il 2025 il Fondo vale 564,09 milioni di euro"),
        ("Per il  2025 il Fondo\nvale 564,09 milioni", "Per il 2025 il Fondo vale 564,09 milioni"),
        ("Lo ha istituito l’articolo 51 della legge regionale", "Lo ha istituito l'articolo 51 della legge regionale"),
    ],
)
def test_a_quote_is_found_but_for_white_space_and_quotes_and_keeps_the_documents_letters(judge, given, cited):
    from rag.generating.quoting import find

    assert [each.text for each in find(Quoted(1, given), judge.hits("regesto:corpus/frna-2025"))] == [cited]


def test_a_quote_shortened_with_dots_is_cited_as_its_parts(judge):
    from rag.generating.quoting import find

    found = find(
        Quoted(1, "Per il 2025 il Fondo vale 564,09 milioni di euro […] le somme vanno alle Aziende sanitarie"),
        judge.hits("regesto:corpus/frna-2025"),
    )
    assert [each.text[:12] for each in found] == ["Per il 2025 ", "le somme van"]


@pytest.mark.parametrize(
    "quote", ["4,09 milioni di euro", "ondo vale 564,09", "564,0", "il fondo vale 564,09 milioni", "", " "]
)
def test_a_quote_cut_within_a_word_or_altered_stands_nowhere(judge, quote):
    from rag.generating.quoting import find

    assert find(Quoted(1, quote), judge.hits("regesto:corpus/frna-2025")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.970 schede", "1 970 schede"),
        ("564,09 milioni", "564.09 million"),
        ("564,09 milioni", "564.090.000"),
        ("quattro aree", "4 aree"),
        ("1 milione e 800mila euro", "1.800.000 euro"),
        ("16,8 milliards", "16.8 billion"),
        ("duecentotrenta letti", "230 letti"),
        ("vingt-trois", "23"),
        ("€ 2.325.000", "2,325,000 euros"),
        ("564mila", "564.000"),
        ("un milione", "1.000.000"),
    ],
)
def test_one_number_in_two_spellings(one, other):
    assert [each.value for each in figures(one)] == [each.value for each in figures(other)]


@pytest.mark.parametrize("name", ["PM10", "NH3", "S3", "M5s"])
def test_digits_of_a_name_are_no_figure(name):
    assert figures(f"il {name} scende") == []


@pytest.mark.parametrize(
    "written", ["12 marzo 2003", "12.03.2003", "12/3/2003", "March 12, 2003", "12 mars 2003", "2003-03-12"]
)
def test_one_date_in_many_spellings(written):
    assert [(day.day, day.month, day.year) for day in dates(f"del {written}")] == [(12, 3, 2003)]


def test_the_first_word_of_a_sentence_is_no_name_and_an_acronym_is_one_anywhere():
    assert names_of("Lo coordina Danila Valenti per la CTSSM.") == ["Danila", "Valenti", "CTSSM"]
    assert names_of("CAU e COT sono aperti.") == ["CAU", "COT"]


def test_a_sentence_without_quotes_is_never_borne_out(judge):
    assert fault("Il Fondo vale 564,09 milioni.", "it", [], judge.meaning) == "unsupported"

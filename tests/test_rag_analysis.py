"""Analysis: one term for every spelling of a word, a number, a compound or an act."""

import doctest

import pytest

from rag import acts, analysis
from rag.acts import cited
from rag.analysis import analyser, joined, normal, terms, words


@pytest.mark.parametrize("module", [acts, analysis])
def test_docstring_examples(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("it", "l'integrazione", "integrazione"),
        ("it", "dell’Ausl", "dellʼAusl"),
        ("it", "dell`Ausl", "dell´Ausl"),
        ("it", "dell'Ausl", "ausl"),
        ("it", "priorità", "priorita'"),
        ("it", "priorità", "priorita\u0300"),
        ("it", "so\u00adcio", "socio"),
        ("it", "L.R.", "LR"),
        ("fr", "qu'il intègre", "integre"),
        ("fr", "œuvre", "oeuvre"),
        ("en", "the region's plans", "plan of regions"),
    ],
)
def test_spellings_of_one_word_share_their_terms(language, one, other):
    assert set(terms(one, language)) & set(terms(other, language)) - {"l", "r"}


@pytest.mark.parametrize("written", ["socio-sanitario", "socio‐sanitario", "socio-\nsanitario", "sociosanitario"])
def test_a_compound_is_found_whole_however_it_is_joined(written):
    assert terms("sociosanitario", "it")[0] in terms(f"il piano {written} regionale vale", "it")


def test_a_compound_keeps_its_parts():
    assert {*terms("socio", "it"), *terms("sanitario", "it")} <= set(terms("piano socio-sanitario", "it"))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("564,09", "564,09"), ("564.09", "564,09"), ("1.970", "1970"), ("1,970", "1970"), ("16,8", "16,8"),
        ("61.334.381", "61334381"), ("1.234,5", "1234,5"), ("1,234.5", "1234,5"), ("0,125", "0,125"),
        ("3.10.2", "3.10.2"), ("2021-2027", "2021-2027"), ("12.03.2003", "12/3/2003"), ("2/2003", "2/2003"),
        ("1.423/2017", "1423/2017"),
    ],
)  # fmt: skip
def test_numbers_have_one_spelling(written, plain):
    assert normal(written) == plain


@pytest.mark.parametrize("written", ["1 970", "1\u00a0970", "1\u202f970", "1.970", "1970"])
def test_thousands_are_one_number_however_they_are_parted(written):
    assert "1970" in terms(f"sono {written} schede", "it")


def test_cells_of_a_table_stay_numbers_of_their_own():
    assert {"120", "340", "560"} <= set(terms("120 340 560", "it"))
    assert joined("nel 2021 300 posti") == ""


@pytest.mark.parametrize(
    ("written", "act"),
    [
        *((form, ("lr", "2/2003")) for form in (
            "L.R. 2/2003", "LR 2/2003", "L. R. n. 2/2003", "legge regionale 2/2003", "l.r. 12 marzo 2003, n. 2",
            "L.R. 12/3/2003, n. 2", "L.R. 12.03.2003 n.2", "legge regionale n. 2 del 2003", "L.R. n. 2 del 12 marzo 2003",
            "legge regionale Emilia-Romagna 2/03", "regional law no. 2 of 2003", "loi régionale n° 2 du 12 mars 2003",
        )),
        *((form, ("dgr", "1423/2017")) for form in (
            "DGR 1423/2017", "D.G.R. n. 1.423/2017", "delibera di giunta 1423/2017", "dgr n. 1423 del 2 ottobre 2017",
            "deliberazione della Giunta della Regione Emilia-Romagna n. 1423 del 2017",
        )),
        ("deliberazione n. 1423 del 2017", ("delibera", "1423/2017")),
        ("D.Lgs. 502/1992", ("dlgs", "502/1992")),
        ("decreto legislativo 30 dicembre 1992, n. 502", ("dlgs", "502/1992")),
        ("Regolamento (UE) 2016/679", ("ue", "679/2016")),
    ],
)  # fmt: skip
def test_an_act_has_one_key_however_it_is_written(written, act):
    assert cited(normal(f"Si applica la {written}.").lower()) == [act]
    assert act[1] in terms(f"vale la {written} da allora", "it")


@pytest.mark.parametrize(
    "text",
    ["il 12/2003 e la legge", "legge del 2003", "in 3 del 2003", "scheda 4/2010", "la L.R. e poi, altrove, 2/2003"],
)
def test_what_names_no_act_gives_none(text):
    assert cited(normal(text).lower()) == []


def test_words_and_the_unstemmed_analyser_agree():
    text = "L’œuvre dell'Ausl: 1.970 schede, 564.09 milioni, D.G.R. 1423/2017, priorità S3 2021-2027."
    assert words(text) == analyser("plain").analyze(normal(text))


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "\x00\x01", "\u200b", "'’", "-", "--", ".", "日本", "1" * 5000, "-a" * 3000]
)
def test_odd_text_is_no_error(text):
    for language in ("it", "fr", "en", "plain"):
        assert isinstance(terms(text, language), tuple)
    assert isinstance(words(text), list)

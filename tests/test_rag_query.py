"""A query taken apart: shares of its words, the forms each may take in each language, acronyms, numbers and names."""

import pytest

from rag.analysis import terms
from rag.query import take_apart
from rag.translation import Translator

LANGUAGES = ("it", "fr", "en")
FUND = "Fondo regionale per la non autosufficienza"


def rare(word: str) -> float:
    return 4.0 if word in ("frna", "caregiver") else 1.0


def item(query, word):
    [found] = [each for each in query.items if each.word == word]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Quanti milioni ha il FRNA nel 2025?", "caregiver", "l'integrazione socio-sanitaria dell'Ausl di Imola",
        "che cosa?", "qui, où et quand ?", "L.R. 2/2003, art. 5", "город Болонья", "x" * 5_000,
    ],
)  # fmt: skip
def test_weights_are_shares(text):
    query = take_apart(text, rare)
    assert query.items
    assert sum(each.weight for each in query.items) == pytest.approx(1)
    assert all(each.weight > 0 for each in query.items)
    assert len({each.word for each in query.items}) == len(query.items)
    assert all(tuple(each.forms) == LANGUAGES for each in query.items)


@pytest.mark.parametrize("text", ["", "  ", "a a a", "?!… «»", "\x00\x07\n", "—"])
def test_without_words_there_is_nothing(text):
    assert take_apart(text, rare).items == ()


def test_a_word_that_tells_more_weighs_more_and_none_weighs_nothing():
    query = take_apart("quanti caregiver riconosciuti a Imola", rare)
    assert item(query, "caregiver").weight == pytest.approx(4 * item(query, "imola").weight)
    silent = take_apart("caregiver a Imola", lambda word: 0.0 if word == "imola" else 2.0)
    assert 0 < item(silent, "imola").weight < 0.01


def test_own_language_counts_whole_and_a_cognate_less():
    riparto = item(take_apart("come avviene il riparto della sperimentazione", rare), "sperimentazione")
    [stem] = terms("sperimentazione", "it")
    assert riparto.forms["it"][stem] == 1
    assert 0 < riparto.forms["en"][stem] < 1


def test_translations_stand_for_a_word_only_in_their_language():
    translator = Translator()
    query = take_apart(
        "quali obiettivi ha il piano per gli anziani",
        rare,
        lambda word, source, target: {} if source == target else translator.word(word, source, target),
    )
    assert query.language == "it"
    elderly, âgé = terms("elderly", "en")[0], terms("âgées", "fr")[0]
    forms = item(query, "anziani").forms
    assert forms["en"][elderly] > 0.1
    assert forms["fr"][âgé] > 0.1
    assert elderly not in forms["it"]
    assert all(0 < worth <= 1 for per in forms.values() for worth in per.values())


def test_a_translation_never_lowers_what_a_form_is_worth():
    [stem] = terms("caregiver", "en")
    query = take_apart("caregiver riconosciuti", rare, lambda *_: {stem: 0.1, "carer": 0.9})
    plain = take_apart("caregiver riconosciuti", rare)
    assert item(query, "caregiver").forms["en"][stem] == item(plain, "caregiver").forms["en"][stem]
    assert item(query, "caregiver").forms["en"]["carer"] == 0.9


def test_an_acronym_is_spelled_by_all_the_stems_of_its_expansion():
    query = take_apart("quanto vale il FRNA nel 2025", rare, None, [("FRNA", (FUND, "Fondo unico"))])
    spelled = item(query, "frna").spelled["it"]
    assert frozenset(terms(FUND, "it")) in spelled
    assert frozenset(terms("Fondo unico", "it")) in spelled
    assert item(query, "frna").spelled["en"]
    assert all(each.spelled["it"] == () for each in query.items if each.word != "frna")


def test_the_words_of_an_expansion_may_stand_as_the_acronym():
    written = "fondo regionale per la non autosufficienza"
    query = take_apart(f"quanto vale il {written} nel 2025", rare, None, [(written, ("FRNA",))])
    [frna] = terms("FRNA", "it")
    for word in ("fondo", "regionale", "autosufficienza"):
        assert 0.5 < item(query, word).forms["it"][frna] < 1
    assert frna not in item(query, "2025").forms["it"]
    assert not any(each.spelled["it"] for each in query.items)


def test_an_acronym_for_another_acronym_is_a_form_and_not_spelled():
    query = take_apart("chi dirige l'AUSL", rare, None, [("AUSL", ("ASL",))])
    assert terms("ASL", "it")[0] in item(query, "ausl").forms["it"]
    assert item(query, "ausl").spelled["it"] == ()


def test_numbers_acts_and_names_are_exact():
    query = take_apart("Cosa dice la L.R. 2/2003 dei 564,09 milioni al Comune di Imola e della PM10?", rare)
    exact = {each.word for each in query.items if each.exact}
    assert {"2/2003", "564,09", "imola", "comune"} <= exact
    assert not {"milioni", "dice"} & exact
    assert "pm10" in exact
    # The first word has a capital whatever it is.
    assert not item(take_apart("Caregiver riconosciuti", rare), "caregiver").exact


def test_language_and_what_is_asked_for_are_told():
    french = take_apart("Combien de lits sont ouverts dans la région ?", rare)
    assert (french.language, french.asks) == ("fr", "number")
    assert take_apart("When was the agreement signed by the region?", rare).asks == "when"

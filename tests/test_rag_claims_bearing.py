"""What a sentence must itself say before it bears a claim out: rules of ``rag/claims/bearing.py`` and their friends."""

from __future__ import annotations

import numpy as np
import pytest

from rag.analysis import fold
from rag.claims.asking import claim_in
from rag.claims.bearing import apart, is_whole
from rag.claims.days import Days
from rag.claims.lexicon import members_in, negations_in
from rag.claims.owning import Owning
from rag.claims.parts import names_of, parts_of, statements_in
from rag.claims.saying import of_an_act, some_of
from rag.claims.values import values_in


def found(words, text, written_in):
    """A word stands where its own letters do."""
    here = set(fold(text).replace(";", " ").replace(",", " ").replace(".", " ").split())
    return np.array([float(word in here) for word in words], dtype=np.float32)


@pytest.mark.parametrize(
    ("claim", "text", "whole"),
    [
        ("solo quattro enti sono ammessi", "sono ammessi quattro enti", False),
        ("solo quattro enti sono ammessi", "soltanto quattro enti sono ammessi", True),
        ("non solo i Comuni possono aderire", "i Comuni possono aderire", True),
        ("tutte le Regioni hanno un piano", "le Regioni hanno un piano", False),
        ("tutte le Regioni hanno un piano", "il 100% delle Regioni ha un piano", True),
        ("tutte le case previste sono aperte", "Vallée d'Aoste 4 sur 4", True),
        ("tutte le case previste sono aperte", "Toscana 4 su 14", False),
        ("le credenziali di Uno valgono di più di quelle di Due", "Uno e Due danno credenziali", False),
        ("il fondo dà più di 5 milioni", "il fondo dà 6 milioni", True),
        ("a Nord ci sono più case che a Sud", "le case del Nord superano quelle del Sud", True),
        ("il piano è approvato dal consiglio", "il piano è approvato dalla giunta", False),
    ],
)
def test_a_sentence_must_have_a_claims_only_all_and_more(claim, text, whole):
    assert is_whole(claim, text, "it", found) is whole


def test_words_of_two_statements_of_a_sentence_do_not_add_up():
    words, shares = ["coordinano", "medici"], np.array([0.5, 0.5], dtype=np.float32)
    text = "Il coordinamento è infermieristico; i medici assicurano 30 ore"
    assert len(apart(words, shares, text, "", "it", found)) == 1
    assert apart(words, shares, "Il coordinamento è dei medici", "", "it", found) == {}


def test_verbs_that_say_little_never_lack():
    shares = np.array([0.3, 0.7], dtype=np.float32)
    assert apart(["supera", "fondo"], shares, "Il fondo", "", "it", found) == {}


def test_statements_of_a_claim():
    assert len(statements_in("l'ospedale ha 24 letti e che lo coordinano i medici")) == 2
    assert len(statements_in("l'hôpital a 24 lits et qu'il est public")) == 2
    assert len(statements_in("l'ospedale ha 24 letti")) == 1


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Il Fondo regionale (legge regionale n. 5 del 30 maggio 2024) riceve 3 milioni", True),
        ("Con la legge regionale n. 2 del 28 marzo 2014 la Regione ha riconosciuto la figura", False),
        ("Il Fondo è nato il 30 maggio 2024", False),
        ("Il Piano è stato approvato con deliberazione dell'Assemblea n. 152 del 30 gennaio 2024", False),
    ],
)
def test_the_day_of_a_law_is_not_the_day_of_what_it_is_quoted_for(text, quoted):
    day = next(value for value in values_in(text, "it") if value.kind == "date")
    assert of_an_act(day, text) is quoted


def test_some_of_a_whole_are_not_all_of_it():
    assert some_of("Sono stati aggiornati 19 dei 20 programmi") == [(22, 31)]
    assert some_of("4 su 4") == []


@pytest.mark.parametrize(
    ("question", "language", "claim"),
    [
        ("È vero che chi assiste un familiare viene pagato?", "it", "chi assiste un familiare viene pagato"),
        ("Est-il vrai que qui aide un proche est payé ?", "fr", "qui aide un proche est payé"),
        ("Verifica: chi è il presidente della Regione?", "it", None),
    ],
)
def test_what_follows_that_is_told_not_asked(question, language, claim):
    assert claim_in(question, language) == claim


def test_a_hyphened_non_denies_nothing():
    assert list(negations_in("le fonds pour la non-autosuffisance est de 564 millions")) == []
    assert len(list(negations_in("le fonds n'est pas de 564 millions"))) == 1


def test_a_capital_inside_a_word_begins_no_name():
    assert names_of('la voce "numeroAtto" di aST') == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("publiée chaque année", "paraît tous les deux ans"),
        ("firmati in ritardo", "firmati prima della scadenza"),
        ("ridurre di un terzo i decessi", "dimezzare i decessi"),
    ],
)
def test_members_of_a_class_exclude_one_another(one, other):
    mine, theirs = ({each.group: each.which for each in members_in(text)} for text in (one, other))
    assert any(mine[group] != theirs[group] for group in mine.keys() & theirs.keys())


def test_a_share_is_no_place_in_an_order():
    assert "order" not in {each.group for each in members_in("un terzo dei fornitori del terzo settore")}
    assert "order" in {each.group for each in members_in("la terza regione")}


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("la decarbonizzazione è prevista entro il 2035", "2050"),
        ("le energie rinnovabili sono previste entro il 2035", None),
    ],
)
def test_of_two_dates_a_claims_own_stands_in_the_piece_that_speaks_of_it(claim, other):
    text = "Gli obiettivi: decarbonizzazione prima del 2050, 100% di energie rinnovabili entro il 2035"
    parts = parts_of(claim, "it")
    dates = [each for each in values_in(text, "it") if each.kind == "date"]
    value = next(part.value for part in parts if part.value)
    told = [each for each in dates if each.day == value.day]
    own = Days(Owning(claim, "it", parts), text, "it", found, dates).other_day(value, told)
    assert (own.written if own else None) == other

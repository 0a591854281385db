"""Long sentences shortened: one stretch of their own words, and never less than what they say."""

import pytest

from rag.shortening import LONG, shortened

TAIL = (
    "mentre nelle zone di montagna della provincia proseguono le visite guidate ai mulini, ai frantoi e alle fornaci "
    "antiche che gli studenti delle scuole superiori hanno censito durante l'inverno"
)
SUBJECT = "Il servizio di trasporto serale costa in tutto quattro euro per ogni corsa prenotata al telefono"


def tells(clause: str) -> bool:
    return "euro" in clause


def slices(short: str) -> str:
    """What is left, without the marks of what is cut."""
    return short.removeprefix("… ").removesuffix(" …")


def test_what_tells_nothing_is_cut_and_marked():
    short = shortened(f"{SUBJECT}, {TAIL}.", tells)
    assert short == f"{SUBJECT} …"


def test_a_beginning_goes_only_where_a_semicolon_parts_it():
    whole = f"{TAIL.capitalize()}; {SUBJECT[0].lower()}{SUBJECT[1:]}."
    short = shortened(whole, tells)
    assert short.startswith("… il servizio")
    assert slices(short) in whole
    with_comma = whole.replace(";", ",")
    assert shortened(with_comma, tells) == with_comma


@pytest.mark.parametrize("text", [f"{SUBJECT}, {TAIL}.", f"{TAIL}; {SUBJECT}; {TAIL}", f"{SUBJECT} – {TAIL}: {TAIL}"])
def test_what_is_left_is_one_slice_of_the_sentence(text):
    short = shortened(text, tells)
    assert short != text
    assert slices(short) in text
    assert "euro" in short
    assert short.startswith("… ") == (not text.startswith(slices(short)))
    assert short.endswith(" …") == (not text.endswith(slices(short)))


@pytest.mark.parametrize(
    "clause",
    [
        "non vale per i residenti di altri comuni", "senza alcuno sconto", "salvo che nei giorni festivi", "solo di sabato",
        "se la prenotazione arriva il giorno prima", "purché si prenoti", "secondo la cooperativa che lo gestisce",
        "tuttavia il prezzo cambia ogni anno", "esclusi i minori di dieci anni", "nessuno paga di più", "qualora piova",
        "ne sont pas admis les groupes", "sauf le dimanche", "selon le maire", "seulement le samedi", "si le temps le permet",
        "not for visitors", "unless it rains", "except on Sundays", "only for residents", "according to the mayor", "if booked",
    ],
)  # fmt: skip
def test_denials_limits_conditions_and_voices_are_kept(clause):
    short = shortened(f"{SUBJECT}, {TAIL}, {clause}.", tells)
    assert clause in short
    first = shortened(f"{clause.capitalize()}; {TAIL}; {SUBJECT}.", tells)
    assert clause.capitalize() in first


def test_short_sentences_are_left_alone():
    short = "Costa quattro euro, mentre a Modena si visitano i mulini."
    assert shortened(short, tells) == short
    at_most = f"quattro euro, {'e poi ' * (LONG // 2 - 1)}".strip()
    assert len(at_most.split()) == LONG
    assert shortened(at_most, tells) == at_most


@pytest.mark.parametrize(
    "text",
    [
        f"{TAIL}, {TAIL}.",  # nothing tells anything: nothing to choose by
        f"{SUBJECT} (si prenota al numero che segue, {TAIL}).",  # a bracket is not cut open
        f"{SUBJECT}, {TAIL}\n- sabato",  # a list stays whole
        f"{SUBJECT} «prezzo fermo da anni, {TAIL}».",
        f"{SUBJECT} {TAIL.replace(',', '')} con il resto da pagare alla fine in euro.",
    ],
)
def test_what_can_not_be_cut_safely_stays_whole(text):
    assert shortened(text, tells) == text


def test_enough_words_are_left():
    text = f"Costa euro otto, è bello, {TAIL}, {TAIL}."
    assert len(slices(shortened(text, tells)).split()) >= 7

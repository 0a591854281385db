"""What kind of answer a question asks for, of how many things, and what it must be about."""

import pytest

from rag.question import kind_of, parts_of, understand, written_out
from rag.types import Question


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("di quanto è cresciuto il fondo?", "number"),
        ("entro quando si presenta la domanda?", "when"),
        ("in che anno è nato il piano?", "when"),
        ("à quelle date ferme-t-il ?", "when"),
        ("by when must it be done?", "when"),
        ("quando apre lo sportello?", "when"),
        ("che errore arriva quando la password non va?", "open"),
        ("secondo quanto emerso, perché si chiude?", "open"),
        ("in quale sede si tiene?", "where"),
        ("chi ha firmato?", "who"),
        ("qui a signé ?", "who"),
        ("whose office is it?", "who"),
        ("quels sont les objectifs ?", "list"),
        ("what are the priorities?", "list"),
        ("che differenza c'è tra i due piani?", "comparison"),
        ("what changed since the old plan?", "comparison"),
        ("what does FRNA stand for?", "definition"),
        ("che cosa sono le case della comunità?", "definition"),
        ("is it free?", "yes_no"),
        ("perché si chiude la sede?", "open"),
    ],
)
def test_the_kind_of_answer(text, asks):
    assert kind_of(text) == asks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("quante sono le case?", 1),
        ("quante sono le case e quanto costano?", 2),
        ("combien de maisons et où sont-elles ?", 2),
        ("who leads it, and when does it open?", 2),
        ("chi la dirige, dove sta e quanto costa?", 3),
        ("chi la dirige, dove sta, quanto costa e da quando apre?", 3),  # three at most
        ("le case e gli asili di Modena quanto costano?", 1),
        ("", 1),
    ],
)
def test_how_many_things_are_asked(text, parts):
    assert parts_of(text) == parts


def test_periods_are_written_out_and_demanded():
    assert (
        written_out("piano  2021-27 e 2017/19, legge 3/2021-22-5") == "piano 2021-2027 e 2017-2019, legge 3/2021-22-5"
    )
    asked = understand(Question("quanto vale il Fondo Sociale del 2025?"))
    assert asked.demands == ("2025",)
    assert asked.names == ("fondo", "sociale")
    assert understand(Question("quante case ci sono?")).demands == ()


def test_the_head_is_what_is_counted_or_listed():
    assert understand(Question("quanti posti letto ha la casa?")).head == "posti"
    assert understand(Question("dimmi le priorità del gruppo")).head == "priorita"
    assert understand(Question("who leads the group?")).head == "leads"

"""What an edition changed, in lines: pages of both sides, altered words marked, nothing lost that changed."""

import random

import pytest

from rag.types import Change, Mark
from rag.wording import word_steps
from ui.changes import Side, change_line, changes_lines, in_signs
from ui.locales import strings_for
from ui.strings import LANGUAGES

IT = strings_for("it")


def test_altered_words_are_marked_and_pages_of_both_sides_named():
    old = Side("Premessa.\n\nSono 29 gli ospedali.", (Mark(0, 1, "i"), Mark(11, 2, "1")))
    new = Side("Premessa.\n\nSono 27 gli ospedali.", (Mark(0, 1, "1"), Mark(11, 3, "3")))
    [line] = changes_lines([Change("altered", (11, 33), (11, 33))], old, new, IT)
    assert in_signs(line) == "cambiato, p. 2 (stampata 1) → p. 3: Sono [-29-] {+27+} gli ospedali."
    assert [part.mark for part in line] == ["head", "", "old", "", "new", ""]


def test_added_and_removed():
    old, new = Side("Una riga tolta."), Side("Una riga nuova.", (Mark(0, minute="00:12:31"),))
    lines = changes_lines([Change("removed", (0, 15), None), Change("added", None, (0, 15))], old, new, IT)
    assert [in_signs(line) for line in lines] == [
        "tolto: [-Una riga tolta.-]",
        "aggiunto, minuto 00:12:31: {+Una riga nuova.+}",
    ]


def test_one_page_is_named_once_and_none_where_none_is_known():
    assert in_signs(change_line("altered", "a b", "a c", ("p. 4", "p. 4"), IT)).startswith("cambiato, p. 4: ")
    assert in_signs(change_line("altered", "a b", "a c", ("", ""), IT)) == "cambiato: a [-b-] {+c+}"


def test_words_that_went_stand_where_they_stood():
    line = in_signs(change_line("altered", "Il nuovo Piano, che vale.", "Il Piano, che non vale ancora.", ("", ""), IT))
    assert line == "cambiato: Il [-nuovo-] Piano, che {+non+} vale {+ancora+}."


def test_a_long_text_is_cut_to_the_words_round_the_change():
    words = " ".join(f"parola{n}" for n in range(200))
    line = in_signs(change_line("altered", words, words.replace("parola100", "altra"), ("", ""), IT))
    assert "[-parola100-] {+altra+}" in line
    assert len(line) < 250
    assert line.count("…") == 2
    assert in_signs(change_line("added", None, words, ("", ""), IT)).endswith(" …+}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words(language):
    strings = strings_for(language)
    for kind in ("added", "removed", "altered"):
        assert in_signs(change_line(kind, "a", "b", ("", ""), strings)).startswith(strings.change_kinds[kind])


def test_an_escape_sequence_in_a_text_does_not_reach_the_terminal():
    assert "\x1b" not in in_signs(change_line("altered", "a \x1b[31mb", "a \x1b[32mc", ("", ""), IT))


def test_the_new_words_can_be_read_off_the_line_and_the_old_ones_are_all_told():
    chance = random.Random(7)
    vocabulary = [
        "il",
        "piano",
        "regionale",
        "29",
        "24,5 milioni",
        "30 novembre 2025",
        "l'Ausl",
        "(L.R. 2/2003)",
        "e",
        "non",
    ]
    for _ in range(300):
        old = " ".join(chance.choices(vocabulary, k=chance.randint(1, 12)))
        new = " ".join(chance.choices(vocabulary, k=chance.randint(1, 12)))
        line = change_line("altered", old, new, ("", ""), IT)[1:]
        read = "".join(part.text for part in line if part.mark != "old")
        assert "".join(read.split()) == "".join(new.split()), (old, new, line)
        gone = "".join(old[slice(*a)] for a, _ in word_steps(old, new))
        assert "".join(part.text for part in line if part.mark == "old") == gone

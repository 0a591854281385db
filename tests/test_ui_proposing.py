"""Questions that are offered: worded from what documents hold, and only those that are answered, each otherwise."""

import time

import pytest

from rag.types import Answer, Citation, CitedSentence, Filters
from ui.desk import Desk
from ui.examples import Example
from ui.leads import Lead, commonest_first, leads_of, nearest_first, wording
from ui.proposing import Proposing
from ui.restoring import Exchange
from ui.strings import LANGUAGES

TEXT = """La Conferenza territoriale sociale e sanitaria metropolitana (CTSSM) ha eletto presidente Matteo Lepore, sindaco di
Bologna. Il Piano aria integrato regionale (PAIR) è stato approvato il 30 gennaio 2024, secondo la L.R. 2/2003. Il Fondo
regionale per la non autosufficienza (FRNA) del 2025 ammonta a 564,09 milioni di euro."""


@pytest.fixture
def home(settings, tmp_path):
    from conftest import write_jsonl

    from ingest.pipeline import ingest

    documents = [{"uri": "https://example.org/a", "title": "Nomine e piani", "text": TEXT, "published": "2024-02"}]
    assert ingest([write_jsonl(tmp_path / "d.jsonl", documents)], settings).added == 1
    return settings


def answer(question, start, words="CTSSM", status="answered"):
    citation = Citation(1, "https://example.org/a", "Nomine e piani", words, start, start + 5)
    return Answer(question, "it", status, sentences=(CitedSentence(words, (1,)),), citations=(citation,))


class Scripted(Desk):
    """Answers by the script; remembers what it was asked without anybody asking."""

    def __init__(self, settings, script):
        super().__init__(settings)
        self.script = script
        self.tried = []

    def unrecorded(self, question):
        self.tried.append(question)
        return self.script(question.text)


def known(proposing, language="it"):
    until = time.monotonic() + 20
    while (found := proposing.examples(language)) is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    return found


def test_a_document_suggests_what_it_speaks_of(home):
    from rag.library import Library

    with Library.open(home) as library:
        found = {(lead.kind, lead.name) for lead in leads_of(library, "https://example.org/a")}
    assert found == {
        ("acronym", "CTSSM"), ("acronym", "PAIR"), ("approved", "PAIR"), ("acronym", "FRNA"), ("fund", "FRNA"),
        ("person", "Matteo Lepore"), ("law", "L.R. 2/2003"),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_worded_in_every_language(language):
    for kind in ("acronym", "person", "law", "decree", "approved", "fund"):
        text = wording(Lead(kind, "X {1}", "d"), language)
        assert "X {1}" in text
        assert text.endswith("?")


def test_the_nearest_come_first_a_kind_at_a_time_and_the_commonest_once():
    far, near, other = Lead("person", "A B", "d", 900), Lead("person", "C D", "d", 110), Lead("acronym", "AB", "d", 500)
    assert nearest_first([far, near, other, Lead("acronym", "C D", "d", 120)], {"d": [100]}) == [near, other, far]
    assert commonest_first([far, other, Lead("acronym", "ab", "e", 3)])[0] == other


def test_examples_are_those_that_are_answered_by_what_they_ask_about(home):
    def script(text):
        if "CTSSM" in text:
            return answer(text, 0)
        if "L.R." in text:
            return answer(text, 50, "altro")  # says nothing of it
        if "PAIR" in text:
            return answer(text, 300, "Il PAIR") if "approvato" in text else answer(text, 300, status="refused")
        return answer(text, 0, "Matteo Lepore")  # the same place as the first

    desk = Scripted(home, script)
    proposing = Proposing(desk, (Example("Chi è il sindaco?", "it", "Un altro documento", "journalist"),))
    found = known(proposing)
    assert found["official"] == ("Quando è stato approvato il PAIR?",)
    assert found["journalist"] == ("Chi è Matteo Lepore?",)
    assert "newcomer" not in found, "shown already, under another question"
    assert "Chi è il sindaco?" not in [each.text for each in desk.tried], "its document is not here"
    count = len(desk.tried)
    assert known(proposing) == found
    assert len(desk.tried) == count, "tried once for a generation"


def test_examples_are_tried_anew_when_the_library_changes(home, tmp_path):
    from conftest import write_jsonl

    from ingest.pipeline import ingest

    desk = Scripted(home, lambda text: answer(text, 0, text, status="refused"))
    proposing = Proposing(desk, ())
    assert known(proposing) == {}
    count = len(desk.tried)
    ingest(
        [write_jsonl(tmp_path / "e.jsonl", [{"uri": "https://example.org/b", "title": "B", "text": TEXT + " Nuovo."}])],
        home,
    )
    assert known(proposing) == {}
    assert len(desk.tried) > count


def test_examples_wait_while_people_do(home):
    desk = Scripted(home, lambda text: answer(text, 0, text))
    desk.answering = 1
    proposing = Proposing(desk, ())
    assert proposing.examples("it") is None
    time.sleep(0.5)
    assert not proposing.ready("it")
    assert not desk.tried
    desk.answering = 0
    assert known(proposing)["official"]


def test_what_cannot_be_tried_leaves_a_page_without_examples(home):
    def broken(text):
        raise RuntimeError("indice rotto")

    assert known(Proposing(Scripted(home, broken), ())) == {}


def test_what_may_follow_was_not_asked_yet_and_is_answered_otherwise(home):
    places = {"CTSSM": 3, "Matteo Lepore": 100, "L.R. 2/2003": 200, "PAIR": 300, "FRNA": 400}

    def script(text):
        name = next(name for name in places if name in text)
        return answer(text, places[name], name)

    desk = Scripted(home, script)
    shown = (Exchange("Che cosa significa CTSSM", answer("q", 3)), Exchange("Chi?", answer("q", 100)))
    found = Proposing(desk, ()).follow_ups(shown, "it", Filters(kind="news"))
    assert len(found) == 3
    assert "Chi è Matteo Lepore?" not in found, "the same place again"
    assert not any("CTSSM" in text for text in found)
    assert all(each.filters == Filters(kind="news") for each in desk.tried)
    assert len(set(found)) == 3


def test_nothing_follows_a_refusal_or_while_others_wait(home):
    desk = Scripted(home, lambda text: answer(text, 3))
    proposing = Proposing(desk, ())
    assert proposing.follow_ups((), "it") == ()
    assert proposing.follow_ups((Exchange("q", Answer("q", "it", "refused")),), "it") == ()
    desk.answering = 1
    assert proposing.follow_ups((Exchange("q", answer("q", 900)),), "it") == ()
    assert not desk.tried


def test_the_real_answerer_bears_the_examples_out_and_leaves_no_row(home):
    desk = Desk(home)
    found = known(Proposing(desk, ()))
    assert "A quanto ammonta il FRNA?" in found["journalist"]
    assert desk.log.count() == 0
    desk.close()


def test_the_date_of_an_act_is_put_in_the_language_of_the_question():
    act = Lead("decree", "DPCM 12 gennaio 2017", "d")
    assert wording(act, "it") == "Che cosa prevede il DPCM 12 gennaio 2017?"
    assert wording(act, "fr") == "Que prévoit le DPCM du 12 janvier 2017 ?"
    assert wording(act, "en") == "What does DPCM of 12 January 2017 provide for?"


def test_what_was_asked_the_meaning_of_is_not_offered_again(home):
    desk = Scripted(home, lambda text: answer(text, 400, words=text))
    proposing = Proposing(desk, ())
    asked = Exchange("cos'è la CTSSM?", answer("cos'è la CTSSM?", 0))
    assert "Che cosa significa CTSSM?" not in proposing.follow_ups((asked,), "it")
    other = Exchange("chi presiede la CTSSM?", answer("chi presiede la CTSSM?", 0))
    assert "Che cosa significa CTSSM?" in proposing.follow_ups((other,), "it")

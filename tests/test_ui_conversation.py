"""The chat without a page: steps of an answer, history, errors in their place, what is shown on arrival."""

import re
import sqlite3
from dataclasses import replace
from html import unescape

import pytest

from rag.errors import LibraryError, ModelError, QuestionError, UsageError
from rag.settings import load_settings
from rag.types import Answer, Citation, CitedSentence, Filters, Turn
from ui.conversation import Chat, turns
from ui.desk import Desk, Holdings
from ui.examples import Example, examples_for, load_examples
from ui.locales import strings_for
from ui.panel import Chosen
from ui.restoring import Exchange, conversation_from_json, exchange_to_json

IT = strings_for("it")
SENTENCES = (CitedSentence("Le priorità sono tre.", (1,)), CitedSentence("Sono del 2022.", (1,)))


def answer(question: str, count: int = 2) -> Answer:
    citation = Citation(1, "https://example.org/a", "Piano", "Le priorità sono tre.", 0, 21)
    return Answer(question, "it", "answered", sentences=SENTENCES[:count], citations=(citation,))


class ScriptedDesk(Desk):
    """Answers by the script; remembers what it was asked."""

    def __init__(self, script) -> None:
        super().__init__(load_settings())
        self.script = script
        self.asked = []
        self.holds = Holdings(3, 40, frozenset({"Piano"}))

    def stream(self, question):
        self.asked.append(question)
        for step in self.script:
            if isinstance(step, Exception):
                raise step
            yield step

    def records(self, answer):
        return {}

    def holdings(self):
        if isinstance(self.holds, Exception):
            raise self.holds
        return self.holds


def test_an_answer_grows_and_is_announced_once_it_is_whole():
    desk = ScriptedDesk([answer("q", 1), answer("q")])
    views = list(Chat(desk, IT).ask("  q  ", ()))
    assert IT.searching in views[0].latest
    assert "data-begins" in views[0].announced
    assert "Sono del 2022" not in views[1].latest
    assert [view.announced for view in views[1:-1]] == ["", ""]
    assert views[-1].announced == f"{IT.answer_ready} Le priorità sono tre. Sono del 2022."
    assert [view.conversation for view in views[:-1]] == [(), (), ()]
    assert views[-1].conversation == (Exchange("q", answer("q")),)


def test_the_conversation_is_the_history_of_the_next_question():
    desk = ScriptedDesk([answer("e poi?")])
    before = (Exchange("quali priorità?", answer("quali priorità?")),)
    views = list(Chat(desk, IT).ask("e poi?", before))
    assert desk.asked[0].history == turns(before)
    assert turns(before) == (
        Turn("user", "quali priorità?"),
        Turn("assistant", "Le priorità sono tre. Sono del 2022."),
    )
    assert "quali priorità?" in views[0].earlier
    assert 'id="f1-1"' in views[-1].earlier
    assert 'id="f2-1"' in views[-1].latest


@pytest.mark.parametrize(
    ("failure", "shown"),
    [
        (QuestionError("la domanda è troppo <b>lunga</b>"), "la domanda è troppo &lt;b&gt;lunga&lt;/b&gt;"),
        (ModelError("manca /srv/modello"), "Il servizio non può rispondere"),
        (RuntimeError("segreto interno"), "Qualcosa non ha funzionato"),
    ],
)
def test_what_goes_wrong_is_shown_in_place_and_the_conversation_goes_on(failure, shown):
    before = (Exchange("prima", answer("prima")),)
    views = list(Chat(ScriptedDesk([answer("q", 1), failure]), IT).ask("q", before))
    assert shown in views[-1].latest
    assert "segreto" not in views[-1].latest
    assert views[-1].conversation == before
    assert views[-1].announced


@pytest.mark.parametrize(("language", "words"), [("it", "accorciala"), ("fr", "raccourcissez"), ("en", "shorten")])
def test_a_question_without_end_is_sent_back_in_the_readers_language(language, words):
    desk = ScriptedDesk([answer("q")])
    long = "parola " * (desk.settings.max_question // 7 + 1)
    views = list(Chat(desk, strings_for(language)).ask(long, ()))
    assert words in views[-1].announced
    assert views[-1].conversation == ()
    assert desk.asked == []


LIMITED = Chosen(Filters(kind="plan"), line="Cerco solo in: piani")


def test_filters_reach_the_answerer_and_stay_said_over_their_answer():
    desk = ScriptedDesk([answer("q")])
    views = list(Chat(desk, IT).ask("q", (), LIMITED))
    assert desk.asked[0].filters == Filters(kind="plan")
    assert all('<p class="limits">Cerco solo in: piani</p>' in view.latest for view in views)
    assert "Cerco solo in: piani" in views[-1].announced
    assert views[-1].again == ""
    after = list(Chat(desk, IT).ask("e poi?", views[-1].conversation))[-1]
    assert "Cerco solo in: piani" in after.earlier
    assert "Cerco solo in" not in after.latest
    assert desk.asked[1].filters == Filters()


def test_a_refusal_under_filters_offers_to_search_without_them_and_leaves_no_trace_in_the_history():
    refused = Answer("chi?", "it", "refused")
    before = (Exchange("quali priorità?", answer("quali priorità?")),)
    view = list(Chat(ScriptedDesk([refused]), IT).ask("chi?", before, LIMITED))[-1]
    assert view.again == "chi?"
    assert "senza filtri" in view.latest
    assert IT.refused_text not in view.latest, "not all documents were searched"
    desk = ScriptedDesk([answer("chi?")])
    after = list(Chat(desk, IT).ask(view.again, view.conversation))[-1]
    assert desk.asked[0].history == turns(before)
    assert after.again == ""
    assert "Non so rispondere" in after.earlier
    assert list(Chat(ScriptedDesk([refused]), IT).ask("chi?", ()))[-1].again == ""


def test_a_filter_that_cannot_be_read_is_told_instead_of_an_answer():
    desk = ScriptedDesk([answer("q")])
    view = list(Chat(desk, IT).ask("q", (), Chosen(problem="Non leggo la data <b>")))[-1]
    assert not desk.asked
    assert "Non leggo la data &lt;b&gt;" in view.latest
    assert view.again == "q"


def test_on_arrival_what_the_library_holds_is_told():
    holdings, notice = Chat(ScriptedDesk([]), IT).arrive()
    assert "3 documenti, 40 passaggi" in holdings
    assert notice == ""


def test_on_arrival_an_empty_or_broken_library_is_told():
    desk = ScriptedDesk([])
    desk.holds = Holdings(0, 0)
    assert "regesto ingest" in Chat(desk, IT).arrive()[1]
    for broken in (LibraryError("file /srv/library.db rovinato"), sqlite3.DatabaseError("malformed")):
        desk.holds = broken
        notice = Chat(desk, IT).arrive()[1]
        assert "non si possono leggere" in notice
        assert "/srv" not in notice


def test_examples_are_read_and_a_malformed_file_is_told(tmp_path):
    file = tmp_path / "examples.toml"
    assert load_examples(file) == ()
    file.write_text('[[question]]\ntext = "Chi?"\nlanguage = "it"\ntitle = "Piano"\n', "utf-8")
    examples = load_examples(file)
    assert examples == (Example("Chi?", "it", "Piano"),)
    assert examples_for("fr", examples) == examples
    file.write_text('[[question]]\ntext = "Chi?"\n', "utf-8")
    with pytest.raises(Exception, match="language"):
        load_examples(file)


def test_the_desk_opens_once_answers_and_names_what_it_holds(library_home):
    desk = Desk(library_home)
    assert desk.holdings().documents == 3
    assert "Nasce il gruppo di lavoro metropolitano" in desk.holdings().titles
    from rag.types import Question

    *_, last = desk.stream(Question("quali sono le priorità del gruppo di lavoro?"))
    assert desk._open() is desk._open()
    records = desk.records(last)
    assert {record.title for record in records.values()} == {"Nasce il gruppo di lavoro metropolitano"}
    desk.close()


def test_a_desk_that_cannot_open_tells_at_the_question_not_at_the_start(tmp_path, caplog):
    desk = Desk(load_settings(home=tmp_path, embeddings="nessuno:x"))
    desk._try_open()
    assert caplog.records
    views = list(Chat(desk, IT).ask("q", ()))
    assert IT.error_title in views[-1].latest


# Around an answer


def keeping(desk, on=True):
    desk.log.on = on
    return desk


def test_a_whole_answer_comes_with_what_can_be_done_and_what_the_browser_keeps():
    whole = replace(answer("q"), id="a" * 24)
    views = list(Chat(keeping(ScriptedDesk([answer("q", 1), whole])), IT).ask("q", ()))
    assert all("data-do" not in view.latest.replace('data-do="cite"', "") for view in views[:-1])
    assert not any(view.record for view in views[:-1])
    assert f'data-answer="{"a" * 24}"' in views[-1].latest
    assert 'data-number="0"' in views[-1].record
    kept = unescape(re.search('data-kept="(.*?)"', views[-1].record)[1])
    assert conversation_from_json(f"[{kept}]") == (Exchange("q", whole),)
    off = list(Chat(keeping(ScriptedDesk([whole]), on=False), IT).ask("q", ()))[-1]
    assert 'data-do="up"' not in off.latest
    assert 'data-do="copy"' in off.latest


def test_a_conversation_is_opened_again_and_goes_on():
    kept = f"[{exchange_to_json(Exchange('prima?', answer('prima?')))}, {exchange_to_json(Exchange('poi?', answer('poi?')))}]"
    desk = ScriptedDesk([answer("e ancora?")])
    view = Chat(desk, IT).reopen(kept)
    assert "prima?" in view.earlier
    assert "poi?" in view.latest
    list(Chat(desk, IT).ask("e ancora?", view.conversation))
    assert [turn.content for turn in desk.asked[0].history if turn.role == "user"] == ["prima?", "poi?"]
    with pytest.raises(UsageError, match="non si può riaprire"):
        Chat(desk, IT).reopen('[{"question": "<b>"}]')


def test_a_conversation_of_several_answers_can_be_saved_whole_where_answers_are_kept():
    talk = tuple(Exchange(name, replace(answer(name), id=name)) for name in ("a1", "b2"))
    assert "ids=a1,b2&amp;format=pdf" in Chat(keeping(ScriptedDesk([])), IT).saving(talk)
    assert Chat(keeping(ScriptedDesk([])), IT).saving(talk[:1]) == ""
    assert Chat(keeping(ScriptedDesk([]), on=False), IT).saving(talk) == ""


def test_what_may_follow_is_worded_in_the_language_of_the_answer():
    class Heard:
        def follow_ups(self, conversation, language, filters):
            return (language, filters.kind)

    chat = Chat(ScriptedDesk([]), IT, Heard())
    french = (Exchange("q", replace(answer("q"), language="fr")),)
    assert chat.follow_ups(french, LIMITED) == ("fr", "plan")
    assert chat.follow_ups((Exchange("q", replace(answer("q"), language="de")),)) == ("it", None)
    assert chat.follow_ups((), LIMITED) == ()
    assert chat.follow_ups(french, Chosen(problem="?")) == ()

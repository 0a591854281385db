"""What readers say of answers: one row for each answer and voice, counted, listed with the question."""

import sqlite3

import pytest

from rag import answer_file
from rag.answer_log import AnswerLog
from rag.feedback import LONGEST, MOST, Counts, Feedback, counted, feedback_on, give, listed
from rag.settings import load_settings
from rag.types import Answer, CitedSentence, Question

ONE, OTHER = "voce0001", "voce0002"


@pytest.fixture
def settings(tmp_path):
    return load_settings(home=tmp_path / "home", offline=True)


@pytest.fixture
def log(settings):
    opened = AnswerLog(settings)
    yield opened
    opened.close()


def row(log, question, status="answered"):
    said = (CitedSentence("Tre.", (1,)),) if status == "answered" else ()
    return log.record(Answer(question, "it", status, sentences=said), Question(question), channel="chat")


def test_a_voice_may_change_its_mind_and_take_it_back(log):
    asked = row(log, "quante?")
    assert give(log, asked, ONE, thumb=1)
    assert give(log, asked, ONE, thumb=-1, comment="  manca il 2025 ")
    assert give(log, asked, OTHER, thumb=1)
    assert counted(log) == Counts(up=1, down=1, comments=1)
    said = feedback_on(log, [asked, "altro"])
    assert list(said) == [asked]
    assert [(each.thumb, each.comment) for each in said[asked]] == [(-1, "manca il 2025"), (1, "")]
    assert give(log, asked, ONE)
    assert counted(log) == Counts(up=1)
    assert give(log, asked, "nessunavoce0")  # nothing said, nothing to take back
    assert len(listed(log)) == 1


def test_the_office_reads_it_with_the_question_newest_first(log):
    ids = [row(log, f"domanda {number}", "refused" if number % 2 else "answered") for number in range(5)]
    for number, each in enumerate(ids):
        assert give(log, each, ONE, thumb=-1 if number % 2 else 1, wanted=bool(number % 2), comment=f"nota {number}")
    first = listed(log, limit=3)
    assert [each.question for each in first] == ["domanda 4", "domanda 3", "domanda 2"]
    assert [each.status for each in first] == ["answered", "refused", "answered"]
    assert [each.question for each in listed(log, before=first[-1].number)] == ["domanda 1", "domanda 0"]
    assert [each.question for each in listed(log, wanted=True)] == ["domanda 3", "domanda 1"]
    assert [each.question for each in listed(log, thumb=1)] == ["domanda 4", "domanda 2", "domanda 0"]
    assert isinstance(first[0].feedback, Feedback)
    assert listed(log, since="2999") == []
    assert counted(log) == Counts(up=3, down=2, comments=5, wanted=2)
    assert counted(log, since="2999") == Counts()


@pytest.mark.parametrize("voice", ["", "corta", "Ha Spazi e Maiuscole", "x" * 41, "' OR 1=1 --"])
def test_a_voice_that_is_none_is_not_heard(log, voice):
    asked = row(log, "q")
    assert not give(log, asked, voice, thumb=1)
    assert listed(log) == []


def test_what_cannot_be_kept_is_told_as_such(log, settings):
    assert not give(log, "nessuno", ONE, thumb=1)
    asked = row(log, "q")
    off = AnswerLog(settings.model_copy(update={"answers": False}))
    assert not give(off, asked, ONE, thumb=1)
    off.close()
    assert listed(log) == []


def test_a_comment_is_kept_up_to_a_length_and_any_text_is_taken(log):
    asked = row(log, "q")
    assert give(log, asked, ONE, comment="a\0b" + "c" * 5000)
    assert give(log, asked, OTHER, comment="mezzo segno \ud83d'; DROP TABLE feedback; --")
    long, odd = feedback_on(log, [asked])[asked]
    assert long.comment.startswith("abc")
    assert len(long.comment) == LONGEST
    assert odd.comment == "mezzo segno ?'; DROP TABLE feedback; --"


def test_one_answer_hears_so_many_voices_and_those_may_still_turn(log):
    asked = row(log, "q")
    assert all(give(log, asked, f"voce{number:06}", thumb=1) for number in range(MOST))
    assert not give(log, asked, "voce999999", thumb=1)
    assert give(log, asked, "voce000000", thumb=-1)
    assert counted(log) == Counts(up=MOST - 1, down=1)


def test_feedback_goes_with_its_answer(log):
    asked = row(log, "q")
    give(log, asked, ONE, thumb=1)
    log.forget([asked])
    assert counted(log) == Counts()


def test_a_file_from_before_voices_keeps_its_feedback(log, settings):
    settings.home.mkdir()
    with sqlite3.connect(settings.home / "answers.db") as file:
        for statement in answer_file._UPGRADES[0]:
            file.execute(statement)
        values = ("a1", "2026-01-01", "chat", "vecchia?", "null", "it", "[]", 0, "{}", "answered", "extractive", None, "{}",
                  "[]", "{}", 1)  # fmt: skip
        columns = "id, at, channel, question, question_id, language, history, turns, filters, status, mode, verdict, answer, hits, settings, elapsed_ms"
        file.execute(f"INSERT INTO answers ({columns}) VALUES ({','.join('?' * 16)})", values)
        for thumb in (1, -1):
            file.execute("INSERT INTO feedback (answer, at, thumb) VALUES ('a1', '2026-01-02', ?)", (thumb,))
        file.execute("PRAGMA user_version = 1")
    file.close()
    assert [each.feedback.thumb for each in listed(log)] == [-1, 1]
    assert give(log, "a1", ONE, thumb=1, wanted=True)
    assert counted(log) == Counts(up=2, down=1, wanted=1)

"""Unanswered questions by subject: wordings and languages together, subjects apart, the same groups in any order."""

import json
import random
import time
from pathlib import Path

import pytest

from rag.answer_rows import LoggedAnswer
from rag.embeddings import bundled
from rag.language import detect
from rag.unanswered import unanswered


def row(number, question, language=None, status="refused", history=()):
    return LoggedAnswer(
        id=f"id{number}",
        at=f"2026-03-{1 + number % 28:02d}T10:00:00.000+00:00",
        channel="chat",
        question=question,
        question_id=None,
        language=language or detect(question),
        history=list(history),
        turns=len(history),
        filters={},
        status=status,
        mode="extractive",
        verdict=None,
        answer={},
        hits=[],
        settings={},
        elapsed_ms=1,
    )


QUESTIONS = [
    "Quanto costa il bonus bebè a Imola?",
    "quanto costa il  bonus bebe a imola",
    "a quanto ammonta il bonus bebè di Imola?",
    "How much is the baby bonus in Imola?",
    "Qual è l'orario dell'ufficio anagrafe?",
    "A che ora apre l'anagrafe?",
    "Qui a gagné le festival de Sanremo ?",
    "Chi ha vinto il festival di Sanremo?",
    "Chi ha vinto il festival di Sanremo?",
]
ROWS = [row(number, question) for number, question in enumerate(QUESTIONS)]


def grouped(rows):
    return [(each.count, sorted(w.question for w in each.wordings)) for each in unanswered(rows, bundled())]


def test_wordings_and_languages_are_one_subject_and_subjects_stay_apart():
    subjects = unanswered(ROWS, bundled())
    assert [subject.count for subject in subjects] == [4, 3, 2]
    bonus, sanremo, registry = subjects
    assert {wording.question for wording in sanremo.wordings} == {QUESTIONS[6], QUESTIONS[7]}
    assert {wording.question for wording in registry.wordings} == {QUESTIONS[4], QUESTIONS[5]}
    assert bonus.languages == ("en", "it")
    assert (bonus.first, bonus.last) == (ROWS[0].at, ROWS[3].at)


def test_a_wording_typed_twice_is_one_with_its_count_and_times():
    twice = unanswered(ROWS, bundled())[0].wordings[0]
    assert (twice.question, twice.count, twice.ids) == (QUESTIONS[0], 2, ("id0", "id1"))
    assert (twice.first, twice.last) == (ROWS[0].at, ROWS[1].at)


def test_a_label_has_the_telling_words_as_they_were_typed():
    labels = [subject.label for subject in unanswered(ROWS, bundled())]
    assert "Imola" in labels[0].split(" · ")
    assert "bonus" in labels[0].split(" · ")
    assert "Sanremo" in labels[1].split(" · ")
    assert "anagrafe" in labels[2].split(" · ")
    assert "quanto" not in labels[0]


def test_the_same_groups_come_in_whatever_order_the_rows_come():
    expected = unanswered(ROWS, bundled())
    for seed in range(5):
        rows = ROWS[:]
        random.Random(seed).shuffle(rows)
        assert unanswered(rows, bundled()) == expected


def test_answered_questions_are_none_of_it():
    assert unanswered([row(0, QUESTIONS[0], status="answered")], bundled()) == []
    assert unanswered([], bundled()) == []


def test_a_follow_up_stands_with_what_it_leans_on():
    history = [
        {"role": "user", "content": "chi ha vinto il festival di Sanremo?"},
        {"role": "assistant", "content": ""},
    ]
    subjects = unanswered([*ROWS, row(20, "e chi lo ha presentato?", history=history)], bundled())
    sanremo = next(subject for subject in subjects if "Sanremo" in subject.label)
    assert "e chi lo ha presentato?" in [wording.question for wording in sanremo.wordings]


@pytest.mark.parametrize("question", ["?", "???", "2024", "CTSSM", "di", "🙂", "x" * 2000])
def test_a_question_with_hardly_a_word_is_a_subject_of_its_own(question):
    [subject] = unanswered([row(0, question, "it")], bundled())
    assert subject.count == 1
    assert subject.label


def test_the_judged_groups_are_found():
    path = Path(__file__).parents[1] / "eval" / "unanswered.dev.json"
    groups = json.loads(path.read_text("utf-8"))
    judged = [(question, number) for number, group in enumerate(groups) for question in group]
    found = unanswered([row(n, question) for n, (question, _) in enumerate(judged)], bundled())
    subject_of = dict(judged)
    pairs = [
        (subject_of[one.question], subject_of[other.question])
        for group in found
        for at, one in enumerate(group.wordings)
        for other in group.wordings[:at]
    ]
    right = sum(one == other for one, other in pairs)
    assert right / len(pairs) > 0.95
    assert right / sum(len(group) * (len(group) - 1) // 2 for group in groups) > 0.7


def test_two_thousand_questions_are_grouped_in_seconds():
    words = bundled()
    rows = [row(n, f"domanda {n * 7919 % 10007} sul tema {n * 104729 % 10009}?", "it") for n in range(2500)]
    started = time.monotonic()
    subjects = unanswered(rows, words)
    assert time.monotonic() - started < 30
    assert sum(subject.count for subject in subjects) == 2000  # the latest

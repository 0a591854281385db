"""The log as files: JSON lines that hold all, tables whose cells no spreadsheet runs."""

import csv
import io
import json

import pytest

from rag.answer_export import answers_out, safe_cell, unanswered_out
from rag.answer_rows import COLUMNS, LoggedAnswer
from rag.feedback import Feedback
from rag.unanswered import Subject, Wording

ROW = LoggedAnswer(
    id="a1", at="2026-03-01T10:00:00.000+00:00", channel="chat", question='=HYPERLINK("http://x";"è qui")', question_id=None,
    language="it", history=[], turns=0, filters={"kind": "plan", "from": "2024"}, status="answered", mode="extractive",
    verdict=None, hits=[], settings={}, elapsed_ms=-3,
    answer={
        "sentences": [{"text": "Prima; frase."}, {"text": "Seconda,\nfrase."}],
        "citations": [{"number": 1, "title": "+Piano", "page": 7, "document": "https://a"}, {"number": 2, "title": "B", "document": "https://b"}],
        "notes": ["@nota"],
    },
)  # fmt: skip


def table(lines, sign=";"):
    text = "".join(lines)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=sign))


def test_a_json_line_holds_the_whole_row():
    [line] = answers_out([ROW], "jsonl", "it")
    value = json.loads(line)
    assert set(value) == {*COLUMNS, "feedback"}
    assert value["answer"] == ROW.answer
    assert value["question"] == ROW.question


def test_a_table_says_what_was_answered_in_words_and_runs_nothing():
    [row] = table(answers_out([ROW], "csv", "it"))
    assert row["question"] == "'" + ROW.question
    assert row["answer"] == "Prima; frase. Seconda,\nfrase."
    assert row["sources"] == "[1] +Piano, p. 7: https://a\n[2] B: https://b"
    assert row["notes"] == "'@nota"
    assert row["filters"] == "kind: plan, from: 2024"
    assert row["verdict"] == ""
    assert row["elapsed_ms"] == "-3"


@pytest.mark.parametrize(("language", "sign"), [("it", ";"), ("fr", ";"), ("en", ",")])
def test_cells_are_parted_as_the_languages_spreadsheets_do(language, sign):
    assert table(answers_out([ROW, ROW], "csv", language), sign)[1]["id"] == "a1"


def test_an_empty_log_is_a_table_with_its_columns_only():
    assert table(answers_out([], "csv", "it")) == []
    assert list(answers_out([], "jsonl", "it")) == []


@pytest.mark.parametrize(
    "begin", ["=1+1", "+39 051", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\0=1", "\u00a0=1"]
)
def test_what_would_be_a_formula_is_shown_instead(begin):
    assert safe_cell(begin).startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"), [("a=1", "a=1"), ("", ""), (None, ""), (-3, "-3"), (0.5, "0.5"), ("«=»", "«=»")]
)
def test_what_is_no_formula_stays_as_it_is(value, cell):
    assert safe_cell(value) == cell


def test_unanswered_subjects_as_lines_and_as_a_table():
    wordings = (
        Wording("chi?", "it", 2, "2026-01", "2026-02", ("a", "b")),
        Wording("=qui?", "fr", 1, "2026-03", "2026-03", ("c",)),
    )
    subject = Subject("chi", 3, "2026-01", "2026-03", ("fr", "it"), wordings)
    [line] = unanswered_out([subject], "jsonl", "it")
    assert json.loads(line)["wordings"][0]["ids"] == ["a", "b"]
    rows = table(unanswered_out([subject], "csv", "it"))
    assert [row["question"] for row in rows] == ["chi?", "'=qui?"]
    assert {row["subject_count"] for row in rows} == {"3"}
    assert rows[0]["ids"] == "a b"


def test_what_readers_said_goes_with_their_answer():
    said = [
        Feedback("a1", "2026-11-22T10:00", 1),
        Feedback("a1", "2026-11-22T11:00", -1, "=manca il 2025", wanted=True),
    ]
    [line] = answers_out([ROW], "jsonl", "it", lambda answer: said if answer == ROW.id else [])
    assert [each["comment"] for each in json.loads(line)["feedback"]] == ["", "=manca il 2025"]
    [row] = table(answers_out([ROW], "csv", "it", lambda answer: said))
    assert (row["useful"], row["not_useful"], row["wanted"], row["comments"]) == ("1", "1", "1", "'=manca il 2025")
    [row] = table(answers_out([ROW], "csv", "it"))
    assert (row["useful"], row["comments"]) == ("0", "")

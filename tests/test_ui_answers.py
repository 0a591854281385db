"""``regesto answers`` on a small library: what asking leaves in the log, and what the commands show, export, forget."""

import csv
import io
import json
import sqlite3
import threading

import pytest

from rag.answer_log import AnswerLog
from rag.feedback import give
from rag.settings import load_settings
from rag.types import Question
from ui.answers import _midnight
from ui.cli import run
from ui.conversation import Chat
from ui.desk import Desk
from ui.locales import strings_for
from ui.locales.answers import ANSWERS

FUND = "a quanto ammonta il FRNA 2025?"
CATS = "quanti gatti randagi vivono a Trieste?"


@pytest.fixture
def home(library_home, monkeypatch):
    """A library with three documents, where the command line looks for it."""
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    monkeypatch.setenv("REGESTO_OFFLINE", "1")
    return library_home


@pytest.fixture
def asked(home, capsys):
    """... of which two questions have been asked."""
    assert run(["ask", FUND, "--kind", "notizia"]) == 0
    assert run(["ask", CATS]) == 0
    capsys.readouterr()
    return home


def rows(settings):
    log = AnswerLog(settings)
    try:
        return list(log.each())
    finally:
        log.close()


def told(capsys, *arguments):
    assert run(["answers", *arguments]) == 0
    return capsys.readouterr().out


# What asking leaves


def test_a_question_asked_is_a_row_and_its_id_is_the_answers(home, capsys):
    assert run(["ask", FUND, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    [row] = rows(home)
    assert row.id == answer["id"]
    assert row.answer == answer
    assert (row.channel, row.status) == ("cli", "answered")
    assert row.hits[0]["document"] == "https://example.org/fondo"


def test_a_question_may_be_asked_without_leaving_a_row(home, capsys):
    assert run(["ask", FUND, "--no-log", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] is None
    assert not (home.home / "answers.db").exists()


def test_the_setting_wins_over_the_option(home, capsys, monkeypatch):
    monkeypatch.setenv("REGESTO_ANSWERS", "off")
    assert run(["ask", FUND, "--log"]) == 0
    assert not (home.home / "answers.db").exists()
    capsys.readouterr()
    assert run(["answers"]) == 0
    shown = capsys.readouterr()
    assert ANSWERS["it"].empty in shown.out
    assert ANSWERS["it"].off in shown.err


def test_a_file_of_questions_is_kept_only_when_asked_for(home, capsys, tmp_path):
    file = tmp_path / "domande.jsonl"
    file.write_text(
        "".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate([FUND, " ", CATS])), "utf-8"
    )
    assert run(["ask", "--file", str(file)]) == 0
    assert not (home.home / "answers.db").exists()
    assert run(["ask", "--file", str(file), "--log"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [0, 1, 2] * 2
    assert [(row.question_id, row.channel) for row in rows(home)] == [(2, "batch"), (0, "batch")]


def test_the_chat_leaves_rows_with_the_history(home):
    desk = Desk(home)
    try:
        chat = Chat(desk, strings_for("it"))
        first = list(chat.ask(FUND, ()))[-1]
        conversation = list(chat.ask("e da chi è coordinato il gruppo di lavoro?", first.conversation))[-1].conversation
        refused = list(chat.ask("   ", ()))[-1]  # an error: no answer, no row
        assert refused.conversation == ()
    finally:
        desk.close()
    second, earlier = rows(home)
    assert [row.channel for row in (second, earlier)] == ["chat", "chat"]
    assert second.history[0] == {"role": "user", "content": FUND}
    assert [exchange.answer.id for exchange in conversation] == [earlier.id, second.id]


def test_people_who_ask_at_once_leave_each_their_row(home):
    desk = Desk(home)
    try:
        threads = [threading.Thread(target=lambda: list(desk.stream(Question(FUND)))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        desk.close()
    assert len({row.id for row in rows(home)}) == 8
    assert all(row.hits for row in rows(home))


def test_a_log_that_cannot_be_written_costs_a_line_not_the_answer(home, capsys, caplog):
    (home.home / "answers.db").mkdir()
    assert run(["ask", FUND]) == 0
    assert "564,09 milioni" in capsys.readouterr().out
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) >= 1
    assert run(["answers"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Errore: non riesco ad aprire il registro delle risposte")
    assert err.count("\n") == 1


# What the commands show


def test_the_list_is_newest_first_with_what_is_asked_for(asked, capsys):
    out = told(capsys)
    assert out.index(CATS) < out.index(FUND)
    assert "(2)" in out
    assert told(capsys, "list") == out
    assert FUND not in told(capsys, "--status", "refused")
    assert CATS not in told(capsys, "list", "--status", "answered")
    assert ANSWERS["it"].empty in told(capsys, "--channel", "chat")
    assert CATS in told(capsys, "--since", "06/2020")
    assert ANSWERS["it"].empty in told(capsys, "--since", "31/12/2090")


def test_a_page_names_the_next(asked, capsys):
    newest, oldest = rows(asked)
    assert f"--before {newest.id[:8]}" in told(capsys, "--limit", "1")
    second = told(capsys, "--limit", "1", "--before", newest.id[:8])
    assert FUND in second
    assert "--before" not in second
    value = json.loads(told(capsys, "list", "--limit", "1", "--json"))
    assert (value["count"], value["next"], value["answers"][0]["id"]) == (2, newest.id, newest.id)
    value = json.loads(told(capsys, "list", "--before", newest.id, "--json"))
    assert ([row["id"] for row in value["answers"]], value["next"]) == ([oldest.id], None)


def test_an_answer_is_shown_as_it_was_and_how_it_came_about(asked, capsys):
    row = rows(asked)[1]
    out = told(capsys, "show", row.id[:8])
    assert FUND in out
    assert "564,09 milioni" in out
    assert " [1]" in out
    assert "Regione di Prova · maggio 2025 · notizia" in out
    assert "kind: news" in out
    assert row.id in out
    assert "bundled" in out
    value = json.loads(told(capsys, "show", row.id, "--json"))
    assert value["answer"]["status"] == "answered"


def test_a_refusal_is_shown_with_what_came_nearest(asked, capsys):
    out = told(capsys, "show", rows(asked)[0].id)
    assert strings_for("it").refused_title in out
    assert strings_for("it").nearest in out


def test_what_readers_said_is_shown_and_exported_with_the_answer(asked, capsys):
    row = rows(asked)[0]
    log = AnswerLog(asked)
    assert give(log, row.id, "voce0001", thumb=-1, comment="manca \x1b[31mtutto", wanted=True)
    log.close()
    out = told(capsys, "show", row.id)
    texts = ANSWERS["it"]
    assert f"{texts.thumbs[-1]} · {texts.wanted} · manca [31mtutto" in out
    [said] = json.loads(told(capsys, "show", row.id, "--json"))["feedback"]
    assert (said["thumb"], said["wanted"]) == (-1, True)
    lines = [json.loads(line) for line in told(capsys, "export").splitlines()]
    assert {line["id"]: len(line["feedback"]) for line in lines}[row.id] == 1


def test_unanswered_questions_come_by_subject(asked, capsys):
    assert run(["ask", "How many stray cats live in Trieste?"]) == 0
    capsys.readouterr()
    out = told(capsys, "unanswered")
    assert "2 volte" in out
    assert "Trieste" in out
    assert FUND not in out
    [subject] = json.loads(told(capsys, "unanswered", "--json"))["subjects"]
    assert (subject["count"], subject["languages"]) == (2, ["en", "it"])
    assert ANSWERS["it"].no_unanswered in told(capsys, "unanswered", "--since", "2090")


def test_the_log_is_exported(asked, capsys, tmp_path):
    lines = told(capsys, "export").splitlines()
    assert [json.loads(line)["question"] for line in lines] == [CATS, FUND]
    table = list(
        csv.DictReader(
            io.StringIO(told(capsys, "export", "--format", "csv", "--status", "answered")[1:]), delimiter=";"
        )
    )
    assert [row["question"] for row in table] == [FUND]
    out = tmp_path / "senza.csv"
    assert run(["answers", "export", "--unanswered", "--format", "csv", "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert str(out) in shown.err
    assert shown.err.rstrip().endswith(": 1")
    assert CATS in out.read_text("utf-8-sig")


def test_an_export_that_cannot_be_written_says_why(asked, capsys, tmp_path):
    assert run(["answers", "export", "--out", str(tmp_path / "niente" / "x.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_answers_are_forgotten_one_by_one_or_all(asked, capsys):
    newest, oldest = rows(asked)
    assert "1" in told(capsys, "forget", newest.id[:8])
    assert [row.id for row in rows(asked)] == [oldest.id]
    assert json.loads(told(capsys, "forget", "--all", "--json")) == {"forgotten": 1}
    assert rows(asked) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "zzzz"],
        ["show"],
        ["show", ""],
        ["forget"],
        ["forget", "zzzz"],
        ["forget", "abc", "--all"],
        ["list", "--status", "boh"],
        ["list", "--channel", "piccione"],
        ["list", "--since", "ieri l'altro"],
        ["list", "--limit", "0"],
        ["list", "--before", "zzzz"],
        ["export", "--format", "xls"],
        ["--json", "unanswered"],
        ["niente"],
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_one_line(asked, capsys, arguments):
    assert run(["answers", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Errore: ")
    assert shown.err.count("\n") == 1
    assert len(rows(asked)) == 2


def test_a_beginning_that_several_ids_share_is_not_guessed(asked, capsys):
    log = sqlite3.connect(asked.home / "answers.db")
    for number, (row_id,) in enumerate(log.execute("SELECT id FROM answers").fetchall()):
        log.execute("UPDATE answers SET id = ? WHERE id = ?", (f"abcd{number}", row_id))
    log.commit()
    log.close()
    assert run(["answers", "forget", "abc"]) == 2
    assert "2" in capsys.readouterr().err
    assert len(rows(asked)) == 2


def test_help_is_in_italian(capsys):
    assert run(["answers", "--help"]) == 0
    out = capsys.readouterr().out
    assert "Uso: regesto answers" in out
    for command in ("list", "show", "unanswered", "export", "forget"):
        assert command in out
    assert run(["--help"]) == 0
    assert "answers" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["it", "fr", "en"])
def test_every_language_has_every_text(language, asked, capsys, monkeypatch):
    monkeypatch.setenv("REGESTO_LANGUAGE", language)
    texts = ANSWERS[language]
    assert all(texts)
    assert texts.facts.keys() == ANSWERS["it"].facts.keys()
    assert texts.title in told(capsys)
    assert texts.unanswered in told(capsys, "unanswered")
    assert texts.facts["elapsed_ms"] in told(capsys, "show", rows(asked)[0].id)


def test_a_day_begins_at_midnight_here(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    try:
        assert _midnight("2026-07-01") == "2026-06-30T22:00:00.000+00:00"
        assert _midnight("2026-01") == "2025-12-31T23:00:00.000+00:00"
        assert _midnight("2026") == "2025-12-31T23:00:00.000+00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_nothing_is_opened_before_the_first_answer(home):
    Desk(home).close()
    AnswerLog(load_settings(home=home.home)).close()
    assert not (home.home / "answers.db").exists()


@pytest.mark.parametrize(("name", "begins"), [("r.md", b"# "), ("r.DOCX", b"PK"), ("r.pdf", b"%PDF")])
def test_an_answer_is_saved_with_its_sources(asked, capsys, tmp_path, name, begins):
    code = AnswerLog(asked).listed(limit=1)[0].id
    assert run(["answers", "show", code[:10], "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert f"Risposta salvata in {tmp_path / name}" in capsys.readouterr().err


def test_an_answer_is_saved_in_no_other_form_and_nowhere_else(asked, capsys, tmp_path):
    code = AnswerLog(asked).listed(limit=1)[0].id
    for out in ("r.exe", "r", "gone/r.md"):
        assert run(["answers", "show", code, "--out", str(tmp_path / out)]) == 2
    assert "scegliere fra .md, .docx, .pdf" in capsys.readouterr().err
    assert not list(tmp_path.glob("r*"))

"""The log of the answers: what a row holds, many writers, what goes wrong with a disk, what is forgotten."""

import ctypes
import json
import logging
import multiprocessing
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag import answer_file
from rag.answer_log import AnswerLog, Wanted
from rag.answer_rows import answer_from_json, filters_of
from rag.answerer import open_answerer
from rag.errors import LibraryError, QuestionError
from rag.recording import Recording, overheard
from rag.settings import load_settings
from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Filters, Hit, Mark, Passage, Question, Turn
from rag.wire import answer_to_json

CITATION = Citation(
    1, "https://example.org/a", "Piano", "Le priorità sono tre.", 4, 25, edition=2, page=7, also_at=("https://b",)
)
ANSWER = Answer(
    "quali priorità?",
    "it",
    "answered",
    sentences=(CitedSentence("Le priorità sono tre.", (1,)),),
    citations=(CITATION,),
    notes=("nota",),
    elapsed_ms=12,
)
PASSAGE = Passage(
    "p1", "https://example.org/a", 2, 0, 4, 29, "Le priorità sono tre. Ecco", ("Titolo",), marks=(Mark(4, 7, "5"),)
)
HIT = Hit(PASSAGE, DocumentRecord("https://example.org/a", "Piano", 2), 0.75, 1)
QUESTION = Question(
    "quali priorità?",
    history=(Turn("user", "prima"), Turn("assistant", "sì")),
    filters=Filters(kind="plan", date_from="2024"),
)


def refusal(question: str = "chi?") -> Answer:
    return Answer(question, "it", "refused", nearest=(HIT,), notes=("non c'è",))


@pytest.fixture
def settings(tmp_path):
    return load_settings(home=tmp_path / "home")


@pytest.fixture
def log(settings):
    log = AnswerLog(settings)
    yield log
    log.close()


def raw(settings, sql="SELECT count(*) FROM answers", *values):
    connection = sqlite3.connect(settings.home / "answers.db")
    try:
        found = connection.execute(sql, values).fetchall()
        connection.commit()
        return found
    finally:
        connection.close()


def sound(settings) -> bool:
    return raw(settings, "PRAGMA integrity_check") == [("ok",)]


# What a row holds


def test_a_row_holds_the_question_the_answer_and_how_it_came_about(log):
    row_id = log.record(ANSWER, QUESTION, [HIT], channel="chat", generation=lambda: 9)
    row = log.get(row_id)
    assert (row.id, row.question, row.channel, row.language, row.status) == (
        row_id,
        "quali priorità?",
        "chat",
        "it",
        "answered",
    )
    assert (row.mode, row.verdict, row.elapsed_ms, row.turns) == ("extractive", None, 12, 2)
    assert row.history == [{"role": "user", "content": "prima"}, {"role": "assistant", "content": "sì"}]
    assert row.filters == {"kind": "plan", "from": "2024"}
    assert filters_of(row) == QUESTION.filters
    assert row.hits == [{"document": "https://example.org/a", "passage_id": "p1", "score": 0.75, "rank": 1}]
    assert row.answer == json.loads(json.dumps(answer_to_json(ANSWER)))
    assert row.settings["generation"] == 9
    assert row.settings["embeddings"] == "bundled"
    assert row.settings["version"]
    assert len(row.id) == 24
    assert row.at.endswith("+00:00")
    assert abs((datetime.now(UTC) - datetime.fromisoformat(row.at)).total_seconds()) < 60


def test_an_answer_comes_back_from_its_json():
    assert answer_from_json(json.loads(json.dumps(answer_to_json(ANSWER)))) == ANSWER
    back = answer_from_json(json.loads(json.dumps(answer_to_json(refusal()))))
    assert answer_to_json(back) == answer_to_json(refusal())


def test_an_answer_of_another_version_comes_back_without_what_is_unknown():
    value = answer_to_json(ANSWER) | {"colour": "red"}
    value["citations"][0]["smell"] = "roses"
    del value["notes"]
    assert answer_from_json(value).citations == (CITATION,)


def test_of_a_long_conversation_the_last_turns_are_kept_cut_short(log):
    history = tuple(Turn("user", f"{n} " + "x" * 5000) for n in range(200))
    row = log.get(log.record(ANSWER, Question("e poi?", history=history), channel="chat"))
    assert row.turns == 200
    assert len(row.history) == 6
    assert row.history[-1]["content"].startswith("199 ")
    assert all(len(turn["content"]) == 600 for turn in row.history)


def test_no_key_and_no_address_is_written(tmp_path):
    settings = load_settings(
        home=tmp_path, embeddings="openai:m", embeddings_key="GEHEIM1", embeddings_url="http://me:GEHEIM2@127.0.0.1/v1",
        llm="openai:g", llm_key="GEHEIM3", llm_url="http://x/?key=GEHEIM4", chroma_url="http://u:GEHEIM5@127.0.0.1",
    )  # fmt: skip
    log = AnswerLog(settings)
    row = log.get(log.record(ANSWER, QUESTION, channel="cli"))
    assert (row.settings["embeddings"], row.settings["llm"]) == ("openai:m", "openai:g")
    log.close()
    assert b"GEHEIM" not in (tmp_path / "answers.db").read_bytes()


def test_only_the_owner_can_read_the_file(log, settings):
    log.record(ANSWER, QUESTION, channel="cli")
    for name in ("answers.db", "answers.db-wal"):
        assert (settings.home / name).stat().st_mode & 0o077 == 0


def test_half_a_sign_in_a_question_is_no_reason_to_lose_it(log):
    question = "chi \udce8 il sindaco\0?"
    row = log.get(log.record(refusal(question), Question(question), channel="cli"))
    assert row.question == "chi ? il sindaco\0?"


def test_off_means_that_nothing_is_written(tmp_path):
    log = AnswerLog(load_settings(home=tmp_path / "home", answers=False))
    assert log.record(ANSWER, QUESTION, channel="cli") is None
    log.close()
    assert not (tmp_path / "home").exists()
    assert AnswerLog(load_settings(home=tmp_path), on=False).record(ANSWER, QUESTION, channel="cli") is None


def test_the_switch_and_the_days_are_settings(monkeypatch):
    monkeypatch.setenv("REGESTO_ANSWERS", "off")
    monkeypatch.setenv("REGESTO_ANSWERS_DAYS", "30")
    settings = load_settings()
    assert (settings.answers, settings.answers_days) == (False, 30)


# Reading


def test_rows_are_listed_newest_first_by_pages_and_filtered(log):
    ids = [log.record(ANSWER if n % 2 else refusal(f"q{n}"), Question(f"q{n}"), channel="cli") for n in range(9)]
    newest = ids[::-1]
    assert [row.id for row in log.listed(limit=4)] == newest[:4]
    assert [row.id for row in log.listed(limit=4, before=newest[3])] == newest[4:8]
    assert [row.id for row in log.each(page=2)] == newest
    assert [row.id for row in log.listed(Wanted(status="refused"))] == ids[::-2]
    assert log.count(Wanted(status="answered", channel="cli", language="it")) == 4
    assert log.count(Wanted(channel="chat")) == 0
    middle = log.get(ids[4]).at
    assert log.count(Wanted(since=middle)) + log.count(Wanted(until=middle)) == 9
    assert log.count(Wanted(since="2999")) == 0
    assert log.get("nessuno") is None
    assert log.get(ids[0][:8]) is None  # a shared address is not guessed by its beginning
    assert log.beginning(ids[0][:12]) == [ids[0]]
    assert log.beginning("%") == []


# Forgetting


def test_what_is_too_old_is_deleted_with_its_feedback(log, settings):
    old, new = (log.record(ANSWER, QUESTION, channel="cli") for _ in range(2))
    raw(settings, "UPDATE answers SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = ?", old)
    raw(settings, "INSERT INTO feedback (answer, at, thumb, comment) VALUES (?, '2020', 1, 'bene')", old)
    log.close()
    kept_for_ever = AnswerLog(settings.model_copy(update={"answers_days": 0}))
    assert kept_for_ever.count() == 2
    kept_for_ever.close()
    later = AnswerLog(settings)
    assert [row.id for row in later.listed()] == [new]
    assert raw(settings, "SELECT count(*) FROM feedback") == [(0,)]
    later.close()


def test_writing_deletes_what_is_too_old_at_most_once_an_hour(log, settings, monkeypatch):
    def aged():
        row_id = log.record(ANSWER, QUESTION, channel="cli")
        raw(settings, "UPDATE answers SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = ?", row_id)
        return row_id

    old = aged()
    log.record(ANSWER, QUESTION, channel="cli")
    assert log.get(old)
    monkeypatch.setattr("rag.answer_log._SWEEP_SECONDS", 0.0)
    log.record(ANSWER, QUESTION, channel="cli")
    assert log.get(old) is None


def test_what_is_forgotten_leaves_no_trace_in_the_file(log, settings):
    keep = log.record(ANSWER, Question("domanda da tenere"), channel="cli")
    gone = [log.record(refusal("parolasegreta"), Question("parolasegreta" * 300), channel="cli") for _ in range(3)]
    raw(settings, "INSERT INTO feedback (answer, at, comment) VALUES (?, '2026', 'commentosegreto')", gone[0])
    assert log.forget([*gone, "nessuno"]) == 3
    written = b"".join(path.read_bytes() for path in settings.home.glob("answers.db*"))
    assert b"parolasegreta" not in written
    assert b"commentosegreto" not in written
    assert [row.id for row in log.listed()] == [keep]
    assert log.forget(None) == 1
    assert log.count() == 0


def test_the_file_may_be_deleted_under_a_running_log(log, settings):
    log.record(ANSWER, QUESTION, channel="chat")
    for path in settings.home.glob("answers.db*"):
        path.unlink()
    row_id = log.record(ANSWER, QUESTION, channel="chat")
    assert raw(settings, "SELECT id FROM answers") == [(row_id,)]


# Many at once


def write_many(home: str, count: int) -> list[str]:
    log = AnswerLog(load_settings(home=home))
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda n: log.record(ANSWER, Question(f"q{n}"), [HIT], channel="chat"), range(count)))
    log.close()
    return ids


def test_many_processes_and_threads_write_at_once_and_nothing_is_lost(settings, caplog):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        written = pool.starmap(write_many, [(str(settings.home), 60)] * 4)
    ids = [each for some in written for each in some]
    assert len(set(ids)) == 240
    assert {row[0] for row in raw(settings, "SELECT id FROM answers")} == set(ids)
    assert sound(settings)


def test_a_row_costs_under_five_milliseconds(log):
    log.record(ANSWER, QUESTION, [HIT] * 10, channel="chat")
    taken = []
    for _ in range(100):
        started = time.perf_counter()
        log.record(ANSWER, QUESTION, [HIT] * 10, channel="chat")
        taken.append(time.perf_counter() - started)
    assert statistics.median(taken) < 0.005


_ENDLESS = """
import sys
sys.path.insert(0, "tests")
from test_rag_answer_log import ANSWER, HIT, QUESTION
from rag.answer_log import AnswerLog
from rag.settings import load_settings
log = AnswerLog(load_settings(home=sys.argv[1]))
while True:
    print(log.record(ANSWER, QUESTION, [HIT], channel="chat"), flush=True)
"""


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_a_kill_in_the_middle_of_writing_loses_no_row_that_was_written(settings, lines):
    child = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(settings.home)], stdout=subprocess.PIPE, text=True)
    with child:
        told = [child.stdout.readline().strip() for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        told += [line.strip() for line in child.stdout if len(line) == 25]
    assert sound(settings)
    log = AnswerLog(settings)
    assert set(told) <= {row.id for row in log.each()}
    assert log.record(ANSWER, QUESTION, channel="cli")
    assert log.count() >= len(told) + 1
    log.close()


# A disk that does not do what it should


def test_a_file_that_somebody_holds_delays_once_and_what_waited_is_written(log, settings, caplog, monkeypatch):
    first = log.record(ANSWER, QUESTION, channel="chat")
    monkeypatch.setattr("rag.answer_log._PAUSE_SECONDS", 3.0)
    holder = sqlite3.connect(settings.home / "answers.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        started = time.monotonic()
        second = log.record(ANSWER, QUESTION, channel="chat")
        assert time.monotonic() - started < 2.5
        started = time.monotonic()
        third = log.record(ANSWER, QUESTION, channel="chat")
        assert time.monotonic() - started < 0.5  # it is not waited for again
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    assert "answers.db" in warnings[0].getMessage()
    time.sleep(3.1)
    fourth = log.record(ANSWER, QUESTION, channel="chat")
    assert [row.id for row in log.listed()] == [fourth, third, second, first]


def test_what_waits_is_written_at_the_end(log, settings, caplog):
    log.record(ANSWER, QUESTION, channel="chat")
    holder = sqlite3.connect(settings.home / "answers.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    waiting = log.record(ANSWER, QUESTION, channel="chat")
    holder.execute("ROLLBACK")
    holder.close()
    log.close()
    assert (waiting,) in raw(settings, "SELECT id FROM answers")


@pytest.fixture
def unwritable():
    """A folder that may be read but not written to, and a way to run something that is held to that (root is not)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)

    def held_to_it(job):
        def run():
            if os.geteuid() == 0:  # this thread's own right to files: Linux
                ctypes.CDLL(None).setfsuid(65534)
            done.append(job())

        folder.chmod(0o555)
        done: list[object] = []
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        folder.chmod(0o755)
        return done[0]

    yield folder, held_to_it
    shutil.rmtree(folder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="gives up root's rights as Linux does")
def test_a_folder_that_may_not_be_written_to_costs_a_warning_not_the_answer(unwritable, caplog):
    folder, held_to_it = unwritable
    log = AnswerLog(load_settings(home=folder))

    def job():
        ids = [log.record(ANSWER, QUESTION, channel="chat") for _ in range(3)]
        with pytest.raises(LibraryError) as caught:
            log.listed()
        return ids, str(caught.value)

    ids, message = held_to_it(job)
    assert all(ids)
    assert "answers.db" in message
    assert "\n" not in message
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "Permission denied" in caplog.text
    assert list(folder.iterdir()) == []
    log.close()  # it may be written to again
    assert len(list(log.each())) == 3
    log.close()


_FULL = """
import resource, sys
sys.path.insert(0, "tests")
from test_rag_answer_log import ANSWER, HIT, QUESTION
from rag.answer_log import AnswerLog
from rag.settings import load_settings
log = AnswerLog(load_settings(home=sys.argv[1]))
log.record(ANSWER, QUESTION, [HIT], channel="chat")
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
ids = [log.record(ANSWER, QUESTION, [HIT] * 100, channel="chat") for _ in range(30)]
with open(sys.argv[1] + "/before", "w") as file:
    file.write(str(len(ids)))
if sys.argv[2] == "mended":
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log.close()
print(len([each for each in ids if each]))
"""


@pytest.mark.parametrize("state", ["full", "mended"])
def test_a_full_disk_costs_a_warning_not_the_answer(settings, state):
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(settings.home), state], capture_output=True, text=True, check=True
    )
    assert done.stdout == "30\n"
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "non riesco a scrivere le risposte" in done.stderr
    assert sound(settings)
    [(count,)] = raw(settings)
    assert count == 31 if state == "mended" else 1 <= count < 31


def test_a_damaged_file_is_set_aside_and_a_new_one_begun(log, settings, caplog):
    settings.home.mkdir()
    (settings.home / "answers.db").write_bytes(b"nessuna base di dati " * 500)
    row_id = log.record(ANSWER, QUESTION, channel="chat")
    assert log.get(row_id)
    [aside] = settings.home.glob("answers.damaged-*.db")
    assert aside.read_bytes().startswith(b"nessuna base")
    assert aside.name in caplog.text
    assert "rovinato" in caplog.text
    assert len(caplog.records) == 1


def test_a_journal_goes_with_the_file_it_belongs_to(tmp_path):
    names = ("answers.db", "answers.db-wal", "answers.db-shm")
    for name in names:
        (tmp_path / name).write_text(name)
    file = answer_file.AnswerFile(tmp_path)
    with pytest.raises(sqlite3.DatabaseError):
        file._open()
    for name in names:  # SQLite takes away a journal that it can't read
        (tmp_path / name).write_text(name)
    file.set_aside()
    left = {path.name.partition("db")[2]: path.read_text() for path in tmp_path.glob("answers.damaged-*")}
    assert left == {"": "answers.db", "-wal": "answers.db-wal", "-shm": "answers.db-shm"}
    assert not any((tmp_path / name).exists() for name in names)


@pytest.mark.parametrize("reading", [True, False])
def test_a_file_damaged_under_a_running_log_is_set_aside_too(log, settings, caplog, reading):
    for _ in range(30):
        log.record(ANSWER, QUESTION, channel="chat")
    log.close()
    path = settings.home / "answers.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    if reading:
        assert log.listed() == []
    row_id = log.record(ANSWER, QUESTION, channel="chat")
    assert [row.id for row in log.listed()] == [row_id]
    assert len(list(settings.home.glob("answers.damaged-*.db"))) == 1
    assert sound(settings)


def test_two_processes_that_find_it_damaged_set_it_aside_once(settings):
    settings.home.mkdir()
    (settings.home / "answers.db").write_bytes(b"nessuna base di dati " * 500)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        written = pool.starmap(write_many, [(str(settings.home), 10)] * 3)
    assert len(list(settings.home.glob("answers.damaged-*.db"))) == 1
    assert {row[0] for row in raw(settings, "SELECT id FROM answers")} == {each for some in written for each in some}


# Versions

NOW = answer_file.VERSION


def test_an_older_file_is_brought_up_to_date_and_keeps_its_rows(log, settings, monkeypatch):
    row_id = log.record(ANSWER, QUESTION, channel="chat")
    log.close()
    monkeypatch.setattr(answer_file, "VERSION", NOW + 1)
    monkeypatch.setitem(answer_file._UPGRADES, NOW, ("ALTER TABLE answers ADD COLUMN office TEXT DEFAULT 'sì'",))
    assert log.get(row_id).answer == json.loads(json.dumps(answer_to_json(ANSWER)))
    assert raw(settings, "SELECT office FROM answers") == [("sì",)]
    assert raw(settings, "PRAGMA user_version") == [(NOW + 1,)]


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(log, settings, monkeypatch, caplog):
    log.record(ANSWER, QUESTION, channel="chat")
    log.close()
    monkeypatch.setattr(answer_file, "VERSION", NOW + 1)
    monkeypatch.setitem(answer_file._UPGRADES, NOW, ("ALTER TABLE answers ADD COLUMN office TEXT", "SELECT nonsense"))
    assert log.record(ANSWER, QUESTION, channel="chat")
    assert len(caplog.records) == 1
    assert raw(settings, "PRAGMA user_version") == [(NOW,)]
    assert "office" not in {row[1] for row in raw(settings, "PRAGMA table_info(answers)")}


def test_a_file_of_a_later_version_is_left_alone(log, settings, caplog):
    log.record(ANSWER, QUESTION, channel="chat")
    raw(settings, "PRAGMA user_version = 99")
    log.close()
    assert log.record(ANSWER, QUESTION, channel="chat")
    with pytest.raises(LibraryError, match="più nuova"):
        log.listed()
    assert raw(settings) == [(1,)]
    assert len(caplog.records) == 1


# Recording an answerer


def test_what_an_answerer_says_is_recorded_with_what_it_found(library_home):
    answerer, log = overheard(open_answerer(library_home)), AnswerLog(library_home)
    try:
        recording = Recording(log, answerer, Question("a quanto ammonta il FRNA 2025?"), "chat")
        answer = recording.whole()
        assert log.count() == 0  # not before the person has it
        recording.keep()
        [row] = log.listed()
        assert answer.id == row.id
        assert row.question_id is None
        assert row.answer["citations"][0]["document"] == "https://example.org/fondo"
        assert row.hits[0]["document"] == "https://example.org/fondo"
        assert [hit["rank"] for hit in row.hits] == list(range(1, len(row.hits) + 1))
        assert row.settings["generation"] == answerer.search.library.generation()
        Recording(log, answerer, Question("chi coordina il gruppo?", id="a"), "batch").keep()  # never asked: no row
        named = Recording(log, answerer, Question("chi coordina il gruppo?", id="a"), "batch")
        assert named.whole().id == "a"
        named.keep()
        assert log.listed()[0].question_id == "a"
        assert log.count() == 2
    finally:
        answerer.close()
        log.close()


def test_each_thread_hears_its_own_finds(library_home):
    answerer, log = overheard(open_answerer(library_home)), AnswerLog(library_home)
    wanted = {"a quanto ammonta il FRNA 2025?": "fondo", "chi coordina il gruppo di lavoro?": "gruppo"}

    def ask(question):
        recording = Recording(log, answerer, Question(question), "chat")
        recording.whole()
        recording.keep()

    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(ask, [*wanted] * 8))
        for row in log.each():
            assert row.hits[0]["document"].endswith(wanted[row.question])
        assert log.count() == 16
    finally:
        answerer.close()
        log.close()


class Scripted:
    """An answerer that grows an answer, and may fail on the way."""

    def __init__(self, *steps) -> None:
        self.steps = steps
        self.search = type("Searching", (), {"library": type("Held", (), {"generation": staticmethod(lambda: 1)})})

    def stream(self, question):
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            yield step


def test_an_answer_that_is_broken_off_or_fails_makes_no_row(log):
    steps = iter(broken := Recording(log, Scripted(ANSWER, ANSWER), QUESTION, "chat"))
    next(steps)
    steps.close()
    broken.keep()
    failed = Recording(log, Scripted(ANSWER, QuestionError("troppo lunga")), QUESTION, "chat")
    with pytest.raises(QuestionError):
        list(failed)
    failed.keep()
    assert log.count() == 0


def test_with_the_log_off_an_answer_passes_as_it_is(tmp_path):
    log = AnswerLog(load_settings(home=tmp_path / "home", answers=False))
    recording = Recording(log, Scripted(refusal(), ANSWER), QUESTION, "chat")
    assert list(recording) == [refusal(), ANSWER]
    recording.keep()
    assert not (tmp_path / "home").exists()


def test_an_unforeseen_failure_of_the_log_does_not_reach_the_person(log, monkeypatch, caplog):
    monkeypatch.setattr("rag.answer_log.to_row", lambda *_: 1 / 0)
    recording = Recording(log, Scripted(ANSWER), QUESTION, "chat")
    assert recording.whole() == ANSWER
    recording.keep()
    assert len(caplog.records) == 1


def test_evaluation_keeps_no_log():
    for path in (Path(__file__).parents[1] / "eval").rglob("*.py"):
        source = path.read_text("utf-8")
        assert "rag.recording" not in source, path
        # Drafts are proposed from what people asked: that is read, nothing is written.
        assert "AnswerLog" not in source or path.name in ("drafting.py", "draft_used.py"), path
        assert "log.record(" not in source, path

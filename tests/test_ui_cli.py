"""The command line on a small library: what it prints, what it exits with, one clear line when something is off."""

import errno
import io
import json
import subprocess
import sys

import pytest
from conftest import DOCUMENTS, write_jsonl

from rag.answerer import Answerer
from rag.library import Library
from rag.types import Filters
from ui.batch import questions_from
from ui.cli import run
from ui.locales import strings_for


@pytest.fixture
def home(library_home, monkeypatch):
    """A library with three documents, where the command line looks for it."""
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    monkeypatch.setenv("REGESTO_OFFLINE", "1")
    return library_home


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("REGESTO_HOME", str(tmp_path / "home"))
    return tmp_path


def questions(tmp_path, *lines: str) -> str:
    path = tmp_path / "domande.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(path)


def test_ask_prints_one_answer_as_json(home, capsys):
    assert run(["ask", "quali sono le priorità del gruppo di lavoro?", "--json"]) == 0
    shown = capsys.readouterr()
    answer = json.loads(shown.out)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["document"] == "https://example.org/gruppo"
    assert shown.err == ""


def test_ask_shows_a_person_marks_and_references(home, capsys):
    assert run(["ask", "a quanto ammonta il FRNA 2025?"]) == 0
    out = capsys.readouterr().out
    assert "564,09 milioni" in out
    assert " [1]" in out
    assert "[1] Fondo regionale per la non autosufficienza" in out
    assert "Regione di Prova · maggio 2025 · notizia" in out
    assert "https://example.org/fondo" in out


def test_a_refusal_is_a_job_done(home, capsys):
    assert run(["ask", "quanti gatti randagi vivono a Trieste?"]) == 0
    assert "Non so rispondere con sicurezza" in capsys.readouterr().out


def test_search_gives_hits_in_order(home, capsys):
    assert run(["search", "fondo non autosufficienza", "-k", "2", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert 1 <= len(hits) <= 2
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert hits[0]["document"] == "https://example.org/fondo"
    assert {"document", "passage_id", "score", "rank", "page", "text"} <= set(hits[0])
    assert run(["search", "fondo non autosufficienza"]) == 0
    assert "1. Fondo regionale" in capsys.readouterr().out


def test_filters_limit_a_search(home, capsys):
    for options, allowed in (
        (["--publisher", "Comune di Prova"], {"https://example.org/gruppo"}),
        (["--kind", "news"], {"https://example.org/fondo"}),
        (["--from", "2025-01"], {"https://example.org/fondo"}),
        (["--language", "fr"], {"https://example.org/accord"}),
    ):
        assert run(["search", "gruppo fondo accord région lavoro", "--json", *options]) == 0
        found = {hit["document"] for hit in json.loads(capsys.readouterr().out)["hits"]}
        assert found == allowed, options


def test_filters_are_taken_in_a_persons_words(home, capsys):
    for options in (
        ["--kind", "comunicati"], ["--kind", "Communiqué de presse"], ["--publisher", "comune di PROVA"],
        ["--from", "giugno 2022", "--to", "23/06/2022"], ["--document", "Nasce il gruppo di lavoro metropolitano"],
        ["--document", "https://example.org/gruppo", "--edition", "1"], ["--kind", "comunicato", "--source", "documents"],
    ):  # fmt: skip
        assert run(["search", "gruppo fondo accord", "--json", *options]) == 0, options
        found = {hit["document"] for hit in json.loads(capsys.readouterr().out)["hits"]}
        assert found == {"https://example.org/gruppo"}, options


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--territory", "Lazio"], "nessun documento ha territorio «Lazio»: ci sono Emilia-Romagna"),
        (["--kind", "atti"], "nessun documento ha tipo «atti»: ci sono notizia, comunicato stampa"),
        (["--kind", "boh"], "«boh» non è ammesso per --kind: scegliere fra piano, comunicato stampa"),
        (["--publisher", "prova"], "può essere Comune di Prova, Regione di Prova"),
        (["--language", "inglese"], "nessun documento ha lingua «inglese»: ci sono "),
        (["--from", "2024", "--to", "2022"], "finisce prima di cominciare"),
        (["--from", "31/02/2022"], "valore non valido per --from"),
        (["--edition", "2"], "di quale documento"),
        (["--document", "https://example.org/fondo", "--edition", "2"], "edizione «2»: ci sono 1"),
        (["--document", "https://example.org/nulla"], "non è in biblioteca"),
    ],
)
def test_a_filter_that_nothing_has_lists_what_there_is(home, capsys, options, words):
    assert run(["search", "fondo", *options]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_a_line_whose_filters_are_off_gets_its_error_and_the_others_their_answers(home, tmp_path, capsys):
    file = questions(
        tmp_path,
        '{"id": 1, "question": "a quanto ammonta il FRNA 2025?", "filters": {"territory": "Lazio"}}',
        '{"id": 2, "question": "a quanto ammonta il FRNA 2025?", "filters": {"from": "ieri"}}',
        '{"id": 3, "question": "   "}',
        '{"id": 4, "question": "a quanto ammonta il FRNA 2025?", "filters": {"kind": "notizie", "from": 2025}}',
    )
    assert run(["ask", "--file", file]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in lines] == ["refused", "refused", "refused", "answered"]
    assert "Emilia-Romagna" in lines[0]["error"]
    assert lines[0]["notes"] == [lines[0]["error"]]
    assert "ieri" in lines[1]["error"]
    assert "vuota" in lines[2]["error"]
    assert "error" not in lines[3]
    assert run(["search", "--file", file]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [bool(line["hits"]) for line in lines] == [False, False, False, True]
    assert "Emilia-Romagna" in lines[0]["error"]


def test_a_file_of_questions_gives_one_line_each_in_order(home, tmp_path, capsys):
    file = questions(
        tmp_path,
        '{"id": "b", "question": "chi coordina il gruppo?"}',
        "",
        '{"id": "a", "question": "e entro quando?", "history": [{"role": "user", "content": "lo studio del gruppo"}]}',
    )
    assert run(["ask", "--file", file]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["b", "a"]
    assert run(["search", "--file", file, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["b", "a"]
    assert all(line["hits"] for line in lines)


def test_questions_come_from_standard_input_too(home, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 7, "question": "chi coordina il gruppo?"}\n'))
    assert run(["ask", "--file", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 7


def test_a_malformed_line_is_named_before_anything_is_answered(home, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Answerer, "answer", lambda *_: pytest.fail("answered before the file was checked"))
    file = questions(tmp_path, '{"question": "chi?"}', "{guasto", '{"question": "chi?"}')
    assert run(["ask", "--file", file]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "riga 2" in shown.err
    assert shown.err.count("\n") == 1


def test_filters_of_a_line_win_over_those_of_the_call(tmp_path):
    file = questions(tmp_path, '{"question": "chi?", "filters": {"kind": "plan"}}', '{"question": "chi?"}')
    found = questions_from(None, file, Filters(kind="news", language="it"), strings_for("it"))
    assert [question.filters.kind for question in found] == ["plan", "news"]
    assert {question.filters.language for question in found} == {"it"}


def test_ingest_reports_and_exits_0_even_when_a_document_failed(empty, capsys):
    (empty / "vuoto.html").write_bytes(b"")
    targets = [write_jsonl(empty / "d.jsonl", DOCUMENTS), str(empty / "vuoto.html")]
    assert run(["ingest", *targets, "--json"]) == 0
    shown = capsys.readouterr()
    report = json.loads(shown.out)
    assert report["added"] == len(DOCUMENTS)
    assert [set(row) for row in report["failed"]] == [{"uri", "stage", "reason"}]
    assert run(["ingest", *targets]) == 0
    out = capsys.readouterr().out
    assert "invariati\t3" in out
    assert "vuoto.html\t" in out


def test_status_and_reindex(home, capsys):
    assert run(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["documents"] == 3
    assert run(["status"]) == 0
    assert "documenti\t3" in capsys.readouterr().out
    assert run(["reindex", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passages"] == status["passages"]


def test_what_is_exported_can_be_read_again(home, tmp_path, capsys, monkeypatch):
    assert run(["export", "--jsonl"]) == 0
    exported = capsys.readouterr().out
    assert {json.loads(line)["uri"] for line in exported.splitlines()} == {each["uri"] for each in DOCUMENTS}
    (tmp_path / "di-nuovo.jsonl").write_text(exported, "utf-8")
    monkeypatch.setenv("REGESTO_HOME", str(tmp_path / "altra"))
    assert run(["ingest", str(tmp_path / "di-nuovo.jsonl"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 3


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (["ask"], 2, "serve una domanda"),
        (["ask", "x", "--file", "y"], 2, "serve una domanda"),
        (["ask", "x", "--boh"], 2, "opzione sconosciuta: --boh"),
        (["asc"], 2, "comando sconosciuto: asc"),
        (["ingest"], 2, "manca ORIGINE"),
        (["search", "x", "-k", "0"], 2, "almeno 1"),
        (["search", "x", "-k", "molti"], 2, "numero intero"),
        (["search", "x", "-k"], 2, "-k"),
        (["search", "x", "y"], 2, "argomento di troppo: y"),
        (["ask", "x", "--from", "ieri"], 2, "--from"),
        (["ask", "--file", "/non/c'è"], 2, "non esiste"),
        (["ask", "--file", "/"], 2, "cartella"),
        (["ask", "   "], 1, "vuota"),
        (["chat", "--port", "70000"], 2, "al massimo 65535"),
    ],
)
def test_what_is_off_is_one_line_on_stderr(home, capsys, call, code, words):
    assert run(call) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Errore: ")
    assert words in shown.err
    assert shown.err.count("\n") == 1


def test_a_wrong_setting_is_named(home, capsys, monkeypatch):
    monkeypatch.setenv("REGESTO_PORT", "molto")
    assert run(["status"]) == 1
    assert "REGESTO_PORT" in capsys.readouterr().err


def test_errors_speak_the_language_of_the_settings(home, capsys, monkeypatch):
    monkeypatch.setenv("REGESTO_LANGUAGE", "fr")
    assert run(["asc"]) == 2
    assert capsys.readouterr().err.startswith("Erreur: commande inconnue")


def test_a_bug_is_one_line_too(home, capsys, monkeypatch):
    def broken(*_):
        raise ValueError("una riga\ne un'altra")

    monkeypatch.setattr(Library, "status", broken)
    assert run(["status"]) == 1
    assert capsys.readouterr().err == "Errore: ValueError: una riga e un'altra\n"


def test_a_full_disk_is_said_in_italian(home, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Library, "status", full)
    assert run(["status"]) == 1
    assert capsys.readouterr().err == "Errore: il disco è pieno: liberare spazio e ripetere\n"


def test_an_interruption_before_the_command_is_quiet(capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("typer.main.get_command", interrupted)
    assert run(["status"]) == 130
    assert capsys.readouterr().err == ""


def test_an_interruption_is_quiet(home, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "status", interrupted)
    assert run(["status"]) == 130
    assert capsys.readouterr().err == ""


def test_a_closed_pipe_is_quiet(home):
    command = f"'{sys.executable}' -c 'from ui.cli import main; main()' export | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "{"
    assert done.stderr == ""


def test_help_is_italian_and_loads_nothing_heavy():
    code = (
        "import sys; from ui.cli import run; run(['--help']); run(['ask', '--help']); "
        "heavy = {'gradio', 'chromadb', 'numpy', 'langchain_core', 'pydantic_settings', 'tantivy'} & set(sys.modules); "
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    for words in ("Uso: regesto", "Comandi", "Opzioni", "Mostra questo aiuto", "DOMANDA"):
        assert words in done.stdout
    assert "Show this" not in done.stdout


def test_version(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("regesto ")


def test_nothing_asked_shows_the_help(capsys):
    assert run([]) == 0
    assert "Comandi" in capsys.readouterr().out


def test_a_taken_port_is_told_at_once(home, capsys):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(["chat", "--port", port]) == 1
    assert f"la porta {port}" in capsys.readouterr().err

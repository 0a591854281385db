"""``regesto check``: one claim, a whole text, JSON, and one clear line when something is off."""

import io
import json

import pytest

from rag.claims.texts import LONGEST_TEXT
from ui.cli import run
from ui.locales.checking import check_strings

RELEASE = (
    "COMUNICATO\n\nIl gruppo è coordinato dalla dottoressa Anna Bianchi. Siamo orgogliosi del lavoro fatto insieme.\n"
    "Il Fondo regionale per la non autosufficienza del 2025 è di 654,09 milioni di euro.\n"
)


@pytest.fixture
def home(library_home, monkeypatch):
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    monkeypatch.setenv("REGESTO_OFFLINE", "1")
    return library_home


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "comunicato.txt"
    path.write_text(RELEASE, "utf-8")
    return str(path)


def test_a_claim_is_answered_with_its_verdict(home, capsys):
    assert run(["check", "È vero che il FRNA del 2025 è di 654,09 milioni di euro?"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Smentito dai documenti\n")
    assert "«654,09 milioni di euro»" in shown.out
    assert "564,09 milioni di euro" in shown.out
    assert "https://example.org/fondo" in shown.out
    assert shown.err == ""


def test_as_json_a_claim_is_one_answer(home, capsys):
    assert run(["check", "Il gruppo è coordinato da Anna Bianchi, giusto?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["status"]) == ("supported", "answered")
    assert answer["citations"][0]["document"] == "https://example.org/gruppo"


def test_as_json_a_text_is_one_line_a_sentence(home, release, capsys):
    assert run(["check", "--file", release, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == [None, "supported", None, "contradicted"]
    assert [line["skipped"] for line in lines] == ["short", None, "opinion", None]
    assert all(RELEASE[line["start"] : line["end"]] == line["text"] for line in lines)
    for line in lines[1::2]:
        assert line["answer"]["verdict"] == line["verdict"]


def test_a_text_is_shown_with_what_differs_and_a_count(home, release, capsys):
    assert run(["check", "--file", release]) == 0
    out = capsys.readouterr().out
    assert "Confermato dai documenti: Il gruppo è coordinato" in out
    assert "Smentito dai documenti: Il Fondo regionale" in out
    assert "Non controllata (opinione): Siamo orgogliosi" in out
    assert "Frasi controllate" in out
    assert "Smentito dai documenti\t1" in out


@pytest.mark.parametrize("arguments", [["check", "-"], ["check", "--file", "-"]])
def test_a_text_comes_from_stdin_too(home, arguments, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RELEASE.encode()), "utf-8"))
    assert run([*arguments, "--json"]) == 0
    told = [json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines()]
    assert [verdict for verdict in told if verdict] == ["supported", "contradicted"]


def test_filters_limit_a_check(home, capsys):
    arguments = [
        "check",
        "Il gruppo è coordinato da Anna Bianchi, giusto?",
        "--document",
        "https://example.org/fondo",
        "--json",
    ]
    assert run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "not_found"


def test_a_text_with_nothing_to_check_says_so(home, tmp_path, capsys):
    path = tmp_path / "saluti.txt"
    path.write_text("Buongiorno a tutti.\nCome state?\n", "utf-8")
    assert run(["check", "--file", str(path)]) == 0
    assert check_strings("it").nothing in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"\x7fELF\xff\xfe\x00\x01", 2, "non è un file di testo"),
        (b"testo\x00binario", 2, "non è un file di testo"),
        (b"", 1, "vuoto"),
        (b"Parole. " * LONGEST_TEXT, 1, str(LONGEST_TEXT)),
    ],
)
def test_bad_files_are_refused_in_one_line(home, tmp_path, capsys, content, code, said):
    path = tmp_path / "testo.txt"
    path.write_bytes(content)
    assert run(["check", "--file", str(path)]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check"], 2, "--file"), (["check", "una frase", "--file", "x.txt"], 2, "--file"),
        (["check", "--file", "manca.txt"], 2, "manca.txt"), (["check", "   "], 1, "vuota"),
    ],
)  # fmt: skip
def test_bad_calls_are_refused_in_one_line(home, capsys, arguments, code, said):
    assert run(arguments) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("language", "said"), [("it", "caratteri"), ("fr", "caractères"), ("en", "characters")])
def test_a_claim_too_long_is_refused_in_the_language_of_the_interface(home, monkeypatch, capsys, language, said):
    monkeypatch.setenv("REGESTO_LANGUAGE", language)
    assert run(["check", "Il fondo vale 5 milioni. " * 200]) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "2000" in shown.err
    assert shown.out == ""


def test_an_opinion_gets_no_verdict_and_is_told_why(home, capsys):
    assert run(["check", "Anna Bianchi è una brava coordinatrice?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] is None
    assert "giudizio" in answer["notes"][0]


def test_every_language_has_its_strings():
    assert len({check_strings(code).usage for code in ("it", "fr", "en")}) == 3

"""The commands across documents, as a person and a program see them: compare, timeline, who, glossary."""

import json
import shutil

import pytest

from ingest.pipeline import ingest
from rag.settings import load_settings
from tests.conftest import write_jsonl
from ui.cli import run


@pytest.fixture(scope="module")
def with_editions(built_home, tmp_path_factory):
    """The small library of the tests, and a page in two editions: nothing here changes it."""
    folder = tmp_path_factory.mktemp("across")
    settings = load_settings(home=folder / "home", offline=True)
    shutil.copytree(built_home, settings.home)
    page = folder / "orari.md"
    for hours in ("9", "10"):
        page.write_text(
            f"# Orari\n\nLo sportello apre alle ore {hours} di ogni giorno feriale.\n\nChiude a pranzo.\n", "utf-8"
        )
        ingest([str(page)], settings)
    return settings


@pytest.fixture
def home(with_editions, monkeypatch):
    monkeypatch.setenv("REGESTO_HOME", str(with_editions.home))
    return with_editions


def said(capsys, *words):
    code = run(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_compare_two_editions(home, capsys):
    code, out, _ = said(capsys, "compare", "orari.md@1", "orari.md@2")
    assert code == 0
    assert "modificate 1" in out
    assert "[-9-]" in out
    assert "{+10+}" in out
    assert "Cifre e date cambiate" in out


def test_compare_as_json(home, capsys):
    code, out, _ = said(capsys, "compare", "orari.md@1", "orari.md@2", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["altered"], found["added"], found["removed"], found["kept"]) == (1, 0, 0, 1)
    assert [(each["old"], each["new"]) for each in found["figures"]] == [("9", "10")]
    assert found["figures"][0]["old_citation"]["superseded"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("orari.md", "orari.md@2", "stessa edizione"),
        ("orari.md", "niente.md", "nessun documento si chiama"),
        ("", "orari.md", "dire quale documento"),
        ("orari.md@7", "orari.md", "non ha l'edizione 7"),
        ("gruppo dei lavori metropolitani", "orari.md", "i più vicini: «Nasce il gruppo di lavoro metropolitano»"),
    ],
)
def test_compare_badly_called(home, capsys, old, new, why):
    code, out, err = said(capsys, "compare", old, new)
    assert (code, out) == (2, "")
    assert why in err
    assert err.count("\n") == 1


def test_timeline(home, capsys):
    code, out, _ = said(capsys, "timeline", "studio")
    assert code == 0
    assert "dicembre 2022" in out
    assert "Lo studio sarà consegnato entro dicembre 2022" in out
    code, out, _ = said(capsys, "timeline", "navi spaziali giapponesi")
    assert code == 0
    assert "Nessuna frase datata" in out


def test_who(home, capsys):
    code, out, _ = said(capsys, "who", "gruppo di lavoro")
    assert code == 0
    assert "Anna Bianchi" in out
    assert "secondo la fonte più recente, 23 giugno 2022" in out
    code, out, _ = said(capsys, "who", "navi spaziali giapponesi", "--json")
    assert json.loads(out)["holders"] == []
    code, out, _ = said(capsys, "who", "navi spaziali giapponesi")
    assert code == 0
    assert "Non indicato" in out


@pytest.mark.parametrize("command", ["timeline", "who"])
@pytest.mark.parametrize("topic", ["", " ", "x" * 10_000])
def test_a_bad_topic(home, capsys, command, topic):
    code, out, err = said(capsys, command, topic)
    assert code == 1
    assert out == ""
    assert "argomento" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["timeline", "who"])
def test_filters_hold(home, capsys, command):
    code, _, err = said(capsys, command, "gruppo", "--kind", "romanzo")
    assert code == 2
    assert "--kind" in err
    code, out, _ = said(capsys, command, "gruppo di lavoro", "--publisher", "Regione di Prova", "--json")
    assert code == 0
    assert not json.loads(out).get("holders")
    assert not json.loads(out).get("events")


@pytest.mark.parametrize(("language", "word"), [("fr", "Qui :"), ("en", "Who:")])
def test_in_other_languages(home, capsys, monkeypatch, language, word):
    monkeypatch.setenv("REGESTO_LANGUAGE", language)
    code, out, _ = said(capsys, "who", "gruppo di lavoro")
    assert code == 0
    assert word in out


def test_no_text_of_a_document_reaches_the_terminal_as_an_order(library_home, capsys, tmp_path, monkeypatch):
    evil = {
        "uri": "https://e.example/x",
        "title": "Il \x1b[31mmuseo",
        "text": "Il museo apre il 3 marzo 2021. \x1b[2J Si entra gratis.",
    }
    ingest([write_jsonl(tmp_path / "evil.jsonl", [evil])], library_home)
    monkeypatch.setenv("REGESTO_HOME", str(library_home.home))
    _, out, _ = said(capsys, "timeline", "museo")
    assert "3 marzo 2021" in out
    assert "\x1b" not in out

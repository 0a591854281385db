"""The office page on the quality of answers: the runs it lists, the reports it serves, and what it never serves."""

import re
from html import unescape

import pytest
from judged_runs import answered, cases, judged, make, plain_plots  # noqa: F401 (fixture)
from signed_in import office_of

from rag.types import Answer
from ui.cli import run
from ui.locales.office_quality import quality_strings
from ui.strings import LANGUAGES

pytestmark = pytest.mark.usefixtures("plain_plots")

HERE = "/it/ufficio/qualita"


@pytest.fixture
def office(settings):
    """The office of a library, signed in."""
    settings.home.mkdir(parents=True)
    with office_of(settings) as client:
        yield client


@pytest.fixture
def runs(settings):
    """Two runs on the same questions: in the earlier one the first was refused."""
    folder = settings.home / "eval"
    refused = Answer("?", "it", "refused", elapsed_ms=80)
    first, *others = cases()
    make(folder / "prova-1", [(first[0], refused, 0.05), *others], "2026-11-20T10:00:00+00:00", corpus_digest="d" * 16)
    make(folder / "prova-2")
    return folder


def text(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_without_a_run_the_page_says_how_to_make_one(office):
    said = text(office.get(HERE))
    assert "Non c'è ancora nessuna prova." in said
    assert "regesto eval generate usa le domande accettate" in said
    assert "aria-current=page>Qualità<" in office.get(HERE).text


@pytest.mark.parametrize("tail", ["", "/prova-2", "/prova-2?salva=1"])
def test_without_an_account_no_run_is_shown(office, runs, tail):
    office.cookies.clear()
    answer = office.get(HERE + tail)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/it/accesso?then=%2Fit%2Fufficio%2Fqualita")


def test_runs_are_listed_newest_first_with_what_changed(office, runs):
    newest, oldest = (text for text in re.findall(r"<article.*?</article>", office.get(HERE).text, re.S))
    assert "prova-2" in newest
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", newest))
    assert "7 domande 40 su 100 risposte complete 50 su 100 no detti a ragione 20 su 100 no detti a torto" in said
    assert "risposte complete: da 20 a 40 su 100 (può essere un caso)" in said
    assert "no a torto: da 40 a 20 su 100 (può essere un caso)" in said
    assert "I documenti nel frattempo sono cambiati." in said
    assert "prova-1" in oldest
    assert "È la prima su queste domande." in oldest


def test_a_change_that_chance_hardly_makes_is_called_so(office, settings):
    many = [judged(f"n{n}", f"Quanto {n}?") for n in range(30)]
    refused = [(each, Answer("?", "it", "refused"), 0.1) for each in many]
    make(settings.home / "eval" / "prima", refused, "2026-11-20T10:00:00+00:00")
    make(settings.home / "eval" / "dopo", [(each, answered("?", "564"), 0.9) for each in many])
    assert "risposte complete: da 0 a 100 su 100 (difficilmente un caso)" in text(office.get(HERE))


def test_a_report_is_served_under_a_policy_of_its_own(office, runs):
    link = re.search(r'href="([^"]+)">Apri il rapporto', office.get(HERE).text)[1]
    answer = office.get(link)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "script-src" not in policy
    assert "store" in answer.headers["cache-control"]
    assert "Confronto con la prova «prova-1»" in text(answer)
    assert f'<a href="{HERE}">← Torna' in answer.text


def test_a_saved_report_has_no_links_into_the_service(office, runs):
    answer = office.get(f"{HERE}/prova-2?salva=1")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''prova-2.html"
    assert "/it/ufficio" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_report_speak_the_readers_language(office, runs, language):
    place = {"it": "ufficio", "fr": "bureau", "en": "office"}[language]
    page = office.get(f"/{language}/{place}/qualita")
    assert quality_strings(language).lead in text(page)
    assert f'<html lang="{language}">' in office.get(f"/{language}/{place}/qualita/prova-1").text


@pytest.mark.parametrize(
    "name",
    [
        "%2e%2e",
        "..%2f..%2flibrary.db",
        "prova-1%2f..%2fprova-2",
        "%2fetc%2fpasswd",
        "prova-1%00",
        "prova-3",
        "legame",
        "fuori",
    ],
)
def test_no_name_leads_out_of_the_folder_of_runs(office, runs, settings, name):
    make(settings.home / "fuori")
    (runs / "legame").symlink_to(settings.home / "fuori")
    answer = office.get(f"{HERE}/{name}")
    assert answer.status_code in (404, 307, 303)
    assert "Quanto sono buone" not in answer.text


def test_runs_that_are_broken_off_or_not_scored_say_what_to_do(office, runs):
    (runs / "interrotta").mkdir()
    (runs / "interrotta" / "begun.json").write_text("[]")
    (runs / "prova-1" / "scores.json").unlink()
    said = text(office.get(HERE))
    assert f"lo stesso comando con --run {runs / 'interrotta'} la riprende" in said
    assert f"Non ancora misurata: regesto eval score {runs / 'prova-1'}" in said
    assert office.get(f"{HERE}/prova-1").status_code == 404


def test_a_run_that_is_spoilt_inside_is_told_in_words(office, runs):
    (runs / "prova-2" / "answers.jsonl").write_text("{")
    answer = office.get(f"{HERE}/prova-2")
    assert answer.status_code == 503
    assert "rovinata" in text(answer)


def test_a_name_is_shown_as_it_is_and_leads_to_its_report(office, runs):
    (runs / "prova-2").rename(runs / "a <b>&'#?%")
    page = office.get(HERE).text
    assert "a &lt;b&gt;&amp;" in page
    assert office.get(unescape(re.search(r'href="([^"]+)">Apri il rapporto', page)[1])).status_code == 200


def test_a_run_scored_again_is_drawn_anew(office, runs):
    assert "Confronto con la prova «prova-1»" in text(office.get(f"{HERE}/prova-2"))
    (runs / "prova-1").rename(runs / "prova-0")
    assert "Confronto con la prova «prova-0»" in text(office.get(f"{HERE}/prova-2"))


# -------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def called(settings, monkeypatch, capsys):
    """Run a command line on that library; its code, what it printed, what it complained of."""
    monkeypatch.setenv("REGESTO_HOME", str(settings.home))

    def call(*words):
        code = run(["eval", "report", *words])
        shown = capsys.readouterr()
        return code, shown.out.strip(), shown.err.strip()

    return call


def test_the_command_writes_a_report_by_name_and_folder(called, runs, tmp_path):
    path = runs / "prova-2" / "report.html"
    assert called("prova-2") == (0, f"Rapporto scritto: {path}", "")
    assert "Confronto con la prova «prova-1»" in path.read_text("utf-8")
    out = tmp_path / "rapporto.html"
    assert called(str(runs / "prova-1"), "--against", "prova-2", "--language", "fr", "--out", str(out))[0] == 0
    assert "Comparaison avec l&#x27;essai «\xa0prova-2\xa0»" in out.read_text("utf-8")


def test_the_command_says_what_is_off(called, runs):
    assert called("prova-9") == (
        1,
        "",
        "Errore: «prova-9» non è una prova, né una cartella di prova; ci sono: prova-2, prova-1",
    )
    code, _, told = called("prova-2", "--language", "de")
    assert (code, told) == (2, "Errore: --language de: scegliere fra it, fr, en")
    assert called("prova-2", "--out", "/proc/no/report.html")[0] == 1


@pytest.mark.parametrize(
    "spoilt", ['{"measures": {}}', "[" * 99_999, '{"measures": {"facts": {"mean": "x"}}, "times": 0}']
)
def test_scores_that_are_spoilt_leave_the_other_runs_shown(office, runs, spoilt):
    (runs / "prova-1" / "scores.json").write_text(spoilt)
    page = office.get(HERE)
    assert page.status_code == 200
    assert f"Non ancora misurata: regesto eval score {runs / 'prova-1'}" in text(page)
    assert "prova-2" in text(page)

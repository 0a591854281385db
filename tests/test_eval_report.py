"""The report of a run: what it says in words, its tables and plots, the mistakes it shows, what it is compared with."""

import json
import re
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser

import pytest
from judged_runs import QUOTE, answered, cases, judged, make, plain_plots  # noqa: F401 (fixture)

from eval.kept_runs import before, kept_runs, run_folder, scored
from eval.plots import Bin, columns, intervals, reliability, stacked
from eval.report import Served, report_of, write_report
from eval.report_brief import verdict
from eval.report_numbers import duration, hundredths, span_of, value_of
from eval.report_outcomes import by_group, counted, moved, outcome, worst
from eval.report_sureness import sureness
from eval.report_tables import questions_html
from eval.report_texts import LANGUAGES, report_texts
from eval.runs import read_run
from rag.errors import EvaluationError
from rag.types import Answer

IT = report_texts("it")


class Page(HTMLParser):
    """The tags of a page, with their attributes; what was opened and not closed."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "link", "img", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("eval") / "prova-1")


@pytest.fixture(scope="module")
def page(folder):
    return report_of(folder)


def text(page):
    """What a page says, without its style and its plots."""
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>|<svg.*?</svg>", " ", page, flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


# -------------------------------------------------------------------------------------------------- what became of each


def test_each_question_comes_to_what_it_is_called(folder):
    assert {row["id"]: outcome(row) for row in scored(folder)["questions"]} == {
        each: "right" if each == "no" else each
        for each in ("right", "partly", "wrong", "refusal", "judgment", "no", "invented")
    }


def test_outcomes_are_counted_by_group_and_the_best_group_is_first(folder):
    rows = scored(folder)["questions"]
    assert counted(rows) == {"right": 2, "judgment": 1, "partly": 1, "refusal": 1, "wrong": 1, "invented": 1}
    assert [name for name, _ in by_group(rows, "type")] == ["unanswerable", "fact", "claim_check"]
    assert [sum(counts.values()) for _, counts in by_group(rows, "kind")] == [5]


def test_the_surest_of_what_harms_most_come_first(folder):
    assert [sort for sort, rows in worst(scored(folder)["questions"]).items() if rows] == [
        "invented", "judgment", "wrong", "refusal", "partly",
    ]  # fmt: skip


def test_a_run_that_only_finds_has_no_outcomes():
    assert outcome({"answerable": True}) is None
    assert outcome({"answerable": False}) is None


def test_questions_move_only_between_right_and_not():
    row = {"id": "a", "question": "?", "answerable": True, "false_refusal": 0}
    right, partly, wrong = (row | {"facts": f, "fact_recall": r} for f, r in ((1, 1), (0, 0.5), (0, 0)))
    assert [len(each) for each in moved([wrong], [right])] == [1, 0]
    assert moved([right], [partly])[1][0][1:] == ("right", "partly")
    assert moved([partly], [wrong]) == ([], [])
    assert moved([right], [wrong | {"question": "altra?"}]) == ([], [])


# -------------------------------------------------------------------------------------------------- in words


def test_the_head_says_how_it_went_in_words(folder):
    said = " ".join(verdict(read_run(folder), scored(folder), IT))
    assert (
        "Domande a cui i documenti rispondono: 5. In 2 casi (40 su 100) la risposta contiene tutti i dati attesi."
        in said
    )
    assert "In 1 caso ne contiene solo una parte, in 1 caso nessuno; in 1 caso il sistema ha detto di no" in said
    assert "Domande a cui i documenti non rispondono: 2. In 1 caso (50 su 100) il sistema dice di no" in said
    assert "tutte le 5 controllate stanno nel testo parola per parola" in said
    assert "vera" not in said
    assert "5 citazioni su 5" in said


@pytest.mark.usefixtures("plain_plots")
def test_a_quote_that_is_not_in_the_text_is_never_called_to_the_letter(tmp_path):
    run = make(tmp_path / "prova", stored=False)
    said = " ".join(verdict(read_run(run), scored(run), IT))
    assert "Non tutte le citazioni sono alla lettera: su 5 controllate, 5 non stanno" in said
    assert "Ogni citazione è alla lettera" not in text(report_of(run))


@pytest.mark.usefixtures("plain_plots")
def test_the_weakest_point_is_named_only_where_enough_questions_tell(tmp_path):
    many = [(judged(f"n{n}", f"Chi {n}?", "unanswerable", ()), answered("?", QUOTE), 0.4) for n in range(12)]
    run = make(tmp_path / "prova", [*cases()[:1], *many])
    assert "Il punto più debole è dire di no quando i documenti non rispondono: riesce 0 volte su 100." in text(
        report_of(run)
    )
    few = make(tmp_path / "poche", [*cases()[:1], *many[:8]])
    assert "Il punto più debole" not in text(report_of(few))


@pytest.mark.usefixtures("plain_plots")
def test_a_system_that_only_finds_is_told_so(tmp_path):
    run = make(tmp_path / "prova", system="haystack")
    (run / "answers.jsonl").write_text("")
    (run / "scores.json").unlink()
    said = text(report_of(run))
    assert "Questo sistema cerca soltanto, non risponde" in said
    assert 'id="worst"' not in report_of(run)
    assert 'id="groups"' not in report_of(run)


def test_numbers_are_never_rounded_to_all_or_nothing():
    assert [hundredths(each, IT) for each in (1, 0.9999, 0.996, 0.5, 0.0001, 0)] == [
        "100",
        "99,9",
        "99,6",
        "50",
        "0,1",
        "0",
    ]
    assert [duration(each, IT) for each in (87, 1234, 12_345, 125_000)] == ["0,09 s", "1,23 s", "12 s", "2 min 5 s"]
    held = {"mean": 0.9, "median": 1.0, "low": 0.8, "high": 0.951}
    assert (value_of("facts", held, IT), span_of("facts", held, IT)) == ("90%", "80–95%")
    assert (value_of("words", {"mean": 80.4, "median": 78}, IT), value_of("RR@10", held, IT)) == ("78", "0,90")


def test_sureness_is_told_as_too_much_too_little_or_right():
    def told(said, was):
        bins = [{"low": 0.8, "high": 0.9, "n": 9, "said": said, "was": was}]
        return " ".join(sureness({"bins": bins, "ece": abs(said - was), "auc": 0.75}, 0.1, IT))

    assert "troppo prudente" in told(0.85, 1.0)
    assert "si fida troppo" in told(0.85, 0.4)
    assert "la sua stima è giusta" in told(0.85, 0.86)
    assert "fra 80 e 90 su 100, i documenti rispondono 40 volte su 100 (9 domande)" in told(0.85, 0.4)
    assert "75 volte su 100 è più sicuro" in told(0.85, 0.4)


# -------------------------------------------------------------------------------------------------- the page


def test_the_page_is_one_file_without_script_that_loads_nothing(page):
    read = Page(page)
    assert read.open == []
    assert not {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"url\((?!#)|@import|javascript:", page)
    names = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(names) == len(set(names))
    asked = {a["href"][1:] for a in read.of("a") if a["href"].startswith("#")}
    asked |= set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', page))
    assert asked <= set(names)


def test_every_plot_is_named_and_stands_beside_a_table(page):
    plots = Page(page).of("svg")
    assert len(plots) >= 7
    assert all(each["role"] == "img" and len(each["aria-label"]) > 20 for each in plots)
    for part in re.findall(r"<figure>.*?</figure>(.{0,60})", page, re.S):
        assert part.startswith('<div class="scroll" tabindex="0" role="region"')


def test_nothing_that_was_asked_or_quoted_becomes_markup(page):
    assert "onerror=window.bad=1&gt;" in page
    assert "<img" not in page
    assert "\x1b" not in page
    assert "‮" not in page
    assert "Il fondo &lt;b&gt;" in page


def test_mistakes_are_shown_with_what_was_expected_and_why(page):
    worst = page[page.index('id="worst"') : page.index('id="made"')]
    cards = {name: text(card) for name, card in re.findall(r'<article class="a-(\w+)">(.*?)</article>', worst, re.S)}
    assert list(cards) == ["invented", "judgment", "wrong", "refusal", "partly"]
    assert "«Regione» oppure «regionale» (manca)" in cards["partly"]
    assert "«564» (c'è)" in cards["partly"]
    assert "Dati attesi che mancano: 1 di 2." in cards["partly"]
    assert "Nessuna citazione viene da un documento giusto" in cards["wrong"]
    assert "(altro documento)" in cards["wrong"]
    assert "Il giudizio dato è «confermata», quello giusto «smentita»" in cards["judgment"]
    assert "Il passo giusto era al posto 2 fra i 2 trovati. Sicurezza dichiarata: 5 su 100." in cards["refusal"]
    assert "Un rifiuto: i documenti non rispondono." in cards["invented"]
    assert "pagina 2 (stampata 1) · https://example.org/fondo" in cards["invented"]


@pytest.mark.usefixtures("plain_plots")
def test_a_files_path_is_not_told(tmp_path):
    local = "file:///home/anna/segreto/piano.pdf"
    case = (judged("a", "Chi?", "unanswerable", ()), answered("?", QUOTE, document=local), 0.5)
    page = report_of(make(tmp_path / "prova", [case]))
    assert "segreto" not in page
    assert "piano.pdf" in page


@pytest.mark.usefixtures("plain_plots")
def test_only_a_served_report_links_into_the_library(tmp_path):
    case = (judged("a", "Chi?", "unanswerable", ()), answered("?", QUOTE, permalink="/d/abc/1#0-9"), 0.5)
    run = make(tmp_path / "prova", [case])
    assert "/d/abc" not in report_of(run)
    served = report_of(run, served=Served("/base/it/ufficio/qualita", "/base"))
    assert 'href="/base/d/abc/1#0-9"' in served
    assert 'href="/base/it/ufficio/qualita"' in served


def test_the_same_run_gives_the_same_page(folder, page):
    assert report_of(folder) == page


@pytest.mark.usefixtures("plain_plots")
def test_a_measure_that_nobody_described_is_shown_all_the_same(tmp_path):
    run = make(tmp_path / "prova")
    scores = json.loads((run / "scores.json").read_text())
    scores["measures"]["novelty@3"] = {"n": 4, "mean": 0.25, "low": 0.1, "high": 0.4, "median": 0.2}
    (run / "scores.json").write_text(json.dumps(scores))
    assert "novelty@3" in report_of(run)


# -------------------------------------------------------------------------------------------------- against another run


@pytest.fixture
def two(tmp_path):
    """An earlier run in which the first question was refused, and a later one."""
    refused = Answer("?", "it", "refused", elapsed_ms=80)
    first, *others = cases()
    changed = {"settings": {"llm": "altro"}, "corpus_digest": "d" * 16, "machine": {"cores": 8}}
    make(tmp_path / "b-prima", [(first[0], refused, 0.05), *others], "2026-11-20T10:00:00+00:00", **changed)
    return make(tmp_path / "a-dopo")


@pytest.mark.usefixtures("plain_plots")
def test_a_run_is_compared_with_the_one_before_it(two):
    said = text(report_of(two))
    assert "Confronto con la prova «b-prima»" in said
    assert "sulle 7 domande in comune" in said
    assert "i documenti sono cambiati" in said
    assert "impostazioni: Modello linguistico" in said
    assert "stessa macchina" in said
    assert "Nessuna differenza è abbastanza grande da escludere il caso." in said
    assert "Domande che adesso vanno bene (1)" in said
    assert "Quanto vale il fondo? (prima: no, a torto; adesso: giusta)" in said
    assert "Domande che non vanno più bene (0)" in said
    assert re.search(r"No detti a torto 40% 20% 1 0", said)  # fewer is better


@pytest.mark.usefixtures("plain_plots")
def test_a_difference_that_chance_hardly_makes_is_called_so(tmp_path):
    many = [judged(f"n{n}", f"Quanto {n}?") for n in range(30)]
    make(tmp_path / "prima", [(each, Answer("?", "it", "refused"), 0.1) for each in many], "2026-11-20T10:00:00+00:00")
    after = make(tmp_path / "dopo", [(each, answered("?", QUOTE), 0.9) for each in many])
    said = text(report_of(after))
    assert re.search(r"difficilmente si devono al caso: risposte complete,", said)
    assert "Domande che adesso vanno bene (30)" in said


@pytest.mark.usefixtures("plain_plots")
def test_another_run_may_be_named_and_a_first_one_says_so(two, tmp_path):
    assert "Confronto con la prova «a-dopo»" in text(report_of(tmp_path / "b-prima", two))
    assert "Non c'è una prova precedente" in text(report_of(tmp_path / "b-prima"))
    alone = make(tmp_path / "altra" / "sola", [(judged("z", "Altra?"), answered("?", QUOTE), 0.9)])
    assert "«a-dopo», non ha domande in comune" in text(report_of(alone, two))


def test_only_the_same_system_on_the_same_questions_comes_before(two, tmp_path):
    make(tmp_path / "pari", created="2026-11-21T10:00:00+00:00", system="chroma")
    make(tmp_path / "altre", created="2026-11-21T11:00:00+00:00", questions_digest="x" * 16)
    runs = {run.name: run for run in kept_runs(tmp_path)}
    assert before(runs["a-dopo"], list(runs.values())).name == "b-prima"
    assert before(runs["altre"], list(runs.values())).name == "b-prima"  # the same set, other questions
    assert before(runs["b-prima"], list(runs.values())) is None


# -------------------------------------------------------------------------------------------------- folders


def test_runs_are_listed_newest_first_and_spoilt_ones_do_not_hide_the_others(two, tmp_path):
    (tmp_path / "rotta").mkdir()
    (tmp_path / "rotta" / "run.json").write_text("{")
    (tmp_path / "interrotta").mkdir()
    (tmp_path / "interrotta" / "begun.json").write_text("[]")
    (tmp_path / "altro").mkdir()
    (tmp_path / "legame").symlink_to(two)
    (two / "scores.json").write_text('{"measures": {}}')
    runs = kept_runs(tmp_path)
    assert [run.name for run in runs] == ["a-dopo", "b-prima", "rotta", "interrotta"]
    assert [bool(run.scores) for run in runs] == [False, True, False, False]
    assert kept_runs(tmp_path / "manca") == []


def test_a_run_is_found_by_its_name_or_its_folder(tmp_path):
    run = make(tmp_path / "eval" / "prova")
    assert run_folder("prova", tmp_path) == run_folder(str(run), tmp_path) == run
    with pytest.raises(EvaluationError, match=r"«altra».*ci sono: prova"):
        run_folder("altra", tmp_path)
    with pytest.raises(EvaluationError, match="regesto eval generate"):
        run_folder("../prova", tmp_path / "eval")


def test_scores_that_are_missing_are_worked_out_and_kept(tmp_path):
    run = make(tmp_path / "prova")
    kept = (run / "scores.json").read_text()
    (run / "scores.json").unlink()
    assert scored(run)["measures"]["facts"]["mean"] == 0.4
    assert (run / "scores.json").read_text() == kept


def test_what_is_no_run_is_told_in_one_line(tmp_path, page):
    with pytest.raises(EvaluationError, match="regesto eval generate"):
        report_of(tmp_path / "manca")
    with pytest.raises(EvaluationError, match="non riesco a scriverlo"):
        write_report(page, tmp_path / "manca" / "report.html")


# -------------------------------------------------------------------------------------------------- plots and texts


def test_plots_are_painted_in_the_pages_colours_and_hold_their_words():
    rows = [("una cifra <b>", [3, 1]), ("un elenco che ha un nome molto lungo", [1, 1])]
    svg = stacked(rows, ["--c-right", "--c-wrong"], "a", 'Titolo "&', "su 100")
    assert svg == stacked(rows, ["--c-right", "--c-wrong"], "a", 'Titolo "&', "su 100")
    assert 'aria-label="Titolo &quot;&amp;"' in svg
    assert "una cifra &lt;b&gt;" in svg
    assert svg.count("var(--c-right)") == svg.count("var(--c-wrong)") == 2
    assert not re.search(r"#0[0-9a-f]{5}\b", svg)  # no colour that stands for another is left
    assert "Matplotlib" not in svg
    others = [
        intervals([("a", 0.5, 0.4, 0.6)], "b", "B", "su 100"),
        reliability(
            [Bin(3, 0.2, 0.5), Bin(9, 0.9, 1.0)], 0.1, "C", {"said": "s", "was": "w", "even": "e", "threshold": "t"}
        ),
        columns([("≤ 0,1", 4), ("≤ 0,2", 0)], "d", "D", "secondi"),
    ]
    assert all(each.startswith('<svg class="plot" role="img"') and "<style" not in each for each in others)


def leaves(value, at=""):
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, f"{at}.{name}")
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from leaves(each, f"{at}.{number}")
    else:
        yield at, str(value)


def shape(said):
    return {at: (bool(words), set(re.findall(r"\{(\w*)\}", words))) for at, words in leaves(said)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(language, folder):
    assert shape(report_texts(language)) == shape(IT)
    page = report_of(folder, language=language)
    assert f'<html lang="{language}">' in page
    assert report_texts(language).title in page
    if language != "it":
        same = {at for at, words in leaves(report_texts(language)) if words == dict(leaves(IT))[at]}
        same = {at for at in same if len(re.sub(r"{\w*}", "", dict(leaves(IT))[at])) > 14}
        assert not same


def test_every_measure_of_a_run_is_described(folder):
    assert set(scored(folder)["measures"]) <= set(IT.measures)


def test_of_very_many_questions_those_that_went_wrong_are_listed(folder, monkeypatch):
    monkeypatch.setattr("eval.report_tables._LISTED", 3)
    listed = questions_html(scored(folder)["questions"], IT)
    assert listed.count("<tr>") == 1 + 3
    assert "Sono elencate le prime 3" in listed
    assert "giusta</td>" not in listed

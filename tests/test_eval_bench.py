"""The benchmark: its figures hold together, its table is Italian throughout, its JSON has a unit for each."""

import json
import threading
import time

import pytest

from eval import bench_floors as floors
from eval.bench import Bench, Plan
from eval.bench_asking import asking, filters_of
from eval.bench_results import growth, lines, save, told
from eval.figures import Figure, as_json, from_json, percentiles, together
from eval.large import build
from rag.errors import EvaluationError, UsageError
from rag.library import Library
from rag.settings import load_settings
from rag.types import Filters
from ui.benching import LABELS, numbers, rows_of


def test_a_ratio_is_how_many_times_the_floor_it_costs():
    assert Figure(("a",), 20.0, "ms", 10.0).ratio == 2
    assert Figure(("a",), 20.0, "pages/s", 10.0).ratio == 0.5
    assert Figure(("a",), 20.0, "ms").ratio is None


def test_percentiles_are_of_the_times_and_of_the_floor():
    middle, high, highest = percentiles(("x",), [float(each) for each in range(101)], [1.0, 1.0])
    assert (middle.value, high.value, highest.value) == (50, 95, 99)
    assert (middle.name, middle.floor) == (("x", "p50"), 1)
    assert [each.value for each in percentiles(("x",), [3.0])] == [3, 3, 3]


def test_figures_survive_json():
    figures = [Figure(("a", "b"), 1.5, "ms", 0.5), Figure(("c",), 2, "MB")]
    assert from_json(json.loads(json.dumps(as_json(figures)))) == figures
    assert as_json(figures)["a/b"] == {"value": 1.5, "unit": "ms", "floor": 0.5, "ratio": 3.0}


def test_so_many_clients_at_once_share_the_work():
    at_once, most, lock = 0, 0, threading.Lock()

    def act(_: int) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.01)
        with lock:
            at_once -= 1

    rate, times = together(range(40), act, 4)
    assert most == 4
    assert len(times) == 40
    # Little's law: the rate times what each takes is how many are at work.
    assert 1 < rate * sum(times) / len(times) / 1000 <= 4.01


def test_the_floors_find_what_they_were_given(tmp_path):
    texts = ["il piano della qualità dell'aria", "il fondo per la non autosufficienza", "un accordo"]
    words = floors.BareWords(tmp_path / "words")
    words.add(texts)
    assert words.search("fondo: (non) autosufficienza?")[0] == 1
    assert set(floors.indexing(texts, 8, tmp_path / "more")) == {"words", "embed", "library"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A whole run on one document and a library of 200 passages; the served chat apart, which takes long to start."""
    folder = tmp_path_factory.mktemp("bench")
    source = folder / "nota.md"
    source.write_text(
        "# Il fondo\n\nIl fondo del 2025 è di 564 milioni di euro. " + "Vale per tre anni. " * 30, "utf-8"
    )
    plan = Plan([str(source)], (50, 200), (1, 2), asked=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eval.bench.serving", lambda *_: [])
        patch.setattr("eval.bench_starting._TRIES", 1)
        patch.setattr("eval.bench_starting._COMMANDS", {"help": ["--help"], "ask": ["ask", "--no-log", "il fondo?"]})
        # In this process, where a fault shows whole; the command itself measures in one of its own.
        patch.setattr(
            "eval.bench.measured",
            lambda trial: asking(trial, load_settings(home=trial.home, offline=True), folder / trial.name),
        )
        bench = Bench(plan, load_settings(home=folder / "unused"), lambda _: None, folder / "scratch")
        bench.run()
    assert not (folder / "unused").exists()
    return bench


def test_every_kind_of_thing_is_measured(run):
    names = {each.name for each in run.figures}
    assert {each.name[0] for each in run.figures} == {
        "reading", "indexing", "library", "search", "answer", "clients", "memory", "disk", "start",
    }  # fmt: skip
    for filters in ("none", "kind", "publisher", "territory", "language", "document", "dates", "several"):
        assert ("search", "200", "whole", filters, "p99") in names
        assert ("answer", "200", filters, "p95") in names
    assert ("clients", "200", "2", "rate") in names
    assert ("start", "corpus", "ask") in names
    assert all(each.value >= 0 for each in run.figures)


def test_searches_and_answers_stand_beside_their_floor(run):
    for each in run.figures:
        if each.name[0] in ("search", "answer", "clients"):
            assert each.floor, each
    bare = next(each for each in run.figures if each.name == ("answer", "200", "none", "p50"))
    assert bare.ratio > 1  # nobody answers faster than a bare search


def test_every_part_of_a_name_has_a_label(run):
    parts = {part for each in run.figures for part in each.name[1:] if not part.isdigit()}
    assert parts <= set(LABELS), parts - set(LABELS)


def test_what_is_saved_has_units_machine_and_growth(run, tmp_path):
    written = save(run.figures, run.plan, tmp_path)
    assert [each.name for each in written] == ["bench.json", "growth.svg"]
    saved = json.loads(written[0].read_text("utf-8"))
    assert all(each["unit"] for each in saved["figures"].values())
    assert saved["machine"]["cores"] > 0
    assert "search, p50, 50 to 200" in saved["growth"]
    assert "passaggi nella biblioteca" in written[1].read_text("utf-8")
    assert told(run.figures, run.plan)["figures"] == saved["figures"]


def test_growth_is_from_the_first_and_from_the_one_before():
    figures = [
        Figure(("search", str(size), "whole", "none", "p50"), ms, "ms") for size, ms in ((20, 4), (2, 2), (200, 8))
    ]
    assert lines(figures) == {"search, p50": [(2, 2), (20, 4), (200, 8)]}
    assert growth(figures) == {"search, p50, 2 to 200": 4, "search, p50, 20 to 200": 2}


def test_percentiles_stand_in_one_row():
    rows = list(
        rows_of([*percentiles(("search", "2000", "kind"), [1.0, 2.0], [0.5]), Figure(("disk", "x"), 3.0, "MB")])
    )
    assert rows == [("2000 · tipo", "1,50", "1,95", "1,99", "ms", "0,50", "3.00×"), ("x", "3", "", "", "MB", "", "")]


def test_filters_are_the_librarys_own(settings):
    build(settings, 50)
    with Library.open(settings) as library:
        found = filters_of(library)
        assert found["none"] == Filters()
        assert all(library.records(each) for name, each in found.items() if name != "dates")


def test_a_kept_library_of_another_size_is_not_taken_for_the_one_asked_for(settings, tmp_path):
    kept = settings.model_copy(update={"home": tmp_path / "kept" / "100"})
    build(kept, 50)
    run = Bench(Plan([], (100,), keep=tmp_path / "kept"), settings, lambda _: None, tmp_path / "scratch")
    with pytest.raises(EvaluationError, match="contiene 50 passaggi invece di 100"):
        run._large(100)


@pytest.mark.parametrize("given", ["tanti", "0", "10,-1", "3000000", "1.5"])
def test_a_number_that_is_none_is_told_in_one_line(given):
    with pytest.raises(UsageError, match="da 50 a 2000000"):
        numbers("--passages", given, 50, 2_000_000)


def test_numbers_come_in_order_once():
    assert numbers("--clients", "4, 1,4", 1, 8) == [1, 4]

"""The table of a sentence's features: what stands in it, over it and beside it, and how near to what is asked for."""

import numpy as np
import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.cues import asks_outcome, cue_of
from rag.evidence import Evidence
from rag.question import understand
from rag.search import open_search
from rag.settings import load_settings
from rag.types import Question
from rag.unit_features import NAMES

TEXT = (
    "Il vivaio comunale\n\nIl vivaio cura 900 alberi. Chi lo apre al mattino? Lo apre la signora Lidia Monti.\n\n"
    "Le regole del vivaio:\n- si entra a piedi\n- i cani restano fuori\n\nNel parco ci sono tre panchine."
)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("features")
    settings = load_settings(home=folder / "home", offline=True)
    page = {"uri": "https://example.org/vivaio", "title": "Il vivaio", "language": "it", "text": TEXT}
    assert ingest([write_jsonl(folder / "documents.jsonl", [page])], settings).added == 1
    search = open_search(settings)
    yield Evidence(search)
    search.close()


@pytest.fixture(scope="module")
def rows(evidence):
    """The features by name of each unit (by its text) for a question."""

    def of(question: str) -> dict[str, dict[str, float]]:
        asked = understand(Question(question))
        hits = evidence.search.search(asked.query, k=5)
        units, _, table = evidence.table(asked, hits)
        assert table.shape == (len(units), len(NAMES))
        assert np.isfinite(table).all()
        return {u.text: dict(zip(NAMES, row.tolist(), strict=True)) for u, row in zip(units, table, strict=True)}

    return of


def test_a_number_beside_its_words(rows):
    found = rows("quanti alberi cura il vivaio?")
    trees, benches = found["Il vivaio cura 900 alberi."], found["Nel parco ci sono tre panchine."]
    assert trees["own"] == pytest.approx(1, abs=1e-5)
    assert trees["missing"] == pytest.approx(0, abs=1e-5)
    assert (trees["held"], trees["counted"]) == (1, 1)
    assert trees["run"] == pytest.approx(1 / 3)  # in the question's order there is no run
    assert (benches["held"], benches["counted"], benches["own"]) == (1, 0, 0)
    assert trees["close"] > 0.5 > benches["close"]
    assert trees["all_gap"] == 0 > benches["all_gap"]
    assert benches["around"] > 0.9  # its passage says them all
    assert rows("quando il vivaio cura alberi?")["Il vivaio cura 900 alberi."]["run"] == 1


def test_a_number_that_the_question_says_is_not_what_it_asks_for(rows):
    assert rows("quanti dei 900 alberi cura il vivaio?")["Il vivaio cura 900 alberi."]["held"] == 0


def test_what_the_sentence_before_asks(rows):
    found = rows("chi apre il vivaio al mattino?")
    answer = found["Lo apre la signora Lidia Monti."]
    assert answer["asked_before"] > 0.5
    assert answer["before"] > answer["own"]
    assert (answer["leaning"], answer["held"]) == (1, 1)
    assert found["Chi lo apre al mattino?"]["question"] == 1
    assert found["Il vivaio cura 900 alberi."]["asked_before"] == 0


def test_an_item_has_the_words_of_its_lead_in(rows):
    found = rows("quali sono le regole del vivaio?")
    item = found["i cani restano fuori"]
    assert (item["item"], item["heading"], item["row"]) == (1, 0, 0)
    assert item["under"] == pytest.approx(1, abs=1e-5)
    assert item["own"] < 0.5
    assert found["Le regole del vivaio:"]["colon"] == 1


def test_the_title_is_seen(rows):
    found = rows("dove sta il vivaio?")
    row = found["Nel parco ci sono tre panchine."]
    assert row["title"] > 0
    assert row["title_said"] == 1


def test_no_hits_no_rows(evidence):
    units, tables, table = evidence.table(understand(Question("quanti alberi?")), [])
    assert (units, tables, table.shape) == ([], None, (0, len(NAMES)))
    assert evidence.rank(understand(Question("quanti alberi?")), []) == []


@pytest.mark.parametrize(
    ("question", "says", "lacks"),
    [
        ("a che cosa serve lo sportello?", "lo sportello permette di prenotare", "lo sportello apre alle nove"),
        ("pourquoi ferme-t-il ?", "il ferme parce que le toit fuit", "il ferme lundi"),
        ("why did it close?", "it closed because of the roof", "it closed on monday"),
        ("quanto vale in tutto?", "il totale e di tre milioni", "per il primo anno tre milioni"),
        ("di quanto è cresciuto il fondo?", "sono 3 milioni in piu", "il fondo ha tre voci"),
        ("what were the results?", "the trial showed less waiting", "the trial has three parts"),
    ],
)
def test_a_cue_is_seen_in_a_sentence(question, says, lacks):
    cue = cue_of(question)
    assert cue is not None
    assert cue.search(says)
    assert not cue.search(lacks)


def test_no_cue_where_a_thing_is_asked_for():
    assert cue_of("chi coordina il gruppo?") is None
    assert cue_of("where is the office?") is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("quali risultati ha dato il progetto?", True),
        ("che esito ha avuto?", True),
        ("quels résultats ?", True),
        ("what came of the trial?", True),
        ("quali priorità ha il progetto?", False),
        ("quels sont les résultats du projet ?", True),
        ("what were the findings?", True),
        ("who leads the trial?", False),
    ],
)
def test_an_outcome_is_asked_for(text, asks):
    assert asks_outcome(text) is asks

"""The rankers of sentences and of the refusal, fitted on small made data: folds kept apart, files read back."""

from dataclasses import replace

import numpy as np
import pytest

from eval.evidence_tables import UnitCase, right
from eval.questions import Judged
from eval.ranking import _FALLING, _RISING, across_folds, within
from eval.ranking import main as fit_ranking
from eval.ranking import train as train_ranking
from eval.refusal import auc, examples, folded
from eval.refusal import main as fit_refusal
from eval.refusal import train as train_refusal
from rag.enough import NAMES as ROW
from rag.evidence import Scored
from rag.ranker import Ranker
from rag.types import Block, DocumentRecord, Hit, Passage, Question
from rag.unit_features import NAMES
from rag.units import Unit

UNITS, CASES = 12, 60
OWN = NAMES.index("own")


@pytest.fixture(autouse=True)
def few_trees(monkeypatch):
    pytest.importorskip("lightgbm", reason="lightgbm is not installed")
    monkeypatch.setattr("eval.ranking._TREES", 30)
    monkeypatch.setattr("eval.refusal._TREES", 30)


def unit(text: str, uri: str = "u:1") -> Unit:
    block = Block("paragraph", 0, len(text))
    passage = Passage(f"p:{uri}", uri, 1, 0, 0, len(text), text, language="it", blocks=(block,))
    return Unit(Hit(passage, DocumentRecord(uri=uri, title="T"), 0.5, 1), block, 0, len(text), text)


def case(seed: int, *, answerable: bool = True, judged: Judged | None = None) -> UnitCase:
    """A question whose right unit is the one with most of its words; where it has none, no unit has half of them."""
    chance = np.random.default_rng(seed)
    table = chance.random((UNITS, len(NAMES))).astype(np.float32)
    table[:, OWN] = np.sort(chance.random(UNITS)) * (0.8 if answerable else 0.4)
    if answerable:
        table[-1, OWN] = 0.9 + 0.1 * chance.random()
    grades = np.zeros(UNITS, dtype=np.int32)
    grades[-1] = 3 * answerable
    order = chance.permutation(UNITS)
    found, weights = np.ones(2, np.float32), np.full(2, 0.5, np.float32)
    scored = tuple(
        Scored(unit(f"frase {n}"), 0.0, {}, found * table[n, OWN], weights, ("costa", "ponte")) for n in order
    )
    question = Question("quanto costa il ponte?")
    return UnitCase(seed % 5, table[order], grades[order], scored, question, judged, answerable)


@pytest.fixture(scope="module")
def groups():
    unanswerable = Judged(id="n", question="quanto costa il ponte?", type="unanswerable", lang="it")
    return {
        "squad": [case(n) for n in range(CASES)] + [case(n, answerable=False) for n in range(CASES, 2 * CASES)],
        "domain": [case(n) for n in range(200, 220)]
        + [case(n, answerable=False, judged=unanswerable) for n in range(220, 240)],
    }


def test_the_names_whose_direction_is_known_are_features():
    assert set(NAMES) >= _RISING | _FALLING
    assert not _RISING & _FALLING


def test_the_share_of_questions_with_a_right_unit_among_the_first():
    grades = np.array([0, 3, 0], dtype=np.int32)
    one = replace(case(1), grades=grades)
    scores = [np.array(given, np.float32) for given in ([0, 9, 1], [9, 1, 5], [9, 5, 1])]
    assert within([one] * 3, scores, 1) == pytest.approx(1 / 3)
    assert within([one] * 3, scores, 2) == pytest.approx(2 / 3)
    assert within([one, replace(one, answerable=False)], scores[:2], 1) == 1
    assert within([], [], 1) == 0


class Seen:
    """A model whose every score is the folds it was fitted on, as bits."""

    def __init__(self, groups):
        self.folds = {each.fold % 5 for group in groups.values() for each in group}

    def predict(self, table):
        return np.full(len(table), sum(2**fold for fold in self.folds))


def test_the_ranking_is_learned(groups):
    scores = across_folds(groups)
    assert within(groups["squad"], scores["squad"], 1) > 0.9


def test_every_question_is_scored_by_a_model_that_did_not_see_it(groups, monkeypatch):
    made = examples(groups)
    monkeypatch.setattr("eval.ranking.train", Seen)
    monkeypatch.setattr("eval.refusal.train", Seen)
    scores = across_folds(groups)
    for name, group in groups.items():
        assert [int(given[0]) for given in scores[name]] == [31 - 2**each.fold for each in group]
    for pairs in folded(made).values():
        assert all(int(chance) == 31 - 2**each.fold for chance, each in pairs)


def test_questions_without_an_answer_teach_the_ranking_nothing(groups):
    usable = {name: [each for each in group if each.usable] for name, group in groups.items()}
    assert len(usable["squad"]) == CASES
    assert train_ranking(usable).model_to_string() == train_ranking(groups).model_to_string()


def test_the_fitted_ranker_is_written_and_read(groups, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("eval.ranking.dev_cases", lambda shared, work: groups)
    out = tmp_path / "evidence.json"
    fit_ranking(tmp_path, tmp_path, out)
    scores = Ranker(out, NAMES).scores(groups["squad"][0].table)
    assert int(np.argmax(scores)) == int(np.argmax(groups["squad"][0].grades))
    assert "squad" in capsys.readouterr().out


def test_examples_tell_who_can_be_answered(groups):
    made = examples(groups)
    assert [len(made[name]) for name in groups] == [len(group) for group in groups.values()]
    can, cannot = made["squad"][:CASES], made["squad"][CASES:]
    assert all(each.label == 1 and not each.made for each in can)
    assert all(each.label == 0 and each.made for each in cannot)
    assert all(each.label == 0 and not each.made for each in made["domain"][20:])
    own = ROW.index("own_own")
    assert min(each.row[own] for each in can) > 0.5 > max(each.row[own] for each in cannot)


def test_an_answer_that_was_not_found_or_is_told_elsewhere_teaches_nothing(groups):
    lost = replace(groups["squad"][0], grades=np.zeros(UNITS, dtype=np.int32))
    told = replace(groups["squad"][1], answerable=False)
    # The last of the group is scored worst: a right unit there is not among those looked at.
    made = examples({"squad": [*groups["squad"], lost, told], "domain": groups["domain"]})["squad"]
    assert [(each.answerable, each.label) for each in made[-2:]] == [(True, None), (False, None)]
    empty = replace(lost, table=lost.table[:0], grades=lost.grades[:0], scored=())
    assert len(examples({"squad": [*groups["squad"], empty], "domain": groups["domain"]})["squad"]) == 2 * CASES


def test_the_decision_tells_them_apart_on_questions_it_did_not_see(groups):
    pairs = folded(examples(groups))["squad"]
    assert len(pairs) == 2 * CASES
    assert all(0 < chance < 1 for chance, _ in pairs)
    assert auc([chance for chance, _ in pairs], [each.answerable for _, each in pairs]) > 0.95


def test_the_fitted_decision_is_written_and_read(groups, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("eval.refusal.dev_cases", lambda shared, work: groups)
    out = tmp_path / "enough.json"
    fit_refusal(tmp_path, tmp_path, out)
    made = examples(groups)["squad"]
    odds = Ranker(out, ROW).scores(np.stack([each.row for each in made]))
    assert odds[:CASES].min() > odds[CASES:].max()
    theirs = train_refusal(examples(groups)).predict(np.stack([each.row for each in made]))
    assert np.abs(1 / (1 + np.exp(-odds)) - theirs).max() < 1e-3
    assert "unanswerable" in capsys.readouterr().out


def test_auc_by_hand():
    assert auc([0.9, 0.8, 0.3, 0.1], [True, True, False, False]) == 1
    assert auc([0.1, 0.9], [True, False]) == 0
    assert auc([0.5, 0.5], [True, False]) == 0.5
    assert auc([0.9, 0.2, 0.5], [True, True, False]) == 0.5


@pytest.mark.parametrize(
    ("text", "uri", "grade"),
    [
        ("Il ponte della Lama costa 740 mila euro.", "u:1", 3),  # stands in the evidence
        ("Sono 740 mila euro, pagati da Parma.", "u:1", 2),  # shows all facts in other words
        ("La somma è di 740 mila euro.", "u:1", 1),  # shows one of two
        ("I lavori partono in marzo.", "u:1", 0),
        ("Il ponte della Lama costa 740 mila euro.", "u:2", 0),  # another document
    ],
)
def test_how_right_a_unit_is(text, uri, grade):
    judged = Judged(
        id="q", question="quanto costa il ponte e chi paga?", type="factual", lang="it", source="u:1",
        gold_facts=[["740 mila", "740.000"], ["Parma"]], evidence_quote="Il ponte della Lama costa 740 mila euro. Paga Parma.",
    )  # fmt: skip
    assert right(judged, unit(text, uri)) == grade

"""The shipped ranker: walked by numpy as LightGBM would; a file that can't be used is told in Italian."""

import json

import numpy as np
import pytest

from rag.errors import ModelError
from rag.features import NAMES
from rag.ranker import Ranker

# Root: feature 0 at .5; left: feature 2 at 10; leaves 1, 2 on the left, 3 on the right.
TREE = {
    "feature": [0, 2, 0, 0, 0],
    "threshold": [0.5, 10.0, 0.0, 0.0, 0.0],
    "left": [1, 2, 2, 3, 4],
    "right": [4, 3, 2, 3, 4],
    "value": [0.0, 0.0, 1.0, 2.0, 3.0],
    "depth": 2,
}
LEAF = {"feature": [0], "threshold": [0.0], "left": [0], "right": [0], "value": [0.25], "depth": 0}


def written(path, trees, names=NAMES):
    path.write_text(json.dumps({"features": list(names), "trees": trees}), "utf-8")
    return path


def rows(*pairs):
    table = np.zeros((len(pairs), len(NAMES)), np.float32)
    for row, (first, third) in zip(table, pairs, strict=True):
        row[0], row[2] = first, third
    return table


def test_a_tree_is_walked_to_its_leaves(tmp_path):
    ranker = Ranker(written(tmp_path / "r.json", [TREE]))
    # What equals a threshold goes left.
    assert ranker.scores(rows((0.4, 9), (0.5, 10), (0.5, 10.1), (0.51, 0), (0.6, 99))).tolist() == [1, 1, 2, 3, 3]


def test_trees_of_different_size_and_depth_add_up(tmp_path):
    ranker = Ranker(written(tmp_path / "r.json", [LEAF, TREE, TREE]))
    assert ranker.scores(rows((0, 0), (1, 0))).tolist() == [2.25, 6.25]


def test_no_rows_no_scores(tmp_path):
    assert Ranker(written(tmp_path / "r.json", [TREE])).scores(rows()).shape == (0,)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"7", b'{"features": []}', b"\xff\xfe", json.dumps({"features": list(NAMES)}).encode(),
        json.dumps({"features": list(NAMES), "trees": []}).encode(),
        json.dumps({"features": list(NAMES), "trees": [{}]}).encode(),
        json.dumps({"features": list(NAMES), "trees": [{**TREE, "value": None}]}).encode(),
        json.dumps({"features": list(NAMES), "trees": [{**TREE, "value": ["x"] * 5}]}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_with_what_to_do(tmp_path, content):
    path = tmp_path / "r.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="reinstallare con «make setup»") as told:
        Ranker(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ModelError, match="reinstallare con «make setup»"):
        Ranker(tmp_path / "none.json")


@pytest.mark.parametrize("names", [NAMES[:-1], (*NAMES, "more"), (NAMES[1], NAMES[0], *NAMES[2:])])
def test_a_ranker_of_other_features_is_of_another_version(tmp_path, names):
    with pytest.raises(ModelError, match="altra versione"):
        Ranker(written(tmp_path / "r.json", [TREE], names))


def test_the_shipped_ranker_is_of_these_features():
    scores = Ranker().scores(np.random.default_rng(1).random((50, len(NAMES))).astype(np.float32))
    assert np.isfinite(scores).all()
    assert len(set(scores.tolist())) > 1


def test_the_same_scores_as_lightgbm(tmp_path):
    lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is not installed")
    from eval.finding import as_data

    chance = np.random.default_rng(5)
    table = chance.random((600, len(NAMES))).astype(np.float32)
    table[:, 3] = np.round(table[:, 3] * 4)  # few values: thresholds fall between them
    grades = (table[:, 0] + 0.3 * table[:, 3] + 0.1 * chance.random(600) > 1).astype(int)
    data = lightgbm.Dataset(table, grades, group=[20] * 30)
    settings = {
        "objective": "lambdarank", "num_leaves": 7, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1, "seed": 3,
    }  # fmt: skip
    model = lightgbm.train(settings, data, num_boost_round=25)
    path = tmp_path / "r.json"
    path.write_text(json.dumps(as_data(model)), "utf-8")
    ours, theirs = Ranker(path).scores(table), model.predict(table)
    assert np.ptp(theirs) > 1
    # Thresholds are kept to six places: a row in ten thousand may fall on the other side.
    assert np.abs(ours - theirs).max() < 1e-3

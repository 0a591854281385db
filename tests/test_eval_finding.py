"""How well passages are found: measures against values worked out by hand, made slips, sets, folds."""

import json
import lzma
import math
import random
from dataclasses import replace

import numpy as np
import pytest
from rapidfuzz.distance import DamerauLevenshtein

from eval.finding import PARTS, across_folds, as_data, split
from eval.finding_sets import Sought, across_set, judged_set, squad_set
from eval.finding_tables import Case, cases, measured, stacked
from eval.retrieval_measures import first, is_gold, ndcg, ranked_documents
from eval.typos import misspelt
from rag.analysis import fold
from rag.features import NAMES
from rag.library import Library
from rag.settings import load_settings

A, B, C = "https://example.org/a", "https://example.org/b", "https://example.org/c"


def test_a_document_stands_where_its_first_passage_does():
    assert ranked_documents([B, A, B, A, C]) == [B, A, C]
    assert ranked_documents([]) == []


def test_ndcg_of_one_gold_document():
    assert ndcg([A, B, C], {A}) == 1
    assert ndcg([A, B, C], {B}) == pytest.approx(1 / math.log2(3))
    assert ndcg([A, B, C], {C}) == 0.5
    assert ndcg([A, B, C], {"https://example.org/d"}) == 0
    assert ndcg([], {A}) == 0
    # Where several are gold, the first of them is what a reader needs.
    assert ndcg([A, B, C], {B, C}) == pytest.approx(1 / math.log2(3))


def test_ndcg_is_cut_at_k():
    many = [str(n) for n in range(20)]
    assert ndcg(many, {"9"}) == pytest.approx(1 / math.log2(11))
    assert ndcg(many, {"10"}) == 0
    assert ndcg(many, {"10"}, k=20) > 0


def test_first_and_success():
    assert first([A, B, C], {C, B}) == 2
    assert first([A], {B}) is None


def test_a_file_is_gold_by_the_end_of_its_address():
    assert is_gold("file:///some/where/pdf/piano.pdf", {"pdf/piano.pdf"})
    assert is_gold(A, {A})
    assert not is_gold("file:///some/where/pdf/altropiano.pdf", {"piano.pdf"})
    assert not is_gold("file:///some/piano.pdf.txt", {"piano.pdf"})


def case(gold, uris, fold=0, feature=None, grades=None):
    table = np.zeros((len(uris), len(NAMES)), np.float32)
    table[:, NAMES.index("own")] = feature if feature is not None else 0
    given = grades if grades is not None else [int(uri in gold) for uri in uris]
    ids = tuple(f"{at:03}" for at in range(len(uris)))
    return Case(Sought("q", "it", frozenset(gold), fold), table, np.array(given, np.int32), tuple(uris), ids)


def test_means_with_several_passages_of_one_document():
    # By score: B, B, A, C. The second passage of B takes no place: A is second.
    one = case({A}, (A, B, B, C))
    found = measured([one], [np.array([0.5, 0.9, 0.8, 0.1], np.float32)])
    assert found == pytest.approx({"questions": 1, "nDCG@10": 1 / math.log2(3), "top1": 0, "top5": 1})
    # A document's best passage counts, not its last.
    other = case({A}, (B, A, A))
    both = measured([one, other], [np.array([0.5, 0.9, 0.8, 0.1]), np.array([0.5, 0.1, 0.9])])
    assert both == pytest.approx({"questions": 2, "nDCG@10": (1 / math.log2(3) + 1) / 2, "top1": 0.5, "top5": 1})


def test_a_question_without_its_document_or_without_candidates_counts_as_missed():
    missed, empty, found = case({C}, (A, B)), case({C}, ()), case({C}, (C,))
    scores = [np.zeros(2), np.zeros(0), np.zeros(1)]
    assert measured([missed, empty, found], scores) == pytest.approx(
        {"questions": 3, "nDCG@10": 1 / 3, "top1": 1 / 3, "top5": 1 / 3}
    )


def test_equal_scores_fall_by_id_so_that_figures_repeat():
    tied = case({A}, (B, A))
    assert measured([tied], [np.zeros(2)])["top1"] == 0
    assert measured([replace(tied, ids=("1", "0"))], [np.zeros(2)])["top1"] == 1


def test_only_cases_with_something_to_tell_apart_are_trained_on():
    told, none, all_gold, empty = case({A}, (A, B, C)), case({C}, (A, B)), case({A}, (A, A)), case({A}, ())
    table, grades, sizes, weights = stacked([([told, none, all_gold, empty], 1.0), ([told], 8.0)])
    assert table.shape == (6, len(NAMES))
    assert grades.tolist() == [1, 0, 0, 1, 0, 0]
    assert sizes == [3, 3]
    assert weights == [1.0] * 3 + [8.0] * 3


TEXTS = [
    "Quanti caregiver sono riconosciuti in Emilia-Romagna nel 2025?", "l'integrazione socio-sanitaria dell'Ausl",
    "È già prevista la qualità dell’aria?", "Où sont les œuvres déjà publiées ?", "pazzo", "aaaa", "VIENE PERCIÒ",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_exactly_one_slip_of_the_hand(text):
    made = {misspelt(text, random.Random(seed)) for seed in range(300)}
    assert len(made) > 3
    for slip in made:
        assert slip != text
        assert DamerauLevenshtein.distance(text, slip) == 1 or fold(slip) == fold(text)
        assert sum(one != other for one, other in zip(text.split(), slip.split(), strict=False)) == 1
        if len(slip) == len(text) and fold(slip) == fold(text):  # accents lost, all of one word: capitals stay
            assert [sign.isupper() for sign in slip] == [sign.isupper() for sign in text]


def test_slips_repeat_by_seed_and_short_words_have_none():
    assert misspelt(TEXTS[0], random.Random(5)) == misspelt(TEXTS[0], random.Random(5))
    for text in ("", "a chi va il 3%?", "12345 678", "?!"):
        assert misspelt(text, random.Random(1)) == text


def squad(path, *articles):
    data = {"data": [{"title": str(n), "paragraphs": paragraphs} for n, paragraphs in enumerate(articles)]}
    raw = json.dumps(data).encode()
    path.write_bytes(lzma.compress(raw) if path.suffix == ".xz" else raw)
    return path


def paragraph(context, *asked):
    return {"context": context, "qas": [{"question": q, "answers": [{"text": a}] if a else []} for q, a in asked]}


ARTICLES = [
    [paragraph("I caregiver familiari sono 4.310.", ("Quanti sono i caregiver?", "4.310"), ("  ", "x")),
     paragraph("Il mercato si sposta in piazza Cavour.", ("Dove va il mercato?", "piazza Cavour"))],
    [paragraph("La rete idrica viene rifatta.", ("Cosa viene rifatto?", ""))],
]  # fmt: skip


@pytest.mark.parametrize("name", ["dev.json", "dev.json.xz"])
def test_a_squad_set_is_a_paragraph_a_document_and_a_fold_an_article(tmp_path, name):
    found = squad_set("s", squad(tmp_path / name, *ARTICLES), "it", tmp_path / "home")
    assert [(each.text, each.gold, each.fold, each.quote) for each in found.sought] == [
        ("Quanti sono i caregiver?", {"s:0"}, 0, "4.310"),
        ("Dove va il mercato?", {"s:1"}, 0, "piazza Cavour"),
        ("Cosa viene rifatto?", {"s:2"}, 1, ""),
    ]
    with Library.open(load_settings(home=found.home)) as library:
        assert {record.uri for record in library.records()} == {"s:0", "s:1", "s:2"}
        assert library.text("s:1") == "Il mercato si sposta in piazza Cavour."


def test_cases_have_the_right_passages_graded(tmp_path):
    found = squad_set("s", squad(tmp_path / "dev.json", *ARTICLES), "it", tmp_path / "home")
    made = cases(found, 10)
    assert {each.sought.text for each in made} == {each.text for each in found.sought}
    for each in made:
        assert each.table.shape == (len(each.uris), len(NAMES))
        for uri, grade in zip(each.uris, each.grades, strict=True):
            assert grade == ((2 if each.sought.quote else 1) if uri in each.sought.gold else 0)
    assert [each.sought for each in cases(found, 2, seed=3)] == [each.sought for each in cases(found, 2, seed=3)]
    assert len(cases(found, 2)) == 2


def test_a_set_across_languages_keeps_each_window_in_one_of_them(tmp_path):
    rows = [
        (f"Il comune numero {n} apre case.", f"La ville numéro {n} ouvre.", f"The town number {n} opens.")
        for n in range(13)
    ]
    lines = ["it\tfr\ten", *("\t".join(row) for row in rows)]
    (tmp_path / "pud.tsv.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    company = [(squad(tmp_path / "dev.json", *ARTICLES), "it")]
    found = across_set("pud", tmp_path / "pud.tsv.xz", company, tmp_path / "home")
    with Library.open(load_settings(home=found.home)) as library:
        texts = {record.uri: library.text(record.uri) for record in library.records()}
        assert [library.record(f"pud:{n}").language for n in (0, 4, 8)] == ["it", "fr", "en"]
    assert set(texts) == {"pud:0", "pud:4", "pud:8", "dev.json:0", "dev.json:1", "dev.json:2"}  # half a window is none
    assert len(found.sought) == 3 * 3 * 4
    for each in found.sought:
        [gold] = each.gold
        written = {"pud:0": "it", "pud:4": "fr", "pud:8": "en"}[gold]
        assert each.cross == (each.language != written)
        assert each.quote in texts[gold]
        assert each.fold == int(gold[4:]) // 4
        column = ("it", "fr", "en").index(each.language)
        assert any(set(each.text.split()) <= set(row[column].split()) for row in rows[int(gold[4:]) :][:4])
    again = across_set("pud", tmp_path / "pud.tsv.xz", company, tmp_path / "home")
    assert again.sought == found.sought


def test_a_judged_set_leaves_out_what_has_no_answer_and_what_leans_on_a_conversation(tmp_path):
    page = {"uri": A, "title": "Fondo", "text": "Il fondo è di 12 milioni."}
    (tmp_path / "pages.jsonl").write_text(json.dumps(page) + "\n", "utf-8")
    asked = [
        {"id": "1", "question": "Quanto è il fondo?", "type": "fact", "lang": "it", "source": A, "evidence_quote": "12 milioni"},
        {"id": "2", "question": "How much?", "type": "cross_lingual", "lang": "en", "source": A, "alt_sources": [B]},
        {"id": "3", "question": "Chi?", "type": "unanswerable", "lang": "it", "source": A},
        {"id": "4", "question": "E poi?", "type": "fact", "lang": "it", "source": A, "history": [{"role": "user", "content": "x"}]},
        {"id": "5", "question": "Dove?", "type": "fact", "lang": "it"},
    ]  # fmt: skip
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, asked)), "utf-8")
    found = judged_set("d", tmp_path / "q.jsonl", [str(tmp_path / "pages.jsonl")], tmp_path / "home")
    assert [(each.text, each.gold, each.quote, each.cross) for each in found.sought] == [
        ("Quanto è il fondo?", {A}, "12 milioni", False),
        ("How much?", {A, B}, "", True),
    ]
    assert len({each.fold for each in found.sought}) == 2


def test_parts_are_ranked_by_what_their_names_say():
    table = np.zeros((2, len(NAMES)), np.float32)
    table[0, NAMES.index("own")] = 1
    table[1, NAMES.index("cosine")] = 1
    for name, rank in PARTS.items():
        one, other = rank(table)
        assert one > other
        assert (other > 0) == ("vectors" in name)
    assert {way: len(at) for way, at in split("s", [case({A}, (A,)), case({A}, (A,))]).items()} == {"s": 2}


def folded(count, gold_high):
    """Cases of five folds; whether the gold one has the higher feature."""
    chance = np.random.default_rng(count)
    made = []
    for n in range(count):
        high = gold_high(n % 5)
        made.append(
            case({A}, (A, *(f"x{i}" for i in range(9))), n % 5, chance.random(10) * 0.1 + [high, *[not high] * 9])
        )
    return made


class Model:
    """Stands for a fitted model: it knows only which cases it was fitted on."""

    def __init__(self, seen):
        self.seen = seen

    def predict(self, table):
        return np.full(len(table), float(any(table is each.table for each in self.seen)))


def test_no_fold_is_scored_by_a_model_that_saw_it(monkeypatch):
    groups = {
        "one": folded(40, lambda fold: True),
        "two": folded(35, lambda fold: True),
        "whole": folded(7, lambda fold: True),
    }
    trained = []

    def train(given):
        trained.append(given)
        return Model([each for group in given.values() for each in group])

    monkeypatch.setattr("eval.finding.train", train)
    scores = across_folds(groups, ["one", "two"])
    assert set(scores) == {"one", "two"}
    for name, found in scores.items():
        assert [len(each) for each in found] == [10] * len(groups[name])
        assert not any(each.any() for each in found)  # no model had seen what it scored
    assert len(trained) == 5
    for given in trained:
        assert given["whole"] == groups["whole"]
        # The same folds are held out of every set at once.
        assert len({each.sought.fold for name in ("one", "two") for each in given[name]}) == 4


def test_what_only_one_fold_teaches_does_not_help_it():
    pytest.importorskip("lightgbm", reason="lightgbm is not installed")
    same = {"squad": folded(200, lambda fold: True)}
    assert measured(same["squad"], across_folds(same, ["squad"])["squad"])["top1"] > 0.9
    # What is right in four folds is wrong in the fifth: it can't be known there.
    odd = {"squad": folded(200, lambda fold: fold != 4)}
    scores = across_folds(odd, ["squad"])["squad"]
    fifth = [at for at, each in enumerate(odd["squad"]) if each.sought.fold == 4]
    assert measured([odd["squad"][at] for at in fifth], [scores[at] for at in fifth])["top1"] < 0.1


def test_a_model_as_data_has_every_node_once():
    lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is not installed")
    chance = np.random.default_rng(2)
    table = chance.random((300, len(NAMES)))
    settings = {"objective": "regression", "num_leaves": 6, "verbose": -1, "num_threads": 1}
    model = lightgbm.train(settings, lightgbm.Dataset(table, table[:, 1]), num_boost_round=3)
    data = as_data(model)
    assert data["features"] == list(NAMES)
    assert len(data["trees"]) == 3
    for tree in data["trees"]:
        count = len(tree["feature"])
        assert {len(tree[part]) for part in ("feature", "threshold", "left", "right", "value")} == {count}
        inner = [at for at in range(count) if tree["left"][at] != at]
        assert count == 2 * len(inner) + 1
        assert sorted([tree[side][at] for side in ("left", "right") for at in inner]) == list(range(1, count))

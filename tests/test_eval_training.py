"""Training of the bundled static model: its pairs, its tokenizer, its measures, and a tiny run of the trainer."""

from __future__ import annotations

import importlib.util
import json
import lzma
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.training import card, measure, pairs, passages, rotation, vocabulary

NEURAL = importlib.util.find_spec("sentence_transformers") is not None


def write_tsv(folder: Path, name: str, *rows: str) -> None:
    with lzma.open(folder / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


@pytest.fixture
def parallel(tmp_path: Path) -> Path:
    for name in (*pairs.SENTENCE_FILES, *pairs.TERM_FILES, *pairs.TEST_FILES):
        write_tsv(tmp_path, name, "en\tfr\tit")
    write_tsv(tmp_path, "tatoeba_en_fr", "en\tfr", "Go home.\tRentre chez toi.")
    write_tsv(tmp_path, "ntrex", "en\tfr\tit", "A tested sentence.\tUne phrase testée.\tUna frase provata.")
    write_tsv(
        tmp_path,
        "nlp_corpus_mt",
        "en\tfr\tit",
        "The house is red.\tLa maison est rouge.\tLa casa è rossa.",
        "a tested sentence\tUne autre phrase.\tUn'altra frase.",
        "The house is RED!\tLa demeure est rouge.\tLa dimora è rossa.",
        "only two\tcolumns",
        "12 34\tRien du tout.\tNiente affatto.",
    )
    write_tsv(
        tmp_path,
        "omw_fr_it_synsets",
        "synset\tfr\tit",
        "1-n\tcinq; 10; Phœbé; V\t5; V; cinque",
        "2-n\tmédiation\tmediazione; mediazione",
    )
    return tmp_path


def test_sentence_pairs_leave_out_tests_repeats_and_torn_rows(parallel: Path):
    found = pairs.sentence_pairs(parallel)
    assert found["nlp_corpus_mt:en-it"] == [("The house is red.", "La casa è rossa.")]
    # The tested English text is left out of English pairs only: its row's French and Italian are other texts.
    assert ("Une autre phrase.", "Un'altra frase.") in found["nlp_corpus_mt:fr-it"]
    assert ("Rien du tout.", "Niente affatto.") in found["nlp_corpus_mt:fr-it"]
    assert found["tatoeba_en_fr:en-fr"] == [("Go home.", "Rentre chez toi.")]


def test_synsets_keep_plain_words_only(parallel: Path):
    assert pairs.synset_pairs(parallel) == [("cinq", "cinque"), ("médiation", "mediazione")]


def test_missing_file_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"ntrex\.tsv\.xz is missing: --data"):
        pairs.sentence_pairs(tmp_path)


@pytest.mark.parametrize(
    ("left", "right", "clean"),
    [
        ("Vienna", "Vienna", True),
        ("This sentence was never translated.", "This sentence was never translated.", False),
        ("A short one.", "Una frase che va avanti molto più a lungo di quanto la sua fonte permetta mai.", False),
        ("2024", "duemilaventiquattro", False),
    ],
)
def test_is_clean(left: str, right: str, clean: bool):
    assert pairs.is_clean(left, right) is clean


def test_prose_loses_markup_and_very_short_sentences(tmp_path: Path):
    long = "Il comune approva il piano di zona per tutti i cittadini"
    with lzma.open(tmp_path / "laws.txt.xz", "wt", encoding="utf-8") as file:
        file.write(f"<p>{long} uno. {long} <b>citt&agrave;</b> due. Corta frase.</p>\n")
    assert pairs.prose(tmp_path) == [f"{long} uno.", f"{long} città due."]


def test_mixed_passage_holds_the_sentence_asked_about_or_its_translation():
    group = [(f"en{i} alpha{i} beta{i} gamma{i}", f"it{i} primo{i} secondo{i} terzo{i}") for i in range(50)]
    made = passages.mixed_passages({"x:en-it": group}, 300, seed=1)
    crossed = 0
    for question, passage in made:
        number = question.split()[0].lstrip("abcdeghilmnoprstz")
        assert len(question.split()) >= 3
        assert any(side in passage for side in group[int(number)])
        crossed += (question.split()[0] in " ".join(group[int(number)][:1])) != (group[int(number)][0] in passage)
    assert 150 < crossed < 250  # two in three
    assert made == passages.mixed_passages({"x:en-it": group}, 300, seed=1)


def test_local_passage_is_the_running_text_around_the_sentence():
    prose = [f"una frase numero {i} del testo" for i in range(20)]
    for place, (question, passage) in enumerate(passages.local_passages(prose, seed=1)):
        assert prose[place] in passage
        assert passage in " ".join(prose)
        assert set(question.split()) <= set(prose[place].split())


def test_tokenizer_folds_case_accents_and_apostrophes():
    words = ["l'integrazione", "dell'azienda", "è", "già", "una", "città", "perché", "sì"]
    texts = [" ".join(words[i:] + words[:i]) for i in range(len(words))] * 30
    tokenizer = vocabulary.train_tokenizer(texts, 80, fold_accents=True)
    assert tokenizer.encode("L’INTEGRAZIONE è, già!").ids == tokenizer.encode("l integrazione e gia").ids
    assert tokenizer.token_to_id(vocabulary.UNKNOWN) == 0
    assert tokenizer.encode("?!").ids == []


def test_top1_and_ndcg_on_vectors_made_by_hand():
    targets = np.eye(3, dtype=np.float32)
    queries = np.array([[1, 0, 0], [1, 0.5, 0], [0, 0, 1]], dtype=np.float32)
    assert measure.top1(queries, targets) == pytest.approx(2 / 3)
    # Ranks 1, 2, 1: gains 1, 1/log2(3), 1.
    assert measure.ndcg_at_10(queries, targets, [0, 1, 2]) == pytest.approx((2 + 1 / np.log2(3)) / 3)


def test_ndcg_is_zero_beyond_rank_ten():
    targets = np.linspace(1, 0.1, 20, dtype=np.float32)[:, None]
    assert measure.ndcg_at_10(np.ones((1, 1), np.float32), targets, [10]) == 0
    assert measure.ndcg_at_10(np.ones((1, 1), np.float32), targets, [9]) > 0


def test_a_model_that_says_nothing_gets_no_credit_for_ties():
    blank = np.zeros((4, 2), dtype=np.float32)
    assert measure.ndcg_at_10(blank, blank, [0, 1, 2, 3]) < 1


def test_squad_counts_every_paragraph_once(tmp_path: Path):
    paragraphs = [
        {"context": "uno", "qas": [{"question": "uno"}, {"question": "due"}]},
        {"context": "due", "qas": [{"question": "due"}]},
    ]
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}))

    def encode(texts: list[str]) -> np.ndarray:
        return np.array([[text == "uno", text == "due"] for text in texts], dtype=np.float32)

    whole, short = measure.squad_ndcg(encode, path, (1,))
    assert whole == pytest.approx((1 + 1 / np.log2(3) + 1) / 3)
    assert short < whole


def test_card_names_every_licence_and_figure():
    text = card.render_card({"seed": 17}, {"eurovoc:en-it": 7442}, 600, {"NTREX it->en": 0.9634})
    assert "| NTREX it->en | 0.9634 |" in text
    assert "10 minutes of processor time" in text
    assert all(
        name in text for name in (*pairs.SENTENCE_FILES, *pairs.TERM_FILES, "omw_fr_it_synsets", "mono-it", "french-qa")
    )


def test_faq_gives_questions_with_their_answers_and_sentences(tmp_path: Path):
    long = "Vous devez demander la carte à la mairie de votre commune"
    page = {"context": f"{long} avant juin.\n{long} ensuite.", "qas": [{"question": "Où demander ?"}, {"question": ""}]}
    for name in pairs.FAQ_FILES:
        (tmp_path / name).write_text(json.dumps({"data": [{"paragraphs": [page]}]}))
    asked, sentences = pairs.french_faq(tmp_path)
    assert asked == [("Où demander ?", page["context"])]
    assert sentences == [f"{long} avant juin.", f"{long} ensuite."] * 2


def test_turned_vectors_keep_every_cosine_and_say_most_at_the_start():
    chance = np.random.default_rng(1)
    vectors = (chance.normal(size=(200, 8)) * [1, 1, 9, 1, 1, 1, 1, 1]).astype(np.float32)
    counts = chance.integers(0, 99, 200)
    new = rotation.turned(vectors, counts)
    assert np.allclose(new @ new.T, vectors @ vectors.T, atol=1e-2)
    assert np.all(np.diff((new**2 * np.sqrt(counts)[:, None]).sum(axis=0)) <= 0)
    assert np.allclose(rotation.turned(-vectors, counts), -new, atol=1e-3)


def test_tokens_are_counted_over_all_texts():
    tokenizer = vocabulary.train_tokenizer(["casa salute"] * 9 + ["salute piano"] * 9, 40, fold_accents=True)
    counts = rotation.token_counts(tokenizer, ["casa casa", "piano"])
    assert counts.sum() == sum(len(tokenizer.encode(text).ids) for text in ("casa casa", "piano"))
    assert counts[tokenizer.encode("casa").ids[0]] >= 2


@pytest.mark.neural
@pytest.mark.skipif(not NEURAL, reason="sentence-transformers is not installed (extra `neural`)")
def test_training_learns_stores_and_repeats_itself(tmp_path: Path):
    from eval.training import train_static
    from rag.static_model import StaticEmbeddings

    numbers = ["uno one", "due two", "tre three", "rosso red", "blu blue", "casa house", "acqua water", "pane bread"]
    training = [(left, right) for left, right in (pair.split() for pair in numbers)]
    tokenizer = vocabulary.train_tokenizer([text for pair in training for text in pair] * 9, 60, fold_accents=True)
    recipe = replace(train_static.Recipe(), dimensions=16, batch=8, epochs=60)
    for run in ("first", "second"):
        model = train_static.train_model(recipe, tokenizer, training, tmp_path / "scratch")
        train_static.store(model, [text for pair in training for text in pair], tmp_path / run)
    first, second = (StaticEmbeddings(tmp_path / run) for run in ("first", "second"))
    italian, english = (first.encode(list(side)) for side in zip(*training, strict=True))
    assert measure.top1(italian, english) == 1
    assert np.array_equal(first.encode(["casa rossa"]), second.encode(["casa rossa"]))

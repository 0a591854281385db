"""Learning the translation tables: alignment of tiny texts, the files, the trial's queries and measures."""

from __future__ import annotations

import lzma
import math
import random
from pathlib import Path

import pytest

from eval.training import pairs
from eval.training.translation import table, train
from eval.training.translation_align import Links, align, sides
from eval.training.translation_trial import WordIndex, fused, ndcg, shorten
from rag.translation import Translator, tokens

SUBJECTS = {"dog": "cane", "house": "casa", "bridge": "ponte", "garden": "giardino", "book": "libro"}
VERBS = {"red": "rosso", "lost": "perduto", "new": "nuovo", "small": "piccolo", "dear": "caro"}


def sentences() -> list[tuple[str, str]]:
    plain = [(f"the {b} {a}", f"{y} {x}") for a, x in SUBJECTS.items() for b, y in VERBS.items()]
    return plain + [(f"{en} today", f"{it} oggi") for en, it in plain[::2]]


def test_alignment_finds_each_words_partner():
    one, two = sides((tokens(en, "en"), tokens(it, "it")) for en, it in sentences())
    made = table(one, two, align(one, two), "it")
    for english, italian in (SUBJECTS | VERBS | {"today": "oggi"}).items():
        best = next(iter(made.words[tokens(english, "en")[0][1]]))
        assert best == tokens(italian, "it")[0][1], english


def test_a_word_that_differs_from_its_term_has_a_line_of_its_own():
    texts = [("collection", "raccolta")] * 20 + [("collective", "sociale")] * 4
    assert tokens("collection", "en")[0][1] == tokens("collective", "en")[0][1]
    one, two = sides((tokens(en, "en"), tokens(it, "it")) for en, it in texts)
    made = table(one, two, align(one, two), "it")
    assert next(iter(made.forms["collective"])) == tokens("sociale", "it")[0][1]
    assert "collection" not in made.forms


def test_numbers_and_names_that_stay_are_not_written():
    one, two = sides([(tokens("berlin 1970", "en"), tokens("berlin 1970", "it"))] * 9)
    links = align(one, two)
    assert len(links.belief) > 0
    made = table(one, two, links, "it")
    assert (made.words, made.forms) == ({}, {})


def test_links_stay_within_their_sentences():
    one, two = sides((tokens(en, "en"), tokens(it, "it")) for en, it in sentences())
    links = align(one, two)
    sentence = [number for number, length in enumerate(one.lengths) for _ in range(length)]
    other = [number for number, length in enumerate(two.lengths) for _ in range(length)]
    assert all(sentence[a] == other[b] for a, b in zip(links.left, links.right, strict=True))
    assert isinstance(links, Links)
    assert ((links.belief > 0) & (links.belief <= 1 + 1e-9)).all()


def test_training_writes_the_same_tables_twice(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    header = "en\tfr\tit"
    rows = [f"{en}\t{en.replace('the', 'le')}\t{it}" for en, it in sentences()]
    for name in (*pairs.SENTENCE_FILES, *pairs.TERM_FILES, *pairs.TEST_FILES):
        lines = [header, *(rows if name == "nlp_corpus_mt" else [])]
        with lzma.open(data / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    with lzma.open(data / "omw_fr_it_synsets.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("synset\tfr\tit\n1-n\tchien\tcane\n")
    said = [list(train(data, tmp_path / out)) for out in ("one", "two")]
    assert said[0] == said[1]
    assert len(said[0]) == 6
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert next(iter(Translator(tmp_path / "one").word("house", "en", "it"))) == tokens("casa", "it")[0][1]


def test_a_group_counts_as_its_best_alternative():
    index = WordIndex(["il cane", "il cane e la bestia", "una casa"], "it")
    dog, beast = tokens("cane", "it")[0][1], tokens("bestia", "it")[0][1]
    one = index.search([((dog, 1.0),)])
    both = index.search([((dog, 1.0), (beast, 0.01))])
    assert both[1] == pytest.approx(one[1])
    assert 2 not in both


def test_short_queries_and_their_measure():
    short = shorten("La casa della comunità offre servizi sanitari e sociali", "it", random.Random(1))
    assert short == shorten("La casa della comunità offre servizi sanitari e sociali", "it", random.Random(1))
    assert 2 <= len(short.split()) <= 4
    assert ndcg([{0: 1.0, 1: 2.0}, {3: 1.0}], [0, 1]) == pytest.approx(1 / math.log2(3) / 2)
    assert fused({1: 2.0}, {1: 0.5, 2: 0.25}, 0.7) == pytest.approx({1: 1.7, 2: 0.35})

"""The translator: what it looks up, what passes through, what it says of broken tables."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.translation import BOOST_POWER, Translator, tokens


@pytest.fixture
def small(tmp_path: Path) -> Translator:
    lines = ["=collective\tcollett 100", "collect\traccolt 64 collett 36", "health\tsalut 75 sanit 25"]
    (tmp_path / "en-it.tsv").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return Translator(tmp_path)


def test_a_term_has_its_translations_likeliest_first(small: Translator):
    assert small.translations("the health of", "en", "it") == [(1.0, (("salut", 0.75), ("sanit", 0.25)))]


def test_a_word_goes_before_its_term(small: Translator):
    assert small.word("collective", "en", "it") == {"collett": 1.0}
    assert list(small.word("collection", "en", "it")) == ["raccolt", "collett"]


def test_a_name_passes_through_as_a_term_of_the_other_language(small: Translator):
    assert small.word("diegoli", "en", "it") == {tokens("diegoli", "it")[0][1]: 1.0}


def test_a_number_passes_through_with_either_separator(small: Translator):
    assert set(small.word("564,09", "en", "it")) == {"564,09", "564.09"}


def test_terms_keep_their_order_and_come_once(small: Translator):
    found = small.translations("Health, Diegoli and health collection", "en", "it")
    assert [group[0][0] for _, group in found] == ["salut", tokens("diegoli", "it")[0][1], "raccolt"]


def test_alternatives_are_what_the_index_of_words_takes(small: Translator):
    assert small.alternatives("health", "en", "it") == [
        (("it", "salut", 0.75**BOOST_POWER), ("it", "sanit", 0.25**BOOST_POWER))
    ]


@pytest.mark.parametrize("query", ["", "   ", "the of and", "?!…", "\x00\x07"])
def test_nothing_to_translate(small: Translator, query: str):
    assert small.translations(query, "en", "it") == []


def test_a_missing_table_is_said_in_one_line(tmp_path: Path):
    with pytest.raises(ModelError, match="it-fr") as caught:
        Translator(tmp_path).word("cura", "it", "fr")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("word", "source", "target", "expected"),
    [
        ("sanitaria", "it", "en", "health"),
        ("cura", "it", "fr", "soins"),
        ("regione", "it", "fr", "région"),
        ("prévention", "fr", "it", "prevenzione"),
        ("hospital", "en", "it", "ospedale"),
        ("funding", "en", "fr", "financement"),
    ],
)
def test_the_bundled_tables_know_the_field(word: str, source: str, target: str, expected: str):
    assert tokens(expected, target)[0][1] in Translator().word(word, source, target)


def test_the_bundled_tables_are_sorted_and_whole():
    for path in Translator().folder.glob("*.tsv"):
        lines = path.read_text("utf-8").splitlines()
        assert lines == sorted(set(lines))
        assert len(lines) > 10_000
        for line in lines:
            key, values = line.split("\t")
            shares = [int(share) for share in values.split()[1::2]]
            assert key.strip("=")
            assert len(shares) * 2 == len(values.split())
            assert 90 <= sum(shares) <= 112


def test_a_table_loads_in_no_time():
    began = time.process_time()
    Translator().word("cura", "it", "fr")
    # Measured: about 2 ms; the analyser's own first use takes longer on a busy machine.
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize("table", ["", "cur\tsoin 60 remed", "cur\tsoin\n", "cur\tsoin x\n"])
def test_a_table_cut_short_or_altered_is_told(tmp_path: Path, table: str):
    (tmp_path / "it-fr.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(ModelError, match=r"it-fr\.tsv manca o è rovinata"):
        Translator(tmp_path).word("cura", "it", "fr")

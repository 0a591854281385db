"""Among very many passages a question is searched in two: the same is found, with the same scores, as all at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rag import lexical_parts, lexical_query
from rag.lexical import LexicalIndex
from rag.lexical_parts import Parts
from rag.lexical_query import QueryBuilder
from rag.spelling import Spelling
from rag.types import DocumentRecord, Passage

_LETTERS = "bcdfglmnprst"
# Words as a text has them: a few in every passage, most in a handful.
_WORDS = [f"{one}a{two}o{three}e" for one in _LETTERS for two in _LETTERS for three in _LETTERS]


def _pair(number: int, chance: random.Random) -> tuple[Passage, DocumentRecord]:
    words = chance.choices(_WORDS, [1 / (rank + 2) for rank in range(len(_WORDS))], k=chance.randint(5, 60))
    language = chance.choice(("it", "it", "it", "en"))
    text = " ".join(words)
    title = " ".join(words[:3])
    return _passage(f"p{number}", text, language, title)


def _passage(name: str, text: str, language: str = "it", title: str = "") -> tuple[Passage, DocumentRecord]:
    record = DocumentRecord(uri=f"u:{name}", title=title, language=language)
    return Passage(name, record.uri, 1, 0, 0, len(text), text, language=language), record


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """3,000 passages in several segments, some of them taken out again."""
    chance = random.Random(4)
    made = LexicalIndex(tmp_path_factory.mktemp("parts"))
    for start in range(0, 3000, 1000):
        made.replace([_pair(number, chance) for number in range(start, start + 1000)])
    made.replace([], drop=[f"p{number}" for number in range(0, 3000, 7)])
    return made


def _queries() -> list[str]:
    chance = random.Random(5)
    weights = [1 / (rank + 2) for rank in range(len(_WORDS))]
    return [" ".join(chance.choices(_WORDS, weights, k=chance.randint(1, 10))) for _ in range(120)]


@pytest.mark.parametrize("limit", [1, 10, 60, 5000])
def test_in_two_a_question_finds_what_it_finds_at_once(
    index: LexicalIndex, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    paired = 0
    for query in _queries():
        parts = index._builder.build(query)
        assert parts
        at_once = parts.best(index.searcher, limit)
        monkeypatch.setattr(lexical_parts, "MANY", 0)
        in_two = parts.best(index.searcher, limit)
        monkeypatch.undo()
        assert [score for score, _ in in_two] == pytest.approx([score for score, _ in at_once], rel=1e-5)
        worst = at_once[-1][0] * 1.00001  # of those that score alike any may come last
        assert {(at.segment_ord, at.doc) for score, at in in_two if score > worst} == {
            (at.segment_ord, at.doc) for score, at in at_once if score > worst
        }
        paired += bool(parts.pairs) and in_two != index.searcher.search(
            lexical_parts.any_of(parts.terms), limit=limit, count=False
        ).hits  # fmt: skip
    assert paired > 20 or limit != 60  # else nothing is tried here


def test_a_pair_brings_in_a_passage_that_its_words_alone_leave_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lexical_parts, "MANY", 0)
    made = LexicalIndex(tmp_path)
    texts = ["verde uno mare due tre", "mare verde uno due tre", *["mare"] * 20]
    made.replace([_passage(f"p{number}", text) for number, text in enumerate(texts)])
    parts = made._builder.build("mare verde")
    assert parts
    assert len(parts.pairs) == 1
    by_words = Parts(terms=parts.terms).best(made.searcher, 2)
    assert by_words[0][0] == pytest.approx(by_words[1][0])  # by their words they are alike
    best = parts.best(made.searcher, 1)
    assert made.searcher.doc(best[0][1]).get_first("id") == "p1"
    assert best[0][0] > by_words[0][0]


def test_among_many_what_says_nothing_in_the_questions_language_is_sought_in_no_other(tmp_path: Path) -> None:
    made = LexicalIndex(tmp_path)
    texts = {"the": "the quick report", "ai": "the AI act of the union", "other": "another text"}
    made.replace([_passage(name, text, "en" if name == "ai" else "it") for name, text in texts.items()])

    def builder(*, many: bool) -> QueryBuilder:
        return QueryBuilder(made.schema, made.searcher.doc_freq, lambda: Spelling([]), made.weights, many=many)

    def names(query: str, *, many: bool) -> list[str]:
        parts = builder(many=many).build(query)
        hits = parts.best(made.searcher, 10) if parts else []
        return [made.searcher.doc(at).get_first("id") for _, at in hits]

    asked = "what does the law say of the plan"
    assert names(asked, many=False) == ["the"]
    assert names(asked, many=True) == []
    assert names("che cosa dice della sanità l'AI", many=True) == ["ai"]


@pytest.mark.parametrize("query", ["sera", "orario sera", "comment", "apertura di sera"])
def test_of_a_few_words_none_is_left_out_for_their_language_is_a_guess(index: LexicalIndex, query: str) -> None:
    assert lexical_query._telling([query], "fr") == [query]


def test_words_of_any_script_stay_as_they_are() -> None:
    query = "quali sono le regole per हिन्दी e مُساعَدة nel piano"
    assert lexical_query._telling([query], "it")[0].split() == ["regole", "हिन्दी", "مُساعَدة", "piano"]

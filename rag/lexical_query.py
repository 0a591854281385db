"""What a question becomes for the words index: one Tantivy query over its fields.

Each part is worth what was measured (``python -m eval.words_trial``); a word that no passage holds costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from rag.analysis import WORD, analyser, fold, normal, read, stop_words, terms, words
from rag.language import LANGUAGES, detect
from rag.lexical_parts import Parts, any_of
from rag.spelling import Spelling

# A form that a word of the question may take: language, index stem, what it is worth beside the word itself.
Form = tuple[str, str, float]

# A question has some twenty words; of a pasted page the rarest do, and the first few unknown words are looked up.
_MOST_TERMS: Final = 40
_MOST_UNKNOWN: Final = 8
_LONGEST: Final = 10_000
# Two words are looked for side by side where one is in fewer passages: at 100,000 the others took 8 ms of 10.
_RARE_PAIR: Final = 300
# Of so few words the language is told too often wrong to leave any of them out.
_TELLS_LITTLE: Final = 5
# Words shorter than this are not read as two run together, nor two so short as one cut in two ("per corso").
_PIECE: Final = 5
_QUOTED: Final = re.compile(
    r"[«“”„‟\"＂]([^«»“”„‟\"＂]+)[»“”‟\"＂]|‹([^‹›]+)›|(?<!\w)‘(.+?)’(?!\w)|(?<!\w)''(.+?)''(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a match is worth against one of the same stem in the text.

    ``heading`` and ``title``: in those (by judgment, until the ranker weighs them); ``plain``: of the unstemmed word;
    ``pair``: of two words that follow each other in the question and in the passage; ``spelling``: of a word taken for
    an unknown one, times their likeness; ``act``: of the act by its kind; ``whole``: of two words
    as one, or of one as two.
    """

    heading: float = 0.4
    title: float = 0.6
    plain: float = 0.3
    pair: float = 0.2
    spelling: float = 1.2
    act: float = 1.0
    whole: float = 1.0


def quoted(query: str) -> list[str]:
    """The exact phrases that a query asks for: what stands in quotation marks of any kind, if it holds a word.

    >>> quoted("chi dice «bene comune» o “cura”?")
    ['bene comune', 'cura']
    """
    found = (next(filter(None, match.groups()), "") for match in _QUOTED.finditer(query))
    return [phrase for phrase in found if words(phrase)]


class QueryBuilder:
    """Builds queries for one state of an index: ``count`` tells how many passages hold a term in a field.

    Where there are ``many`` passages, what says nothing in the question's language is sought in no other either.
    """

    def __init__(
        self,
        schema: Any,
        count: Callable[[str, str], int],
        spelling: Callable[[], Spelling],
        weights: Weights,
        *,
        many: bool = False,
    ) -> None:
        self.schema = schema
        self.count = count
        self.spelling = spelling
        self.weights = weights
        self.many = many

    def build(self, query: str, alternatives: Sequence[Sequence[Form]] = ()) -> Parts | None:
        """The query for what a person typed; None where no word of it can be searched, or a quoted phrase is unknown.

        Of each element of ``alternatives`` the best form in a passage counts; phrases in quotation marks must stand in
        it.
        """
        written, acts = read(query[:_LONGEST])
        phrases = [self._phrase(tuple(analyser("plain").analyze(normal(each)))) for each in quoted(query)]
        if None in phrases:
            return None
        typed = tuple(analyser("plain").analyze(written[0])) if written else ()
        said = _telling(written, detect(query)) if self.many else written
        parts = Parts(phrases)
        for language in LANGUAGES:
            stems = [stem for each in said for stem in analyser(language).analyze(each)]
            for stem in self._fewest(stems, f"text_{language}"):
                parts.terms += self._stem(language, stem, 1.0)
        self._unstemmed(typed, parts)
        parts.others += self._unknown(typed)
        self._as_one(typed, parts)
        parts.terms += self._acts(acts)
        parts.others += [best for forms in alternatives if (best := self._best_form(forms)) is not None]
        return parts or None

    def _term(self, field: str, term: str, boost: float) -> Any:
        from tantivy import Query

        one = Query.term_query(self.schema, field, term, "freq")
        return one if boost == 1 else Query.boost_query(one, boost)

    def _fewest(self, found: Iterable[str], field: str) -> list[str]:
        """The distinct terms in order; of very many, those that fewest passages hold."""
        kept = list(dict.fromkeys(found))
        if len(kept) > _MOST_TERMS:
            known = sorted((count, at) for at, term in enumerate(kept) if (count := self.count(field, term)))
            kept = [kept[at] for at in sorted(at for _, at in known[:_MOST_TERMS])]
        return kept

    def _stem(self, language: str, term: str, boost: float) -> list[Any]:
        """A stem in the text, headings and title of a language, where any passage has it there."""
        fields = (("text", 1.0), ("heading", self.weights.heading), ("title", self.weights.title))
        return [
            self._term(f"{field}_{language}", term, boost * weight)
            for field, weight in fields
            if self.count(f"{field}_{language}", term)
        ]

    def _unstemmed(self, typed: Sequence[str], parts: Parts) -> None:
        """The words as they are, and each two that follow each other; words of no subject only beside another."""
        from tantivy import Query

        count = partial(self.count, "plain")
        known = set(self._fewest((word for word in typed if not _empty(word) and self.count("plain", word)), "plain"))
        parts.terms += [self._term("plain", word, self.weights.plain) for word in dict.fromkeys(typed) if word in known]
        pairs = dict.fromkeys(
            (one, two)
            for one, two in zip(typed, typed[1:], strict=False)
            if one != two and (one in known or two in known) and 0 < min(map(count, (one, two))) < _RARE_PAIR
        )
        for one, two in pairs:
            near = Query.phrase_query(self.schema, "plain", [one, two])
            parts.pairs.append(Query.boost_query(near, self.weights.pair))

    def _unknown(self, typed: Sequence[str]) -> list[Any]:
        """For each word that no passage holds in any form, the best of those that it may be a slip for."""
        from tantivy import Query

        unknown = [word for word in dict.fromkeys(typed) if not _empty(word) and not self._held(word)]
        found = []
        for word in unknown[:_MOST_UNKNOWN]:
            options = [
                any_of(self._either(other, self.weights.spelling * likeness))
                for other, likeness in self.spelling().near(word)
                if not _empty(other)
            ]
            if options:
                found.append(options[0] if len(options) == 1 else Query.disjunction_max_query(options))
        return found

    def _held(self, word: str) -> bool:
        return bool(self.count("plain", word)) or any(
            self.count(f"text_{language}", term) for language in LANGUAGES for term in terms(word, language)
        )

    def _either(self, word: str, boost: float) -> list[Any]:
        """A word of the index as if it had been typed: its stem in every language, and itself."""
        parts = [part for each in LANGUAGES for term in terms(word, each) for part in self._stem(each, term, boost)]
        return [*parts, self._term("plain", word, boost * self.weights.plain)]

    def _as_one(self, typed: Sequence[str], parts: Parts) -> None:
        """Two words that are one in the index ("socio sanitario"), one that is two there ("sociosanitario")."""
        if len(typed) > _MOST_TERMS:
            return
        for one, two in zip(typed, typed[1:], strict=False):
            if _piece(one) and _piece(two) and self.count("plain", one + two):
                parts.terms += self._either(one + two, self.weights.whole)
        for word in dict.fromkeys(typed):
            for at in range(_PIECE, len(word) - _PIECE + 1):
                cut = word[:at], word[at:]
                if all(map(_piece, cut)) and (both := self._phrase(cut)):
                    rare = min(self.count("plain", piece) for piece in cut) < _RARE_PAIR
                    (parts.pairs if rare else parts.others).append(both)

    def _phrase(self, typed: tuple[str, ...]) -> Any | None:
        """Words that follow each other in the text as written; None where one of them is nowhere."""
        from tantivy import Query

        if not all(self.count("plain", word) for word in typed):
            return None
        return self._term("plain", typed[0], 1.0) if len(typed) == 1 else Query.phrase_query(
            self.schema, "plain", list(typed)
        )  # fmt: skip

    def _acts(self, acts: Sequence[tuple[str, str]]) -> list[Any]:
        keys = dict.fromkeys(f"{kind}:{label}" for kind, label in acts)
        return [self._term("acts", key, self.weights.act) for key in keys if self.count("acts", key)]

    def _best_form(self, forms: Sequence[Form]) -> Any | None:
        from tantivy import Query

        options = []
        for language, stem, boost in forms:
            if parts := self._stem(language, stem, boost):
                options.append(any_of(parts))
        return Query.disjunction_max_query(options) if len(options) > 1 else next(iter(options), None)


def _telling(written: Sequence[str], language: str) -> list[str]:
    """A question without the words that say nothing in its language; what is all capitals stays ("AI" is no "ai").

    Among a million passages they were a fifth of all that was read for a search. On the judged sets, all smaller, it
    made no odds (nDCG@10 .002 less to .004 more), and the trees that decide of refusals were fitted without it. A few
    words stay as they are: they tell too little of their language ("orario sera" would be French).
    """
    if sum(len(WORD.findall(each)) for each in written) <= _TELLS_LITTLE:
        return list(written)
    empty = stop_words(language)

    def kept(found: re.Match[str]) -> str:
        return found[0] if fold(found[0]) not in empty or found[0][1:].isupper() else " "

    return [WORD.sub(kept, each) for each in written]


def _empty(word: str) -> bool:
    """True for a word that says nothing of a subject in one of the languages."""
    return any(word in stop_words(language) for language in LANGUAGES)


def _piece(word: str) -> bool:
    return len(word) >= _PIECE and word.isalpha() and not _empty(word)

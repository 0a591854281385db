"""Words to index terms: one analyser a language, run in Rust by Tantivy, the same for passages and queries.

Order: split, lower case, fold accents, drop stop words, Snowball stem. Accents are folded before stemming so that
"priorità" and a hurried "priorita" give one stem (the other order gives "prior" and "priorit").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from rag.language import FUNCTION_WORDS

STEMMERS: Final = {"it": "italian", "fr": "french", "en": "english"}
# Words, with digits in them (S3, PM10); numbers with their separators whole (564,09; 2/2003; 1.970): split, "2/2003" is
# two common numbers.
TOKEN: Final = r"[^\W\d_][^\W_]*|\d+(?:[.,/]\d+)*"
_WORD = re.compile(TOKEN)
# Asked in nearly every question and found in nearly every passage.
_EXTRA_STOPS: Final = {
    "it": ("sia", "sono", "hanno", "fare", "fa", "fatto", "dice", "dicono", "c", "d", "l", "m", "n", "s", "t", "v"),
    "fr": ("fait", "font", "dit", "est", "c", "d", "j", "l", "m", "n", "s", "t"),
    "en": ("s", "t", "does", "did", "done", "say", "says", "said"),
}


def fold(text: str) -> str:
    """Lower case without accents, character for character (so that offsets keep)."""
    return text.lower().translate(_ACCENTS)


_ACCENTS: Final = str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’‘", "aaaaaaceeeeiiiinooooouuuuyy''")


@lru_cache(maxsize=8)
def analyser(language: str) -> Any:
    """The Tantivy TextAnalyzer of a language, or of ``"plain"``: folded words, no stemming, no stop words."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.regex(TOKEN)).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if language != "plain":
        builder = builder.filter(Filter.custom_stopword(sorted(stop_words(language))))
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()


@lru_cache(maxsize=4)
def stop_words(language: str) -> frozenset[str]:
    """Folded words of a language that say nothing of a text's subject."""
    return frozenset(fold(word) for word in (*FUNCTION_WORDS[language], *_EXTRA_STOPS[language]))


def terms(text: str, language: str) -> tuple[str, ...]:
    """The index terms of a text, in order."""
    # A cache of whole sentences would grow to hundreds of MB; single words are asked for again and again.
    return _word_terms(text, language) if len(text) < 30 else tuple(analyser(language).analyze(text))


@lru_cache(maxsize=65536)
def _word_terms(text: str, language: str) -> tuple[str, ...]:
    return tuple(analyser(language).analyze(text))


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))

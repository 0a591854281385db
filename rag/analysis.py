"""Words to index terms: one analyser a language, run in Rust by Tantivy, the same for passages and queries.

Order: one spelling of signs and numbers (``normal``), split, lower case, fold accents, drop stop words, Snowball stem;
then the same for what is written in pieces and may be searched whole (``joined``). Accents are folded before stemming
so that "priorità" and a hurried "priorita" give one stem (the other order gives "prior" and "priorit").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

from rag.acts import cited
from rag.language import FUNCTION_WORDS

STEMMERS: Final = {"it": "italian", "fr": "french", "en": "english"}
# Words, with digits in them (S3, PM10); numbers with their separators whole (564,09; 2/2003): split, "2/2003" is
# two common numbers.
TOKEN: Final = r"[^\W\d_][^\W_]*|\d+(?:[.,/]\d+)*"
WORD: Final = re.compile(TOKEN)
# Asked in nearly every question and found in nearly every passage.
_EXTRA_STOPS: Final = {
    "it": ("sia", "sono", "hanno", "fare", "fa", "fatto", "dice", "dicono", "c", "d", "l", "m", "n", "s", "t", "v"),
    "fr": ("fait", "font", "dit", "est", "c", "d", "j", "l", "m", "n", "s", "t"),
    "en": ("s", "t", "does", "did", "done", "say", "says", "said"),
}
# Signs that would count as letters of a word, or part it: hyphens of all kinds, the soft one, letters of two letters.
_ODD: Final = re.compile("\u00ad\\s*|[ʼʹˈ‐‑œŒæÆ\u200b\ufeff\ud800-\udfff]")
_PLAIN_SIGN: Final = {
    **dict.fromkeys("ʼʹˈ", "'"),
    **dict.fromkeys("‐‑", "-"),
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
}
_FIGURE: Final = re.compile(r"\d{1,20}(?:[.,/-]\d{1,20})+")  # unbounded, 5,000 digits took a second
_SEPARATE: Final = re.compile(r"\d[\d.,]*\d")
_DAY: Final = re.compile(r"0?(\d{1,2})([./-])0?(\d{1,2})\2((?:19|20)\d\d)")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
# Numbers in groups of three (with any blank of a number), what follows a compound's first word (its hyphen may end a
# line), single letters between full stops.
_GROUPS: Final = re.compile("\\d{1,3}(?:[ \u00a0\u202f\u2009]\\d{3})+(?![\\d/]|[.,]\\d)")
_REST: Final = re.compile(r"(?:-\s{0,2}[^\W_]+)+")


def fold(text: str) -> str:
    """Lower case without accents, character for character (so that offsets keep)."""
    return text.lower().translate(_ACCENTS)


_ACCENTS: Final = str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’‘", "aaaaaaceeeeiiiinooooouuuuyy''")


def normal(text: str) -> str:
    """A text with one spelling of its signs and numbers; offsets change.

    >>> normal("1.970 schede, 564.09 milioni, 61.334.381,5 euro il 12.03.2003")
    '1970 schede, 564,09 milioni, 61334381,5 euro il 12/3/2003'
    """
    if not text.isascii():
        text = _ODD.sub(lambda found: _PLAIN_SIGN.get(found[0], ""), unicodedata.normalize("NFC", text))
    return _FIGURE.sub(_figure, text)


def _figure(found: re.Match[str]) -> str:
    """A number without signs between its thousands and with a comma before its decimals, a day as d/m/yyyy."""
    written = found[0]
    if day := _DAY.fullmatch(written):
        return f"{day[1]}/{day[3]}/{day[4]}"
    return _SEPARATE.sub(_number, written)


def _number(found: re.Match[str]) -> str:
    written = found[0]
    if _THOUSANDS.fullmatch(written):
        return written.replace(".", "").replace(",", "")
    whole, sign, decimals = written.rpartition("," if written.rfind(",") > written.rfind(".") else ".")
    if sign and sign not in whole and (whole.isdigit() or _THOUSANDS.fullmatch(whole)):
        return f"{whole.replace('.', '').replace(',', '')},{decimals}"
    return written


def joined(text: str, acts: Sequence[tuple[str, str]] = ()) -> str:
    """What a text (made normal) writes in pieces, whole: compounds, abbreviations, thousands, an act's number and year.

    >>> joined("l'area socio-sanitaria dell'A.U.S.L. ha 1 038 posti", [("lr", "2/2003")])
    'sociosanitaria AUSL 1038 2/2003'
    """
    found = [*_compounds(text), *_abbreviations(text)]
    for group in _GROUPS.finditer(text):
        before = text[group.start() - 1] if group.start() else " "
        if not (before.isalnum() or before in ".,/"):
            found.append("".join(filter(str.isdigit, group[0])))
    found += [label for _, label in acts if label not in text]
    return " ".join(found)


def _compounds(text: str) -> Iterator[str]:
    at = text.find("-")
    while at >= 0:
        start = at
        while start and text[start - 1].isalnum():
            start -= 1
        rest = _REST.match(text, at)
        if rest and start < at and text[start].isalpha():
            yield text[start:at] + "".join(filter(str.isalnum, rest[0]))
        at = text.find("-", rest.end() if rest else at + 1)


def _abbreviations(text: str) -> Iterator[str]:
    """Single letters that a full stop each follows: a pattern tried at every letter took four times as long."""
    letters = ""
    for part in text.split("."):
        last = part.strip()[-1:] if letters and len(part.strip()) == 1 else part[-1:]
        alone = last.isalpha() and (len(part) == 1 or not part[-2].isalnum())
        if not (letters and len(part.strip()) == 1 and alone):
            if len(letters) > 1:
                yield letters
            letters = ""
        letters += last if alone else ""
    # What follows the last full stop ends in none.


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
    """The index terms of a text: its words in order, then what is written in pieces, whole."""
    # A cache of whole sentences would grow to hundreds of MB; single words are asked for again and again.
    return _word_terms(text, language) if len(text) < 30 else _terms(text, language)


def _terms(text: str, language: str) -> tuple[str, ...]:
    return tuple(term for value in read(text)[0] for term in analyser(language).analyze(value))


@lru_cache(maxsize=65536)
def _word_terms(text: str, language: str) -> tuple[str, ...]:
    # Plain letters are written in one way only: nothing to make normal (4.4 µs a word for 6.4).
    plain = text.isascii() and text.isalpha()
    return tuple(analyser(language).analyze(text)) if plain else _terms(text, language)


def read(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """A text as the index takes it (made normal, and what it writes in pieces; [] where it is empty), and its acts."""
    text = normal(text)
    acts = cited(text.lower())
    return [each for each in (text, joined(text, acts)) if each], acts


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return WORD.findall(fold(normal(text)))


# Told in the names of an index's analysers: an index of another version is rebuilt. The first number is for changes
# that the others don't show (in this module's functions, ``rag.acts`` or the facets of ``rag.lexical``).
STAMP: Final = f"{2}-{crc32(repr((TOKEN, STEMMERS, [sorted(stop_words(each)) for each in STEMMERS])).encode()):08x}"

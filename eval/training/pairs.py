"""Training material for the bundled static model: aligned pairs of texts, and prose for the tokenizer.

Sources (all under ``--data``, tab-separated, xz-compressed, a header with the language codes):
``nlp_corpus_mt`` (MIT), ``tatoeba_en_fr`` (CC BY 2.0), ``stsb_train`` and ``stsb_dev`` (texts only),
``i18n_pa_webinar`` (EUPL-1.2), ``qald_questions`` (MIT), ``eurovoc`` (EU, CC BY 4.0), ``omw_fr_it_synsets`` (CC BY 3.0,
ODC-BY, CeCILL-C). Beside that folder: ``mono-it`` (Italian guides and laws) and the French FAQ of ``french-qa`` (CNIL,
service-public; MIT).
``ntrex`` and ``ud_pud`` are tests: a training text equal to one of theirs is left out.
"""

from __future__ import annotations

import html
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

Pair = tuple[str, str]

LANGUAGES = ("en", "fr", "it")
SENTENCE_FILES = ("nlp_corpus_mt", "tatoeba_en_fr", "stsb_train", "stsb_dev", "i18n_pa_webinar", "qald_questions")
TERM_FILES = ("eurovoc",)
# Not PIAF, which lies beside them: it measures French search.
FAQ_FILES = ("cnil.squad.json", "service-public.best_fiche.json")
TEST_FILES = ("ntrex", "ud_pud")

# A translation is seldom more than 2.5 times as long as its source; beyond that one side was cut or is an error.
MAX_LENGTH_RATIO = 2.5
# Synsets carry at most this many lemmas a language: the first ones are the usual words, the tail is noise.
LEMMAS_PER_SYNSET = 2

_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r"https?://\S+")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÀ-Ý«\"(])")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield each row of one ``.tsv.xz`` as column -> text, skipping rows with the wrong number of columns."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))


def key(text: str) -> str:
    """Letters and digits in lower case: two texts with one key are one text."""
    return "".join(character for character in text.lower() if character.isalnum())


def is_clean(left: str, right: str) -> bool:
    """Whether two texts look like translations: both have letters, lengths are comparable, no copy of a sentence."""
    if not any(c.isalpha() for c in left) or not any(c.isalpha() for c in right):
        return False
    shorter, longer = sorted((len(left), len(right)))
    if longer > 30 and longer > MAX_LENGTH_RATIO * shorter:
        return False
    # Names and terms may be equal in two languages; a whole sentence that is equal was not translated.
    return not (key(left) == key(right) and len(left.split()) > 4)


def distinct(pairs: Iterable[Pair], banned: frozenset[str] = frozenset()) -> list[Pair]:
    """Drop pairs one side of which was seen before or is banned.

    With in-batch negatives a repeated text would be taught as the wrong answer to its own translation.
    """
    seen: tuple[set[str], set[str]] = (set(), set())
    kept: list[Pair] = []
    for left, right in pairs:
        keys = (key(left), key(right))
        if keys[0] in seen[0] or keys[1] in seen[1] or banned.intersection(keys) or not all(keys):
            continue
        seen[0].add(keys[0])
        seen[1].add(keys[1])
        kept.append((left, right))
    return kept


def test_keys(folder: Path) -> frozenset[str]:
    """Keys of every text of the test sets, so that none is trained on."""
    return frozenset(key(text) for name in TEST_FILES for row in _rows_of(folder, name) for text in row.values())


def sentence_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Aligned sentences and terms as ``"name:left-right"`` -> pairs; both reading directions are meant."""
    banned = test_keys(folder)
    found: dict[str, list[Pair]] = {}
    for name in (*SENTENCE_FILES, *TERM_FILES):
        rows = [{lang: _tidy(text) for lang, text in row.items()} for row in _rows_of(folder, name)]
        languages = [lang for lang in LANGUAGES if rows and lang in rows[0]]
        for left, right in combinations(languages, 2):
            aligned = ((row[left], row[right]) for row in rows)
            found[f"{name}:{left}-{right}"] = distinct((p for p in aligned if is_clean(*p)), banned)
    return found


def synset_pairs(folder: Path) -> list[Pair]:
    """French and Italian lemmas of one meaning (Open Multilingual Wordnet), the noise filtered out."""
    pairs: list[Pair] = []
    for row in _rows_of(folder, "omw_fr_it_synsets"):
        french, italian = (_lemmas(row[lang]) for lang in ("fr", "it"))
        pairs.extend(zip(french, italian, strict=False))
    return distinct(pairs)


def prose(folder: Path) -> list[str]:
    """Italian sentences of guides and laws (``mono-it``), mark-up removed, in the order of the text."""
    sentences: list[str] = []
    for path in sorted(folder.glob("*.txt.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                sentences.extend(_sentences(line))
    return sentences


def french_faq(folder: Path) -> tuple[list[Pair], list[str]]:
    """French questions of administrations with their answers, and all sentences of those, in the order of the text."""
    asked: list[Pair] = []
    sentences: list[str] = []
    for name in FAQ_FILES:
        for page in json.loads((folder / name).read_text(encoding="utf-8"))["data"]:
            for paragraph in page["paragraphs"]:
                asked.extend((qa["question"], paragraph["context"]) for qa in paragraph["qas"] if qa["question"])
                for line in paragraph["context"].splitlines():
                    sentences.extend(_sentences(line))
    return distinct(asked), sentences


def _sentences(line: str) -> list[str]:
    """The sentences of a line of prose, mark-up and links removed; neither scraps nor lists run together."""
    plain = _SPACES.sub(" ", _LINK.sub(" ", html.unescape(_TAG.sub(" ", line)))).strip()
    return [sentence for sentence in _SENTENCE_END.split(plain) if 4 <= len(sentence.split()) <= 80]


def _rows_of(folder: Path, name: str) -> Iterator[dict[str, str]]:
    path = folder / f"{name}.tsv.xz"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: --data must name the folder of aligned texts")
    return read_rows(path)


def _tidy(text: str) -> str:
    """Remove the place-holders of interface strings and repeated spaces."""
    return _SPACES.sub(" ", _PLACEHOLDER.sub(" ", html.unescape(text))).strip()


def _lemmas(cell: str) -> list[str]:
    """Usable lemmas of one synset cell (``"a; b; c"``): longer than two letters, no digits, no upper case."""
    words = (word.strip().replace("_", " ") for word in cell.split(";"))
    kept = (w for w in words if len(w) > 2 and w == w.lower() and not any(c.isdigit() for c in w))
    return list(dict.fromkeys(kept))[:LEMMAS_PER_SYNSET]

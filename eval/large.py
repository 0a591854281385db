"""Made-up libraries of any size, to measure what grows with a library's size (``regesto bench``).

The texts are sentences of the bundled corpus in new orders, with new figures and new names: a library's vocabulary
grows with the square root of its text (Heaps 1978, with exponent .5), so a rare word stays rare. Without that each word
would stand in ever more passages, as in no real library.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from math import isqrt
from pathlib import Path
from typing import Final

from rag.clock import Clock
from rag.indexes import writable_indexes
from rag.library import Library
from rag.register import Register, writing
from rag.sentences import sentence_spans
from rag.settings import Settings
from rag.staging import Staged
from rag.types import KINDS, Block, DocumentRecord, Passage
from rag.vectors import Pair

_CORPUS: Final = Path(__file__).parents[1] / "corpus" / "documents"
PER_DOCUMENT: Final = 50
_SENTENCES: Final = 4
# Words that stand at most so often in the bundled corpus are the rare ones, which have other names in other documents.
_RARE: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_SYLLABLES: Final = "ba ce di fo gu la me ni po ru sa te vi zo bra cle dri fro gru".split()
_PUBLISHERS: Final = [f"Comune di {name}" for name in "Imola Faenza Lugo Cervia Rimini Forlì Cesena Carpi".split()]
_TERRITORIES: Final = ("Emilia-Romagna", "Lombardia", "Toscana", "Veneto", "Piemonte", "Umbria", "Marche", "Liguria")


def build(settings: Settings, passages: int, seed: int = 1) -> Clock:
    """Fill an empty library with so many passages, in the steps that an ingestion takes; seconds by stage.

    ``texts`` is the making up, which is none of an ingestion's.
    """
    chance, said, clock = random.Random(seed), _Said(list(_sentences())), Clock()
    with Library.open(settings) as library, writing(library) as register:
        indexes = writable_indexes(settings, library, register, clock)
        for start in range(0, passages // PER_DOCUMENT, 20):
            numbers = range(start, min(start + 20, passages // PER_DOCUMENT))
            with clock.timing("texts"):
                staged = [_document(chance, said, number) for number in numbers]
            _store(register, staged, indexes.add, clock)
        indexes.drain(register)
    return clock


def _store(register: Register, staged: Sequence[Staged], index: Callable[[list[Pair]], None], clock: Clock) -> None:
    with clock.timing("library"):
        register.stage(staged)
    index([(passage, each.record) for each in staged for passage in each.passages])
    with clock.timing("library"):
        register.publish(staged)


def _sentences() -> Iterator[str]:
    for path in sorted(_CORPUS.glob("*.md")):
        text = path.read_text("utf-8")
        for first, last in sentence_spans(text):
            sentence = " ".join(text[first:last].split())
            if 40 < len(sentence) < 300 and sentence[0].isalpha():
                yield sentence


class _Said:
    """Sentences, and the rare words in them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = sentences
        counted = Counter(word for each in sentences for word in _WORD.findall(each))
        self._rare = frozenset(word for word, count in counted.items() if count <= _RARE)

    def paragraph(self, chance: random.Random, number: int) -> str:
        """Some sentences with figures of their own, and the names of the document of that number."""
        names = isqrt(number) + 1
        text = _WORD.sub(
            lambda found: _renamed(found[0], chance.randrange(names)) if found[0] in self._rare else found[0],
            " ".join(chance.choices(self.sentences, k=_SENTENCES)),
        )
        return re.sub(r"\d", lambda _: str(chance.randint(0, 9)), text)


def _renamed(word: str, name: int) -> str:
    """A word's likeness: its beginning and end with other syllables between; itself for 0."""
    middle = ""
    while name:
        name, at = divmod(name, len(_SYLLABLES))
        middle += _SYLLABLES[at]
    return word[:2] + middle + word[-3:] if middle else word


def _document(chance: random.Random, said: _Said, number: int) -> Staged:
    uri, texts = f"urn:large:{number}", [said.paragraph(chance, number) for _ in range(PER_DOCUMENT)]
    language = chance.choices(("it", "fr", "en"), (8, 1, 1))[0]
    passages, at = [], 0
    for ordinal, text in enumerate(texts):
        blocks = (Block("paragraph", at, at + len(text)),)
        identity = sha256(f"{uri} {ordinal}".encode()).hexdigest()[:20]
        passages.append(Passage(identity, uri, 1, ordinal, at, at + len(text), text, (), "", language, blocks))
        at += len(text) + 2
    record = DocumentRecord(
        uri, chance.choice(said.sentences)[:80], publisher=chance.choice(_PUBLISHERS), kind=chance.choice(KINDS),
        territory=chance.choice(_TERRITORIES), language=language, retrieved_at="2026-01-01T00:00:00Z", sha256="",
        published=f"{chance.randint(2012, 2026)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
    )  # fmt: skip
    return Staged(record, "\n\n".join(texts), passages)

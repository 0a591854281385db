"""Names in a sentence: which stand after a word, of what kind each is, and whether a given one is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from rag.analysis import fold
from rag.claims.parts import names_of
from rag.territories import REGIONS
from rag.word_vectors import Vectors

# How far each word stands in a text written in a language, 0 to 1.
Found = Callable[[Sequence[str], str, str], Vectors]

_JOINT: Final = re.compile(
    r"[\s]*(?:(?:,|e|ed|et|and|&|di|del|della|dell'|delle|dei|degli|d'|du|de la|de|des|of|of the|a|ad|al|in|à|"
    r"au|il|la|lo|"
    r"le|the|dott\.?(?:ssa)?|dottor(?:essa)?|prof\.?(?:ssa)?|ing\.|avv\.|regionale|locale|,? il|,? la)[\s]*){0,3}"
)


def named_after(text: str, language: str, anchor: str | None, found: Found) -> list[list[str]]:
    """The names that follow each occurrence of a word: one, or several with commas and "e" between."""
    if anchor is None or len(anchor) < 3:
        return []
    runs = []
    for match in re.finditer(r"[^\W\d_]+", text):
        if float(found([anchor], match.group(), language)[0]) < 0.8:
            continue
        run, end = [], match.end()
        for start, stop in names_of("x " + text[match.end() :]):
            start, stop = start - 2 + match.end(), stop - 2 + match.end()
            if not _JOINT.fullmatch(text[end:start]):
                break
            run.append(text[start:stop])
            end = stop
        if run:
            runs.append(run)
    return runs


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    towns = {part.split(":")[0].replace("_", " ") for _, _, known in REGIONS.values() for part in known.split()}
    others = {name for names, _, _ in REGIONS.values() for name in names.split("|") if name}
    return frozenset(map(fold, {*REGIONS, *towns, *others}))


def name_kind(name: str) -> str:
    """What may stand in a name's place: a place for a place, a person for a person, an acronym for an acronym."""
    if fold(name) in _places():
        return "place"
    if name.isupper():
        return "acronym"
    return "person" if re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-ZÀ-Þ][\w'’]+){1,3}", name) else "other"


def is_there(found: Vectors) -> bool:
    """A name counts where its last word stands and most of the others do: "Maria Augusta Nicoli", "Augusta Nicoli".

    The word itself or its translation: one near in meaning names another ("Pd" and "Pdl", two towns).
    """
    return float(found[-1]) >= 0.89 and float(found.mean()) >= 0.6

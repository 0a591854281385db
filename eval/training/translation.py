"""Learn the word-translation tables of ``rag/translation.py`` from aligned texts.

``python -m eval.training.translation --data FOLDER --out rag/translations`` aligns the terms (index stems) of every
sentence pair, then writes one sorted text file a direction: what a term becomes on the other side, and a word
where that differs from its term. The same data gives the same files, to the byte.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np

from eval.training.pairs import LANGUAGES, Pair, sentence_pairs, synset_pairs
from eval.training.translation_align import Ints, Links, Side, align, sides
from rag.analysis import terms
from rag.translation import FORM, tokens

Distribution = dict[str, float]

# A term must have been linked this often (in expected links), a translation this often and to this share. Measured by
# translation_trial on short queries (nDCG@10 over six directions): six translations of .04 and more .834, eight of .02
# and more .839 and a fifth more room; terms linked once more, .839, those linked 2.5 times .838.
MIN_LINKS: Final = 2.5
MIN_COUNT: Final = 0.9
MIN_SHARE: Final = 0.02
MOST: Final = 8
# A word must stand this often in the text ...
MIN_FORM: Final = 3
# ... and move at least this much of its term's probability to other translations, or it says nothing that is new.
MIN_SHIFT: Final = 0.3
# A word's translations start from those of its term, worth this many sightings.
PRIOR: Final = 1.5
# Administrative terms are few and exact: each counts as this many sentences.
TERM_WEIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class Table:
    """One direction: translations of terms, and of words that differ from their term.

    ``words``: term -> translations. ``forms``: a folded word whose translations are not those of its term
    ("collective", whose term it shares with "collection").
    """

    words: dict[str, Distribution]
    forms: dict[str, Distribution]

    def lines(self) -> list[str]:
        """The table as sorted lines: key, tab, translations with their shares in percent."""
        found = [f"{key}\t{_shares(value)}" for key, value in self.words.items()]
        return sorted(found + [f"{FORM}{key}\t{_shares(value)}" for key, value in self.forms.items()])


def aligned_texts(folder: Path) -> dict[str, list[Pair]]:
    """Every aligned text by ``"left-right"``, the administrative terms several times."""
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for name, pairs in sorted(sentence_pairs(folder).items()):
        found[name.split(":")[1]] += pairs * (TERM_WEIGHT if name.startswith("eurovoc") else 1)
    found["fr-it"] += synset_pairs(folder)
    return found


def table(source: Side, target: Side, links: Links, target_language: str) -> Table:
    """One direction's table; ``links.left`` are tokens of ``source``."""
    words: dict[str, Distribution] = {}
    for term, counts in _counts(source.vocabulary, source.ids, target, links):
        if best := _best(counts, MIN_LINKS):
            words[term] = best
    term_of = dict(zip(source.form_ids.tolist(), source.ids.tolist(), strict=True))
    terms_of = {source.forms[form]: source.vocabulary[term] for form, term in term_of.items()}
    forms: dict[str, Distribution] = {}
    for form, counts in _counts(source.forms, source.form_ids, target, links):
        if not form[0].isdigit() and (moved := _moved(counts, words.get(terms_of[form], {}))):
            forms[form] = moved
    forms_of: defaultdict[str, set[str]] = defaultdict(set)
    for form, term in terms_of.items():
        forms_of[term].add(form)
    kept = {term: best for term, best in words.items() if _says(forms_of[term], best, target_language)}
    return Table(
        kept,
        {form: best for form, best in forms.items() if terms_of[form] in kept or _says({form}, best, target_language)},
    )


def _counts(names: list[str], numbers: Ints, target: Side, links: Links) -> Iterator[tuple[str, Distribution]]:
    """Each source word with how often each target term was linked to it, as far as the links are believed in."""
    width = len(target.vocabulary)
    kinds, number = np.unique(numbers[links.left] * width + target.ids[links.right], return_inverse=True)
    sums = np.bincount(number, links.belief, len(kinds))
    found: defaultdict[int, Distribution] = defaultdict(dict)
    for kind, total in zip(kinds.tolist(), sums.tolist(), strict=True):
        found[kind // width][target.vocabulary[kind % width]] = total
    for source, counts in found.items():
        yield names[source], counts


def _best(counts: Distribution, least: float) -> Distribution:
    """The likeliest translations with their shares of what is kept."""
    total = sum(counts.values())
    if total < least:
        return {}
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    kept = {word: count for word, count in ranked[:MOST] if count >= MIN_COUNT and count >= MIN_SHARE * total}
    return {word: count / sum(kept.values()) for word, count in kept.items()}


def _moved(here: Distribution, usual: Distribution) -> Distribution:
    """The translations of a word among those of its term, or nothing when they are much the same."""
    mixed = {word: here.get(word, 0.0) + PRIOR * usual.get(word, 0.0) for word in {**here, **usual}}
    best = _best(mixed, MIN_FORM)
    shift = sum(max(share - usual.get(word, 0.0), 0.0) for word, share in best.items())
    return best if shift >= MIN_SHIFT else {}


def _says(forms: Iterable[str], best: Distribution, language: str) -> bool:
    """Whether an entry is worth its line: numbers go by rule, and what is in no table passes through as it is."""
    passed = {term for form in forms for term in terms(form, language)}
    return bool(best) and set(best) != passed and not any(form[0].isdigit() for form in forms)


def _shares(distribution: Distribution) -> str:
    return " ".join(f"{word} {max(1, round(100 * share))}" for word, share in distribution.items())


def train(data: Path, out: Path) -> Iterator[str]:
    """Write every table; yields a line on each."""
    out.mkdir(parents=True, exist_ok=True)
    texts = aligned_texts(data)
    for left, right in combinations(LANGUAGES, 2):
        pairs = texts[f"{left}-{right}"]
        one, two = sides((tokens(ours, left), tokens(theirs, right)) for ours, theirs in pairs)
        links = align(one, two)
        back = Links(links.right, links.left, links.belief)
        for source, target, made in (
            (left, right, table(one, two, links, right)),
            (right, left, table(two, one, back, left)),
        ):
            path = out / f"{source}-{target}.tsv"
            path.write_text("\n".join(made.lines()) + "\n", encoding="utf-8")
            yield f"{path.name}: {len(made.words)} terms, {len(made.forms)} words, {path.stat().st_size // 1024} kB"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of aligned texts (*.tsv.xz)")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the tables to")
    given = parser.parse_args()
    began = time.monotonic()
    for line in train(given.data, given.out):
        print(f"{time.monotonic() - began:5.0f} s  {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

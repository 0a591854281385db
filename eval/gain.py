"""What another embedding model gains on this library: ``python -m eval.gain --model intfloat/multilingual-e5-small``.

Both models search the library in REGESTO_HOME, each with vectors of its own (``rag/builds.py`` keeps two builds); the
setting stays the user's. Judged questions tell most (``--questions``, right: a hit of the gold source). Without them
questions are made from the library, as fair to vectors as can be had without a person: half of the words of a sentence
inside a passage, never the rarest one (which words alone would find), right: a hit that holds the sentence. Such
questions hold no paraphrase and no other language, so they show less than a neural model gains.
"""

from __future__ import annotations

import math
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from eval.questions import read_questions
from eval.retrieval_measures import gain, is_gold
from rag.embeddings import load_embeddings
from rag.errors import RegestoError, UsageError
from rag.library import Library
from rag.search import Search, open_search
from rag.sentences import sentence_spans
from rag.settings import Settings, load_settings
from rag.types import Hit, Passage

# Passages embedded to time a model: enough for a steady figure, seconds even for a large one.
_TIMED: Final = 64
_WORDS: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and how to tell a right hit."""

    query: str
    right: Callable[[Hit], bool]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model reached: shares, milliseconds a query (median), milliseconds to embed a passage."""

    recall_at_5: float
    ndcg_at_10: float
    query_ms: float
    passage_ms: float


def judged(path: Path) -> list[Asked]:
    """Judged questions that the documents answer and that name a source."""
    found = [each for each in read_questions(path) if each.can_be_sought]
    return [Asked(each.question, _from(each.sources())) for each in found]


def made(passages: Sequence[Passage], count: int, seed: int = 17) -> list[Asked]:
    """Questions from sentences inside passages (neither first nor last where there are three), drawn by ``seed``."""
    chance = random.Random(seed)
    common = Counter(word for each in passages for word in set(_WORDS.findall(each.text.lower())))
    asked: list[Asked] = []
    for passage in chance.sample(list(passages), len(passages)):
        spans = sentence_spans(passage.text)
        sentences = [each for a, b in spans if 8 <= len(_WORDS.findall(each := passage.text[a:b])) <= 60]
        if sentences and len(asked) < count:
            sentence = chance.choice(sentences[1:-1] or sentences)
            asked.append(Asked(_half(sentence, common, chance), _holding(sentence)))
    return asked


def measure(settings: Settings, asked: Sequence[Asked], passages: Sequence[Passage]) -> Figures:
    """Search with the model of ``settings`` (its vectors are built first where there are none) and time it."""
    search = open_search(settings)
    try:
        search.search(asked[0].query)  # the first search loads what later ones find loaded
        ranks, times = zip(*(_rank(search, each) for each in asked), strict=True)
    finally:
        search.close()
    sample = [each.text for each in passages[:: max(1, len(passages) // _TIMED)]][:_TIMED]
    embeddings = load_embeddings(settings)
    started = time.perf_counter()
    embeddings.embed_documents(sample)
    return Figures(
        recall_at_5=statistics.fmean(rank <= 5 for rank in ranks),
        ndcg_at_10=statistics.fmean(gain(rank) for rank in ranks),
        query_ms=1000 * statistics.median(times),
        passage_ms=1000 * (time.perf_counter() - started) / len(sample),
    )


def _rank(search: Search, asked: Asked) -> tuple[float, float]:
    """The rank of the first right hit among ten (infinite when there is none), and the seconds it took."""
    started = time.perf_counter()
    hits = search.search(asked.query, k=10)
    seconds = time.perf_counter() - started
    return next((float(hit.rank) for hit in hits if asked.right(hit)), math.inf), seconds


def _from(sources: set[str]) -> Callable[[Hit], bool]:
    return lambda hit: any(is_gold(uri, sources) for uri in (hit.record.uri, *hit.also_at))


def _holding(sentence: str) -> Callable[[Hit], bool]:
    return lambda hit: sentence in hit.passage.text


def _half(sentence: str, common: Counter[str], chance: random.Random) -> str:
    """Half of a sentence's words in their order, without the rarest."""
    words = _WORDS.findall(sentence)
    rarest = min(words, key=lambda word: (common[word.lower()], word))
    rest = [place for place, word in enumerate(words) if word != rarest]
    kept = sorted(chance.sample(rest, max(3, len(rest) // 2)))
    return " ".join(words[place] for place in kept)


def compare(settings: Settings, name: str, questions: Path | None, count: int) -> dict[str, Figures]:
    """Figures by model: ``bundled`` and ``st:NAME``; ModelError comes before anything is built when NAME won't load."""
    chosen = [settings.model_copy(update={"embeddings": each}) for each in ("bundled", f"st:{name}")]
    load_embeddings(chosen[1])
    with Library.open(settings) as library:
        passages = [passage for passage, _ in library.current_passages()]
    asked = judged(questions) if questions else made(passages, count)
    if not asked:
        raise UsageError("nessuna domanda da porre: la raccolta è vuota, o le domande non nominano una fonte")
    return {each.embeddings: measure(each, asked, passages) for each in chosen}


def main(
    model: Annotated[str, typer.Option(help="a sentence-transformers model, by name or path")],
    questions: Annotated[
        Path | None, typer.Option(help="judged questions, .jsonl; without: made ones", exists=True)
    ] = None,
    count: Annotated[int, typer.Option(help="how many questions to make", min=1)] = 200,
) -> None:
    """Compare the bundled model with another one on the library in REGESTO_HOME."""
    console = Console()
    try:
        found = compare(load_settings(), model, questions, count)
    except RegestoError as error:
        Console(stderr=True).print(f"errore: {error}", markup=False, soft_wrap=True)
        raise typer.Exit(2 if isinstance(error, UsageError) else 1) from error
    table = Table("modello", "recall@5", "nDCG@10", "ms per ricerca", "ms per brano")
    for name, each in found.items():
        table.add_row(
            name, f"{each.recall_at_5:.3f}", f"{each.ndcg_at_10:.3f}", f"{each.query_ms:.1f}", f"{each.passage_ms:.2f}"
        )
    console.print(table)
    gained = found[f"st:{model}"].ndcg_at_10 - found["bundled"].ndcg_at_10
    basis = "domande giudicate" if questions else "domande ricavate dalla raccolta (mezze frasi: nessuna parafrasi)"
    console.print(f"nDCG@10: {gained:+.3f} con «{model}», su {basis}.", soft_wrap=True)
    console.print(f"Per usarlo, in .env:\nREGESTO_EMBEDDINGS=st:{model}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)

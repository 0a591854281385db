"""Train the bundled static embedding model: ``python -m eval.training.train_static --data FOLDER --out rag/model``.

One command, seeded: reads the aligned texts, trains the tokenizer, trains token vectors with in-batch negatives
(sentence-transformers' trainer), turns them so that they can be cut short, stores them as float16 in
sentence-transformers' own layout, measures translation and question retrieval, and writes the model card with those
figures.

Tried and left out, on the weights of part 1 (NTREX it-en .971, fr-it .941, SQuAD-it .589):

- token weights by frequency, folded into the vectors: training has found them already (mean length 3.7 for tokens seen
  once, 0.5 for those seen 65,000 times). SIF a/(a+p) with a = .0001: .947, .901, .574; .001: .966, .936, .592; .01:
  .971, .941, .589. Times count^-.1: .966, .935, .587. Lengths to the power .75: .973, .941, .583; 1.25:
  .970, .939, .586.
- chance added, so that unknown names match themselves: 5% of the mean length .971, .942, .589; 20% .966, .934, .585.
- 8-bit weights: sentence-transformers makes an ``EmbeddingBag`` of what is stored, and torch refuses whole numbers
  ("Only Tensors of floating point … can require gradients"), so float16 stays.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.training import card, measure, pairs
from eval.training.pairs import Pair
from eval.training.passages import local_passages, mixed_passages
from eval.training.rotation import token_counts, turned
from eval.training.vocabulary import train_tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer


# Prefix of the origins that repeat other texts: nothing new for the tokenizer.
MADE = "made"
# Whole sentences only: terms and interface strings make no passage.
PASSAGE_SOURCES = ("nlp_corpus_mt", "stsb_train")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the weights; the same recipe and data give the same model."""

    seed: int = 17
    vocabulary: int = 32_000
    # A quarter of the pairs, one epoch, hardness 0: 256 gave NTREX it-en .914, fr-it .879, SQuAD-it .469; 512 .933,
    # .889 and .505, but twice the weights to ship and twice the time of every search.
    dimensions: int = 256
    fold_accents: bool = True
    batch: int = 2048
    epochs: float = 3.0
    # Token vectors start small, so that what was learned outweighs chance even for a rare token: start 1 and rate 0.1
    # gave .956 (NTREX it-en) and .547 (SQuAD-it) after one epoch, start 0.01 and rate 0.02 .964 and .565.
    start: float = 0.01
    learning_rate: float = 0.02
    warmup: float = 0.1
    # Inverse temperature of the softmax over the batch. One epoch, start 0.1: NTREX it-en .962 at 20, .970 at 14,
    # .971 at 10; SQuAD-it .559, .554, .547.
    scale: float = 14.0
    # How much the wrong texts that look right weigh (see ``loss``). A quarter of the pairs, one epoch, NTREX it-en,
    # fr-it, SQuAD-it: .914, .879, .469 with 0; .931, .891, .502 with 5; .936, .903, .524 with 10; .922, .886, .516 with
    # 10 and scale 20. The other texts of a pair's own side as further wrong answers, hardness 0: .924, .881, .479, for
    # twice the time.
    hardness: float = 10.0
    mixed_passages: int = 200_000


def training_pairs(recipe: Recipe, parallel: Path, italian: list[str], french: list[str]) -> dict[str, list[Pair]]:
    """All pairs by origin; ``italian`` and ``french``: sentences of running text."""
    groups = pairs.sentence_pairs(parallel)
    aligned = {name: group for name, group in groups.items() if name.startswith(PASSAGE_SOURCES)}
    groups["omw_fr_it_synsets:fr-it"] = pairs.synset_pairs(parallel)
    groups[f"{MADE}: question, passage of mixed sentences"] = mixed_passages(
        aligned, recipe.mixed_passages, recipe.seed
    )
    groups[f"{MADE}: question, passage of mono-it"] = local_passages(italian, recipe.seed)
    groups[f"{MADE}: question, passage of french-qa"] = local_passages(french, recipe.seed)
    return groups


def train_model(recipe: Recipe, tokenizer: Tokenizer, training: list[Pair], scratch: Path) -> SentenceTransformer:
    """Train token vectors so that the two texts of a pair lie nearer each other than to the rest of their batch."""
    import torch
    from datasets import Dataset
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    from eval.training.loss import BothWays

    torch.manual_seed(recipe.seed)
    start = torch.randn(tokenizer.get_vocab_size(), recipe.dimensions) * recipe.start
    static = StaticEmbedding(tokenizer, embedding_weights=start)
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    loss = BothWays(model, recipe.scale, recipe.hardness)
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(scratch),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch,
        learning_rate=recipe.learning_rate,
        warmup_steps=recipe.warmup,
        seed=recipe.seed,
        use_cpu=True,
        save_strategy="no",
        logging_steps=100,
        report_to="none",
        dataloader_drop_last=True,
        disable_tqdm=True,
    )
    dataset = Dataset.from_dict(
        {"anchor": [left for left, _ in training], "positive": [right for _, right in training]}
    )
    SentenceTransformerTrainer(model=model, args=arguments, train_dataset=dataset, loss=loss).train()
    return model


def store(model: SentenceTransformer, texts: list[str], out: Path) -> None:
    """Write the model in sentence-transformers' layout, vectors as float16, readable by model2vec as well.

    ``texts``: what it was trained on, which decides its axes (see ``rotation``).
    """
    import torch

    static: Any = model[0]
    counts = token_counts(static.tokenizer, texts)
    with torch.no_grad():
        static.embedding.weight.copy_(torch.from_numpy(turned(static.embedding.weight.detach().numpy(), counts)))
        # Unknown text says nothing: a zero vector leaves the direction of the mean as it is.
        static.embedding.weight[static.tokenizer.token_to_id("[UNK]")] = 0.0
    model.half()
    out.mkdir(parents=True, exist_ok=True)
    model.save(str(out), create_model_card=False)
    (out / "model.safetensors").chmod(0o644)
    modules = out / "modules.json"
    # The names that sentence-transformers 5 and 6 both know; 6 would write names that 5 does not.
    layout = json.loads(modules.read_text(encoding="utf-8"))
    for module in layout:
        module["type"] = "sentence_transformers.models." + module["type"].rpartition(".")[2]
    modules.write_text(json.dumps(layout, indent=2) + "\n", encoding="utf-8")
    config = out / "config_sentence_transformers.json"
    # model2vec reads its own settings from the same file; sentence-transformers ignores the two extra keys.
    settings = json.loads(config.read_text(encoding="utf-8")) | {"normalize": True, "max_length": None}
    config.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def main(
    data: Annotated[Path, typer.Option(help="folder of aligned texts (parallel/*.tsv.xz); mono-it lies beside it")],
    out: Annotated[Path, typer.Option(help="folder to write the model to")],
) -> None:
    """Train, store, measure, and write the model card."""
    from rag.static_model import StaticEmbeddings

    recipe = Recipe()
    started = time.monotonic()
    italian = pairs.prose(data.parent / "mono-it")
    asked, french = pairs.french_faq(data.parent / "french-qa")
    groups = training_pairs(recipe, data, italian, french) | {"french-qa: question, answer": asked}
    training = [pair for group in groups.values() for pair in group]
    random.Random(recipe.seed).shuffle(training)
    typer.echo(f"{len(training):,} pairs read in {time.monotonic() - started:.0f} s")
    found = (pair for name, group in groups.items() if not name.startswith(MADE) for pair in group)
    texts = sorted({text for pair in found for text in pair} | set(italian) | set(french))
    tokenizer = train_tokenizer(texts, recipe.vocabulary, recipe.fold_accents)
    typer.echo(f"tokenizer of {tokenizer.get_vocab_size():,} pieces after {time.monotonic() - started:.0f} s")
    with tempfile.TemporaryDirectory() as scratch:
        store(train_model(recipe, tokenizer, training, Path(scratch)), texts, out)
    seconds = time.process_time()
    encode = StaticEmbeddings(out).encode
    figures = measure.all_figures(encode, data, data.parent / "squad-it" / "dev.json")
    for name, value in figures.items():
        typer.echo(f"{name}: {value:.4f}")
    counts = {name: len(group) for name, group in groups.items()}
    card.write_card(out, card.render_card(asdict(recipe), counts, seconds, figures))


if __name__ == "__main__":
    typer.run(main)

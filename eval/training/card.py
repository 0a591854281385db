"""The model card: what the bundled static model was made from, how, and its measured figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# (data set, what is taken from it, licence)
SOURCES = (
    ("nlp_corpus_mt", "100k sentences en/fr/it, machine-translated", "MIT"),
    ("tatoeba_en_fr", "sentences en/fr (Tatoeba)", "CC BY 2.0"),
    ("stsb_train, stsb_dev", "sentences of the STS benchmark, machine-translated en/fr/it; no scores", "as published"),
    ("eurovoc", "administrative terms en/fr/it (EuroVoc, European Union)", "CC BY 4.0"),
    ("omw_fr_it_synsets", "words of one meaning fr/it (Open Multilingual Wordnet)", "CC BY 3.0, ODC-BY, CeCILL-C"),
    ("i18n_pa_webinar", "interface strings en/fr/it (italia)", "EUPL-1.2"),
    ("qald_questions", "questions en/fr/it (QALD)", "MIT"),
    ("french-qa", "French FAQ of CNIL and service-public (etalab); not PIAF", "MIT"),
    ("mono-it", "Italian guides of the public administration; laws", "CC0, CC BY; official texts"),
)

_INTRODUCTION = """---
language: [it, fr, en]
library_name: sentence-transformers
tags: [sentence-transformers, model2vec, static-embeddings]
---
# Regesto's bundled embedding model

A static sentence embedding for Italian, French and English: a text's vector is the mean of its tokens' vectors, scaled
to length 1 (256 dimensions, cosine; the first 128 or 64 may be used alone). It needs no torch and no download, and
was trained from the data below and nothing else: no weights of another model went into it. It adds paraphrase and the
other two languages to Regesto's word search; it does not replace it.

```python
from rag.static_model import StaticEmbeddings                   # tokenizers + numpy, what Regesto uses
StaticEmbeddings(Path("rag/model")).encode(["Casa della Comunità"])
SentenceTransformer("rag/model")                                # sentence-transformers: the same vectors
StaticModel.from_pretrained("rag/model", force_download=False)  # model2vec: the same vectors
```
(`SentenceTransformer` gives not-a-number for a text without a single word; Regesto's reader gives zeros.)
"""


def render_card(
    recipe: Mapping[str, object], pairs: Mapping[str, int], seconds: float, figures: Mapping[str, float]
) -> str:
    """The card as Markdown: ``pairs`` counts training pairs by origin, ``seconds`` is the processor time, all cores."""
    sources = "\n".join(f"| `{name}` | {what} | {licence} |" for name, what, licence in SOURCES)
    counts = "\n".join(f"| {name} | {count:,} |" for name, count in pairs.items())
    settings = "\n".join(f"| {name} | {value} |" for name, value in recipe.items())
    measured = "\n".join(f"| {name} | {value:.4f} |" for name, value in figures.items())
    return f"""{_INTRODUCTION}
## Data
| Data set | What | Licence |
|---|---|---|
{sources}

No text of these sets is in this repository. Pairs trained on: {sum(pairs.values()):,}.

| Origin | Pairs |
|---|---|
{counts}

## Training
`python -m eval.training.train_static --data ../shared/datasets/parallel --out rag/model` (needs the extra `neural`):
{seconds / 60:.0f} minutes of processor time. Loss: MultipleNegativesRankingLoss in both directions; of the in-batch
negatives the hard ones weigh most.

| Setting | Value |
|---|---|
{settings}

## Figures
Top-1: the translation is the nearest of all sentences of the test (NTREX 1,997, UD PUD 1,000). SQuAD-it dev: nDCG@10 of
the question's paragraph among 981, by vectors alone. None of the three was trained on. Measured on the stored float16
weights by the training command itself.

| Measure | Value |
|---|---|
{measured}

## Limits
Words in no order: negation, who did what to whom, and numbers are beyond it. Acronyms and names it never saw are cut in
pieces that say little; word search finds those. Most training sentences are machine translations from English, so
Italian administrative language is thin in it.
"""


def write_card(folder: Path, card: str) -> None:
    """Write the card as the model folder's README."""
    (folder / "README.md").write_text(card, encoding="utf-8")

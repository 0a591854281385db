"""The bundled static embedding model, read by ``tokenizers`` and numpy alone: no torch, no download.

A text's vector is the mean of its tokens' vectors, scaled to length 1. The folder lies in sentence-transformers' own
layout (``eval/training/train_static.py`` writes it), so ``SentenceTransformer(folder)`` and
``model2vec.StaticModel.from_pretrained(folder)`` give the same vectors (a test holds that).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from rag.errors import ModelError

# Texts tokenised at a time: keeps memory flat on large libraries, and is enough for tokenizers' own threads.
BATCH = 1024

# Words whose tokens are remembered: about 20 MB.
_REMEMBERED = 100_000

# The log probability of a piece that the tokenizer does not know: below its rarest.
_UNKNOWN = -15.0

_MEND = "reinstallare con «make setup»"


class StaticEmbeddings(Embeddings):
    """LangChain embeddings from a folder with ``tokenizer.json`` and ``model.safetensors``.

    Args:
        folder: the model's folder.

    Raises:
        ModelError: the folder is missing, incomplete or damaged.

    """

    def __init__(self, folder: Path) -> None:
        self._tokenizer, self._vectors = _load(folder)
        self.dimensions: int = self._vectors.shape[1]
        self._pieces: dict[str, float] | None = None
        self._words: dict[str, tuple[int, ...]] = {}

    def encode(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``texts``: float32, shape (n, dimensions), rows of length 1; all zero for a text with no words."""
        result = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            # A lone surrogate (half a sign, from a shell of another encoding) is no text to the tokenizer.
            split = [text.encode("utf-8", "replace").decode().split() for text in texts[start : start + BATCH]]
            tokens = self._tokens({word for words in split for word in words})
            for row, words in enumerate(split, start):
                ids = [each for word in words for each in tokens[word]]
                if ids:
                    result[row] = self._vectors[ids].sum(axis=0)
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        np.divide(result, lengths, out=result, where=lengths > 0)
        return result

    def _tokens(self, words: set[str]) -> dict[str, tuple[int, ...]]:
        """The tokens of words (and of others seen before).

        The tokenizer never joins what white space parts, so a word has the same tokens wherever it stands; cutting each
        once took half the time that cutting 2,136 passages whole did.
        """
        known = self._words if len(self._words) <= _REMEMBERED else {}
        new = [word for word in words if word not in known]
        encodings = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
        known.update((word, tuple(encoding.ids)) for word, encoding in zip(new, encodings, strict=True))
        self._words = known  # another thread may do the same: each has all it needs in what it returns
        return known

    def log_probability(self, word: str) -> float:
        """How common a folded word is in the three languages: the sum of its pieces' log probabilities.

        The unigram tokenizer was trained on general text, so this tells "tutto" (-8) from "tecnopoli" (-34) even where
        a small library holds each of them once.
        """
        if self._pieces is None:
            model = json.loads(self._tokenizer.to_str())["model"]
            self._pieces = {piece: float(score) for piece, score in model["vocab"]}
        tokens = self._tokenizer.encode(word, add_special_tokens=False).tokens
        return sum(self._pieces.get(token, _UNKNOWN) for token in tokens)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, made as a passage's is."""
        return self.embed_documents([text])[0]


def _load(folder: Path) -> tuple[Any, npt.NDArray[np.float32]]:
    """Read the tokenizer and the token vectors (stored as float16; float32 sums three times as fast)."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    for name in ("tokenizer.json", "model.safetensors"):
        if not (folder / name).is_file():
            raise ModelError(f"manca {folder / name}, parte del modello in dotazione: {_MEND}")
    try:
        vectors = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
    except (SafetensorError, KeyError, OSError) as error:
        raise ModelError(f"{folder / 'model.safetensors'} non si legge ({error}): {_MEND}") from error
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(f"{folder / 'tokenizer.json'} non si legge ({error}): {_MEND}") from error
    if vectors.ndim != 2 or tokenizer.get_vocab_size() != len(vectors):
        raise ModelError(f"in {folder} i vettori non corrispondono alle parole: {_MEND}")
    return tokenizer, vectors

"""Any sentence-transformers model behind LangChain's ``Embeddings`` (extra ``neural``), each family's habits kept.

A model that declares its prompts (``config_sentence_transformers.json``) gets those. Others are known by the name of
their repository:

====================  =============================================================  ======================
family                in front of a query                                            in front of a passage
====================  =============================================================  ======================
e5 (2402.05672)       ``query:``                                                     ``passage:``
e5-…-instruct         ``Instruct: <task>`` and, on a second line, ``Query:``         nothing
bge-…-en, -zh         the model card's sentence, English or Chinese                  nothing
bge-m3, all others    nothing                                                        nothing
====================  =============================================================  ======================
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from langchain_core.embeddings import Embeddings

from rag.errors import ModelError

# Texts encoded at a time. They are sorted by length first, so more than this only costs memory on a processor.
BATCH: Final = 32

_TASK: Final = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "
_BGE_ENGLISH: Final = "Represent this sentence for searching relevant passages: "
_BGE_CHINESE: Final = "为这个句子生成表示以用于检索相关文章："
_INSTALL: Final = "vuole l'extra «neural»: installarlo con «make neural»"


def prompts_of(names: Iterator[str] | list[str]) -> tuple[str, str]:
    """What the family of a model wants in front of (a query, a passage); ``names``: surest first, the first known wins.

    Only the repository's own name counts: ``e5-lab/minilm`` is no e5.
    """
    for name in names:
        parts = set(re.split(r"[^a-z0-9]+", name.rstrip("/").rpartition("/")[2].lower()))
        if "e5" in parts:
            return (_TASK, "") if "instruct" in parts else ("query: ", "passage: ")
        if "bge" in parts:
            english = _BGE_ENGLISH if "en" in parts else ""
            return (_BGE_CHINESE if "zh" in parts else english), ""
    return "", ""


def names_of(name: str) -> Iterator[str]:
    """The names a model goes by: a hub's name as it is; of a local folder, also what its files and its place say."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        yield name
        return
    config = folder / "config.json"
    if config.is_file():
        yield str(json.loads(config.read_text("utf-8")).get("_name_or_path") or "")
    card = folder / "README.md"
    if card.is_file() and (base := re.search(r"^base_model:\s*(?:-\s*)?(\S+)", card.read_text("utf-8"), re.MULTILINE)):
        yield base[1].strip("'\"")
    for part in reversed(folder.resolve().parts):  # a hub's cache: models--OWNER--NAME/snapshots/FINGERPRINT
        if part.startswith("models--"):
            yield part.rpartition("--")[2]
            return
    yield folder.resolve().name


def load_model(kind: str, name: str) -> Any:
    """``SentenceTransformer`` or ``CrossEncoder`` (``kind``) by name or path, on the processor.

    Raises ModelError, in one line that says what to do: no extra, no such folder, no hub, a model it can't read.
    """
    try:
        import sentence_transformers
    except ImportError as error:
        raise ModelError(f"il modello «{name}» {_INSTALL}") from error
    local = Path(name).expanduser()
    if not local.exists() and (local.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1):
        raise ModelError(f"la cartella del modello «{name}» non c'è: controllare il percorso")
    build = getattr(sentence_transformers, kind)
    try:
        if local.exists():
            return build(str(local), device="cpu")
        return _from_hub(build, name)
    except Exception as error:  # each backend raises its own kind
        if isinstance(error, ModelError):
            raise
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(f"non riesco a caricare il modello «{name}»: {reason}") from error


def _from_hub(build: Any, name: str) -> Any:
    """A model from the cache of earlier downloads, else from the hub, which is asked once before.

    Left to itself the library tries an unreachable hub eighteen times, 140 s in all, and prints each.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        return build(name, device="cpu", local_files_only=True)
    except Exception:  # not in the cache, or not all of it
        pass
    try:
        HfApi().model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=15)
    except RepositoryNotFoundError as error:
        raise ModelError(f"nel deposito dei modelli non c'è «{name}»: controllare il nome") from error
    except Exception as error:
        raise ModelError(
            f"il modello «{name}» non si può scaricare (il deposito dei modelli non risponde): copiarne la cartella su "
            "questa macchina e scrivere «st:/percorso/della/cartella» al posto di «st:NOME»"
        ) from error
    return build(name, device="cpu")


class NeuralEmbeddings(Embeddings):
    """A sentence-transformers model by name or path; vectors have length 1, texts are cut where the model ends.

    Raises ModelError when the extra is not installed or the model can't be loaded.
    """

    def __init__(self, name: str) -> None:
        self.model: Any = load_model("SentenceTransformer", name)
        declared = any(self.model.prompts.values())
        # None: the prompts the model itself declares for its queries and documents.
        self.prompts: tuple[str | None, str | None] = (None, None) if declared else prompts_of(names_of(name))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, (n, d)."""
        return self._rows(self.model.encode_document, texts, self.prompts[1])

    def embed_query(self, text: str) -> list[float]:
        """The vector of a query, (d,)."""
        return self._rows(self.model.encode_query, [text], self.prompts[0])[0]

    def _rows(self, encode: Any, texts: list[str], prompt: str | None) -> list[list[float]]:
        if not texts:
            return []
        vectors = encode(texts, prompt=prompt, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        rows: list[list[float]] = vectors.tolist()
        # A static model gives not-a-number for a text without words: zeros say "like nothing".
        return [row if math.isfinite(row[0]) else [0.0] * len(row) for row in rows]

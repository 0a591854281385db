"""``load_embeddings``: the bundled static model, any sentence-transformers model, or an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import ModelError, SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from rag.static_model import StaticEmbeddings

BUNDLED: Final = Path(__file__).with_name("model")


def load_embeddings(settings: Settings) -> Embeddings:
    """The embedding model that ``settings.embeddings`` names.

    Raises SettingsError for a kind it doesn't know, ModelError when the model can't be loaded.
    """
    kind, _, name = settings.embeddings.partition(":")
    if kind not in KINDS:
        raise SettingsError(
            f"REGESTO_EMBEDDINGS={settings.embeddings}: «{kind}» non esiste; scegliere fra {', '.join(KINDS)}"
        )
    if kind != "bundled" and not name:
        raise SettingsError(
            f"REGESTO_EMBEDDINGS={settings.embeddings}: manca il nome del modello, come in «{kind}:NOME»"
        )
    return KINDS[kind](settings, name)


def model_name(settings: Settings) -> str:
    """The name that tells one model's vectors from another's; for the bundled model, with its weights' fingerprint."""
    if settings.embeddings != "bundled":
        return settings.embeddings
    from hashlib import sha256

    weights = sorted(BUNDLED.rglob("*.safetensors"))
    if not weights:
        raise ModelError(f"il modello in dotazione manca da {BUNDLED}: reinstallare con «make setup»")
    return "bundled-" + sha256(weights[0].read_bytes()).hexdigest()[:12]


def _bundled(settings: Settings, name: str) -> Embeddings:
    return bundled()


def bundled() -> StaticEmbeddings:
    """The bundled model, read once for a process (0.16 s, 33 MB); raises ModelError when it is damaged."""
    return _read(BUNDLED)


@lru_cache(maxsize=1)
def _read(folder: Path) -> StaticEmbeddings:
    from rag.static_model import StaticEmbeddings

    return StaticEmbeddings(folder)


def _sentence_transformers(settings: Settings, name: str) -> Embeddings:
    from rag.neural import NeuralEmbeddings

    return NeuralEmbeddings(name)


def _openai(settings: Settings, name: str) -> Embeddings:
    from langchain_openai import OpenAIEmbeddings
    from pydantic import SecretStr

    if not settings.embeddings_url:
        raise SettingsError("REGESTO_EMBEDDINGS_URL: manca l'indirizzo del servizio, come in http://127.0.0.1:11434/v1")
    # check_embedding_ctx_length=True would count tokens with tables that tiktoken downloads.
    return OpenAIEmbeddings(
        model=name,
        openai_api_base=settings.embeddings_url,
        openai_api_key=SecretStr(settings.embeddings_key or "none"),
        check_embedding_ctx_length=False,
        max_retries=2,
    )


KINDS: Final[dict[str, Callable[[Settings, str], Embeddings]]] = {
    "bundled": _bundled,
    "st": _sentence_transformers,
    "openai": _openai,
}

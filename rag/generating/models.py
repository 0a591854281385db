"""``load_llm``: the language model that ``REGESTO_LLM`` names, through LangChain's ``init_chat_model``."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rag.errors import ModelError, SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Passages, rules and answer come to some 5,000 tokens; Ollama cuts what is over its window without a word.
_OLLAMA_WINDOW: Final = 12288


@dataclass(frozen=True, slots=True)
class Provider:
    """What one provider needs: its package, the variable its own tools read the key from, its names for options."""

    package: str
    key_from: str | None
    options: Callable[[Settings], dict[str, Any]]


def _common(settings: Settings) -> dict[str, Any]:
    given: dict[str, Any] = {"timeout": settings.llm_timeout, "max_retries": 0}
    if settings.llm_url:
        given["base_url"] = settings.llm_url
    if key := settings.llm_key or ("none" if settings.llm_url else None):
        # An address of one's own never gets the key that the environment holds for the provider's.
        given["api_key"] = key
    return given


def _ollama(settings: Settings) -> dict[str, Any]:
    given: dict[str, Any] = {"num_ctx": _OLLAMA_WINDOW, "client_kwargs": {"timeout": settings.llm_timeout}}
    if settings.llm_key:
        given["client_kwargs"]["headers"] = {"Authorization": f"Bearer {settings.llm_key}"}
    if settings.llm_url:
        given["base_url"] = settings.llm_url
    return given


def _openai(settings: Settings) -> dict[str, Any]:
    return {**_common(settings), "use_responses_api": False}


def _mistral(settings: Settings) -> dict[str, Any]:
    # Its time-out is in whole seconds.
    return {**_common(settings), "timeout": max(1, round(settings.llm_timeout))}


def _anthropic(settings: Settings) -> dict[str, Any]:
    return {**_common(settings), "max_tokens": 4096}


PROVIDERS: Final[dict[str, Provider]] = {
    "ollama": Provider("langchain-ollama", None, _ollama),
    "openai": Provider("langchain-openai", "OPENAI_API_KEY", _openai),
    "mistralai": Provider("langchain-mistralai", "MISTRAL_API_KEY", _mistral),
    "anthropic": Provider("langchain-anthropic", "ANTHROPIC_API_KEY", _anthropic),
}


def llm_name(settings: Settings) -> tuple[str, str] | None:
    """The provider and the name of the model that is set; None where none is.

    Raises SettingsError for a provider it doesn't know, a missing name or a missing key.
    """
    if not settings.llm:
        return None
    kind, _, name = settings.llm.partition(":")
    provider = PROVIDERS.get(kind)
    if provider is None:
        raise SettingsError(f"REGESTO_LLM={settings.llm}: «{kind}» non esiste; scegliere fra {', '.join(PROVIDERS)}")
    if not name:
        raise SettingsError(f"REGESTO_LLM={settings.llm}: manca il nome del modello, come in «{kind}:NOME»")
    if provider.key_from and not (settings.llm_url or settings.llm_key or os.environ.get(provider.key_from)):
        raise SettingsError(
            f"REGESTO_LLM={settings.llm}: manca la chiave: mettere REGESTO_LLM_KEY (o {provider.key_from}), oppure "
            "l'indirizzo di un servizio compatibile in REGESTO_LLM_URL"
        )
    return kind, name


def load_llm(settings: Settings, **options: Any) -> BaseChatModel:
    """The chat model that is set; ``options`` go to it as they are (``temperature``).

    Raises SettingsError for a setting that makes no sense, ModelError, in one line that says what to install, when
    LangChain or the provider's package is missing or refuses the settings.
    """
    named = llm_name(settings)
    if named is None:
        raise SettingsError("REGESTO_LLM non è impostata")
    kind, name = named
    provider = PROVIDERS[kind]
    try:
        from langchain.chat_models import init_chat_model

        model: BaseChatModel = init_chat_model(name, model_provider=kind, **{**provider.options(settings), **options})
    except ImportError as error:
        raise ModelError(
            f"REGESTO_LLM={settings.llm} vuole i pacchetti langchain e {provider.package}: installarli con "
            f"«pip install langchain {provider.package}»"
        ) from error
    except Exception as error:  # each provider refuses settings in its own way, and may quote a key: say none of it
        raise ModelError(
            f"REGESTO_LLM={settings.llm}: il modello non accetta le impostazioni ({type(error).__name__}): "
            f"controllare "
            "REGESTO_LLM_URL e REGESTO_LLM_KEY"
        ) from None
    return model


def llm_described(settings: Settings) -> str | None:
    """One line on which model answers and where it is, for ``regesto status`` and the chat's start; None for none.

    Raises as ``llm_name``. The key is never part of it.
    """
    named = llm_name(settings)
    if named is None:
        return None
    from urllib.parse import urlsplit

    where = urlsplit(settings.llm_url or "")
    return f"{named[1]} ({named[0]}{', ' + where.hostname if where.hostname else ''})"

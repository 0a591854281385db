"""One frozen ``Settings``, read from the environment (prefix ``REGESTO_``) once per entry point and passed down."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import SettingsError


class Settings(BaseSettings):
    """All that can be set; each field is the environment variable ``REGESTO_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="REGESTO_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    home: Path = Field(Path("var"), description="where the library lives: library.db, lexical/, vectors/, archive/")
    embeddings: str = Field(
        "bundled",
        description="'bundled' (static, no torch), 'st:NAME_OR_PATH' (sentence-transformers, extra neural) or "
        "'openai:MODEL' (an OpenAI-compatible endpoint, see EMBEDDINGS_URL)",
    )
    embeddings_url: str | None = Field(None, description="base address of the OpenAI-compatible embeddings endpoint")
    embeddings_key: str | None = Field(None, description="key for that endpoint", repr=False)
    reranker: str = Field(
        "", description="'st:NAME_OR_PATH': a cross-encoder that reads the best hits again (extra neural); empty: none"
    )
    llm: str = Field(
        "",
        description="language model that words the answers, checked against their quotes: 'ollama:NAME', 'openai:NAME' "
        "(with LLM_URL any compatible address), 'mistralai:NAME' or 'anthropic:NAME' (extra llm); empty: none",
    )
    llm_url: str | None = Field(None, description="base address of the model's service, where it is not its provider's")
    llm_key: str | None = Field(None, description="key for that service", repr=False)
    llm_timeout: float = Field(60.0, gt=0, le=600, description="seconds the model has for an answer, retry included")
    entailment: str = Field(
        "",
        description="'st:NAME_OR_PATH': a cross-encoder that checks the model's sentences (extra neural); empty: none",
    )
    chroma_url: str | None = Field(None, description="address of a Chroma server; without it Chroma is embedded")
    language: str = Field("it", pattern="^(it|fr|en)$", description="language of the interface: it, fr or en")
    host: str = Field("127.0.0.1", description="where the chat listens")
    port: int = Field(7860, ge=1, le=65535, description="the chat's port")
    public_url: str = Field("", description="public address of the chat, put in front of permalinks")
    max_question: int = Field(2000, ge=100, description="longest question taken, in characters")
    contact: str = Field("", description="contact named in the user agent when pages are fetched")
    ocr: Literal["auto", "off"] = Field("auto", description="'auto' reads pages that are pictures with Tesseract")
    answers: bool = Field(True, description="keep every answer of the chat and of 'ask' in answers.db: on or off")
    answers_days: int = Field(365, ge=0, description="days after which a kept answer is deleted; 0: never")
    reading: Literal["auto", "open", "accounts"] = Field(
        "auto", description="who may read: 'open' anybody, 'accounts' who signs in, 'auto' anybody on loopback only"
    )
    passwords: Path | None = Field(None, description="file of the accounts ('regesto password NAME'); HOME/passwords")
    office: str = Field("", description="accounts that may open the office pages, by commas; empty: all of them")
    session_hours: float = Field(12, gt=0, le=24 * 31, description="hours after which a person signs in anew")
    trusted_header: str = Field("", description="header in which a proxy names who has signed in there")
    trusted_proxies: str = Field("", description="addresses or networks of proxies that are believed, by commas")
    rate: int = Field(60, ge=0, description="questions, checks and exports a minute from one address; 0: no limit")
    max_upload: int = Field(50, ge=1, le=200, description="largest file that the office may upload, in MB")
    offline: bool = Field(False, description="never fetch an address: sources that need the network are reported")


def load_settings(**overrides: object) -> Settings:
    """Read the settings from the environment; raises SettingsError with the name of what is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "REGESTO_" + "_".join(str(part) for part in first["loc"]).upper()
        given = str(first.get("input"))[:60]
        raise SettingsError(f"{name}: «{given}» non va bene (vedi la tabella delle impostazioni nel README)") from error

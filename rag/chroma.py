"""Chroma, embedded or on a server: collections of vectors opened and dropped by the name of their build."""

from __future__ import annotations

import shutil
from typing import Any
from urllib.parse import urlsplit

from rag.errors import LibraryError
from rag.settings import Settings


def open_collection(settings: Settings, name: str) -> Any:
    """The collection of a build, by cosine; made when not there. Raises LibraryError when Chroma can't be opened.

    Embedded, it shows what has been written up to now, by whomever, and never what others write later.
    """
    try:
        return _client(settings, name).get_or_create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
    except Exception as error:  # chromadb raises its Rust core's errors as bare Exceptions
        where = settings.chroma_url or settings.home / "vectors" / name
        raise LibraryError(f"non riesco ad aprire i vettori in {where}: {first_line(error)}") from error


def drop_build(settings: Settings, name: str) -> None:
    """Forget a build's vectors, even broken ones."""
    if settings.chroma_url:
        server = _client(settings, name)
        if name in {collection.name for collection in server.list_collections()}:
            server.delete_collection(name)
    shutil.rmtree(settings.home / "vectors" / name, ignore_errors=True)


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _client(settings: Settings, name: str) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url:
        address = urlsplit(settings.chroma_url)
        return chromadb.HttpClient(
            host=address.hostname or settings.chroma_url,
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=quiet,
        )
    # A client that this process has kept sees nothing of what others wrote since, and writes to files that are gone.
    SharedSystemClient.clear_system_cache()
    return chromadb.PersistentClient(path=str(settings.home / "vectors" / name), settings=quiet)

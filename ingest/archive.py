"""Raw bytes by their sha256, so that what was read can always be shown as it was."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from rag.errors import LibraryError


def keep(home: Path, content: bytes) -> str:
    """Store bytes under their hash (once); the hash, in hex. Raises LibraryError when the disk won't take them."""
    name = sha256(content).hexdigest()
    target = place(home, name)
    if target.exists():
        return name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).replace(target)
    except OSError as error:
        raise LibraryError(f"non riesco a scrivere nell'archivio {target.parent}: {error.strerror}") from error
    return name


def place(home: Path, name: str) -> Path:
    """Where the bytes with this hash lie."""
    return home / "archive" / name[:2] / name[2:]

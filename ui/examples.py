"""Example questions: read from ``corpus/examples.toml``, shown only while the library holds what answers them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.errors import SettingsError

EXAMPLES_FILE: Final = Path(__file__).resolve().parents[1] / "corpus" / "examples.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """A question that a document of the corpus answers; ``title`` is that document's title."""

    text: str
    language: str
    title: str
    persona: str = ""


def load_examples(path: Path = EXAMPLES_FILE) -> tuple[Example, ...]:
    """The examples in a file, in its order; none where there is no file. Raises SettingsError on a malformed one."""
    if not path.is_file():
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("question", [])
        return tuple(
            Example(entry["text"], entry["language"], entry["title"], entry.get("persona", "")) for entry in entries
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error} (each [[question]] needs text, language, title)") from error


def examples_for(language: str, examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """The examples in a language; the Italian ones where there are none in it."""
    return tuple(example for example in examples if example.language == language) or tuple(
        example for example in examples if example.language == "it"
    )

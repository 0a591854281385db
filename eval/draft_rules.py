"""The patterns of ``draft_rules.toml``, read once: which sentences become questions, and how these are worded."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rag.months import ENGLISH, FRENCH, ITALIAN

_FILE: Final = Path(__file__).with_suffix(".toml")
_NAME: Final = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """Sentences of a language that match become questions of a type; ``many``: where their subject is plural."""

    language: str
    type: str
    pattern: re.Pattern[str]
    asked: str
    many: str = ""
    persona: str = "journalist"


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    found = tomllib.loads(_FILE.read_text("utf-8"))
    months = {"MONTHS_IT": ITALIAN, "MONTHS_FR": FRENCH, "MONTHS_EN": ENGLISH}
    found["pieces"] |= {name: "|".join(months[name]) for name in months}
    return found


def _whole(pattern: str) -> str:
    """A pattern with its pieces put in, theirs as well."""
    pieces: dict[str, str] = _read()["pieces"]
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda match: pieces[match[1]], pattern)
    return pattern


@lru_cache(maxsize=8)
def piece(name: str) -> re.Pattern[str]:
    """A piece by itself, capitals or not."""
    return re.compile(_whole(f"<{name}>"), re.IGNORECASE if name == "LEANS" else 0)


@lru_cache(maxsize=2)
def rules(table: str = "rules") -> tuple[Rule, ...]:
    """The rules of a table of the file ("rules": sentences; "leads": what leads into a list), in order."""
    return tuple(
        Rule(
            each["language"], each.get("type", "list"), re.compile(_whole(each["pattern"])), each["asked"],
            each.get("many", ""), each.get("persona", "official"),
        )
        for each in _read()[table]
    )  # fmt: skip

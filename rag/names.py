"""Pure: names of kinds, publishers, territories and languages as they are compared and shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_REMARK: Final = re.compile(r"\s*\([^()]*\)")


@lru_cache(maxsize=4096)
def facet_key(value: str | None) -> str:
    """A kind, publisher, territory or language as it is compared: letters and digits only, without case and accents.

    "Emilia Romagna" is "emilia-romagna", "Ravenna Today" is "RavennaToday"; a remark in brackets, "Lepida (sintesi)",
    does not count, unless there is nothing else. "" for None.
    """
    if not value:
        return ""
    plain = unicodedata.normalize("NFKD", shown_name(value)).casefold()
    return "".join(sign for sign in plain if sign.isalnum()) or value.strip().casefold()


def shown_name(value: str) -> str:
    """A name without its remarks in brackets, where something is left of it."""
    return _REMARK.sub("", value).strip() or value

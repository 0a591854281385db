"""Pure: how a source's page is shown, and what every link on it must carry on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: where the server's root is, the language said in the address, the theme, beside the chat.

    ``version`` is that of style and script; ``public`` the address the service is known by, put in front of permalinks.
    """

    root: str = ""
    language: str = ""
    theme: str = ""
    embed: bool = False
    version: str = ""
    public: str = ""

    def query(self, **values: Any) -> str:
        """The query of another view of the same source, shown in the same way."""
        kept = {"lang": self.language, "theme": self.theme, "embed": "1" if self.embed else ""}
        return "?" + urlencode({name: value for name, value in {**values, **kept}.items() if value not in ("", None)})

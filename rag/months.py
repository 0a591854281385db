"""The names of the months in the three languages, as they are written; their order is their number."""

from __future__ import annotations

from typing import Final

ITALIAN: Final = tuple(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
)
FRENCH: Final = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
ENGLISH: Final = tuple("january february march april may june july august september october november december".split())
# Name -> number, 1 to 12.
MONTHS: Final[dict[str, int]] = {
    name: number for names in (ITALIAN, FRENCH, ENGLISH) for number, name in enumerate(names, start=1)
}

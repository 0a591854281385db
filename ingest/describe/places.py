"""Regions and provinces in a text, and the one region a text is about, if that is sure.

All patterns of this package read texts whose typographic apostrophes were made plain (offsets stay the same).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from rag.territories import NAMES, REGIONS

# Towns that name a province: its sign and its region. Rome, the seat of the State, is left out.
_TOWNS: Final[dict[str, tuple[str, str]]] = {}
for _region, (_, _, _towns) in REGIONS.items():
    for _town in _towns.split():
        _name, _sign = _town.split(":")
        _TOWNS[_name.replace("_", " ")] = (_sign, _region)
# By the province's sign, as public addresses use it (ausl.pc.it); the first town of a province names it.
SIGNS: Final[dict[str, str]] = {}
for _town, (_sign, _) in _TOWNS.items():
    SIGNS.setdefault(_sign, _town)
TOWNS: Final = frozenset(_TOWNS)

REGION: Final = "(?:" + "|".join(sorted(NAMES, key=len, reverse=True)) + ")"
_ADJECTIVES: Final = {region: adjectives for region, (_, adjectives, _) in REGIONS.items()}
_PLACE: Final = re.compile(
    rf"(?<![\w-])(?<!Via )(?<!via )(?<!viale )(?<!Viale )(?<!piazza )(?<!corso )"
    rf"(?:(?P<name>{REGION})|(?P<town>{'|'.join(sorted(_TOWNS, key=len, reverse=True))})"
    rf"|(?P<adjective>{'|'.join(_ADJECTIVES.values())}))(?![\w'])"
)
_IN_HOSTS: Final = [(t.lower().replace(" ", ""), region) for t, (_, region) in _TOWNS.items() if len(t) > 4]
_DATELINE: Final = re.compile(r"\s*(?:,|–|-|—)?\s*\d{1,2}\s+\w+|\s+e\s+Bolzano|\s*(?:\)|–|—)")
_ITALY: Final = re.compile(r"\b(?:Itali[ae]|Italy|italian[oaie]?|italienn?e?s?)\b")
_NOT_HERE: Final = re.compile(r"\bprovince autonome di Trento e (?:di )?Bolzano|\bTrento e (?:di )?Bolzano")


def tally(text: str) -> Counter[str]:
    """How strongly a text speaks of each region: its name counts 3, its adjective 2, one of its towns 1."""
    counts: Counter[str] = Counter()
    for found in _PLACE.finditer(_NOT_HERE.sub(" ", text)):
        if name := found["name"]:
            counts[NAMES[name]] += 3
        elif found["town"]:
            # "Milano, 27 lug -" says where a release was written, not what it is about.
            if not _DATELINE.match(found.string, found.end()):
                counts[_TOWNS[found["town"]][1]] += 1
        else:
            counts[next(r for r, forms in _ADJECTIVES.items() if re.fullmatch(forms, found["adjective"]))] += 2
    return counts


def territory(title: str, text: str, host: str, official: str | None) -> str | None:
    """The region a document is about, "Italia" for the country as a whole; None when that is not sure.

    ``official`` is the region whose public body runs the site. A region compared with in passing does not win: one
    region must hold three quarters of what is said of any, with the title counting four times, the beginning twice, and
    a paper named after one of its towns leaning its way.
    """
    in_title = tally(title)
    if official and (not in_title or official in in_title):
        return official
    head, body = tally(text[:700]), tally(text[700:8000])
    total: Counter[str] = Counter()
    for weight, counts in ((4, in_title), (2, head), (1, body)):
        for region, count in counts.items():
            total[region] += weight * count
    if total and (own := _of_host(host)):
        total[own] += 3
    if not total:
        return "Italia" if _ITALY.search(title) else None
    (best, most), others = total.most_common(1)[0], sum(total.values())
    if most >= 0.75 * others and most >= 4:
        return best
    return "Italia" if _ITALY.search(title) and not in_title and most < 0.5 * others else None


def _of_host(host: str) -> str | None:
    """The region of the town that a host is named after ("ravennatoday.it")."""
    label = host.rsplit(".", 1)[0]
    regions = {region for town, region in _IN_HOSTS if town in label}
    return regions.pop() if len(regions) == 1 else None

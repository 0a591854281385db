"""What the units of a question's hits are and look like, and where in their passages they stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from rag.unit_found import Table
from rag.units import Unit, UnitWords

_LEANING: Final = frozenset(
    """questo questa questi queste esso essa essi esse egli ella lo la li gli tale tali inoltre infine cosi anche lui
    lei suo sua loro quello quella il quale la quale ce celui celle il elle ils elles cette ces leur this these that
    those it they he she its their such""".split()
)


def shapes(units: Sequence[Unit], read: Sequence[UnitWords]) -> dict[str, Table]:
    """What each unit is and looks like, and where in its passage it stands."""
    counts: dict[str, int] = {}
    for unit in units:
        counts[unit.hit.passage.id] = counts.get(unit.hit.passage.id, 0) + 1
    seen: dict[str, int] = {}
    rows = []
    for unit, told in zip(units, read, strict=True):
        key, kind = unit.hit.passage.id, unit.block.kind
        place = seen.get(key, 0)
        seen[key] = place + 1
        rows.append((
            kind == "heading", kind == "item", kind == "row", unit.text.endswith(":"), unit.text.endswith("?"),
            bool(told.words) and told.words[0] in _LEANING, math.log1p(len(told.words)), place / counts[key],
            unit.hit.passage.ordinal == 0,
        ))  # fmt: skip
    names = ("heading", "item", "row", "colon", "question", "leaning", "length", "place", "first")
    return dict(zip(names, np.array(rows, dtype=np.float32).T, strict=True))

"""SmartArt: the words of its points as list items, as deep as they hang from one another."""

from __future__ import annotations

from typing import Any

from ingest.extract.compose import Composer
from ingest.extract.office import xml_part
from ingest.extract.pptx_text import A, paragraph_text

_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def add_diagram(composer: Composer, part: Any, graphic: Any) -> None:
    """Append the points of the diagram that ``graphic`` (a:graphicData) names, in order; nothing if it is gone."""
    ids = graphic.find(_DGM + "relIds")
    relation = part.rels.get(ids.get(_R + "dm")) if ids is not None else None
    if relation is None or relation.is_external:
        return
    root = xml_part(relation.target_part.blob)
    points = {point.get("modelId"): point for point in root.iter(_DGM + "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(_DGM + "cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(link.get("srcId"), []).append((place, link.get("destId")))
    roots = [name for name, point in points.items() if point.get("type") == "doc"]
    pending = [(name, -1) for name in reversed(roots)]
    seen: set[str] = set()
    while pending:
        name, depth = pending.pop()
        if name in seen or name not in points:
            continue
        seen.add(name)
        point = points[name]
        words = " ".join(filter(None, (paragraph_text(p) for p in point.iter(A + "p"))))
        if point.get("type", "node") in ("node", "asst"):
            composer.add("item", words, level=min(max(depth, 0), 8))
        pending += [(child, depth + 1) for _, child in sorted(below.get(name, []), reverse=True)]

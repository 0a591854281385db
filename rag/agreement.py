"""Pure: how many releases, not sites, stand behind what is said, and on how many other sites the same words are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.hosts import host_of
from rag.types import Citation, Hit


def releases_behind(found: Iterable[Citation | Hit], leaders: Mapping[str, str] | None = None) -> int:
    """How many releases the citations or hits come from: the copies of one release count once.

    Documents are of one release when one names the other in ``also_at``. ``leaders`` (``Library.release_of``) joins
    besides copies that share no words that were cited: each has a paragraph of its own on its province.
    """
    groups: list[set[str]] = []
    for each in found:
        own = each.document if isinstance(each, Citation) else each.record.uri
        joined = {own, *each.also_at, *((leaders or {}).get(uri, uri) for uri in (own, *each.also_at))}
        for group in [group for group in groups if group & joined]:
            joined |= group
            groups.remove(group)
        groups.append(joined)
    return len(groups)


def other_sites(citations: Iterable[Citation]) -> int:
    """On how many sites, besides those cited, the words that are cited stand too; local files are on none."""
    cited, others = set(), set()
    for citation in citations:
        cited.add(host_of(citation.document))
        others |= {host_of(uri) for uri in citation.also_at}
    return len(others - cited - {""})

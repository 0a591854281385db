"""PLACEHOLDER of the main builder so that the pipeline runs: the editions helper overwrites this file."""

from collections.abc import Sequence

from rag.types import Block, Change


def changes(old: tuple[str, Sequence[Block]], new: tuple[str, Sequence[Block]]) -> list[Change]:
    """Nothing yet."""
    return []

"""Haystack with words alone: the store in memory and its BM25 retriever; no model is loaded."""

from __future__ import annotations

from pathlib import Path

from eval.peers.haystack import Haystack
from eval.peers.protocol import Peer


def opened(folder: Path, made_up: bool) -> Peer:
    """The peer over the folder."""
    return Haystack(folder, made_up, words=True)

"""What an acronym stands for, as a document says it: the value that ``ingest`` mines and the library keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and its expansion, both as written (the expansion on one line), and where the text says so.

    ``start``, ``end``: offsets into the stored text of the words that define it, so that they can be cited.
    ``language``: of the expansion where its words tell, else None.
    """

    acronym: str
    expansion: str
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition with the document and the edition that give it; ``release`` leads the copies of one text."""

    definition: Definition
    document: str
    edition: int
    release: str

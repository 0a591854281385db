"""The values that flow through the house: frozen, slotted dataclasses, no framework.

Data model, from the text outwards::

    DocumentRecord   one edition of one document, as the library knows it (its text stays in the library)
      Block          a structural unit of the stored text: heading, paragraph, list item, table row
      Mark           from this offset on, the text stands on that page (or at that minute)
      Passage        a slice of the stored text, small enough to find, with the blocks and marks inside it
    Hit              a passage found for a query
    Answer           sentences, each with the numbers of the Citations it stands on

All offsets are in characters into the stored text of one edition, half open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal

KINDS: Final = ("plan", "press_release", "news", "webinar_notes", "transcript", "act", "institutional_page")
BlockKind = Literal["heading", "paragraph", "item", "row", "caption"]
MentionKind = Literal["act", "person", "body"]
ChangeKind = Literal["added", "removed", "altered"]
Status = Literal["answered", "refused"]
Mode = Literal["extractive", "generative"]
Verdict = Literal["supported", "contradicted", "partly", "not_found"]


@dataclass(frozen=True, slots=True)
class Block:
    """A structural unit of a stored text.

    ``level`` is 1 to 6 for a heading and the depth (from 0) for a list item. ``lead`` is the span of the sentence that
    introduces a list item ("Le priorità sono:") or of the header row of a table row, None where there is none.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    lead: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``offset`` on the text stands on this page (1-based, and as printed), or at this minute (``00:12:31``).

    ``ocr``: the page is a picture, and its text was recognised by a machine.
    """

    offset: int
    page: int | None = None
    page_label: str | None = None
    minute: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of one edition's stored text: ``text == stored_text[start:end]``.

    ``headings`` is the path of headings above it, outermost first. ``blocks`` are the blocks inside it and ``marks``
    the marks in force inside it; both keep offsets into the stored text. ``lead`` is the text of the lead-in sentence
    when the passage starts inside a list whose lead-in stands before it, else "". ``clutter``: it says what many pages
    of its site say (menus, notices); it is stored, so that the page can be shown whole, but never searched.
    """

    id: str
    document: str
    edition: int
    ordinal: int
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    lead: str = ""
    language: str = "it"
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    clutter: bool = False

    def heading_at(self, offset: int) -> str | None:
        """The nearest heading over an offset into the stored text; None where there is none."""
        inside = [block for block in self.blocks if block.kind == "heading" and block.start <= offset]
        if inside:
            return " ".join(self.text[inside[-1].start - self.start : inside[-1].end - self.start].split())
        return self.headings[-1] if self.headings else None

    def mark_at(self, offset: int) -> Mark:
        """The mark in force at an offset into the stored text; an empty Mark where the text has no pages."""
        found = Mark(0)
        for mark in self.marks:
            if mark.offset > offset:
                break
            found = mark
        return found


@dataclass(frozen=True, slots=True)
class Mention:
    """An act, a person or a body named at ``text[start:end]``; ``name`` is its one spelling ("L.R. 2/2003").

    ``role`` is what the text says a person is, as written next to the name; None where it says nothing.
    """

    kind: MentionKind
    name: str
    start: int
    end: int
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one edition changed: spans of the edition before (``old``) and of this one (``new``); None where absent."""

    kind: ChangeKind
    old: tuple[int, int] | None
    new: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the library knows of one edition of one document.

    Dates are ISO (``2022-06-23``, or ``2022-06``, ``2022`` where no more is known); an uncertain value is None, never a
    guess. ``published_how`` is one of ``stated``, ``metadata``, ``address``, ``inferred``. ``url`` is the public
    address to open, where it differs from ``uri`` (which identifies the document).
    """

    uri: str
    title: str
    edition: int = 1
    publisher: str | None = None
    kind: str | None = None
    territory: str | None = None
    language: str | None = None
    published: str | None = None
    published_how: str | None = None
    url: str | None = None
    source: str | None = None
    retrieved_at: str = ""
    sha256: str = ""
    superseded: bool = False
    withdrawn: bool = False
    pages: int | None = None
    ocr: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; None means "any". Dates are ISO prefixes, both ends included.

    ``document`` and ``source`` are compared as they are, the other names by ``rag.names.facet_key``. ``edition`` (with
    ``document``) is that edition, current or not, so it sets ``superseded``: old editions are searched too.
    ``documents``: any of these.
    """

    document: str | None = None
    kind: str | None = None
    publisher: str | None = None
    territory: str | None = None
    language: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    superseded: bool = False
    source: str | None = None
    edition: int | None = None
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.edition is not None:
            object.__setattr__(self, "superseded", True)

    def over(self, others: Filters) -> Filters:
        """These filters, and of the others what is not set here (an edition stays with its document)."""
        if self.document and self.document != others.document:
            others = replace(others, edition=None)
        return Filters(**{each.name: getattr(self, each.name) or getattr(others, each.name) for each in fields(self)})


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks, with the conversation before it."""

    text: str
    id: str | int | None = None
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. ``score`` is higher for better; ``rank`` counts from 1.

    ``also_at`` are the documents that carry the same words: copies of one release, of which this one is shown.
    """

    passage: Passage
    record: DocumentRecord
    score: float
    rank: int
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: ``quote == stored_text[start:end]`` of that edition, letter for letter.

    ``number`` belongs to the citation for good: filtering or sorting never renumbers. ``page`` is the 1-based page of
    the PDF, ``page_label`` what is printed on it, ``minute`` the time in a transcript. ``ocr``: the words were
    recognised on a picture. ``also_at`` are the addresses of other documents that carry the same release.
    """

    number: int
    document: str
    title: str
    quote: str
    start: int
    end: int
    edition: int = 1
    publisher: str | None = None
    kind: str | None = None
    language: str | None = None
    published: str | None = None
    published_how: str | None = None
    retrieved_at: str = ""
    superseded: bool = False
    withdrawn: bool = False
    ocr: bool = False
    page: int | None = None
    page_label: str | None = None
    minute: str | None = None
    heading: str | None = None
    url: str | None = None
    permalink: str = ""
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """One sentence of an answer and the numbers of the citations it stands on (never empty in an answer shown)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; ``rag.wire.answer_to_json`` gives the agreed JSON."""

    question: str
    language: str
    status: Status
    id: str | int | None = None
    mode: Mode = "extractive"
    verdict: Verdict | None = None
    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    elapsed_ms: int = 0

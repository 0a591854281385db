"""What the terminal shows to a person: answers, hits, reports. Machines read ``--json`` instead.

On a screen there are tables and colours; in a pipe, plain lines that ``grep`` and ``cut`` can take.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from rag.types import Answer, Citation, Hit
from ui.labels import (
    citation_place,
    clean,
    file_name,
    grouped,
    hit_place,
    kind_name,
    language_name,
    public_address,
    readable_date,
    states,
)
from ui.strings import Strings


def print_json(value: Any) -> None:
    """One line of JSON on stdout, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A line for the person, on stderr."""
    sys.stderr.write(" ".join(clean(text).split()) + "\n")
    sys.stderr.flush()


class Screen:
    """Standard output, for a person."""

    def __init__(self, strings: Strings, console: Console | None = None) -> None:
        self.strings = strings
        self.console = console or Console(highlight=False)

    def line(self, text: str | Text = "", indent: int = 0) -> None:
        """A paragraph: wrapped and indented on a screen, one line in a pipe."""
        words = Text(clean(text)) if isinstance(text, str) else text
        if self.console.is_terminal:
            self.console.print(Padding(words, (0, 0, 0, indent)))
        else:
            self.console.print(Text(" " * indent) + words, soft_wrap=True)

    def answer(self, answer: Answer) -> None:
        """An answer with its marks, then its references with page and quote; or a refusal with what came nearest."""
        strings = self.strings
        if answer.verdict:
            self.line(Text(strings.verdicts[answer.verdict], style="bold"))
        if answer.status == "refused":
            self.refusal(answer)
            return
        for sentence in answer.sentences:
            marks = "".join(f" [{number}]" for number in sentence.citations)
            self.line(Text(clean(sentence.text)) + Text(marks, style="bold cyan"))
        self.notes(answer.notes)
        self.title(strings.references)
        for citation in sorted(answer.citations, key=lambda citation: citation.number):
            self.reference(citation, answer)

    def refusal(self, answer: Answer) -> None:
        """A refusal: said plainly, with the nearest passages."""
        strings = self.strings
        self.line(Text(strings.refused_title, style="bold"))
        for note in answer.notes or (strings.refused_text,):
            self.line(note)
        self.line(Text(strings.refused_advice, style="dim"))
        if answer.nearest:
            self.title(strings.nearest)
            self.hits(answer.nearest)

    def reference(self, citation: Citation, answer: Answer) -> None:
        """One reference: document, place and date, the quote to the letter, the address."""
        strings = self.strings
        flags = states(citation.superseded, citation.withdrawn, strings)
        foreign = citation.language if citation.language != answer.language else None
        facts = [
            citation.publisher or "",
            readable_date(citation.published, strings) or strings.no_date,
            kind_name(citation.kind, strings),
            citation_place(citation, strings),
            strings.edition.format(edition=citation.edition) if citation.edition > 1 else "",
            strings.other_language.format(language=language_name(foreign, strings)) if foreign else "",
            *(flag.upper() for flag in flags),
        ]
        self.line(Text(f"[{citation.number}] ", style="bold cyan") + Text(clean(citation.title), style="bold"))
        self.line(Text(clean(" · ".join(fact for fact in facts if fact)), style="dim"), indent=4)
        self.line(f"«{clean(citation.quote)}»", indent=4)
        address = public_address(citation.url, citation.document)
        self.line(
            Text(clean(address or strings.local_source.format(name=file_name(citation.document))), style="dim"), 4
        )

    def hits(self, hits: Sequence[Hit]) -> None:
        """Passages found, best first."""
        if not hits:
            self.line(self.strings.no_hits)
        for hit in hits:
            record = hit.record
            facts = [
                record.publisher or "",
                readable_date(record.published, self.strings),
                hit_place(hit, self.strings),
            ]
            title = Text(f"{hit.rank}. ", style="bold cyan") + Text(clean(record.title), style="bold")
            self.line(title + Text(f"  {hit.score:.3f}", style="dim"))
            self.line(Text(clean(" · ".join(fact for fact in facts if fact)), style="dim"), indent=4)
            self.line(" ".join(hit.passage.text.split()), indent=4)

    def notes(self, notes: Iterable[str]) -> None:
        """Remarks on an answer."""
        for note in notes:
            self.line(Text(f"{self.strings.notes}: ", style="yellow") + Text(clean(note)))

    def plain(self, *cells: str) -> None:
        """A line of cells with tabs between them, for a pipe (rich would turn the tabs into spaces)."""
        self.console.file.write("\t".join(clean(cell) for cell in cells) + "\n")

    def title(self, text: str) -> None:
        """A heading between parts."""
        if self.console.is_terminal:
            self.console.print(Rule(text, align="left", style="dim"))
        else:
            self.console.print(f"\n{text}")

    def pairs(self, title: str, values: Mapping[str, object]) -> None:
        """Names and values in two columns."""
        self.title(title)
        if not self.console.is_terminal:
            for name, value in values.items():
                self.plain(name, str(value))
            return
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for name, value in values.items():
            table.add_row(Text(name, style="dim"), Text(clean(str(value))))
        self.console.print(table)

    def rows(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], most: int) -> None:
        """A table of at most so many rows, and how many others there are; nothing where there are none."""
        if not rows:
            return
        self.title(title)
        if self.console.is_terminal:
            table = Table(*columns, box=SIMPLE_HEAD)
            for row in rows[:most]:
                table.add_row(*(Text(clean(cell), overflow="fold") for cell in row))
            self.console.print(table)
        else:
            for row in rows[:most]:
                self.plain(*row)
        self.more(len(rows) - most)

    def some(self, title: str, lines: Sequence[str], most: int) -> None:
        """A small list under a title, at most so many lines of it; nothing where there are none."""
        if lines:
            self.line(Text(f"{title}:", style="yellow"), indent=2)
            for line in lines[:most]:
                self.line(clean(line), indent=4)
            self.more(len(lines) - most)

    def more(self, number: int) -> None:
        """Say that there are others, and where to see them."""
        if number > 0:
            self.line(Text(self.strings.more.format(number=grouped(number, self.strings)), style="dim"), indent=4)

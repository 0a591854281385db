"""Pure: the picture of a PDF's page with the quoted lines marked, and the way to the other pages."""

from __future__ import annotations

from ui.labels import place
from ui.locales.source import SourceStrings, source_strings
from ui.render import esc, line
from ui.source_frame import Frame
from ui.source_reading import Shown
from ui.strings import Strings


def sheet_html(shown: Shown, title: str, strings: Strings, frame: Frame) -> str:
    """The page that is shown as a picture; "" where none is."""
    return SheetView(shown, title, strings, frame).html()


class SheetView:
    """Draws one page of a PDF. ``title`` is the document's."""

    def __init__(self, shown: Shown, title: str, strings: Strings, frame: Frame) -> None:
        self.shown = shown
        self.record = shown.edition.record
        self.title = title
        self.strings = strings
        self.said: SourceStrings = source_strings(strings.code)
        self.frame = frame
        self.place = f"{shown.quote[0]}-{shown.quote[1]}" if shown.quote else ""

    def html(self) -> str:
        """The picture of the page with the quoted lines marked, and the way to other pages."""
        shown = self.shown
        sheet, page = shown.sheet, shown.page
        if sheet is None or page is None:
            return ""
        span = shown.edition.mark_at(shown.span[0]) if shown.span[1] else None
        where = place(page, span.page_label if span else None, None, self.strings)
        across, down = round(sheet.width, 2), round(sheet.height, 2)
        boxes = "".join(
            f'<rect x="{x0 * across:.2f}" y="{y0 * down:.2f}" width="{(x1 - x0) * across:.2f}" '
            f'height="{(y1 - y0) * down:.2f}"{f" id={chr(34)}{self.place}{chr(34)}" if first == 0 else ""}/>'
            for first, (x0, y0, x1, y1) in enumerate(sheet.boxes)
        )
        source = f"{self.record.edition}/{page}.webp?v={self.record.sha256[:12]}"
        alt = f"{self.said.image_alt.format(page=page)}: {self.title}"
        return (
            f'<section class="pages" aria-label="{esc(self.said.pages)}">{self._pager(page, where)}{self._remarks()}'
            f'<div class="sheet"><a href="{esc(source)}" target="_blank" title="{esc(self.said.enlarge)}"><img '
            f'src="{esc(source)}" alt="{esc(alt)}" width="{round(across * 2)}" height="{round(down * 2)}"></a>'
            f'<svg viewBox="0 0 {across} {down}" preserveAspectRatio="none" '
            f'aria-hidden="true">{boxes}</svg></div></section>'
        )

    def _remarks(self) -> str:
        """That the page was scanned, that the quote is elsewhere, or that it could not be marked on the picture."""
        shown, remarks = self.shown, []
        if shown.ocr:
            remarks.append(line("remark", self.said.image_ocr))
        if shown.quote and shown.sheet and not shown.sheet.boxes:
            start, end = shown.quote
            if start < shown.span[1] and end > shown.span[0]:
                remarks.append("" if shown.ocr else line("remark", self.said.quote_unmarked))
            else:
                page = shown.edition.mark_at(start).page
                link = (
                    f'<a href="{esc(self.frame.query(q=self.place))}#{self.place}">{esc(self.said.back_to_quote)}</a>'
                )
                remarks.append(f'<p class="remark">{esc(self.said.quote_elsewhere.format(page=page))} {link}</p>')
        return "".join(remarks)

    def _pager(self, page: int, where: str) -> str:
        back, on = self._turn(page - 1, self.said.page_back, "‹"), self._turn(page + 1, self.said.page_on, "›")
        fields = {"q": self.place, "lang": self.frame.language, "theme": self.frame.theme,
                  "embed": "1" if self.frame.embed else ""}  # fmt: skip
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{esc(value)}">' for name, value in fields.items() if value
        )
        total = esc(self.said.page_of.format(pages=self.shown.pages))
        return (
            f'<nav class="pager" aria-label="{esc(self.said.pages)}">{back}<form method="get">{hidden}<label>'
            f'{esc(self.said.page_number)} <input type="number" name="page" min="1" max="{self.shown.pages}" '
            f'value="{page}" required></label> <span>{total}</span> <button>{esc(self.said.page_go)}</button></form>'
            f'{on}<span class="where">{esc(where)}</span></nav>'
        )

    def _turn(self, page: int, words: str, sign: str) -> str:
        shown = f'<span aria-hidden="true">{sign}</span><span class="hidden">{esc(words)}</span>'
        if not 1 <= page <= self.shown.pages:
            return f'<span class="turn off" aria-hidden="true">{sign}</span>'
        query = self.frame.query(q=self.place, page=page)
        return f'<a class="turn" title="{esc(words)}" href="{esc(query)}">{shown}</a>'

"""The chat's row of filters: closed it is one line that says what is on, open a small table of choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ui.panel import DATES, FIELDS, FilterDesk
from ui.render import line
from ui.strings import Strings

_ADDRESSED: Final = "() => new URLSearchParams(location.search).get('document') || ''"
_QUIETLY: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class FilterRow:
    """The row's components; ``fields`` in the order of ``ui.panel.FIELDS``."""

    accordion: Any
    fields: tuple[Any, ...]
    problem: Any
    clear: Any

    @property
    def shown(self) -> list[Any]:
        """What a change of the filters changes, in the order of ``updates``."""
        return [self.accordion, self.clear, self.problem, *self.fields]


def lay_out(gr: Any, strings: Strings) -> FilterRow:
    """The row, closed; its choices come with the first ``updates``."""
    with gr.Row(elem_id="filters"):
        with gr.Accordion(strings.filters, open=False, elem_id="filter-panel") as accordion:
            with gr.Row(elem_id="filter-fields"):
                fields = tuple(_field(gr, name, strings) for name in FIELDS)
            problem = gr.HTML(elem_id="filter-problem", apply_default_css=False)
        clear = gr.Button(strings.filters_clear, elem_id="filters-clear", size="sm", scale=0, visible=False)
    return FilterRow(accordion, fields, problem, clear)


def _field(gr: Any, name: str, strings: Strings) -> Any:
    label = strings.facets[name]
    label = label[0].upper() + label[1:]
    common = {"label": label, "elem_id": f"filter-{name}", "min_width": 0}
    if name in DATES:
        return gr.Textbox(placeholder=strings.filters_date_hint, max_lines=1, max_length=60, **common)
    field = gr.Dropdown([(strings.filters_any, "")], value="", **common)
    # Gradio checks a value against the choices of the session. A page that stays open over a restart of the service
    # gets a new session, without choices, and would only be told "Error": a value unknown here just finds nothing.
    field.preprocess = lambda payload: payload
    return field


def wire(gr: Any, row: FilterRow, desk: FilterDesk) -> None:
    """Let every change, and every opening, show what is on and offer what the library holds at that moment."""

    def changed(*values: str | None) -> list[Any]:
        return updates(gr, desk, values)

    dates = [field for name, field in zip(FIELDS, row.fields, strict=True) if name in DATES]
    chosen = [field.input for name, field in zip(FIELDS, row.fields, strict=True) if name not in DATES]
    gr.on(
        [*chosen, *(date.submit for date in dates), *(date.blur for date in dates), row.accordion.expand],
        changed,
        list(row.fields),
        row.shown,
        trigger_mode="always_last",
        **_QUIETLY,
    )
    row.clear.click(lambda: cleared(gr, desk), None, row.shown, **_QUIETLY)


def from_address(gr: Any, page: Any, row: FilterRow, desk: FilterDesk) -> None:
    """A document named in the page's address ("/it/?document=URI") is what the questions are limited to at first."""

    def limited(document: str | None) -> Any:
        if not document or desk.desk.record(document) is None:
            return [gr.skip() for _ in row.shown]
        return updates(gr, desk, [document if name == "document" else "" for name in FIELDS], anew=True)

    field = row.fields[FIELDS.index("document")]
    page.load(limited, field, row.shown, js=_ADDRESSED, **_QUIETLY)


def updates(gr: Any, desk: FilterDesk, values: Sequence[str | None], *, anew: bool = False) -> list[Any]:
    """The row for these values: heading, clear button, a line on what can't be read, choices of each field.

    The values themselves are sent back only where they can't stay (an edition of another document), or all of them
    where they were set ``anew``: a person may be typing the next one.
    """
    panel = desk.panel(values)
    problem = f'<div role="alert">{line("problem", panel.chosen.problem)}</div>' if panel.chosen.problem else ""
    more = desk.strings.filter_more.format(number=panel.unlisted) if panel.unlisted else ""
    fields = []
    for name, value in zip(FIELDS, values, strict=True):
        if name in DATES:
            fields.append(gr.update(value=value) if anew else gr.skip())
            continue
        options = panel.choices[name]
        stays = (value or "") in [each for _, each in options]
        kept = {"value": value or ""} if anew else {} if stays else {"value": ""}
        info = {"info": more} if name == "document" else {}
        # one value beside "any" leaves nothing to choose; documents come and go with the other filters
        shown = len(options) > 2 or bool(value) or name in ("document", "edition")
        fields.append(gr.update(choices=options, visible=shown, **info, **kept))
    return [gr.update(label=panel.heading), gr.update(visible=panel.chosen.any), problem, *fields]


def cleared(gr: Any, desk: FilterDesk) -> list[Any]:
    """The row with nothing set."""
    return updates(gr, desk, [""] * len(FIELDS), anew=True)

"""Pure: the office pages that listen: unanswered questions, feedback, usage, the log of what the office changed."""

from __future__ import annotations

from collections.abc import Sequence

from rag.feedback import Counts, Heard
from rag.unanswered import Subject
from ui.charts import bar_svg
from ui.labels import grouped, language_name, moment_in_words, readable_date
from ui.locales.office import office_strings
from ui.office_file import Deed
from ui.office_state import Usage
from ui.office_view import decimal, table_html
from ui.render import esc, line
from ui.shell import Seen

# Subjects and wordings of one that are shown; the table to download has them all.
_SUBJECTS = 100
_WORDINGS = 5
_WIDE, _HIGH, _FOOT = 900, 200, 24


def period_html(seen: Seen, tail: str, days: int) -> str:
    """The choice of the period."""
    said = office_strings(seen.strings.code)
    options = "".join(
        f'<option value="{value}"{" selected" if value == str(days) else ""}>{esc(words)}</option>'
        for value, words in said.periods.items()
    )
    return (
        f'<form class="choice" method="get" action="{esc(seen.to("office", tail))}"><label for="giorni">'
        f'{esc(said.period)}</label><select id="giorni" name="giorni">{options}</select>'
        f"<button>{esc(said.show)}</button></form>"
    )


def questions_html(seen: Seen, subjects: Sequence[Subject], days: int, *, logging: bool) -> str:
    """The unanswered questions by subject."""
    said = office_strings(seen.strings.code)
    off = "" if logging else line("banner", said.logging_off)
    rows = [
        [
            f"<strong>{esc(each.label)}</strong>",
            grouped(each.count, seen.strings),
            _wordings(each, seen),
            esc(moment_in_words(each.last, seen.strings)),
        ]
        for each in subjects[:_SUBJECTS]
    ]
    table = table_html(said.question_columns, rows, "questions", said.questions_title) if rows else ""
    export = f"{esc(seen.to('office', 'domande.csv'))}?giorni={days}"
    csv = f'<p><a class="button" href="{export}" download>{esc(said.csv)}</a></p>' if rows else ""
    return (
        f"<h2>{esc(said.questions_title)}</h2>{line('lead', said.questions_lead)}{off}"
        f"{period_html(seen, 'domande', days)}{table or line('', said.questions_none)}{csv}"
    )


def _wordings(subject: Subject, seen: Seen) -> str:
    said = office_strings(seen.strings.code)
    items = ""
    for each in subject.wordings[:_WORDINGS]:
        times = f' <span class="small">×{each.count}</span>' if each.count > 1 else ""
        items += f'<li><span lang="{esc(each.language)}">{esc(each.question)}</span>{times}</li>'
    rest = len(subject.wordings) - _WORDINGS
    return f"<ul>{items}</ul>" + (line("small", said.more.format(count=rest)) if rest > 0 else "")


def feedback_html(seen: Seen, heard: Sequence[Heard], counts: Counts, only: str) -> str:
    """What readers said of the answers, newest first; ``only`` of which sort."""
    said = office_strings(seen.strings.code)
    options = "".join(
        f'<option value="{value}"{" selected" if value == only else ""}>{esc(words)}</option>'
        for value, words in said.feedback_choices.items()
    )
    choice = (
        f'<form class="choice" method="get" action="{esc(seen.to("office", "pareri"))}"><label for="solo">'
        f'{esc(said.feedback_only)}</label><select id="solo" name="solo">{options}</select>'
        f"<button>{esc(said.show)}</button></form>"
    )
    rows = [_heard(seen, each) for each in heard]
    table = table_html(said.feedback_columns, rows, "feedback", said.feedback_title) if rows else ""
    counted = said.feedback_counts.format(
        up=counts.up, down=counts.down, comments=counts.comments, wanted=counts.wanted
    )
    return (
        f"<h2>{esc(said.feedback_title)}</h2>{line('lead', said.feedback_lead)}{line('', counted)}{choice}"
        f"{table or line('', said.feedback_none)}"
    )


def _heard(seen: Seen, heard: Heard) -> list[str]:
    said = office_strings(seen.strings.code)
    each = heard.feedback
    parts = [said.thumbs[each.thumb] if each.thumb else "", said.wanted if each.wanted else ""]
    return [
        esc(moment_in_words(each.at, seen.strings)),
        f'<span lang="{esc(heard.language)}">{esc(heard.question)}</span>',
        esc(" · ".join(part for part in parts if part)),
        esc(each.comment),
    ]


def usage_html(seen: Seen, usage: Usage, days: int, *, logging: bool) -> str:
    """How much was asked: figures, columns for the days, the same as a table."""
    said, strings = office_strings(seen.strings.code), seen.strings
    off = "" if logging else line("banner", said.logging_off)
    head = f"<h2>{esc(said.usage_title)}</h2>{line('lead', said.usage_lead)}{off}{period_html(seen, 'uso', days)}"
    if not usage.asked:
        return head + line("", said.usage_none)
    share = f"{100 * usage.answered / usage.asked:.0f}%"
    seconds = f"{(usage.median_ms or 0) / 1000:.2f}".replace(".", decimal(strings)) + " s"
    names = said.usage_figures
    figures = "".join(
        f"<li><strong>{esc(value)}</strong> {esc(name)}</li>"
        for value, name in (
            (grouped(usage.asked, strings), names["asked"]),
            (f"{grouped(usage.answered, strings)} ({share})", names["answered"]),
            (seconds, names["median"]),
        )
    )
    languages = ", ".join(
        f"{language_name(code, strings)} {grouped(count, strings)}" for code, count in usage.languages
    )
    spoken = line("small", f"{names['languages']}: {languages}")
    return f'{head}<ul class="figures">{figures}</ul>{spoken}{_chart(seen, usage)}{_days(seen, usage)}'


def _chart(seen: Seen, usage: Usage) -> str:
    """Columns, those of the answered questions in front; the table below says the same."""
    said = office_strings(seen.strings.code)
    most = max(each.asked for each in usage.days)
    step, room = _WIDE / len(usage.days), _HIGH - _FOOT - 18
    parts = []
    for at, each in enumerate(usage.days):
        left, width = step * at + step * 0.12, step * 0.76
        for css, number in (("asked", each.asked), ("answered", each.answered)):
            high = room * number / most
            top = _HIGH - _FOOT - high
            parts.append(f'<rect class="{css}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{high:.1f}"/>')
    ends = (("start", 0, usage.days[0].day), ("end", _WIDE, usage.days[-1].day))
    labels = "".join(
        f'<text text-anchor="{anchor}" x="{at}" y="{_HIGH - 6}">{esc(readable_date(day, seen.strings))}</text>'
        for anchor, at, day in ends
    )
    base = _HIGH - _FOOT
    return (
        f'<figure><figcaption>{esc(said.usage_chart)} <span class="key asked">{esc(said.usage_columns[1])}</span> '
        f'<span class="key answered">{esc(said.usage_columns[2])}</span></figcaption>'
        f'<svg class="usage" role="img" aria-label="{esc(said.usage_chart)}" viewBox="0 0 {_WIDE} {_HIGH}">'
        f'<line x1="0" y1="{base}" x2="{_WIDE}" y2="{base}"/><text x="0" y="12">{most}</text>{"".join(parts)}{labels}'
        "</svg></figure>"
    )


def _days(seen: Seen, usage: Usage) -> str:
    said = office_strings(seen.strings.code)
    most = max(each.asked for each in usage.days)
    rows = [
        [
            esc(readable_date(each.day, seen.strings)),
            f"{each.asked} {bar_svg(each.asked, most)}",
            str(each.answered),
            str(each.asked - each.answered),
        ]
        for each in reversed(usage.days)
        if each.asked
    ]
    table = table_html(said.usage_columns, rows, "days", said.usage_days)
    return f"<details><summary>{esc(said.usage_days)}</summary>{table}</details>"


def log_html(seen: Seen, deeds: Sequence[Deed]) -> str:
    """What the office changed, newest first."""
    said = office_strings(seen.strings.code)
    rows = [
        [
            esc(moment_in_words(each.at, seen.strings)),
            esc(each.who),
            esc(said.deeds.get(each.what, each.what)),
            esc(each.detail),
        ]
        for each in deeds
    ]
    table = table_html(said.log_columns, rows, "log", said.log_title) if rows else line("", said.log_none)
    return f"<h2>{esc(said.log_title)}</h2>{table}"

"""Pure: the frame of the office pages, and the first of them: the run, the switch of the answers, how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.closing import Notice
from ui.labels import file_name, grouped, moment_in_words
from ui.locales.office import office_strings
from ui.locales.office_strings import OfficeStrings
from ui.office_runs import Run
from ui.office_state import Standing
from ui.render import esc, line
from ui.shell import Seen, links_html, page_html
from ui.signin_view import who_html
from ui.strings import Strings
from ui.visitors import Visitor

# Failures shown of one run.
_ROWS = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says above its content: that something was done, and what could not be."""

    done: str = ""
    problems: tuple[str, ...] = ()


def office_html(seen: Seen, visitor: Visitor, body: str, told: Told = Told()) -> str:
    """A whole office page: who has signed in, the pages of the office, what was done or refused, the content."""
    said = office_strings(seen.strings.code)
    head = seen.tail.partition("/")[0]
    tab = head if head in said.tabs else ""
    links = [(seen.to("office", tail), words, tail == tab) for tail, words in said.tabs.items()]
    good = f'<p class="banner good" role="status">{esc(told.done)}</p>' if told.done else ""
    alarms = "".join(f"<p>{esc(problem)}</p>" for problem in told.problems)
    alarm = f'<div class="banner alarm" role="alert">{alarms}</div>' if alarms else ""
    who = who_html(seen, visitor.name or "", may_leave=visitor.session is not None)
    content = f"{who}<h1>{esc(said.title)}</h1>{links_html('tabs', said.title, links)}{alarm}{good}{body}"
    title = f"{said.tabs[tab]} · {said.title}" if tab else said.title
    return page_html(seen, title, content, styles=("office.css",), scripts=("office.js",))


def action(seen: Seen, tail: str, name: str, value: str, words: str, *, css: str = "", about: str = "") -> str:
    """A button that is a form of its own; ``about`` says to a screen reader what it is for."""
    hidden = f' <span class="hidden">{esc(about)}</span>' if about else ""
    return (
        f'<form class="action" method="post" action="{esc(seen.to("office", tail))}">'
        f'<button name="{name}" value="{esc(value)}" class="{css}">{esc(words)}{hidden}</button></form>'
    )


def table_html(columns: Sequence[str], rows: Sequence[Sequence[str]], css: str = "", caption: str = "") -> str:
    """A table of cells that are markup already, which scrolls by itself where it is too wide (by keyboard, too)."""
    head = "".join(f'<th scope="col">{esc(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{esc(caption)}"><table class="{css}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def state_html(seen: Seen, run: str, notice: Notice | None, standing: Standing, *, reading: str) -> str:
    """The first page; ``run`` is that section's markup, ``reading`` says who may read ("open", "accounts")."""
    return f'{run}<div class="pair">{_switch(seen, notice)}{_standing(seen, standing, reading)}</div>'


def run_html(seen: Seen, run: Run | None, busy: str | None, names: Sequence[str]) -> str:
    """The section of the run: how far it has come, or what came of the last; ``busy``: who else holds the library."""
    said = office_strings(seen.strings.code)
    live = run is not None and run.state == "running"
    again = '<noscript><meta http-equiv="refresh" content="8"></noscript>' if live else ""
    inside = _run(seen, run, names, said) if run else line("", said.run_none)
    if not live:
        blocked = line("banner", said.run_busy.format(who=busy)) if busy else ""
        inside += blocked or action(seen, "", "run", "all", said.run_all, css="main")
    here = esc(seen.to("office", "lettura"))
    follow = f' data-follow="{here}"' if live else ""
    return f'<section id="run" class="card"{follow}><h2>{esc(said.run_title)}</h2>{inside}{again}</section>'


def _run(seen: Seen, run: Run, names: Sequence[str], said: OfficeStrings) -> str:
    at = moment_in_words(run.begun.at, seen.strings)
    state = f'<strong class="state {run.state}">{esc(said.run_states[run.state])}</strong>'
    begun = f'<p role="status">{state} {esc(said.run_by.format(who=run.begun.who, at=at))}</p>'
    shown = ", ".join(names[:5]) + (" " + said.more.format(count=len(names) - 5) if len(names) > 5 else "")
    head = begun + line("small", said.run_targets.format(names=shown))
    if run.state == "running":
        stopping = line("small", said.run_stopping) if run.begun.asked else ""
        stop = action(seen, "", "run", "stop", said.run_stop)
        refresh = f'<a class="button noscript" href="{esc(seen.to("office"))}">{esc(said.refresh)}</a>'
        return f'{head}{_moment(run, said, seen)}{stopping}<div class="actions">{stop}{refresh}</div>'
    if run.report is None:
        return head + (line("banner alarm", run.problem) if run.problem else "")
    counts = {**run.report, "failed": len(run.report.get("failed", ()))}
    figures = "".join(
        f"<li><strong>{grouped(int(counts.get(name, 0)), seen.strings)}</strong> {esc(words)}</li>"
        for name, words in said.run_counts.items()
    )
    seconds = f"{float(run.report.get('seconds', 0)):.1f}".replace(".", decimal(seen.strings))
    took = line("small", said.run_seconds.format(seconds=seconds))
    return f'{head}<ul class="figures">{figures}</ul>{took}{_warnings(run, said)}'


def _moment(run: Run, said: OfficeStrings, seen: Seen) -> str:
    moment = {"done": 0, "total": None, "queued": 0, "pages": 0, "passages": 0, "address": "", **run.moment}
    total = moment["total"]
    words = (said.run_progress if total else said.run_progress_open).format(
        **{
            name: grouped(int(moment[name] or 0), seen.strings)
            for name in ("done", "total", "queued", "pages", "passages")
        }
    )
    much = f' max="{int(total)}" value="{int(moment["done"])}"' if total else ""
    now = line("small now", said.run_address.format(address=moment["address"])) if moment["address"] else ""
    return f'<progress aria-label="{esc(said.run_title)}"{much}></progress>{line("", words)}{now}'


def _warnings(run: Run, said: OfficeStrings) -> str:
    found = (run.report or {}).get("warnings", [])
    rows = "".join(f"<li>{esc(file_name(each['uri']))}: {esc(each['reason'])}</li>" for each in found[:_ROWS])
    if not rows:
        return ""
    return f"<details><summary>{esc(said.warnings.format(count=len(found)))}</summary><ul>{rows}</ul></details>"


def _switch(seen: Seen, notice: Notice | None) -> str:
    said = office_strings(seen.strings.code)
    if notice is not None:
        at = moment_in_words(notice.at, seen.strings)
        off = line("", said.switch_off.format(at=at, who=notice.who))
        words = f"<blockquote>{esc(notice.words(seen.strings.code))}</blockquote>"
        inside = off + words + action(seen, "", "answers", "on", said.switch_turn_on, css="main")
    else:
        inside = (
            f"{line('', said.switch_on)}"
            f'<form method="post" action="{esc(seen.to("office"))}">'
            f'<p><label for="notice">{esc(said.switch_notice)}</label>'
            '<textarea id="notice" name="notice" rows="3" maxlength="500" aria-describedby="notice-hint"></textarea>'
            f'</p><p class="small" id="notice-hint">{esc(said.switch_hint)}</p>'
            f'<button name="answers" value="off">{esc(said.switch_turn_off)}</button></form>'
        )
    return f'<section class="card"><h2>{esc(said.switch_title)}</h2>{inside}</section>'


def _standing(seen: Seen, standing: Standing, reading: str) -> str:
    said, strings = office_strings(seen.strings.code), seen.strings
    last = standing.counts.get("last_run") or {}
    names = said.state
    rows = [
        *(
            (names[each], grouped(int(standing.counts[each]), strings))
            for each in ("documents", "passages", "editions")
        ),
        (names["withdrawn"], grouped(int(standing.counts["withdrawn"]), strings)),
        (names["last_run"], moment_in_words(last.get("finished_at"), strings) or said.never),
        (names["disk"], size_in_words(standing.taken, said, decimal(strings))),
        (names["free"], size_in_words(standing.free, said, decimal(strings))),
        (names["mode"], said.mode["generative" if standing.model else "extractive"]),
        (names["model"], standing.model or said.none),
        (names["embeddings"], said.bundled if standing.embeddings == "bundled" else standing.embeddings),
        (names["reading"], names[reading]),
        (names["versions"], ", ".join(f"{name} {version}" for name, version in standing.versions.items())),
    ]
    items = "".join(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" for name, value in rows)
    return f'<section class="card"><h2>{esc(said.state_title)}</h2><dl class="standing">{items}</dl></section>'


def decimal(strings: Strings) -> str:
    """What parts whole from broken numbers."""
    return "." if strings.code == "en" else ","


def size_in_words(size: int, said: OfficeStrings, sign: str) -> str:
    """Bytes in the unit that suits them."""
    amount, unit = size / 1000, 0
    while amount >= 1000 and unit < len(said.bytes_units) - 1:
        amount, unit = amount / 1000, unit + 1
    words = f"{amount:.0f}" if amount >= 100 or not unit else f"{amount:.1f}"
    return f"{words.replace('.', sign)} {said.bytes_units[unit]}"

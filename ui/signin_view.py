"""Pure: the page to sign in, and the line that says who has."""

from __future__ import annotations

from ui.locales.signin import signin_strings
from ui.render import esc, line
from ui.shell import Seen, page_html


def signin_html(seen: Seen, name: str | None, then: str, *, problem: str, note: str, has_accounts: bool) -> str:
    """The page: a form, or who has signed in (``name``); what went wrong (``problem``) or well (``note``) above it."""
    said = signin_strings(seen.strings.code)
    alert = f'<p class="banner alarm" role="alert" id="problem">{esc(problem)}</p>' if problem else ""
    good = f'<p class="banner good" role="status">{esc(note)}</p>' if note else ""
    if name is not None:
        go_on = f'<p><a class="button main" href="{esc(then)}">{esc(said.go_on)}</a></p>'
        body = who_html(seen, name) + go_on
    elif not has_accounts:
        body = f'<p class="banner">{esc(said.no_accounts)}</p>'
    else:
        body = line("lead", said.lead) + _form(seen, then, problem=bool(problem))
    content = f'<section class="entry"><h1>{esc(said.title)}</h1>{alert}{good}{body}</section>'
    return page_html(seen, said.title, content, styles=("office.css",))


def _form(seen: Seen, then: str, *, problem: bool) -> str:
    said = signin_strings(seen.strings.code)
    typed = esc(seen.form.get("name", ""))
    wrong = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    return (
        f'<form class="card" method="post" action="{esc(seen.to("signin"))}">'
        f'<input type="hidden" name="then" value="{esc(then)}">'
        f'<p><label for="name">{esc(said.name)}</label><input id="name" name="name" value="{typed}" maxlength="64" '
        f'autocomplete="username" autocapitalize="none" spellcheck="false" required{wrong}></p>'
        f'<p><label for="password">{esc(said.password)}</label><input id="password" name="password" type="password" '
        f'maxlength="1024" autocomplete="current-password" required{wrong}></p>'
        f'<button class="main">{esc(said.enter)}</button></form>'
    )


def who_html(seen: Seen, name: str, *, may_leave: bool = True) -> str:
    """Who has signed in, with the button to sign out (not for who has signed in at a proxy)."""
    said = signin_strings(seen.strings.code)
    leave = f'<button name="leave" value="1">{esc(said.leave)}</button>' if may_leave else ""
    inside = f"<span>{esc(said.inside.format(name=name))}</span>"
    return f'<form class="who" method="post" action="{esc(seen.to("signin"))}">{inside}{leave}</form>'

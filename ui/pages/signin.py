"""The page to sign in and out: ``/it/accesso``."""

from __future__ import annotations

import logging
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ui.accounts import Accounts
from ui.door import visitor_of
from ui.limits import Buckets, bucket_of
from ui.locales.signin import signin_strings
from ui.sessions import COOKIE, Sessions
from ui.shell import Seen
from ui.signin_view import signin_html
from ui.site import Site, html_response
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

log = logging.getLogger(__name__)
# Attempts at one name from one address: five at once, then one every half minute; at all names four times that, so that
# who guesses at one does not lock out all who share the address. A right guess is not counted.
_AT_ONCE: Final = 5
_PER_MINUTE: Final = 2.0
_NAMES: Final = 4


class SigninPage:
    """Begins and ends sessions; safe to share between threads."""

    def __init__(self, site: Site, accounts: Accounts, sessions: Sessions) -> None:
        self._site = site
        self._accounts = accounts
        self._sessions = sessions
        self._attempts = Buckets(_PER_MINUTE, _AT_ONCE)
        self._at_all = Buckets(_NAMES * _PER_MINUTE, _NAMES * _AT_ONCE)

    def add_to(self, app: Any) -> None:
        """Add the page in the three languages."""
        self._site.add(app, "signin", self._draw, form=True)

    def _draw(self, request: Any, seen: Seen) -> str | Response:
        visitor = visitor_of(request)
        then = back(seen.form.get("then") or request.query_params.get("then", ""), seen)
        if request.method == "POST":
            return self._out(seen, visitor) if "leave" in seen.form else self._in(seen, visitor, then)
        return self._page(seen, visitor.name, then)

    def _page(self, seen: Seen, name: str | None, then: str, problem: str = "", note: str = "") -> str:
        has_accounts = bool(self._accounts.known())
        return signin_html(seen, name, then, problem=problem, note=note, has_accounts=has_accounts)

    def _in(self, seen: Seen, visitor: Visitor, then: str) -> Response:
        from starlette.responses import RedirectResponse

        said = signin_strings(seen.strings.code)
        name, password = seen.form.get("name", "").strip(), seen.form.get("password", "")
        if not name or not password:
            return html_response(self._page(seen, visitor.name, then, said.missing), 400)
        place = bucket_of(visitor.address)
        key = f"{place} {name[:64].casefold()}"
        if wait := math.ceil(self._at_all.take(place) or self._attempts.take(key)):
            refused = html_response(self._page(seen, visitor.name, then, said.wait.format(seconds=wait)), 429)
            refused.headers["retry-after"] = str(wait)
            return refused
        if not self._accounts.accepts(name, password):
            log.warning("sign-in refused: %r from %s", name[:64], visitor.address)
            return html_response(self._page(seen, visitor.name, then, said.wrong), 401)
        self._attempts.give_back(key)
        self._at_all.give_back(place)
        if visitor.session is not None:
            self._sessions.end(visitor.session)
        _, value = self._sessions.begin(name)
        answer = RedirectResponse(then, 303)
        seconds = self._site.settings.session_hours * 3600
        answer.set_cookie(
            COOKIE, value, max_age=int(seconds), path="/", secure=visitor.https, httponly=True, samesite="lax"
        )
        return answer

    def _out(self, seen: Seen, visitor: Visitor) -> Response:
        if visitor.session is not None:
            self._sessions.end(visitor.session)
        there = replace(seen, form={})
        name = None if visitor.session is not None else visitor.name
        left = html_response(self._page(there, name, there.to("chat"), note=signin_strings(seen.strings.code).left))
        left.delete_cookie(COOKIE, path="/", secure=visitor.https, httponly=True, samesite="lax")
        return left


def back(address: str, seen: Seen) -> str:
    """Where to go on after signing in: a path of this service, else the office."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return seen.to("office")
    plain = address.isascii() and address.isprintable() and "\\" not in address
    here = plain and not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if here else seen.to("office")

"""The guard of the office pages: who has not signed in is led there, also on this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ui.door import visitor_of
from ui.locales.signin import signin_strings
from ui.shell import Seen
from ui.site import Site
from ui.visitors import Visitor

if TYPE_CHECKING:
    from starlette.responses import Response

Drawn = Callable[[Any, Seen, Visitor], "str | Response"]


class Guard:
    """Stands before every page of the office."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def before(self, draw: Drawn) -> Callable[[Any, Seen], str | Response]:
        """A page that is drawn only for who may see it."""

        def guarded(request: Any, seen: Seen) -> str | Response:
            visitor = visitor_of(request)
            return self.stopped(request, seen, visitor) or draw(request, seen, visitor)

        return guarded

    def stopped(self, request: Any, seen: Seen, visitor: Visitor) -> Response | None:
        """Where somebody is sent, or what is told, who may not come in; None for who may."""
        from starlette.responses import RedirectResponse

        if visitor.office:
            return None
        if visitor.name is not None:
            return self._site.refusal(seen, signin_strings(seen.strings.code).not_office.format(name=visitor.name), 403)
        there = seen.to("office", seen.tail) if request.method == "GET" else seen.to("office")
        return RedirectResponse(f"{seen.to('signin')}?then={quote(there, safe='')}", 303)

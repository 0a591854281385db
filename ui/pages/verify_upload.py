"""A file sent to be checked: its words are put into the form, where they can be read over first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rag.errors import UsageError
from ui.labels import grouped
from ui.locales.site import site_strings
from ui.locales.verify import verify_strings
from ui.office_uploads import Sent, TooMuchError, received
from ui.pages.verify import VerifyPage
from ui.places import address
from ui.shell import Seen
from ui.site import from_here
from ui.strings import LANGUAGES
from ui.verify_file import MOST_MEGA, FileReader, begun
from ui.verify_form import TEXT
from ui.verifying import MOST

if TYPE_CHECKING:
    from starlette.responses import Response


@dataclass(frozen=True)
class VerifyUploads:
    """Takes files for the page that checks texts; they live no longer than their request."""

    page: VerifyPage
    reader: FileReader

    def add_to(self, app: Any) -> None:
        """Answer the address to which the page's form sends a file, in every language."""
        for language in LANGUAGES:
            app.add_route(address("verify", language, "documento"), self._answering(language), ["GET", "POST"])

    def _answering(self, language: str) -> Callable[[Any], Any]:
        async def answer(request: Any) -> Response:
            from starlette.concurrency import run_in_threadpool
            from starlette.responses import RedirectResponse

            site = self.page.site
            seen = replace(site.seen(request, "verify", language), tail="")
            if request.method != "POST":
                return RedirectResponse(seen.to("verify"), 303)
            if not from_here(request):
                return site.refusal(seen, site_strings(language).foreign_form, 403)
            said = verify_strings(language)
            try:
                # A text already in the form comes along: it is given back where the file can't be read.
                sent = await received(request, MOST_MEGA, 4 * MOST)
            except TooMuchError:
                problem = said.file_big.format(most=MOST_MEGA)
                return await run_in_threadpool(self.page.entry, seen, problem, 413)
            except UsageError:
                return await run_in_threadpool(self.page.entry, seen, said.file_none, 400)
            return await run_in_threadpool(self._read, seen, sent)

        return answer

    def _read(self, seen: Seen, sent: Sent) -> Response:
        seen = replace(seen, form=sent.words)
        said, strings = verify_strings(seen.strings.code), seen.strings
        try:
            if not sent.files:
                raise UsageError(said.file_none)
            name, file = sent.files[0]
            text = self.reader.text(name, file.read(), strings)
        except UsageError as error:
            return self.page.entry(seen, str(error), 400)
        finally:
            for _, file in sent.files:
                file.close()
        kept = begun(text, MOST)
        told = said.file_read.format(name=name[-80:])
        if len(kept) < len(text):
            told = said.file_cut.format(
                name=name[-80:], length=grouped(len(text), strings), kept=grouped(len(kept), strings)
            )
        return self.page.entry(replace(seen, form={**sent.words, TEXT: kept}), note=told)

"""A document in the form that is asked for, named: what a download is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from ui.export.markdown import markdown
from ui.export.naming import disposition
from ui.export.pdf import pdf
from ui.export.sheet import Sheet
from ui.export.word import word

if TYPE_CHECKING:
    from starlette.responses import Response

# Each form's media type and writer.
FORMS: Final[Mapping[str, tuple[str, Callable[[Sheet], bytes]]]] = {
    "md": ("text/markdown; charset=utf-8", lambda sheet: markdown(sheet).encode()),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
    "pdf": ("application/pdf", pdf),
}


def sheet_download(sheet: Sheet, form: str, stem: str) -> Response:
    """A document as a file to save; ``form`` is one of ``FORMS``."""
    media, writer = FORMS[form]
    return download(writer(sheet), media, f"{stem}.{form}")


def download(content: bytes, media: str, name: str) -> Response:
    """Bytes as a file to save, which nobody in between may keep."""
    from starlette.responses import Response

    headers = {"content-disposition": disposition(name), "cache-control": "private, no-store"}
    return Response(content, media_type=media, headers=headers)

"""What a reader is told of an error: what was asked wrongly in its own words, what broke on the server in ours.

The messages of broken libraries, settings and models name files and commands of the server, for whoever runs it: they
go to the log, and readers are told in their language what it means to them.
"""

from __future__ import annotations

import logging
import sqlite3

from rag.errors import LibraryError, ModelError, SettingsError, SourceError
from ui.locales.site import site_strings

log = logging.getLogger(__name__)


def told(error: Exception, language: str) -> str:
    """A line for the reader of a page; what is not the reader's doing is logged."""
    if not isinstance(error, LibraryError | ModelError | SettingsError | SourceError | sqlite3.Error):
        return str(error)
    log.warning("%s", error)
    said = site_strings(language)
    return said.library_out if isinstance(error, LibraryError | sqlite3.Error) else said.service_out

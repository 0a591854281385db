"""Every error Regesto raises on purpose; each message is one line, fit to show a user, and says what to do.

::

    RegestoError
    ├── SettingsError      a setting is missing or makes no sense
    ├── UsageError         the call's words are off (exit code 2)
    ├── SourceError        a target or a sources.toml that can't be used at all
    ├── ReadError          one document can't be read: has a stage and a reason (a row in the report, not a crash)
    ├── LibraryError       the library can't be opened or is not whole
    │   └── LibraryBusy    another process holds the ingestion lock
    ├── ModelError         an embedding or language model can't be loaded or does not answer
    ├── QuestionError      a question that can't be taken (empty, too long, malformed)
    └── EvaluationError    a run, its scores or its floors can't be used
"""

from __future__ import annotations


class RegestoError(Exception):
    """The root: whatever is raised below it is meant for the user, in one line."""


class SettingsError(RegestoError):
    """A setting is missing or makes no sense."""


class UsageError(RegestoError):
    """The words of a call are off."""


class SourceError(RegestoError):
    """A target or a list of sources that can't be used at all."""


class ReadError(RegestoError):
    """One document can't be read; ``stage`` is one of ``fetch``, ``read``, ``parse``, ``store``."""

    def __init__(self, reason: str, stage: str = "parse") -> None:
        super().__init__(reason)
        self.reason = reason
        self.stage = stage


class LibraryError(RegestoError):
    """The library can't be opened or is not whole."""


class LibraryBusy(LibraryError):
    """Another process holds the ingestion lock."""


class ModelError(RegestoError):
    """A model can't be loaded, or its server does not answer."""


class QuestionError(RegestoError):
    """A question that can't be taken."""


class EvaluationError(RegestoError):
    """A run, its scores or its floors can't be used."""

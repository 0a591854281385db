"""What can go wrong between us and a server, and which of it may pass."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from rag.errors import ReadError

if TYPE_CHECKING:
    import httpx


class BadStatus(ReadError):
    """The server answered with this status, and no page."""

    def __init__(self, status: int) -> None:
        super().__init__(f"il server risponde {status}", "fetch")
        self.status = status

    @property
    def vanished(self) -> bool:
        """True when the page is gone, and not just out of reach."""
        return self.status in (404, 410)


class UnansweredError(ReadError):
    """Nobody answered, or nobody who could: it says nothing of the page, and the next one will hardly fare better."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "fetch")


class AgainError(Exception):
    """A failure that may pass; ``error`` is what to raise when it does not."""

    def __init__(self, error: ReadError, wait: float | None = None) -> None:
        self.error = error
        self.wait = wait


# What the system says in English, and how it is said in the report.
_SAID: Final = {
    "Connection refused": "nessuno risponde a quella porta",
    "Connection reset": "il server interrompe la connessione",
    "disconnected": "il server chiude senza rispondere",
    "complete message body": "la risposta si interrompe prima della fine",
    "unreachable": "la rete non ci arriva",
}


def trouble(error: httpx.TransportError) -> Exception:
    """What a broken exchange means: a server that talks nonsense, one that can't be trusted, or nobody there."""
    reason = (str(error).splitlines() or [""])[0] or type(error).__name__
    said = next((ours for theirs, ours in _SAID.items() if theirs in reason), reason)
    if "CERTIFICATE_VERIFY_FAILED" in reason:
        why = reason.partition("failed: ")[2].partition(" (_ssl")[0]
        return UnansweredError(f"il certificato del sito non è valido: {why}")
    if "ProtocolError" in type(error).__name__ and "disconnected" not in reason:
        return AgainError(ReadError(f"il server risponde in modo non valido: {said}", "fetch"))
    return AgainError(UnansweredError(f"indirizzo non raggiungibile: {said}"))


def retry_after(value: str | None) -> float | None:
    """Seconds that a server asks to wait (a number or a date); None when it does not."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None

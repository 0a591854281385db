"""Pure: which language the interface opens in."""

from __future__ import annotations

from ui.strings import LANGUAGES


def opening_language(accepted: str, default: str) -> str:
    """The language to open in, from the browser's ``Accept-Language`` and the setting.

    A browser that asks for Italian or French gets it. English is what machines are set to before anyone chooses, so it
    says little: it gets the service's own language (``default``), with the others one click away.
    """
    for tag in _by_preference(accepted):
        code = tag.split("-")[0].lower()
        if code in LANGUAGES and code != "en":
            return code
    return default


def _by_preference(accepted: str) -> list[str]:
    """The language tags of an ``Accept-Language`` header, most wanted first; malformed weights count as 0."""
    weighted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((float(weight) if weight else 1.0, tag.strip()))
        except ValueError:
            weighted.append((0.0, tag.strip()))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if tag and weight > 0]

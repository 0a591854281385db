"""``regesto chat``: takes the port first, then loads what is heavy, then says where the page is."""

from __future__ import annotations

from rag.errors import RegestoError
from rag.settings import Settings
from ui.desk import Desk
from ui.strings import Strings
from ui.terminal import say
from ui.web import listening, serve


def run_chat(settings: Settings, strings: Strings) -> None:
    """Serve the chat until Ctrl+C, which is how it ends well. Raises SettingsError when the port is taken."""
    with listening(settings.host, settings.port, strings) as taken:
        from ui.app import build_app

        desk = Desk(settings)
        _warn_if_empty(desk, strings)
        app = build_app(desk)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host

        def ready() -> None:
            say(
                f"{strings.serving.format(address=f'http://{host}:{taken.getsockname()[1]}/')} · {strings.serving_stop}"
            )
            desk.warm()

        try:
            serve(app, taken, ready)
        except KeyboardInterrupt:
            pass
        finally:
            desk.close()


def _warn_if_empty(desk: Desk, strings: Strings) -> None:
    try:
        if not desk.holdings().documents:
            say(strings.library_empty)
    except RegestoError as error:
        say(strings.library_failed.format(reason=error))

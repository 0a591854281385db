"""``regesto chat``: takes the port first, then loads what is heavy, then says where the page is."""

from __future__ import annotations

from rag.errors import RegestoError
from rag.generating.models import llm_described
from rag.phrases import say as phrase
from rag.settings import Settings
from ui.desk import Desk
from ui.strings import Strings
from ui.terminal import say
from ui.web import listening, serve


def run_chat(settings: Settings, strings: Strings) -> None:
    """Serve the chat until Ctrl+C, which is how it ends well. Raises SettingsError when the port is taken.

    Raises it too for a language model that makes no sense.
    """
    model = llm_described(settings)
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
            _say_who_may_read(settings, strings)
            if model:
                say(phrase("llm_answers", settings.language, model=model))
            desk.warm()

        try:
            serve(app, taken, ready)
        except KeyboardInterrupt:
            pass
        finally:
            desk.close()


def _say_who_may_read(settings: Settings, strings: Strings) -> None:
    """Where others than this machine are served: that anybody may read, or that nobody can yet."""
    from ui.accounts import Accounts
    from ui.locales.signin import signin_strings
    from ui.visitors import reading_open

    said = signin_strings(strings.code)
    if reading_open(settings.model_copy(update={"reading": "auto"})):
        return
    if reading_open(settings):
        say(said.open_to_all)
    elif not Accounts(settings).known() and not settings.trusted_header:
        say(said.closed_to_all)


def _warn_if_empty(desk: Desk, strings: Strings) -> None:
    try:
        if not desk.holdings().documents:
            say(strings.library_empty)
    except RegestoError as error:
        say(strings.library_failed.format(reason=error))

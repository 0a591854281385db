"""Assembles the web application: the pages in each language, mounted on one server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from ui.conversation import Chat
from ui.desk import Desk
from ui.examples import examples_for, load_examples
from ui.locales import strings_for
from ui.strings import LANGUAGES
from ui.web import redirecting_app

_STYLE: Final = Path(__file__).parent / "static" / "regesto.css"


def build_app(desk: Desk) -> Any:
    """The whole web application (ASGI), answering through ``desk``."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported: nothing is reported to anyone
    import gradio as gr

    from ui.pages import beside, chat
    from ui.pages.site import Site
    from ui.pages.source import SourcePages
    from ui.theme import institutional

    settings = desk.settings
    app = redirecting_app(settings.language)
    site = Site(settings)
    site.add_static(app)
    SourcePages(settings, desk.images, site.version).add_to(app)
    examples = load_examples()
    for language in LANGUAGES:
        page = chat.build(Chat(desk, strings_for(language), examples_for(language, examples)), settings.max_question)
        gr.mount_gradio_app(
            app,
            page,
            f"/{language}",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            max_file_size=1,  # bytes: Gradio opens an upload address on every app, and no page takes files yet
            theme=institutional(),
            css_paths=_STYLE,
            head=beside.HEAD,
        )
    return app

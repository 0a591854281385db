"""Assembles the web application: the pages in each language, mounted on one server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from ui.accounts import Accounts
from ui.conversation import Chat
from ui.desk import Desk
from ui.door import Door, Rules
from ui.examples import load_examples
from ui.locales import strings_for
from ui.proposing import Proposing
from ui.sessions import Sessions
from ui.strings import LANGUAGES
from ui.verify_file import FileReader
from ui.verifying import Checking
from ui.visitors import Reception
from ui.web import redirecting_app

_STYLES: Final = [Path(__file__).parent / "static" / name for name in ("answer.css", "regesto.css")]


def build_app(desk: Desk) -> Any:
    """The whole web application (ASGI), answering through ``desk``."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported: nothing is reported to anyone
    import gradio as gr

    from ui.pages import beside, chat
    from ui.pages.answer import AnswerPages
    from ui.pages.documents import DocumentsPages
    from ui.pages.export import ExportPage
    from ui.pages.office import OfficePages
    from ui.pages.signin import SigninPage
    from ui.pages.source import SourcePages
    from ui.pages.start import StartPages
    from ui.pages.verify import VerifyPage
    from ui.pages.verify_upload import VerifyUploads
    from ui.site import Site
    from ui.theme import institutional

    settings = desk.settings
    accounts = Accounts(settings)
    sessions = Sessions(settings, accounts)
    rules = Rules(settings, Reception(settings, accounts, sessions))
    app = redirecting_app(settings.language, (Door, rules))
    site = Site(settings)
    site.add_static(app)
    SigninPage(site, accounts, sessions).add_to(app)
    OfficePages(desk, site).add_to(app)
    SourcePages(settings, desk.images, site.version).add_to(app)
    ExportPage(desk, site).add_to(app)
    AnswerPages(desk, site).add_to(app)
    verify = VerifyPage(desk, site, Checking(desk))
    verify.add_to(app)
    VerifyUploads(verify, FileReader()).add_to(app)
    start = StartPages(desk, site)
    start.add_to(app)
    desk.afterwards.append(start.prepare)
    DocumentsPages(desk, site, start.topics).add_to(app)
    proposing = Proposing(desk, load_examples())
    for language in LANGUAGES:
        page = chat.build(Chat(desk, strings_for(language), proposing), settings.max_question)
        rules.learn(language, page)
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
            css_paths=_STYLES,
            head=beside.HEAD,
        )
    return app

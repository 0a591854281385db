"""The office of a library with somebody signed in, behind the door that the served chat has."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from rag.settings import Settings
from ui.accounts import Accounts
from ui.desk import Desk
from ui.door import Door, Rules
from ui.pages.office import OfficePages
from ui.pages.signin import SigninPage
from ui.sessions import Sessions
from ui.site import Site
from ui.visitors import Reception
from ui.web import redirecting_app

PASSWORD = "una frase lunga"


@contextmanager
def office_of(settings: Settings) -> Iterator[TestClient]:
    """Anna's client; her password costs little to check."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.accounts._COST", (16, 8, 1))
        accounts = Accounts(settings)
        accounts.put("anna", PASSWORD)
        sessions = Sessions(settings, accounts)
        app = redirecting_app("it", (Door, Rules(settings, Reception(settings, accounts, sessions))))
        site, desk = Site(settings), Desk(settings)
        SigninPage(site, accounts, sessions).add_to(app)
        OfficePages(desk, site).add_to(app)
        client = TestClient(app, "http://127.0.0.1", follow_redirects=False)
        assert client.post("/it/accesso", data={"name": "anna", "password": PASSWORD}).status_code == 303
        yield client
        desk.close()

"""The command that keeps the accounts: ``regesto password NAME``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rag.errors import UsageError
from ui.calling import begin


def password(
    name: Annotated[str, typer.Argument(metavar="NOME", help="Il nome con cui si entra.")],
    remove: Annotated[bool, typer.Option("--remove", help="Toglie l'accesso.")] = False,
) -> None:
    """Crea un accesso per le pagine dell'ufficio, o ne cambia la password (letta anche dallo standard input)."""
    from ui.accounts import Accounts
    from ui.locales.signin import signin_strings
    from ui.terminal import say

    settings, strings = begin()
    accounts, said = Accounts(settings), signin_strings(strings.code)
    if remove:
        accounts.put(name, None)
        say(said.account_removed.format(name=name))
        return
    accounts.put(name, _asked(said.password_ask, said.password_again, said.password_differ))
    say(said.account_set.format(name=name, file=accounts.path))


def _asked(ask: str, again: str, differ: str) -> str:
    """The password, typed twice unseen, or the first line that is piped in. Raises UsageError when the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass(f"{ask}: ")
    if getpass(f"{again}: ") != first:
        raise UsageError(differ)
    return first

"""The command line: runs a command, and turns whatever goes wrong into one line and an exit code."""

from __future__ import annotations

import errno
import os
import sys

import typer

# numpy's products here are small: on two cores its own threads made no answer faster and cost as much processor time
# again (88 ms an answer for 41), which other people's questions need. It is read when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rag.errors import RegestoError, UsageError
from ui.calling import begin
from ui.commands import app
from ui.locales import strings_for
from ui.strings import Strings
from ui.usage import usage_line


def run(arguments: list[str]) -> int:
    """Carry out a command line; the exit code: 0 done, 2 wrongly called, 130 interrupted, 1 anything else."""
    try:
        code = typer.main.get_command(app).main(args=arguments, prog_name="regesto", standalone_mode=False)
    except typer.TyperException as error:
        return _complain(usage_line(error, _strings()), error.exit_code)
    except RegestoError as error:
        return _complain(str(error), 2 if isinstance(error, UsageError) else 1)
    except (typer.Abort, KeyboardInterrupt):  # the second: before typer has taken over
        return 130
    except Exception as error:
        if os.environ.get("REGESTO_DEBUG"):
            raise
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _complain(_strings().disk_full if full else f"{type(error).__name__}: {error}", 1)
    return code if isinstance(code, int) else 0


def _strings() -> Strings:
    """The strings for an error: in the language of the settings, or Italian when those are what is wrong."""
    try:
        return begin()[1]
    except RegestoError:
        return strings_for("it")


def _complain(message: str, code: int) -> int:
    one_line = " ".join(message.split()) or "?"
    sys.stderr.write(f"{_strings().error}: {one_line}\n")
    return code


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a quote keeps its letters in any locale
    sys.exit(run(sys.argv[1:]))

"""Which build of vectors serves each model: noted in the library, so that changing over is one step.

A build is a folder ``vectors/NAME`` (and on a Chroma server the collection of that name). It is made beside the one
that serves and noted only once it is whole; until then no one searches it, and one that died half-way is gone on with.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from rag.library import Library
from rag.register import Register

# How many models' vectors are kept: the one in use and the one before, to which going back takes no time.
_KEPT: Final = 2
_SERVING: Final = "vectors "
_BUILDING: Final = "building vectors "


@dataclass(frozen=True, slots=True)
class Build:
    """One model's whole vectors; ``behind``: passages have come or gone since while another model was in use."""

    name: str
    since: str
    behind: bool = False


def serving(library: Library, model: str) -> Build | None:
    """The build that serves a model; None where there is none yet."""
    noted = library.meta(_SERVING + model)
    return Build(**json.loads(noted)) if noted else None


def begun(register: Register, model: str) -> str:
    """The name of a model's next build: that of one which died half-way, else a new one."""
    known = register.library.meta(_BUILDING + model)
    if known:
        return known
    slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[-40:]
    name = f"passages-{slug}-{uuid4().hex[:8]}"
    _note(register, _BUILDING + model, name)
    return name


def switch(register: Register, model: str, name: str) -> None:
    """From now on this build serves its model; readers are told."""
    with register.transaction():
        _note(register, _SERVING + model, json.dumps(asdict(Build(name, datetime.now(UTC).isoformat()))))
        register.db.execute("DELETE FROM meta WHERE key = ?", (_BUILDING + model,))
        register.rise()


def leave_behind(register: Register, model: str) -> None:
    """Note that only this model's vectors follow what is about to be written."""
    for other, build in _all(register.library).items():
        if other != model and not build.behind:
            _note(register, _SERVING + other, json.dumps(asdict(Build(build.name, build.since, behind=True))))


def superfluous(register: Register, model: str) -> list[str]:
    """The names of builds that no one needs: older models', and dead ones of other models; forgotten at once."""
    library, gone = register.library, []
    builds = _all(library)
    others = sorted((each for each in builds if each != model), key=lambda each: builds[each].since, reverse=True)
    for each in others[_KEPT - 1 :]:
        gone.append(builds[each].name)
        register.db.execute("DELETE FROM meta WHERE key = ?", (_SERVING + each,))
    return gone


def clear(register: Register, home: Path) -> None:
    """Delete the folders of builds that nothing names any more."""
    rows = register.db.execute("SELECT value FROM meta WHERE key LIKE ?", (_BUILDING + "%",))
    named = {build.name for build in _all(register.library).values()} | {row[0] for row in rows}
    folder = home / "vectors"
    for each in folder.iterdir() if folder.exists() else ():
        if each.name not in named:
            shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)


def _all(library: Library) -> dict[str, Build]:
    rows = library.connection.execute("SELECT key, value FROM meta WHERE key LIKE ?", (_SERVING + "%",))
    return {key.removeprefix(_SERVING): Build(**json.loads(value)) for key, value in rows}


def _note(register: Register, key: str, value: str) -> None:
    register.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

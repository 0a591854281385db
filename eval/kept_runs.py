"""The runs kept in a folder (``HOME/eval``): what each was, how it was scored, which came before it.

A run is known by its folder's name as it is listed, never by a path that somebody gives: no name leads out of there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from eval.run_lines import Scores
from eval.runs import Manifest, read_manifest, read_run, read_text
from eval.scoring import score, write_scores
from rag.errors import EvaluationError

FOLDER: Final = "eval"


@dataclass(frozen=True, slots=True)
class Kept:
    """One folder: ``manifest`` is None for a run that was broken off or is spoilt; ``scores`` for one not scored."""

    folder: Path
    manifest: Manifest | None = None
    scores: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """What the run is called: its folder's name."""
        return self.folder.name


def kept_runs(folder: Path) -> list[Kept]:
    """The runs in a folder, newest first; those that are not whole last. [] where there is no such folder."""
    if not folder.is_dir():
        return []
    found = [each for each in folder.iterdir() if each.is_dir() and not each.is_symlink() and _is_run(each)]
    runs = [Kept(each, _manifest(each), _scores(each)) for each in sorted(found)]
    return sorted(runs, key=lambda run: (run.manifest is not None, _moment(run), run.name), reverse=True)


def before(run: Kept, others: Sequence[Kept]) -> Kept | None:
    """The newest scored run of the same system made before this one: on the same questions, or else of the same set."""
    mine = run.manifest
    if mine is None:
        return None
    earlier = [
        (each, each.manifest)
        for each in others
        if each.manifest and each.scores and each.manifest.system == mine.system and _moment(each) < _moment(run)
    ]
    same = [each for each, of in earlier if of.questions_digest == mine.questions_digest]
    alike = [each for each, of in earlier if of.set == mine.set]
    return max(same or alike, key=_moment, default=None)


def run_folder(given: str, home: Path) -> Path:
    """The folder of a run, by its path or by its name in ``HOME/eval``. Raises EvaluationError where it is neither."""
    path = Path(given)
    if path.is_dir():
        return path
    runs = kept_runs(home / FOLDER)
    for run in runs:
        if run.name == given:
            return run.folder
    known = ", ".join(run.name for run in runs[:5]) or "nessuna: si fanno con «regesto eval generate»"
    raise EvaluationError(f"«{given}» non è una prova, né una cartella di prova; ci sono: {known}")


def scored(folder: Path) -> Mapping[str, Any]:
    """The scores of a run: those kept in its folder, or else worked out now, and kept where that may be written."""
    held = _scores(folder)
    if held is not None:
        return held
    run = read_run(folder)
    scores = score(run)
    with suppress(EvaluationError):  # a folder that may only be read: they are worked out again next time
        write_scores(run, scores)
    return scores


def _is_run(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("run.json", "begun.json", "questions.jsonl"))


def _manifest(folder: Path) -> Manifest | None:
    """What a run was; None where that can't be read: the list of runs goes on with the others."""
    try:
        return read_manifest(folder)
    except EvaluationError:
        return None


def _scores(folder: Path) -> Mapping[str, Any] | None:
    """The scores of a run; None where there are none, or they are spoilt: they can be worked out again."""
    try:
        scores: Mapping[str, Any] = json.loads(read_text(folder / "scores.json"))
        Scores.model_validate(scores)
    except (OSError, ValueError, RecursionError):  # pydantic's errors are ValueErrors
        return None
    return scores


def _moment(run: Kept) -> datetime:
    if run.manifest is None:
        return datetime.min.replace(tzinfo=UTC)
    moment = datetime.fromisoformat(run.manifest.created)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""What a run is asked, and of which library: sets of judged questions, and a library made for them where wanted."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from eval.own_questions import FILES
from eval.questions import Judged, read_questions
from eval.runs import write_lines
from eval.squad import is_squad, squad_documents, squad_questions
from ingest.pipeline import ingest
from rag.errors import EvaluationError
from rag.settings import Settings

_SEED: Final = 17


def questions_of(paths: Sequence[Path], settings: Settings) -> list[Judged]:
    """The questions of some files (judged ``.jsonl``, or SQuAD's ``.json``); without any, the library's own.

    Raises QuestionError for a file that can't be read, EvaluationError where the library has no questions of its own.
    """
    if not paths:
        own = settings.home / FILES["accepted"]
        if not own.exists():
            raise EvaluationError(
                f"nessuna domanda accettata ({own} non c'è): «regesto eval draft» ne propone, nella pagina "
                "dell'ufficio si accettano; oppure indicare un file .jsonl"
            )
        paths = [own]
    return [each for path in paths for each in (squad_questions if is_squad(path) else read_questions)(path)]


def name_of(paths: Sequence[Path]) -> str:
    """What a set is called, when nobody says: the beginning of its first file's name."""
    return paths[0].name.partition(".")[0] if paths else "own"


def sampled(judged: Sequence[Judged], limit: int | None) -> list[Judged]:
    """At most so many questions, drawn at random (always the same ones) and kept in order; all without a limit."""
    if limit is None or limit >= len(judged):
        return list(judged)
    return [judged[at] for at in sorted(random.Random(_SEED).sample(range(len(judged)), limit))]


@contextmanager
def library_for(paths: Sequence[Path], targets: Sequence[str], settings: Settings) -> Iterator[Settings]:
    """The settings of the library to ask: the one that is set, or one made for a while from targets.

    SQuAD's files bring their paragraphs with them. Raises EvaluationError where nothing of the targets can be read,
    and what ``ingest`` raises.
    """
    brought = [path for path in paths if is_squad(path)]
    if not targets and not brought:
        yield settings
        return
    with TemporaryDirectory(prefix="regesto-eval-") as scratch:
        own = settings.model_copy(update={"home": Path(scratch) / "home"})
        listed = []
        for at, path in enumerate(brought):
            listed.append(str(Path(scratch) / f"{at}.jsonl"))
            write_lines(Path(listed[-1]), squad_documents(path))
        report = ingest([*targets, *listed], own)
        if not report.added:
            first = report.failed[0].reason if report.failed else "non contengono documenti"
            raise EvaluationError(f"dei documenti indicati non si è potuto leggere niente: {first}")
        yield own


def domain_pages(shared: Path, work: Path) -> Path:
    """The field's pages as one file to ingest, made in ``work`` where it is missing."""
    pages = work / "pages.jsonl"
    if not pages.exists():
        work.mkdir(parents=True, exist_ok=True)
        rows = [json.loads(path.read_text("utf-8")) for path in sorted((shared / "domain/pages").glob("*.json"))]
        pages.write_text("".join(json.dumps({**row, "uri": row["url"]}) + "\n" for row in rows), "utf-8")
    return pages


def document_folders(shared: Path) -> tuple[str, ...]:
    """The folders of the long real documents."""
    return tuple(str(shared / "documents" / each) for each in ("pdf", "editions", "html", "docx", "speech"))

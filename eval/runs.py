"""Run folders: what a system found and answered for a set of judged questions, kept so that it can be scored again.

::

    run.json         the system, its settings, the set, the corpus, the machine (``Manifest``)
    questions.jsonl  the judged questions, as they were asked
    hits.jsonl       what was found for each: {"id", "ms", "hits": [{"document", "start", "end", "page", "score",
                     "text"}]}
    answers.jsonl    each Answer as JSON, with "confidence" and "checked"; empty for a system that only finds
    run.trec, qrels.trec   the same finding and judgments by document, for any tool that reads TREC's formats
    scores.json, report.html   written by ``score`` and ``report``

Judgments name documents and quotes, never passages: a run can be scored whatever cut its passages.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from eval.questions import Judged, read_questions
from eval.retrieval_measures import is_gold, ranked_documents
from eval.run_lines import LINES
from rag.errors import EvaluationError
from rag.explaining import explain
from rag.library import Library

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was, times in seconds and memory in megabytes.

    ``kinds``: of questions by id, the kind of the document that answers; ``threshold``: the confidence from which an
    answer is given where nothing is doubted.
    """

    system: str
    set: str
    created: str
    questions_digest: str
    corpus_digest: str
    documents: int
    passages: int
    settings: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    memory_mb: float = 0.0
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder, read: questions in order, what was found and answered by question's id."""

    folder: Path
    manifest: Manifest
    questions: tuple[Judged, ...]
    found: Mapping[str, Line]
    answers: Mapping[str, Line]

    @property
    def name(self) -> str:
        """What the run is called: its folder's name."""
        return self.folder.resolve().name


def questions_digest(judged: Iterable[Judged]) -> str:
    """Sixteen hex digits that change with any question or judgment, and not with their order."""
    return _digest(dumps(each.model_dump(exclude_defaults=True)) for each in judged)


def corpus_digest(library: Library) -> str:
    """Sixteen hex digits that change with any document's bytes, and not with how they are read or cut."""
    return _digest(f"{record.uri} {record.sha256}" for record in library.records())


def dumps(value: Any) -> str:
    """A value as JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write objects as JSON, one a line. Raises EvaluationError where that can't be."""
    write_whole(path, "".join(dumps(line) + "\n" for line in lines))


def write_whole(path: Path, text: str) -> None:
    """Write a file: whole, or not at all, the old one staying. Raises EvaluationError where it can't be written."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, "utf-8")
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        full = "il disco è pieno" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror
        raise EvaluationError(f"{path}: non riesco a scriverlo ({full})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``run.json``: it comes last, so that a folder that has one is whole."""
    write_whole(folder / "run.json", json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n")


def write_trec(folder: Path, judged: Sequence[Judged], found: Mapping[str, Line], system: str) -> None:
    """Write ``run.trec`` and ``qrels.trec``: documents in the order in which their first passage was found."""
    tag = quote(system, safe="")
    lines, qrels = [], []
    for each in judged:
        name = quote(each.id, safe="")
        documents = ranked_documents(hit["document"] for hit in found.get(each.id, {}).get("hits", ()))
        gold = {uri for uri in documents if is_gold(uri, each.sources())} or each.sources()
        lines += [f"{name} Q0 {trec_name(uri)} {n} {1 / n:.6f} {tag}" for n, uri in enumerate(documents, 1)]
        qrels += [f"{name} 0 {trec_name(uri)} 1" for uri in sorted(gold)]
    write_whole(folder / "run.trec", "".join(f"{line}\n" for line in lines))
    write_whole(folder / "qrels.trec", "".join(f"{line}\n" for line in qrels))


def trec_name(uri: str) -> str:
    """A document's name without white space, as TREC's formats want it."""
    return quote(uri, safe=":/?#[]@!$&'()*+,;=-._~%")


def read_run(folder: Path) -> Run:
    """Read a run folder. Raises EvaluationError where it is none, was broken off, or some line is spoilt or gone."""
    if not folder.is_dir():
        raise EvaluationError(f"{folder}: la cartella non c'è; le prove si fanno con «regesto eval generate»")
    if not (folder / "run.json").exists():
        raise EvaluationError(
            f"{folder}: non è una prova, o si è interrotta (manca run.json); «regesto eval generate --run» la riprende"
        )
    manifest = read_manifest(folder)
    questions = tuple(read_questions(folder / "questions.jsonl"))
    if not questions:
        raise EvaluationError(f"{folder}/questions.jsonl è vuoto: rifare la prova")
    found, answers = by_id(folder / "hits.jsonl"), by_id(folder / "answers.jsonl")
    # A question without its line would fall out of every mean, unseen; other systems only find.
    told = answers if manifest.system == "regesto" else answers or found
    for name, lines in (("hits", found), ("answers", told)):
        if gone := [each.id for each in questions if each.id not in lines]:
            raise EvaluationError(f"{folder}/{name}.jsonl: manca la domanda «{gone[0]}»: rifare la prova")
    return Run(folder, manifest, questions, found, answers)


def read_manifest(folder: Path) -> Manifest:
    """What a run was; what another version named else is left out. Raises EvaluationError where that can't be read."""
    path = folder / "run.json"
    try:
        manifest = TypeAdapter(Manifest).validate_python(json.loads(read_text(path)))
        datetime.fromisoformat(manifest.created)
    except OSError as error:
        raise EvaluationError(f"{path}: non riesco a leggerlo ({error.strerror})") from error
    except (ValueError, RecursionError) as error:  # pydantic's errors are ValueErrors
        why = "«created»: non è una data" if "isoformat" in str(error) else explain(error)
        raise EvaluationError(f"{path} è rovinato ({why}): rifare la prova") from error
    return manifest


def read_text(path: Path) -> str:
    """A file's text. Raises OSError, UnicodeDecodeError; also for what is no file and might never end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "non è un file", str(path))
    return path.read_text("utf-8")


def by_id(path: Path, *, whole: bool = True) -> dict[str, Line]:
    """The objects of a file by their id; {} where there is none.

    Raises EvaluationError for a spoilt line; unless ``whole``, that line and what follows it is left out.
    """
    lines: dict[str, Line] = {}
    try:
        said = read_text(path).split("\n")
    except FileNotFoundError:
        return lines
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: non è testo in UTF-8: rifare la prova") from error
    except OSError as error:
        raise EvaluationError(f"{path}: non riesco a leggerlo ({error.strerror}): rifare la prova") from error
    for number, line in enumerate(said, start=1):
        if line.strip():
            try:
                given = json.loads(line)
                LINES[path.name].model_validate(given)
                lines[given["id"]] = given
            except (ValueError, RecursionError) as error:  # pydantic's errors are ValueErrors
                if not whole:
                    return lines
                raise EvaluationError(
                    f"{path}, riga {number}: è rovinata ({explain(error)}): rifare la prova"
                ) from error
    return lines

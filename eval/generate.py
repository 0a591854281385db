"""Ask a system a set of judged questions and keep all it finds and answers in a run folder (``eval.runs``)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from filelock import FileLock, Timeout

from eval.memory import machine, resident
from eval.questions import Judged
from eval.quote_checks import QuoteChecks
from eval.retrieval_measures import is_gold
from eval.runs import (
    Manifest,
    by_id,
    corpus_digest,
    dumps,
    questions_digest,
    write_lines,
    write_manifest,
    write_trec,
    write_whole,
)
from eval.watching import Watching
from rag.answerer import Answerer, open_answerer
from rag.errors import EvaluationError
from rag.library import Library
from rag.settings import Settings
from rag.types import Hit
from rag.wire import answer_to_json

OURS: Final = "regesto"
LOCK: Final = "run.lock"
# What of the settings tells one run from another; keys and addresses stay out of a folder that may be shown around.
_SETTINGS: Final = ("embeddings", "reranker", "llm", "entailment", "ocr")

Progress = Callable[[int, int], None]


def generate(
    judged: Sequence[Judged], settings: Settings, folder: Path, name: str, progress: Progress = lambda done, of: None
) -> Manifest:
    """Answer the questions from the library of the settings into a run folder; one that was broken off goes on.

    Raises EvaluationError where there is nothing to ask, the library is empty, or the folder holds another run.
    """
    check(judged, settings.max_question)
    started = time.monotonic()
    with closing(open_answerer(settings)) as answerer:
        library = answerer.search.library
        if not library.size():
            raise EvaluationError(f"la biblioteca {settings.home} è vuota: prima «regesto ingest»")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(
            OURS, name, made, questions_digest(judged), corpus_digest(library), library.size(),
            len(answerer.search.indexes.vectors), settings={each: getattr(settings, each) for each in _SETTINGS},
            machine=machine(), kinds=kinds_of(judged, library), threshold=answerer.tuned.sure,
        )  # fmt: skip
        with held(folder):
            begin(folder, judged, manifest)
            _answer_all(answerer, judged, folder, progress)
            memory, _ = resident()
            return finish(folder, judged, manifest, time.monotonic() - started, memory)


def check(judged: Sequence[Judged], longest: int) -> None:
    """Whether these can be asked, before any is. Raises EvaluationError where not; ``longest``: in characters."""
    if not judged:
        raise EvaluationError("nessuna domanda da fare: il file è vuoto")
    if twice := [id_ for id_, count in Counter(each.id for each in judged).items() if count > 1]:
        raise EvaluationError(f"due domande con lo stesso id «{twice[0]}»: ognuna deve averne uno suo")
    for each in judged:
        if not each.question.strip():
            raise EvaluationError(f"la domanda «{each.id}» è vuota: scriverla, o togliere la riga")
        if len(each.question) > longest:
            raise EvaluationError(
                f"la domanda «{each.id}» è di {len(each.question)} caratteri, il massimo è {longest}: accorciarla, o "
                "alzare REGESTO_MAX_QUESTION"
            )


def _answer_all(answerer: Answerer, judged: Sequence[Judged], folder: Path, progress: Progress) -> None:
    """Ask what has no answer in the folder yet; each is written as it comes."""
    answered, found = (by_id(folder / f"{each}.jsonl", whole=False) for each in ("answers", "hits"))
    kept = {each.id: None for each in judged if each.id in answered and each.id in found}
    write_lines(folder / "answers.jsonl", (answered[each] for each in kept))
    write_lines(folder / "hits.jsonl", (found[each] for each in kept))
    checks, watching = QuoteChecks(answerer.search.library), Watching(answerer)
    if len(kept) < len(judged):
        answerer.answer(judged[0].asked())  # the first question pays for what is read once
    with (
        (folder / "answers.jsonl").open("a", encoding="utf-8") as answers,
        (folder / "hits.jsonl").open("a", encoding="utf-8") as hits,
    ):
        for at, each in enumerate(judged, start=1):
            if each.id not in kept:
                answer, found_for_it, sure = watching.ask(each.asked())
                said = answer_to_json(answer) | {"id": each.id, "confidence": sure, "checked": checks.of(answer)}
                _add(answers, said)
                _add(hits, {"id": each.id, "hits": [hit_line(hit) for hit in found_for_it]})
            progress(at, len(judged))


def _add(file: TextIO, line: Mapping[str, Any]) -> None:
    """Add a line, on the disk before the next question is asked."""
    file.write(dumps(line) + "\n")
    file.flush()


def hit_line(hit: Hit) -> dict[str, Any]:
    """A hit as the run folder keeps it."""
    passage = hit.passage
    page = passage.mark_at(passage.start).page
    return {"document": hit.record.uri, "start": passage.start, "end": passage.end, "page": page,
            "score": round(hit.score, 6), "text": passage.text}  # fmt: skip


def kinds_of(judged: Sequence[Judged], library: Library) -> dict[str, str]:
    """The kind of the document that answers each question, by the question's id, where it is known."""
    records = [(record.uri, record.kind) for record in library.records()]
    known = {uri: kind for uri, kind in records if kind}
    kinds = {}
    for each in judged:
        wanted = [each.source] if each.source else []
        kind = next((known[uri] for uri in known if is_gold(uri, wanted)), None)
        if kind:
            kinds[each.id] = kind
    return kinds


def unknown_sources(judged: Sequence[Judged], library: Library) -> list[Judged]:
    """The answerable questions of whose documents the library holds none: whatever is answered counts as wrong."""
    known = [record.uri for record in library.records()]
    missing = {
        source
        for source in {source for each in judged for source in each.sources()}
        if not any(is_gold(uri, [source]) for uri in known)
    }
    return [each for each in judged if each.answerable and each.sources() and each.sources() <= missing]


def begin(folder: Path, judged: Sequence[Judged], manifest: Manifest) -> None:
    """Begin in a folder, or go on with what broke off there. Raises EvaluationError where it holds something else."""
    begun = folder / "begun.json"
    of = manifest
    marks = dumps([of.system, of.questions_digest, of.corpus_digest, of.passages, of.threshold, of.settings]).encode()
    if (folder / "run.json").exists():
        raise EvaluationError(f"{folder} contiene già una prova finita: indicare un'altra cartella con --run")
    if any(each.name != LOCK for each in folder.iterdir()) and (not begun.is_file() or begun.read_bytes() != marks):
        raise EvaluationError(
            f"{folder} non è vuota, e non è questa prova interrotta: indicare un'altra cartella con --run"
        )
    write_whole(begun, marks.decode("utf-8"))
    write_lines(folder / "questions.jsonl", (each.model_dump(exclude_defaults=True) for each in judged))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing, for one run alone. Raises EvaluationError where that can't be."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise EvaluationError(f"{folder}: ci scrive già un'altra prova; aspettarla, o indicare --run") from error
    except OSError as error:
        raise EvaluationError(f"{folder}: non riesco a scriverci ({error.strerror})") from error
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / LOCK).unlink()
        lock.release()


def finish(folder: Path, judged: Sequence[Judged], manifest: Manifest, seconds: float, memory: float) -> Manifest:
    """Write what tells that the run is whole, and the files in TREC's formats; ``memory`` in MB, after the last."""
    write_trec(folder, judged, by_id(folder / "hits.jsonl"), manifest.system)
    whole = replace(manifest, seconds=round(seconds, 2), memory_mb=round(memory, 1))
    write_manifest(folder, whole)
    (folder / "begun.json").unlink()
    return whole

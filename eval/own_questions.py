"""The operator's own judged questions, kept in the library's folder: proposed, accepted, rejected.

``drafts.jsonl`` what was proposed, ``questions.jsonl`` what somebody accepted (any ``regesto eval`` command takes it),
``rejected.jsonl`` what nobody wants to be asked again. One question a line; keys that we do not know are kept.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, TypeVar

from filelock import FileLock, Timeout
from pydantic import ConfigDict

from eval.questions import Judged, parsed
from rag.analysis import fold
from rag.errors import EvaluationError, QuestionError
from rag.explaining import explain
from rag.register import now

State = Literal["draft", "accepted", "rejected"]
Value = TypeVar("Value")

FILES: Final[dict[State, str]] = {"draft": "drafts.jsonl", "accepted": "questions.jsonl", "rejected": "rejected.jsonl"}
# Seconds that one writer waits for another: each holds the files for some ms.
_WAIT: Final = 10


class Own(Judged):
    """A judged question with where it comes from (``origin``: a rule, "asked", "hand", "file") and who accepted it.

    ``why``: why the documents do not answer it. ``accepted_at`` is UTC.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    origin: str = ""
    why: str = ""
    accepted_by: str = ""
    accepted_at: str = ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What its judgment still lacks, as names of fields; () when it can be accepted."""
        wanted: dict[str, object] = {"question": self.question.strip(), "type": self.type.strip()}
        if self.answerable:
            facts = self.gold_facts or self.verdict == "not_found"
            wanted |= {"gold_facts": facts, "source": self.source, "evidence_quote": self.evidence_quote}
        if self.type == "claim_check":
            wanted |= {"verdict": self.verdict}
        return tuple(name for name, value in wanted.items() if not value)

    @property
    def version(self) -> str:
        """Changes with whatever is changed in it."""
        return sha256(self.model_dump_json().encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def likeness(self) -> tuple[str, ...]:
        """What makes two of them one: the words asked, and after what."""
        history = " ".join(str(turn.get("content", "")) for turn in self.history)
        return (" ".join(fold(self.question).strip(" ?").split()), fold(history))


def id_of(*parts: str) -> str:
    """The id of a question made of these parts: the same whenever it is made again."""
    return "own-" + sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def new_id() -> str:
    """The id of a question that somebody writes."""
    return f"own-{secrets.token_hex(5)}"


def read_own(text: str, name: str) -> list[Own]:
    """The questions of a .jsonl's text; raises QuestionError that names the line of ``name`` that can't be taken."""
    found: list[Own] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(Own.model_validate(parsed(line)))
        except (ValueError, RecursionError) as error:  # pydantic's errors are ValueErrors
            raise QuestionError(f"{name}, riga {number}: {explain(error)}; correggere la riga") from error
    return found


def lines_of(questions: Iterable[Own]) -> str:
    """The questions as a .jsonl."""
    return "".join(json.dumps(each.model_dump(exclude_defaults=True), ensure_ascii=False) + "\n" for each in questions)


class OwnQuestions:
    """The three files of a library's folder; safe to share between threads and processes.

    Reading raises QuestionError for a damaged line; writing that as well, and EvaluationError where the folder can't be
    written to. Nothing is written over a file that can't be read whole.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    def of(self, state: State) -> list[Own]:
        """The questions of one state, in the order in which they came to it."""
        path = self.home / FILES[state]
        try:
            return read_own(path.read_text("utf-8"), path.name)
        except FileNotFoundError:
            return []
        except UnicodeDecodeError as error:
            raise QuestionError(f"{path.name}: non è testo in UTF-8; rimettere una copia di riserva") from error
        except OSError as error:
            raise QuestionError(f"{path.name}: non riesco a leggere le domande ({error.strerror})") from error

    def get(self, id: str) -> tuple[Own, State] | None:  # noqa: A002
        """A question and its state; None where there is none of that id."""
        return next(((each, state) for state in FILES for each in self.of(state) if each.id == id), None)

    def all(self) -> list[Own]:
        """All of them, whatever their state."""
        return [each for state in FILES for each in self.of(state)]

    def propose(self, drafts: Iterable[Own]) -> list[Own]:
        """Keep the drafts that are not known in any state; those that were new."""
        with self._held() as files:
            ids = {each.id for held in files.values() for each in held}
            asked = {each.likeness() for held in files.values() for each in held}
            new: list[Own] = []
            for each in drafts:
                if each.id not in ids and each.likeness() not in asked:
                    ids.add(each.id)
                    asked.add(each.likeness())
                    new.append(each)
            files["draft"].extend(new)
        return new

    def accept(self, id: str, who: str) -> Own | None:  # noqa: A002
        """Accept a question as it is; None where it is gone, or its judgment lacks something."""

        def stamped(each: Own) -> Own:
            return each.model_copy(update={"accepted_by": who, "accepted_at": now()})

        return self._moved(id, "accepted", stamped)

    def reject(self, id: str) -> Own | None:  # noqa: A002
        """Reject a question, which is remembered; None where it is gone."""
        return self._moved(id, "rejected", _unstamped)

    def put_back(self, id: str) -> Own | None:  # noqa: A002
        """Make a question a draft again; None where it is gone."""
        return self._moved(id, "draft", _unstamped)

    def _moved(self, id: str, to: State, changed: Callable[[Own], Own]) -> Own | None:  # noqa: A002
        with self._held() as files:
            for state, held in files.items():
                for each in held:
                    if each.id == id:
                        if to == "accepted" and each.lacks:
                            return None
                        if state != to:
                            held.remove(each)
                            files[to].append(changed(each))
                        return each
        return None

    def save(self, question: Own, who: str, seen: str = "") -> bool:
        """Accept a question as somebody wrote it, in place of the one of its id.

        False, and nothing is written, when that one is no longer as it was ``seen`` (its version; "": there was none).
        """
        stamped = question.model_copy(update={"accepted_by": who, "accepted_at": now()})
        with self._held() as files:
            places = ((held, at) for held in files.values() for at, each in enumerate(held) if each.id == question.id)
            old = next(places, None)
            if (old[0][old[1]].version if old else "") != seen:
                return False
            if old and old[0] is files["accepted"]:
                old[0][old[1]] = stamped
                return True
            if old:
                del old[0][old[1]]
            files["accepted"].append(stamped)
        return True

    def take(self, given: Iterable[Own], who: str, is_whole: Callable[[Own], bool]) -> tuple[int, int]:
        """Questions from a file: those that are whole are accepted, the others become drafts; how many of each.

        One of a known id takes its place; one that says the same as it does is left as it is. No two have one id.
        """
        judged: list[tuple[Own, State]] = []
        for each in given:  # before the files are held: the others need not wait for the library
            judged.append((_unstamped(each), "accepted" if is_whole(each) else "draft"))
        stamp = {"accepted_by": who, "accepted_at": now()}
        with self._held() as files:
            held = {(one.id, state): _unstamped(one) for state, some in files.items() for one in some}
            new = [(each, to) for each, to in judged if held.get((each.id, to)) != each]
            taken = {each.id for each, _ in new}
            for state, some in files.items():
                came = [each.model_copy(update=stamp if to == "accepted" else {}) for each, to in new if to == state]
                some[:] = [one for one in some if one.id not in taken] + came
        return sum(to == "accepted" for _, to in new), sum(to == "draft" for _, to in new)

    @contextmanager
    def _held(self) -> Iterator[dict[State, list[Own]]]:
        """The three lists, to be changed; written, where they were, when the block ends without an error."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with FileLock(self.home / "questions.lock", timeout=_WAIT):
                files = {state: self.of(state) for state in FILES}
                before = {state: list(held) for state, held in files.items()}
                yield files
                # First where a question goes: a crash between two files leaves it in both, never in none.
                for state in sorted(FILES, key=lambda each: len(files[each]) <= len(before[each])):
                    if files[state] != before[state]:
                        _write(self.home / FILES[state], lines_of(files[state]))
        except Timeout as error:
            raise EvaluationError("un'altra persona sta cambiando le domande: riprovare fra qualche secondo") from error
        except OSError as error:
            raise EvaluationError(f"non riesco a scrivere le domande in {self.home}: {error.strerror}") from error


def _unstamped(question: Own) -> Own:
    return question.model_copy(update={"accepted_by": "", "accepted_at": ""})


def _write(path: Path, text: str) -> None:
    """New in before old out."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with new.open("x", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)

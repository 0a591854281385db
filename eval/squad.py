"""Question sets in SQuAD's format (Rajpurkar and others 2016; 2.0: 2018): SQuAD-it, FQuAD, PIAF and the like.

Each paragraph is a document of its own, named by article and number; each question is judged by its accepted answers
and its paragraph, and one marked ``is_impossible`` has none.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from eval.questions import Judged
from rag.errors import QuestionError
from rag.language import detect

# Where an answer is long, its sentence is quoted with so many letters on each side.
_AROUND: Final = 60


def is_squad(path: Path) -> bool:
    """True for a name that such files have: ``.json``, or ``.json.xz``."""
    return path.name.endswith((".json", ".json.xz"))


def paragraphs_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The paragraphs of a file (``.xz`` or plain), each with its article's number.

    Raises QuestionError for a file that can't be read or is not in SQuAD's format.
    """
    try:
        raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        articles = [list(article["paragraphs"]) for article in json.loads(raw)["data"]]
    except OSError as error:
        raise QuestionError(f"{path}: non riesco a leggere le domande ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, RecursionError, lzma.LZMAError) as error:
        raise QuestionError(f"{path.name}: non è un file di domande in formato SQuAD (manca «data»?)") from error
    for number, paragraphs in enumerate(articles):
        for paragraph in paragraphs:
            yield number, paragraph


def squad_documents(path: Path) -> Iterator[dict[str, str]]:
    """The paragraphs as documents to ingest: ``uri``, ``title``, ``text``, ``language``."""
    for uri, _, paragraph in _named(path):
        text = str(paragraph["context"])
        yield {"uri": uri, "title": " ", "text": text, "language": detect(text)}


def squad_questions(path: Path) -> Iterator[Judged]:
    """The judged questions; blank ones are left out. Raises QuestionError for a question that is malformed."""
    for uri, language, paragraph in _named(path):
        text, asked = str(paragraph["context"]), paragraph.get("qas", ())
        if not isinstance(asked, list | tuple):
            raise QuestionError(f"{path.name}, {uri}: «qas» deve essere un elenco")
        for at, qa in enumerate(asked):
            try:
                if judged := _judged(f"{uri}/{at}", uri, language, text, qa):
                    yield judged
            except (KeyError, TypeError, ValueError) as error:
                raise QuestionError(f"{path.name}, {uri}: la domanda {at + 1} non è in formato SQuAD") from error


def _named(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each paragraph with its uri and the language of its article's first one."""
    language, article = "", -1
    for at, (number, paragraph) in enumerate(paragraphs_of(path)):
        if "context" not in paragraph:
            raise QuestionError(f"{path.name}: il paragrafo {at + 1} non ha testo («context»)")
        if number != article:
            language, article = detect(str(paragraph["context"])), number
        yield f"squad:{path.name.partition('.')[0]}/{at}", language, paragraph


def _judged(identity: str, uri: str, language: str, text: str, qa: dict[str, Any]) -> Judged | None:
    answered = qa.get("answers") or ()
    given = [each for each in answered if str(each["text"]).strip()]  # SQuAD-it has blank ones
    if not str(qa["question"]).strip() or (answered and not given):
        return None
    answers = list(dict.fromkeys(str(each["text"]) for each in given))
    if qa.get("is_impossible") or not answers:
        return Judged(id=identity, question=qa["question"], type="unanswerable", lang=language)
    at = int(given[0].get("answer_start", 0))
    quote = answers[0] if text[at : at + len(answers[0])] == answers[0] else None
    return Judged(
        id=identity, question=qa["question"], type="fact", lang=language, gold_facts=[answers], source=uri,
        evidence_quote=quote and text[max(0, at - _AROUND) : at + len(quote) + _AROUND],
    )  # fmt: skip

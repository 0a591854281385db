"""The guided questions of each subject: kept only when the library answers them with what they ask about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from rag.analysis import fold
from rag.errors import RegestoError
from rag.types import Answer, Question
from ui.start_subjects import Subject

# Questions of a subject; how far the questions of one subject are from where those of the one before begin.
EACH: Final = 5
_STEP: Final = 3
_OF: Final = {"il": "del ", "lo": "dello ", "la": "della ", "l'": "dell'", "i": "dei ", "gli": "degli ", "le": "delle "}
_THE: Final = {"il": "il ", "lo": "lo ", "la": "la ", "l'": "l'", "i": "i ", "gli": "gli ", "le": "le "}
_MANY: Final = ("i", "gli", "le")
# Plans are approved, not born.
_PLAN: Final = re.compile(r"(?:Piano|Programma|Patto|Strategia)\b", re.IGNORECASE)
# Each with what its answer must say, on folded text: a date for "when", an act for "which law".
_AIMS: Final = r"obiettiv|finalit|mira |scopo|punta |intende|objectif|vise|goal|objective|aim"
_FIRST: Final = r"priorit"
_LAW: Final = r"\bl\.|legge|decreto|delibera|regolamento|direttiva|\bdgr\b|dpcm|\bart\b|\bloi\b|\blaw\b|d\.?lgs"
_MONEY: Final = r"euro|milion|miliard|million|€"
_WHO: Final = r"responsab|coordin|presied|president|guid|dirig|dirett|referent|compet|firm|chair|lead|head|pilot"
_DATE: Final = r"\b(?:19|20)\d\d\b"
_DOES: Final = r"prev|azion|misur|intervent|attivit|programm|azioni|promuov|garant|action|measure|provid|include"
_ONE: Final = {
    "it": (
        ("Che cos'è {the}?", ""), ("Quali sono gli obiettivi {of}?", _AIMS), ("Chi si occupa {of}?", _WHO),
        ("Quali sono le priorità {of}?", _FIRST), ("Quante risorse ci sono per {the}?", _MONEY),
        ("Quale legge riguarda {the}?", _LAW), ("Quando è nato {the}?", _DATE), ("Che cosa prevede {the}?", _DOES),
        ("Quali sono le tappe {of}?", _DATE), ("Quali azioni prevede {the}?", _DOES),
        ("A chi si rivolge {the}?", ""), ("Chi è responsabile {of}?", _WHO),
    ),
    "fr": (
        ("Qu'est-ce que {the} ?", ""), ("Quels sont les objectifs de {the} ?", _AIMS),
        ("Qui s'occupe de {the} ?", _WHO),
        ("Quelles sont les priorités de {the} ?", _FIRST), ("Quelles ressources y a-t-il pour {the} ?", _MONEY),
        ("Quelle loi concerne {the} ?", _LAW), ("Que prévoit {the} ?", _DOES),
        ("Quelles sont les étapes de {the} ?", _DATE), ("Quelles actions prévoit {the} ?", _DOES),
        ("Qui est responsable de {the} ?", _WHO), ("À qui s'adresse {the} ?", ""),
    ),
    "en": (
        ("What is {the}?", ""), ("What are the objectives of {the}?", _AIMS), ("Who is in charge of {the}?", _WHO),
        ("What are the priorities of {the}?", _FIRST), ("How much money is there for {the}?", _MONEY),
        ("Which law concerns {the}?", _LAW), ("What does {the} provide for?", _DOES),
        ("What is the timeline of {the}?", _DATE), ("What actions does {the} include?", _DOES),
        ("Who is responsible for {the}?", _WHO), ("Who is {the} for?", ""),
    ),
}  # fmt: skip
_SEVERAL: Final = {
    "Che cos'è {the}?": "Che cosa sono {the}?",
    "Che cosa prevede {the}?": "Che cosa prevedono {the}?",
    "Quando è nato {the}?": "Quando sono nati {the}?",
    "A chi si rivolge {the}?": "A chi si rivolgono {the}?",
    "Quali azioni prevede {the}?": "Quali azioni prevedono {the}?",
}
_FEMALE: Final = {"Quando è nato {the}?": "Quando è nata {the}?", "Quando sono nati {the}?": "Quando sono nate {the}?"}


def candidates(subject: Subject, language: str, *, held: bool = True) -> list[tuple[str, str]]:
    """The questions to try, in that language, each with the pattern of what its answer must say.

    An Italian one has the article that the documents use; where they use none the name stands in quotation marks. Who
    answers for it is asked only where that is ``held`` to be stated, as the page "who is who" has it.
    """
    if language == "it" and subject.article in _THE:
        the, of = _THE[subject.article] + subject.name, _OF[subject.article] + subject.name
    elif language == "it":
        the, of = f"«{subject.name}»", f"di «{subject.name}»"
    else:
        the = f"« {subject.name} »" if language == "fr" else f"“{subject.name}”"
        of = ""
    worded = []
    for template, pattern in _ONE[language]:
        if subject.article in _MANY:
            template = _SEVERAL.get(template, template)
        if subject.article in ("la", "le"):
            template = _FEMALE.get(template, template)
        if template == "Quando è nato {the}?" and subject.article in ("l'", ""):  # of which gender is it?
            continue
        if pattern == _WHO and not held:
            continue
        if template.startswith("Quando è nat") and _PLAN.match(subject.name):
            template = template.replace("nato", "stato approvato").replace("nata", "stata approvata")
        worded.append((template.format(the=the, of=of), pattern))
    return worded


def in_turn(candidates: Sequence[tuple[str, str]], place: int) -> list[tuple[str, str]]:
    """What it is first; the rest begins elsewhere for each subject, so that a page does not repeat itself."""
    first, rest = list(candidates[:1]), list(candidates[1:])
    at = _STEP * place % len(rest) if rest else 0
    return first + rest[at:] + rest[:at]


def answered(
    subject: Subject,
    asked: Sequence[tuple[str, str]],
    ask: Callable[[Question], Answer],
    going: Callable[[], bool],
) -> Iterator[str]:
    """The first five questions that are answered out of the subject's words, each with places of its own."""
    shown: list[Answer] = []
    for text, pattern in asked:
        if len(shown) == EACH or not going():
            return
        try:
            answer = ask(Question(text))
        except RegestoError:
            continue
        if speaks_of(answer, subject, pattern) and not any(_within(answer, other) for other in shown):
            shown.append(answer)
            yield text


def speaks_of(answer: Answer, subject: Subject, pattern: str = "") -> bool:
    """Whether an answer names the subject (in full or by acronym; a cited title counts) and says what was asked for."""
    if answer.status != "answered":
        return False
    said = fold(" ".join([each.text for each in answer.sentences] + [each.quote for each in answer.citations]))
    round_it = fold(" ".join(f"{each.title} {each.heading or ''}" for each in answer.citations))
    words = " ".join(f"{said} {round_it}".replace("’", "'").split())
    names = [fold(subject.name), *([fold(subject.acronym)] if subject.acronym else [])]
    return any(name in words for name in names) and re.search(pattern, said) is not None


def _within(answer: Answer, other: Answer) -> bool:
    """Whether an answer shows no place that the other does not show."""
    places = [(each.document, each.start, each.end) for each in other.citations]
    return all(
        any(document == each.document and start <= each.start and each.end <= end for document, start, end in places)
        for each in answer.citations
    )


def questions(
    subjects: Sequence[Subject],
    language: str,
    ask: Callable[[Question], Answer],
    going: Callable[[], bool],
    held: Collection[str],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each subject's name with its questions, as they become known; ``held`` are those that somebody answers for."""
    for place, subject in enumerate(subjects):
        asked = in_turn(candidates(subject, language, held=subject.name in held), place)
        found = tuple(answered(subject, asked, ask, going))
        if not going():
            return
        yield subject.name, found

"""Questions that the documents do not answer, each with why.

They ask of a town, a year or an acronym that no document names, or for what no document tells of somebody it names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from eval.own_questions import Own, id_of
from rag.analysis import WORD, fold
from rag.territories import REGIONS

if TYPE_CHECKING:
    from rag.library import Library

_TOWNS: Final = tuple(
    part.split(":")[0].replace("_", " ") for _, _, towns in REGIONS.values() for part in towns.split()
)
# After these a town stands for itself: "di Bologna", "a Lugo"; not "Università di Bologna e Ferrara".
_OF_TOWN: Final = re.compile(
    r"\b(?:di|a|in|of|de|à) (?P<town>[A-ZÀ-Þ][\w’'-]+(?: (?:Emilia|Calabria|Piceno))?)(?= ?[?,]| (?:nel|in|en)\b)"
)
_YEAR: Final = re.compile(r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?![\d/-])")
# Acronyms of Italian bodies and procedures that few libraries speak of.
_ACRONYMS: Final = ("ENAC", "SIAE", "ANVUR", "RUNTS", "CONSOB", "ISPRA", "ENEA", "IVASS", "CIPESS", "AGEA", "ARERA")
_STANDS_FOR: Final = {
    "it": "Che cosa significa la sigla {name}?",
    "fr": "Que signifie le sigle {name} ?",
    "en": "What does {name} stand for?",
}
# What may be asked of somebody, in the three languages; what a passage holds that tells it; why it is not answered.
_OF_PERSON: Final = (
    (
        {
            "it": "Qual è l'indirizzo e-mail di {name}?",
            "fr": "Quelle est l'adresse électronique de {name} ?",
            "en": "What is {name}'s e-mail address?",
        },
        re.compile(r"@|e-?mail|posta elettronica|courriel"),
        "non ci sono indirizzi",
    ),
    (
        {
            "it": "Qual è la data di nascita di {name}?",
            "fr": "Quelle est la date de naissance de {name} ?",
            "en": "When was {name} born?",
        },
        re.compile(r"\bnat[oa]\b|\bclasse\b|\bnee? (?:le|en|a)\b|\bborn\b"),
        "non c'è la data",
    ),
    (
        {
            "it": "Quanto guadagna {name} all'anno?",
            "fr": "Combien gagne {name} par an ?",
            "en": "How much does {name} earn a year?",
        },
        re.compile(r"stipendi|compens|indennita|retribu|salar|euro|€"),
        "non ci sono compensi",
    ),
)


class Known:
    """The words of a whole library, and what stands beside some persons: what stands nowhere can't be answered."""

    def __init__(self, library: Library, persons: Iterable[str] = ()) -> None:
        self.words: set[str] = set()
        self._beside: dict[str, list[str]] = {_last(name): [] for name in persons}
        for _, text in library.current_texts():
            folded = fold(text)
            words = set(WORD.findall(folded))
            self.words |= words
            for last in words & self._beside.keys():
                self._beside[last].append(folded)

    def lacks(self, name: str) -> bool:
        """Whether some word of a name stands in no document."""
        return any(word not in self.words for word in WORD.findall(fold(name)))

    def tells(self, name: str, of: re.Pattern[str]) -> bool:
        """Whether a passage that names one of the persons (by last name) holds a pattern."""
        return any(of.search(text) for text in self._beside.get(_last(name), ()))


def persons_of(drafts: Iterable[Own]) -> list[str]:
    """Who is asked about in drafts of the type "who"."""
    return [_person(each) for each in drafts if each.type == "who"]


def _person(draft: Own) -> str:
    return re.sub(r"^(?:Chi è|Qui est|Who is) | ?\?$", "", draft.question)


def _last(name: str) -> str:
    found: list[str] = WORD.findall(fold(name))
    return found[-1] if found else ""


def unanswerable(drafts: Iterable[Own], known: Known, chance: random.Random) -> Iterator[Own]:
    """Questions like the drafts', of something that the library lacks."""
    towns = [town for town in _TOWNS if known.lacks(town)]
    for draft in drafts:
        if draft.type in ("claim_check", "follow_up", "definition", "list") or draft.history:
            continue
        if draft.type == "who":
            yield from _of_person(draft, known, chance)
        elif (place := _OF_TOWN.search(draft.question)) and place["town"] in _TOWNS and towns:
            town = chance.choice(towns)
            yield _absent(
                draft, _put(draft.question, place.span("town"), town), f"nessun documento nomina {town}", "place"
            )
        elif draft.type == "number" and len(years := list(_YEAR.finditer(draft.question))) == 1:
            year = _free_year(int(years[0]["year"]), known)
            if year:
                asked = _put(draft.question, years[0].span("year"), year)
                yield _absent(draft, asked, f"nessun documento nomina il {year}", "year")
    yield from _acronyms(known)


def _of_person(draft: Own, known: Known, chance: random.Random) -> Iterator[Own]:
    name = _person(draft)
    asked, pattern, what = chance.choice(_OF_PERSON)
    if not known.tells(name, pattern):
        why = f"i documenti nominano {name}, ma nei passaggi che ne parlano {what}"
        yield _absent(draft, asked[draft.lang].format(name=name), why, "person")


def _acronyms(known: Known) -> Iterator[Own]:
    absent = [name for name in _ACRONYMS if known.lacks(name)]
    for at, name in enumerate(absent):
        language = ("it", "fr", "en")[at % 3]
        asked = _STANDS_FOR[language].format(name=name)
        yield Own(
            id=id_of("absent", asked), question=asked, type="unanswerable", lang=language, persona="new_staff",
            origin="absent:acronym", why=f"nessun documento nomina {name}",
        )  # fmt: skip


def _absent(draft: Own, asked: str, why: str, what: str) -> Own:
    return Own(
        id=id_of("absent", asked), question=asked, type="unanswerable", lang=draft.lang, persona=draft.persona,
        origin=f"absent:{what}", why=why,
    )  # fmt: skip


def _put(text: str, span: Sequence[int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def _free_year(year: int, known: Known) -> str:
    """The nearest year, three away at least, that no document names; "" where all near ones are named."""
    for away in range(3, 15):
        for other in (year - away, year + away):
            if str(other) not in known.words and not any(str(other) in word for word in known.words if "/" in word):
                return str(other)
    return ""

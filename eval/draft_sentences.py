"""Questions from single sentences: how much, how many, what share, when, by whom; as a native would ask them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from eval.draft_rules import Rule, rules
from eval.draft_spots import Spot, core_of, is_named, made, stands_alone
from eval.own_questions import Own

_BASE: Final = {"has": "have", "covers": "cover", "includes": "include", "serves": "serve", "manages": "manage",
                "involves": "involve", "employs": "employ"}  # fmt: skip
# Nouns in -i that are female; those in -a and -à are left out, for want of a rule.
_FEMALE: Final = re.compile(
    r"(?:ioni|reti|part[ie]|leggi|voci|sedi|fasi|classi|madri|ore|notti|chiavi|crisi|analisi|\w+trici)$"
)
_NO_GENDER: Final = re.compile(r"(?:milioni|miliardi|anni fa)$|[^ie]$")


def about_sentence(spot: Spot, block_kind: str) -> Iterator[Own]:
    """The questions that one sentence of a paragraph answers: one at most."""
    text = spot.shown
    if block_kind != "paragraph" or not stands_alone(text):
        return
    for rule in rules():
        if rule.language == spot.language and (match := rule.pattern.match(text)):
            question = _worded(rule, match)
            named = rule.type == "definition" and _is_name(match["s"])
            if question and (named or is_specific(question)):
                yield made(
                    spot,
                    f"sentence:{rule.type}",
                    rule.type,
                    question,
                    [[_fact(rule, match["v"])]],
                    persona=rule.persona,
                )
                return


def _fact(rule: Rule, value: str) -> str:
    """What an answer must show: a value whole; of a definition or an aim its first words."""
    return (core_of(value) if rule.type in ("definition", "fact") else "") or value.strip()


def _is_name(subject: str) -> bool:
    """Whether a subject is known by its name alone: an acronym, or two words with capitals past the article."""
    own = [word for word in re.findall(r"[\w-]+", subject)[1:] if word[:1].isupper()]
    return len(own) > 1 or re.search(r"\b[A-Z]{3,}\b", subject) is not None


def _worded(rule: Rule, match: re.Match[str]) -> str:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    subject = parts.get("s", "")
    if _is_half(subject):
        return ""
    plural = re.match(r"(?:I|Gli|Le|Les)\b", subject, re.IGNORECASE) is not None and rule.language != "en"
    if rule.language == "fr":
        plural = subject.startswith("Les ")
    template = rule.many if plural and rule.many else rule.asked
    if "{q}" in template:
        parts["q"] = _how_many(parts.get("n") or subject)
        if not parts["q"]:
            return ""
    if "{of}" in template:
        parts["of"] = _of(subject)
    if "{e}" in template and "e" not in parts:
        parts["e"] = _BASE[parts["b"]]
    for name in ("s", "w"):
        if parts.get(name):
            parts[name] = parts[name][0].lower() + parts[name][1:]
    asked = " ".join(template.format(**parts).split())
    return asked[0].upper() + asked[1:] if len(asked.split()) <= 28 else ""


# Verbs that are no nouns as well ("parte", "porta").
_FINITE: Final = re.compile(
    r"\b(?:è|sono|era|erano|sarà|ha|hanno|viene|vengono|può|possono|deve|devono|passa|prevede|est|sont|ont|peut|doit|is|"
    r"are|was|were|has|have|can|must)\b"
)


def _is_half(subject: str) -> bool:
    """Whether a subject holds a verb of its own, outside of "that …": then the rest is half a sentence."""
    if subject.endswith((" e", " et", " and", " che", " qui", " that", " non", " ne")):
        return True
    verb = _FINITE.search(subject)
    return verb is not None and re.search(r"\b(?:che|cui|qui|que|that|which|who)\b", subject[: verb.start()]) is None


_OF: Final = (
    ("Il ", "del "),
    ("Lo ", "dello "),
    ("La ", "della "),
    ("I ", "dei "),
    ("Gli ", "degli "),
    ("Le ", "delle "),
)


def _of(subject: str) -> str:
    """A subject after "di": "Il Piano" as "del Piano", "L'Agenzia" as "dell'Agenzia"."""
    for the, of in _OF:
        if subject.startswith(the):
            return of + subject.removeprefix(the)
    return "del" + subject[0].lower() + subject[1:]


def _how_many(noun: str) -> str:
    """The word "Quanti" or "Quante", as the noun (or its article) wants it; "" where that can't be told."""
    first, _, rest = noun.lower().partition(" ")
    if first in ("grandi", "principali") and rest:
        first = rest.partition(" ")[0]
    if first in ("i", "gli"):
        return "Quanti"
    if first == "le":
        return "Quante"
    if _NO_GENDER.search(first):
        return ""
    return "Quante" if first.endswith("e") or _FEMALE.search(first) else "Quanti"


# Names that every region has: alone they do not say of what the question is.
_COMMON: Final = frozenset(
    "regione regioni comune comuni provincia giunta piano fondo programma stato italia assemblea consiglio presidente "
    "assessore assessora governo ministero azienda aziende ente enti servizio decreto legge delibera région plan fonds "
    "region fund programme state government council strategia programmi strategie conferenza agenzia case casa salute "
    "comunità tavolo linee guida obiettivi azioni stratégie strategy agency agence".split()
)


def is_specific(question: str) -> bool:
    """Whether a question says of what it is: a name that is not every region's, or many words."""
    names = re.findall(r"[^\W_][\w-]*", question)[1:]
    own = [word for word in names if word[:1].isupper() and word.lower() not in _COMMON]
    years = re.findall(r"\b(?:19|20)\d\d\b", question)
    long = [word for word in names if len(word) > 4]
    return is_named(question) and len(long) >= 2 and (bool(own) or len(long) + len(years) >= 7)

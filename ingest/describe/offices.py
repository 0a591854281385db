"""The offices that persons hold, as written beside a name: "assessora al Welfare", "…, sindaco di Imola"."""

from __future__ import annotations

import re
from typing import Final

from ingest.describe.names import FIRST
from ingest.describe.scan import beginnings

_OFFICE: Final = (
    r"(?:assessor[ea]|assessora|vice[\s-]?president[ei](?:ssa)?|president[e](?:ssa)?|vice[\s-]?sindac[oa]|"
    r"sindac[oa]|sindaca|"
    r"vice[\s-]?dirett(?:ore|rice)|dirett(?:ore|rice)|responsabile|dirigente|coordinat(?:ore|rice)|segretari[oa]|"
    r"consiglier[ea]|ministr[oa]|sottosegretari[oa]|deputat[oa]|senat(?:ore|rice)|govern(?:atore|atrice)|prefett[oa]|"
    r"rett(?:ore|rice)|commissari[oa]|referente|portavoce|docente|ricercat(?:ore|rice)|primari[oa]|capogruppo|"
    r"relat(?:ore|rice)|arcivescovo|vescovo|garante|delegat[oa]|amministrat(?:ore|rice)|fondat(?:ore|rice)|"
    r"professore(?:ssa)?\s+(?:di|ordinari|associat)|"
    r"présidente?|vice-présidente?|maire|ministre|directeur|directrice|conseill(?:er|ère)|adjointe?|secrétaire|"
    r"president|vice\s+president|mayor|councill?or|director|minister|chair(?:man|woman)?)"
)
# How the offices begin, in small letters.
STEMS: Final = beginnings(
    """assess vice presid présid sindac dirett direct responsab dirigen coordinat segretar secrét consiglier conseill
    council ministr minister sottosegr deputat senat govern prefett rett commissar referente portavoce docente ricercat
    primari capogruppo relat arcivesc vescovo garante delegat amministrat fondat professor maire mayor adjoint
    chair""".split()
)
# The office before a name, back from it: no stop, no bracket in between.
BEFORE: Final = re.compile(rf"(?<!\w)(?P<role>{_OFFICE}\b[^.;:!?()\n«»\"“”,]{{0,95}}?)[\s,]*(?:è\s+)?$", re.IGNORECASE)
_AFTER: Final = re.compile(
    rf"\s*(?:,|\(|–|-|\|)\s*(?P<role>(?:già |ex |il |la |l')?{_OFFICE}(?!\w)[^.;:,!?()\n«»\"“”]{{0,140}})",
    re.IGNORECASE,
)
OFFICIAL: Final = re.compile(rf"{_OFFICE}|Onorevole|Dottor(?:essa)?|Professor(?:essa)?|Signora?", re.IGNORECASE)
# What may follow an office before it is anyone's: adjectives, then what it is of.
_GRAMMAR: Final = re.compile(
    rf"{_OFFICE}(?:[\s-]+(?:\w+(?:ale|ali|aria|ario|ico|ica|ivo|iva|ano|ana|ente|ese|ata|ato|ional|ional[ei]|"
    rf"aux|nal)|e|ed|ad interim))*"
    r"(?:\s+(?:di|del|della|dell'|dei|delle|degli|al|alla|all'|alle|ai|agli|allo|per|con|in|Ausl|area|de|du|des|"
    r"d'|of|for|à|aux|au)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_DANGLING: Final = re.compile(
    r"(?:^|\s)(?:di|del|della|dell'|dei|delle|degli|al|alla|all'|alle|ai|agli|per|con|da|dal|de|du|des|d'|of|for|à)$"
)
# Where an office written after the name ends: the sentence goes on.
_VERB: Final = re.compile(
    r"\s+(?:ha|hanno|è|sono|era|che|spiega|parla|dice|ricorda|afferma|commenta|sottolinea|annuncia|presenta|insieme|"
    r"durante|mentre|nel corso|con (?:il|la|i|gli|le)|a |qui|où|who|has|is|and)(?=\s|$)|\s+(?:e|ed|et|-|"
    r"–)\s+(?=[A-Z][a-z]+ [A-Z]|il |la |l'|i |per )"
)


def role_of(text: str, before: str, end: int) -> str | None:
    """The office beside a name: the fuller of what stands before and after it."""
    after = _AFTER.match(text, end)
    following = _trim(after["role"]) if after else ""
    preceding = _preceding(before)
    return " ".join(max(preceding, following, key=len).split()) or None


def _preceding(before: str) -> str:
    """The office that ends where the name begins; of "il presidente Luca Rossi e il vicepresidente …" the second."""
    ahead = BEFORE.search(before)
    while ahead:
        role = ahead["role"].strip(" ,-–")
        # A verb or another name in between: the office is somebody else's. "segretario della …" is before no person.
        others = _VERB.search(role) or _DANGLING.search(role) or any(word in FIRST for word in role.split())
        if not others and _GRAMMAR.fullmatch(role):
            return role
        ahead = BEFORE.search(before, ahead.start() + 1)
    return ""


def _trim(role: str) -> str:
    """An office without the words of the sentence that goes on behind it."""
    cut = _VERB.search(role)
    role = role[: cut.start()] if cut else role
    if any(word in FIRST for word in role.split()):
        return ""  # "il sindaco Rossi, il direttore Luca Bianchi": the office of the next one
    role = re.sub(r"\s+(?:e|ed|di|del|della|dell'|dei|al|alla|alle|per|con|in|-|–)\s*$", "", role).strip(" ,-–")
    return re.sub(r"^(?:già|ex|il|la|l')\s*", "", role)

"""The texts of ``regesto glossary`` in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class GlossaryTexts(NamedTuple):
    """What the command says; names in braces are filled with ``str.format``."""

    title: str
    columns: tuple[str, str, str]
    empty: str
    not_mined: str
    unknown: str
    common: str
    near: str
    since: str
    term_columns: tuple[str, str, str]
    kinds: Mapping[str, str]


GLOSSARY: Final = {
    "it": GlossaryTexts(
        title="Sigle definite nei documenti",
        columns=("Sigla", "Per esteso", "Documenti"),
        empty="Nessun documento definisce una sigla.",
        not_mined="Le sigle non sono ancora state cercate in questa biblioteca: eseguire «regesto reindex».",
        unknown="Nessun documento definisce «{word}».",
        common="uso comune: nessun documento lo definisce",
        near="I più vicini: {some}.",
        since="dal documento di {date}",
        term_columns=("Termine", "Definizione", "Dal"),
        kinds={"body": "Enti definiti nei documenti", "plan": "Piani e programmi", "term": "Termini"},
    ),
    "fr": GlossaryTexts(
        title="Sigles définis dans les documents",
        columns=("Sigle", "En toutes lettres", "Documents"),
        empty="Aucun document ne définit de sigle.",
        not_mined="Les sigles de cette bibliothèque restent à relever : lancer « regesto reindex ».",
        unknown="Aucun document ne définit « {word} ».",
        common="usage courant : aucun document ne le définit",
        near="Les plus proches : {some}.",
        since="depuis le document de {date}",
        term_columns=("Terme", "Définition", "Depuis"),
        kinds={"body": "Organismes définis dans les documents", "plan": "Plans et programmes", "term": "Termes"},
    ),
    "en": GlossaryTexts(
        title="Acronyms defined in the documents",
        columns=("Acronym", "In full", "Documents"),
        empty="No document defines an acronym.",
        not_mined="The acronyms of this library are still to be gathered: run “regesto reindex”.",
        unknown="No document defines “{word}”.",
        common="common usage: no document defines it",
        near="The nearest: {some}.",
        since="since the document of {date}",
        term_columns=("Term", "Definition", "Since"),
        kinds={"body": "Bodies defined in the documents", "plan": "Plans and programmes", "term": "Terms"},
    ),
}

"""The texts of ``regesto compare``, ``timeline`` and ``who`` in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class CompareTexts(NamedTuple):
    """What ``compare`` says; names in braces are filled with ``str.format``."""

    title: str
    counts: str
    none: str
    figures: str
    columns: tuple[str, str, str, str]
    changed: str
    how: Mapping[str, str]
    likely: str
    only_old: str
    only_new: str
    sentences: str


class TimelineTexts(NamedTuple):
    """What ``timeline`` says."""

    title: str
    none: str
    from_published: str
    inferred: str
    releases: str


class WhoTexts(NamedTuple):
    """What ``who`` says."""

    title: str
    none: str
    now: str
    undated: str
    earlier: str
    no_role: str


COMPARE: Final = {
    "it": CompareTexts(
        title="Che cosa cambia: {old} → {new}",
        counts="Documenti {before} → {after} · frasi uguali {kept} · spostate {moved} · modificate {altered} · "
        "aggiunte {added} · tolte {removed}",
        none="Nessun cambiamento: i due testi dicono lo stesso.",
        figures="Cifre e date cambiate",
        columns=("Che cosa", "Prima", "Dopo", "Dove"),
        changed="Sezioni confrontate",
        how={
            "same": "stesso titolo",
            "renamed": "titolo cambiato: prima «{old}»",
            "moved": "spostata: prima «{old}»",
            "split": "divisa: prima «{old}»",
            "merged": "unita con altre: prima «{old}»",
        },
        likely="corrispondenza probabile, non certa ({share} %)",
        only_old="Solo nel primo: {name}",
        only_new="Solo nel secondo: {name}",
        sentences="{number} frasi",
    ),
    "fr": CompareTexts(
        title="Ce qui change : {old} → {new}",
        counts="Documents {before} → {after} · phrases identiques {kept} · déplacées {moved} · modifiées {altered} · "
        "ajoutées {added} · supprimées {removed}",
        none="Aucun changement : les deux textes disent la même chose.",
        figures="Chiffres et dates modifiés",
        columns=("Quoi", "Avant", "Après", "Où"),
        changed="Sections comparées",
        how={
            "same": "même titre",
            "renamed": "titre modifié : avant « {old} »",
            "moved": "déplacée : avant « {old} »",
            "split": "divisée : avant « {old} »",
            "merged": "réunie à d'autres : avant « {old} »",
        },
        likely="correspondance probable, non certaine ({share} %)",
        only_old="Seulement dans le premier : {name}",
        only_new="Seulement dans le second : {name}",
        sentences="{number} phrases",
    ),
    "en": CompareTexts(
        title="What changes: {old} → {new}",
        counts="Documents {before} → {after} · sentences the same {kept} · moved {moved} · altered {altered} · "
        "added {added} · removed {removed}",
        none="No change: the two texts say the same.",
        figures="Figures and dates that changed",
        columns=("What", "Before", "After", "Where"),
        changed="Sections compared",
        how={
            "same": "same heading",
            "renamed": "heading changed: before “{old}”",
            "moved": "moved: before “{old}”",
            "split": "divided: before “{old}”",
            "merged": "merged with others: before “{old}”",
        },
        likely="likely the same section, not surely ({share}%)",
        only_old="Only in the first: {name}",
        only_new="Only in the second: {name}",
        sentences="{number} sentences",
    ),
}

TIMELINE: Final = {
    "it": TimelineTexts(
        title="Cronologia: {topic}",
        none="Nessuna frase datata su «{topic}» nei documenti cercati.",
        from_published="data di pubblicazione, non dell'evento",
        inferred="dedotta da «{words}», pubblicato: {date}",
        releases="{number} comunicati",
    ),
    "fr": TimelineTexts(
        title="Chronologie : {topic}",
        none="Aucune phrase datée sur « {topic} » dans les documents cherchés.",
        from_published="date de publication, non de l'événement",
        inferred="déduite de « {words} », publié : {date}",
        releases="{number} communiqués",
    ),
    "en": TimelineTexts(
        title="Timeline: {topic}",
        none="No dated sentence on “{topic}” in the documents searched.",
        from_published="date of publication, not of the event",
        inferred="inferred from “{words}”, published: {date}",
        releases="{number} releases",
    ),
}

WHO: Final = {
    "it": WhoTexts(
        title="Chi: {topic}",
        none="Non indicato: nessun documento dice chi è responsabile di «{topic}» (passaggi letti: {passages}, "
        "documenti: {documents}).",
        now="secondo la fonte più recente, {date}",
        undated="fonte senza data",
        earlier="prima: {date}",
        no_role="come dice la frase",
    ),
    "fr": WhoTexts(
        title="Qui : {topic}",
        none="Non indiqué : aucun document ne dit qui est responsable de « {topic} » (passages lus : {passages}, "
        "documents : {documents}).",
        now="d'après la source la plus récente, {date}",
        undated="source sans date",
        earlier="avant : {date}",
        no_role="comme le dit la phrase",
    ),
    "en": WhoTexts(
        title="Who: {topic}",
        none="Not stated: no document says who is responsible for “{topic}” (passages read: {passages}, "
        "documents: {documents}).",
        now="by the newest source, {date}",
        undated="undated source",
        earlier="before: {date}",
        no_role="as the sentence says",
    ),
}

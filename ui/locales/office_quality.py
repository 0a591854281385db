"""What the office page on the quality of answers says, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    lead: str
    none: str
    make: str
    figures: Mapping[str, str]
    since: str
    of_set: str
    other_system: str
    open_report: str
    save_report: str
    about: str
    first: str
    changed: Mapping[str, str]
    from_to: str
    same: str
    sure: str
    chance: str
    other_corpus: str
    broken: str
    resume: str
    unscored: str
    older: str


_STRINGS: Final = {
    "it": QualityStrings(
        title="Qualità delle risposte",
        lead="Una prova pone all'assistente domande di cui si sa già che cosa deve contenere la risposta, e conta "
        "quante volte ci riesce. Il rapporto di ogni prova dice in parole semplici com'è andata, e mostra gli errori "
        "uno per uno.",
        none="Non c'è ancora nessuna prova.",
        make="Le prove si fanno da terminale, e durano da qualche secondo a pochi minuti: {command} usa le domande "
        "accettate in questa biblioteca; con un file di domande, {file}.",
        figures={
            "questions": "domande", "facts": "risposte complete", "refused": "no detti a ragione",
            "false_refusal": "no detti a torto", "quotes_valid": "citazioni alla lettera",
            "milliseconds": "per una risposta",
        },
        since="Rispetto alla prova precedente sulle stesse domande:",
        of_set="Serie «{set}»",
        other_system="sistema: {system}",
        open_report="Apri il rapporto",
        save_report="Salva",
        about="della prova {name}",
        first="È la prima su queste domande.",
        changed={"facts": "risposte complete", "refused": "no a ragione", "false_refusal": "no a torto"},
        from_to="{what}: da {first} a {second}",
        same="nessuna differenza.",
        sure="(difficilmente un caso)",
        chance="(può essere un caso)",
        other_corpus="I documenti nel frattempo sono cambiati.",
        broken="Prova interrotta o rovinata: {name}.",
        resume="Se si è interrotta, lo stesso comando con {option} la riprende dal punto in cui era.",
        unscored="Non ancora misurata: {command}",
        older="Sono mostrate le {count} prove più recenti.",
    ),
    "fr": QualityStrings(
        title="Qualité des réponses",
        lead="Un essai pose à l'assistant des questions dont on sait déjà ce que la réponse doit contenir, et compte "
        "combien de fois il y parvient. Le rapport de chaque essai dit en mots simples comment il s'est passé, et "
        "montre les erreurs une à une.",
        none="Il n'y a encore aucun essai.",
        make="Les essais se font au terminal, et durent de quelques secondes à quelques minutes : {command} utilise "
        "les questions acceptées dans cette bibliothèque ; avec un fichier de questions, {file}.",
        figures={
            "questions": "questions", "facts": "réponses complètes", "refused": "refus à raison",
            "false_refusal": "refus à tort", "quotes_valid": "citations à la lettre",
            "milliseconds": "par réponse",
        },
        since="Par rapport à l'essai précédent sur les mêmes questions :",
        of_set="Série « {set} »",
        other_system="système : {system}",
        open_report="Ouvrir le rapport",
        save_report="Enregistrer",
        about="de l'essai {name}",
        first="C'est le premier sur ces questions.",
        changed={"facts": "réponses complètes", "refused": "refus à raison", "false_refusal": "refus à tort"},
        from_to="{what} : de {first} à {second}",
        same="aucune différence.",
        sure="(difficilement un hasard)",
        chance="(peut-être un hasard)",
        other_corpus="Entre-temps, les documents ont changé.",
        broken="Essai interrompu ou abîmé : {name}.",
        resume="S'il a été interrompu, la même commande avec {option} le reprend là où il en était.",
        unscored="Pas encore mesuré : {command}",
        older="Les {count} essais les plus récents sont montrés.",
    ),
    "en": QualityStrings(
        title="Quality of the answers",
        lead="A run asks the assistant questions of which it is known beforehand what the answer must hold, and counts "
        "how often it succeeds. The report of each run says in plain words how it went, and shows the mistakes one by "
        "one.",
        none="There is no run yet.",
        make="Runs are made in a terminal, and take from a few seconds to a few minutes: {command} uses the questions "
        "accepted in this library; with a file of questions, {file}.",
        figures={
            "questions": "questions", "facts": "complete answers", "refused": "refusals that are right",
            "false_refusal": "refusals that are wrong", "quotes_valid": "quotations to the letter",
            "milliseconds": "for an answer",
        },
        since="Against the run before on the same questions:",
        of_set="Set “{set}”",
        other_system="system: {system}",
        open_report="Open the report",
        save_report="Save",
        about="of run {name}",
        first="It is the first on these questions.",
        changed={"facts": "complete answers", "refused": "right refusals", "false_refusal": "wrong refusals"},
        from_to="{what}: from {first} to {second}",
        same="no difference.",
        sure="(hardly chance)",
        chance="(may be chance)",
        other_corpus="The documents have changed in the meantime.",
        broken="Run broken off or spoilt: {name}.",
        resume="If it was broken off, the same command with {option} goes on from where it was.",
        unscored="Not scored yet: {command}",
        older="The {count} newest runs are shown.",
    ),
}  # fmt: skip


def quality_strings(language: str) -> QualityStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

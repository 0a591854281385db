"""What the page of one answer says, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    given: str
    alone: str
    since: str
    nothing: str
    changes: Mapping[str, str]
    now: str
    anew: str
    anew_hint: str
    missing_title: str
    missing_text: str
    log_off: str


_STRINGS: Final = {
    "it": AnswerStrings(
        title="Risposta a una domanda",
        given="Risposta data il {moment}",
        alone="La domanda faceva parte di una conversazione, che qui non si vede: da sola può voler dire altro.",
        since="Che cosa è cambiato da allora",
        nothing="Nulla: le fonti citate sono ancora quelle in vigore e le citazioni si ritrovano parola per parola.",
        changes={
            "gone": "Il documento non è più nella biblioteca.",
            "withdrawn": "Il documento non è più pubblicato dalla fonte.",
            "lost": "La citazione non si ritrova più al suo posto nel testo conservato.",
            "kept": "C'è un'edizione più recente (la {edition}), che contiene ancora queste parole.",
            "dropped": "C'è un'edizione più recente (la {edition}), che queste parole non le contiene più.",
        },
        now="Leggi l'edizione {edition}",
        anew="Rifai la domanda adesso",
        anew_hint="La risposta di oggi può essere diversa, se i documenti sono cambiati.",
        missing_title="Risposta non trovata",
        missing_text="A questo indirizzo non c'è più una risposta: è stata cancellata, è scaduto il tempo per cui si "
        "conserva, o l'indirizzo è stato copiato a metà.",
        log_off="Questo servizio non conserva le risposte, perciò non hanno un indirizzo.",
    ),
    "fr": AnswerStrings(
        title="Réponse à une question",
        given="Réponse donnée le {moment}",
        alone="La question faisait partie d'une conversation, qui n'est pas montrée ici : seule, elle peut "
        "vouloir dire autre chose.",
        since="Ce qui a changé depuis",
        nothing="Rien : les sources citées sont toujours en vigueur et les citations s'y retrouvent mot pour mot.",
        changes={
            "gone": "Le document n'est plus dans la bibliothèque.",
            "withdrawn": "Le document n'est plus publié par la source.",
            "lost": "La citation ne se retrouve plus à sa place dans le texte conservé.",
            "kept": "Il existe une édition plus récente (la {edition}), qui contient toujours ces mots.",
            "dropped": "Il existe une édition plus récente (la {edition}), qui ne contient plus ces mots.",
        },
        now="Lire l'édition {edition}",
        anew="Reposer la question maintenant",
        anew_hint="La réponse d'aujourd'hui peut être différente, si les documents ont changé.",
        missing_title="Réponse introuvable",
        missing_text="Il n'y a plus de réponse à cette adresse : elle a été effacée, la durée de conservation est "
        "passée, ou l'adresse a été copiée à moitié.",
        log_off="Ce service ne conserve pas les réponses : elles n'ont donc pas d'adresse.",
    ),
    "en": AnswerStrings(
        title="Answer to a question",
        given="Answer given on {moment}",
        alone="The question was part of a conversation, which is not shown here: alone it may mean something else.",
        since="What has changed since",
        nothing="Nothing: the sources cited are still in force, and the quotes still stand there word for word.",
        changes={
            "gone": "The document is no longer in the library.",
            "withdrawn": "The document is no longer published by its source.",
            "lost": "The quote no longer stands at its place in the stored text.",
            "kept": "There is a newer edition ({edition}), which still contains these words.",
            "dropped": "There is a newer edition ({edition}), which no longer contains these words.",
        },
        now="Read edition {edition}",
        anew="Ask the question again now",
        anew_hint="Today's answer may be different, if the documents have changed.",
        missing_title="Answer not found",
        missing_text="There is no answer at this address any more: it was deleted, the time it is kept for is over, or "
        "only half of the address was copied.",
        log_off="This service keeps no answers, so they have no address.",
    ),
}


def answer_strings(language: str) -> AnswerStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

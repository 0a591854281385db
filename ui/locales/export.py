"""What a saved answer or check says around the words of the documents, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    answer_subject: str
    conversation: str
    conversation_stem: str
    check: str
    check_stem: str
    check_subject: str
    made: str
    asked_on: str
    contents: str
    worth_extractive: str
    worth_generative: str
    worth_check: str
    rechecked: str
    lost: Mapping[str, str]
    quotes: str
    permalink: str
    live: str
    gone: str
    moved: str
    near: str
    page_of: str
    no_glyphs: str
    unknown_title: str
    unknown_text: str
    log_off: str
    no_ids: str
    too_many: str
    unknown_format: str


_STRINGS: Final = {
    "it": ExportStrings(
        answer_subject="Risposta di Regesto con le sue fonti",
        conversation="Conversazione con Regesto: {count} domande",
        conversation_stem="conversazione",
        check="Verifica di un testo sui documenti",
        check_stem="verifica",
        check_subject="Frasi controllate sui documenti, con le citazioni",
        made="Fatto con Regesto il {date}.",
        asked_on="Risposta del {moment}",
        contents="Il testo controllato",
        worth_extractive="Le risposte sono fatte di frasi dei documenti citati, senza modello linguistico.",
        worth_generative="Le risposte sono scritte con un modello linguistico; ogni frase è verificata sulle "
        "citazioni.",
        worth_check="Il giudizio su ogni frase è automatico e vale per i soli documenti della biblioteca: prima di "
        "pubblicare, leggere le citazioni e aprire le fonti. «Non trovato» non vuol dire falso.",
        rechecked="Al momento del salvataggio ogni citazione è stata confrontata, lettera per lettera, con il testo "
        "conservato.",
        lost={
            "one": "Una risposta richiesta non c'è più nel registro, e qui manca.",
            "many": "{count} risposte richieste non ci sono più nel registro, e qui mancano.",
        },
        quotes="Le citazioni, lettera per lettera",
        permalink="Nel registro",
        live="Alla fonte",
        gone="Attenzione: questa edizione non è più nella biblioteca.",
        moved="Attenzione: nel testo conservato la citazione non si trova più in questo punto.",
        near="I passaggi più vicini, che non rispondono alla domanda:",
        page_of="Pagina {page} di {pages}",
        no_glyphs="Alcuni segni di questo testo mancano ai caratteri di stampa di questo servizio: i file Word e "
        "Markdown li hanno tutti.",
        unknown_title="Risposta non trovata",
        unknown_text="La risposta richiesta non è nel registro: può essere stata cancellata, o l'indirizzo è stato "
        "copiato a metà.",
        log_off="Questo servizio non conserva le risposte, perciò non può salvarle in un file: usare «Copia» accanto "
        "alla "
        "risposta.",
        no_ids="L'indirizzo non dice quali risposte salvare: aprirlo dal pulsante «Salva» di una risposta.",
        too_many="Si possono salvare al massimo {most} risposte per volta: qui sono {count}.",
        unknown_format="Il formato «{value}» non c'è: scegliere fra {known}.",
    ),
    "fr": ExportStrings(
        answer_subject="Réponse de Regesto avec ses sources",
        conversation="Conversation avec Regesto : {count} questions",
        conversation_stem="conversation",
        check="Vérification d'un texte sur les documents",
        check_stem="verification",
        check_subject="Phrases vérifiées sur les documents, avec les citations",
        made="Fait avec Regesto le {date}.",
        asked_on="Réponse du {moment}",
        contents="Le texte vérifié",
        worth_extractive="Les réponses sont faites de phrases des documents cités, sans modèle de langue.",
        worth_generative="Les réponses sont rédigées par un modèle de langue ; chaque phrase est vérifiée sur ses "
        "citations.",
        worth_check="Le verdict sur chaque phrase est automatique et ne vaut que pour les documents de la "
        "bibliothèque : "
        "avant de publier, lire les citations et ouvrir les sources. « Non trouvé » ne veut pas dire faux.",
        rechecked="Lors de l'enregistrement, chaque citation a été comparée, lettre par lettre, au texte conservé.",
        lost={
            "one": "Une réponse demandée n'est plus dans le registre, et manque ici.",
            "many": "{count} réponses demandées ne sont plus dans le registre, et manquent ici.",
        },
        quotes="Les citations, lettre par lettre",
        permalink="Dans le registre",
        live="À la source",
        gone="Attention : cette édition n'est plus dans la bibliothèque.",
        moved="Attention : dans le texte conservé, la citation ne se trouve plus à cet endroit.",
        near="Les passages les plus proches, qui ne répondent pas à la question :",
        page_of="Page {page} sur {pages}",
        no_glyphs="Certains signes de ce texte manquent aux polices de ce service : les fichiers Word et Markdown les "
        "ont "
        "tous.",
        unknown_title="Réponse introuvable",
        unknown_text="La réponse demandée n'est pas dans le registre : elle a pu être effacée, ou l'adresse a été "
        "copiée à "
        "moitié.",
        log_off="Ce service ne conserve pas les réponses et ne peut donc pas les enregistrer dans un fichier : "
        "utiliser "
        "« Copier » à côté de la réponse.",
        no_ids="L'adresse ne dit pas quelles réponses enregistrer : l'ouvrir par le bouton « Enregistrer » d'une "
        "réponse.",
        too_many="On peut enregistrer au plus {most} réponses à la fois : il y en a {count} ici.",
        unknown_format="Le format « {value} » n'existe pas : choisir parmi {known}.",
    ),
    "en": ExportStrings(
        answer_subject="An answer by Regesto with its sources",
        conversation="Conversation with Regesto: {count} questions",
        conversation_stem="conversation",
        check="A text checked against the documents",
        check_stem="check",
        check_subject="Sentences checked against the documents, with the quotes",
        made="Made with Regesto on {date}.",
        asked_on="Answered on {moment}",
        contents="The text checked",
        worth_extractive="The answers are made of sentences of the documents cited, without a language model.",
        worth_generative="The answers are worded by a language model; each sentence is checked against its quotes.",
        worth_check="The verdict on each sentence is automatic and holds for the documents of this library only: "
        "before "
        "publishing, read the quotes and open the sources. “Not found” does not mean false.",
        rechecked="When this file was made, every quote was compared, letter for letter, with the stored text.",
        lost={
            "one": "One answer asked for is no longer in the register, and is missing here.",
            "many": "{count} answers asked for are no longer in the register, and are missing here.",
        },
        quotes="The quotes, letter for letter",
        permalink="In the register",
        live="At the source",
        gone="Note: this edition is no longer in the library.",
        moved="Note: in the stored text the quote no longer stands at this place.",
        near="The nearest passages, which do not answer the question:",
        page_of="Page {page} of {pages}",
        no_glyphs="Some signs of this text are missing from the typefaces of this service: the Word and Markdown "
        "files have "
        "them all.",
        unknown_title="Answer not found",
        unknown_text="The answer asked for is not in the register: it may have been deleted, or only half of the "
        "address "
        "was copied.",
        log_off="This service keeps no answers, so it cannot save them to a file: use “Copy” beside the answer.",
        no_ids="The address does not say which answers to save: open it from the “Save” button of an answer.",
        too_many="At most {most} answers can be saved at a time: there are {count} here.",
        unknown_format="There is no format “{value}”: choose one of {known}.",
    ),
}


def export_strings(language: str) -> ExportStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

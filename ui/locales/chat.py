"""What the chat says around an answer (copying, judging, keeping, proposing), in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatStrings:
    """The strings of one language; names in braces are filled with ``str.format``.

    ``personas``, ``questions`` (by the kind of what they ask about) and ``formats`` keep their order on the page.
    """

    personas: Mapping[str, str]
    follow_ups: str
    questions: Mapping[str, str]
    # under an answer
    deeds: str
    copy: str
    copy_link: str
    copy_source: str
    save: str
    save_all: str
    formats: Mapping[str, str]
    useful: str
    not_useful: str
    comment: str
    comment_hint: str
    send: str
    tell_office: str
    tell_hint: str
    tell_note: str
    told: str
    # what is spoken, and what goes wrong
    copied: str
    copied_link: str
    copied_source: str
    by_hand: str
    by_hand_hint: str
    thanks: str
    thanks_comment: str
    thanks_office: str
    taken_back: str
    not_kept: str
    not_sent: str
    close: str
    # the history
    history: str
    history_stays: str
    history_search: str
    history_empty: str
    history_none: str
    history_open: str
    history_delete: str
    history_delete_all: str
    history_sure: str
    history_yes: str
    history_no: str
    history_deleted: str
    history_emptied: str
    history_opened: str
    history_found: str
    history_refused: str
    history_damaged: str
    toast_title: str
    toast_busy: str
    toast_lost: str
    toast_close: str
    question_long: str
    history_questions: Mapping[str, str]


CHAT: Final = {
    "it": ChatStrings(
        personas={
            "official": "Per chi lavora nell'amministrazione",
            "journalist": "Per chi scrive",
            "newcomer": "Per chi è appena arrivato",
        },
        follow_ups="I documenti rispondono anche a",
        questions={
            "acronym": "Che cosa significa {name}?",
            "person": "Chi è {name}?",
            "law": "Che cosa prevede la {name}?",
            "decree": "Che cosa prevede il {name}?",
            "approved": "Quando è stato approvato il {name}?",
            "fund": "A quanto ammonta il {name}?",
        },
        deeds="Che cosa fare di questa risposta",
        copy="Copia",
        copy_link="Copia il collegamento",
        copy_source="Copia come citazione",
        save="Salva",
        save_all="Salva la conversazione",
        formats={"docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown"},
        useful="Utile",
        not_useful="Non utile",
        comment="Che cosa non va, o che cosa ti è servito?",
        comment_hint="Facoltativo. Lo legge l'ufficio che cura i documenti, insieme alla domanda e alla risposta.",
        send="Invia",
        tell_office="Segnala all'ufficio",
        tell_hint="L'ufficio che cura i documenti vede la domanda fra quelle rimaste senza risposta.",
        tell_note="Vuoi aggiungere qualcosa? (facoltativo: dove dovrebbe stare la risposta, a che cosa serve)",
        told="Segnalata all'ufficio. Grazie.",
        copied="Risposta copiata, con le sue fonti.",
        copied_link="Collegamento copiato.",
        copied_source="Citazione copiata.",
        by_hand="Copia a mano",
        by_hand_hint="Il browser non permette di copiare da solo: il testo è già selezionato, premi Ctrl+C.",
        thanks="Grazie del giudizio.",
        thanks_comment="Commento inviato. Grazie.",
        thanks_office="Domanda segnalata all'ufficio. Grazie.",
        taken_back="Giudizio ritirato.",
        not_kept="Questa risposta non è più nel registro: il giudizio non si può conservare.",
        not_sent="Non è stato possibile inviare: controlla la connessione e riprova.",
        close="Chiudi",
        history="Cronologia",
        history_stays="Questo elenco resta solo in questo browser, su questo dispositivo: il servizio rilegge una "
        "conversazione solo quando la riapri. Chi usa lo stesso browser può leggerlo.",
        history_search="Cerca nelle conversazioni",
        history_empty="Qui compariranno le tue conversazioni.",
        history_none="Nessuna conversazione contiene queste parole.",
        history_open="Riapri: {title}",
        history_delete="Elimina: {title}",
        history_delete_all="Elimina tutte",
        history_sure="Eliminare tutte le conversazioni da questo browser? Non si può annullare.",
        history_yes="Sì, elimina tutte",
        history_no="No, tienile",
        history_deleted="Conversazione eliminata.",
        history_emptied="Cronologia vuota.",
        history_opened="Conversazione riaperta: puoi continuare da qui.",
        history_found="Conversazioni trovate: {number}",
        history_refused="Questo browser non permette di conservare la cronologia.",
        history_damaged="Questa conversazione non si può riaprire: è stata salvata a metà o in un formato diverso.",
        toast_title="Non è andata a buon fine",
        toast_busy="Il servizio è molto richiesto in questo momento: riprova fra poco.",
        toast_lost="Il collegamento con il servizio si è interrotto: controlla la rete e ricarica la pagina.",
        toast_close="Chiudi",
        question_long="La domanda è di {length} caratteri, il massimo è {most}: accorciala.",
        history_questions={"one": "1 domanda", "many": "{number} domande"},
    ),
    "fr": ChatStrings(
        personas={
            "official": "Pour qui travaille dans l'administration",
            "journalist": "Pour qui écrit",
            "newcomer": "Pour qui vient d'arriver",
        },
        follow_ups="Les documents répondent aussi à",
        questions={
            "acronym": "Que signifie {name} ?",
            "person": "Qui est {name} ?",
            "law": "Que prévoit la {name} ?",
            "decree": "Que prévoit le {name} ?",
            "approved": "Quand le {name} a-t-il été approuvé ?",
            "fund": "À combien s'élève le {name} ?",
        },
        deeds="Que faire de cette réponse",
        copy="Copier",
        copy_link="Copier le lien",
        copy_source="Copier comme citation",
        save="Enregistrer",
        save_all="Enregistrer la conversation",
        formats={"docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown"},
        useful="Utile",
        not_useful="Pas utile",
        comment="Qu'est-ce qui ne va pas, ou qu'est-ce qui vous a servi ?",
        comment_hint="Facultatif. Lu par le bureau qui tient les documents, avec la question et la réponse.",
        send="Envoyer",
        tell_office="Signaler au bureau",
        tell_hint="Le bureau qui tient les documents voit la question parmi celles restées sans réponse.",
        tell_note="Quelque chose à ajouter ? (facultatif : où la réponse devrait se trouver, à quoi elle sert)",
        told="Signalée au bureau. Merci.",
        copied="Réponse copiée, avec ses sources.",
        copied_link="Lien copié.",
        copied_source="Citation copiée.",
        by_hand="Copier à la main",
        by_hand_hint="Le navigateur ne permet pas de copier tout seul : le texte est déjà sélectionné, appuyez sur "
        "Ctrl+C.",
        thanks="Merci de votre avis.",
        thanks_comment="Commentaire envoyé. Merci.",
        thanks_office="Question signalée au bureau. Merci.",
        taken_back="Avis retiré.",
        not_kept="Cette réponse n'est plus dans le registre : l'avis ne peut pas être conservé.",
        not_sent="L'envoi n'a pas abouti : vérifiez la connexion et réessayez.",
        close="Fermer",
        history="Historique",
        history_stays="Cette liste reste uniquement dans ce navigateur, sur cet appareil : le service ne relit une "
        "conversation que lorsque vous la rouvrez. Qui utilise le même navigateur peut la lire.",
        history_search="Chercher dans les conversations",
        history_empty="Vos conversations apparaîtront ici.",
        history_none="Aucune conversation ne contient ces mots.",
        history_open="Rouvrir : {title}",
        history_delete="Supprimer : {title}",
        history_delete_all="Tout supprimer",
        history_sure="Supprimer toutes les conversations de ce navigateur ? C'est définitif.",
        history_yes="Oui, tout supprimer",
        history_no="Non, les garder",
        history_deleted="Conversation supprimée.",
        history_emptied="Historique vide.",
        history_opened="Conversation rouverte : vous pouvez continuer d'ici.",
        history_found="Conversations trouvées : {number}",
        history_refused="Ce navigateur ne permet pas de garder l'historique.",
        history_damaged="Cette conversation ne peut pas être rouverte : elle a été enregistrée à moitié ou autrement.",
        toast_title="Cela n'a pas abouti",
        toast_busy="Le service est très demandé en ce moment : réessayez dans un instant.",
        toast_lost="La liaison avec le service s'est interrompue : vérifiez le réseau et rechargez la page.",
        toast_close="Fermer",
        question_long="La question compte {length} caractères, le maximum est {most} : raccourcissez-la.",
        history_questions={"one": "1 question", "many": "{number} questions"},
    ),
    "en": ChatStrings(
        personas={
            "official": "If you work in the administration",
            "journalist": "If you write about it",
            "newcomer": "If you have just arrived",
        },
        follow_ups="The documents also answer",
        questions={
            "acronym": "What does {name} stand for?",
            "person": "Who is {name}?",
            "law": "What does {name} provide for?",
            "decree": "What does {name} provide for?",
            "approved": "When was the {name} approved?",
            "fund": "How much is the {name}?",
        },
        deeds="What to do with this answer",
        copy="Copy",
        copy_link="Copy link",
        copy_source="Copy as citation",
        save="Save",
        save_all="Save the conversation",
        formats={"docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown"},
        useful="Useful",
        not_useful="Not useful",
        comment="What is wrong with it, or what did it help you with?",
        comment_hint="Optional. The office that looks after the documents reads it, with the question and the answer.",
        send="Send",
        tell_office="Tell the office",
        tell_hint="The office that looks after the documents sees the question among those left unanswered.",
        tell_note="Anything to add? (optional: where the answer should be, what it is for)",
        told="The office has been told. Thank you.",
        copied="Answer copied, with its sources.",
        copied_link="Link copied.",
        copied_source="Citation copied.",
        by_hand="Copy by hand",
        by_hand_hint="The browser does not allow copying for you: the text is selected already, press Ctrl+C.",
        thanks="Thank you for your opinion.",
        thanks_comment="Comment sent. Thank you.",
        thanks_office="The office has been told of this question. Thank you.",
        taken_back="Opinion taken back.",
        not_kept="This answer is no longer in the register: your opinion can't be kept.",
        not_sent="It could not be sent: check the connection and try again.",
        close="Close",
        history="History",
        history_stays="This list stays in this browser alone, on this device: the service reads a conversation again "
        "only when you open it. Whoever uses the same browser can read it.",
        history_search="Search the conversations",
        history_empty="Your conversations will appear here.",
        history_none="No conversation contains these words.",
        history_open="Open again: {title}",
        history_delete="Delete: {title}",
        history_delete_all="Delete all",
        history_sure="Delete all conversations from this browser? This can't be undone.",
        history_yes="Yes, delete all",
        history_no="No, keep them",
        history_deleted="Conversation deleted.",
        history_emptied="The history is empty.",
        history_opened="Conversation open again: you can go on from here.",
        history_found="Conversations found: {number}",
        history_refused="This browser does not allow a history to be kept.",
        history_damaged="This conversation can't be opened again: it was saved in part, or in another form.",
        toast_title="It did not work",
        toast_busy="The service is much in demand at this moment: try again shortly.",
        toast_lost="The connection to the service was lost: check the network and reload the page.",
        toast_close="Close",
        question_long="The question has {length} characters, the most is {most}: shorten it.",
        history_questions={"one": "1 question", "many": "{number} questions"},
    ),
}


def chat_strings(language: str) -> ChatStrings:
    """The strings in a language; Italian where there are none in that language."""
    return CHAT.get(language, CHAT["it"])

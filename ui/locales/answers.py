"""The texts of ``regesto answers`` in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class AnswerTexts(NamedTuple):
    """What the commands say; names in braces are filled with ``str.format``."""

    title: str
    columns: tuple[str, str, str, str]
    empty: str
    off: str
    next_page: str
    statuses: Mapping[str, str]
    channels: Mapping[str, str]
    facts: Mapping[str, str]
    earlier: str
    unanswered: str
    no_unanswered: str
    times: str
    once: str
    between: str
    unknown: str
    many: str
    forget_what: str
    forgotten: str
    written: str
    saved: str
    unwritable: str
    options_after: str
    feedback: str
    thumbs: Mapping[int, str]
    wanted: str


ANSWERS: Final = {
    "it": AnswerTexts(
        title="Risposte date",
        columns=("Quando", "Esito", "Domanda", "Codice"),
        empty="Nessuna risposta nel registro.",
        off="Le risposte non vengono registrate: REGESTO_ANSWERS è «off».",
        next_page="Per le precedenti: --before {id}",
        statuses={"answered": "risposta", "refused": "senza risposta"},
        channels={"cli": "terminale", "chat": "chat", "batch": "file di domande"},
        facts={
            "id": "codice",
            "at": "quando",
            "channel": "da dove",
            "filters": "filtri",
            "elapsed_ms": "millisecondi",
            "hits": "passaggi trovati",
            "settings": "impostazioni",
        },
        earlier="Prima, nella stessa conversazione",
        unanswered="Domande senza risposta, per argomento",
        no_unanswered="Nessuna domanda senza risposta nel registro.",
        times="{count} volte",
        once="una volta",
        between="dal {first} al {last}",
        unknown="nel registro non c'è una risposta «{id}»: «regesto answers» le elenca",
        many="«{id}» può essere una di {count} risposte: scrivere più cifre del codice",
        forget_what="dire quali risposte dimenticare, con il loro codice, oppure --all (non insieme)",
        forgotten="Risposte dimenticate: {count}",
        written="Righe scritte in {name}: {count}",
        saved="Risposta salvata in {name}",
        unwritable="non riesco a scrivere {name}: {reason}",
        options_after="le opzioni vanno dopo «{command}»",
        feedback="Che cosa ne dicono i lettori",
        thumbs={1: "utile", -1: "non utile", 0: ""},
        wanted="segnalata all'ufficio",
    ),
    "fr": AnswerTexts(
        title="Réponses données",
        columns=("Quand", "Issue", "Question", "Code"),
        empty="Aucune réponse dans le registre.",
        off="Les réponses ne sont pas enregistrées : REGESTO_ANSWERS est « off ».",
        next_page="Pour les précédentes : --before {id}",
        statuses={"answered": "répondu", "refused": "sans réponse"},
        channels={"cli": "terminal", "chat": "chat", "batch": "fichier de questions"},
        facts={
            "id": "code",
            "at": "quand",
            "channel": "d'où",
            "filters": "filtres",
            "elapsed_ms": "millisecondes",
            "hits": "passages trouvés",
            "settings": "réglages",
        },
        earlier="Auparavant, dans la même conversation",
        unanswered="Questions sans réponse, par sujet",
        no_unanswered="Aucune question sans réponse dans le registre.",
        times="{count} fois",
        once="une fois",
        between="du {first} au {last}",
        unknown="le registre ne contient pas de réponse « {id} » : « regesto answers » les énumère",
        many="« {id} » peut désigner {count} réponses : écrire plus de chiffres du code",
        forget_what="dire quelles réponses oublier, par leur code, ou bien --all (pas les deux)",
        forgotten="Réponses oubliées : {count}",
        written="Lignes écrites dans {name} : {count}",
        saved="Réponse enregistrée dans {name}",
        unwritable="impossible d'écrire {name} : {reason}",
        options_after="les options se mettent après « {command} »",
        feedback="Ce qu'en disent les lecteurs",
        thumbs={1: "utile", -1: "pas utile", 0: ""},
        wanted="signalée au bureau",
    ),
    "en": AnswerTexts(
        title="Answers given",
        columns=("When", "Outcome", "Question", "Code"),
        empty="No answer in the log.",
        off="Answers are not being kept: REGESTO_ANSWERS is “off”.",
        next_page="For earlier ones: --before {id}",
        statuses={"answered": "answered", "refused": "no answer"},
        channels={"cli": "terminal", "chat": "chat", "batch": "file of questions"},
        facts={
            "id": "code",
            "at": "when",
            "channel": "from",
            "filters": "filters",
            "elapsed_ms": "milliseconds",
            "hits": "passages found",
            "settings": "settings",
        },
        earlier="Earlier in the same conversation",
        unanswered="Unanswered questions, by subject",
        no_unanswered="No unanswered question in the log.",
        times="{count} times",
        once="once",
        between="from {first} to {last}",
        unknown="the log holds no answer “{id}”: “regesto answers” lists them",
        many="“{id}” may be one of {count} answers: give more digits of the code",
        forget_what="say which answers to forget, by their code, or --all (not both)",
        forgotten="Answers forgotten: {count}",
        written="Lines written to {name}: {count}",
        saved="Answer saved in {name}",
        unwritable="cannot write {name}: {reason}",
        options_after="options go after “{command}”",
        feedback="What readers say of it",
        thumbs={1: "useful", -1: "not useful", 0: ""},
        wanted="the office was told",
    ),
}

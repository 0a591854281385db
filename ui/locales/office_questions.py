"""The office page of the questions of one's own, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    lead: str
    # what there is
    counts_title: str
    total: str
    absent: str
    spoken: str
    table_title: str
    type_column: str
    all_column: str
    good: str
    # the list
    states: Mapping[str, str]
    state: str
    type: str
    any_type: str
    show: str
    none: Mapping[str, str]
    shown: str
    after: str
    facts: str
    or_: str
    absent_because: str
    verdict: str
    verdict_name: str
    cross: str
    origins: Mapping[str, str]
    accepted_by: str
    lost: str
    open: str
    lacks: str
    fields: Mapping[str, str]
    accept: str
    edit: str
    complete: str
    reject: str
    remove: str
    put_back: str
    # more of them
    more_title: str
    more_lead: str
    more: str
    add: str
    file_title: str
    file_lead: str
    download: str
    upload_label: str
    upload: str
    # the form
    new_title: str
    edit_title: str
    question: str
    question_hint: str
    language: str
    persona: str
    personas: Mapping[str, str]
    unsaid: str
    facts_label: str
    facts_hint: str
    document: str
    document_hint: str
    quote: str
    quote_hint: str
    verdicts: Mapping[str, str]
    why: str
    before: str
    before_question: str
    before_answer: str
    save: str
    cancel: str
    # what is wrong, what was done
    empty: str
    too_long: str
    unknown: str
    no_document: str
    no_quote: str
    nearest: str
    changed: str
    gone: str
    not_whole: str
    no_file: str
    bad_file: str
    big_file: str
    types: Mapping[str, str]
    said: Mapping[str, str]
    proposed: str
    proposed_none: str
    taken: str


_STRINGS: Final = {
    "it": QuestionStrings(
        title="Domande di prova",
        lead="Domande con la risposta attesa, sui vostri documenti: servono a misurare quanto sono buone le risposte. "
        "Regesto le propone; ciascuna vale quando qualcuno l'ha letta e accettata.",
        counts_title="Che cosa c'è",
        total="{count} accettate su {most} che servono",
        absent="{count} senza risposta nei documenti ({share}%; servono 20%)",
        spoken="lingue: {names}",
        table_title="Domande accettate, per tipo e lingua",
        type_column="Tipo",
        all_column="In tutto",
        good="Una buona serie ne ha almeno 150, di ogni tipo, nelle tre lingue; a una su cinque i documenti non "
        "rispondono.",
        states={"draft": "Proposte", "accepted": "Accettate", "rejected": "Scartate"},
        state="Quali",
        type="Tipo",
        any_type="tutti i tipi",
        show="Mostra",
        none={
            "draft": "Non ci sono proposte da leggere. «Proponi altre domande» ne cerca nei documenti.",
            "accepted": "Nessuna domanda è stata ancora accettata.",
            "rejected": "Nessuna domanda è stata scartata.",
        },
        shown="{first}–{last} di {count}",
        after="Dopo:",
        facts="Una risposta giusta dice",
        or_="oppure",
        absent_because="I documenti non rispondono: {why}.",
        verdict="Verdetto atteso: {verdict}",
        verdict_name="Verdetto atteso",
        cross="in un'altra lingua rispetto al documento",
        origins={
            "asked": "chiesta da chi legge: utile",
            "down": "chiesta da chi legge: risposta non utile",
            "unanswered": "chiesta da chi legge: rimasta senza risposta",
            "model": "riscritta dal modello linguistico",
        },
        accepted_by="Accettata da {who} il {at}.",
        lost="Questa citazione non è nel testo attuale del documento: correggerla o scartare la domanda.",
        open="Apri nel documento",
        lacks="Prima di accettarla mancano: {fields}.",
        fields={"question": "la domanda", "type": "il tipo", "gold_facts": "che cosa deve dire la risposta",
                "source": "il documento", "evidence_quote": "la citazione", "verdict": "il verdetto"},
        accept="Accetta",
        edit="Modifica",
        complete="Completa",
        reject="Scarta",
        remove="Togli",
        put_back="Rimetti fra le proposte",
        more_title="Altre domande",
        more_lead="Le cerca nei documenti della biblioteca e fra le domande fatte da chi legge; quelle già viste non "
        "tornano.",
        more="Proponi altre domande",
        add="Scrivi una domanda",
        file_title="Da file e su file",
        file_lead="Un file .jsonl ha una domanda per riga. Di una che c'è già, il file prende il posto.",
        download="Scarica le domande accettate (.jsonl)",
        upload_label="File .jsonl",
        upload="Carica",
        new_title="Una domanda di prova",
        edit_title="Modifica la domanda di prova",
        question="Domanda",
        question_hint="Come la scriverebbe chi non ha il documento davanti.",
        language="Lingua della domanda",
        persona="Chi la fa",
        personas={"official": "chi lavora in un ente", "journalist": "un giornalista", "new_staff": "chi è appena "
                  "arrivato"},
        unsaid="non detto",
        facts_label="Che cosa deve dire una risposta giusta",
        facts_hint="Un fatto per riga; modi diversi di dirlo separati da «|», per esempio: 31 dicembre 2024 | "
        "31/12/2024.",
        document="Documento che risponde",
        document_hint="Il titolo o l'indirizzo: basta cominciare a scrivere.",
        quote="Citazione",
        quote_hint="Le parole del documento che danno la risposta, alla lettera.",
        verdicts={"supported": "confermato", "contradicted": "smentito", "partly": "vero solo in parte",
                  "not_found": "i documenti non lo dicono"},
        why="Perché i documenti non rispondono (per quelle senza risposta)",
        before="Se continua una conversazione",
        before_question="Domanda di prima",
        before_answer="Risposta di prima",
        save="Salva fra le accettate",
        cancel="Annulla",
        empty="«{field}» è vuoto: scriverlo e salvare di nuovo.",
        too_long="«{field}» è troppo lungo: al massimo {most} caratteri.",
        unknown="«{field}»: sceglierne uno dall'elenco.",
        no_document="«{name}» non è un documento della biblioteca: scegliere dall'elenco.",
        no_quote="Questa citazione non è nel documento, alla lettera.",
        nearest="Il testo più vicino nel documento:",
        changed="Nel frattempo qualcun altro ha cambiato questa domanda. Sotto c'è ciò che avete scritto voi: "
        "copiarlo, ricaricare la pagina e correggere di nuovo.",
        gone="Questa domanda non c'è più: aggiornare la pagina.",
        not_whole="A questa domanda manca ancora qualcosa: completarla prima di accettarla.",
        no_file="Scegliere un file .jsonl.",
        bad_file="Il file non si può leggere: {reason}.",
        big_file="Il file supera {most} MB, il massimo.",
        types={
            "fact": "fatto", "number": "quanto", "when": "quando", "who": "chi", "responsible": "chi se ne occupa",
            "where": "dove", "definition": "che cos'è", "list": "elenco", "table": "tabella", "yes_no": "sì o no",
            "overview": "in generale", "claim_check": "è vero che…", "comparison": "confronto",
            "change": "che cosa è cambiato", "follow_up": "continua la conversazione",
            "cross_lingual": "da un'altra lingua", "unanswerable": "senza risposta nei documenti",
        },
        said={"accept": "Domanda accettata.", "reject": "Domanda scartata: non verrà più proposta.",
              "back": "Rimessa fra le proposte.", "saved": "Domanda salvata fra le accettate."},
        proposed="{count} domande nuove da leggere.",
        proposed_none="I documenti non suggeriscono altre domande di questo tipo.",
        taken="Dal file: {accepted} accettate, {drafts} da completare fra le proposte.",
    ),
    "fr": QuestionStrings(
        title="Questions d'essai",
        lead="Des questions avec la réponse attendue, sur vos documents : elles servent à mesurer la qualité des "
        "réponses. Regesto les propose ; chacune compte dès que quelqu'un l'a lue et acceptée.",
        counts_title="Ce qu'il y a",
        total="{count} acceptées sur {most} nécessaires",
        absent="{count} sans réponse dans les documents ({share} % ; il en faut 20 %)",
        spoken="langues : {names}",
        table_title="Questions acceptées, par type et langue",
        type_column="Type",
        all_column="En tout",
        good="Une bonne série en compte au moins 150, de chaque type, dans les trois langues ; à une sur cinq les "
        "documents ne répondent pas.",
        states={"draft": "Proposées", "accepted": "Acceptées", "rejected": "Écartées"},
        state="Lesquelles",
        type="Type",
        any_type="tous les types",
        show="Afficher",
        none={
            "draft": "Aucune proposition à lire. « Proposer d'autres questions » en cherche dans les documents.",
            "accepted": "Aucune question n'a encore été acceptée.",
            "rejected": "Aucune question n'a été écartée.",
        },
        shown="{first}–{last} sur {count}",
        after="Après :",
        facts="Une bonne réponse dit",
        or_="ou bien",
        absent_because="Les documents ne répondent pas ; la raison, en italien : {why}.",
        verdict="Verdict attendu : {verdict}",
        verdict_name="Verdict attendu",
        cross="dans une autre langue que le document",
        origins={
            "asked": "posée par un lecteur : utile",
            "down": "posée par un lecteur : réponse peu utile",
            "unanswered": "posée par un lecteur : restée sans réponse",
            "model": "reformulée par le modèle de langage",
        },
        accepted_by="Acceptée par {who} le {at}.",
        lost="Cette citation n'est pas dans le texte actuel du document : la corriger ou écarter la question.",
        open="Ouvrir dans le document",
        lacks="Avant de l'accepter, il manque : {fields}.",
        fields={"question": "la question", "type": "le type", "gold_facts": "ce que la réponse doit dire",
                "source": "le document", "evidence_quote": "la citation", "verdict": "le verdict"},
        accept="Accepter",
        edit="Modifier",
        complete="Compléter",
        reject="Écarter",
        remove="Retirer",
        put_back="Remettre parmi les propositions",
        more_title="D'autres questions",
        more_lead="Elles sont cherchées dans les documents et parmi les questions des lecteurs ; celles déjà vues ne "
        "reviennent pas.",
        more="Proposer d'autres questions",
        add="Écrire une question",
        file_title="Depuis et vers un fichier",
        file_lead="Un fichier .jsonl a une question par ligne. Le fichier remplace celles qui existent déjà.",
        download="Télécharger les questions acceptées (.jsonl)",
        upload_label="Fichier .jsonl",
        upload="Envoyer",
        new_title="Une question d'essai",
        edit_title="Modifier la question d'essai",
        question="Question",
        question_hint="Comme l'écrirait quelqu'un qui n'a pas le document sous les yeux.",
        language="Langue de la question",
        persona="Qui la pose",
        personas={"official": "un agent public", "journalist": "un journaliste", "new_staff": "un nouveau collègue"},
        unsaid="non précisé",
        facts_label="Ce qu'une bonne réponse doit dire",
        facts_hint="Un fait par ligne ; ses variantes séparées par « | », par exemple : 31 décembre 2024 | 31/12/2024.",
        document="Document qui répond",
        document_hint="Le titre ou l'adresse : il suffit de commencer à écrire.",
        quote="Citation",
        quote_hint="Les mots du document qui donnent la réponse, à la lettre.",
        verdicts={"supported": "confirmé", "contradicted": "démenti", "partly": "vrai en partie seulement",
                  "not_found": "les documents ne le disent pas"},
        why="Pourquoi les documents ne répondent pas (pour celles sans réponse)",
        before="Si elle continue une conversation",
        before_question="Question précédente",
        before_answer="Réponse précédente",
        save="Enregistrer parmi les acceptées",
        cancel="Annuler",
        empty="« {field} » est vide : le remplir et enregistrer de nouveau.",
        too_long="« {field} » est trop long : {most} caractères au plus.",
        unknown="« {field} » : choisir dans la liste.",
        no_document="« {name} » n'est pas un document de la bibliothèque : choisir dans la liste.",
        no_quote="Cette citation n'est pas dans le document, à la lettre.",
        nearest="Le texte le plus proche dans le document :",
        changed="Entre-temps quelqu'un d'autre a modifié cette question. Votre texte est ci-dessous : le copier, "
        "recharger la page et corriger de nouveau.",
        gone="Cette question n'existe plus : actualiser la page.",
        not_whole="Il manque encore quelque chose à cette question : la compléter avant de l'accepter.",
        no_file="Choisir un fichier .jsonl.",
        bad_file="Le fichier ne se lit pas ; la raison, en italien : {reason}.",
        big_file="Le fichier dépasse {most} Mo, le maximum.",
        types={
            "fact": "fait", "number": "combien", "when": "quand", "who": "qui", "responsible": "qui s'en charge",
            "where": "où", "definition": "qu'est-ce que", "list": "liste", "table": "tableau", "yes_no": "oui ou non",
            "overview": "en général", "claim_check": "est-il vrai que…", "comparison": "comparaison",
            "change": "ce qui a changé", "follow_up": "suite d'une conversation",
            "cross_lingual": "depuis une autre langue", "unanswerable": "sans réponse dans les documents",
        },
        said={"accept": "Question acceptée.", "reject": "Question écartée : elle ne sera plus proposée.",
              "back": "Remise parmi les propositions.", "saved": "Question enregistrée parmi les acceptées."},
        proposed="{count} nouvelles questions à lire.",
        proposed_none="Les documents ne suggèrent pas d'autres questions de ce type.",
        taken="Du fichier : {accepted} acceptées, {drafts} à compléter parmi les propositions.",
    ),
    "en": QuestionStrings(
        title="Test questions",
        lead="Questions with the answer that is expected, on your documents: they measure how good the answers are. "
        "Regesto proposes them; each counts once somebody has read and accepted it.",
        counts_title="What there is",
        total="{count} accepted of {most} needed",
        absent="{count} that the documents do not answer ({share}%; 20% are needed)",
        spoken="languages: {names}",
        table_title="Accepted questions by type and language",
        type_column="Type",
        all_column="In all",
        good="A good set has at least 150, of every type, in the three languages; one in five has no answer in the "
        "documents.",
        states={"draft": "Proposed", "accepted": "Accepted", "rejected": "Rejected"},
        state="Which",
        type="Type",
        any_type="all types",
        show="Show",
        none={
            "draft": "There are no proposals to read. “Propose more questions” looks for some in the documents.",
            "accepted": "No question has been accepted yet.",
            "rejected": "No question has been rejected.",
        },
        shown="{first}–{last} of {count}",
        after="After:",
        facts="A right answer says",
        or_="or",
        absent_because="The documents do not answer it; why, in Italian: {why}.",
        verdict="Verdict expected: {verdict}",
        verdict_name="Verdict expected",
        cross="in another language than the document",
        origins={
            "asked": "asked by a reader: helpful",
            "down": "asked by a reader: not helpful",
            "unanswered": "asked by a reader: not answered",
            "model": "worded by the language model",
        },
        accepted_by="Accepted by {who} on {at}.",
        lost="This quote is not in the document's present text: correct it or reject the question.",
        open="Open in the document",
        lacks="Before it can be accepted it lacks: {fields}.",
        fields={"question": "the question", "type": "the type", "gold_facts": "what the answer must say",
                "source": "the document", "evidence_quote": "the quote", "verdict": "the verdict"},
        accept="Accept",
        edit="Edit",
        complete="Complete",
        reject="Reject",
        remove="Remove",
        put_back="Put back among the proposals",
        more_title="More questions",
        more_lead="They are looked for in the documents and among what readers asked; those seen before do not come "
        "back.",
        more="Propose more questions",
        add="Write a question",
        file_title="From and to a file",
        file_lead="A .jsonl file has a question a line. It takes the place of those that are there already.",
        download="Download the accepted questions (.jsonl)",
        upload_label=".jsonl file",
        upload="Upload",
        new_title="A test question",
        edit_title="Edit the test question",
        question="Question",
        question_hint="As somebody would write it who does not have the document at hand.",
        language="Language of the question",
        persona="Who asks",
        personas={"official": "an official", "journalist": "a journalist", "new_staff": "a new colleague"},
        unsaid="not said",
        facts_label="What a right answer must say",
        facts_hint="One fact a line; other ways to say it parted by “|”, for example: 31 December 2024 | 31/12/2024.",
        document="Document that answers",
        document_hint="Its title or address: begin to type.",
        quote="Quote",
        quote_hint="The document's words that give the answer, letter for letter.",
        verdicts={"supported": "supported", "contradicted": "contradicted", "partly": "true only in part",
                  "not_found": "the documents do not say"},
        why="Why the documents do not answer (for those without an answer)",
        before="If it follows on in a conversation",
        before_question="The question before",
        before_answer="The answer before",
        save="Save among the accepted",
        cancel="Cancel",
        empty='"{field}" is empty: fill it in and save again.',
        too_long='"{field}" is too long: at most {most} characters.',
        unknown='"{field}": choose one from the list.',
        no_document='"{name}" is no document of the library: choose one from the list.',
        no_quote="This quote is not in the document, letter for letter.",
        nearest="The nearest text in the document:",
        changed="Meanwhile somebody else has changed this question. What you wrote is below: copy it, load the page "
        "anew and correct it again.",
        gone="This question is no longer there: load the page anew.",
        not_whole="This question still lacks something: complete it before you accept it.",
        no_file="Choose a .jsonl file.",
        bad_file="The file can't be read; the reason, in Italian: {reason}.",
        big_file="The file is larger than {most} MB, the most.",
        types={
            "fact": "fact", "number": "how much", "when": "when", "who": "who", "responsible": "who is in charge",
            "where": "where", "definition": "what is", "list": "list", "table": "table", "yes_no": "yes or no",
            "overview": "in general", "claim_check": "is it true that…", "comparison": "comparison",
            "change": "what has changed", "follow_up": "follows on", "cross_lingual": "from another language",
            "unanswerable": "no answer in the documents",
        },
        said={"accept": "Question accepted.", "reject": "Question rejected: it will not be proposed again.",
              "back": "Put back among the proposals.", "saved": "Question saved among the accepted."},
        proposed="{count} new questions to read.",
        proposed_none="The documents suggest no other questions of this type.",
        taken="From the file: {accepted} accepted, {drafts} to complete among the proposals.",
    ),
}  # fmt: skip


def question_strings(language: str) -> QuestionStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

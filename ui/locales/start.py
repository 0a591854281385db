"""What the pages for a new colleague say, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class StartStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    lead: str
    tabs_label: str
    tabs: Mapping[str, str]
    steps: tuple[tuple[str, str, str], ...]
    preparing: str
    prepared: str
    reload: str
    failed: str
    empty: str
    # guided questions
    subjects: str
    subjects_lead: str
    spoken_of: str
    asking: str
    checking: str
    no_questions: str
    documents: str
    timeline: str
    who_link: str
    # who is who
    who_title: str
    who_lead: str
    no_subjects: str
    # glossary
    glossary_title: str
    glossary_lead: str
    search_label: str
    search: str
    letters: str
    kinds: Mapping[str, str]
    since: str
    common: str
    no_terms: str
    no_match: str
    show_all: str
    entries: str
    more_places: str
    # quiz
    quiz_title: str
    quiz_lead: str
    card: str
    asks: Mapping[str, str]
    according: str
    check: str
    again: str
    right: str
    wrong: str
    unanswered: str
    right_is: str
    score: str
    no_cards: str


_STRINGS: Final = {
    "it": StartStrings(
        title="Per cominciare",
        lead="Per chi arriva in un ufficio nuovo: di che cosa si parla, chi se ne occupa, che cosa vogliono dire le "
        "sigle. "
        "Tutto viene dai documenti della biblioteca, con la citazione e la fonte.",
        tabs_label="Pagine per cominciare",
        tabs={"questions": "Domande guida", "who": "Chi è chi", "glossary": "Glossario", "quiz": "Mettiti alla prova"},
        steps=(
            ("who", "Chi è chi", "Argomento per argomento: chi è responsabile, secondo quale fonte e di quando."),
            ("glossary", "Glossario", "Sigle, enti, piani e termini, con la definizione e il punto in cui è scritta."),
            ("quiz", "Mettiti alla prova", "Sei domande alla volta; di ogni risposta si vede la fonte."),
        ),
        preparing="La pagina si sta preparando leggendo i documenti: fra poco sarà completa.",
        prepared="La pagina è pronta.",
        reload="Ricarica la pagina",
        failed="Questa pagina non si è potuta preparare. Le domande e i documenti funzionano come sempre.",
        empty="La biblioteca è ancora vuota: quando ci saranno documenti, qui si troveranno gli argomenti, chi se ne "
        "occupa "
        "e il significato delle sigle.",
        subjects="Gli argomenti della biblioteca",
        subjects_lead="Ogni domanda è stata provata: i documenti rispondono.",
        spoken_of="se ne parla in {number} documenti",
        asking="Alcune domande si stanno ancora provando.",
        checking="Domande in prova.",
        no_questions="Nessuna domanda di prova ha trovato risposta su questo argomento.",
        documents="I documenti",
        timeline="La cronologia",
        who_link="Chi se ne occupa",
        who_title="Chi è chi",
        who_lead="Per ogni argomento, le persone e gli enti che i documenti indicano come responsabili, con la fonte. "
        "Vale "
        "ciò che era scritto alla data indicata: gli incarichi cambiano.",
        no_subjects="I documenti sono ancora troppo pochi per riconoscere gli argomenti di cui parlano.",
        glossary_title="Glossario",
        glossary_lead="Sigle, enti, piani e termini come li definiscono i documenti.",
        search_label="Sigla, termine o parola della definizione",
        search="Cerca",
        letters="Iniziali",
        kinds={"acronym": "sigla", "body": "ente", "plan": "piano o programma", "term": "termine"},
        since="nei documenti dal {date}",
        common="uso comune: nessun documento lo definisce",
        no_terms="I documenti non definiscono ancora nessuna sigla e nessun termine.",
        no_match="Nessuna voce per «{words}».",
        show_all="Mostra tutto il glossario",
        entries="Voci: {number}",
        more_places="Altri punti in cui è scritto: {number}",
        quiz_title="Mettiti alla prova",
        quiz_lead="Le risposte, giuste e sbagliate, vengono tutte dai documenti. Dopo il controllo ogni scheda mostra "
        "la "
        "frase che dà la risposta e dove si trova.",
        card="Domanda {number} di {total}",
        asks={
            "acronym": "Che cosa significa la sigla «{asked}»?",
            "term": "Quale termine manca in questa definizione? «{asked}»",
            "person": "Secondo questa fonte, chi è «{asked}»?",
            "value": "Che cosa manca in questa frase? «{asked}»",
        },
        according="Fonte: {source}",
        check="Controlla le risposte",
        again="Altre domande",
        right="Giusto",
        wrong="Sbagliato",
        unanswered="Senza risposta",
        right_is="Risposta giusta: {right}",
        score="Risposte giuste: {right} su {total}",
        no_cards="I documenti non bastano ancora per preparare delle domande con risposte certe.",
    ),
    "fr": StartStrings(
        title="Pour commencer",
        lead="Pour qui arrive dans un nouveau bureau : de quoi il est question, qui s'en occupe, ce que veulent dire "
        "les "
        "sigles. Tout vient des documents de la bibliothèque, avec la citation et la source.",
        tabs_label="Pages pour commencer",
        tabs={"questions": "Questions guides", "who": "Qui est qui", "glossary": "Glossaire", "quiz": "Testez-vous"},
        steps=(
            ("who", "Qui est qui", "Sujet par sujet : qui est responsable, d'après quelle source et de quelle date."),
            ("glossary", "Glossaire", "Sigles, organismes, plans et termes, avec leur définition et l'endroit exact."),
            ("quiz", "Testez-vous", "Six questions à la fois ; chaque réponse montre sa source."),
        ),
        preparing="La page se prépare en lisant les documents : elle sera bientôt complète.",
        prepared="La page est prête.",
        reload="Recharger la page",
        failed="Cette page n'a pas pu être préparée. Les questions et les documents fonctionnent comme d'habitude.",
        empty="La bibliothèque est encore vide : quand il y aura des documents, on trouvera ici les sujets, qui s'en "
        "occupe "
        "et le sens des sigles.",
        subjects="Les sujets de la bibliothèque",
        subjects_lead="Chaque question a été essayée : les documents y répondent. Les noms sont ceux des documents.",
        spoken_of="on en parle dans {number} documents",
        asking="Certaines questions sont encore à l'essai.",
        checking="Questions à l'essai.",
        no_questions="Aucune question d'essai n'a trouvé de réponse sur ce sujet.",
        documents="Les documents",
        timeline="La chronologie",
        who_link="Qui s'en occupe",
        who_title="Qui est qui",
        who_lead="Pour chaque sujet, les personnes et les organismes que les documents disent responsables, avec la "
        "source. "
        "C'est ce qui était écrit à la date indiquée : les fonctions changent.",
        no_subjects="Les documents sont encore trop peu nombreux pour reconnaître les sujets dont ils parlent.",
        glossary_title="Glossaire",
        glossary_lead="Sigles, organismes, plans et termes tels que les documents les définissent.",
        search_label="Sigle, terme ou mot de la définition",
        search="Chercher",
        letters="Initiales",
        kinds={"acronym": "sigle", "body": "organisme", "plan": "plan ou programme", "term": "terme"},
        since="dans les documents depuis : {date}",
        common="usage courant : aucun document ne le définit",
        no_terms="Les documents ne définissent encore aucun sigle ni aucun terme.",
        no_match="Aucune entrée pour « {words} ».",
        show_all="Montrer tout le glossaire",
        entries="Entrées : {number}",
        more_places="Autres endroits où c'est écrit : {number}",
        quiz_title="Testez-vous",
        quiz_lead="Les réponses, justes et fausses, viennent toutes des documents. Après le contrôle, chaque carte "
        "montre la "
        "phrase qui donne la réponse et où elle se trouve.",
        card="Question {number} sur {total}",
        asks={
            "acronym": "Que signifie le sigle « {asked} » ?",
            "term": "Quel terme manque dans cette définition ? « {asked} »",
            "person": "D'après cette source, qui est « {asked} » ?",
            "value": "Que manque-t-il dans cette phrase ? « {asked} »",
        },
        according="Source : {source}",
        check="Contrôler les réponses",
        again="D'autres questions",
        right="Juste",
        wrong="Faux",
        unanswered="Sans réponse",
        right_is="Bonne réponse : {right}",
        score="Bonnes réponses : {right} sur {total}",
        no_cards="Les documents ne suffisent pas encore pour préparer des questions aux réponses certaines.",
    ),
    "en": StartStrings(
        title="Start here",
        lead="For those new to an office: what it is all about, who is in charge, what the acronyms stand for. "
        "Everything "
        "comes from the library's documents, with the quote and the source.",
        tabs_label="Pages to start with",
        tabs={"questions": "Guided questions", "who": "Who is who", "glossary": "Glossary", "quiz": "Check yourself"},
        steps=(
            ("who", "Who is who", "Subject by subject: who is responsible, by which source and of what date."),
            ("glossary", "Glossary", "Acronyms, bodies, plans and terms, with the definition and where it is written."),
            ("quiz", "Check yourself", "Six questions at a time; every answer shows its source."),
        ),
        preparing="The page is being prepared from the documents: it will be complete soon.",
        prepared="The page is ready.",
        reload="Reload the page",
        failed="This page could not be prepared. Questions and documents work as always.",
        empty="The library is still empty: once there are documents, you will find here its subjects, who is in "
        "charge and "
        "what the acronyms stand for.",
        subjects="The library's subjects",
        subjects_lead="Each question has been tried: the documents answer it. Names are as in the documents.",
        spoken_of="found in {number} documents",
        asking="Some questions are still being tried.",
        checking="Questions being tried.",
        no_questions="No question that was tried on this subject found an answer.",
        documents="The documents",
        timeline="The timeline",
        who_link="Who is in charge",
        who_title="Who is who",
        who_lead="For each subject, the persons and bodies that the documents say are responsible, with the source. "
        "It is "
        "what was written on the date given: offices change hands.",
        no_subjects="There are still too few documents to tell which subjects they speak of.",
        glossary_title="Glossary",
        glossary_lead="Acronyms, bodies, plans and terms as the documents define them.",
        search_label="Acronym, term or word of the definition",
        search="Search",
        letters="Initials",
        kinds={"acronym": "acronym", "body": "body", "plan": "plan or programme", "term": "term"},
        since="in the documents since {date}",
        common="common usage: no document defines it",
        no_terms="The documents define no acronym and no term yet.",
        no_match="No entry for “{words}”.",
        show_all="Show the whole glossary",
        entries="Entries: {number}",
        more_places="Other places where it is written: {number}",
        quiz_title="Check yourself",
        quiz_lead="The answers, right and wrong, all come from the documents. Once checked, each card shows the "
        "sentence that "
        "gives the answer and where it stands.",
        card="Question {number} of {total}",
        asks={
            "acronym": "What does the acronym “{asked}” stand for?",
            "term": "Which term is missing in this definition? “{asked}”",
            "person": "By this source, who is “{asked}”?",
            "value": "What is missing in this sentence? “{asked}”",
        },
        according="Source: {source}",
        check="Check the answers",
        again="More questions",
        right="Right",
        wrong="Wrong",
        unanswered="Not answered",
        right_is="Right answer: {right}",
        score="Right answers: {right} of {total}",
        no_cards="The documents are not enough yet to make questions with certain answers.",
    ),
}  # fmt: skip


def start_strings(language: str) -> StartStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

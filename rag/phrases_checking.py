"""What is said of a language model's answers, of claims, and of documents to compare, in the three languages."""

from __future__ import annotations

from typing import Final

CHECKING: Final[dict[str, dict[str, str]]] = {
    "llm_answers": {
        "it": "Le risposte le scrive il modello {model}; ogni frase è controllata sulle citazioni.",
        "fr": "Les réponses sont rédigées par le modèle {model} ; chaque phrase est vérifiée sur les citations.",
        "en": "Answers are worded by the model {model}; each sentence is checked against its quotes.",
    },
    "llm_dropped_one": {
        "it": "1 frase scartata: non stava nelle citazioni.",
        "fr": "1 phrase écartée : les citations ne la confirmaient pas.",
        "en": "1 sentence dropped: its quotes did not bear it out.",
    },
    "llm_dropped_many": {
        "it": "{count} frasi scartate: non stavano nelle citazioni.",
        "fr": "{count} phrases écartées : les citations ne les confirmaient pas.",
        "en": "{count} sentences dropped: their quotes did not bear them out.",
    },
    "llm_late": {
        "it": "Il modello linguistico non ha risposto in tempo: la risposta è fatta di frasi dei documenti.",
        "fr": "Le modèle de langue n'a pas répondu à temps : la réponse est faite de phrases des documents.",
        "en": "The language model did not answer in time: the answer is made of the documents' own sentences.",
    },
    "llm_down": {
        "it": "Il modello linguistico non è raggiungibile: la risposta è fatta di frasi dei documenti.",
        "fr": "Le modèle de langue est injoignable : la réponse est faite de phrases des documents.",
        "en": "The language model can't be reached: the answer is made of the documents' own sentences.",
    },
    "llm_key": {
        "it": "Il servizio del modello linguistico ha rifiutato la chiave: la risposta è fatta di frasi dei documenti.",
        "fr": "Le service du modèle de langue a refusé la clé : la réponse est faite de phrases des documents.",
        "en": "The language model's service refused the key: the answer is made of the documents' own sentences.",
    },
    "llm_busy": {
        "it": "Il servizio del modello linguistico è troppo occupato: la risposta è fatta di frasi dei documenti.",
        "fr": "Le service du modèle de langue est trop occupé : la réponse est faite de phrases des documents.",
        "en": "The language model's service is too busy: the answer is made of the documents' own sentences.",
    },
    "llm_error": {
        "it": "Il servizio del modello linguistico ha dato un errore: la risposta è fatta di frasi dei documenti.",
        "fr": "Le service du modèle de langue a donné une erreur : la réponse est faite de phrases des documents.",
        "en": "The language model's service gave an error: the answer is made of the documents' own sentences.",
    },
    "llm_cut": {
        "it": "La risposta del modello linguistico si è interrotta: al suo posto ci sono frasi dei documenti.",
        "fr": "La réponse du modèle de langue s'est interrompue : des phrases des documents la remplacent.",
        "en": "The language model's answer broke off: the documents' own sentences stand in its place.",
    },
    "llm_endless": {
        "it": "La risposta del modello linguistico non finiva più: al suo posto ci sono frasi dei documenti.",
        "fr": "La réponse du modèle de langue n'en finissait pas : des phrases des documents la remplacent.",
        "en": "The language model's answer never ended: the documents' own sentences stand in its place.",
    },
    "llm_empty": {
        "it": "Il modello linguistico ha dato una risposta vuota: al suo posto ci sono frasi dei documenti.",
        "fr": "Le modèle de langue a donné une réponse vide : des phrases des documents la remplacent.",
        "en": "The language model gave an empty answer: the documents' own sentences stand in its place.",
    },
    "llm_malformed": {
        "it": "La risposta del modello linguistico non si poteva leggere: al suo posto ci sono frasi dei documenti.",
        "fr": "La réponse du modèle de langue était illisible : des phrases des documents la remplacent.",
        "en": "The language model's answer could not be read: the documents' own sentences stand in its place.",
    },
    "llm_language": {
        "it": "Il modello linguistico ha risposto in un'altra lingua: la risposta è fatta di frasi dei documenti.",
        "fr": "Le modèle de langue a répondu dans une autre langue : la réponse est faite de phrases des documents.",
        "en": "The language model answered in another language: the answer is made of the documents' own sentences.",
    },
    "llm_unsupported": {
        "it": "Nessuna frase del modello linguistico stava nelle citazioni: la risposta è fatta di frasi dei "
        "documenti.",
        "fr": "Aucune phrase du modèle de langue n'était confirmée par ses citations : la réponse est faite de "
        "phrases des documents.",
        "en": "No sentence of the language model was borne out by its quotes: the answer is made of the documents' "
        "own sentences.",
    },
    "claim_not_found": {
        "it": "I documenti della biblioteca non confermano e non smentiscono questa affermazione.",
        "fr": "Les documents de la bibliothèque ne confirment ni ne démentent cette affirmation.",
        "en": "The documents in the library neither confirm nor contradict this claim.",
    },
    "claim_figure": {
        "it": "Cifra diversa: l'affermazione dice «{claimed}», il documento «{said}» [{number}].",
        "fr": "Chiffre différent : l'affirmation dit « {claimed} », le document « {said} » [{number}].",
        "en": "A different figure: the claim says “{claimed}”, the document “{said}” [{number}].",
    },
    "claim_date": {
        "it": "Data diversa: l'affermazione dice «{claimed}», il documento «{said}» [{number}].",
        "fr": "Date différente : l'affirmation dit « {claimed} », le document « {said} » [{number}].",
        "en": "A different date: the claim says “{claimed}”, the document “{said}” [{number}].",
    },
    "claim_name": {
        "it": "Nome diverso: l'affermazione dice «{claimed}», il documento «{said}» [{number}].",
        "fr": "Nom différent : l'affirmation dit « {claimed} », le document « {said} » [{number}].",
        "en": "A different name: the claim says “{claimed}”, the document “{said}” [{number}].",
    },
    "claim_word": {
        "it": "L'affermazione dice «{claimed}», il documento «{said}» [{number}].",
        "fr": "L'affirmation dit « {claimed} », le document « {said} » [{number}].",
        "en": "The claim says “{claimed}”, the document “{said}” [{number}].",
    },
    "claim_negated": {
        "it": "Il documento lo nega: «{said}» [{number}].",
        "fr": "Le document le nie : « {said} » [{number}].",
        "en": "The document denies it: “{said}” [{number}].",
    },
    "claim_not_negated": {
        "it": "L'affermazione nega («{claimed}») ciò che il documento afferma [{number}].",
        "fr": "L'affirmation nie (« {claimed} ») ce que le document affirme [{number}].",
        "en": "The claim denies (“{claimed}”) what the document states [{number}].",
    },
    "claim_denied": {
        "it": "Il documento lo riporta come falso o smentito [{number}].",
        "fr": "Le document le présente comme faux ou démenti [{number}].",
        "en": "The document reports it as false or denied [{number}].",
    },
    "claim_reported": {
        "it": "Il documento non lo afferma: lo riferisce come detto da altri [{number}].",
        "fr": "Le document ne l'affirme pas : il le rapporte comme dit par d'autres [{number}].",
        "en": "The document does not state it: it reports it as said by others [{number}].",
    },
    "claim_possible": {
        "it": "Il documento lo dice come possibile, chiesto o proposto, non come un fatto [{number}].",
        "fr": "Le document le dit possible, demandé ou proposé, non comme un fait [{number}].",
        "en": "The document puts it as possible, asked for or proposed, not as a fact [{number}].",
    },
    "claim_announced": {
        "it": "Il documento lo annuncia per il futuro, non come già avvenuto [{number}].",
        "fr": "Le document l'annonce pour l'avenir, non comme déjà fait [{number}].",
        "en": "The document announces it for the future, not as done [{number}].",
    },
    "claim_opinion": {
        "it": "È un giudizio, non un fatto che i documenti possano confermare o smentire.",
        "fr": "C'est un jugement, non un fait que des documents puissent confirmer ou démentir.",
        "en": "This is a judgement, not a fact that documents could confirm or deny.",
    },
    "claim_empty": {
        "it": "l'affermazione è vuota: scrivere la frase da controllare",
        "fr": "l'affirmation est vide : écrire la phrase à vérifier",
        "en": "the claim is empty: write the sentence to check",
    },
    "claim_text_empty": {
        "it": "il testo da controllare è vuoto: incollare le frasi, o indicare un file di testo",
        "fr": "le texte à vérifier est vide : coller les phrases, ou indiquer un fichier de texte",
        "en": "the text to check is empty: paste the sentences, or name a text file",
    },
    "claim_text_long": {
        "it": "il testo è di {length} caratteri, il massimo è {most}: controllarlo a parti",
        "fr": "le texte fait {length} caractères, le maximum est {most} : le vérifier par morceaux",
        "en": "the text has {length} characters, the most is {most}: check it in parts",
    },
    "claim_long": {
        "it": "l'affermazione è di {length} caratteri, il massimo è {most}: per un testo intero usare --file",
        "fr": "l'affirmation fait {length} caractères, le maximum est {most} : pour un texte entier, utiliser --file",
        "en": "the claim has {length} characters, the most is {most}: for a whole text use --file",
    },
    "claim_total": {
        "it": "Con quello in più sono {total} in tutto.",
        "fr": "Avec celui en plus, cela fait {total} en tout.",
        "en": "With the further one that makes {total} in all.",
    },
    "scope_name": {
        "it": "dire quale documento: un indirizzo, un titolo, una cartella o gli anni di un piano, al massimo "
        "{most} caratteri",
        "fr": "dire quel document : une adresse, un titre, un dossier ou les années d'un plan, {most} caractères au "
        "plus",
        "en": "say which document: an address, a title, a folder or a plan's years, at most {most} characters",
    },
    "scope_none": {
        "it": "nessun documento si chiama «{document}»: l'elenco è in «regesto documents»",
        "fr": "aucun document ne s'appelle « {document} » : la liste est dans « regesto documents »",
        "en": "no document is called “{document}”: “regesto documents” lists them",
    },
    "scope_near": {
        "it": "nessun documento si chiama «{document}»; i più vicini: {some}",
        "fr": "aucun document ne s'appelle « {document} » ; les plus proches : {some}",
        "en": "no document is called “{document}”; the nearest: {some}",
    },
    "scope_many": {
        "it": "«{document}» può essere {number} documenti, dire quale: {some}",
        "fr": "« {document} » peut désigner {number} documents, préciser lequel : {some}",
        "en": "“{document}” may be {number} documents, say which: {some}",
    },
    "scope_edition": {
        "it": "«{document}» non ha l'edizione {edition}: ci sono {known}",
        "fr": "« {document} » n'a pas d'édition {edition} : il y a {known}",
        "en": "“{document}” has no edition {edition}: there are {known}",
    },
    "compare_same": {
        "it": "«{old}» e «{new}» sono la stessa edizione: per confrontarne due scrivere INDIRIZZO@NUMERO",
        "fr": "« {old} » et « {new} » sont la même édition : pour en comparer deux, écrire ADRESSE@NUMÉRO",
        "en": "“{old}” and “{new}” are the same edition: to compare two, write ADDRESS@NUMBER",
    },
    "compare_empty": {
        "it": "«{document}» non ha testo da confrontare",
        "fr": "« {document} » n'a pas de texte à comparer",
        "en": "“{document}” has no text to compare",
    },
    "topic_empty": {
        "it": "l'argomento è vuoto: scrivere di che cosa si vuole sapere, in una o più parole",
        "fr": "le sujet est vide : écrire de quoi il s'agit, en un ou plusieurs mots",
        "en": "the topic is empty: write what it is about, in one or more words",
    },
    "topic_long": {
        "it": "l'argomento è di {length} caratteri, il massimo è {most}: bastano poche parole",
        "fr": "le sujet fait {length} caractères, le maximum est {most} : quelques mots suffisent",
        "en": "the topic has {length} characters, the most is {most}: a few words are enough",
    },
}

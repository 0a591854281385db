"""What the answerer says in its own words (never as if a document said it), in the three languages."""

from __future__ import annotations

from typing import Final

from rag.phrases_checking import CHECKING

_ANSWERING: Final[dict[str, dict[str, str]]] = {
    "no_evidence": {
        "it": "Nei documenti della biblioteca non c'è una risposta abbastanza sicura. Sotto, i passaggi più vicini.",
        "fr": "Les documents de la bibliothèque ne donnent pas de réponse assez sûre. Ci-dessous, les passages les "
        "plus proches.",
        "en": "The documents in the library hold no answer that is sure enough. Below are the nearest passages.",
    },
    "no_evidence_filtered": {
        "it": "Nei documenti scelti con i filtri non c'è una risposta abbastanza sicura. Sotto, i passaggi più vicini.",
        "fr": "Les documents choisis par les filtres ne donnent pas de réponse assez sûre. Ci-dessous, les passages "
        "les plus proches.",
        "en": "The documents chosen by the filters hold no answer that is sure enough. Below are the nearest passages.",
    },
    "reply_greeting": {
        "it": "Buongiorno. Posso cercare nei documenti della biblioteca e rispondere con la citazione: che cosa "
        "vuole sapere?",
        "fr": "Bonjour. Je peux chercher dans les documents de la bibliothèque et répondre avec la citation : que "
        "voulez-vous savoir ?",
        "en": "Hello. I can look in the library's documents and answer with the quote: what would you like to know?",
    },
    "reply_thanks": {
        "it": "Prego. Se serve altro, basta chiedere.",
        "fr": "Je vous en prie. S'il faut autre chose, il suffit de demander.",
        "en": "You are welcome. Ask whenever you need something else.",
    },
    "reply_farewell": {"it": "Arrivederci.", "fr": "Au revoir.", "en": "Goodbye."},
    "reply_who": {
        "it": "Sono Regesto: leggo i piani, i comunicati e le note della biblioteca e rispondo con la citazione, la "
        "pagina e la fonte. Se nei documenti la risposta non c'è, lo dico. Provi per esempio: «quali sono le "
        "priorità del piano?»",
        "fr": "Je suis Regesto : je lis les plans, communiqués et notes de la bibliothèque et je réponds avec la "
        "citation, la page et la source. Si la réponse n'y est pas, je le dis. Essayez : « quelles sont les "
        "priorités du plan ? »",
        "en": "I am Regesto: I read the library's plans, press releases and notes and answer with the quote, the "
        "page and the source. When the documents hold no answer I say so. Try: “what are the plan's "
        "priorities?”",
    },
    "reply_orders": {
        "it": "Rispondo soltanto con quello che dicono i documenti della biblioteca, e sempre con la citazione. Che "
        "cosa vuole sapere?",
        "fr": "Je réponds seulement avec ce que disent les documents de la bibliothèque, toujours avec la citation. "
        "Que voulez-vous savoir ?",
        "en": "I answer only with what the library's documents say, always with the quote. What would you like to "
        "know?",
    },
    "searched": {
        "it": "Ho cercato in {count} documenti.",
        "fr": "J'ai cherché dans {count} documents.",
        "en": "I searched {count} documents.",
    },
    "lacks": {
        "it": "Nessuno dei passaggi trovati dice {what}: servirebbe un documento che lo riporti. Sotto, i passaggi più "
        "vicini.",
        "fr": "Aucun des passages trouvés ne donne {what} : il faudrait un document qui le dise. Ci-dessous, les "
        "passages les plus proches.",
        "en": "None of the passages found gives {what}: a document that does would be needed. Below are the nearest "
        "passages.",
    },
    "outside": {
        "it": "La domanda sembra fuori dall'argomento dei documenti della biblioteca.",
        "fr": "La question semble hors du sujet des documents de la bibliothèque.",
        "en": "The question seems to lie outside the subject of the library's documents.",
    },
    "lacks_figure": {"it": "un numero", "fr": "un nombre", "en": "a number"},
    "lacks_money": {"it": "un importo", "fr": "un montant", "en": "an amount of money"},
    "lacks_share": {
        "it": "una quota o una percentuale",
        "fr": "une part ou un pourcentage",
        "en": "a share or percentage",
    },
    "lacks_span": {"it": "una durata", "fr": "une durée", "en": "a length of time"},
    "lacks_day": {"it": "una data", "fr": "une date", "en": "a date"},
    "lacks_date": {"it": "il giorno preciso", "fr": "le jour précis", "en": "the exact day"},
    "lacks_holder": {"it": "chi ha quell'incarico", "fr": "qui a cette charge", "en": "who holds that office"},
    "lacks_counted": {"it": "proprio quel numero", "fr": "ce nombre-là", "en": "that very number"},
    "lacks_label": {"it": "nulla con quel numero", "fr": "rien sous ce numéro", "en": "anything under that number"},
    "lacks_outcome": {"it": "un esito o una conclusione", "fr": "un résultat ou une conclusion", "en": "an outcome"},
    "lacks_contact": {"it": "un recapito", "fr": "une adresse ou un numéro", "en": "a way to get in touch"},
    "lacks_years": {"it": "nulla sul {about}", "fr": "quoi que ce soit sur {about}", "en": "anything about {about}"},
    "lacks_names": {
        "it": "nulla su «{about}»",
        "fr": "quoi que ce soit sur « {about} »",
        "en": "anything about “{about}”",
    },
    "year_inferred": {
        "it": "«{written}»: l'anno non è scritto nel testo; {year} è dedotto dalla data di pubblicazione "
        "({published}).",
        "fr": "« {written} » : l'année n'est pas écrite dans le texte ; {year} est déduit de la date de publication "
        "({published}).",
        "en": "“{written}”: the year is not in the text; {year} is inferred from the date of publication "
        "({published}).",
    },
    "year_unknown": {
        "it": "«{written}»: l'anno non è scritto nel testo e la data di pubblicazione non è nota.",
        "fr": "« {written} » : l'année n'est pas écrite dans le texte et la date de publication n'est pas connue.",
        "en": "“{written}”: the year is not in the text and the date of publication is not known.",
    },
    "other_figure": {
        "it": "Un'altra fonte dà una cifra diversa: «{quote}» ({title}{date}).",
        "fr": "Une autre source donne un chiffre différent : « {quote} » ({title}{date}).",
        "en": "Another source gives a different figure: “{quote}” ({title}{date}).",
    },
    "odd_total": {
        "it": "Attenzione: nella citazione {number} il totale ({total}) non torna con le sue parti ({part} da sola "
        "è di più). La cifra è riportata com'è scritta.",
        "fr": "Attention : dans la citation {number}, le total ({total}) ne correspond pas à ses parties ({part} à "
        "elle seule est plus grande). Le chiffre est donné tel qu'il est écrit.",
        "en": "Beware: in quote {number} the total ({total}) does not fit its own parts ({part} alone is more). The "
        "figure is given as written.",
    },
    "premise_number": {
        "it": "La domanda parla di {asked}; i documenti dicono {said}.",
        "fr": "La question parle de {asked} ; les documents disent {said}.",
        "en": "The question speaks of {asked}; the documents say {said}.",
    },
    "premise_denied": {
        "it": "La domanda dà per certo che «{claim}»: i documenti dicono altro.",
        "fr": "La question tient pour acquis que « {claim} » : les documents disent autre chose.",
        "en": "The question takes for granted that “{claim}”: the documents say otherwise.",
    },
    "other_language": {
        "it": "Una fonte è in {source_language}: la citazione resta nella sua lingua.",
        "fr": "Une source est en {source_language} : la citation reste dans sa langue.",
        "en": "A source is in {source_language}: the quote stays in its language.",
    },
    "limited": {
        "it": "Ho limitato la ricerca come chiede la domanda: «{words}».",
        "fr": "J'ai limité la recherche comme le demande la question : « {words} ».",
        "en": "I searched only where the question asks: “{words}”.",
    },
    "superseded": {
        "it": "Una fonte è di un'edizione superata: controllare quella in vigore.",
        "fr": "Une source vient d'une édition remplacée : vérifier l'édition en vigueur.",
        "en": "A source is a superseded edition: check the current one.",
    },
    "withdrawn": {
        "it": "Una fonte è stata ritirata dal suo sito.",
        "fr": "Une source a été retirée de son site.",
        "en": "A source has been withdrawn from its site.",
    },
    "also_on_one": {
        "it": "Lo stesso testo è anche su un altro sito: è lo stesso comunicato, e conta come una fonte sola.",
        "fr": "Le même texte est aussi sur un autre site : c'est le même communiqué, il compte pour une seule source.",
        "en": "The same text is on one other site too: it is the same release, and counts as one source.",
    },
    "also_on_many": {
        "it": "Lo stesso testo è anche su {count} altri siti: è lo stesso comunicato, e conta come una fonte sola.",
        "fr": "Le même texte est aussi sur {count} autres sites : c'est le même communiqué, il compte pour une "
        "seule source.",
        "en": "The same text is on {count} other sites too: it is the same release, and counts as one source.",
    },
    "one_release": {
        "it": "I documenti citati riportano lo stesso comunicato: contano come una fonte sola.",
        "fr": "Les documents cités reprennent le même communiqué : ils comptent pour une seule source.",
        "en": "The documents cited carry the same release: they count as one source.",
    },
    "language_it": {"it": "italiano", "fr": "italien", "en": "Italian"},
    "language_fr": {"it": "francese", "fr": "français", "en": "French"},
    "language_en": {"it": "inglese", "fr": "anglais", "en": "English"},
}


def say(name: str, language: str, **values: str) -> str:
    """A phrase in a language (Italian where there is no other)."""
    phrase = _ANSWERING.get(name) or CHECKING[name]
    return phrase.get(language, phrase["it"]).format(**values)

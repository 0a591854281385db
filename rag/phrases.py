"""What the answerer says in its own words (never as if a document said it), in the three languages."""

from __future__ import annotations

from typing import Final

_PHRASES: Final[dict[str, dict[str, str]]] = {
    "no_evidence": {
        "it": "Nei documenti della biblioteca non c'è una risposta abbastanza sicura. Sotto, i passi più vicini.",
        "fr": "Les documents de la bibliothèque ne donnent pas de réponse assez sûre. "
        "Ci-dessous, les passages les plus proches.",
        "en": "The documents in the library hold no answer that is sure enough. Below are the nearest passages.",
    },
    "no_evidence_filtered": {
        "it": "Nei documenti scelti con i filtri non c'è una risposta abbastanza sicura. Sotto, i passi più vicini.",
        "fr": "Les documents choisis par les filtres ne donnent pas de réponse assez sûre. "
        "Ci-dessous, les passages les plus proches.",
        "en": "The documents chosen by the filters hold no answer that is sure enough. Below are the nearest passages.",
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
        "fr": "Le même texte est aussi sur {count} autres sites : c'est le même communiqué, il compte pour une seule "
        "source.",
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
    phrase = _PHRASES[name]
    return phrase.get(language, phrase["it"]).format(**values)

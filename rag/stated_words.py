"""What documents are called in the three languages: the nouns, and the phrases that limit a question to them.

All are regular expressions for folded text (``rag.analysis.fold``); the languages don't collide, so one table serves.
"""

from __future__ import annotations

from typing import Final

_BODY: Final = r"(?:regione|giunta|assemblea|comun[ei]|provinc\w+|citta|consiglio|enti|ausl|stato|governo|20\d\d|\d)"
_NOT_OF_OTHERS: Final = rf"(?! d(?:i|el|ello|ella|ei|egli|elle|ell')?(?: |(?<='))(?!{_BODY}))"
# Kind: nouns that mean nothing but documents of this kind, and nouns that mostly do or name a single one.
# "Piani", "leggi" and "webinar" are what a question is about far more often than where to look.
KIND_NOUNS: Final[dict[str, tuple[str, str]]] = {
    "press_release": (
        r"comunicati(?: stampa)?|communiques(?: de presse)?|(?:press|media) releases",
        r"comunicato(?: stampa)?|communique(?: de presse)?|(?:press|media) release",
    ),
    "news": (
        r"notizie|articoli (?:di )?(?:giornale|stampa|cronaca|giornalistici)|articles (?:de presse|de journ\w+)|"
        r"actualites|(?:news|newspaper|press) (?:articles|stories|items|reports)",
        r"articol[oi]|giornal[ei]|quotidiani|stampa locale|articles?|journa(?:l|ux)|presse(?: locale)?|newspapers?|"
        r"news|notizia",
    ),
    "transcript": (
        r"trascrizioni|transcriptions|transcripts",
        r"trascrizione|transcription|transcript|registrazion[ei]|enregistrements?|recordings?",
    ),
    "webinar_notes": (
        r"(?:note|appunti|resoconti|sintesi) d(?:el|ei|i|egli)(?: \w+)? webinar|(?:notes|comptes rendus) d(?:u|es?) "
        r"webinaires?|webinar notes|notes (?:of|from) (?:the )?webinars?",
        r"webinar|webinars|webinaires?",
    ),
    "institutional_page": (
        r"pagine (?:istituzionali|ufficiali)|pages (?:institutionnelles|officielles)|(?:institutional|official) pages",
        r"pagina istituzionale|page institutionnelle|institutional page",
    ),
    "act": (
        # "atti del convegno" are proceedings, "atti di programmazione" are plans
        rf"atti(?: (?:ufficiali|normativi|amministrativi))?{_NOT_OF_OTHERS}|"
        r"actes (?:officiels|administratifs)|official acts",
        r"atti(?! de\w* (?:convegn|seminar|giornat|congress)\w+)|delibere|deliberazioni|actes|deliberations",
    ),
    "plan": ("", r"piani(?! di\b| d')(?: regionali)?|plans(?! de\b| d'| of\b| for\b| to\b)(?: regionaux)?"),
}  # fmt: skip
# Documents of any kind; "fonti", "pagine", "sources" need a date or a language beside them to mean documents.
ANY: Final = r"document[is]?|documenti|testi|textes|texts|fonti|sources|pagine|pages|materiali|papers"
# Plural words for documents, one alone; those whose date is that of their publication (a plan's or a webinar's is not).
PLURAL: Final = "|".join([ANY, *(plain for plain, _ in KIND_NOUNS.values() if plain), "articoli", "articles"])
ALONE: Final = "|".join(
    ["documento", "testo", "document", "texte", "text", *(loose for _, loose in KIND_NOUNS.values())]
)
DATED: Final = "|".join(
    [ANY, *(KIND_NOUNS[kind][0] for kind in ("press_release", "news", "institutional_page")), "articoli", "articles"]
)
# "negli articoli 3 e 4 della legge" is no newspaper.
NOT_PRESS: Final = (
    r"(?! \d| (?:di|del|della|dello|de la|du|of the) (?:legge|decreto|codice|statuto|loi|decret|law|act)\b)"
)

# Up to two words may stand between these and the noun: "nei più recenti comunicati".
IN: Final = (
    r"\b(?:nei|negli|nelle|dai|dagli|dalle|[ft]ra (?:i|gli|le)|dans les|parmi les|d'apres les|selon les|"
    r"in(?: the| quali)?|among(?: the)?|from the|according to(?: the)?|secondo (?:i|gli|le)|stando (?:ai|agli|alle)|"
    r"in base (?:ai|agli|alle)|(?:cosa|che) (?:dicono|riportano|scrivono|affermano) (?:i|gli|le)|"
    r"que disent les|what do(?: the)?|cerca(?:re|mi)? (?:nei|negli|nelle|i|gli|le)|cherche[rz]? dans les|"
    r"search(?: in)?(?: the)?|look (?:in|at)(?: the)?) (?:[\w'-]+ ){0,2}?$"
)
_ONLY: Final = (
    r"(?:sol[oi]|soltanto|solamente|unicamente|esclusivamente|seulement|uniquement|exclusivement|only|just|solely)"
)
# "solo nei piani", not "solo alcuni dei piani"; ONLY_OF also takes "solo documenti", "only the".
ONLY_IN: Final = (
    rf"\b{_ONLY} (?:tra |fra |cerca(?:re|ndo)? |search(?:ing)? )?"
    r"(?:i|gli|le|nei|negli|nelle|dans les|in(?: the)?|from(?: the)?) $"
)
ONLY_OF: Final = (
    rf"\b{_ONLY} (?:(?:n?ei|n?egli|n?elle|i|gli|le|les|in|on|su|secondo|dans|the|from|using|documenti|documents|"
    r"articoli|"
    r"articles|pagine|pages|de|di|d[aeou]l|della|dell'|du|of|il|la|l') ?){0,4}$"
)
LANGUAGES: Final = {
    "it": r"italian[oaie]|italien(?:ne)?s?|italian",
    "fr": r"frances[ei]|francais(?:es?)?|french",
    "en": r"ingles[ei]|anglais(?:es?)?|english",
}

# The question asks for what a document said before.
_EDITION: Final = r"(?:edizion[ei]|version[ei]|editions?|versions?|stesur[ae])"
_TEXT: Final = r"(?:piano|programma|testo|documento|regolamento|plan|programme|texte|document|text)"
_FORMER: Final = (
    r"(?:precedent[ei]|vecchi[aoe]?|superat[aeoi]|originari[aeo]|inizial[ei]|original[ei]?|anterior[ei]|previgent[ei]|"
    r"passat[ae]|precedentes?|anterieure?s?|anciene?n?e?s?|initiales?|remplacees?|d'origine|"
    r"previous|older|old|earlier|former|prior|superseded|outdated)"
)
FORMER: Final = (
    rf"\b{_EDITION} {_FORMER}\b|\b{_FORMER} {_EDITION}\b|\b(?:prim[ae]|premiere|first) {_EDITION}\b|"
    rf"\b{_TEXT} (?:precedente|vecchio|superato|originario|previgente|precedent|anterieur|di prima)\b|"
    rf"\b(?:vecchio|precedente|ancien|precedent|previous|old|older|former|superseded) {_TEXT}\b|"
    r"\bprima (?:dell'(?:ultim[oa] )?|della |delle |dei |di )"
    r"(?:aggiornament[oi]|modific\w+|revision\w+|nuov\w+ edizion\w+)|"
    r"\bprima che (?:\w+ ){0,3}(?:aggiornat|modificat|cambiat|rivist)\w+|"
    r"\bavant (?:la |sa |les |ses |qu\w+ )(?:\w+ ){0,3}(?:mise a jour|modifi\w+|revis\w+|mis a jour)|"
    r"\bbefore (?:the |its |it |they |was |were ){0,3}(?:latest |last )?"
    r"(?:updated?|revis\w+|amend\w+|changed?|changes)\b"
)

_CAME_OUT: Final = (
    r"(?:pubblicat|uscit|emess|diffus|datat|apparsi|apparse)\w*|publie\w*|parus?|parues?|diffuse\w*|dates|"
    r"published|issued|released|dated"
)
# What may stand between a word for documents and their date: whose they are, in which language, that they came out.
WHOSE: Final = (
    r"(?: (?:stampa|ufficiali|regionali|istituzionali|locali|frances[ei]|italian[ei]|ingles[ei]|francais|italiens|"
    r"anglais|"
    r"regionaux|officiels|(?:in|en) (?:italiano|francese|inglese|francais|italien|anglais|italian|french|english)|"
    r"(?:della |dell'|del |dei |di |de la |du |from the |of the |by the )(?:regione|region|giunta|comune|provincia|"
    r"commune|council|assemblea|ausl)(?: (?!nel\b|in\b|en\b|del\b)[\w-]+)?))*"
    rf"(?:(?: [\w'-]+){{0,4}} (?:{_CAME_OUT}))?"
)
# After these a date is that of an edition: "l'edizione del 2022".
EDITION_OF: Final = rf"\b{_EDITION} $"

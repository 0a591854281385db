"""What every page of the site says around its content, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ui.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    pages: str
    places: Mapping[Place, str]
    skip: str
    missing_title: str
    missing_text: str
    failed_title: str
    refused_title: str
    foreign_form: str
    too_much: str
    back: str


_STRINGS: Final = {
    "it": SiteStrings(
        pages="Pagine",
        places={
            "chat": "Domande",
            "verify": "Verifica",
            "documents": "Documenti",
            "start": "Per cominciare",
            "office": "Ufficio",
        },
        skip="Vai al contenuto",
        missing_title="Pagina non trovata",
        missing_text="A questo indirizzo non c'è nulla: forse è stato copiato a metà.",
        failed_title="La pagina non si può mostrare",
        refused_title="Richiesta non accettata",
        foreign_form="Il modulo è stato inviato da un altro sito: aprire la pagina da qui e riprovare.",
        too_much="Il testo inviato è troppo lungo: inviarne una parte alla volta.",
        back="Fai una domanda a Regesto",
    ),
    "fr": SiteStrings(
        pages="Pages",
        places={
            "chat": "Questions",
            "verify": "Vérification",
            "documents": "Documents",
            "start": "Pour commencer",
            "office": "Bureau",
        },
        skip="Aller au contenu",
        missing_title="Page introuvable",
        missing_text="Il n'y a rien à cette adresse : elle a peut-être été copiée à moitié.",
        failed_title="La page ne peut pas être affichée",
        refused_title="Demande refusée",
        foreign_form="Le formulaire a été envoyé depuis un autre site : ouvrir la page ici et réessayer.",
        too_much="Le texte envoyé est trop long : en envoyer une partie à la fois.",
        back="Poser une question à Regesto",
    ),
    "en": SiteStrings(
        pages="Pages",
        places={
            "chat": "Questions",
            "verify": "Verify",
            "documents": "Documents",
            "start": "Start here",
            "office": "Office",
        },
        skip="Skip to content",
        missing_title="Page not found",
        missing_text="There is nothing at this address: perhaps only half of it was copied.",
        failed_title="The page can't be shown",
        refused_title="Request not accepted",
        foreign_form="The form was sent from another site: open the page here and try again.",
        too_much="The text sent is too long: send a part at a time.",
        back="Ask Regesto a question",
    ),
}


def site_strings(language: str) -> SiteStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

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
    wrong_method: str
    wrong_host: str
    library_out: str
    service_out: str
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
        wrong_method="A questo indirizzo non si può inviare nulla così: aprire la pagina e riprovare.",
        wrong_host="Il servizio non è conosciuto sotto questo nome: aprirlo con il suo indirizzo (chi lo gestisce può "
        "indicarlo in REGESTO_PUBLIC_URL).",
        library_out="I documenti non si possono leggere in questo momento: riprovare più tardi e, se succede ancora, "
        "avvisare chi gestisce il servizio.",
        service_out="Il servizio non può rispondere in questo momento: riprovare più tardi e, se succede ancora, "
        "avvisare chi lo gestisce.",
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
        wrong_method="À cette adresse, rien ne s'envoie ainsi : ouvrir la page et réessayer.",
        wrong_host="Le service n'est pas connu sous ce nom : l'ouvrir par son adresse (qui le gère peut l'indiquer "
        "dans REGESTO_PUBLIC_URL).",
        library_out="Les documents ne peuvent pas être lus en ce moment : réessayer plus tard et, si cela se répète, "
        "prévenir le responsable du service.",
        service_out="Le service ne peut pas répondre en ce moment : réessayer plus tard et, si cela se répète, "
        "prévenir le responsable.",
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
        wrong_method="Nothing can be sent to this address in that way: open the page and try again.",
        wrong_host="The service is not known under this name: open it by its address (whoever runs it can set it in "
        "REGESTO_PUBLIC_URL).",
        library_out="The documents can't be read at this moment: try again later and, if it happens again, tell "
        "whoever runs the service.",
        service_out="The service can't answer at this moment: try again later and, if it happens again, tell whoever "
        "runs it.",
        back="Ask Regesto a question",
    ),
}


def site_strings(language: str) -> SiteStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

"""What the page of a source says, and the panel that shows it beside an answer, in the three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    source: str
    panel: str
    panel_frame: str
    close: str
    whole_page: str
    read_here: str
    to_chat: str
    skip: str
    edition_of: str
    editions: str
    current: str
    this_one: str
    superseded: str
    superseded_link: str
    withdrawn: str
    permalink: str
    quote_unknown: str
    quote_elsewhere: str
    quote_unmarked: str
    back_to_quote: str
    image_missing: str
    image_locked: str
    image_broken: str
    image_ocr: str
    image_alt: str
    enlarge: str
    view_page: str
    view_text: str
    views: str
    pages: str
    page_number: str
    page_of: str
    page_go: str
    page_back: str
    page_on: str
    page_text: str
    page_empty: str
    text: str
    text_empty: str
    part: str
    earlier: str
    later: str
    show_all: str
    missing_title: str
    missing_text: str
    missing_edition: str
    failed_title: str


_STRINGS: Final = {
    "it": SourceStrings(
        source="Fonte",
        panel="La fonte accanto alla risposta",
        panel_frame="Documento con la citazione evidenziata",
        close="Chiudi la fonte",
        whole_page="A tutta pagina",
        read_here="Leggi nel documento",
        to_chat="Fai una domanda a Regesto",
        skip="Vai al testo",
        edition_of="edizione {edition} di {editions}",
        editions="Edizioni",
        current="attuale",
        this_one="questa",
        superseded="Questa edizione è superata: ce n'è una più recente.",
        superseded_link="Apri l'edizione {edition}, letta il {date}",
        withdrawn="Documento ritirato: la fonte non lo pubblica più. Qui resta come fu letto.",
        permalink="Collegamento permanente",
        quote_unknown="Il punto indicato dal collegamento non esiste in questa edizione: il documento è mostrato senza "
        "evidenziazione.",
        quote_elsewhere="La citazione è a p. {page}.",
        quote_unmarked="La citazione è evidenziata nel testo qui sotto: sull'immagine non si lascia segnare con "
        "sicurezza.",
        back_to_quote="Torna alla citazione",
        image_missing="L'immagine delle pagine non è disponibile (il file originale non è in archivio): ecco il testo.",
        image_locked="Il PDF è protetto da password: l'immagine delle pagine non si può mostrare, ecco il testo.",
        image_broken="L'immagine di questa pagina non si può mostrare: ecco il testo.",
        image_ocr="Pagina scansita: il testo è riconosciuto (OCR) e va confrontato con l'immagine.",
        image_alt="Immagine della pagina {page}",
        enlarge="Ingrandisci l'immagine",
        view_page="Pagine",
        view_text="Testo",
        views="Come leggere",
        pages="Pagine del documento",
        page_number="Pagina",
        page_of="di {pages}",
        page_go="Vai",
        page_back="Pagina precedente",
        page_on="Pagina successiva",
        page_text="Il testo di questa pagina",
        page_empty="In questa pagina non è stato letto alcun testo.",
        text="Il testo come è stato letto",
        text_empty="Questo documento non ha testo.",
        part="È mostrata una parte del testo: caratteri {start}–{end} di {total}.",
        earlier="Parte precedente",
        later="Parte seguente",
        show_all="Mostra tutto",
        missing_title="Questo documento non è in biblioteca",
        missing_text="L'indirizzo è sbagliato, oppure il documento non è mai stato letto da questa biblioteca.",
        missing_edition="Il documento c'è, ma non questa edizione.",
        failed_title="La pagina non si può mostrare adesso",
    ),
    "fr": SourceStrings(
        source="Source",
        panel="La source à côté de la réponse",
        panel_frame="Document avec la citation surlignée",
        close="Fermer la source",
        whole_page="En pleine page",
        read_here="Lire dans le document",
        to_chat="Poser une question à Regesto",
        skip="Aller au texte",
        edition_of="édition {edition} sur {editions}",
        editions="Éditions",
        current="actuelle",
        this_one="celle-ci",
        superseded="Cette édition est remplacée : il y en a une plus récente.",
        superseded_link="Ouvrir l'édition {edition}, lue le {date}",
        withdrawn="Document retiré : la source ne le publie plus. Il reste ici tel qu'il a été lu.",
        permalink="Lien permanent",
        quote_unknown="L'endroit indiqué par le lien n'existe pas dans cette édition : le document est affiché sans "
        "surlignage.",
        quote_elsewhere="La citation est à la p. {page}.",
        quote_unmarked="La citation est surlignée dans le texte ci-dessous : sur l'image elle ne se laisse pas marquer "
        "avec certitude.",
        back_to_quote="Revenir à la citation",
        image_missing="L'image des pages n'est pas disponible (le fichier d'origine n'est pas dans les archives) : "
        "voici le texte.",
        image_locked="Le PDF est protégé par un mot de passe : l'image des pages ne peut pas être affichée, voici le "
        "texte.",
        image_broken="L'image de cette page ne peut pas être affichée : voici le texte.",
        image_ocr="Page numérisée : le texte est reconnu (OCR) et doit être comparé avec l'image.",
        image_alt="Image de la page {page}",
        enlarge="Agrandir l'image",
        view_page="Pages",
        view_text="Texte",
        views="Mode de lecture",
        pages="Pages du document",
        page_number="Page",
        page_of="sur {pages}",
        page_go="Aller",
        page_back="Page précédente",
        page_on="Page suivante",
        page_text="Le texte de cette page",
        page_empty="Aucun texte n'a été lu sur cette page.",
        text="Le texte tel qu'il a été lu",
        text_empty="Ce document n'a pas de texte.",
        part="Une partie du texte est affichée : caractères {start}–{end} sur {total}.",
        earlier="Partie précédente",
        later="Partie suivante",
        show_all="Tout afficher",
        missing_title="Ce document n'est pas dans la bibliothèque",
        missing_text="L'adresse est fausse, ou ce document n'a jamais été lu par cette bibliothèque.",
        missing_edition="Le document existe, mais pas cette édition.",
        failed_title="La page ne peut pas être affichée maintenant",
    ),
    "en": SourceStrings(
        source="Source",
        panel="The source beside the answer",
        panel_frame="Document with the quote highlighted",
        close="Close the source",
        whole_page="Full page",
        read_here="Read in the document",
        to_chat="Ask Regesto a question",
        skip="Skip to the text",
        edition_of="edition {edition} of {editions}",
        editions="Editions",
        current="current",
        this_one="this one",
        superseded="This edition is superseded: there is a more recent one.",
        superseded_link="Open edition {edition}, read on {date}",
        withdrawn="Withdrawn: the source no longer publishes this document. It stays here as it was read.",
        permalink="Permanent link",
        quote_unknown="The place that the link points to does not exist in this edition: the document is shown without "
        "a highlight.",
        quote_elsewhere="The quote is on p. {page}.",
        quote_unmarked="The quote is highlighted in the text below: it can't be marked on the image with certainty.",
        back_to_quote="Back to the quote",
        image_missing="The page images are not available (the original file is not in the archive): here is the text.",
        image_locked="The PDF is protected by a password: its pages can't be shown as images, here is the text.",
        image_broken="This page can't be shown as an image: here is the text.",
        image_ocr="Scanned page: the text was recognised (OCR) and should be compared with the image.",
        image_alt="Image of page {page}",
        enlarge="Enlarge the image",
        view_page="Pages",
        view_text="Text",
        views="How to read",
        pages="Pages of the document",
        page_number="Page",
        page_of="of {pages}",
        page_go="Go",
        page_back="Previous page",
        page_on="Next page",
        page_text="The text of this page",
        page_empty="No text was read on this page.",
        text="The text as it was read",
        text_empty="This document has no text.",
        part="Part of the text is shown: characters {start}–{end} of {total}.",
        earlier="Previous part",
        later="Next part",
        show_all="Show all",
        missing_title="This document is not in the library",
        missing_text="The address is wrong, or the document was never read by this library.",
        missing_edition="The document is here, but not this edition.",
        failed_title="The page can't be shown now",
    ),
}


def source_strings(language: str) -> SourceStrings:
    """The strings of a language, Italian where there is no other."""
    return _STRINGS.get(language, _STRINGS["it"])

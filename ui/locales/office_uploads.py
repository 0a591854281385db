"""Why an uploaded file is not taken, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    formats: Mapping[str, str]
    unknown_type: str
    empty: str
    other_type: str
    mismatch: str
    binary: str
    locked: str
    broken: str
    bomb: str
    macros: str
    too_big: str
    no_file: str
    no_room: str
    malformed: str


_STRINGS: Final = {
    "it": UploadStrings(
        formats={"pdf": "un PDF", "docx": "un documento Word", "pptx": "una presentazione", "html": "una pagina web",
                 "markdown": "un testo", "plain": "un testo", "rst": "un testo", "captions": "dei sottotitoli",
                 "image": "un'immagine"},
        unknown_type="«{name}»: non è un tipo di file che si legga ({known}).",
        empty="«{name}» è vuoto: controllare l'originale e inviarlo di nuovo.",
        other_type="«{name}» non si può leggere: {reason}.",
        mismatch="«{name}»: il nome dice {claimed}, ma il contenuto è {found}. Correggere il nome e riprovare.",
        binary="«{name}» non è un testo: contiene dati di un altro programma.",
        locked="«{name}» è protetto da password: salvarne una copia senza protezione e inviare quella.",
        broken="«{name}» è rovinato o incompleto: procurarsene un'altra copia.",
        bomb="«{name}» è fatto in modo da occupare troppa memoria quando si apre: non si legge.",
        macros="«{name}» contiene programmi (macro): salvarlo come documento normale, o come PDF.",
        too_big="L'invio supera i {most} MB, il massimo: inviare meno file alla volta, o far alzare "
        "REGESTO_MAX_UPLOAD.",
        no_file="Scegliere almeno un file.",
        no_room="Sul disco non c'è abbastanza spazio: liberarne e riprovare.",
        malformed="L'invio si è interrotto o non è intero: riprovare.",
    ),
    "fr": UploadStrings(
        formats={"pdf": "un PDF", "docx": "un document Word", "pptx": "une présentation", "html": "une page web",
                 "markdown": "un texte", "plain": "un texte", "rst": "un texte", "captions": "des sous-titres",
                 "image": "une image"},
        unknown_type="« {name} » : ce n'est pas un type de fichier qui se lise ({known}).",
        empty="« {name} » est vide : vérifier l'original et l'envoyer de nouveau.",
        other_type="« {name} » ne se lit pas ; la raison, en italien : {reason}.",
        mismatch="« {name} » : le nom dit {claimed}, mais le contenu est {found}. Renommer le fichier et réessayer.",
        binary="« {name} » n'est pas un texte : il contient les données d'un autre programme.",
        locked="« {name} » est protégé par un mot de passe : en enregistrer une copie sans protection et l'envoyer.",
        broken="« {name} » est abîmé ou incomplet : s'en procurer une autre copie.",
        bomb="« {name} » est fait de façon à occuper trop de mémoire à l'ouverture : il n'est pas lu.",
        macros="« {name} » contient des programmes (macros) : l'enregistrer comme document normal, ou en PDF.",
        too_big="L'envoi dépasse {most} Mo, le maximum : envoyer moins de fichiers, ou faire relever "
        "REGESTO_MAX_UPLOAD.",
        no_file="Choisir au moins un fichier.",
        no_room="Il n'y a pas assez de place sur le disque : en libérer et réessayer.",
        malformed="L'envoi s'est interrompu ou n'est pas entier : réessayer.",
    ),
    "en": UploadStrings(
        formats={"pdf": "a PDF", "docx": "a Word document", "pptx": "a presentation", "html": "a web page",
                 "markdown": "a text", "plain": "a text", "rst": "a text", "captions": "subtitles",
                 "image": "a picture"},
        unknown_type='"{name}" is not of a type that is read ({known}).',
        empty='"{name}" is empty: check the original and send it again.',
        other_type='"{name}" can\'t be read; the reason, in Italian: {reason}.',
        mismatch='"{name}": the name says {claimed}, but the content is {found}. Correct the name and try again.',
        binary='"{name}" is no text: it holds the data of another program.',
        locked='"{name}" is protected by a password: save a copy without it and send that.',
        broken='"{name}" is damaged or incomplete: get another copy.',
        bomb='"{name}" is made so as to fill the memory when it is opened: it is not read.',
        macros='"{name}" holds programs (macros): save it as a plain document, or as a PDF.',
        too_big="More than {most} MB were sent, the most: send fewer files at a time, or have REGESTO_MAX_UPLOAD "
        "raised.",
        no_file="Choose one file at least.",
        no_room="There is not enough room on the disk: make some and try again.",
        malformed="What was sent broke off or is not whole: try again.",
    ),
}  # fmt: skip


def upload_strings(language: str) -> UploadStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

"""What the page that checks a text says, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    lead: str
    text: str
    hint: str
    privacy: str
    limits: str
    any_of: str
    check: str
    file: str
    file_hint: str
    read_file: str
    reading: str
    file_read: str
    file_cut: str
    file_type: str
    file_big: str
    file_failed: str
    file_none: str
    in_language: str
    kept_text: str
    example: str
    example_text: str
    change: str
    results: str
    summary: tuple[str, str]
    counts: Mapping[str, tuple[str, str]]
    sentence: str
    worth: str
    in_favour: str
    against: str
    near: str
    reasons: Mapping[str, str]
    not_checked: str
    nothing: str
    limited: str
    save: str
    save_hint: str
    forms: Mapping[str, str]
    empty: str
    long: str
    junk: str
    dense: str
    checking: str
    progress: str
    stop: str
    stopped: str
    done: str
    broken: str
    counter: str
    over: str
    file_unread: str
    columns: tuple[str, ...]


_STRINGS: Final = {
    "it": VerifyStrings(
        title="Verifica un testo",
        lead="Incolla una frase o un comunicato intero: per ogni frase Regesto dice se i documenti la confermano o la "
        "smentiscono, e mostra accanto le parole dei documenti.",
        text="Testo da controllare",
        hint="Fino a {most} caratteri, circa {pages} pagine.",
        privacy="Il testo resta su questo server per il tempo del controllo: non viene conservato né inviato altrove.",
        limits="Controlla solo in alcuni documenti",
        any_of="Tutti",
        check="Controlla",
        file="Oppure apri un file",
        file_hint="Testo (.txt, .md), Word o PDF, fino a {most} MB: le sue parole vanno nel riquadro, dove puoi "
        "rivederle prima di controllarle.",
        read_file="Leggi il file",
        reading="Lettura del file…",
        file_read="Il testo di «{name}» è nel riquadro: rivedilo, poi premi «Controlla».",
        file_cut="«{name}» ha {length} caratteri: nel riquadro ci sono i primi {kept}. Rivedili, poi premi "
        "«Controlla»; il resto va controllato a parte.",
        file_type="«{name}» non è un file che si possa controllare: servono testo, Word o PDF ({known}).",
        file_big="Il file supera {most} MB: copia qui solo la parte da controllare.",
        file_failed="«{name}» non ha parole che si riesca a leggere: forse è rovinato, protetto, troppo grande o fatto "
        "di immagini. Copia qui il testo.",
        file_none="Scegli prima un file.",
        in_language="Mostra il risultato in un'altra lingua:",
        kept_text="Il testo è rimasto nel riquadro: premi «Controlla» per verificarlo.",
        example="Prova con un esempio",
        example_text="La Giunta lombarda stanzia 12 milioni di euro per i modelli innovativi del Piano sociosanitario "
        "integrato. "
        "All'ATS della Brianza vanno 1.203.283 euro. Il PAIR 2030 è stato approvato il 30 gennaio 2024. Siamo molto "
        "soddisfatti di questo risultato.",
        change="Testo controllato: modifica o sostituisci",
        results="Risultato",
        summary=("Una frase controllata su {all}", "{checked} frasi controllate su {all}"),
        counts={
            "contradicted": ("smentita", "smentite"),
            "partly": ("confermata in parte", "confermate in parte"),
            "supported": ("confermata", "confermate"),
            "not_found": ("non trovata", "non trovate"),
            "skipped": ("non controllata", "non controllate"),
        },
        sentence="Frase {number}",
        worth="Il giudizio è automatico e vale per i soli documenti della biblioteca: prima di pubblicare, leggi le "
        "citazioni e apri le fonti. «Non trovato» non vuol dire falso.",
        in_favour="A favore",
        against="Contro",
        near="I passaggi più vicini",
        reasons={
            "question": "è una domanda",
            "greeting": "è un saluto o una formula",
            "opinion": "è un'opinione",
            "title": "è un titolo",
            "short": "è troppo breve",
        },
        not_checked="Non controllata",
        nothing="In questo testo non c'è nessuna frase da controllare: servono affermazioni con cifre, date, nomi o "
        "fatti "
        "(titoli, saluti, domande e opinioni non contano).",
        limited="Controllato solo in: {filters}",
        save="Salva la verifica",
        save_hint="Per fare il file il testo viene controllato di nuovo, perché non è stato conservato.",
        forms={"docx": "Word", "pdf": "PDF", "md": "Markdown", "csv": "Tabella (CSV)", "json": "JSON"},
        empty="Non c'è niente da controllare: incolla almeno una frase.",
        long="Il testo è di {length} caratteri e il massimo è {most}: controllalo una parte per volta.",
        dense="La frase che comincia con «{begun}…» è troppo lunga: dividila in più frasi.",
        junk="Questo non sembra un testo: incolla le parole, non un file.",
        checking="Controllo in corso",
        progress="{done} frasi su {total}",
        stop="Ferma",
        stopped="Controllo fermato: qui sotto c'è ciò che era già stato controllato.",
        done="Controllo finito.",
        broken="Il controllo si è interrotto: qui sotto c'è ciò che era già stato controllato. Riprova.",
        counter="{length} caratteri su {most}",
        over="Troppo lungo di {length} caratteri.",
        file_unread="Il file non è un testo che il browser sappia leggere.",
        columns=(
            "frase", "inizio", "fine", "testo", "giudizio", "codice", "motivo", "che cosa cambia", "lato", "citazione",
            "titolo", "ente", "edizione", "pagina", "pagina stampata", "minuto", "pubblicato", "letto", "permalink",
            "indirizzo", "limiti",
        ),
    ),
    "fr": VerifyStrings(
        title="Vérifier un texte",
        lead="Collez une phrase ou un communiqué entier : pour chaque phrase, Regesto dit si les documents la "
        "confirment "
        "ou la démentent, et montre à côté les mots des documents.",
        text="Texte à vérifier",
        hint="Jusqu'à {most} caractères, environ {pages} pages.",
        privacy="Le texte reste sur ce serveur le temps de la vérification : il n'est ni conservé ni envoyé ailleurs.",
        limits="Vérifier seulement dans certains documents",
        any_of="Tous",
        check="Vérifier",
        file="Ou ouvrez un fichier",
        file_hint="Texte (.txt, .md), Word ou PDF, jusqu'à {most} Mo : ses mots vont dans le cadre, où vous pouvez "
        "les relire avant de les vérifier.",
        read_file="Lire le fichier",
        reading="Lecture du fichier…",
        file_read="Le texte de « {name} » est dans le cadre : relisez-le, puis appuyez sur « Vérifier ».",
        file_cut="« {name} » a {length} caractères : le cadre contient les {kept} premiers. Relisez-les, puis "
        "appuyez sur « Vérifier » ; le reste est à vérifier à part.",
        file_type="« {name} » n'est pas un fichier que l'on puisse vérifier : il faut du texte, Word ou PDF ({known}).",
        file_big="Le fichier dépasse {most} Mo : copiez ici seulement la partie à vérifier.",
        file_failed="« {name} » n'a pas de mots lisibles : il est peut-être abîmé, protégé, trop grand ou fait "
        "d'images. Copiez ici le texte.",
        file_none="Choisissez d'abord un fichier.",
        in_language="Montrer le résultat dans une autre langue :",
        kept_text="Le texte est resté dans le cadre : appuyez sur « Vérifier ».",
        example="Essayer avec un exemple",
        example_text="Les maisons de la communauté actives en Italie sont 660. Le PAIR 2030 a été approuvé le 30 "
        "janvier 2023. "
        "L'ATS Brianza reçoit 1.203.283 euros. Nous sommes heureux de ce résultat.",
        change="Texte vérifié : modifier ou remplacer",
        results="Résultat",
        summary=("Une phrase vérifiée sur {all}", "{checked} phrases vérifiées sur {all}"),
        counts={
            "contradicted": ("démentie", "démenties"),
            "partly": ("confirmée en partie", "confirmées en partie"),
            "supported": ("confirmée", "confirmées"),
            "not_found": ("introuvable", "introuvables"),
            "skipped": ("non vérifiée", "non vérifiées"),
        },
        sentence="Phrase {number}",
        worth="Le verdict est automatique et ne vaut que pour les documents de la bibliothèque : avant de publier, "
        "lisez "
        "les citations et ouvrez les sources. « Non trouvé » ne veut pas dire faux.",
        in_favour="Pour",
        against="Contre",
        near="Les passages les plus proches",
        reasons={
            "question": "c'est une question",
            "greeting": "c'est une salutation ou une formule",
            "opinion": "c'est une opinion",
            "title": "c'est un titre",
            "short": "elle est trop courte",
        },
        not_checked="Non vérifiée",
        nothing="Ce texte n'a aucune phrase vérifiable : il faut des affirmations avec des chiffres, des dates, des "
        "noms "
        "ou des faits (titres, salutations, questions et opinions ne comptent pas).",
        limited="Vérifié seulement dans : {filters}",
        save="Enregistrer la vérification",
        save_hint="Pour faire le fichier, le texte est vérifié de nouveau, car il n'a pas été conservé.",
        forms={"docx": "Word", "pdf": "PDF", "md": "Markdown", "csv": "Tableau (CSV)", "json": "JSON"},
        empty="Il n'y a rien à vérifier : collez au moins une phrase.",
        long="Le texte fait {length} caractères et le maximum est {most} : vérifiez-le une partie à la fois.",
        dense="La phrase qui commence par « {begun}… » est trop longue : coupez-la.",
        junk="Cela ne ressemble pas à un texte : collez les mots, non un fichier.",
        checking="Vérification en cours",
        progress="{done} phrases sur {total}",
        stop="Arrêter",
        stopped="Vérification arrêtée : ci-dessous, ce qui était déjà vérifié.",
        done="Vérification terminée.",
        broken="La vérification s'est interrompue : ci-dessous, ce qui était déjà vérifié. Réessayez.",
        counter="{length} caractères sur {most}",
        over="Trop long de {length} caractères.",
        file_unread="Le fichier n'est pas un texte que le navigateur sache lire.",
        columns=(
            "phrase", "début", "fin", "texte", "verdict", "code", "raison", "ce qui diffère", "côté", "citation",
            "titre", "organisme", "édition", "page", "page imprimée", "minute", "publié", "lu", "permalien", "adresse",
            "limites",
        ),
    ),
    "en": VerifyStrings(
        title="Check a text",
        lead="Paste a sentence or a whole press release: for each sentence Regesto says whether the documents support "
        "or "
        "contradict it, and shows the documents' own words beside it.",
        text="Text to check",
        hint="Up to {most} characters, about {pages} pages.",
        privacy="The text stays on this server while it is checked: it is neither kept nor sent anywhere else.",
        limits="Check against some documents only",
        any_of="All",
        check="Check",
        file="Or open a file",
        file_hint="Text (.txt, .md), Word or PDF, up to {most} MB: its words go into the box, where you can look "
        "them over before they are checked.",
        read_file="Read the file",
        reading="Reading the file…",
        file_read="The text of “{name}” is in the box: look it over, then press “Check”.",
        file_cut="“{name}” has {length} characters: the first {kept} are in the box. Look them over, then press "
        "“Check”; the rest is to be checked apart.",
        file_type="“{name}” is not a file that can be checked: it takes text, Word or PDF ({known}).",
        file_big="The file is larger than {most} MB: copy only the part to be checked here.",
        file_failed="There are no readable words in “{name}”: it may be damaged, protected, too large or made of "
        "pictures. Copy the text here.",
        file_none="Choose a file first.",
        in_language="Show the result in another language:",
        kept_text="The text is still in the box: press “Check” to check it.",
        example="Try an example",
        example_text="The PAIR 2030 was approved on 30 January 2023. ATS Brianza receives 1,203,283 euros. We are "
        "delighted with "
        "this result.",
        change="The text checked: change or replace it",
        results="Result",
        summary=("One sentence checked out of {all}", "{checked} sentences checked out of {all}"),
        counts={
            "contradicted": ("contradicted", "contradicted"),
            "partly": ("supported in part", "supported in part"),
            "supported": ("supported", "supported"),
            "not_found": ("not found", "not found"),
            "skipped": ("not checked", "not checked"),
        },
        sentence="Sentence {number}",
        worth="The verdict is automatic and holds for the documents of this library only: before publishing, read the "
        "quotes and open the sources. “Not found” does not mean false.",
        in_favour="For",
        against="Against",
        near="The nearest passages",
        reasons={
            "question": "it is a question",
            "greeting": "it is a greeting or a formula",
            "opinion": "it is an opinion",
            "title": "it is a title",
            "short": "it is too short",
        },
        not_checked="Not checked",
        nothing="This text has no sentence that can be checked: it takes statements with figures, dates, names or "
        "facts "
        "(titles, greetings, questions and opinions do not count).",
        limited="Checked only in: {filters}",
        save="Save the check",
        save_hint="To make the file the text is checked once more, since it has not been kept.",
        forms={"docx": "Word", "pdf": "PDF", "md": "Markdown", "csv": "Table (CSV)", "json": "JSON"},
        empty="There is nothing to check: paste at least one sentence.",
        long="The text has {length} characters and the most is {most}: check it a part at a time.",
        dense="The sentence that begins with “{begun}…” is too long: split it.",
        junk="This does not look like a text: paste the words, not a file.",
        checking="Checking",
        progress="{done} sentences of {total}",
        stop="Stop",
        stopped="The check was stopped: below is what had been checked by then.",
        done="The check is done.",
        broken="The check broke off: below is what had been checked by then. Try again.",
        counter="{length} characters of {most}",
        over="Too long by {length} characters.",
        file_unread="The file is not a text that the browser can read.",
        columns=(
            "sentence", "start", "end", "text", "verdict", "code", "reason", "what differs", "side", "quote", "title",
            "publisher", "edition", "page", "printed page", "minute", "published", "read", "permalink", "address",
            "limits",
        ),
    ),
}  # fmt: skip


def verify_strings(language: str) -> VerifyStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

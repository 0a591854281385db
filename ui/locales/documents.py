"""What the pages of the documents say, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    tabs_label: str
    tabs: Mapping[str, str]
    # the catalogue
    empty: str
    empty_hint: str
    words: str
    search: str
    sort: str
    sorts: Mapping[str, str]
    with_withdrawn: str
    narrow: str
    results: str
    facets: Mapping[str, str]
    unstated: str
    remove: str
    more: str
    one: str
    many: str
    nothing: str
    nothing_hint: str
    anew: str
    found_here: str
    editions_number: str
    only_titles: str
    pages: str
    page_of: str
    back: str
    on: str
    # a document
    read: str
    read_it: str
    read_all: str
    ask: str
    compare_with: str
    verify: str
    text: str
    no_text: str
    characters: str
    outline: str
    facts: str
    editions: str
    current: str
    to_newest: str
    what_changed: str
    changed_in: str
    all_changes: str
    # a comparison
    compare_title: str
    compare_lead: str
    compare_hint: str
    compare: str
    compare_other: str
    swap: str
    before: str
    after: str
    absent_before: str
    absent_after: str
    pairs_editions: str
    pairs_plans: str
    files: str
    counts: Mapping[str, str]
    kept_here: str
    # a timeline
    timeline_title: str
    timeline_lead: str
    topic: str
    draw: str
    topics: str
    chart_hint: str
    legend: str
    read_for: str
    # the library at a glance
    overview_title: str
    tallies: Mapping[str, str]
    by: Mapping[str, str]
    documents: str
    no_dates: str
    undated: str
    as_table: str
    freshness: str
    last_run: str
    never_read: str
    source_columns: tuple[str, str, str, str]
    failed: str


_STRINGS: Final = {
    "it": DocumentsStrings(
        title="Documenti",
        tabs_label="Pagine dei documenti",
        tabs={"browse": "Catalogo", "overview": "Panorama", "compare": "Confronta", "timeline": "Cronologia"},
        empty="La biblioteca è ancora vuota: nessun documento è stato letto.",
        empty_hint="Chi gestisce il servizio aggiunge i documenti dalla pagina Ufficio o con «regesto ingest».",
        words="Parole nel titolo o nel testo",
        search="Cerca",
        sort="Ordine",
        sorts={"found": "più pertinenti", "date": "più recenti", "oldest": "meno recenti", "title": "titolo"},
        with_withdrawn="Anche i documenti ritirati",
        narrow="Restringi la ricerca",
        results="Documenti trovati",
        facets={
            "kind": "Tipo",
            "publisher": "Ente o editore",
            "territory": "Territorio",
            "year": "Anno",
            "language": "Lingua",
        },
        unstated="non indicato",
        remove="Togli",
        more="Altri {number}",
        one="Un documento",
        many="{number} documenti",
        nothing="Nessun documento corrisponde",
        nothing_hint="Provare con meno parole o togliere un filtro.",
        anew="Tutti i documenti",
        found_here="Leggi il passaggio",
        editions_number="{number} edizioni",
        only_titles="La ricerca nel testo non è disponibile in questo momento: sono stati guardati i soli titoli.",
        pages="Pagine dell'elenco",
        page_of="Pagina {page} di {pages}",
        back="Precedente",
        on="Successiva",
        read="Leggi il documento",
        read_it="leggi",
        read_all="Leggi tutto il testo",
        ask="Fai una domanda su questo documento",
        compare_with="Confronta con un altro",
        verify="Verifica un'affermazione",
        text="Come comincia",
        no_text="In questo documento non è stato letto alcun testo.",
        characters="{number} caratteri in tutto",
        outline="Indice",
        facts="Scheda",
        editions="Edizioni",
        current="attuale",
        to_newest="Apri l'edizione attuale",
        what_changed="Che cosa è cambiato nell'edizione {edition}",
        changed_in="Che cosa è cambiato: edizione {before} → {edition}",
        all_changes="Confronto completo, sezione per sezione ({number} cambiamenti)",
        compare_title="Che cosa cambia",
        compare_lead="Due documenti, due edizioni o due piani, sezione per sezione: a sinistra prima, a destra dopo. "
        "Le cifre e le date che cambiano sono in evidenza.",
        compare_hint="Titolo, indirizzo o anni di un piano («piano 2020-22»). Per un'edizione precisa: INDIRIZZO@1.",
        compare="Confronta",
        compare_other="Confronta altri documenti",
        swap="Inverti prima e dopo",
        before="Prima",
        after="Dopo",
        absent_before="non c'era",
        absent_after="non c'è più",
        pairs_editions="Documenti con più edizioni",
        pairs_plans="Piani che si succedono",
        files="{number} file",
        counts={
            "altered": "modificate",
            "added": "aggiunte",
            "removed": "tolte",
            "moved": "spostate",
            "kept": "frasi uguali",
        },
        kept_here="frasi uguali, non mostrate: {number}",
        timeline_title="Cronologia di un argomento",
        timeline_lead="Che cosa dicono i documenti di un argomento, in ordine di tempo: ogni voce ha la citazione e la "
        "fonte.",
        topic="Argomento",
        draw="Mostra la cronologia",
        topics="Argomenti della biblioteca",
        chart_hint="I numeri rimandano all'elenco che segue.",
        legend="Ogni numero è una voce dell'elenco; quelli chiari hanno solo la data di pubblicazione della fonte.",
        read_for="Passaggi letti: {passages}, in {documents} documenti.",
        overview_title="La biblioteca in uno sguardo",
        tallies={"documents": "documenti", "editions": "edizioni", "passages": "passaggi", "withdrawn": "ritirati"},
        by={
            "year": "Documenti per anno",
            "kind": "Per tipo",
            "publisher": "Per ente o editore",
            "territory": "Per territorio",
            "language": "Per lingua",
        },
        documents="Documenti",
        no_dates="Di nessun documento si conosce la data.",
        undated="Senza data: {number}.",
        as_table="Gli stessi numeri in tabella",
        freshness="Quanto sono aggiornate le fonti",
        last_run="Ultima lettura delle fonti: {date}.",
        never_read="Le fonti non sono ancora state lette.",
        source_columns=("Fonte", "Documenti", "Letta l'ultima volta", "Che cosa ne è venuto"),
        failed="Non letti: {number}",
    ),
    "fr": DocumentsStrings(
        title="Documents",
        tabs_label="Pages des documents",
        tabs={"browse": "Catalogue", "overview": "Vue d'ensemble", "compare": "Comparer", "timeline": "Chronologie"},
        empty="La bibliothèque est encore vide : aucun document n'a été lu.",
        empty_hint="La personne qui gère le service ajoute des documents depuis la page Bureau ou avec "
        "« regesto ingest ».",
        words="Mots du titre ou du texte",
        search="Chercher",
        sort="Ordre",
        sorts={
            "found": "les plus pertinents",
            "date": "les plus récents",
            "oldest": "les plus anciens",
            "title": "titre",
        },
        with_withdrawn="Aussi les documents retirés",
        narrow="Affiner la recherche",
        results="Documents trouvés",
        facets={
            "kind": "Type",
            "publisher": "Organisme ou éditeur",
            "territory": "Territoire",
            "year": "Année",
            "language": "Langue",
        },
        unstated="non indiqué",
        remove="Enlever",
        more="{number} autres",
        one="Un document",
        many="{number} documents",
        nothing="Aucun document ne correspond",
        nothing_hint="Essayer avec moins de mots ou enlever un filtre.",
        anew="Tous les documents",
        found_here="Lire le passage",
        editions_number="{number} éditions",
        only_titles="La recherche dans le texte n'est pas disponible en ce moment : seuls les titres ont été regardés.",
        pages="Pages de la liste",
        page_of="Page {page} sur {pages}",
        back="Précédente",
        on="Suivante",
        read="Lire le document",
        read_it="lire",
        read_all="Lire tout le texte",
        ask="Poser une question sur ce document",
        compare_with="Comparer avec un autre",
        verify="Vérifier une affirmation",
        text="Début du texte",
        no_text="Aucun texte n'a été lu dans ce document.",
        characters="{number} caractères en tout",
        outline="Plan du document",
        facts="Fiche",
        editions="Éditions",
        current="actuelle",
        to_newest="Ouvrir l'édition actuelle",
        what_changed="Ce qui a changé dans l'édition {edition}",
        changed_in="Ce qui a changé : édition {before} → {edition}",
        all_changes="Comparaison complète, section par section ({number} changements)",
        compare_title="Ce qui change",
        compare_lead="Deux documents, deux éditions ou deux plans, section par section : à gauche avant, à droite "
        "après. Les chiffres et les dates qui changent sont mis en évidence.",
        compare_hint="Titre, adresse ou années d'un plan (« plan 2020-22 »). Pour une édition précise : ADRESSE@1.",
        compare="Comparer",
        compare_other="Comparer d'autres documents",
        swap="Inverser avant et après",
        before="Avant",
        after="Après",
        absent_before="n'y était pas",
        absent_after="n'y est plus",
        pairs_editions="Documents à plusieurs éditions",
        pairs_plans="Plans qui se succèdent",
        files="{number} fichiers",
        counts={
            "altered": "modifiées",
            "added": "ajoutées",
            "removed": "supprimées",
            "moved": "déplacées",
            "kept": "phrases identiques",
        },
        kept_here="phrases identiques, non montrées : {number}",
        timeline_title="Chronologie d'un sujet",
        timeline_lead="Ce que les documents disent d'un sujet, dans l'ordre du temps : chaque entrée a sa citation et "
        "sa source.",
        topic="Sujet",
        draw="Montrer la chronologie",
        topics="Sujets de la bibliothèque",
        chart_hint="Les numéros renvoient à la liste qui suit.",
        legend="Chaque numéro est une entrée de la liste ; les numéros clairs n'ont que la date de publication de la "
        "source.",
        read_for="Passages lus : {passages}, dans {documents} documents.",
        overview_title="La bibliothèque d'un coup d'œil",
        tallies={"documents": "documents", "editions": "éditions", "passages": "passages", "withdrawn": "retirés"},
        by={
            "year": "Documents par année",
            "kind": "Par type",
            "publisher": "Par organisme ou éditeur",
            "territory": "Par territoire",
            "language": "Par langue",
        },
        documents="Documents",
        no_dates="La date d'aucun document n'est connue.",
        undated="Sans date : {number}.",
        as_table="Les mêmes nombres en tableau",
        freshness="Fraîcheur des sources",
        last_run="Dernière lecture des sources : {date}.",
        never_read="Les sources n'ont pas encore été lues.",
        source_columns=("Source", "Documents", "Lue la dernière fois", "Ce qui en est venu"),
        failed="Non lus : {number}",
    ),
    "en": DocumentsStrings(
        title="Documents",
        tabs_label="Pages of the documents",
        tabs={"browse": "Catalogue", "overview": "Overview", "compare": "Compare", "timeline": "Timeline"},
        empty="The library is still empty: no document has been read.",
        empty_hint="Whoever runs the service adds documents from the Office page or with “regesto ingest”.",
        words="Words in the title or text",
        search="Search",
        sort="Order",
        sorts={"found": "best match", "date": "newest first", "oldest": "oldest first", "title": "title"},
        with_withdrawn="Withdrawn documents too",
        narrow="Narrow the search",
        results="Documents found",
        facets={
            "kind": "Kind",
            "publisher": "Body or publisher",
            "territory": "Territory",
            "year": "Year",
            "language": "Language",
        },
        unstated="not stated",
        remove="Remove",
        more="{number} more",
        one="One document",
        many="{number} documents",
        nothing="No document matches",
        nothing_hint="Try fewer words, or remove a filter.",
        anew="All documents",
        found_here="Read the passage",
        editions_number="{number} editions",
        only_titles="The text can't be searched at this moment: only titles were looked at.",
        pages="Pages of the list",
        page_of="Page {page} of {pages}",
        back="Previous",
        on="Next",
        read="Read the document",
        read_it="read",
        read_all="Read the whole text",
        ask="Ask about this document",
        compare_with="Compare with another",
        verify="Check a statement",
        text="How it begins",
        no_text="No text was read in this document.",
        characters="{number} characters in all",
        outline="Outline",
        facts="Facts",
        editions="Editions",
        current="current",
        to_newest="Open the current edition",
        what_changed="What changed in edition {edition}",
        changed_in="What changed: edition {before} → {edition}",
        all_changes="The whole comparison, section by section ({number} changes)",
        compare_title="What changes",
        compare_lead="Two documents, two editions or two plans, section by section: before on the left, after on the "
        "right. Figures and dates that differ stand out.",
        compare_hint="Title, address, or the years of a plan (“plan 2020-22”). For one edition: ADDRESS@1.",
        compare="Compare",
        compare_other="Compare other documents",
        swap="Swap before and after",
        before="Before",
        after="After",
        absent_before="was not there",
        absent_after="is gone",
        pairs_editions="Documents with several editions",
        pairs_plans="Plans that follow each other",
        files="{number} files",
        counts={
            "altered": "altered",
            "added": "added",
            "removed": "removed",
            "moved": "moved",
            "kept": "sentences the same",
        },
        kept_here="sentences the same, not shown: {number}",
        timeline_title="Timeline of a topic",
        timeline_lead="What the documents say of a topic in order of time: each entry has its quote and its source.",
        topic="Topic",
        draw="Show the timeline",
        topics="Topics of the library",
        chart_hint="The numbers are those of the list that follows.",
        legend="Each number is an entry of the list; pale ones have only the date on which the source came out.",
        read_for="Passages read: {passages}, in {documents} documents.",
        overview_title="The library at a glance",
        tallies={"documents": "documents", "editions": "editions", "passages": "passages", "withdrawn": "withdrawn"},
        by={
            "year": "Documents by year",
            "kind": "By kind",
            "publisher": "By body or publisher",
            "territory": "By territory",
            "language": "By language",
        },
        documents="Documents",
        no_dates="No document has a known date.",
        undated="Undated: {number}.",
        as_table="The same numbers as a table",
        freshness="How fresh the sources are",
        last_run="Sources last read: {date}.",
        never_read="The sources have not been read yet.",
        source_columns=("Source", "Documents", "Last read", "What came of it"),
        failed="Not read: {number}",
    ),
}


def documents_strings(language: str) -> DocumentsStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])

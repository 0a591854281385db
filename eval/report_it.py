"""Reports in Italian."""

from __future__ import annotations

from typing import Final

from eval.report_strings import ReportStrings

ITALIAN: Final = ReportStrings(
    code="it",
    decimal=",",
    thousands=".",
    months=tuple("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre".split()),
    moment="{day} {month} {year}, ore {time} ({zone})",
    per_hundred="{n} su 100",
    cases=("1 caso", "{n} casi"),
    in_language={"it": "{n} in italiano", "fr": "{n} in francese", "en": "{n} in inglese"},
    languages={"it": "italiano", "fr": "francese", "en": "inglese"},
    types={
        "fact": "un fatto", "number": "una cifra", "date": "una data", "when": "quando", "where": "dove", "who": "chi",
        "responsible": "chi è responsabile", "list": "un elenco", "definition": "che cosa vuol dire",
        "comparison": "un confronto", "table": "dati di una tabella", "change": "che cosa è cambiato",
        "claim_check": "è vero che…?", "cross_lingual": "in un'altra lingua dai documenti",
        "follow_up": "domanda che segue un'altra", "multi_turn": "domanda che segue un'altra",
        "overview": "uno sguardo d'insieme", "yes_no": "sì o no", "unanswerable": "senza risposta nei documenti",
    },
    personas={"official": "funzionari", "journalist": "giornalisti", "new_staff": "nuovi colleghi"},
    kinds={
        "plan": "piani", "press_release": "comunicati stampa", "news": "notizie", "webinar_notes": "appunti di webinar",
        "transcript": "trascrizioni", "act": "atti", "institutional_page": "pagine istituzionali",
    },
    verdicts={
        "supported": "confermata", "contradicted": "smentita", "partly": "confermata in parte",
        "not_found": "non trovata nei documenti",
    },
    outcomes={
        "right": "giusta", "judgment": "dati giusti, ma non il giudizio", "partly": "solo in parte",
        "refusal": "no, a torto", "wrong": "senza i dati attesi", "invented": "risposta dove non c'era",
    },
    none="–",
    less="{measure} (meno è meglio)",
    title="Quanto sono buone le risposte",
    subtitle="Prova «{name}» del {at}",
    contents="In questa pagina",
    back="Torna all'ufficio",
    asked="Abbiamo posto a {system} {questions} domande ({languages}) della serie «{set}».",
    asked_of="Le risposte andavano cercate in {documents} documenti, divisi in {passages} passaggi.",
    judged="Di ogni domanda era scritto prima, una volta per tutte, quali dati deve contenere la risposta e in quale "
    "documento stanno, oppure che nei documenti la risposta non c'è. Il confronto lo fa un programma, sempre allo "
    "stesso modo.",
    machine="La prova è durata {seconds}, su una macchina con {cores} processori e {memory} GB di memoria "
    "({platform}).",
    no_model="Nessun modello linguistico: le risposte sono fatte con le frasi dei documenti.",
    model="Le risposte erano scritte da un modello linguistico: {model}.",
    brief="In breve",
    answerable="Domande a cui i documenti rispondono: {n}. In {right} ({share}) la risposta contiene tutti i dati "
    "attesi.",
    answerable_more="In {partly} ne contiene solo una parte, in {wrong} nessuno; in {refusal} il sistema ha detto di "
    "no mentre la risposta c'era.",
    unanswerable="Domande a cui i documenti non rispondono: {n}.",
    unanswerable_no="In {right} ({share}) il sistema dice di no, come deve; in {invented} risponde lo stesso, con "
    "frasi prese dai documenti che però non rispondono alla domanda.",
    unanswerable_all="Il sistema dice di no ogni volta, come deve.",
    quotes_all="Ogni citazione è alla lettera: tutte le {n} controllate stanno nel testo parola per parola.",
    quotes_some="Non tutte le citazioni sono alla lettera: su {n} controllate, {wrong} non stanno nel testo parola per "
    "parola.",
    pages="La pagina indicata è quella giusta in {right} citazioni su {n} che ne indicano una.",
    speed="La risposta arriva di solito in {p50}; 95 volte su 100 entro {p95}.",
    weakest="Il punto più debole è {goal}: riesce {n} volte su 100.",
    goals={
        "facts": "dare tutti i dati attesi", "verdict": "giudicare le affermazioni da verificare",
        "quotes_valid": "citare alla lettera", "pages_valid": "indicare la pagina vera",
        "page_right": "citare proprio la pagina attesa", "source_first": "citare per prima una fonte giusta",
        "refused": "dire di no quando i documenti non rispondono",
    },
    weakest_type="Le domande che riescono peggio: «{type}» ({right} giuste su {n}).",
    only_found="Questo sistema cerca soltanto, non risponde: si misura solo se trova il documento giusto. Lo mette al "
    "primo posto per {first} domande, fra i primi cinque per {five}.",
    chance="Le domande sono un campione: con altre {n} dello stesso genere, le risposte complete sarebbero con ogni "
    "probabilità fra {low} e {high} su 100.",
    tiles={
        "facts": "risposte con tutti i dati attesi", "refused": "no detti quando la risposta non c'è",
        "false_refusal": "no detti a torto", "quotes_valid": "citazioni alla lettera",
        "source_first": "prima fonte citata giusta", "milliseconds": "tempo di una risposta",
    },
    groups_title="Dove riesce e dove no",
    groups_lead="Ogni barra è l'insieme delle domande di un genere; i numeri dicono quante. Una risposta è «giusta» "
    "quando contiene tutti i dati attesi, o quando dice di no dove i documenti tacciono.",
    groups={
        "type": "Che cosa si chiede", "language": "In quale lingua si chiede", "persona": "Chi chiede",
        "kind": "In quale genere di documento sta la risposta",
    },
    group_plot="{by}: come sono andate le domande, gruppo per gruppo; la tabella dà gli stessi numeri",
    group_axis="su 100 domande",
    group_columns=("Gruppo", "Domande", "Giuste"),
    group_measures="Le misure principali, gruppo per gruppo",
    measures_title="Tutte le misure",
    measures_lead="L'intervallo dice quanto ci si può fidare del numero: rifacendo la prova con altre domande dello "
    "stesso genere, il valore cadrebbe fra quei due numeri 95 volte su 100. Con poche domande è largo; dove tutte "
    "danno lo stesso valore è nullo, il che non vuol dire certezza.",
    measures_columns=("Misura", "Valore", "Intervallo", "Domande"),
    measures_plot="Le misure che vanno da 0 a 100: il punto è il valore, la linea l'intervallo",
    measures_axis="su 100",
    measures_caption="Ogni misura con il suo significato",
    parts={
        "facts": "I dati nelle risposte", "sources": "Le citazioni e le fonti", "refusals": "I no",
        "finding": "La ricerca nei documenti", "effort": "Lunghezza e tempo", "other": "Altre misure",
    },
    measures={
        "facts": ("Risposte complete", "Contengono tutti i dati attesi."),
        "fact_recall": ("Dati presenti", "Quanti dei dati attesi si leggono nella risposta, in media."),
        "verdict": ("Giudizi giusti", "Affermazioni da verificare giudicate come dovevano: confermata, smentita, in "
                    "parte, non trovata."),
        "verdict_wrong": ("Giudizi sbagliati", "Affermazioni giudicate in modo sbagliato; chi dice «non trovata» non "
                          "giudica. Meglio se poche."),
        "quotes_valid": ("Citazioni alla lettera", "Parole citate che stanno davvero nel documento, lettera per "
        "lettera."),
        "pages_valid": ("Pagine vere", "Citazioni di un PDF che stanno davvero alla pagina indicata."),
        "page_right": ("Pagina attesa", "Risposte che citano proprio la pagina dove sta la risposta."),
        "source_first": ("Prima fonte giusta", "Risposte in cui la prima citazione viene da un documento giusto."),
        "source_cited": ("Fonte giusta citata", "Risposte in cui almeno una citazione viene da un documento giusto."),
        "source_precision": ("Citazioni da fonti giuste", "Quante delle citazioni vengono da un documento giusto."),
        "citation_precision": ("Citazioni che servono", "Quante delle citazioni portano un dato atteso; quelle vere ma "
                               "di contorno non contano."),
        "citation_recall": ("Dati con la prova", "Quanti dei dati attesi stanno in una citazione di un documento "
        "giusto."),
        "sentence_support": ("Frasi sostenute", "Frasi che le loro citazioni confermano, secondo un modello."),
        "refused": ("No detti a ragione", "Il sistema dice di no quando i documenti non rispondono."),
        "false_refusal": ("No detti a torto", "Il sistema dice di no mentre i documenti rispondono: meglio se poco."),
        "Success@1": ("Documento giusto primo", "Fra i documenti trovati, il primo è quello giusto."),
        "Success@5": ("Documento giusto fra 5", "Il documento giusto è fra i primi cinque trovati."),
        "QuoteSuccess@5": ("Passo giusto fra 5", "Fra i primi cinque passaggi trovati c'è quello con la risposta."),
        "QuoteSuccess@10": ("Passo giusto fra 10", "Fra i primi dieci passaggi trovati c'è quello con la risposta."),
        "RR@10": ("Posto del documento giusto", "1 se è il primo, 0,5 se è il secondo, 0,33 se è il terzo, e così via "
        "(RR@10)."),
        "nDCG@10": ("Qualità dell'ordine", "1 se il documento giusto è il primo, meno se è più giù, 0 dopo il decimo "
                    "(nDCG@10)."),
        "words": ("Parole da leggere", "Parole che si leggono in una risposta, citazioni comprese. Il valore è quello "
        "centrale, l'intervallo è della media."),
        "milliseconds": ("Tempo", "Dalla domanda alla risposta intera, sulla macchina di questa prova. Il valore è "
        "quello centrale, l'intervallo è della media."),
    },
    definitions="Le definizioni complete, con le fonti scientifiche da cui vengono le misure, sono in "
    "eval/MEASURES.md, fra i file di Regesto.",
    sure_title="Quanto si può credere alla sua sicurezza",
    sure_lead="Per decidere se rispondere, il sistema stima da 0 a 100 quanto è sicuro che i documenti rispondano. Se "
    "la stima è onesta, quando dice 80 i documenti rispondono davvero 80 volte su 100, e i punti stanno sulla "
    "diagonale.",
    sure_threshold="Sotto {threshold} su 100 dice di no; sopra risponde, salvo che nei documenti manchi qualcosa che "
    "la domanda chiede espressamente (un anno, un nome).",
    sure_bin="Quando si dice sicuro fra {low} e {high} su 100, i documenti rispondono {was} volte su 100 ({n} "
    "domande).",
    sure_low="In generale è troppo prudente: i documenti rispondono più spesso di quanto dica.",
    sure_high="In generale si fida troppo di sé: i documenti rispondono meno spesso di quanto dica.",
    sure_even="In generale la sua stima è giusta.",
    sure_error="In media la stima è lontana dal vero di {error} punti su 100.",
    sure_order="Fra una domanda con risposta e una senza, {auc} volte su 100 è più sicuro di quella con risposta: 100 "
    "vorrebbe dire che le distingue sempre, 50 che tira a sorte.",
    sure_plot="Quanto si diceva sicuro, e quante volte i documenti rispondevano davvero; "
    "più grande il punto, più domande",
    sure_words={
        "said": "quanto si diceva sicuro, su 100", "was": "quante volte i documenti rispondevano, su 100",
        "even": "stima onesta", "threshold": "soglia del no",
    },
    sure_columns=("Sicurezza dichiarata", "Domande", "Media dichiarata", "I documenti rispondono"),
    sure_caption="La sicurezza dichiarata e quella vera",
    time_title="Tempi e memoria",
    time_answer="Metà delle risposte arriva entro {p50}, 95 su 100 entro {p95}, 99 su 100 entro {p99}.",
    time_search="La sola ricerca dei passaggi prende {p50}.",
    time_memory="Il programma ha occupato al massimo {memory} MB di memoria.",
    time_columns=("Tempo", "Metà entro", "95 su 100 entro", "99 su 100 entro"),
    time_rows={"answer": "Risposta intera", "search": "Ricerca dei passaggi"},
    time_caption="I tempi, sulla macchina di questa prova",
    time_plot="Quante risposte, secondo il tempo che hanno preso",
    time_axis="secondi",
    time_bins=("Tempo (secondi)", "Risposte"),
    time_up_to="fino a {to}",
    time_over="oltre {to}",
    worst_title="Gli errori, uno per uno",
    worst_lead="Prima quelli che ingannano di più. Di ognuno: che cosa si è chiesto, che cosa ci si aspettava, che "
    "cosa si è visto, da quale pagina di quale documento, e perché conta come errore.",
    worst_none="Nessun errore: tutte le risposte sono giuste.",
    worst_of="Ne sono mostrati {shown} su {n}; gli altri sono nell'elenco di tutte le domande.",
    worst_heads={
        "invented": "Ha risposto, ma i documenti non rispondono", "judgment": "Dati giusti, ma non il giudizio",
        "wrong": "Ha risposto senza nessuno dei dati attesi", "refusal": "Ha detto di no, ma la risposta c'era",
        "partly": "Manca una parte dei dati",
    },
    why={
        "invented": "Ciò che si chiede non sta in nessun documento: il sistema doveva dirlo, e ha risposto con frasi "
        "vicine.",
        "judgment": "Il giudizio dato è «{given}», quello giusto «{wanted}».",
        "wrong": "Nessuno dei dati attesi si legge in ciò che è stato mostrato.",
        "refusal": "La risposta c'era e il sistema ha detto di no.",
        "partly": "Dati attesi che mancano: {missing} di {n}.",
    },
    why_more={
        "document": "Nessuna citazione viene da un documento giusto.",
        "judgment": "Anche il giudizio è sbagliato: «{given}» invece di «{wanted}».",
    },
    labels={
        "question": "Domanda", "expected": "Ci si aspettava", "where": "Dove sta", "shown": "Si è visto",
        "quotes": "Con queste citazioni", "why": "Perché è un errore", "finding": "Nella ricerca",
        "notes": "Avvertenze",
    },
    before_that="Prima si era detto: {words}",
    said_no="Il sistema ha detto che nei documenti non c'è risposta.",
    no_facts="Un rifiuto: i documenti non rispondono.",
    fact_or=" oppure ",
    fact_seen="c'è",
    fact_missing="manca",
    right_document="documento giusto",
    other_document="altro documento",
    page="pagina {page}",
    page_label="pagina {page} (stampata {label})",
    minute="minuto {minute}",
    evidence_page="pagina {page}",
    found_at="Il passo giusto era al posto {rank} fra i {n} trovati.",
    found_not="Il passo giusto non era fra i {n} trovati: l'errore è della ricerca.",
    sureness="Sicurezza dichiarata: {said} su 100.",
    in_library="apri nella biblioteca",
    change_title="Rispetto alla prova precedente",
    change_against="Confronto con la prova «{name}» del {at}, sulle {n} domande in comune.",
    change_other={
        "questions": "Le domande delle due prove non sono tutte le stesse: si confrontano quelle in comune.",
        "corpus": "Fra le due prove i documenti sono cambiati.", "settings": "È cambiato qualcosa nelle impostazioni: "
        "{names}.",
        "machine": "Le due prove non sono state fatte sulla stessa macchina: i tempi non si possono confrontare.",
    },
    change_none="Non c'è una prova precedente con cui confrontare questa.",
    change_not_shared="La prova precedente, «{name}», non ha domande in comune con questa.",
    change_sure="Differenze che difficilmente si devono al caso: {names}.",
    change_unsure="Nessuna differenza è abbastanza grande da escludere il caso.",
    change_columns=("Misura", "Prima", "Adesso", "Meglio su", "Peggio su", "Può essere un caso?"),
    change_caption="Le misure delle due prove, sulle domande in comune",
    change_p="{verdict} (p = {p})",
    change_verdicts={"sure": "difficilmente", "unsure": "sì", "same": "uguale"},
    change_better="Domande che adesso vanno bene ({n})",
    change_worse="Domande che non vanno più bene ({n})",
    change_from_to="prima: {was}; adesso: {now}",
    change_same="Nessuna domanda è passata da giusta a sbagliata o al contrario.",
    made_title="Come è stata fatta la prova",
    made={
        "run": "Nome della prova", "set": "Serie di domande", "created": "Data", "system": "Sistema",
        "questions_digest": "Impronta delle domande", "corpus_digest": "Impronta dei documenti",
        "documents": "Documenti", "passages": "Passaggi", "seconds": "Durata", "memory_mb": "Memoria",
        "threshold": "Soglia del no", "embeddings": "Modello dei vettori", "reranker": "Riordino", "ocr": "Lettura "
        "delle scansioni",
        "llm": "Modello linguistico", "entailment": "Controllo delle frasi", "cores": "Processori",
        "memory_gb": "Memoria "
        "della macchina", "python": "Python", "platform": "Sistema operativo",
    },
    made_caption="Due prove con le stesse impronte hanno usato le stesse domande e gli stessi documenti.",
    made_columns=("Voce", "Valore"),
    off="nessuno",
    all_title="Tutte le domande ({n})",
    all_of="Sono elencate le prime {shown}, a cominciare da quelle andate male.",
    all_columns=("Codice", "Domanda", "Che cosa si chiede", "Come è andata"),
    foot="Scritto da Regesto con «regesto eval report». Le domande e gli esiti stanno nella cartella della prova: "
    "chiunque li può ricontare con «regesto eval score».",
)  # fmt: skip

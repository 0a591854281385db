"""Acronyms mined from a text: what proves an expansion, what does not, and where it is written."""

import pytest

from ingest.describe.acronyms import acronyms
from ingest.describe.scan import plain


def found(text: str) -> list[tuple[str, str]]:
    return [(each.acronym, each.expansion) for each in acronyms(plain(text))]


@pytest.mark.parametrize(
    ("text", "acronym", "expansion"),
    [
        # before and after brackets
        ("Il Fondo regionale per la non autosufficienza (FRNA) cresce.", "FRNA", "Fondo regionale per la non autosufficienza"),
        ("La CTSSM (Conferenza territoriale sociale e sanitaria metropolitana) si riunisce.", "CTSSM",
         "Conferenza territoriale sociale e sanitaria metropolitana"),
        ("nei nuovi Centri di assistenza e urgenza (Cau) della provincia", "Cau", "Centri di assistenza e urgenza"),
        ("Il «Piano regionale della prevenzione» (PRP) resta valido.", "PRP", "Piano regionale della prevenzione"),
        ("l'Agenzia nazionale per i servizi sanitari regionali (Agenas) ha detto", "Agenas",
         "Agenzia nazionale per i servizi sanitari regionali"),
        ("la Conferenza territoriale sociale e sanitaria di Bologna (CTSS)", "CTSS", "Conferenza territoriale sociale e sanitaria"),
        ("il Codice dell’amministrazione digitale (di seguito CAD) prevede", "CAD", "Codice dell'amministrazione digitale"),
        ("Istituti di ricovero e cura a carattere scientifico (IRCCS)", "IRCCS", "Istituti di ricovero e cura a carattere scientifico"),
        # pieces, compounds, figures, doubled letters
        ("gli Ospedali di comunità (OsCo) del distretto", "OsCo", "Ospedali di comunità"),
        ("l'ospedale di comunità (Osco) di Russi", "Osco", "ospedale di comunità"),
        ("ogni azienda unità sanitaria locale (Ausl)", "Ausl", "azienda unità sanitaria locale"),
        ("gli operatori sociosanitari (Oss) assunti", "Oss", "operatori sociosanitari"),
        ("la Smart Specialisation Strategy (S3) regionale", "S3", "Smart Specialisation Strategy"),
        ("gli enti locali (EE.LL.) coinvolti", "EE.LL.", "enti locali"),
        ("la legge regionale (L.R.) 2 del 2003", "L.R.", "legge regionale"),
        ("il Mercato elettronico della pubblica amministrazione (MePA)", "MePA", "Mercato elettronico della pubblica amministrazione"),
        # without brackets
        ("Cau significa Centro di assistenza e urgenza.", "Cau", "Centro di assistenza e urgenza"),
        ("CAU significa Centro di assistenza e urgenza.", "CAU", "Centro di assistenza e urgenza"),
        ("PNRR - Piano nazionale di ripresa e resilienza", "PNRR", "Piano nazionale di ripresa e resilienza"),
        ("Si rinvia al Codice dell'amministrazione digitale - CAD.", "CAD", "Codice dell'amministrazione digitale"),
        ("della CTSSM, la Conferenza territoriale sociale e sanitaria metropolitana.", "CTSSM",
         "Conferenza territoriale sociale e sanitaria metropolitana"),
        ("il Piano sociale e sanitario regionale, in sigla PSSR, vale", "PSSR", "Piano sociale e sanitario regionale"),
        # lists and tables
        ("- **PAIR**: Piano aria integrato regionale. È in vigore.", "PAIR", "Piano aria integrato regionale"),
        ("AUSL: Azienda unità sanitaria locale\nATS: altro", "AUSL", "Azienda unità sanitaria locale"),
        ("Acronimo; Definizione\nAcronimo: MEPA; Definizione: Mercato Elettronico della PA\nAcronimo: X", "MEPA",
         "Mercato Elettronico della PA"),
        ("CAD\n\nCodice Amministrazione Digitale è un testo unico che", "CAD", "Codice Amministrazione Digitale"),
        # the other languages
        ("Le Plan national de relance et de résilience (PNRR) finance", "PNRR", "Plan national de relance et de résilience"),
        ("Les établissements (ARS : agence régionale de santé) sont", "ARS", "agence régionale de santé"),
        ("the General Data Protection Regulation (GDPR) applies", "GDPR", "General Data Protection Regulation"),
        ("Application Programming Interfaces (APIs) are used", "APIs", "Application Programming Interfaces"),
    ],
)  # fmt: skip
def test_what_a_text_defines(text, acronym, expansion):
    assert found(text) == ([(acronym, expansion)] if acronym else [])


@pytest.mark.parametrize(
    "text",
    [
        "Santarcangelo di Romagna (RN) e Reggio Emilia (RE) hanno firmato.",
        "L'incontro con Mario Rossi (MR) si è tenuto ieri.",
        "Il regolamento (UE) n. 910/2014 e la sua applicazione.",
        "Le misure sono molte (anche quelle sociali) e utili (vedi oltre).",
        "Il presidente Enrico Sostegni (Pd) ha detto che il piano è buono.",
        "secondo i piani della performance, del lavoro agile (POLA) e dell'anticorruzione",
        "Emissioni di anidride carbonica (CO2) e ossidi di azoto (NOx).",
        "AGID - Aggiornamento KPI dell'indice di digitalizzazione (AGID) - CAP1.LA02",
        "La ditta Identificatore richiesta (ID) e il capitolo IV (intervento vario)",
        "il Tavolo (AgID) e la comunità",
        "(((((( CTSSM ) ( - - - – — : ; PNRR",
        "",
    ],
)
def test_what_no_letters_prove_is_left_out(text):
    assert found(text) == []


def test_a_definition_is_cited_where_it_stands():
    text = "Premessa.\nIl Fondo regionale\nper la non autosufficienza (FRNA) cresce. Il FRNA (Fondo regionale) no."
    (only,) = acronyms(text)
    assert text[only.start : only.end] == "Fondo regionale\nper la non autosufficienza (FRNA)"
    assert (only.expansion, only.language) == ("Fondo regionale per la non autosufficienza", "it")


def test_two_meanings_are_two_definitions():
    text = "Il Fascicolo sanitario elettronico (FSE) e il Fondo sociale europeo (FSE). Ancora il fondo sociale europeo (FSE)."
    assert found(text) == [("FSE", "Fascicolo sanitario elettronico"), ("FSE", "Fondo sociale europeo")]


def test_a_hostile_text_is_read_in_time():
    import time

    started = time.process_time()
    for text in (
        "(" * 8_000,
        "A, " * 8_000,
        "AB - " * 8_000,
        "(ABC" * 8_000,
        "aa " * 20_000 + "(AAAAAAAA)",
        "A.B." * 8_000,
    ):
        acronyms(text)
    assert time.process_time() - started < 6

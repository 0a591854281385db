"""What a document is, from made texts: every field, and the traps that such texts set."""

from __future__ import annotations

import time

import pytest

from ingest.describe.acts import acts
from ingest.describe.bodies import bodies
from ingest.describe.dates import iso_of
from ingest.describe.document import Description, describe
from ingest.describe.people import persons
from ingest.describe.period import period_in
from ingest.describe.places import territory
from ingest.describe.publisher import official_body
from ingest.extract.registry import extract
from ingest.parsed import Metadata, ParsedDocument, RawDocument
from rag.types import Mark


def parse(text: str) -> ParsedDocument:
    raw = RawDocument(uri="file:///prova.txt", name="prova.txt", content=text.encode(), retrieved_at="", text=text)
    return extract(raw)


def described(text: str, uri: str = "file:///prova.txt", **known: str) -> Description:
    return describe(parse(text), uri, uri.rsplit("/", 1)[-1], Metadata(**known))


LONG = "La Giunta ha discusso con i sindaci e con gli operatori di come cambiano i servizi nei distretti. " * 5


# ------------------------------------------------------------------------------------------------- acts


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("L.R. 2/2003", "L.R. 2/2003"),
        ("LR n. 2/2003", "L.R. 2/2003"),
        ("l.r. 12 marzo 2003, n. 2", "L.R. 2/2003"),
        ("L.R. 12/3/2003, n. 2", "L.R. 2/2003"),
        ("legge regionale n. 2 del 2003", "L.R. 2/2003"),
        ("legge regionale (L.R.) n. 2 del 12 marzo 2003", "L.R. 2/2003"),
        ("Legge regionale Emilia-Romagna n. 19/2018", "L.R. Emilia-Romagna 19/2018"),
        ("L.R. Lombardia 23/2015", "L.R. Lombardia 23/2015"),
        ("DGR 1423/2017", "DGR 1423/2017"),
        ("D.G.R. n. 1423/2017", "DGR 1423/2017"),
        ("delibera di Giunta n. 1423 del 2 ottobre 2017", "DGR 1423/2017"),
        ("deliberazione della Giunta regionale n. 1423 del 02/10/2017", "DGR 1423/2017"),
        ("Delibera Giunta Regionale 20 dicembre 2021, n. 2144", "DGR 2144/2021"),
        ("deliberazione dell'Assemblea legislativa n. 120/2017", "DAL 120/2017"),
        ("deliberazione dell’Assemblea Legislativa n. 152 del 30 gennaio 2024", "DAL 152/2024"),
        ("DAL 120/2017", "DAL 120/2017"),
        ("decreto ministeriale 77 del 2022", "DM 77/2022"),
        ("D.M. 23 maggio 2022, n. 77", "DM 77/2022"),
        ("décret ministériel 77/2022", "DM 77/2022"),
        ("DPCM 12 gennaio 2017", "DPCM 12 gennaio 2017"),
        ("decreto del Presidente del Consiglio dei ministri 12 gennaio 2017", "DPCM 12 gennaio 2017"),
        ("decreto legislativo 30 dicembre 1992, n. 502", "D.Lgs. 502/1992"),
        ("d.lgs. n. 502 del 1992", "D.Lgs. 502/1992"),
        ("decreto-legge 19 maggio 2020, n. 34", "D.L. 34/2020"),
        ("D.P.R. 28 dicembre 2000, n. 445", "DPR 445/2000"),
        ("legge 8/11/2000, n. 328", "L. 328/2000"),
        ("L. 104/92", "L. 104/1992"),
        ("Regolamento (UE) 2021/241", "Regolamento (UE) 2021/241"),
        ("Regolamento UE n. 1303/2013", "Regolamento (UE) 1303/2013"),
        ("Intesa Stato-Regioni del 21 dicembre 2017", "Intesa Stato-Regioni 21 dicembre 2017"),
        ("loi n° 2002-2 du 2 janvier 2002", "Loi n° 2002-2"),
        ("décret n° 2005-1135", "Décret n° 2005-1135"),
    ],
)
def test_every_spelling_of_an_act_gets_one_name(written: str, name: str) -> None:
    text = f"Lo prevede la {written} in vigore."
    found = described(text).mentions
    assert [(m.name, text[m.start : m.end]) for m in found if m.kind == "act"] == [(name, written)]


@pytest.mark.parametrize(
    "text",
    [
        "in vigore dal 6/2022 e poi",
        "la delibera di giunta comunale n. 3/2020 del sindaco",
        "deliberazione n. 788 del 28 maggio 2018",
        "l'accordo Stato-Regioni assegna 55 milioni",
        "una legge regionale sui caregiver",
        "la Regione con la legge n. 5 del 30 maggio 2024 ha creato un Fondo",
        "al. 5/2020, del 12/3/2020, S3 2014/2020",
        "pari a 1.970 schede l'anno 2020",
        "la Legge di Bilancio 2021",
    ],
)
def test_what_does_not_say_which_act_is_no_act(text: str) -> None:
    assert acts(text) == []


def test_an_act_is_resolved_by_the_rest_of_the_text() -> None:
    text = "La DGR 2210/2025 proroga il piano. La deliberazione n. 2210/2025 lo dice. Il DM 77/2022 e poi il DM 77."
    assert [act.name for act in acts(text)] == ["DGR 2210/2025", "DGR 2210/2025", "DM 77/2022", "DM 77/2022"]
    text = "La L.R. 13/2015 dell'Emilia-Romagna; la legge regionale 30 luglio 2015, n. 13; la L. 13/2015."
    assert {act.name for act in acts(text)} == {"L.R. Emilia-Romagna 13/2015"}


def test_a_list_of_laws_holds_each_of_them() -> None:
    assert [act.name for act in acts("le leggi regionali n. 2/2003 e n. 29/2004")] == ["L.R. 2/2003", "L.R. 29/2004"]


def test_a_day_that_does_not_exist_is_no_date_of_an_act() -> None:
    assert acts("DPCM 31 febbraio 2017") == []


# ---------------------------------------------------------------------------------------------- persons


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("coordinato dalla dottoressa Danila Valenti, in rappresentanza di CTSSM", "Danila Valenti", None),
        ("il prof. Gianluca Fiorentini per l'Università", "Gianluca Fiorentini", None),
        ("L'assessora al Welfare Isabella Conti parla", "Isabella Conti", "assessora al Welfare"),
        ("dice Tizia Caia, assessora alle Politiche per la salute.", None, None),
        ("dice Raffaele Donini, assessore alle Politiche per la salute.", "Raffaele Donini",
         "assessore alle Politiche per la salute"),
        ("il direttore generale dell’Ausl Romagna Tiziano Carradori e altri", "Tiziano Carradori",
         "direttore generale dell'Ausl Romagna"),
        ("Erika Ferranti, sindaca di Bentivoglio, e altri", "Erika Ferranti", "sindaca di Bentivoglio"),
        ("L'assessore regionale ai Trasporti è Andrea Corsini.", "Andrea Corsini", "assessore regionale ai Trasporti"),
        ("presenti il sindaco Michele De Pascale, i tecnici", "Michele De Pascale", "sindaco"),
        ("Kostas Papadopoulos, direttore dell'Oms, dice", "Kostas Papadopoulos", "direttore dell'Oms"),
        ("don Virginio Colmegna interviene", "Virginio Colmegna", None),
        ("cardinale Matteo Maria Zuppi, arcivescovo di Bologna.", "Matteo Maria Zuppi", "arcivescovo di Bologna"),
    ],
)  # fmt: skip
def test_persons_with_the_office_as_written(text: str, name: str | None, role: str | None) -> None:
    found = [(m.name, m.role) for m in described(text).mentions if m.kind == "person"]
    assert found == ([(name, role)] if name else [("Tizia Caia", "assessora alle Politiche per la salute")])


@pytest.mark.parametrize(
    "text",
    [
        "in via Aldo Moro 21, Bologna",
        "Viale Aldo Moro n. 21",
        "il Policlinico Sant'Orsola di Bologna",
        "l'Ospedale Carlo Alberto",
        "la chiesa di S. Maria Ausiliatrice",
        "San Giovanni in Persiceto e Santa Maria Nuova",
        'la scuola "Bernardo Canal"',
        "la Fondazione Guglielmo Marconi",
        "la Regione Emilia Romagna e Vittorio Veneto",
        "assessore al Welfare di Reggio Emilia",
        "il segretario regionale della Democrazia Cristiana",
        "Case della Comunità e Ospedali di Comunità",
        "il Piano Aria Integrato Regionale",
        "14.25 di De Luca Antonio",
        "Life Science Forum, Smart Specialisation Strategy",
    ],
)
def test_streets_hospitals_saints_and_titles_are_no_persons(text: str) -> None:
    assert persons(text) == []


def test_short_forms_go_to_the_longer_name() -> None:
    text = (
        "Maria Augusta Nicoli apre i lavori. Poi Augusta Nicoli e il sindaco Michele De Pascale. Lo dice Nicoli, "
        "secondo De Pascale. I conti della Corte dei Conti non c'entrano."
    )
    named = [(text[person.start : person.end], person.name) for person in persons(text)]
    assert named == [
        ("Maria Augusta Nicoli", "Maria Augusta Nicoli"),
        ("Augusta Nicoli", "Maria Augusta Nicoli"),
        ("Michele De Pascale", "Michele De Pascale"),
        ("Nicoli", "Maria Augusta Nicoli"),
        ("De Pascale", "Michele De Pascale"),
    ]


def test_a_surname_of_two_persons_is_nobodys() -> None:
    text = "Luca Vecchi e Anna Vecchi. Lo dice Vecchi."
    assert len(persons(text)) == 2


def test_the_nearer_office_is_the_persons() -> None:
    text = "il presidente di Assolombarda Alessandro Spada e il vicepresidente Sergio Dompé."
    assert [(p.name, p.role) for p in persons(text)] == [
        ("Alessandro Spada", "presidente di Assolombarda"),
        ("Sergio Dompé", "vicepresidente"),
    ]


def test_an_office_between_two_names_belongs_to_one() -> None:
    text = "il sindaco Luca Vecchi, il direttore generale Paolo Bianchi"
    assert [(p.name, p.role) for p in persons(text)] == [
        ("Luca Vecchi", "sindaco"),
        ("Paolo Bianchi", "direttore generale"),
    ]


# ----------------------------------------------------------------------------------------------- bodies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("la Regione Emilia Romagna ha", "Regione Emilia-Romagna"),
        ("la Région Lombardie a", "Regione Lombardia"),
        ("the Emilia-Romagna Region has", "Regione Emilia-Romagna"),
        ("il Comune di San Giovanni in Persiceto ha", "Comune di San Giovanni in Persiceto"),
        ("nel Comune di Cesenatico Matteo Gozzoli dice", "Comune di Cesenatico"),
        ("l'Azienda Usl di Piacenza", "Ausl Piacenza"),
        ("l’AUSL Piacenza", "Ausl Piacenza"),
        ("Azienda Unità sanitaria locale della Romagna", "Ausl Romagna"),
        ("All'ATS della Brianza vanno", "ATS Brianza"),
        ("il Ministero della Salute ha", "Ministero della salute"),
        ("l'Università degli Studi di Bologna", "Università di Bologna"),
        ("l'Unione della Bassa Romagna", "Unione della Bassa Romagna"),
        ("la Conferenza permanente Stato-Regioni ha", "Conferenza Stato-Regioni"),
        ("Città metropolitana di Bologna", "Città metropolitana di Bologna"),
        ("dell'agenzia sanitaria e sociale regionale", "Agenzia sanitaria e sociale regionale"),
        ("dice Confindustria Lombardia", "Confindustria Lombardia"),
    ],
)
def test_bodies_have_one_name(text: str, name: str) -> None:
    assert [body.name for body in bodies(text.replace("’", "'"))] == [name]


def test_acronym_and_full_form_are_one_body() -> None:
    text = (
        "La Conferenza Territoriale Sociale e Sanitaria Metropolitana di Bologna (CTSSM) è nata. La CTSSM elegge. "
        "L'Osservatorio nazionale salute (ONS) e poi ONS; ADL (Agenda digitale locale) non è un ente."
    )
    names = [body.name for body in bodies(text)]
    assert names.count("Conferenza territoriale sociale e sanitaria metropolitana") == 3
    assert names.count("Osservatorio nazionale salute") == 3
    assert len(names) == 6


def test_kinds_of_bodies_and_places_are_no_bodies() -> None:
    assert (
        bodies("le Aziende sanitarie, gli Istituti di ricovero e cura a carattere scientifico (IRCCS), le Ausl") == []
    )
    assert bodies("in Emilia-Romagna, a Bologna, i Comuni e le Unioni") == []


# ------------------------------------------------------------------------------------ territory, publisher


def test_the_region_compared_with_does_not_win() -> None:
    text = "La Regione Emilia-Romagna apre 84 Case. A Bologna, Modena e Parma i lavori finiscono nel 2026. In Lombardia no."
    assert territory("Case della comunità in Emilia-Romagna", text, "bolognatoday.it", None) == "Emilia-Romagna"
    both = "In Lombardia 142, in Emilia-Romagna 140, in Toscana 70, in Veneto 63."
    assert territory("Case della comunità a confronto", both, "bolognatoday.it", None) is None
    assert territory("Sanità in Lombardia", both, "regione.emilia-romagna.it", "Emilia-Romagna") != "Emilia-Romagna"


def test_dateline_and_street_are_no_territory() -> None:
    assert territory("Welfare", "Milano, 27 lug - Le risorse sono poche. In viale Lombardia 3.", "", None) is None


@pytest.mark.parametrize(
    ("host", "body"),
    [
        ("salute.regione.emilia-romagna.it", "Regione Emilia-Romagna"),
        ("regione.lombardia.it", "Regione Lombardia"),
        ("ausl.pc.it", "Ausl Piacenza"),
        ("ausl.bologna.it", "Ausl Bologna"),
        ("auslromagna.it", "Ausl Romagna"),
        ("comune.bologna.it", "Comune di Bologna"),
        ("comune.reggio-emilia.re.it", None),
        ("cittametropolitana.bo.it", "Città metropolitana di Bologna"),
        ("salute.gov.it", "Ministero della salute"),
        ("ravennatoday.it", None),
        ("regione.it", None),
    ],
)
def test_official_hosts(host: str, body: str | None) -> None:
    expected = "Comune di Reggio Emilia" if host == "comune.reggio-emilia.re.it" else body
    assert official_body(host) == expected


def test_a_site_that_names_itself() -> None:
    text = LONG + "\nSi parla di\nRavennaToday è in caricamento"
    assert described(text, "https://www.ravennatoday.it/cronaca/a.html").metadata.publisher == "RavennaToday"
    assert described(LONG, "https://www.ravennatoday.it/cronaca/a.html").metadata.publisher is None


def test_the_first_page_of_a_report() -> None:
    page = "Regione Toscana · assistenza territoriale\nUna relazione sulle case della comunità\n" + LONG
    assert described(page).metadata.publisher == "Regione Toscana"
    two = "Regione Toscana\nRegione Umbria\nUna relazione sulle case della comunità\n" + LONG
    assert described(two).metadata.publisher is None


# ------------------------------------------------------------------------------------------------- kind


@pytest.mark.parametrize(
    ("title", "address", "kind"),
    [
        ("Piano sociale e sanitario 2017-2019", "https://sociale.regione.emilia-romagna.it/piani/piano", "plan"),
        ("Piano sociosanitario 2024-28: più prevenzione", "https://esempio.it/a", None),
        ("Approvato il piano 2024-2026", "https://www.regione.toscana.it/a", None),
        ("Legge regionale 30 maggio 2024, n. 5", "https://esempio.it/a", "act"),
        ("Delibera Giunta Regionale 20 dicembre 2021, n. 2144", "", "act"),
        ("La legge sui caregiver compie dieci anni", "https://esempio.it/a", None),
        ("Comunicato stampa: nasce il fondo", "https://esempio.it/a", "press_release"),
        ("La rete Cau", "https://regione.emilia-romagna.it/notizie/2024/maggio/la-rete", "press_release"),
        ("Chi è il caregiver", "https://regione.emilia-romagna.it/caregiver/chi-e-il-caregiver", "institutional_page"),
        ("Gare chiuse a Lugo", "https://www.ravennatoday.it/cronaca/gare.html", "news"),
        ("Gare chiuse a Lugo", "https://www.sassuolo2000.it/2025/12/11/gare/", None),
        ("Sintesi dei quattro webinar sulla ripartenza", "", "webinar_notes"),
        ("Relazione di fine mandato", "", None),
    ],
)
def test_kinds(title: str, address: str, kind: str | None) -> None:
    assert described(LONG, address or "file:///prova.txt", title=title).metadata.kind == kind


def test_a_text_with_minutes_is_a_transcript() -> None:
    parsed = parse(LONG)
    timed = ParsedDocument(parsed.text, parsed.blocks, (Mark(0, minute="00:00:01"),))
    assert describe(timed, "file:///a.srt", "a.srt", Metadata()).metadata.kind == "transcript"


# ------------------------------------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("text", "address", "expected"),
    [
        (LONG, "https://a.it/2022/06/23/titolo/", ("2022-06-23", "address")),
        (LONG, "https://a.it/2025-09-27/titolo/1/", ("2025-09-27", "address")),
        (LONG, "https://a.it/notizie/2025/dicembre/fondo", ("2025-12", "address")),
        (LONG, "https://a.it/x-2-nRC_27072025_1455_29.html", ("2025-07-27", "address")),
        (LONG, "https://a.it/wp-content/uploads/2022/06/piano.pdf", (None, None)),
        (LONG, "https://a.it/eventi/2022/06/23/", (None, None)),
        (LONG, "https://a.it/2999/06/23/", (None, None)),
        (LONG, "https://a.it/2022/13/45/", (None, None)),
        ("Bologna, 23 giugno 2022 - " + LONG, "https://a.it/x", ("2022-06-23", "stated")),
        ("Francesco Bertoni | 18 Dicembre 2018\n" + LONG, "https://a.it/x", ("2018-12-18", "stated")),
        ("Titolo della nota\n23/06/2022\n" + LONG, "https://a.it/x", ("2022-06-23", "stated")),
        ("Publié le 3 mars 2020\n" + LONG, "https://a.it/x", ("2020-03-03", "stated")),
        (LONG + "\nFonte Newsletter nr 14 del 30 luglio 2024", "https://a.it/x", ("2024-07-30", "stated")),
        ("date 2025-07 (Radiocor) - Milano, 27 lug - " + LONG, "https://a.it/x", ("2025-07-27", "inferred")),
        ("date 2022-06 Innovare i servizi. " + LONG, "https://a.it/x", (None, None)),
        ("Il piano, approvato il 20 dicembre 2021, vale ancora. " + LONG, "https://a.it/x", (None, None)),
        ("La delibera fu\npubblicata in data 6 febbraio 2099\n" + LONG, "https://a.it/x", (None, None)),
        ("20 dicembre 2021 - approvato il piano\n3 maggio 2022 - prime gare\n" + LONG, "https://a.it/x", (None, None)),
        (LONG + "\nUltima modifica 20 aprile 2023", "https://a.it/x", (None, None)),
    ],
)
def test_when_it_came_out_and_how_that_is_known(text: str, address: str, expected: tuple[str, str]) -> None:
    found = described(text, address, title="Una nota").metadata
    assert (found.published, found.published_how) == expected


def test_the_day_of_a_meeting_is_not_the_day_of_its_page() -> None:
    text = "Bologna, 26 maggio 2025\n" + LONG
    assert described(text, "https://a.it/x", title="Presentazione del Profilo").metadata.published is None


def test_an_act_came_out_on_its_own_day() -> None:
    act = described(LONG, "https://a.it/x", title="Legge regionale 30 maggio 2024, n. 5").metadata
    assert (act.published, act.published_how) == ("2024-05-30", "stated")


@pytest.mark.parametrize(
    ("written", "value"),
    [("1° gennaio 2025", "2025-01-01"), ("1er mars 2020", "2020-03-01"), ("June 23, 2022", "2022-06-23"),
     ("02/10/2017", "2017-10-02"), ("31 febbraio 2017", None)],
)  # fmt: skip
def test_written_days(written: str, value: str | None) -> None:
    assert iso_of(written) == value


# ----------------------------------------------------------------------------------- period and validity


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Piano sociale e sanitario 2017-2019", "x", ("2017", "2019")),
        ("Piano sociosanitario 2024-28: più prevenzione", "x", ("2024", "2028")),
        ("Piano di zona 2018/2020", "x", ("2018", "2020")),
        ("Programma annuale 2018: ripartizione", "x", ("2018", "2018")),
        ("PAIR 2030", "x", None),
        ("Verbale del 2020-12-03", "x", None),
        ("", "pssr_2017-2019.pdf", ("2017", "2019")),
        ("", "comunicato-2020-12-03.pdf", None),
        ("Dal piano 2017-2019 al 2021-2025", "x", None),
    ],
)
def test_the_period_in_a_name(title: str, name: str, expected: tuple[str, str] | None) -> None:
    assert period_in(title, name) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Il Piano è in vigore fino al 31 dicembre 2026.", (None, "2026-12-31")),
        ("La DGR n. 2210/2025 proroga per tutto il 2026 il piano 2021-2025.", (None, "2026")),
        ("Il Piano è valido per il triennio 2021-2025.", ("2021", "2025")),
        ("Il Piano, approvato con la delibera n. 152, vale dal 6 febbraio 2024.", ("2024-02-06", None)),
        ("La delibera n. 788 ha prorogato al 31 dicembre 2019 il PRP 2015-2018.", None),
        ("Il bando è valido fino al 30 giugno 2024.", None),
    ],
)
def test_validity_only_where_the_text_states_it(sentence: str, expected: tuple[str | None, str | None] | None) -> None:
    found = described(f"{LONG}\n{sentence}\n{LONG}", title="Piano della prevenzione 2021-2025", kind="plan")
    assert found.period == ("2021", "2025")
    assert found.valid == expected


# -------------------------------------------------------------------------------------------- the whole


def test_what_is_known_always_wins() -> None:
    known = {
        "title": "Titolo", "publisher": "Ente", "kind": "news", "territory": "Umbria", "language": "fr",
        "published": "2001", "published_how": "metadata",
    }  # fmt: skip
    text = "Regione Toscana\n" + LONG
    found = described(text, "https://www.regione.toscana.it/notizie/2020/01/02/a", **known).metadata
    assert {field: getattr(found, field) for field in known} == known


def test_a_text_that_says_nothing_is_described_by_nothing() -> None:
    found = described("42")
    assert found == Description(Metadata(), None, None, ())


def test_every_mention_is_a_slice_in_order() -> None:
    text = "L’assessora Isabella Conti cita la L.R. 2/2003\u00a0e l’Ausl di Bologna; poi l’Ausl\u00a0Romagna."
    found = described(text).mentions
    parsed = parse(text)
    assert [parsed.text[m.start : m.end] for m in found] == [
        "Isabella Conti", "L.R. 2/2003", "Ausl di Bologna", "Ausl\u00a0Romagna",
    ]  # fmt: skip
    assert [m.kind for m in found] == ["person", "act", "body", "body"]


@pytest.mark.parametrize("text", ["(" * 50_000, "A" * 200_000, "Anna " * 40_000, "n. 1/" * 40_000, "l. " * 60_000,
                                  "della Regione " * 20_000, "presidente " * 20_000])  # fmt: skip
def test_no_text_makes_it_slow(text: str) -> None:
    parsed = ParsedDocument(text, ())
    started = time.process_time()
    describe(parsed, "https://a.it/x", "x", Metadata(title="Piano 2020-2022", kind="plan"))
    assert time.process_time() - started < 3

"""What a question states of where to look: made questions in three languages, and no judged source ever shut out."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest

from ingest.pipeline import ingest
from rag.facets import Facets, read_facets
from rag.library import Library
from rag.rows import passes
from rag.settings import load_settings
from rag.stated import stated
from rag.types import KINDS, Filters

KNOWN = Facets(
    kinds=KINDS,
    territories=("Emilia-Romagna", "Lombardia", "Toscana", "Italia", "Comprensorio di Prova"),
    publishers=("RavennaToday", "Il Resto del Carlino", "Regione Emilia-Romagna", "Comune di Imola"),
    languages=("it", "fr", "en"),
    papers=frozenset({"ravennatoday", "ilrestodelcarlino"}),
    months=("2022-06", "2023-04", "2023-09", "2024-09"),
    periods=frozenset({("2017", "2019"), ("2023", "2025")}),
    past_periods=frozenset({("2020", "2022")}),
)
TODAY = date(2026, 3, 5)
RELEASES, NEWS = Filters(kind="press_release"), Filters(kind="news")
IN_2024 = Filters(date_from="2024", date_to="2024")


def both(one: Filters, other: Filters) -> Filters:
    return one.over(other)


NONE = Filters()
# question, language, what must hold, what is preferred
TABLE = [
    # dates of the matter are a preference
    ("Quanti CAU erano attivi nel 2024?", "it", NONE, IN_2024),
    ("quanti erano a giugno 2022?", "it", NONE, Filters(date_from="2022-06", date_to="2022-06")),
    ("che cosa è successo il 23 giugno 2022?", "it", NONE, Filters(date_from="2022-06-23", date_to="2022-06-23")),
    ("come sono cambiati i posti letto dal 2022 al 2024?", "it", NONE, Filters(date_from="2022", date_to="2024")),
    ("di quanto è cresciuto il fondo tra il 2024 e il 2025?", "it", NONE, Filters(date_from="2024", date_to="2025")),
    ("i webinar tenuti da maggio a ottobre 2020", "it", NONE,
     Filters(kind="webinar_notes", date_from="2020-05", date_to="2020-10")),
    ("quali servizi sono nati dopo il 2022?", "it", NONE, Filters(date_from="2023")),
    ("quanto si è speso negli anni 2021-2023?", "it", NONE, Filters(date_from="2021", date_to="2023")),
    ("How many beds were open in 2024?", "en", NONE, IN_2024),
    ("What changed between 2022 and 2024?", "en", NONE, Filters(date_from="2022", date_to="2024")),
    ("Combien de lits en 2024 ?", "fr", NONE, IN_2024),
    ("Qu'est-ce qui a changé de 2022 à 2024 ?", "fr", NONE, Filters(date_from="2022", date_to="2024")),
    ("Que s'est-il passé en juin 2022 ?", "fr", NONE, Filters(date_from="2022-06", date_to="2022-06")),
    ("What was said on June 23, 2022?", "en", NONE, Filters(date_from="2022-06-23", date_to="2022-06-23")),
    ("quanto vale il fondo di quest'anno?", "it", NONE, Filters(date_from="2026", date_to="2026")),
    # a year in a name, a deadline, an act's number, an impossible day: no date
    ("Che obiettivi ha il PAIR 2030?", "it", NONE, NONE),
    ("A quanto ammonta il FRNA 2025?", "it", NONE, NONE),
    ("quante case saranno pronte entro il 2026?", "it", NONE, NONE),
    ("il piano vale fino al 2026?", "it", NONE, NONE),
    ("l.r. 2/2003 di che parla?", "it", NONE, NONE),
    ("che cosa dice la delibera 2144/2021?", "it", NONE, NONE),
    ("chi parlò il 45 giugno 2022?", "it", NONE, NONE),
    # plainly about documents: it holds
    ("Cosa dicono i comunicati del 2024 sui CAU?", "it", both(RELEASES, IN_2024), NONE),
    ("nei documenti pubblicati nel 2024 quante case della comunità risultano?", "it", IN_2024, NONE),
    ("nelle notizie di giugno si parla di caregiver?", "it",
     both(NEWS, Filters(date_from="2022-06", date_to="2022-06")), NONE),
    ("nelle notizie di settembre si parla di caregiver?", "it", NEWS, Filters(date_from="2024-09", date_to="2024-09")),
    ("i comunicati stampa usciti dopo il 2022 sulla non autosufficienza", "it",
     both(RELEASES, Filters(date_from="2023")), NONE),
    ("documenti pubblicati prima del 2023 sul caregiver", "it", Filters(date_to="2022"), NONE),
    ("cosa si dice di Imola nei documenti usciti dal 2022 al 2024", "it",
     Filters(date_from="2022", date_to="2024"), NONE),
    ("cosa si legge nei comunicati della Regione del 2024?", "it", both(RELEASES, IN_2024), NONE),
    ("cosa c'è nei comunicati del mese scorso?", "it",
     both(RELEASES, Filters(date_from="2026-02", date_to="2026-02")), NONE),
    ("What do the press releases from 2024 say about CAU?", "en", both(RELEASES, IN_2024), NONE),
    ("In the 2024 press releases, who is the councillor?", "en", both(RELEASES, IN_2024), NONE),
    ("In documents published in 2024, how many houses are there?", "en", IN_2024, NONE),
    ("Que disent les communiqués de presse de 2024 ?", "fr", both(RELEASES, IN_2024), NONE),
    ("Dans les documents publiés en 2024, combien de lits ?", "fr", IN_2024, NONE),
    # kinds
    ("Cosa si dice dei caregiver nei comunicati stampa?", "it", RELEASES, NONE),
    ("negli atti chi nomina il direttore?", "it", Filters(kind="act"), NONE),
    ("quali obiettivi sono fissati negli atti di programmazione?", "it", NONE, Filters(kind="act")),
    ("secondo le trascrizioni chi ha parlato per primo?", "it", Filters(kind="transcript"), NONE),
    ("che cosa emerge dalle note dei webinar?", "it", Filters(kind="webinar_notes"), NONE),
    ("nelle note dei webinar si parla di tecnologia?", "it", Filters(kind="webinar_notes"), NONE),
    ("cerca solo nei piani: quali priorità ci sono?", "it", Filters(kind="plan"), NONE),
    ("nelle pagine istituzionali c'è un indirizzo?", "it", Filters(kind="institutional_page"), NONE),
    ("cosa dice il comunicato sul FRNA?", "it", NONE, RELEASES),
    ("chi ha scritto l'articolo?", "it", NONE, NEWS),
    ("quante schede c'erano nella piattaforma dei piani di zona?", "it", NONE, NONE),
    ("cosa prevedono gli articoli 3 e 4 della legge?", "it", NONE, NONE),
    ("According to the news articles, how many beds?", "en", NEWS, NONE),
    ("What is the Community Lab used for according to the Lugo news?", "en", NONE, NEWS),
    ("Dans les communiqués de presse, qui parle ?", "fr", RELEASES, NONE),
    ("D'après les articles de presse, combien de lits ?", "fr", NEWS, NONE),
    # territory
    ("quante case della comunità ci sono in Lombardia?", "it", NONE, Filters(territory="Lombardia")),
    ("Combien de lits en Lombardie ?", "fr", NONE, Filters(territory="Lombardia")),
    ("What does the Lombardy pact say?", "en", NONE, Filters(territory="Lombardia")),
    ("cosa fanno le aziende lombarde?", "it", NONE, Filters(territory="Lombardia")),
    ("e nel comprensorio di prova?", "it", NONE, Filters(territory="Comprensorio di Prova")),
    ("solo documenti della Lombardia: quante case?", "it", Filters(territory="Lombardia"), NONE),
    ("usa soltanto i documenti lombardi: quante case?", "it", Filters(territory="Lombardia"), NONE),
    ("Using only Lombardy documents, how many houses?", "en", Filters(territory="Lombardia"), NONE),
    ("seulement les documents de la Toscane", "fr", Filters(territory="Toscana"), NONE),
    ("confronta Lombardia ed Emilia-Romagna", "it", NONE, NONE),
    ("in tutte le regioni tranne la Lombardia", "it", NONE, NONE),
    ("quanti sono in Italia?", "it", NONE, NONE),
    ("quanti sono in Sicilia?", "it", NONE, NONE),  # the library has nothing of it
    # language
    ("nei documenti in francese si parla di Bertolaso?", "it", Filters(language="fr"), NONE),
    ("In the French documents, who is Bertolaso?", "en", Filters(language="fr"), NONE),
    ("Dans les documents italiens, qui coordonne ?", "fr", Filters(language="it"), NONE),
    ("Bertolaso è un consigliere, lo dice l'articolo francese. È giusto?", "it", NONE, Filters(kind="news", language="fr")),
    ("rispondi in francese: chi coordina il gruppo?", "it", NONE, NONE),
    ("confronta i documenti italiani e i documenti francesi", "it", NONE, NONE),
    # publisher
    ("Secondo RavennaToday, chi ha parlato a Lugo?", "it", NONE, Filters(publisher="RavennaToday")),
    ("cosa scrive Ravenna Today del piano?", "it", Filters(publisher="RavennaToday"), NONE),
    ("cosa si legge sul Resto del Carlino?", "it", Filters(publisher="Il Resto del Carlino"), NONE),
    ("negli articoli de Il Resto del Carlino", "it", Filters(publisher="Il Resto del Carlino"), NEWS),
    ("secondo la Regione Emilia-Romagna quanti sono?", "it", NONE,
     Filters(publisher="Regione Emilia-Romagna", territory="Emilia-Romagna")),
    ("quanto spende il Comune di Imola?", "it", NONE, NONE),
    ("solo documenti del Comune di Imola: quanto si spende?", "it", Filters(publisher="Comune di Imola"), NONE),
    ("According to RavennaToday, who spoke?", "en", NONE, Filters(publisher="RavennaToday")),
    ("Selon RavennaToday, qui a parlé ?", "fr", NONE, Filters(publisher="RavennaToday")),
    ("RavennaToday e Il Resto del Carlino", "it", NONE, NONE),
    # an older edition
    ("che cosa diceva l'edizione precedente sui tempi?", "it", NONE, Filters(superseded=True)),
    ("nella vecchia versione quanti posti erano?", "it", NONE, Filters(superseded=True)),
    ("quali priorità aveva il piano 2020-2022?", "it", NONE, Filters(superseded=True)),
    ("quali priorità ha il piano 2023-2025?", "it", NONE, NONE),
    ("il piano sociale e sanitario 2017-19 è scaduto?", "it", NONE, NONE),
    ("cosa c'era scritto prima dell'aggiornamento?", "it", NONE, Filters(superseded=True)),
    ("che cosa diceva il piano precedente?", "it", NONE, Filters(superseded=True)),
    ("cosa prevedeva l'edizione del 2022?", "it", NONE, Filters(date_from="2022", date_to="2022", superseded=True)),
    ("What did the previous edition say?", "en", NONE, Filters(superseded=True)),
    ("What did the page say before it was updated?", "en", NONE, Filters(superseded=True)),
    ("Que disait l'ancienne version ?", "fr", NONE, Filters(superseded=True)),
    ("Que disait la page avant la mise à jour ?", "fr", NONE, Filters(superseded=True)),
    # words that look like a limit and are the matter
    ("quanto è previsto nei documenti di programmazione del 2024?", "it", NONE, IN_2024),
    ("che cosa dicono gli atti del convegno di Lugo?", "it", NONE, NONE),
    ("nei testi di legge del 2003 chi è il caregiver?", "it", NONE, Filters(date_from="2003", date_to="2003")),
    ("quanta energia viene dalle fonti rinnovabili nel 2024?", "it", NONE, IN_2024),
    ("quante risorse vanno solo ad alcuni dei piani?", "it", NONE, NONE),
    ("nei webinar del 2020 di che si è parlato?", "it", NONE,
     Filters(kind="webinar_notes", date_from="2020", date_to="2020")),
    ("quali delibere sono state adottate nel 2024?", "it", NONE, both(Filters(kind="act"), IN_2024)),
    ("cosa si dice su RavennaToday?", "it", NONE, NONE),
    ("come si scrivono i comunicati stampa?", "it", NONE, RELEASES),
    ("dove trovo materiali in francese per i caregiver?", "it", NONE, Filters(language="fr")),
    ("è attivo solo in Lombardia?", "it", NONE, Filters(territory="Lombardia")),
    ("What are the only documents Lombardy approved?", "en", NONE, Filters(territory="Lombardia")),
    ("what is in the plan for older people in 2024?", "en", NONE, IN_2024),
    ("legge regionale n. 5 del 2024 sui caregiver", "it", NONE, IN_2024),
    ("il fondo per il 2025 è aumentato?", "it", NONE, NONE),
    # nothing stated, or nothing at all
    ("chi coordina il gruppo?", "it", NONE, NONE),
    ("", "it", NONE, NONE),
    ("?!…", "it", NONE, NONE),
    ("İİİ nel 2024", "it", NONE, IN_2024),
]  # fmt: skip


@pytest.mark.parametrize(("question", "language", "limits", "likes"), TABLE, ids=[row[0][:50] for row in TABLE])
def test_what_is_stated(question, language, limits, likes):
    found = stated(question, language, KNOWN, TODAY)
    assert (found.limits, found.likes) == (limits, likes)
    assert all(0 <= said.start < said.end <= len(question.lower()) for said in found.said)
    assert bool(found.limited_by) == (limits != NONE)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Cosa dicono i comunicati del 2024 sui CAU?", "Cosa dicono i comunicati del 2024"),
        ("Quanti CAU ci sono nei comunicati stampa?", "nei comunicati stampa"),
        ("Chi è Bertolaso nei documenti in francese?", "nei documenti in francese"),
        ("Chi ha parlato, come scrive RavennaToday?", "scrive RavennaToday"),
        ("Quanti CAU c'erano nel 2024?", ""),
    ],
)
def test_the_limits_are_told_in_the_persons_own_words(question, words):
    assert stated(question, "it", KNOWN, TODAY).limited_by == words


def test_nothing_is_taken_that_the_library_has_not():
    assert stated("nei comunicati del 2024, secondo RavennaToday, in Lombardia", "it", Facets()).limits == IN_2024


def test_periods_are_named_apart():
    assert stated("Cosa cambia tra la S3 2014-2020 e la 2021-27?", "it", KNOWN).periods == (
        ("2014", "2020"),
        ("2021", "2027"),
    )


def test_a_relative_date_needs_to_know_today():
    assert stated("i comunicati di quest'anno", "it", KNOWN).limits == NONE
    assert stated("i comunicati di quest'anno", "it", KNOWN, TODAY).limits == both(
        RELEASES, Filters(date_from="2026", date_to="2026")
    )


@pytest.mark.parametrize("words", ["comunicati che ", "documenti ", "solo i ", "nei comunicati del dal 2022 ", "a'"])
def test_a_very_long_question_takes_no_time(words):
    started = time.perf_counter()
    stated((words * 5000)[:10_000], "it", KNOWN, TODAY)
    assert time.perf_counter() - started < 1  # 0.1 s measured; 6 s where all of it was read


def test_known_publishers_by_the_hundred_cost_little():
    known = replace(KNOWN, publishers=tuple(f"Comune di Paese{number} Ridente" for number in range(500)))
    found = stated("secondo il Comune di Paese12 Ridente quanto si spende?", "it", known)
    assert found.likes == Filters(publisher="Comune di Paese12 Ridente")


@pytest.mark.shared
def test_no_judged_question_states_a_limit_that_shuts_its_source_out(shared, tmp_path):
    pages = tmp_path / "pages.jsonl"
    with pages.open("w", encoding="utf-8") as out:
        for file in sorted((shared / "domain" / "pages").glob("*.json")):
            page = json.loads(file.read_text("utf-8"))
            out.write(json.dumps({"uri": page["url"], **{n: page[n] for n in ("title", "text", "language")}}) + "\n")
    settings = load_settings(home=tmp_path / "home", offline=True)
    ingest([str(pages), str(shared / "regional")], settings)
    with Library.open(settings) as library:
        known = read_facets(library.connection)
        records = library.records()
    checked = 0
    for line in (shared / "domain" / "questions.dev.jsonl").read_text("utf-8").splitlines():
        judged = json.loads(line)
        limits = stated(judged["question"], judged["lang"], known, date(2026, 11, 22)).limits
        for source in (judged["source"], judged.get("source2")):
            of_it = [record for record in records if source and record.uri.endswith(source)]
            assert all(passes(record, limits) for record in of_it), judged["question"]
            checked += len(of_it)
    assert checked > 45

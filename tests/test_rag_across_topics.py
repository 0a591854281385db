"""Timelines and who is responsible, on a few made-up documents; dates that sentences state."""

import pytest

from ingest.pipeline import ingest
from rag.across.about import Said, Topic
from rag.across.dated import dates_stated
from rag.across.timeline import timeline
from rag.across.who import _acts, _agents, bare, same_person, who
from rag.errors import QuestionError
from rag.search import open_search
from rag.types import Filters, Mention
from tests.conftest import write_jsonl

RELEASE = (
    "Il ponte di Valbruna è stato inaugurato il 12 marzo 2021 dal presidente Carlo Verdi. "
    "I lavori del ponte di Valbruna erano cominciati a maggio 2019. Alla cerimonia c'erano le scuole del paese, la banda "
    "e i volontari che per due anni hanno seguito il cantiere, con i tecnici delle due imprese e i rappresentanti dei comuni."
)
DOCUMENTS = [
    {
        "uri": "https://a.example/ponte",
        "title": "Aperto il ponte",
        "text": RELEASE,
        "published": "2021-03-13",
        "publisher": "A",
    },
    {
        "uri": "https://b.example/ponte",
        "title": "Aperto il ponte",
        "text": RELEASE,
        "published": "2021-03-13",
        "publisher": "B",
    },
    {
        "uri": "https://c.example/collaudo",
        "title": "Il collaudo",
        "text": "Il collaudo del ponte di Valbruna si farà entro dicembre. Il piano viabilità 2017-2019 prevedeva il ponte di "
        "Valbruna tra le opere importanti.",
        "published": "2020-10-05",
    },
    {
        "uri": "https://c.example/manutenzione",
        "title": "Manutenzione",
        "text": "Il ponte di Valbruna è curato da una squadra di quattro operai che controlla i giunti.",
        "published": "2022-02",
    },
    {
        "uri": "https://d.example/biblioteche-2019",
        "title": "Le biblioteche",
        "text": "Responsabile della rete delle biblioteche è la dottoressa Augusta Nicoli. La rete conta nove sedi.",
        "published": "2019-05-02",
    },
    {
        "uri": "https://d.example/assessori-2021",
        "title": "Notizie dalla giunta",
        "text": "L'assessora alla Cultura Lucia Bianchi ha visitato il museo. Con lei c'era Marco Neri, sindaco di Valbruna.",
        "published": "2021-06-10",
    },
    {
        "uri": "https://d.example/assessori-2024",
        "title": "La nuova giunta",
        "text": "L'assessore alla Cultura Paolo Gialli presenta il programma del museo per l'estate.",
        "published": "2024-06-10",
    },
]


@pytest.fixture
def search(settings, tmp_path):
    report = ingest([write_jsonl(tmp_path / "documents.jsonl", DOCUMENTS)], settings)
    assert report.added == len(DOCUMENTS), report
    search = open_search(settings)
    yield search
    search.close()


def test_events_in_order_of_time_with_how_each_date_is_known(search):
    found = timeline(search, "ponte di Valbruna")
    assert [(each.first, each.how) for each in found.events] == [
        ("2019-05", "stated"),
        ("2020-12", "inferred"),
        ("2021-03-12", "stated"),
        ("2022-02", "published"),
    ]
    inferred = found.events[1]
    assert (inferred.words, inferred.published) == ("entro dicembre", "2020-10-05")


def test_a_plans_period_is_no_event(search):
    assert not any(each.first.startswith("2017") for each in timeline(search, "ponte di Valbruna").events)


def test_one_release_on_two_sites_is_one_event_told_once(search):
    opened = next(each for each in timeline(search, "ponte di Valbruna").events if each.first == "2021-03-12")
    assert opened.releases == 1
    addresses = {each.document for each in opened.citations} | {u for each in opened.citations for u in each.also_at}
    assert addresses == {"https://a.example/ponte", "https://b.example/ponte"}


def test_citations_are_slices_and_numbered_apart(search):
    found = timeline(search, "ponte di Valbruna")
    cited = [each for event in found.events for each in event.citations]
    assert len({each.number for each in cited}) == len(cited)
    for each in cited:
        assert search.library.text(each.document, each.edition)[each.start : each.end] == each.quote


def test_filters_limit_a_timeline(search):
    found = timeline(search, "ponte di Valbruna", Filters(date_from="2022"))
    assert [each.first for each in found.events] == ["2022-02"]


def test_the_holder_of_an_office_now_and_before(search):
    found = who(search, "cultura")
    assert [(each.name, each.role, each.date, each.current) for each in found.holders] == [
        ("Paolo Gialli", "assessore alla Cultura", "2024-06-10", True),
        ("Lucia Bianchi", "assessora alla Cultura", "2021-06-10", False),
    ]
    assert "Paolo Gialli" in found.holders[0].citations[0].quote


def test_a_responsible_person_without_title(search):
    holder, *others = who(search, "rete delle biblioteche").holders
    assert holder.name == "Augusta Nicoli"
    assert others == []


@pytest.mark.parametrize("topic", ["pesca d'altura", "manutenzione dei giunti"])
def test_not_stated_is_said_with_what_was_read(search, topic):
    found = who(search, topic)
    assert found.holders == ()
    assert found.passages >= found.documents >= 0


@pytest.mark.parametrize("work", [timeline, who])
@pytest.mark.parametrize(
    ("topic", "why"), [("", "vuoto"), ("  ", "vuoto"), ("?!", "vuoto"), ("x" * 10_000, "10000 caratteri")]
)
def test_a_bad_topic_is_told_in_one_line(search, work, topic, why):
    with pytest.raises(QuestionError, match=why) as error:
        work(search, topic)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Approvato il 23 giugno 2022.", None, [("2022-06-23", "2022-06-23", "stated")]),
        ("approved on June 23, 2022", None, [("2022-06-23", "2022-06-23", "stated")]),
        ("le 1er mars 2021", None, [("2021-03-01", "2021-03-01", "stated")]),
        ("Il 12/05/2020 si parte", None, [("2020-05-12", "2020-05-12", "stated")]),
        ("Nato a fine aprile 2022", None, [("2022-04", "2022-04", "stated")]),
        ("Nel 2021 sono nate dieci case", None, [("2021", "2021", "stated")]),
        ("nel terzo trimestre 2023", None, [("2023-07", "2023-09", "stated")]),
        ("nel primo semestre del 2024", None, [("2024-01", "2024-06", "stated")]),
        ("consegna entro dicembre", "2022-06-23", [("2022-12", "2022-12", "inferred")]),
        ("lo scorso mese di luglio", "2018-05-10", [("2017-07", "2017-07", "inferred")]),
        ("approvato lo scorso mese di luglio", "2017-10-01", [("2017-07", "2017-07", "inferred")]),
        ("il 18 maggio si parla", "2018-05-10", [("2018-05-18", "2018-05-18", "inferred")]),
        ("ieri la firma", "2020-03-01", [("2020-02-29", "2020-02-29", "inferred")]),
        ("l'anno scorso", "2020-03", [("2019", "2019", "inferred")]),
        ("a dicembre la gara", "2021-01-10", [("2020-12", "2020-12", "inferred")]),
        ("consegna entro dicembre", None, []),
        ("Il piano 2017-2019 vale ancora", "2020-01-01", []),
        ("Il PAIR 2030 costa molto", "2020-01-01", []),
        ("ai sensi della legge n. 2 del 3 marzo 2003", None, []),
        ("82 milioni in più del 2024", None, []),
        ("Il 31 febbraio 2020 non esiste, il 2020 sì", None, []),
        ("che mai e mars e may", "2020-01-01", []),
        ("costa 2021 euro", None, []),
    ],
)
def test_dates_that_a_sentence_states(text, published, expected):
    found = dates_stated(text, published)
    assert [(each.first, each.last, each.how) for each in found if each.first] == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Augusta Nicoli", "Maria Augusta Nicoli", True),
        ("dott.ssa Augusta Nicoli", "Augusta Nicoli", True),
        ("Anna Nicoli", "Augusta Nicoli", False),
        ("Nicoli", "Augusta Nicoli", True),
        ("Luca Rossi", "Luca Bianchi", False),
        ("", "Luca Bianchi", False),
    ],
)
def test_forms_of_one_name(one, other, same):
    assert same_person(one, other) is same


def test_titles_are_no_part_of_a_name():
    assert bare("il dott. Luca Baldino") == bare("dottor Luca Baldino") == "Luca Baldino"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Il piano è coordinato dal Responsabile regionale del PRP.", None),
        ("Il piano è approvato dalla Giunta regionale.", "Giunta regionale"),
        ("Il piano è gestito da Lepida Spa.", "Lepida Spa"),
    ],
)
def test_an_office_is_no_holder_and_a_body_has_its_whole_name(search, sentence, name):
    record = search.library.records()[0]
    said = Said(search.library.passages_of(record.uri, record.edition)[0], record, 0, len(sentence), sentence, "", 1, 1)
    assert [each.name for each in _agents(said, [])] == ([name] if name else [])


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("In commissione Sport, presieduta da Enrico Sostegni, si parla del Piano casa.", False),
        ("Il Piano casa, coordinato da Enrico Sostegni, prosegue.", True),
        ("Il Piano casa è coordinato da Enrico Sostegni.", True),
    ],
)
def test_a_participle_tells_of_what_stands_before_it(search, sentence, told):
    record = search.library.records()[0]
    said = Said(search.library.passages_of(record.uri, record.edition)[0], record, 0, len(sentence), sentence, "", 1, 1)
    at = sentence.index("Enrico")
    assert _acts(said, Mention("person", "Enrico Sostegni", at, at + 15), Topic("Piano casa", search)) is told

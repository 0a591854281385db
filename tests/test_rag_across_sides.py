"""What a question compares: plans told by folders, titles and years, sides told by periods, words and names."""

import pytest

from rag.across.plans import families, plans, spans_in
from rag.across.sides import Comparing
from rag.types import DocumentRecord


class FakeLibrary:
    """A library of records alone."""

    def __init__(self, records):
        self.held = records
        self.reads = 0

    def generation(self):
        return 1

    def records(self):
        self.reads += 1
        return self.held


def record(uri, title, **more):
    return DocumentRecord(uri=uri, title=title, **more)


OLD = [
    record("file:///d/pianoacque-2018-2020/index.rst", "Piano regionale delle acque 2018 - 2020"),
    record("file:///d/pianoacque-2018-2020/capitolo_1.rst", "Capitolo 1. Le reti"),
    record("file:///d/pianoacque-2018-2020/capitolo_2.rst", "Capitolo 2. I fiumi"),
]
NEW = [
    record("file:///d/pianoacque-2021-2023/index.rst", "Piano regionale delle acque 2021 - 2023"),
    record("file:///d/pianoacque-2021-2023/README.md", "PIANO REGIONALE DELLE ACQUE 2021 - 2023"),
    record("file:///d/pianoacque-2021-2023/reti/reti.rst", "Le reti idriche"),
]
OTHERS = [
    record("https://giornale.example/2021/05/03/acque", "Le acque del lago sono tornate pulite"),
    record("https://ente.example/rapporto-rifiuti-2019.pdf", "Rapporto sui rifiuti 2019"),
    record("https://ente.example/rapporto-rifiuti-2020.pdf", "Rapporto sui rifiuti 2020"),
]
LABELS = ("Piano regionale delle acque 2018 - 2020", "Piano regionale delle acque 2021 - 2023")


@pytest.fixture
def comparing():
    return Comparing(FakeLibrary(OLD + NEW + OTHERS))


def labels(found):
    return tuple(side.label for side in found.sides)


def test_a_folder_with_years_in_its_name_is_one_plan():
    by_years = {plan.years: plan for plan in plans(OLD + NEW + OTHERS)}
    assert by_years["2018", "2020"].documents == {each.uri for each in OLD}
    assert by_years["2021", "2023"].name == "Piano regionale delle acque 2021 - 2023"
    assert by_years["2021", "2023"].front.endswith("index.rst")


def test_yearly_reports_of_one_name_are_a_family_and_one_year_alone_is_none():
    found = [[plan.years for plan in of] for of in families(plans(OTHERS))]
    assert found == [[("2019", "2019"), ("2020", "2020")]]
    assert plans(OTHERS[:2]) == []


@pytest.mark.parametrize(
    "text", ["il 12-03-2020", "art. 2019-20-21", "legge 2020/3", "2017-2019-2021", "tel. 2019-2018"]
)
def test_other_numbers_are_no_periods(text):
    assert spans_in(text) == []


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Chi gestisce le reti: cosa diceva il piano 2018-20 e cosa dice quello 2021-23?", "it"),
        ("quante reti ha il piano 18-20 e quante il 21-23?", "it"),
        ("com'è cambiato l'obiettivo sulle perdite tra i due piani?", "it"),
        ("Com'è cambiato il modello dal piano 2018-2020 a quello nuovo?", "it"),
        ("cosa cambia tra il vecchio e il nuovo piano delle acque sulle perdite?", "it"),
        ("How did the leak targets shift between the 2018-2020 plan and the 2021-2023 one?", "en"),
        ("Quelle baisse visait le plan 2018-2020, et laquelle vise le plan 2021-2023 ?", "fr"),
        ("both plans: what do they say of rivers?", "en"),
        ("les deux plans fixent-ils le même objectif ?", "fr"),
    ],
)
def test_two_plans_compared(comparing, question, language):
    found = comparing.sides(question, language)
    assert found.kind == "compare"
    assert found.sure
    assert labels(found) == LABELS
    assert [len(side.documents) for side in found.sides] == [3, 3]
    assert "20-22" not in found.sides[0].query
    assert "2018" not in found.sides[1].query


def test_the_order_is_that_of_the_question(comparing):
    found = comparing.sides("quali misure ci sono nel piano 21-23 che nel 18-20 non c'erano?", "it")
    assert labels(found) == LABELS[::-1]


def test_a_year_belongs_to_the_side_whose_span_holds_it(comparing):
    old, new = comparing.sides(
        "obiettivo del piano 2018-2020 (entro il 2020) e del piano 2021-2023 (entro il 2023)", "it"
    ).sides
    assert "2020" in old.query
    assert "2023" not in old.query
    assert "2023" in new.query
    assert "2020" not in new.query


def test_two_years_that_fall_in_two_plans_are_not_sure(comparing):
    found = comparing.sides("perdite delle reti: partenza 2018 e traguardo 2023?", "it")
    assert labels(found) == LABELS
    assert not found.sure


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("in quale dei piani si parla di siccità?", "which"),
        ("which of the plans has a chapter on drought?", "which"),
        ("Qual è il piano delle acque più recente?", "current"),
        ("ho il piano 2018-2020 delle acque: è ancora in vigore?", "current"),
        ("Am I still supposed to follow the 2018-2020 water plan?", "current"),
    ],
)
def test_which_plan_and_which_is_current(comparing, question, kind):
    found = comparing.sides(question, "en" if question[0] in "wA" else "it")
    assert found.kind == kind
    assert labels(found) == (LABELS[::-1] if kind == "current" else LABELS)


def test_a_period_that_no_plan_bears_is_told(comparing):
    found = comparing.sides("confronta il piano 2018-2020 con quello 2030-2032", "it")
    assert found.missing == ("2030-2032",)
    assert not found.sure
    assert found.sides[1].documents == frozenset()
    assert "2030-2032" in found.sides[1].query
    assert comparing.named("che dice il piano 2030-2032?", "it") == ([], ("2030-2032",))


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("È più grande il lago di Garda o quello di Bolsena?", ("Garda", "Bolsena")),
        ("i posti letto in lombardia sono più che in emilia romagna?", ("lombardia", "emilia romagna")),
        ("Is the hospital of Ravenna bigger than that of Faenza?", ("Ravenna", "Faenza")),
    ],
)
def test_two_names_compared(comparing, question, sides):
    found = comparing.sides(question, "it")
    assert labels(found) == sides
    assert sides[1] not in found.sides[0].query
    assert sides[0] not in found.sides[1].query
    assert not found.sure


@pytest.mark.parametrize(
    "question",
    [
        "",
        "quanti posti letto ha l'ospedale?",
        "che cosa dice il piano 2018-2020 sulle reti?",
        "Chi ha parlato a Forlì e Bologna?",
        "di quanto è cresciuto il fondo tra 2021 e 2022?",
        "qual è l'ultima versione delle specifiche?",
        "x" * 10_000,
    ],
)
def test_nothing_is_compared(comparing, question):
    assert comparing.sides(question, "it") is None


def test_plans_are_read_once_a_generation(comparing):
    for _ in range(3):
        comparing.sides("tra i due piani che cambia?", "it")
    assert comparing.library.reads == 1

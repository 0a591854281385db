"""Questions that compare two plans are answered from both; those to one plan look in its files alone."""

from dataclasses import replace

import pytest

from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.question import understand
from rag.settings import load_settings
from rag.types import Filters, Question

OLD, NEW = "pianoacque-2018-2020", "pianoacque-2021-2023"
FILES = {
    f"{OLD}/index.md": "# Piano regionale delle acque 2018 - 2020\n\nIl piano delle acque è diviso in due capitoli.\n",
    f"{OLD}/reti.md": "# Le reti\n\nLe perdite delle reti devono scendere al 30 per cento. Le reti sono gestite dai Comuni.\n",
    f"{OLD}/fiumi.md": "# I fiumi\n\nI fiumi sono controllati con 40 stazioni di misura.\n",
    f"{NEW}/index.md": "# Piano regionale delle acque 2021 - 2023\n\nIl piano delle acque è diviso in due capitoli.\n",
    f"{NEW}/reti.md": "# Le reti idriche\n\nLe perdite delle reti devono scendere al 22 per cento. Le reti sono gestite dai "
    "consorzi.\n",
    f"{NEW}/fiumi.md": "# I fiumi e la siccità\n\nI fiumi sono controllati con 65 stazioni di misura.\n",
    "mercato.md": "# Il mercato\n\nIl mercato del sabato si sposta in piazza per tre settimane.\n",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("siding")
    for name, text in FILES.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    settings = load_settings(home=folder / "home", offline=True)
    assert ingest([str(folder / "documents")], settings).added == len(FILES)
    answerer = open_answerer(settings)
    yield answerer
    answerer.close()


def told(answerer, question: str) -> list[tuple[str, str]]:
    """The sentences of the answer, each with the end of its source's address."""
    answer = answerer.answer(Question(question))
    by_number = {citation.number: citation.document for citation in answer.citations}
    return [(each.text, "/".join(by_number[each.citations[0]].split("/")[-2:])) for each in answer.sentences]


@pytest.mark.parametrize(
    "question",
    [
        "quanto dovevano scendere le perdite delle reti nel piano 2018-2020 e quanto nel piano 2021-2023?",
        "cosa cambia tra il vecchio e il nuovo piano delle acque sulle perdite delle reti?",
    ],
)
def test_two_plans_are_each_told_under_their_years(answerer, question):
    sentences = told(answerer, question)
    old = [text for text, source in sentences if source == f"{OLD}/reti.md"]
    new = [text for text, source in sentences if source == f"{NEW}/reti.md"]
    assert any(text.startswith("2018-2020: ") and "30 per cento" in text for text in old)
    assert any(text.startswith("2021-2023: ") and "22 per cento" in text for text in new)
    assert len(old) + len(new) == len(sentences)


def test_they_are_told_in_the_order_of_the_question(answerer):
    sentences = told(answerer, "chi gestisce le reti nel piano 2021-2023 e chi nel piano 2018-2020?")
    assert [text[:9] for text, _ in sentences] == sorted((text[:9] for text, _ in sentences), reverse=True)
    assert {text[:9] for text, _ in sentences} == {"2018-2020", "2021-2023"}


def test_which_plan_is_in_force_is_told_by_its_front_page(answerer):
    ((text, source),) = told(answerer, "qual è il piano delle acque più recente?")
    assert source == f"{NEW}/index.md"
    assert "Piano regionale delle acque 2021 - 2023" in text


def test_one_plan_in_many_files_narrows_the_search(answerer):
    asked = understand(Question("con quante stazioni di misura sono controllati i fiumi nel piano 2018-2020?"))
    narrowed = answerer.siding.narrowed(asked, Filters())
    assert {each.split("/")[-2] for each in narrowed.documents} == {OLD}
    assert len(narrowed.documents) == 3
    sentences = told(answerer, asked.text)
    assert {source.split("/")[0] for _, source in sentences} == {OLD}
    assert "40 stazioni" in sentences[0][0]
    assert "65 stazioni" in told(answerer, asked.text.replace("2018-2020", "2021-2023"))[0][0]


def test_filters_that_are_set_stay_as_they_are(answerer):
    asked = understand(Question("quante stazioni di misura ha il piano 2018-2020?"))
    chosen = Filters(kind="plan")
    assert answerer.siding.narrowed(asked, chosen) is chosen
    none = understand(Question("dove si sposta il mercato?"))
    assert answerer.siding.narrowed(none, Filters()) == Filters()
    both = Question("cosa cambia tra il vecchio e il nuovo piano delle acque?", filters=chosen)
    assert answerer.siding.statements(both, understand(both)) is None


def test_the_years_of_a_plan_that_is_named_need_not_stand_in_it(answerer):
    asked = understand(Question("quante stazioni di misura ha il piano 2018-2020?"))
    assert answerer.siding.known_years(asked) == {"2018", "2019", "2020"}
    assert answerer.siding.known_years(understand(Question("quante stazioni?"))) == set()


def test_no_sides_where_nothing_is_compared(answerer):
    question = Question("dove si sposta il mercato del sabato?")
    assert answerer.siding.statements(question, understand(question)) is None
    compared = Question("cosa cambia tra il vecchio e il nuovo piano delle acque sulle reti?")
    asked = understand(compared)
    assert answerer.siding.statements(compared, asked)
    assert answerer.siding.statements(compared, replace(asked, follow_up=True)) is None

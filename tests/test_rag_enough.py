"""Whether the evidence answers: what is plainly lacking, and how the decision reads the shipped trees."""

from dataclasses import replace

import numpy as np
import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.enough import ENOUGH, NAMES, confidence, features
from rag.evidence import EVIDENCE
from rag.lacks import Lacking, lacking
from rag.phrases import say
from rag.ranker import Ranker
from rag.settings import load_settings
from rag.types import Filters, Question
from rag.unit_features import NAMES as PARTS

DOCUMENTS = [
    {
        "uri": "https://example.org/museo",
        "title": "Il museo dell'acqua riapre",
        "language": "it",
        "published": "2023-04-02",
        "text": "Il museo dell'acqua riapre\n\nIl museo dell'acqua riapre dopo i lavori di restauro del tetto. Il restauro del "
        "museo è costato 340 mila euro. L'ingresso al museo è gratuito per gli studenti. La sperimentazione delle guide "
        "digitali nel museo ha coinvolto le scuole del quartiere.",
    },
    {
        "uri": "https://example.org/biblioteca",
        "title": "La biblioteca dei ragazzi",
        "language": "it",
        "published": "2022-10-01",
        "text": "La biblioteca dei ragazzi\n\nLa biblioteca dei ragazzi ha 12.000 libri e apre il 3 ottobre. Per iscriversi alla "
        "biblioteca si scrive a ragazzi@example.org. Dal progetto di lettura è emerso che i bambini leggono di più. Il "
        "cortile della biblioteca è stato ridipinto dai volontari.",
    },
]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("enough")
    settings = load_settings(home=folder / "home", offline=True)
    assert ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], settings).added == len(DOCUMENTS)
    answerer = open_answerer(settings)
    yield answerer
    answerer.close()


def without(answerer, question: str, name: str | None = None) -> Lacking | None:
    """What the evidence lacks, of one document where it is named (else all)."""
    filters = Filters(document=f"https://example.org/{name}") if name else Filters()
    return lacking(*answerer.weigh(Question(question, filters=filters)))


@pytest.mark.parametrize(
    ("question", "name", "lacks"),
    [
        ("quanto è costato il restauro del museo nel 2019?", "museo", Lacking(years=("2019",))),
        ("quanto costa il cortile della biblioteca?", "biblioteca", Lacking("money")),  # its number is of books
        ("qual è il numero di telefono del museo?", "museo", Lacking("contact")),
        ("a chi scrivo per le guide digitali del museo?", "museo", Lacking("contact")),
        ("che percentuale di studenti entra nel museo?", "museo", Lacking("share")),
        ("quali sono i risultati della sperimentazione delle guide digitali del museo?", "museo", Lacking("outcome")),
    ],
)
def test_what_is_absent_is_lacking(answerer, question, name, lacks):
    assert without(answerer, question, name) == lacks


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("quanto è costato il restauro del museo?", "museo"),
        ("quanto è costato il restauro del museo nel 2023?", "museo"),  # the year of its publication
        ("quanti libri ha la biblioteca dei ragazzi?", "biblioteca"),
        ("quando apre la biblioteca dei ragazzi?", "biblioteca"),
        ("a chi scrivo per iscrivermi alla biblioteca dei ragazzi?", "biblioteca"),
        ("quali sono i risultati del progetto di lettura?", "biblioteca"),
        ("perché il museo riapre?", "museo"),
        ("è vero che il restauro del museo finì nel 2019?", "museo"),  # what is doubted need not be said
    ],
)
def test_what_is_there_is_not_lacking(answerer, question, name):
    assert without(answerer, question, name) is None


def test_a_refusal_says_what_is_lacking(answerer):
    answer = answerer.answer(Question("qual è il numero di telefono del museo dell'acqua?"))
    assert answer.status == "refused"
    assert say("lacks_contact", "it") in answer.notes[0]
    answer = answerer.answer(Question("how much did the restoration of the museum cost in 2019?"))
    assert answer.status == "refused"
    assert "2019" in answer.notes[0]


def test_a_thing_far_from_the_questions_words_does_not_count(answerer):
    asked, ranked = answerer.weigh(Question("quanto è costato il restauro del museo?"))
    assert lacking(asked, ranked) is None
    far = [replace(each, parts={**each.parts, "close": 0.0, "before": 0.0}) for each in ranked]
    assert lacking(asked, far) == Lacking("money")
    none = [replace(each, parts={**each.parts, "held": 0.5}) for each in ranked]
    assert lacking(asked, none) == Lacking("money")


def test_the_shipped_trees_are_of_these_features(answerer):
    assert Ranker(EVIDENCE, PARTS).scores(np.zeros((3, len(PARTS)), np.float32)).shape == (3,)
    assert Ranker(ENOUGH, NAMES).scores(np.zeros((3, len(NAMES)), np.float32)).shape == (3,)
    asked, ranked = answerer.weigh(Question("quanto è costato il restauro del museo?"))
    row = dict(zip(NAMES, features(asked, ranked).tolist(), strict=True))
    assert row["score"] == pytest.approx(ranked[0].score, abs=1e-5)
    assert row["gap"] == pytest.approx(ranked[0].score - ranked[1].score, abs=1e-5)
    assert row["best_held"] == 1
    assert (row["foreign"], row["years_other"]) == (0, 0)
    assert row["size"] == len(ranked[0].words)


def test_confidence_tells_answerable_from_unanswerable(answerer):
    def sure(question: str) -> float:
        asked, ranked = answerer.weigh(Question(question))
        return confidence(asked, ranked, answerer.decision)

    assert sure("quanto è costato il restauro del museo?") > sure("quanto è costato il ponte di Messina?")
    assert 0 < sure("quanti libri ha la biblioteca?") < 1
    asked, _ = answerer.weigh(Question("quanti libri?"))
    assert confidence(asked, [], answerer.decision) == 0

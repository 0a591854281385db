"""Each measure on answers whose value is known, and the tests and floors on scores made up for them."""

import tracemalloc

import numpy as np
import pytest

from eval import answer_measures as measures
from eval.calibration import calibration
from eval.comparing import compare, holm, randomised
from eval.gate import breaches, pin, read_floors, write_floors
from eval.questions import Judged
from eval.retrieval_measures import gain, measured, ndcg, quote_rank
from eval.runs import Manifest
from eval.scoring import _answered, interval
from eval.support import load_support, sentence_support
from rag.errors import EvaluationError, ModelError, SettingsError
from rag.types import Answer, Citation, CitedSentence
from rag.wire import answer_to_json

FUND, OTHER = "https://example.org/fondo", "https://example.org/altro"
JUDGED = Judged(id="q", question="A quanto ammonta?", type="number", lang="it", gold_facts=[["564,09 milioni"], ["2025"]],
                source=FUND, evidence_quote="Il fondo è di 564,09 milioni", page_index=3)  # fmt: skip


def cited(number: int, document: str, quote: str, page: int | None = None) -> Citation:
    return Citation(number, document, "Titolo", quote, 0, len(quote), page=page)


def answered(*citations: Citation, text: str = "") -> Answer:
    sentences = (CitedSentence(text or citations[0].quote, tuple(each.number for each in citations)),)
    return Answer("?", "it", "answered", sentences=sentences, citations=citations)


REFUSED = Answer("?", "it", "refused")
GOOD = answered(cited(1, FUND, "Nel 2025 il fondo è di 564,09 milioni", 3))
HALF = answered(cited(1, FUND, "Nel 2025 si riunisce", 2), cited(2, OTHER, "564,09 milioni"), cited(3, FUND, "Altro"))


@pytest.mark.parametrize(
    ("name", "of_good", "of_half", "of_refused"),
    [
        ("facts_shown", True, True, False),
        ("fact_recall", 1.0, 1.0, 0.0),
        ("citation_recall", 1.0, 0.5, 0.0),
        ("citation_precision", 1.0, 1 / 3, None),
        ("source_precision", 1.0, 2 / 3, None),
        ("source_cited", True, True, False),
        ("source_first", True, True, False),
        ("page_right", True, False, False),
    ],
)
def test_measures_of_answers(name, of_good, of_half, of_refused):
    measure = getattr(measures, name)
    assert measure(JUDGED, GOOD) == of_good
    assert measure(JUDGED, HALF) == pytest.approx(of_half)
    assert measure(JUDGED, REFUSED) == of_refused


def test_a_citation_with_the_judged_quote_bears_even_without_a_fact():
    judged = JUDGED.model_copy(update={"gold_facts": [["un'altra cosa"]], "evidence_quote": "si riunisce"})
    assert measures.citation_precision(judged, HALF) == pytest.approx(1 / 3)


def test_a_number_must_stand_as_a_whole_number():
    judged = JUDGED.model_copy(update={"gold_facts": [["64,09"]]})
    assert measures.fact_recall(judged, GOOD) == 0.0


def test_finding_is_measured_by_ir_measures_and_agrees_with_what_rankers_are_fitted_on():
    found = {"a": ["x", "x", "g", "y"], "b": ["g"], "c": ["x", "y"], "d": ["h", "g"]}
    gold = {"a": {"g"}, "b": {"g"}, "c": {"g"}, "d": {"g", "h"}}
    values = measured(found, gold)
    assert values["a"] == {"nDCG@10": pytest.approx(gain(2)), "RR@10": 0.5, "Success@1": 0.0, "Success@5": 1.0}
    assert values["b"]["nDCG@10"] == values["d"]["nDCG@10"] == values["d"]["Success@1"] == 1.0, "one of two is enough"
    assert set(values["c"].values()) == {0.0}
    for name, documents in found.items():
        assert values[name]["nDCG@10"] == pytest.approx(ndcg(list(dict.fromkeys(documents)), gold[name]))


def test_gold_documents_may_be_named_by_the_end_of_their_address():
    assert measured({"a": ["file:///home/x/piano.pdf"]}, {"a": {"piano.pdf"}})["a"]["Success@1"] == 1.0


def test_the_rank_of_the_passage_that_holds_a_quote():
    texts = ["Tutt'altro testo, di lunghezza simile.", "Il Fondo è di\n564,09 milioni di euro.", "564"]
    assert quote_rank(texts, "il fondo è di 564,09 milioni") == 2
    assert quote_rank(["fondo è di 564,09 milioni di euro"], "il fondo è di 564,09 milioni") == 1, (
        "cut at its beginning"
    )
    assert quote_rank(["564,09"], "il fondo è di 564,09 milioni") is None, "a passage that is a part is not the quote"
    assert quote_rank([], "il fondo") is None


def test_calibration_of_a_sureness_that_is_right_and_of_one_that_is_not():
    right = calibration([0.95] * 20 + [0.05] * 20, [True] * 19 + [False] + [False] * 19 + [True])
    assert right["ece"] == pytest.approx(0.0, abs=1e-9)
    assert right["auc"] == pytest.approx((19 * 19 + 0.5 * (19 + 19)) / 400)
    wrong = calibration([0.9, 0.9, 0.1, 0.1], [False, False, True, True])
    assert (wrong["ece"], wrong["brier"], wrong["auc"]) == (pytest.approx(0.9), pytest.approx(0.81), 0.0)
    assert [(each["n"], each["was"]) for each in wrong["bins"]] == [(2, 1.0), (2, 0.0)]
    assert calibration([], [])["bins"] == []
    assert calibration([1.0], [True])["auc"] is None


def test_an_interval_holds_its_mean_and_narrows_with_more_questions():
    few, many = interval([0.0, 1.0] * 10), interval([0.0, 1.0] * 1000)
    assert few["low"] < few["mean"] == 0.5 < few["high"]
    assert many["high"] - many["low"] < (few["high"] - few["low"]) / 5
    assert interval([1.0] * 5) == {"n": 5, "mean": 1.0, "low": 1.0, "high": 1.0, "median": 1.0}


def scores(**values: list) -> dict:
    rows = [
        {"id": str(n), "question": str(n), **dict(zip(values, each, strict=True))}
        for n, each in enumerate(zip(*values.values(), strict=True))
    ]
    held = {name: interval([v for v in some if v is not None]) for name, some in values.items()}
    return {"questions": rows, "measures": held}


def test_a_difference_on_many_questions_is_sure_and_on_few_is_not():
    worse, better = [0.0] * 20 + [1.0] * 20, [1.0] * 40
    [told] = compare(scores(facts=worse), scores(facts=better))
    assert (told.first, told.second, told.better, told.worse) == (0.5, 1.0, 20, 0)
    assert told.sure
    [little] = compare(scores(facts=[0.0, 1.0]), scores(facts=[1.0, 1.0]))
    assert not little.sure
    [same] = compare(scores(facts=worse), scores(facts=worse))
    assert same.p == 1.0


def test_the_test_is_exact_where_it_can_be_worked_out():
    # Four differences of one: of 16 ways to swap, two are as extreme.
    assert randomised(np.ones(4)) == pytest.approx(2 / 16, abs=0.01)
    # Differences that cancel out: any way to swap is as extreme.
    assert randomised(np.array([1.0, -1.0])) == pytest.approx(1.0, abs=1e-3)


def test_many_questions_are_tested_in_little_memory():
    tracemalloc.start()
    assert randomised(np.random.default_rng(1).choice((-1.0, 1.0), 8000)) > 0.001
    assert tracemalloc.get_traced_memory()[1] < 150e6
    tracemalloc.stop()


def test_p_values_are_corrected_for_their_number():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1.0, 1.0]


def test_what_applies_to_one_run_alone_is_left_out():
    [told] = compare(scores(verdict=[1.0, None, 1.0]), scores(verdict=[None, None, 0.0]))
    assert (told.n, told.first, told.second) == (1, 1.0, 0.0)


def test_runs_without_a_question_in_common_and_unknown_measures_are_said():
    other = {**scores(facts=[1.0]), "questions": [{"id": "0", "question": "un'altra", "facts": 1.0}]}
    with pytest.raises(EvaluationError, match="in comune"):
        compare(scores(facts=[1.0]), other)
    with pytest.raises(EvaluationError, match=r"«fatti».*facts"):
        compare(scores(facts=[1.0]), scores(facts=[1.0]), ["fatti"])


def manifest(questions: str = "q", corpus: str = "c") -> Manifest:
    return Manifest("regesto", "prova", "2026", questions, corpus, 1, 1)


def held(**means: float) -> dict:
    return {"measures": {name: {"mean": mean} for name, mean in means.items()}}


def test_floors_hold_what_was_reached_and_fail_what_falls(tmp_path):
    floors = pin({}, manifest(), held(facts=0.8, quotes_valid=1.0, false_refusal=0.05))
    assert breaches(floors, manifest(), held(facts=0.8, quotes_valid=1.0, false_refusal=0.05)) == []
    assert breaches(floors, manifest(), held(facts=0.79, quotes_valid=1.0, false_refusal=0.06)) == [], (
        "within the slack"
    )
    fallen = breaches(floors, manifest(), held(facts=0.7, quotes_valid=0.999, false_refusal=0.2))
    assert {each.measure for each in fallen} == {"facts", "quotes_valid", "false_refusal"}
    [gone] = breaches(floors, manifest(), held(facts=0.8, false_refusal=0.05))
    assert (gone.measure, gone.found) == ("quotes_valid", None)
    [gone] = breaches(floors, manifest(), held(facts=0.8, quotes_valid=1.0))
    assert (gone.measure, gone.most) == ("false_refusal", True)
    spoilt = breaches(floors, manifest(), held(facts=float("nan"), quotes_valid=1.0, false_refusal=float("nan")))
    assert {each.measure for each in spoilt} == {"facts", "false_refusal"}, "what is no number holds nothing"
    longer = pin({}, manifest(), held(words=80.0))
    assert breaches(longer, manifest(), held(words=85.0)) == []
    assert [each.found for each in breaches(longer, manifest(), held(words=160.0))] == [160.0]
    assert [each.found for each in breaches(longer, manifest(), held())] == [None]
    write_floors(tmp_path / "f.json", floors)
    assert read_floors(tmp_path / "f.json") == floors


def test_floors_are_pinned_to_questions_and_documents():
    floors = pin({}, manifest(), held(facts=0.8))
    for other, said in ((manifest(questions="x"), "altre domande"), (manifest(corpus="x"), "altri documenti")):
        with pytest.raises(EvaluationError, match=said):
            breaches(floors, other, held(facts=1.0))
        with pytest.raises(EvaluationError, match="--repin"):
            pin(floors, other, held(facts=1.0))
        assert pin(floors, other, held(facts=0.5), repin=True)["prova"]["least"]["facts"] == pytest.approx(0.485)
    with pytest.raises(EvaluationError, match="non ci sono limiti"):
        breaches({}, manifest(), held(facts=1.0))


def test_pinning_never_lowers_a_floor_without_leave():
    floors = pin({}, manifest(), held(facts=0.8, false_refusal=0.05))
    again = pin(floors, manifest(), held(facts=0.6, false_refusal=0.5))
    assert again == floors
    risen = pin(floors, manifest(), held(facts=0.9, false_refusal=0.02))["prova"]
    assert (risen["least"]["facts"], risen["most"]["false_refusal"]) == (0.885, 0.035)
    lowered = pin(floors, manifest(), held(facts=0.6, false_refusal=0.5), lower=True)["prova"]
    assert (lowered["least"]["facts"], lowered["most"]["false_refusal"]) == (0.585, 0.515)
    with pytest.raises(EvaluationError, match="«facts»"):
        pin(floors, manifest(), held(false_refusal=0.05))


_PINNED = '{"prova": {"questions": "a", "corpus": "b", "least": {"facts": %s}, "most": {}}}'


@pytest.mark.parametrize(
    "text",
    ["{", "[1]", '{"prova": {}}', '{"prova": 3}', *(_PINNED % each for each in ("NaN", '"0.5"', "-1", "7", "true"))],
)
def test_spoilt_floors_are_said(tmp_path, text):
    (tmp_path / "f.json").write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match="rovinati"):
        read_floors(tmp_path / "f.json")


def test_sentence_support_is_the_share_of_sentences_their_own_quotes_bear_out():
    answer = Answer(
        "?", "it", "answered",
        sentences=(CitedSentence("Il fondo è di 564 milioni.", (1,)), CitedSentence("Piove.", (1, 2))),
        citations=(cited(1, FUND, "Il fondo è di 564 milioni."), cited(2, FUND, "Altro")),
    )  # fmt: skip
    assert sentence_support(answer, lambda quotes, sentence: sentence in quotes) == 0.5
    assert sentence_support(REFUSED, lambda quotes, sentence: True) is None


def test_the_language_model_judges_with_one_word_and_nothing_else(settings, monkeypatch):
    from langchain_core.language_models.fake_chat_models import FakeListChatModel

    said = FakeListChatModel(responses=["**Yes**", "NO.", "Perhaps"])
    monkeypatch.setattr("rag.generating.models.load_llm", lambda settings: said)
    judge = load_support(settings.model_copy(update={"llm": "openai:prova"}))
    assert judge("q", "s") is True
    assert judge("q", "s") is False
    with pytest.raises(ModelError, match="YES o NO"):
        judge("q", "s")
    with pytest.raises(EvaluationError, match="REGESTO_ENTAILMENT"):
        load_support(settings)
    with pytest.raises(SettingsError):
        load_support(settings.model_copy(update={"entailment": "boh"}))


def test_to_say_that_nothing_was_found_is_right_where_nothing_is_told():
    judged = JUDGED.model_copy(update={"type": "claim_check", "verdict": "not_found", "gold_facts": []})
    for status, verdict, right in (
        ("refused", "not_found", 1),
        ("answered", "not_found", 1),
        ("answered", "supported", 0),
    ):
        row = _answered(judged, answer_to_json(Answer("?", "it", status, verdict=verdict)), None)
        assert (row["facts"], row["verdict"], row["verdict_wrong"]) == (right, right, 1 - right)
        assert (row["false_refusal"], row["source_cited"], row["citation_recall"]) == (None, None, None)


def test_a_quote_that_nobody_checked_is_not_valid():
    said = answered(cited(1, FUND, "Il fondo"), cited(2, FUND, "vale 564"))
    checked = [{"number": 1, "stored": "Il fondo", "on_page": None}]
    assert _answered(JUDGED, {**answer_to_json(said), "checked": checked}, None)["quotes_valid"] == 0.5


@pytest.mark.parametrize(
    ("given", "right", "wrong"),
    [("supported", True, False), ("contradicted", False, True), ("not_found", False, False), (None, False, False)],
)
def test_a_verdict_that_is_not_given_is_not_a_wrong_one(given, right, wrong):
    judged = JUDGED.model_copy(update={"type": "claim_check", "verdict": "true"})
    answer = Answer("?", "it", "answered", verdict=given)
    assert (measures.verdict_right(judged, answer), measures.verdict_wrong(judged, answer)) == (right, wrong)
    assert measures.verdict_wrong(JUDGED, answer) is None

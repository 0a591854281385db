"""Answers worded by a scripted model over the bundled corpus: good ones, and every way a model or its server fails."""

import json
import logging
import threading
import time
from pathlib import Path

import pytest
from scripted_model import Bad, answer, holding, scripted_model

from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.generating.drafts import MalformedError, read_so_far, read_whole
from rag.phrases import say
from rag.settings import load_settings
from rag.types import Filters, Question
from rag.wire import answer_to_json

CORPUS = Path(__file__).parents[1] / "corpus"
KEY = "chiave-segretissima"
ASKED = Question("Quanto vale nel 2025 il Fondo regionale per la non autosufficienza?", id=7)
QUOTE = "Per il 2025 il Fondo vale 564,09 milioni di euro, 82,2 milioni in più del 2024."
FIRST = "Nel 2025 il Fondo vale 564,09 milioni di euro."
SECOND = "Sono 82,2 milioni in più del 2024."
FALSE = "Il Fondo è di 900 milioni."
BUDGET = 2.0


def good(request):
    at = holding(request, QUOTE)
    assert at, "the passage is not among those given"
    return answer((FIRST, [(at, QUOTE)]), (SECOND, [(at, QUOTE)]))


def partly(request):
    at = holding(request, QUOTE)
    return answer((FIRST, [(at, QUOTE)]), (FALSE, [(at, QUOTE)]), ("Piace a tutti.", []), (SECOND, [(at, QUOTE)]))


@pytest.fixture(scope="module")
def server():
    with scripted_model() as running:
        yield running


@pytest.fixture(scope="module")
def settings(tmp_path_factory, server):
    made = load_settings(
        home=tmp_path_factory.mktemp("corpus"), offline=True, llm="openai:prova", llm_url=server.url, llm_key=KEY,
        llm_timeout=BUDGET,
    )  # fmt: skip
    ingest([str(CORPUS / "sources.toml")], made)
    return made


@pytest.fixture(scope="module")
def answerer(settings, server):
    opened = open_answerer(settings)
    server.says(good)
    opened.answer(ASKED)  # imports and connections, once, outside the budgets below
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def extractive(settings):
    opened = open_answerer(settings.model_copy(update={"llm": ""}))
    yield opened
    opened.close()


def test_a_good_answer_is_generative_streamed_and_cited_to_the_letter(answerer, server):
    server.says(good)
    grown = list(answerer.stream(ASKED))
    assert [[each.text for each in step.sentences] for step in grown] == [[FIRST], [FIRST, SECOND], [FIRST, SECOND]]
    last = grown[-1]
    assert (last.mode, last.status, last.language, last.id) == ("generative", "answered", "it", 7)
    assert [each.citations for each in last.sentences] == [(1,), (1,)]
    text = answerer.search.library.text(last.citations[0].document)
    assert text[last.citations[0].start : last.citations[0].end] == last.citations[0].quote == QUOTE
    (note,) = last.notes
    assert "«564mila euro»" in note, "what a newspaper wrote is told beside it"
    assert json.loads(json.dumps(answer_to_json(last)))["mode"] == "generative"


def test_the_first_sentence_is_shown_before_the_last_is_written(answerer, server):
    server.says(lambda request: Bad(good(request), pause=0.05))
    seen = [time.monotonic()]
    for _ in answerer.stream(ASKED):
        seen.append(time.monotonic())
    assert seen[-1] - seen[1] > 0.15


def test_what_fails_is_dropped_and_counted_never_shown(answerer, server):
    server.says(partly)
    grown = list(answerer.stream(ASKED))
    assert all(FALSE not in [each.text for each in step.sentences] for step in grown)
    assert [each.text for each in grown[-1].sentences] == [FIRST, SECOND]
    assert grown[-1].notes[0] == "2 frasi scartate: non stavano nelle citazioni."


@pytest.mark.parametrize(("language", "question", "sentence"), [
    ("fr", "Combien vaut en 2025 le Fonds régional pour la non-autosuffisance (FRNA) ?", "En 2025, le Fonds s'élève à 564,09 millions d'euros."),
    ("en", "How much is the regional fund for non self-sufficiency (FRNA) worth in 2025?", "In 2025 the Fund amounts to 564.09 million euros."),
])  # fmt: skip
def test_an_answer_in_the_language_of_the_question_over_italian_sources(answerer, server, language, question, sentence):
    server.says(lambda request: answer((sentence, [(max(1, holding(request, QUOTE)), QUOTE)])))
    got = answerer.answer(Question(question))
    if not server.asked:
        pytest.skip("the extractive answer refuses this question, so the model is not asked")
    assert (got.mode, got.language) == ("generative", language)
    assert [each.text for each in got.sentences] == [sentence]
    assert any("itali" in note.lower() for note in got.notes)


def test_the_model_may_refuse_and_the_refusal_is_honest(answerer, server):
    server.says(answer(answerable=False))
    got = answerer.answer(ASKED)
    assert (got.status, got.mode) == ("refused", "generative")
    assert got.nearest
    assert got.notes == (say("no_evidence", "it"),)


def test_without_evidence_the_model_is_not_even_asked(answerer, server):
    server.says(good)
    got = answerer.answer(Question(ASKED.text, filters=Filters(document="regesto:corpus/non-esiste")))
    assert got.status == "refused"
    assert server.asked == []


@pytest.mark.parametrize(("name", "said", "why", "requests"), [
    ("prose", "Non lo so, mi dispiace.", "malformed", 1),
    ("another form", '{"risposta": "564 milioni"}', "malformed", 1),
    ("sentences of another form", '{"answerable": true, "sentences": ["564 milioni"]}', "malformed", 1),
    ("a list", "[1, 2, 3]", "malformed", 1),
    ("deep brackets", '{"sentences": ' + "[" * 5000, "cut", 1),
    ("cut within a sentence", lambda request: Bad(good(request)[:150], cut=True), "cut", 1),
    ("cut after a sentence", lambda request: Bad(good(request)[:-60], cut=True), "cut", 1),
    ("too many tokens", lambda request: Bad(good(request)[:150], finish="length"), "cut", 1),
    ("empty", "", "empty", 1),
    ("white space", " \n ", "empty", 1),
    ("401", Bad(status=401, message=f"wrong key {KEY}"), "key", 1),
    ("403", Bad(status=403), "key", 1),
    ("429", Bad(status=429), "busy", 1),
    ("500", Bad(status=500), "error", 1),
    ("503", Bad(status=503), "error", 1),
    ("400 twice", Bad(status=400), "error", 2),
    ("silence", Bad(stall=20), "late", 1),
    ("slow drops", Bad(endless=" ", pause=0.1), "late", 1),
    ("a wrong language twice", answer(("The Fund is worth 564.09 million euros in the year 2025.", [(1, QUOTE)])), "language", 2),
    ("nothing borne out", answer((FALSE, [(1, QUOTE)]), ("Piace a tutti.", [])), "unsupported", 1),
    ("quotes that stand nowhere", answer((FIRST, [(1, "Il Fondo vale tantissimo")])), "unsupported", 1),
])  # fmt: skip
def test_whatever_goes_wrong_the_extractive_answer_stands_in_with_a_note(
    answerer, extractive, server, name, said, why, requests, caplog
):
    server.says(said)
    started = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        got = answerer.answer(ASKED)
    assert time.monotonic() - started < BUDGET + 1.5
    assert (got.mode, got.status) == ("extractive", "answered")
    assert got.notes[0] == say(f"llm_{why}", "it")
    plain = extractive.answer(ASKED)
    assert (got.sentences, got.citations, got.notes[1:]) == (plain.sentences, plain.citations, plain.notes)
    assert len(server.asked) == requests
    assert KEY not in caplog.text + json.dumps(answer_to_json(got))


def test_an_endless_answer_ends(answerer, server):
    server.says(Bad(endless='{"bla": "' + "bla " * 5000))
    started = time.monotonic()
    got = answerer.answer(ASKED)
    assert time.monotonic() - started < BUDGET + 1.5
    assert got.notes[0] in (say("llm_endless", "it"), say("llm_late", "it"))


def test_a_server_that_is_down(settings):
    opened = open_answerer(settings.model_copy(update={"llm_url": "http://127.0.0.1:9/v1"}))
    got = opened.answer(ASKED)
    opened.close()
    assert (got.mode, got.notes[0]) == ("extractive", say("llm_down", "it"))


def test_no_thread_is_left_behind_by_a_failure(answerer, server):
    server.says(Bad(endless=" ", pause=0.05))
    answerer.answer(ASKED)
    until = time.monotonic() + 5
    while time.monotonic() < until and any("_read" in each.name for each in threading.enumerate()):
        time.sleep(0.05)
    assert not any("_read" in each.name for each in threading.enumerate())


@pytest.mark.parametrize("wrap", [
    "Ecco la risposta:\n```json\n{}\n```\nSpero sia utile {{a}}.", "<think>Vediamo {{\"sentences\": []}}</think>{}", "{} ",
    "Certo! {}", '{{"nota": 1}} {}',
])  # fmt: skip
def test_prose_thoughts_and_fences_around_the_json_are_no_harm(answerer, server, wrap):
    server.says(lambda request: wrap.format(good(request)))
    got = answerer.answer(ASKED)
    assert got.mode == "generative"
    assert [each.text for each in got.sentences] == [FIRST, SECOND]


def test_a_server_without_structured_output_is_asked_again_in_plain_words(answerer, server):
    server.says(Bad(status=400, message="response_format is not supported"), good)
    assert answerer.answer(ASKED).mode == "generative"
    assert "response_format" in server.asked[0]
    assert "response_format" not in server.asked[1]
    assert "temperature" not in server.asked[1]


def test_a_wrong_language_is_asked_again_once(answerer, server):
    server.says(answer(("The Fund is worth 564.09 million euros in the year 2025.", [(1, QUOTE)])), good)
    assert answerer.answer(ASKED).mode == "generative"
    assert "was not in Italian" in server.asked[1]["messages"][1]["content"]


def test_the_key_goes_to_the_server_and_filters_hold(answerer, server):
    server.says(good)
    answerer.answer(Question(ASKED.text, filters=Filters(document="regesto:corpus/frna-2025")))
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}"
    words = server.asked[0]["messages"][1]["content"]
    assert words.count("title: Fondo regionale per la non autosufficienza 2025") == words.count(" END OF PASSAGE ")


def test_many_at_once(answerer, server):
    server.says(good)
    got = []
    threads = [threading.Thread(target=lambda: got.append(answerer.answer(ASKED).mode)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=20)
    assert len(got) == 8
    assert set(got) <= {"generative", "extractive"}
    assert "generative" in got


def test_a_growing_answer_is_read_sentence_by_sentence():
    whole = answer(("Uno.", [(1, "a")]), ("Due {.", [(2, 'b"}')]), ("Tre.", []))
    lengths = [len(read_so_far(whole[:end]).drafts) for end in range(len(whole) + 1)]
    assert lengths == sorted(lengths)
    assert set(lengths) == {0, 1, 2}
    assert [each.text for each in read_whole(whole).drafts] == ["Uno.", "Due {.", "Tre."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "niente",
        '{"answerable": tr',
        '{"answerable": true}',
        '{"sentences": 3}',
        '{"answerable": true, "sentences": [3]}',
    ],
)
def test_what_is_no_answer_is_malformed(text):
    with pytest.raises(MalformedError):
        read_whole(text)


def test_odd_values_in_an_answer_are_left_out():
    drafts = read_whole(
        '{"answerable": true, "sentences": [{"text": "Uno.", "quotes": [{"passage": "2", "quote": "a"}, 3, {"passage": true,'
        ' "quote": "b"}, {"quote": ""}]}, {"text": 5}, null, {"text": " ", "quotes": []}]}'
    ).drafts
    assert [(each.text, [(q.passage, q.quote) for q in each.quotes]) for each in drafts] == [
        ("Uno.", [(2, "a"), (0, "b")])
    ]

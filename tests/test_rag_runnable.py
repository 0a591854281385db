"""The answerer as a LangChain Runnable: what it takes, what it gives, in a chain, in parallel, asynchronously."""

import asyncio
import subprocess
import sys
import threading

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from rag.answerer import open_answerer
from rag.errors import QuestionError
from rag.runnable import as_runnable, to_question
from rag.types import Answer, CitedSentence, Filters, Question, Turn

HISTORY = (Turn("user", "quali priorità?"), Turn("assistant", "Sono tre."))


class Scripted:
    """Answers each question with its own words, one sentence more each time."""

    def __init__(self) -> None:
        self.asked = []
        self.threads = set()

    def stream(self, question):
        self.asked.append(question)
        self.threads.add(threading.get_ident())
        if not question.text:
            raise QuestionError("la domanda è vuota")
        for count in (1, 2, 3):
            sentences = tuple(CitedSentence(f"{question.text} {n}", (1,)) for n in range(count))
            yield Answer(question.text, "it", "answered", sentences=sentences)


@pytest.mark.parametrize(
    ("given", "question"),
    [
        ("e poi?", Question("e poi?")),
        (Question("e poi?", id=3), Question("e poi?", id=3)),
        ({"question": "e poi?"}, Question("e poi?")),
        (
            {"question": "e poi?", "history": [{"role": "user", "content": "quali priorità?"}, AIMessage("Sono tre.")]},
            Question("e poi?", history=HISTORY),
        ),
        (
            {"question": "e poi?", "history": [("human", "quali priorità?"), ("ai", "Sono tre.")], "history_id": 1},
            Question("e poi?", history=HISTORY),
        ),
        (
            {"id": 7, "question": "q", "filters": {"kind": "plan", "from": 2024}},
            Question("q", 7, filters=Filters(kind="plan", date_from="2024")),
        ),
        ({"question": "q", "filters": Filters(kind="plan")}, Question("q", filters=Filters(kind="plan"))),
        (HumanMessage("e poi?"), Question("e poi?")),
        (HumanMessage([{"type": "text", "text": "e poi?"}]), Question("e poi?")),
        (
            [SystemMessage("rispondi"), HumanMessage("quali priorità?"), AIMessage("Sono tre."), HumanMessage("e poi?")],
            Question("e poi?", history=HISTORY),
        ),
        ({"messages": [HumanMessage("quali priorità?"), AIMessage("Sono tre."), HumanMessage("q")]}, Question("q", history=HISTORY)),
        ([("human", "q")], Question("q")),
        (ChatPromptTemplate.from_messages([("human", "{w}?")]).invoke({"w": "chi"}), Question("chi?")),
    ],
)  # fmt: skip
def test_a_question_is_taken_in_every_form(given, question):
    assert to_question(given) == question


@pytest.mark.parametrize(
    "given",
    [
        None,
        7,
        b"chi",
        [],
        {},
        {"question": None},
        {"question": "q", "history": "prima"},
        {"question": "q", "history": [7]},
        {"question": "q", "filters": {"colour": "red"}},
        {"question": "q", "filters": ["plan"]},
        [HumanMessage("q"), AIMessage("r")],
        {"messages": []},
    ],
)
def test_what_is_no_question_is_refused_in_one_line(given):
    with pytest.raises(QuestionError) as caught:
        to_question(given)
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_invoke_gives_the_whole_answer_as_json_or_as_it_is():
    given = as_runnable(Scripted()).invoke("chi?")
    assert [sentence["text"] for sentence in given["sentences"]] == ["chi? 0", "chi? 1", "chi? 2"]
    answer = as_runnable(Scripted(), as_json=False).invoke({"question": "chi?"})
    assert isinstance(answer, Answer)
    assert len(answer.sentences) == 3


def test_stream_gives_growing_answers():
    counts = [len(answer["sentences"]) for answer in as_runnable(Scripted()).stream("chi?")]
    assert counts == [1, 2, 3]


def test_a_batch_is_in_order_and_uses_threads():
    scripted = Scripted()
    questions = [f"domanda {n}" for n in range(12)]
    answers = as_runnable(scripted).batch(questions, config={"max_concurrency": 4})
    assert [answer["question"] for answer in answers] == questions
    assert threading.get_ident() not in scripted.threads


def test_one_bad_question_in_a_batch_may_be_returned_as_its_error():
    answers = as_runnable(Scripted()).batch(["chi?", ""], return_exceptions=True)
    assert answers[0]["question"] == "chi?"
    assert isinstance(answers[1], QuestionError)


def test_asynchronously():
    async def run():
        runnable = as_runnable(Scripted())
        whole, batch = await runnable.ainvoke("chi?"), await runnable.abatch(["a", "b"])
        return whole, batch, [len(answer["sentences"]) async for answer in runnable.astream("chi?")]

    whole, batch, counts = asyncio.run(run())
    assert len(whole["sentences"]) == 3
    assert [answer["question"] for answer in batch] == ["a", "b"]
    assert counts == [1, 2, 3]


def test_an_error_comes_through_asynchronously():
    with pytest.raises(QuestionError):
        asyncio.run(as_runnable(Scripted()).ainvoke(""))


def test_it_composes_with_what_stands_before_and_after():
    prompt = ChatPromptTemplate.from_messages([("placeholder", "{before}"), ("human", "{words}?")])
    said = RunnableLambda(lambda answer: " / ".join(each["text"] for each in answer["sentences"]))
    scripted = Scripted()
    chain = prompt | as_runnable(scripted) | said
    before = [("human", "quali priorità?"), ("ai", "Sono tre.")]
    assert chain.invoke({"words": "e poi", "before": before}) == "e poi? 0 / e poi? 1 / e poi? 2"
    assert scripted.asked[0].history == HISTORY
    assert list(chain.stream({"words": "chi", "before": []})) == ["chi? 0 / chi? 1 / chi? 2"]
    both = RunnablePassthrough.assign(answer=as_runnable(Scripted())).invoke({"question": "chi?"})
    assert len(both["answer"]["sentences"]) == 3


def test_it_says_what_it_takes():
    schema = as_runnable(Scripted()).get_input_jsonschema()
    assert "QuestionDict" in str(schema)
    assert as_runnable(Scripted()).get_output_jsonschema()["type"] == "object"


def test_the_real_answerer_in_a_chain_and_no_log(library_home):
    answerer = open_answerer(library_home)
    try:
        runnable = answerer.as_runnable()
        answers = runnable.batch(["a quanto ammonta il FRNA 2025?", "chi coordina il gruppo di lavoro?"])
        assert "564,09 milioni" in answers[0]["citations"][0]["quote"]
        assert answers[1]["citations"][0]["document"] == "https://example.org/gruppo"
        streamed = asyncio.run(runnable.ainvoke("a quanto ammonta il FRNA 2025?"))
        assert streamed["citations"] == answers[0]["citations"]
    finally:
        answerer.close()
    assert not (library_home.home / "answers.db").exists()


def test_langchain_is_imported_only_when_asked_for():
    code = "import sys, rag.runnable; assert not any(name.startswith('langchain') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

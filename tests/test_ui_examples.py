"""The questions the chat proposes are answered by the bundled corpus, from the document each names."""

import tomllib

import pytest

from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.settings import load_settings
from rag.types import Question
from ui.examples import EXAMPLES_FILE, examples_for, load_examples
from ui.strings import LANGUAGES

ENTRIES = tomllib.loads(EXAMPLES_FILE.read_text("utf-8"))["question"]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    settings = load_settings(home=tmp_path_factory.mktemp("home"), offline=True)
    report = ingest([str(EXAMPLES_FILE.with_name("sources.toml"))], settings)
    assert not report.failed, report.failed
    opened = open_answerer(settings)
    yield opened
    opened.close()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["text"])
def test_an_example_is_answered_from_the_document_it_names(answerer, entry):
    answer = answerer.answer(Question(entry["text"]))
    assert answer.status == "answered"
    assert entry["title"] in {citation.title for citation in answer.citations}
    assert entry["shows"] in " ".join(sentence.text for sentence in answer.sentences)


def test_every_language_has_examples_and_italian_comes_first():
    examples = load_examples()
    for language in LANGUAGES:
        assert {example.language for example in examples_for(language, examples)} == {language}
    assert examples[0].language == "it"
    assert len(examples_for("it", examples)) >= 6

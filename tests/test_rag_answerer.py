"""From question to Answer on a small library: found, cited to the letter, streamed, refused, bad input."""

import json

import pytest

from rag.analysis import terms
from rag.answerer import Answerer, open_answerer
from rag.errors import LibraryError, QuestionError
from rag.library import Library
from rag.question import kind_of, understand
from rag.retriever import PassageRetriever, to_hit
from rag.search import open_search
from rag.types import Filters, Question, Turn
from rag.wire import answer_to_json, questions_from_jsonl


@pytest.fixture
def answerer(library_home):
    answerer = open_answerer(library_home)
    yield answerer
    answerer.close()


def shown(answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


def test_a_list_is_whole_and_has_its_lead_in(answerer):
    answer = answerer.answer(Question("quali sono le priorità del gruppo di lavoro?"))
    assert answer.status == "answered"
    text = shown(answer)
    assert "Le priorità del gruppo di lavoro sono:" in text
    for item in (
        "prevenzione e promozione della salute",
        "reti sociali e assistenza territoriale",
        "governo del sistema",
    ):
        assert f"- {item}" in text


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("chi coordina il gruppo?", "Anna Bianchi"),
        ("entro quando sarà consegnato lo studio?", "entro dicembre 2022"),
        ("a quanto ammonta il FRNA 2025?", "564,09 milioni"),
        ("chi fa la segreteria del gruppo di lavoro?", "Struttura Tecnica Metropolitana"),
    ],
)
def test_facts_are_shown(answerer, question, fact):
    assert fact in shown(answerer.answer(Question(question)))


def test_every_citation_is_a_slice_of_the_stored_text(answerer, library_home):
    with Library.open(library_home) as library:
        for question in ("priorità del gruppo", "quanto vale il fondo 2025?", "que prévoit l'accord ?"):
            answer = answerer.answer(Question(question))
            assert answer.citations
            numbers = [citation.number for citation in answer.citations]
            assert numbers == sorted(set(numbers))
            assert {n for sentence in answer.sentences for n in sentence.citations} == set(numbers)
            for citation in answer.citations:
                assert (
                    library.text(citation.document, citation.edition)[citation.start : citation.end] == citation.quote
                )
                assert citation.permalink.endswith(f"/{citation.edition}#{citation.start}-{citation.end}")


def test_a_citation_that_does_not_check_out_is_never_shown(answerer, monkeypatch):
    monkeypatch.setattr(Library, "slice", lambda self, *place: "altre parole")
    answer = answerer.answer(Question("quali sono le priorità del gruppo di lavoro?"))
    assert answer.status == "refused"
    assert answer.citations == ()


def test_refusal_shows_what_came_nearest(answerer):
    answer = answerer.answer(Question("quante navi spaziali ha comprato il Giappone nel 1987?"))
    assert answer.status == "refused"
    assert answer.sentences == answer.citations == ()
    assert answer.nearest
    assert answer.notes


def test_a_follow_up_uses_what_was_said(answerer):
    history = (Turn("user", "Che cos'è il gruppo di lavoro metropolitano?"), Turn("assistant", "Un gruppo di lavoro."))
    answer = answerer.answer(Question("e chi lo coordina?", history=history))
    assert "Anna Bianchi" in shown(answer)
    assert understand(Question("e chi lo coordina?", history=history)).follow_up
    assert not understand(
        Question("chi coordina il gruppo di lavoro metropolitano di Bologna", history=history)
    ).follow_up


def test_streaming_grows_and_ends_whole(answerer):
    parts = list(
        answerer.stream(Question("quali sono le priorità del gruppo, chi lo coordina e chi fa la segreteria?"))
    )
    sizes = [len(part.sentences) for part in parts]
    assert sizes == sorted(sizes)
    assert parts[-1].sentences[: sizes[0]] == parts[0].sentences
    assert parts[-1].status == "answered"


def test_a_foreign_source_is_said(answerer):
    answer = answerer.answer(Question("Che cosa prevede per il patient e le entreprises «accord pour les sciences»?"))
    assert any("francese" in note for note in answer.notes), (answer.status, answer.notes)


def test_filters_limit(answerer):
    filters = Filters(kind="news")
    answer = answerer.answer(Question("priorità del gruppo di lavoro", filters=filters))
    assert all(citation.kind == "news" for citation in answer.citations)
    assert all(hit.record.kind == "news" for hit in answer.nearest)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_question_is_refused_clearly(answerer, text):
    with pytest.raises(QuestionError, match="vuota"):
        answerer.answer(Question(text))


def test_a_question_too_long_is_refused_clearly(answerer):
    with pytest.raises(QuestionError, match="REGESTO_MAX_QUESTION"):
        answerer.answer(Question("perché " * 2000))


@pytest.mark.parametrize(
    "text", ["???", "il la dello", "\x00\x07 ciao", "🤷", "¿Cuándo se aprobó el plan?", "a" * 1900, '"', "AND OR ("]
)
def test_odd_questions_never_raise(answerer, text):
    assert answerer.answer(Question(text)).status in ("answered", "refused")


def test_a_word_is_read_once_for_all_sentences(answerer, monkeypatch):
    read = []
    monkeypatch.setattr("rag.query.terms", lambda text, language: read.append(text) or terms(text, language))
    word = "1/2" * 300  # longer than what rag.analysis remembers
    answerer.answer(Question(f"priorità del gruppo {word}"))
    # Once for each pair of languages in the question's own and the passage's, in the search and in the evidence.
    assert 0 < read.count(word) <= 12


def test_an_empty_library_refuses(settings):
    answerer: Answerer = open_answerer(settings)
    assert answerer.answer(Question("quali sono le priorità?")).status == "refused"
    answerer.close()


def test_the_answer_json_is_the_agreed_one(answerer):
    answer = json.loads(json.dumps(answer_to_json(answerer.answer(Question("chi coordina il gruppo?", id="q1")))))
    assert set(answer) == {
        "id", "question", "language", "status", "mode", "verdict", "sentences", "citations", "nearest", "notes", "elapsed_ms",
    }  # fmt: skip
    assert answer["id"] == "q1"
    assert {
        "number", "document", "title", "publisher", "kind", "language", "published", "edition", "retrieved_at", "superseded",
        "page", "page_label", "heading", "quote", "start", "end", "permalink",
    } <= set(answer["citations"][0])  # fmt: skip


def test_questions_by_the_line_name_the_bad_one():
    good = '{"id": 7, "question": "q", "history": [{"role": "user", "content": "x"}], "filters": {"from": "2022", "kind": "plan"}}'
    question = next(questions_from_jsonl([good], "f"))
    assert (question.id, question.history[0].content, question.filters.date_from) == (7, "x", "2022")
    for bad in (
        "{",
        '{"id": 1}',
        '{"question": "q", "filters": {"colour": "red"}}',
        '{"question": "q", "history": [{"role": "x"}]}',
    ):
        with pytest.raises(QuestionError, match="riga 2"):
            list(questions_from_jsonl([good, bad], "f"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[]", "la riga deve essere un oggetto JSON"),
        ("{}", "«question»: manca"),
        ('{"question": 3}', "«question»: deve essere un testo"),
        ('{"question": "q", "history": "x"}', "«history»: deve essere un elenco"),
        ('{"question": "q", "filters": {"colour": "red"}}', "«filters.colour»: chiave sconosciuta"),
        ('{"question": "q", "filters": {"edition": 0}}', "«filters.edition»: è troppo piccolo"),
        ('{"question": "q"', "JSON non valido alla colonna 17"),
        ("[" * 100_000, "JSON troppo annidato"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_italian(line, reason):
    with pytest.raises(QuestionError) as caught:
        list(questions_from_jsonl([line], "f"))
    assert str(caught.value).startswith(f"f, riga 1: {reason}")


def test_hits_survive_langchain(library_home):
    search = open_search(library_home)
    retriever = PassageRetriever(search=search, k=2)
    documents = retriever.invoke("priorità del gruppo")
    assert [to_hit(document) for document in documents] == search.search("priorità del gruppo", k=2)
    search.close()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("chi coordina il gruppo?", "who"),
        ("entro quando va consegnato?", "when"),
        ("quanti posti letto ha l'osco?", "number"),
        ("quali sono le priorità?", "list"),
        ("cosa sono i cau?", "definition"),
        ("Qu'est-ce que la CTSSM ?", "definition"),
        ("dove si è tenuto l'incontro?", "where"),
        ("è vero che i webinar sono tre?", "yes_no"),
        ("cosa cambia tra i due piani?", "comparison"),
        ("Who leads prevention?", "who"),
        ("Combien de maisons ?", "number"),
    ],
)
def test_what_is_asked_for(text, asks):
    assert kind_of(text) == asks


def test_a_ruined_library_says_what_to_do(library_home):
    (library_home.home / "library.db").write_bytes(b"SQLite format 3\x00" + b"rovina" * 1000)
    for left in ("library.db-wal", "library.db-shm"):
        (library_home.home / left).unlink(missing_ok=True)
    with pytest.raises(LibraryError, match="copia di riserva"):
        Library.open(library_home)


def test_ruined_indexes_are_mended_on_opening(library_home):
    (library_home.home / "vectors" / "chroma.sqlite3").write_bytes(b"rovina")
    for part in (library_home.home / "lexical" / "current").glob("*.idx"):
        part.write_bytes(b"x")
    answerer = open_answerer(library_home)
    assert "564,09" in shown(answerer.answer(Question("a quanto ammonta il FRNA 2025?")))
    answerer.close()

"""Runs: asked of a real library, kept in a folder that can be read, gone on with, and not written over."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from crawl_site import pdf

from eval.generate import generate, held
from eval.question_sets import library_for, name_of, questions_of, sampled
from eval.questions import Judged
from eval.quote_checks import QuoteChecks
from eval.runs import corpus_digest, questions_digest, read_run
from eval.scoring import score, write_scores
from rag.errors import EvaluationError, QuestionError
from rag.library import Library

JUDGED = [
    Judged(id="q1", question="Quali sono le priorità del gruppo di lavoro?", type="list", lang="it", persona="official",
           gold_facts=[["prevenzione e promozione della salute"], ["reti sociali"]], source="https://example.org/gruppo",
           evidence_quote="prevenzione e promozione della salute"),
    Judged(id="q2", question="A quanto ammonta il FRNA del 2025?", type="number", lang="it",
           gold_facts=[["564,09 milioni"]], source="https://example.org/fondo", evidence_quote="è di 564,09 milioni di euro"),
    Judged(id="q3", question="Chi ha vinto il campionato di calcio nel 1998?", type="unanswerable", lang="it"),
    Judged(id="q4", question="È vero che il FRNA del 2025 è di 564,09 milioni di euro?", type="claim_check", lang="it",
           gold_facts=[["564,09 milioni"]], source="https://example.org/fondo", verdict="supported"),
    Judged(id="q5", question="Ciao!", type="unanswerable", lang="it"),
]  # fmt: skip


@pytest.fixture(scope="module")
def run_folder(built_home, tmp_path_factory):
    from rag.settings import load_settings

    folder = tmp_path_factory.mktemp("runs") / "prova"
    generate(JUDGED, load_settings(home=built_home, offline=True), folder, "prova")
    return folder


def test_a_run_keeps_what_was_asked_found_and_answered(run_folder):
    run = read_run(run_folder)
    assert [each.id for each in run.questions] == ["q1", "q2", "q3", "q4", "q5"]
    assert run.questions[0] == JUDGED[0]
    assert run.manifest.system == "regesto"
    assert (run.manifest.documents, run.manifest.passages) == (3, 3)
    assert run.manifest.kinds == {"q1": "press_release", "q2": "news", "q4": "news"}
    assert run.manifest.memory_mb > 10
    assert 0 < run.answers["q1"]["confidence"] <= 1
    assert run.answers["q4"]["confidence"] is None, "a claim is decided otherwise"
    assert run.answers["q4"]["verdict"] == "supported"
    assert run.found["q2"]["hits"][0]["document"] == "https://example.org/fondo"
    assert "564,09" in run.found["q2"]["hits"][0]["text"]
    for line in run.answers.values():
        assert [each["stored"] for each in line["checked"]] == [each["quote"] for each in line["citations"]]


def test_a_run_can_be_read_by_tools_that_know_trecs_formats(run_folder):
    import ir_measures

    qrels = list(ir_measures.read_trec_qrels(str(run_folder / "qrels.trec")))
    found = list(ir_measures.read_trec_run(str(run_folder / "run.trec")))
    assert ir_measures.calc_aggregate([ir_measures.nDCG @ 10], qrels, found)[ir_measures.nDCG @ 10] == pytest.approx(
        1.0
    )


def test_scores_of_a_run(run_folder):
    run = read_run(run_folder)
    scores = score(run)
    means = {name: held["mean"] for name, held in scores["measures"].items()}
    assert means["nDCG@10"] == means["Success@1"] == means["QuoteSuccess@5"] == 1.0
    assert means["facts"] == means["citation_recall"] == means["quotes_valid"] == means["verdict"] == 1.0
    assert means["refused"] == 1.0
    assert means["false_refusal"] == 0.0
    assert scores["measures"]["facts"]["n"] == 3
    assert scores["groups"]["type"]["unanswerable"]["refused"] == 1.0
    assert scores["groups"]["kind"]["news"]["n"] == 2
    assert scores["groups"]["persona"] == {"official": scores["groups"]["persona"]["official"]}
    assert json.loads(write_scores(run, scores).read_text("utf-8")) == json.loads(json.dumps(scores))
    assert score(run) == scores, "scoring again says the same"


def test_a_finished_run_is_never_written_over(run_folder, library_home):
    with pytest.raises(EvaluationError, match="già una prova finita"):
        generate(JUDGED, library_home, run_folder, "prova")


def test_a_run_that_was_broken_off_goes_on(library_home, tmp_path):
    folder = tmp_path / "prova"

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(JUDGED, library_home, folder, "prova", stop)
    with pytest.raises(EvaluationError, match="si è interrotta"):
        read_run(folder)
    with (folder / "answers.jsonl").open("a", encoding="utf-8") as spoilt:
        spoilt.write('{"id": "q3", "status"')  # the line that was being written
    before = (folder / "answers.jsonl").read_text("utf-8").split("\n")[:2]
    with pytest.raises(EvaluationError, match="indicare un'altra"):
        generate(JUDGED[:3], library_home, folder, "prova")
    generate(JUDGED, library_home, folder, "prova")
    assert (folder / "answers.jsonl").read_text("utf-8").split("\n")[:2] == before
    assert list(read_run(folder).answers) == ["q1", "q2", "q3", "q4", "q5"]


def test_two_runs_do_not_write_into_one_folder(library_home, tmp_path):
    with held(tmp_path / "prova"), pytest.raises(EvaluationError, match="già un'altra prova"):
        generate(JUDGED, library_home, tmp_path / "prova", "prova")
    generate(JUDGED[:1], library_home, tmp_path / "prova", "prova")


def test_what_can_not_be_asked_is_told_before_anything_is(library_home, tmp_path):
    for text, said in ((" ", "è vuota"), ("fondo " * 9999, "59994 caratteri")):
        with pytest.raises(EvaluationError, match=f"«x» .*{said}|«x» {said}"):
            generate([JUDGED[0], JUDGED[0].model_copy(update={"id": "x", "question": text})], library_home,
                     tmp_path / "prova", "prova")  # fmt: skip
    assert not (tmp_path / "prova").exists()


def test_nothing_to_ask_or_to_ask_of_is_said(settings, library_home, tmp_path):
    with pytest.raises(EvaluationError, match="nessuna domanda"):
        generate([], library_home, tmp_path / "a", "prova")
    with pytest.raises(EvaluationError, match="è vuota"):
        generate(JUDGED, settings.model_copy(update={"home": tmp_path / "empty"}), tmp_path / "b", "prova")
    with pytest.raises(EvaluationError, match="stesso id «q1»"):
        generate([JUDGED[0], JUDGED[0]], library_home, tmp_path / "c", "prova")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("run.json", "{", "run.json è rovinato"),
        ("answers.jsonl", '{"x": 1}\n', "riga 1"),
        ("hits.jsonl", "nö\n", "riga 1"),
        ("hits.jsonl", "", "hits.jsonl: manca la domanda «q1»"),
        ("answers.jsonl", 1, "answers.jsonl: manca la domanda «q2»"),
        ("answers.jsonl", None, "answers.jsonl: manca la domanda «q1»"),
        ("answers.jsonl", '{"id": "q1"}\n', "riga 1: è rovinata"),
        ("hits.jsonl", '{"id": "q1", "hits": [{"text": 5}]}\n', "riga 1: è rovinata"),
        ("questions.jsonl", "", "questions.jsonl è vuoto"),
        ("run.json", "[" * 99_999, "troppo annidato"),
        ("run.json", '{"system": "regesto"}', "«set»: manca"),
    ],
)
def test_a_spoilt_run_says_which_file(run_folder, tmp_path, name, text, said):
    import shutil

    copy = tmp_path / "copia"
    shutil.copytree(run_folder, copy)
    lines = (copy / name).read_text("utf-8").splitlines(keepends=True)
    (copy / name).write_text("".join(lines[:text]) if isinstance(text, int) else text or "", "utf-8")
    if text is None:
        (copy / name).unlink()
    with pytest.raises(EvaluationError, match=said):
        read_run(copy)


def test_a_pdf_that_cannot_be_opened_stops_no_run(tmp_path):
    (tmp_path / "archive" / "ab").mkdir(parents=True)
    for name, content in (("cd", b"%PDF-1.7 spoilt"), ("ef", b"<html>"), ("01", b"line\n" + pdf("Il fondo vale 564."))):
        (tmp_path / "archive" / "ab" / name).write_bytes(content)
    checks = QuoteChecks(SimpleNamespace(home=tmp_path))
    assert [checks._words_of(name) for name in ("abcd", "abef", "abgh")] == [None, None, None]
    pages = checks._words_of("ab01")
    assert len(pages) == 2
    assert {"fondo", "564"} <= pages[1]


def test_digests_change_with_what_is_judged_and_with_the_documents_alone(library_home):
    assert questions_digest(JUDGED) == questions_digest(JUDGED[::-1])
    assert questions_digest(JUDGED) != questions_digest([JUDGED[0].model_copy(update={"type": "fact"}), *JUDGED[1:]])
    with Library.open(library_home) as library:
        before = corpus_digest(library)
        library.connection.execute("DELETE FROM passages")
        assert corpus_digest(library) == before
        records = library.records()

        class Other:
            def records(self):
                return [replace(records[0], sha256="0"), *records[1:]]

        assert corpus_digest(Other()) != before


def test_the_librarys_own_questions_are_asked_when_no_file_is_named(settings, tmp_path):
    with pytest.raises(EvaluationError, match="regesto eval draft"):
        questions_of([], settings)
    settings.home.mkdir()
    (settings.home / "questions.jsonl").write_text(JUDGED[0].model_dump_json() + "\n\n", "utf-8")
    assert questions_of([], settings) == [JUDGED[0]]
    assert name_of([]) == "own"


def test_questions_that_cannot_be_read_name_the_line(settings, tmp_path):
    spoilt = tmp_path / "q.jsonl"
    spoilt.write_text(JUDGED[0].model_dump_json() + '\n{"id": "x"}\n', "utf-8")
    with pytest.raises(QuestionError, match="riga 2"):
        questions_of([spoilt], settings)
    spoilt.write_bytes(b"\xff\xfe")
    with pytest.raises(QuestionError, match="UTF-8"):
        questions_of([spoilt], settings)
    with pytest.raises(QuestionError, match="non riesco a leggere"):
        questions_of([tmp_path / "nowhere.jsonl"], settings)


def test_a_sample_is_the_same_each_time_and_keeps_the_order():
    many = [JUDGED[0].model_copy(update={"id": str(n)}) for n in range(50)]
    some = [each.id for each in sampled(many, 10)]
    assert some == [each.id for each in sampled(many, 10)]
    assert some == sorted(some, key=int)
    assert len(set(some)) == 10
    assert sampled(many, None) == sampled(many, 99) == many


SQUAD = {
    "version": "2.0",
    "data": [
        {
            "title": "Fondo",
            "paragraphs": [
                {
                    "context": "Il fondo del 2025 ammonta a 564,09 milioni di euro e viene ripartito fra le aziende sanitarie.",
                    "qas": [
                        {"id": "n", "question": "Che cosa?", "answers": [{"text": " ", "answer_start": 0}]},
                        {"id": "a", "question": "A quanto ammonta il fondo?",
                         "answers": [{"text": "", "answer_start": 3}, {"text": "564,09 milioni", "answer_start": 28}, {"text": "564,09 milioni di euro", "answer_start": 28}]},
                        {"id": "b", "question": "Chi lo ha inventato?", "answers": [], "is_impossible": True},
                        {"id": "c", "question": " ", "answers": [{"text": "564", "answer_start": 28}]},
                    ],
                }
            ],
        }
    ],
}  # fmt: skip


def test_a_squad_file_brings_its_questions_and_its_paragraphs(settings, tmp_path):
    path = tmp_path / "prova-it.json"
    path.write_text(json.dumps(SQUAD), "utf-8")
    first, second = questions_of([path], settings)
    assert (first.source, first.lang, first.type) == ("squad:prova-it/0", "it", "fact")
    assert first.gold_facts == [["564,09 milioni", "564,09 milioni di euro"]]
    assert first.evidence_quote in SQUAD["data"][0]["paragraphs"][0]["context"]
    assert "564,09 milioni" in first.evidence_quote
    assert not second.answerable
    with library_for([path], (), settings) as own:
        assert own.home != settings.home
        generate([first, second], own, tmp_path / "run", "squad")
    means = {name: held["mean"] for name, held in score(read_run(tmp_path / "run"))["measures"].items()}
    assert means["nDCG@10"] == means["facts"] == means["quotes_valid"] == 1.0
    assert not settings.home.exists(), "the library that is set is left alone"


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"data": [{}]}', '{"data": [{"paragraphs": [{}]}]}',
             '{"data": [{"paragraphs": [{"context": "x", "qas": [{"id": 1}]}]}]}'],
)  # fmt: skip
def test_a_file_that_is_not_squads_says_so(settings, tmp_path, text):
    path = tmp_path / "altro.json"
    path.write_text(text, "utf-8")
    with pytest.raises(QuestionError, match=r"altro\.json"):
        questions_of([path], settings)


def test_documents_of_which_nothing_can_be_read_are_said(settings, tmp_path):
    (tmp_path / "leer").mkdir()
    with pytest.raises(EvaluationError, match="niente"), library_for([], [str(tmp_path / "leer")], settings):
        raise AssertionError

"""Questions proposed from a library: each kind of them, kept and never proposed twice, worded by a model, checked."""

import json
import shutil
import threading

import pytest

from eval.draft_sentences import about_sentence
from eval.draft_spots import Spot
from eval.draft_wording import checked
from eval.drafting import draft, proposed
from eval.own_questions import FILES, Own, OwnQuestions, id_of
from ingest.pipeline import ingest
from rag.answer_log import AnswerLog
from rag.errors import QuestionError, UsageError
from rag.feedback import give
from rag.library import Library
from rag.sentences import shown_words
from rag.settings import load_settings
from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Passage, Question

TEXT = """# Il piano della Valle Alta

Il Piano sociale della Valle Alta (PSVA) è stato approvato il 12 marzo 2021 dalla Giunta. La Giunta regionale della Valle \
Alta stanzia 5 milioni di euro per i caregiver. Le Case della Comunità della Valle Alta sono 14.

Gli obiettivi del Piano sociale della Valle Alta sono:
- ridurre le liste d'attesa
- aprire nuovi sportelli
- formare gli operatori

Coordina Maria Verdi, direttrice generale dell'Azienda sanitaria della Valle Alta. La sede dell'Agenzia della Valle Alta è a \
Bologna dal 2019.
"""
TABLE = """# Risorse della Valle Alta

Tabella 1. Le risorse del piano della Valle Alta

| Distretto | Milioni di euro |
|---|---|
| Montebello | 12,5 |
| Roccafredda | 8,1 |
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("valle")
    (folder / "risorse.md").write_text(TABLE, "utf-8")
    (folder / "piano.md").write_text(TEXT, "utf-8")
    made = load_settings(home=folder / "home", offline=True)
    report = ingest([str(folder / "piano.md"), str(folder / "risorse.md")], made)
    assert report.added == 2, report
    return made.home


@pytest.fixture
def home(settings, built):
    shutil.copytree(built, settings.home)
    return settings


@pytest.fixture(scope="module")
def found(built):
    made = load_settings(home=built, offline=True)
    with Library.open(made) as library:
        return proposed(library, made, 60)


def asked(found, words):
    one = [each for each in found if words in each.question and not each.history]
    assert one, [each.question for each in found]
    return one[0]


def test_a_quote_is_a_slice_that_holds_every_fact(found, built):
    with Library.open(load_settings(home=built, offline=True)) as library:
        for each in found:
            assert not each.lacks
            if each.answerable:
                assert each.evidence_quote in library.text(each.source)
                shown = shown_words(each.evidence_quote)
                assert all(any(variant in shown for variant in fact) for fact in each.gold_facts), each


@pytest.mark.parametrize(
    ("question", "type_", "fact"),
    [
        ("Quando è stato approvato il Piano sociale della Valle Alta (PSVA)?", "when", "12 marzo 2021"),
        ("Quanti soldi stanzia la Giunta regionale della Valle Alta per i caregiver?", "number", "5 milioni di euro"),
        ("Quante sono le Case della Comunità della Valle Alta?", "number", "14"),
        ("Quali sono gli obiettivi del Piano sociale della Valle Alta?", "list", "aprire nuovi sportelli"),
        ("Chi è Maria Verdi?", "who", "direttrice generale dell'Azienda sanitaria della Valle Alta"),
        ("Che cosa significa la sigla PSVA?", "definition", "Piano sociale della Valle Alta"),
        ("quanti milioni di euro sono indicati per «Montebello»?", "table", "12,5"),
    ],
)
def test_what_the_documents_suggest_is_asked_as_a_native_would(built, question, type_, fact):
    made = load_settings(home=built, offline=True)
    with Library.open(made) as library:
        one = asked(proposed(library, made, 60, types=[type_]), question)
    assert one.type == type_
    assert fact in [variant for variants in one.gold_facts for variant in variants]


def test_other_kinds_follow_ups_claims_and_what_is_not_there(found):
    follow = [each for each in found if each.type == "follow_up"]
    assert [each.question for each in follow] == ["E per «Roccafredda»?"]
    assert "Montebello" in follow[0].history[0]["content"]
    verdicts = {each.verdict for each in found if each.type == "claim_check"}
    assert verdicts
    assert verdicts <= {"supported", "contradicted"}
    absent = [each for each in found if each.type == "unanswerable"]
    assert absent
    assert all(each.why and not each.gold_facts and not each.source for each in absent)
    assert {each.lang for each in found} == {"it", "fr", "en"}


def test_the_same_seed_gives_the_same_and_what_is_known_is_not_proposed_again(home):
    first = draft(home, 12)
    assert len(first) == 12
    own = OwnQuestions(home.home)
    own.accept(first[0].id, "anna")
    own.reject(first[1].id)
    again = draft(home, 200)
    ids = {each.id for each in first}
    assert again
    assert ids.isdisjoint(each.id for each in again)
    assert ids.isdisjoint(each.id for each in draft(home, 200, seed=3))


def test_a_seed_decides(built):
    made = load_settings(home=built, offline=True)
    with Library.open(made) as library:
        one, same, other = (proposed(library, made, 12, seed=seed) for seed in (5, 5, 6))
    assert one == same
    assert one != other


PLANS = {
    "Piano sociale della Valle 2018-2020": "Il piano finanzia almeno 70 sportelli di prossimità nei comuni montani.",
    "Piano sociale della Valle 2021-2023": "Il piano finanzia almeno 120 sportelli di prossimità nei comuni montani.",
}


def test_two_plans_are_compared_and_what_an_edition_changed_is_asked(settings, tmp_path):
    said = (
        "# {title}\n\n## Gli sportelli di prossimità nei comuni\n\n{text} La Valle ne cura la gestione con i sindaci.\n"
    )
    for at, (title, text) in enumerate(PLANS.items()):
        (tmp_path / f"piano-{at}.md").write_text(said.format(title=title, text=text), "utf-8")
    card = tmp_path / "scheda.md"
    for count in ("35", "42"):
        words = f"# Scheda dei centri\n\nI centri di assistenza aperti nella Valle sono {count}. Altri apriranno poi.\n"
        card.write_text(words, "utf-8")
        ingest([str(tmp_path)], settings)
    with Library.open(settings) as library:
        compared = proposed(library, settings, 5, types=["comparison"])
        changed = proposed(library, settings, 5, types=["change"])
    names = "fra «Piano sociale della Valle 2018-2020» e «Piano sociale della Valle 2021-2023»"
    assert [each.question for each in compared] == [
        f"Che cosa cambia {names} per «Gli sportelli di prossimità nei comuni»?"
    ]
    assert compared[0].gold_facts == [["120"], ["70"]]
    assert (compared[0].source, compared[0].source2) == tuple((tmp_path / f"piano-{at}.md").as_uri() for at in (1, 0))
    assert [(each.question, each.gold_facts) for each in changed] == [
        ("Che cosa cambia nell'ultima edizione di «Scheda dei centri» rispetto a quella precedente?", [["42"]])
    ]


def test_only_some_types_and_documents(home):
    assert {each.type for each in draft(home, 20, types=["list", "who"])} == {"list", "who"}
    with Library.open(home) as library:
        table = next(each.uri for each in library.records() if each.uri.endswith("risorse.md"))
    assert {each.source for each in draft(home, 20, documents=[table])} == {table}
    with pytest.raises(UsageError, match="«boh» non esiste"):
        draft(home, 5, types=["boh"])


@pytest.mark.parametrize(
    "text",
    [
        "Questo piano della Valle Alta è stato approvato il 12 marzo 2021.",
        "Inoltre la Giunta della Valle Alta stanzia 5 milioni di euro per i caregiver.",
        "Il Piano è stato approvato il 12 marzo 2021.",
        "Le risorse citate sopra dalla Valle Alta valgono 5 milioni di euro.",
    ],
)
def test_a_sentence_that_leans_on_others_is_not_asked_about(text):
    passage = Passage("p", "uri", 1, 0, 0, len(text), text)
    assert not list(about_sentence(Spot(DocumentRecord("uri", "Titolo"), passage, 0, len(text)), "paragraph"))


# -------------------------------------------------------------------------------------------------- from real use


def test_what_people_asked_becomes_drafts(home):
    log = AnswerLog(home)
    quote = "La Giunta regionale della Valle Alta stanzia 5 milioni di euro per i caregiver."
    cited = Citation(1, "file:///piano.md", "Il piano", quote, 0, len(quote))
    good = Answer("q", "it", "answered", sentences=(CitedSentence(quote, (1,)),), citations=(cited,))
    for text, answer, thumb in (
        ("quanto stanzia la giunta per i caregiver?", good, 1),
        ("quante panchine ci sono in Valle Alta?", Answer("q", "it", "refused"), None),
        ("quando è stato approvato il piano della valle?", good, -1),
    ):
        row = log.record(answer, Question(text), channel="chat")
        if thumb:
            assert give(log, row, "vocediprova", thumb=thumb)
    log.close()
    drafts = {each.question: each for each in draft(home, 20)}
    liked = drafts["quanto stanzia la giunta per i caregiver?"]
    assert (liked.source, liked.evidence_quote, liked.lacks) == ("file:///piano.md", quote, ())
    for text in ("quante panchine ci sono in Valle Alta?", "quando è stato approvato il piano della valle?"):
        assert drafts[text].lacks == ("gold_facts", "source", "evidence_quote")


# -------------------------------------------------------------------------------------------------------- a model


def own(**more):
    given = {
        "id": "own-1", "question": "Quanti soldi stanzia la Regione Umbria nel 2025?", "type": "number", "lang": "it",
        "gold_facts": [["5 milioni"]], "source": "uri", "evidence_quote": "La Regione Umbria\nstanzia 5 milioni nel 2025.",
    }  # fmt: skip
    return Own.model_validate(given | more)


def test_a_models_wording_is_taken_where_it_passes():
    said = {"question": "Quanto mette la Regione Umbria nel 2025?", "quote": "stanzia 5 milioni"}
    new = checked(own(), said)
    assert (new.question, new.evidence_quote, new.id) == (said["question"], "stanzia 5 milioni", "own-1")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"question": "Quanto stanzia la Regione Umbria nel 2026?"},  # another year
        {"question": "È vero che la Regione Umbria stanzia 5 milioni nel 2025?"},  # tells the answer
        {"question": "Quanto stanzia la Regione nel 2025?"},  # of whom?
        {"question": "How much does the Regione Umbria set aside in 2025?"},  # another language
        {"question": "Quanto stanzia la Regione Umbria nel 2025"},
        {"quote": "stanzia cinque milioni"},  # no slice
        {"quote": "La Regione Umbria"},  # without the fact
        {"question": ["x"], "quote": 3},
    ],
)
def test_a_models_wording_that_does_not_pass_leaves_the_draft_as_it_was(said):
    assert checked(own(), said) == own()


def test_a_scripted_model_words_the_drafts_and_a_broken_one_costs_nothing(home):
    from scripted_model import Bad, scripted_model

    def words(request):
        given = json.loads(request["messages"][-1]["content"])
        return json.dumps({"question": given["question"].replace("Quante sono", "In totale quante sono")})

    with scripted_model() as server:
        server.says(words)
        made = home.model_copy(update={"llm": "openai:prova", "llm_url": server.url, "llm_key": "k"})
        found = {each.question for each in draft(made, 4, types=["number"])}
        assert "In totale quante sono le Case della Comunità della Valle Alta?" in found
        server.says(Bad(status=500))
        assert draft(made, 4, types=["list"])


# ------------------------------------------------------------------------------------------------------- the files


def test_two_people_at_once_lose_nothing(tmp_path):
    def work(who):
        for at in range(15):
            mine = OwnQuestions(tmp_path)
            mine.propose([own(id=f"{who}-{at}", question=f"Domanda {who} {at}?")])
            assert mine.accept(f"{who}-{at}", who)

    threads = [threading.Thread(target=work, args=(who,)) for who in ("anna", "bea", "carlo")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(OwnQuestions(tmp_path).of("accepted")) == 45
    assert not OwnQuestions(tmp_path).of("draft")


def test_a_damaged_line_is_named_and_nothing_is_written_over_it(tmp_path):
    mine = OwnQuestions(tmp_path)
    mine.propose([own()])
    path = tmp_path / FILES["draft"]
    path.write_text(path.read_text("utf-8") + '{"id": "x"\n', "utf-8")
    before = path.read_bytes()
    for deed in (lambda: mine.of("draft"), lambda: mine.accept("own-1", "anna"), lambda: mine.propose([own(id="y")])):
        with pytest.raises(QuestionError, match=r"drafts\.jsonl, riga 2"):
            deed()
    assert path.read_bytes() == before
    assert not (tmp_path / FILES["accepted"]).exists()


def test_who_saves_what_another_has_changed_meanwhile_is_told(tmp_path):
    mine = OwnQuestions(tmp_path)
    mine.propose([own(extra_key="resta")])
    seen = mine.of("draft")[0].version
    assert mine.save(own(question="Quanto stanzia l'Umbria?"), "anna", seen)
    assert not mine.save(own(question="Quanto stanzia?"), "bea", seen)
    (kept,) = mine.of("accepted")
    assert (kept.question, kept.accepted_by) == ("Quanto stanzia l'Umbria?", "anna")


def test_only_a_whole_judgment_is_accepted_and_keys_we_do_not_know_are_kept(tmp_path):
    mine = OwnQuestions(tmp_path)
    mine.propose([own(gold_facts=[]), own(id="own-2", question="Altro?", note="mia")])
    assert mine.accept("own-1", "anna") is None
    assert mine.accept("own-2", "anna")
    assert json.loads((tmp_path / FILES["accepted"]).read_text("utf-8"))["note"] == "mia"

    def whole(each):
        return not each.lacks

    assert mine.take([own(), own(id="own-3", question="E poi?", gold_facts=[])], "bea", whole) == (1, 1)
    assert mine.take(mine.of("accepted"), "carlo", whole) == (0, 0)
    assert [each.id for each in mine.of("draft")] == ["own-3"]
    assert id_of("a", "b") == id_of("a", "b") != id_of("ab")


def test_the_command_says_what_was_proposed(home, monkeypatch, capsys):
    from ui.drafting import draft as command

    monkeypatch.setenv("REGESTO_HOME", str(home.home))
    command(n=5, types=None, documents=["piano.md"], seed=7, as_json=True)
    value = json.loads(capsys.readouterr().out)
    assert value["proposed"] == len(value["drafts"]) == 5
    command(n=5, types=["table"], documents=None, seed=7, as_json=False)
    assert "Montebello" in capsys.readouterr().out

"""The office page of the test questions, without a browser: drafts accepted, edited, rejected; questions by hand, files."""

import json
import re
import shutil
import time
from html import unescape
from urllib.parse import quote

import pytest
from signed_in import office_of

from eval.drafting import draft
from eval.own_questions import FILES, Own, OwnQuestions
from eval.quote_places import nearest, place_of
from rag.library import Library
from ui.locales.office_questions import question_strings
from ui.office_file import OfficeFile
from ui.office_question_reading import facts_of
from ui.places import address
from ui.render import esc
from ui.strings import LANGUAGES

FUND = "https://example.org/fondo"
QUOTE = "Sono 82,2 milioni in più del 2024."
HERE = "/it/ufficio/prove"
SAID = question_strings("it")


@pytest.fixture
def office(library_home):
    """The office of a small library, signed in."""
    with office_of(library_home) as client:
        yield client


@pytest.fixture
def own(library_home):
    return OwnQuestions(library_home.home)


def written(**more):
    return {
        "question": "Di quanto è cresciuto il FRNA rispetto al 2024?", "type": "number", "lang": "it", "persona": "journalist",
        "facts": "82,2 milioni | 82,2 mln", "document": FUND, "quote": QUOTE, "verdict": "", "why": "",
    } | more  # fmt: skip


def deeds(settings):
    return [(each.who, each.what) for each in OfficeFile(settings.home).deeds()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_what_is_proposed_in_each_language(office, own, library_home, language):
    draft(library_home, 30)
    place = address("office", language, "prove")
    page = office.get(place).text
    for each in own.of("draft")[:20]:
        assert esc(each.question) in page
    assert re.search(r'href="/d/[0-9a-f]{12}/1\?q=\d+-\d+&amp;lang=' + language, page)
    main = page.split("<main")[1].split("</main>")[0]
    assert "{" not in main
    assert 'style="' not in page
    assert f"aria-current=page>{esc(question_strings(language).title)}" in page
    for tail in ("/domanda", "?stato=accepted", "?stato=rejected&tipo=number", "?pagina=99"):
        assert office.get(place + tail).status_code == 200


@pytest.mark.parametrize("tail", ["", "/domanda", "/domande.jsonl", "/carica"])
def test_without_an_account_nothing_is_shown_or_done(office, own, library_home, tail):
    draft(library_home, 3)
    office.cookies.clear()
    one = own.of("draft")[0]
    assert office.get(HERE + tail).status_code == 303
    assert office.post(HERE + tail, data={"accept": one.id}).status_code in (303, 405)
    assert own.of("accepted") == []


def test_accepted_rejected_put_back_and_noted(office, own, library_home):
    draft(library_home, 10)
    first, second = own.of("draft")[:2]
    done = office.post(f"{HERE}?stato=draft&tipo={first.type}", data={"accept": first.id})
    assert done.headers["location"].startswith(f"{HERE}?stato=draft&tipo={first.type}&said=accept")
    assert esc(SAID.said["accept"]) in office.get(done.headers["location"]).text
    office.post(HERE, data={"reject": second.id})
    assert [(each.id, each.accepted_by) for each in own.of("accepted")] == [(first.id, "anna")]
    assert [each.id for each in own.of("rejected")] == [second.id]
    office.post(HERE, data={"back": second.id})
    assert own.get(second.id)[1] == "draft"
    kinds = ["question_back", "question_reject", "question_accept"]
    assert deeds(library_home) == [("anna", kind) for kind in kinds]
    assert "ha accettato una domanda di prova" in office.get("/it/ufficio/registro").text
    gone = office.post(HERE, data={"accept": "own-nessuna"})
    assert gone.status_code == 400
    assert esc(SAID.gone) in gone.text


def test_more_are_proposed_of_a_type(office, own, library_home):
    done = office.post(HERE, data={"more": "1", "tipo": "list"})
    assert done.status_code == 303
    assert {each.type for each in own.of("draft")} == {"list"}
    assert "1 domande nuove" in office.get(done.headers["location"]).text
    again = office.post(HERE, data={"more": "1", "tipo": "list"})
    assert esc(SAID.proposed_none) in office.get(again.headers["location"]).text
    assert office.post(HERE, data={"more": "1", "tipo": "boh"}).status_code == 400
    assert deeds(library_home) == [("anna", "question_more")]


def test_a_question_by_hand_is_kept_with_the_documents_own_words(office, own, library_home):
    sent = written(quote="Sono 82,2\nmilioni   in più del 2024.", document="Fondo regionale per la non autosufficienza")
    assert office.post(f"{HERE}/domanda", data=sent).status_code == 303
    (kept,) = own.of("accepted")
    assert (kept.evidence_quote, kept.source, kept.accepted_by, kept.origin) == (QUOTE, FUND, "anna", "hand")
    assert kept.gold_facts == [["82,2 milioni", "82,2 mln"]]
    assert "<mark>82,2 milioni</mark>" in office.get(f"{HERE}?stato=accepted").text
    assert deeds(library_home) == [("anna", "question_add")]
    form = office.get(f"{HERE}/domanda?id={kept.id}").text
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    changed = written(id=kept.id, seen=seen, question="Quanto in più del 2024?", before_question="Che cos'è il FRNA?")
    assert office.post(f"{HERE}/domanda", data=changed).status_code == 303
    assert own.of("accepted")[0].history == [{"role": "user", "content": "Che cos'è il FRNA?"}]
    late = office.post(f"{HERE}/domanda", data=written(id=kept.id, seen=seen, question="Il testo di chi arriva tardi?"))
    assert late.status_code == 409
    assert esc(SAID.changed) in late.text
    assert "Il testo di chi arriva tardi?" in late.text
    assert own.of("accepted")[0].question == "Quanto in più del 2024?"


def test_one_without_an_answer_needs_no_quote(office, own):
    sent = written(type="unanswerable", facts="", quote="", document="", why="nessun documento lo dice")
    assert office.post(f"{HERE}/domanda", data=sent).status_code == 303
    assert own.of("accepted")[0].why == "nessun documento lo dice"


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"question": " "}, "question", "«Domanda» è vuoto"),
        ({"facts": " | \n"}, "facts", "Che cosa deve dire una risposta giusta» è vuoto"),
        ({"quote": ""}, "quote", "«Citazione» è vuoto"),
        ({"document": "boh <b>"}, "document", "«boh <b>» non è un documento"),
        ({"quote": "Sono 83,3 milioni in più del 2024."}, "quote", SAID.no_quote),
        ({"type": "boh"}, "type", "sceglierne uno"),
        ({"lang": "de"}, "lang", "sceglierne uno"),
        ({"type": "claim_check"}, "verdict", "sceglierne uno"),
        ({"question": "a" * 2001}, "question", "troppo lungo"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(office, own, more, field, said):
    answer = office.post(f"{HERE}/domanda", data=written(**more))
    assert answer.status_code == 400
    shown = answer.text
    assert esc(said) in shown
    assert f'id="wrong-{field}"' in shown
    assert f'id="f-{field}"' in shown
    assert 'aria-invalid="true"' in shown
    assert own.of("accepted") == []
    if "question" not in more:
        assert esc(written()["question"]) in shown
    if "83,3" in more.get("quote", ""):
        assert f"<blockquote>{QUOTE}</blockquote>" in shown


def test_a_draft_that_lacks_something_or_whose_quote_is_lost_is_not_accepted(office, own):
    whole = {
        "id": "own-1",
        "question": "Quanto?",
        "type": "number",
        "lang": "it",
        "gold_facts": [["82,2"]],
        "source": FUND,
    }
    own.propose(
        [Own.model_validate(whole | {"evidence_quote": "parole che non ci sono"}),
         Own.model_validate(whole | {"id": "own-2", "question": "E poi?"})]
    )  # fmt: skip
    page = office.get(HERE).text
    assert esc(SAID.lost) in page
    assert "mancano: la citazione" in page
    for each in ("own-1", "own-2"):
        refused = office.post(HERE, data={"accept": each})
        assert refused.status_code == 400
        assert esc(SAID.not_whole) in refused.text
    assert own.of("accepted") == []


# ----------------------------------------------------------------------------------------------------------- files


def upload(office, content, name="domande.jsonl"):
    return office.post(f"{HERE}/carica", files=[("file", (name, content))])


def test_what_is_downloaded_can_be_uploaded(office, own, library_home):
    office.post(f"{HERE}/domanda", data=written())
    content = office.get(f"{HERE}/domande.jsonl").content
    (line,) = content.decode().splitlines()
    assert json.loads(line)["accepted_by"] == "anna"
    (library_home.home / FILES["accepted"]).unlink()
    other = {"id": "own-x", "question": "Quanto?", "type": "number", "lang": "it", "gold_facts": [["9"]], "source": FUND,
             "evidence_quote": "non c'è"}  # fmt: skip
    done = upload(office, content + json.dumps(other).encode())
    shown = office.get(done.headers["location"]).text
    assert "1 accettate, 1 da completare" in shown
    assert [each.id for each in own.of("draft")] == ["own-x"]
    assert own.of("draft")[0].evidence_quote == "non c'è"
    assert "question_file" in [what for _, what in deeds(library_home)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"id": "a"}', "domande.jsonl, riga 1: «question»"),
        (b'\n\n{"id": ', "domande.jsonl, riga 3: JSON non valido"),
        (b"\n", "non contiene domande"),
        (2 * b'{"id": "a", "question": "?", "type": "fact", "lang": "it"}\n', "stesso id, «a»"),
        (b'{"id": "a", "question": "?", "type": "fact", "lang": "it", "gold_facts": [[""]]}', "un fatto vuoto"),
        (b'{"id": "a", "question": "\\ud800?", "type": "fact", "lang": "it"}', "spezzato"),
        (b'{"id": "a", "question": "?", "type": "fact", "lang": "it", "verdict": "boh"}', "«verdict»: sceglierlo"),
        (b'{"id": "a", "question": "?", "type": "fact", "lang": "it", "history": [{}]}', "«history»: ogni turno"),
        (b"[" * 100_000, "riga 1"),
        ("però".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_can_not_be_read_changes_nothing(office, own, content, said):
    refused = upload(office, content)
    assert refused.status_code == 400
    assert said in unescape(refused.text)
    assert own.all() == []


def test_a_form_from_another_site_changes_nothing(office, own):
    foreign = {"sec-fetch-site": "cross-site"}
    assert office.post(f"{HERE}/domanda", data=written(), headers=foreign).status_code == 403
    sent = office.post(f"{HERE}/carica", files=[("file", ("a.jsonl", b"{}"))], headers=foreign)
    assert sent.status_code == 403
    assert own.all() == []


def test_hostile_words_are_shown_as_words(office, own):
    bad = "<img src=x onerror=alert(1)>"
    own.propose([Own(id=bad, question=bad, type=bad, lang=bad, origin=bad, why=bad, gold_facts=[[bad]], source=bad,
                     evidence_quote=bad, history=[{"role": "user", "content": bad}])])  # fmt: skip
    for page in (HERE, f"{HERE}/domanda?id={quote(bad)}", f"{HERE}?tipo={quote(bad)}"):
        shown = office.get(page)
        assert shown.status_code == 200
        assert "<img" not in shown.text


def test_a_damaged_file_is_told_by_its_line_and_the_others_are_shown(office, own, library_home):
    office.post(f"{HERE}/domanda", data=written())
    path = library_home.home / FILES["draft"]
    path.write_text('{"id": 1\n', "utf-8")
    answer = office.get(f"{HERE}?stato=accepted")
    assert answer.status_code == 200
    assert "drafts.jsonl, riga 1" in answer.text
    assert esc(written()["question"]) in answer.text
    for done in (
        office.post(HERE, data={"reject": own.of("accepted")[0].id}),
        office.post(f"{HERE}/domanda", data=written(question="E nel 2023?")),
        upload(office, b'{"id": "a", "question": "?", "type": "fact", "lang": "it"}'),
    ):
        assert done.status_code == 503
        assert "drafts.jsonl, riga 1" in done.text
    assert path.read_text("utf-8") == '{"id": 1\n', "nothing is written over what can't be read"
    assert len(own.of("accepted")) == 1


def test_a_long_file_is_taken_at_once(tmp_path):
    many = [Own(id=f"m{n}", question=f"Domanda {n}?", type="fact", lang="it") for n in range(3000)]
    started = time.process_time()
    assert OwnQuestions(tmp_path).take(many, "anna", lambda each: False) == (0, 3000)
    assert time.process_time() - started < 3


def test_facts_and_quotes(library_home):
    assert facts_of("a |  b \n\n c") == [["a", "b"], ["c"]]
    with Library.open(library_home) as library:
        found = place_of(library, FUND, "Sono 82,2  milioni in più")
        assert library.text(FUND)[found.start : found.end] == found.quote == "Sono 82,2 milioni in più"
        assert place_of(library, FUND, "Sono 83 milioni") is None
        assert place_of(library, "altro", QUOTE) is None
        assert nearest(library, FUND, "Sono 82,2 miliardi in più del 2024") == QUOTE
        assert nearest(library, FUND, "zzz yyy www qqq kkk") == ""


def test_the_library_may_be_empty(office, own, library_home):
    shutil.rmtree(library_home.home / "lexical", ignore_errors=True)
    assert office.get(HERE).status_code == 200

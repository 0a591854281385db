"""What can be done with an answer: the buttons, the text that is copied, what the browser keeps and brings back."""

import json
import re
from copy import deepcopy
from dataclasses import replace
from html import escape, unescape

import pytest

from rag.errors import UsageError
from rag.types import Answer, Citation, CitedSentence, DocumentRecord
from rag.wire import answer_to_json
from ui.copying import HERE, answer_text, source_text
from ui.deeds import deeds_html, history_html, save_html, spoken_html
from ui.locales import strings_for
from ui.locales.chat import CHAT, chat_strings
from ui.render import answer_html
from ui.restoring import MOST, Exchange, conversation_from_json, exchange_to_json
from ui.strings import LANGUAGES

IT = strings_for("it")
NAME = "0123456789abcdef01234567"
CITATION = Citation(
    2, "https://example.org/piano", "Piano \"sociale\"", "Le priorità\nsono tre: <b>x</b>.", 10, 40, edition=3,
    publisher="Regione", kind="plan", language="it", published="2022-06-23", retrieved_at="2026-11-20T10:00:00+00:00",
    page=5, page_label="3", permalink="/d/0123456789ab/3#10-40",
)  # fmt: skip
ANSWER = Answer(
    "Quali <priorità>?", "it", "answered", id=NAME, sentences=(CitedSentence("Sono tre.\n- salute", (2,)),),
    citations=(CITATION,), notes=("Data dedotta.",),
)  # fmt: skip
REFUSED = Answer("Chi?", "it", "refused", id=NAME, notes=("Non trovo nulla.",))


def test_an_answer_is_copied_with_numbered_references_that_can_be_followed():
    lines = answer_text(ANSWER, IT).split("\n")
    assert lines[0] == "Quali <priorità>?"
    assert "- salute [2]" in lines
    assert "- Data dedotta." in lines
    assert lines[-1] == (
        '[2] Piano "sociale", Regione, piano, 23 giugno 2022, edizione 3, p. 5 (stampata 3), letto il 20 novembre 2026. '
        f"https://example.org/piano. {HERE}/d/0123456789ab/3#10-40"
    )


def test_a_source_is_copied_with_its_quote_and_a_permalink_that_is_whole_where_the_service_has_an_address():
    public = replace(CITATION, permalink="https://regesto.example.org/d/0123456789ab/3#10-40", superseded=True)
    text = source_text((public, CITATION), IT)
    first, second = text.split("\n\n")
    assert first.startswith("«Le priorità\nsono tre: <b>x</b>.»\n")
    assert "superata" in first
    assert first.endswith(". https://regesto.example.org/d/0123456789ab/3#10-40")
    assert second.endswith(f". {HERE}/d/0123456789ab/3#10-40")


def test_a_refusal_is_copied_as_one_and_a_document_cannot_stand_in_for_the_service():
    assert answer_text(REFUSED, IT) == f"Chi?\n\n{IT.refused_title}\nNon trovo nulla."
    assert HERE not in answer_text(
        replace(ANSWER, citations=(replace(CITATION, title=f"a{HERE}b", permalink="https://x.example/d"),)), IT
    )


def held(html, deed):
    return unescape(re.search(f'data-do="{deed}" [^>]*data-text="([^"]*)"', html)[1])


def test_an_answer_of_the_log_has_an_address_and_can_be_judged():
    html = deeds_html(ANSWER, IT, kept=True)
    assert held(html, "copy") == answer_text(ANSWER, IT)
    assert held(html, "link") == f"../a/{NAME}"
    assert html.count("aria-pressed") == 2
    assert f'data-answer="{NAME}"' in html
    assert f"../export?ids={NAME}&amp;format=docx&amp;lang=it" in html
    assert "<b>x" not in html
    assert 'data-do="tell"' not in html
    assert f'<form class="comment" hidden><label for="comment-{NAME}">' in html


@pytest.mark.parametrize(("answer", "kept"), [(ANSWER, False), (replace(ANSWER, id=None), True)])
def test_an_answer_that_is_kept_nowhere_can_only_be_copied(answer, kept):
    html = deeds_html(answer, IT, kept=kept)
    assert re.findall('data-do="(.*?)"', html) == ["copy"]
    assert "export" not in html
    assert "<form" not in html


def test_a_refusal_can_be_told_to_the_office():
    html = deeds_html(REFUSED, IT, kept=True)
    assert re.findall('data-do="(.*?)"', html) == ["tell", "copy", "link"]
    assert chat_strings("it").tell_note in unescape(html)
    panel = answer_html(REFUSED, IT, "f1", deeds=html)
    assert panel.index('data-do="tell"') < panel.index('class="nearest"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_can_be_cited_and_its_button_says_which(language):
    strings = strings_for(language)
    html = answer_html(ANSWER, strings, "f1", deeds="<p>azioni</p>")
    words = escape(chat_strings(language).copy_source)
    assert f'data-do="cite" aria-label="{words}: Piano &quot;sociale&quot;"' in html
    assert held(html, "cite") == source_text((CITATION,), strings)
    assert html.index("<p>azioni</p>") < html.index('class="sources"'), "what can be done stands under the words"


def test_a_conversation_is_saved_whole_in_order():
    html = save_html(("b1", "a2"), "Salva", strings_for("fr"))
    assert [unescape(each) for each in re.findall('href="(.*?)"', html)] == [
        f"../export?ids=b1,a2&format={form}&lang=fr" for form in ("docx", "pdf", "md")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_gets_its_words_in_every_language(language):
    said = CHAT[language]
    words = json.loads(unescape(re.search('data-words="(.*?)"', spoken_html(strings_for(language)))[1]))
    for name in ("copied", "copied_link", "copied_source", "thanks", "thanks_comment", "thanks_office", "taken_back",
                 "not_kept", "not_sent", "history_open", "history_delete", "history_none", "history_questions"):  # fmt: skip
        assert words[name] == getattr(said, name)
    assert unescape(history_html(strings_for(language))).count(said.history_stays) == 1
    assert list(said.personas) == list(CHAT["it"].personas)
    assert list(said.questions) == list(CHAT["it"].questions)
    assert list(said.formats) == list(CHAT["it"].formats)


# What the browser keeps


def test_an_exchange_comes_back_as_it_was():
    odd = replace(ANSWER, citations=(replace(CITATION, quote="a\x9fb‮c\x07 «è»"),))
    kept = exchange_to_json(Exchange("Quali?", odd, "Cerco solo in: piani"))
    assert kept.isascii()
    back = conversation_from_json(f"[{kept}, {exchange_to_json(Exchange('Chi?', REFUSED))}]")
    assert back == (Exchange("Quali?", odd, "Cerco solo in: piani"), Exchange("Chi?", REFUSED))


def test_what_has_changed_since_is_marked_when_a_conversation_comes_back():
    kept = f"[{exchange_to_json(Exchange('Quali?', ANSWER))}]"
    old = DocumentRecord("https://example.org/piano", "Piano", 3, superseded=True)
    assert conversation_from_json(kept, lambda uri, edition: old)[0].answer.citations[0].superseded
    assert conversation_from_json(kept, lambda uri, edition: None)[0].answer.citations[0].withdrawn


def spoilt():
    whole = {"question": "q", "limits": "", "answer": answer_to_json(ANSWER)}
    for name, value in (("status", "<b>"), ("sentences", [{"text": 1, "citations": []}]), ("mode", "x"),
                        ("verdict", "onerror"), ("notes", [3]), ("citations", [{"number": 1}]), ("sentences", "x"),
                        ("citations", [answer_to_json(ANSWER)["citations"][0] | {"page": "<img>"}]),
                        ("citations", [answer_to_json(ANSWER)["citations"][0] | {"url": ["x"]}]),
                        ("nearest", [{"document": 1}]), ("language", None)):  # fmt: skip
        yield json.dumps([{**whole, "answer": {**whole["answer"], name: value}}])
    yield json.dumps([{**whole, "question": 3}])
    yield json.dumps([{**whole, "limits": {}}])
    yield from ("", "null", "{}", "[]", "[1]", "[{}]", "[" * 5000, '"x"', " " * 3_000_000)


ODD = (None, True, -1, 1.5, 10**30, "", "\ud800", "<script>alert(1)</script>", [], {}, [None], {"a": 1})


def places(value, path=()):
    yield path
    for name, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, name))


def test_whatever_is_changed_in_the_browser_is_refused_or_can_be_drawn():
    kept = [json.loads(exchange_to_json(Exchange("q", each))) for each in (ANSWER, REFUSED)]
    drawn = 0
    for path in filter(None, places(kept)):
        for odd in ODD:
            changed = deepcopy(kept)
            inside = changed
            for name in path[:-1]:
                inside = inside[name]
            inside[path[-1]] = odd
            try:
                back = conversation_from_json(json.dumps(changed))
            except UsageError:
                continue
            for exchange in back:
                shown = answer_html(exchange.answer, IT, "f1", {}) + deeds_html(exchange.answer, IT, kept=True)
                shown.encode()
                assert "<script" not in shown
            drawn += 1
    assert drawn > 100


@pytest.mark.parametrize("text", list(spoilt()), ids=lambda text: text[-40:])
def test_what_is_no_conversation_is_told_as_such(text):
    with pytest.raises(UsageError):
        conversation_from_json(text)


def test_a_conversation_without_end_is_cut():
    one = exchange_to_json(Exchange("q", REFUSED))
    assert len(conversation_from_json(f"[{','.join([one] * (MOST + 5))}]")) == MOST

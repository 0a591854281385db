"""Answers as HTML: every word in its place, and no text from a document or a question ever run as markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.citations import document_id
from rag.types import Answer, Citation, CitedSentence, DocumentRecord, Hit, Mark, Passage
from ui.frame import error_html, exchange_html, header_html, notice_html
from ui.labels import also_at, clean, kind_name, place, public_address, readable_date
from ui.locales import strings_for
from ui.render import answer_html, esc
from ui.strings import LANGUAGES

IT = strings_for("it")
ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><a href=javascript:alert(3)>"

CITATION = Citation(
    number=1,
    document="https://example.org/piano",
    title="Piano sociale",
    quote="Le priorità sono:\n la casa   come luogo di cura",
    start=10,
    end=60,
    publisher="Regione",
    kind="plan",
    language="it",
    published="2022-06-23",
    retrieved_at="2024-05-01T10:00:00Z",
    page=14,
    page_label="12",
    heading="Priorità",
)
ANSWER = Answer(
    "quali priorità?",
    "it",
    "answered",
    sentences=(
        CitedSentence("Le priorità sono:\n- la casa\n- la rete", (1,)),
        CitedSentence("Lo dice il piano.", (1, 2)),
    ),
    citations=(CITATION, replace(CITATION, number=2, title="Altro", document="https://example.org/b")),
)


class Tags(HTMLParser):
    """Every element and attribute in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(html: str) -> Tags:
    tags = Tags(html)
    assert not tags.open, f"left open: {tags.open}"
    return tags


def test_each_sentence_carries_links_to_its_sources():
    html = answer_html(ANSWER, IT, "f3")
    opened = [value for name, value in parsed(html).attributes if name == "data-source"]
    assert opened == ["[1]", "[1]", "[2]", "[1]", "[2]"]  # after the sentences, then on the cards
    hrefs = [value for name, value in parsed(html).attributes if name == "href" and value.startswith("../d/")]
    assert hrefs[0] == f"../d/{document_id(CITATION.document)}/1?q=10-60&lang=it#10-60"
    assert len(set(hrefs)) == 2
    assert 'id="f3-1"' in html
    assert 'id="f3-2"' in html
    assert 'aria-label="Fonte 2: Altro"' in html


def test_a_list_becomes_a_list_and_only_its_last_line_carries_the_mark():
    html = answer_html(ANSWER, IT, "f1")
    assert "<p>Le priorità sono:</p><ul><li>la casa</li><li>la rete<span" in html
    assert "<ul><ul>" not in html
    parsed(html)


def test_a_card_shows_all_that_is_known():
    record = DocumentRecord(
        "https://example.org/piano", "Piano", published="2022-06-23", published_how="address", ocr=True
    )
    html = answer_html(ANSWER, IT, "f1", {("https://example.org/piano", 1): record})
    for shown in (
        "Piano sociale", "Regione", "23 giugno 2022 (data dall&#x27;indirizzo della pagina)", "piano",
        "p. 14 (stampata 12)", "Priorità", 'href="https://example.org/piano"', "letto il 1 maggio 2024", esc(IT.ocr),
    ):  # fmt: skip
        assert shown in html


def test_a_quote_keeps_every_letter():
    html = answer_html(ANSWER, IT, "f1")
    assert f'<span class="verbatim">{esc(CITATION.quote)}</span>' in html
    assert "priorità sono:\n la casa   come" in html


def test_a_foreign_old_withdrawn_source_says_so():
    foreign = replace(CITATION, language="fr", superseded=True, withdrawn=True, edition=3)
    html = answer_html(replace(ANSWER, citations=(foreign,)), IT, "f1")
    for shown in ('<blockquote lang="fr">', "citazione in francese", "superata", "ritirata", "edizione 3"):
        assert shown in html


@pytest.mark.parametrize(
    "field", ["title", "quote", "heading", "publisher", "kind", "language", "published", "page_label"]
)
def test_nothing_in_a_citation_becomes_markup(field):
    safe = parsed(answer_html(ANSWER, IT, "f1"))
    answer = replace(ANSWER, citations=(replace(CITATION, **{field: ATTACK}), ANSWER.citations[1]))
    tags = parsed(answer_html(answer, IT, "f1"))
    assert "img" not in tags.names
    assert "script" not in tags.names
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert set(tags.names) <= {*safe.names, "p"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://[", ""]
)
def test_only_web_addresses_become_links(address):
    answer = replace(ANSWER, citations=(replace(CITATION, document=address, url=address),))
    links = [value for name, value in parsed(answer_html(answer, IT, "f1")).attributes if name == "href"]
    assert links
    assert all(re.match(r"(#f1-2|\.\./d/[0-9a-f]{12}/1\?q=10-60&lang=it#10-60)$", value) for value in links), links


def test_a_question_and_an_error_are_shown_as_text():
    for html in (exchange_html(ATTACK, "", IT), error_html(ATTACK, IT), notice_html(ATTACK)):
        assert "img" not in parsed(html).names
        assert "&lt;img" in html


def test_a_refusal_is_a_state_of_its_own_with_the_nearest_passages():
    record = DocumentRecord("https://example.org/v", ATTACK, publisher="Regione", published="2021-12")
    passage = Passage("p", record.uri, 1, 0, 0, 9, ATTACK + "parola " * 200, marks=(Mark(0, 3, "1"),))
    answer = Answer("x", "it", "refused", nearest=(Hit(passage, record, 1.0, 1),), notes=("Perché no.",))
    html = answer_html(answer, IT, "f1")
    for shown in (IT.refused_title, "Perché no.", IT.nearest, "p. 3 (stampata 1)", "dicembre 2021", "…"):
        assert shown in html
    assert len(html) < 2500
    assert "img" not in parsed(html).names
    assert IT.nearest_none in answer_html(replace(answer, nearest=()), IT, "f1")


def test_a_verdict_and_notes_are_shown():
    html = answer_html(replace(ANSWER, verdict="contradicted", notes=("<b>nota</b>",)), IT, "f1")
    assert "Smentito dai documenti" in html
    assert "&lt;b&gt;nota" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_and_the_head_are_whole_in_every_language(language):
    strings = strings_for(language)
    assert strings.code == language
    parsed(answer_html(ANSWER, strings, "f1"))
    head = header_html(strings, "extractive")
    parsed(head)
    assert strings.mode_extractive in head.replace("&#x27;", "'")
    assert head.count("aria-current") == 2


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2022-06-23", "23 giugno 2022"), ("2022-06", "giugno 2022"), ("2022", "2022"), ("2022-06-03T10:00:00Z", "3 giugno 2022"),
     ("2022-13", "2022"), ("2022-00-01", "2022"), ("inverno", "inverno"), (None, ""), ("", "")],
)  # fmt: skip
def test_dates_in_words(iso, words):
    assert readable_date(iso, IT) == words


def test_places():
    assert place(14, "12", None, IT) == "p. 14 (stampata 12)"
    assert place(14, "14", None, IT) == place(14, None, None, IT) == "p. 14"
    assert place(None, None, "00:12:31", IT) == "minuto 00:12:31"
    assert place(None, None, None, IT) == ""


def test_an_unknown_kind_is_shown_as_it_is():
    assert kind_name("board_minutes", IT) == "board minutes"
    assert kind_name(None, IT) == ""


def test_control_and_direction_characters_are_dropped():
    assert clean("a\x1b[31mb\u202ec\x00\nd\te") == "a[31mbc\nd\te"


def test_the_first_web_address_is_the_public_one():
    assert public_address(None, "file:///a", "https://example.org/a") == "https://example.org/a"
    assert public_address("HTTP://example.org") == "HTTP://example.org"
    assert public_address("https://", "regesto:corpus/x") is None


def test_the_other_addresses_of_a_release_are_folded_under_their_number():
    cited = replace(CITATION, also_at=("https://b.example/1", "https://www.c.example/2?x=<&", "file:///casa/copia.pdf"))
    html = answer_html(replace(ANSWER, citations=(cited,)), IT, "f1")
    assert "<summary>Lo stesso testo è anche su: 2 altri siti</summary>" in html
    assert '<a href="https://b.example/1" target="_blank" rel="noopener noreferrer">https://b.example/1</a>' in html
    assert 'href="https://www.c.example/2?x=&lt;&amp;"' in html
    assert '<span class="local">copia.pdf</span>' in html
    assert '<details class="also">' not in answer_html(ANSWER, IT, "f1")
    parsed(html)


@pytest.mark.parametrize(
    ("also", "words"),
    [
        (("https://b.example/1",), "Lo stesso testo è anche su: 1 altro sito"),
        (("https://example.org/altra",), "Lo stesso testo è anche in: 1 altro documento"),
        (("file:///a.pdf", "file:///b.pdf"), "Lo stesso testo è anche in: 2 altri documenti"),
        ((), ""),
    ],
)
def test_copies_are_counted_by_site_else_by_document(also, words):
    assert also_at([replace(CITATION, also_at=also)], IT) == (words, list(also))


def test_addresses_of_copies_become_no_markup():
    cited = replace(CITATION, also_at=(ATTACK, "javascript:alert(1)", f"https://b.example/{ATTACK}"))
    tags = parsed(answer_html(replace(ANSWER, citations=(cited,)), IT, "f1"))
    assert not {"img", "script"} & set(tags.names)
    assert not any(name.startswith("on") or (value or "").startswith("javascript:") for name, value in tags.attributes)


def test_how_the_date_was_found_is_told_by_the_citation_itself():
    cited = replace(CITATION, published_how="inferred")
    assert "23 giugno 2022 (data dedotta dal testo)" in answer_html(replace(ANSWER, citations=(cited,)), IT, "f1")

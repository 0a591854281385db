"""The pure modules: sentences, citations, analysis, signals, chunking, dates."""

import doctest

import pytest

from ingest.chunk import LONGEST, cut, prepared
from ingest.extract.plain import extract_plain
from ingest.parsed import ParsedDocument, RawDocument
from rag import citations, hosts, sentences, wording
from rag.analysis import terms, words
from rag.citations import locate, stands
from rag.language import detect
from rag.lexical import day_range
from rag.sentences import sentence_spans, shown_words
from rag.signals import fits
from rag.types import Block, Mark


@pytest.mark.parametrize("module", [citations, hosts, sentences, wording])
def test_docstring_examples(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dott. Luca Baldino parla. Poi basta.", ["Il dott. Luca Baldino parla.", "Poi basta."]),
        (
            "Vale la L.R. 2/2003. La D.G.R. 1423 del 2017 la attua.",
            ["Vale la L.R. 2/2003.", "La D.G.R. 1423 del 2017 la attua."],
        ),
        ("Sono 1.970 schede. 27 ospedali.", ["Sono 1.970 schede.", "27 ospedali."]),
        ("Cure, servizi, ecc. Il piano vale.", ["Cure, servizi, ecc.", "Il piano vale."]),
        ("«È un bene.» Lo dice il sindaco.", ["«È un bene.»", "Lo dice il sindaco."]),
        ("Approvato lo scorso mese di\nluglio, e poi.", ["Approvato lo scorso mese di\nluglio, e poi."]),
        ("1. Premessa generale al testo", ["1. Premessa generale al testo"]),
        ("Est-ce vrai ? Oui. M. Dupont préside.", ["Est-ce vrai ?", "Oui.", "M. Dupont préside."]),
        ("  ", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_sentence_spans_keep_to_their_bounds():
    text = "Uno. Due. Tre. Quattro."
    assert [text[a:b] for a, b in sentence_spans(text, 5, 14)] == ["Due.", "Tre."]


def test_a_quote_stands_to_the_letter_only():
    assert stands("Il Fondo è di 564,09 milioni", "564,09", 14, 20)
    assert not stands("Il Fondo è di 564,09 milioni", "564.09", 14, 20)
    assert not stands("Il Fondo", "Fondo", 2, 7)
    assert not stands("Il Fondo", " ", 2, 3)
    assert not stands("Il Fondo", "Fondo e oltre", 3, 16)


@pytest.mark.parametrize(
    ("quote", "found"),
    [("dell'Ausl", "dell’Ausl"), ("«Governance» per", '"Governance" per'), ("mese di luglio", "mese di\nluglio")],
)
def test_locate_gives_the_texts_own_slice(quote, found):
    text = 'Nel mese di\nluglio dell’Ausl la "Governance" per l\'equità'
    start, end = locate(text, quote)
    assert text[start:end] == found


@pytest.mark.parametrize("quote", ["", "  ", "mese di agosto", "luglio mese"])
def test_locate_refuses_what_is_not_there(quote):
    assert locate("nel mese di luglio", quote) is None


def test_analysis_keeps_acts_and_numbers_whole_and_folds_accents():
    assert "2/2003" in terms("la L.R. 2/2003", "it")
    assert "564,09" in terms("564,09 milioni", "it")
    assert terms("priorità", "it") == terms("priorita", "it") != ()
    assert terms("l'integrazione", "it") == terms("integrazione", "it")
    assert terms("il la dello", "it") == ()
    assert words("La S3 2021-2027, PM10!") == ["la", "s3", "2021", "2027", "pm10"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("chi coordina il gruppo tecnico?", "it"),
        ("Qui préside le groupe de travail ?", "fr"),
        ("Who chairs the working group?", "en"),
        ("x essere caregiver bisogna abitare insieme?", "it"),
        ("ctssm?", "it"),
        ("", "it"),
    ],
)
def test_language(text, language):
    assert detect(text) == language


def test_signals_see_what_is_asked_for():
    assert fits("number", "I posti letto sono 24.", "quanti posti letto?") == 1
    assert fits("number", "Nel 2024 il piano è cambiato.", "quanti posti letto?") == 0
    assert fits("when", "Entro dicembre sarà pronto.", "entro quando?") == 1
    assert fits("who", "È coordinato dalla dottoressa Anna Bianchi, direttrice.", "chi?") == 1
    assert fits("who", "il piano è pronto", "chi?") == 0


def test_day_range():
    assert day_range("2022") == (20220101, 20221231)
    assert day_range("2022-06") == (20220601, 20220631)
    assert day_range("2022-06-23") == (20220623, 20220623)


def parsed(*parts: tuple[str, str], lead_of_items: bool = True) -> ParsedDocument:
    text, blocks, lead = "", [], None
    for kind, words_ in parts:
        start = len(text)
        text += words_ + "\n"
        end = start + len(words_)
        blocks.append(Block(kind, start, end, 1 if kind == "heading" else 0, lead if kind == "item" else None))
        if kind == "paragraph":
            lead = (start, end) if words_.endswith(":") and lead_of_items else None
    return ParsedDocument(text, tuple(blocks), (Mark(0, 1, "i"), Mark(len(text) // 2, 2, "ii")))


def test_passages_are_slices_and_cover_every_block_once():
    document = parsed(
        ("heading", "Titolo"), *[("paragraph", f"Frase numero {n} del documento. " * 8) for n in range(30)],
        ("paragraph", "Lunga. " * 700), ("paragraph", "parola" * 900),
    )  # fmt: skip
    passages = cut(prepared(document), "u", 1, "it")
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(document.text[p.start : p.end] == p.text for p in passages)
    assert all(p.end - p.start <= LONGEST for p in passages)
    covered = "".join(document.text[b.start : b.end] for p in passages for b in p.blocks)
    assert "".join(covered.split()) == "".join(document.text.split())
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.marks and p.marks[0].offset <= p.start for p in passages)
    assert passages[-1].mark_at(passages[-1].start).page == 2


def test_a_list_cut_over_passages_keeps_its_lead_in():
    document = parsed(
        ("heading", "Priorità"),
        ("paragraph", "Le priorità del gruppo sono:"),
        *[("item", f"voce {n} " + "con molte parole " * 10) for n in range(20)],
    )
    passages = cut(prepared(document), "u", 1, "it")
    assert len(passages) > 1
    assert passages[0].lead == ""
    assert all(p.lead == "Le priorità del gruppo sono:" for p in passages[1:])
    assert all(p.headings == ("Priorità",) for p in passages)


def test_a_heading_never_ends_a_passage():
    sections = [part for n in range(12) for part in (("heading", f"Sezione {n}"), ("paragraph", "Testo. " * 60))]
    passages = cut(prepared(parsed(*sections)), "u", 1, "it")
    assert len(passages) > 3
    assert all(p.blocks[-1].kind != "heading" for p in passages)
    assert passages[1].headings == (passages[1].text.splitlines()[0],)


def test_words_are_shown_without_marks_and_quotes_keep_them():
    assert shown_words("Le **COT** sono\n__48__, [vedi](https://example.org/a).") == "Le COT sono 48, vedi."
    assert shown_words("2 ** 3 e a__b [x]") == "2 ** 3 e a__b [x]"


def test_a_savers_stamp_belongs_to_no_sentence():
    text = "date 2024-01 Al 7 gennaio i centri sono venti."
    raw = RawDocument("u", "x", text.encode(), "", text=text)
    found = extract_plain(raw)
    assert [text[b.start : b.end] for b in found.blocks] == ["Al 7 gennaio i centri sono venti."]
    assert (found.metadata.published, found.metadata.published_how) == ("2024-01", "inferred")
    assert found.text == text
    closing = "Closing date 2024-01-31 For all."
    assert extract_plain(RawDocument("u", "x", closing.encode(), "", text=closing)).metadata.published is None

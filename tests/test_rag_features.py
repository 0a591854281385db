"""Each feature does what its name says, on passages of a few words.

Features that a version does not have are skipped: the list is fitted, and a part that earns nothing is taken out.
"""

from dataclasses import replace

import numpy as np
import pytest

from rag.features import NAMES, Candidate, table
from rag.passage_words import read
from rag.query import take_apart
from rag.types import Block, DocumentRecord, Passage

FUND = "Fondo regionale per la non autosufficienza"
SHARES = {
    "own", "cross", "cosine", "below", "body", "all", "title", "heads", "sentence", "under", "two", "near", "row",
    "often", "plain", "alike", "kin", "both", "document", "missing", "exact", "numbers", "fit", "fits", "foreign",
    "first", "listed",
}  # fmt: skip
NO_KIN = lambda some, others: np.zeros((len(some), len(others)), np.float32)  # noqa: E731


def ask(text, others=None, named=()):
    return take_apart(text, lambda word: 1.0, others, named)


def candidate(text, *, title="Altro", uri="https://example.org/1", own=0.5, cross=0.0, cosine=0.5, **passage):
    given = Passage(uri + text[:20], uri, 1, passage.pop("ordinal", 1), 0, len(text), text, **passage)
    return Candidate(given, DocumentRecord(uri, title), own, cross, cosine)


def looked_at(query, *candidates, nearness=NO_KIN):
    rows = table(query, candidates, [read(each.passage, each.record.title) for each in candidates], nearness)
    assert rows.shape == (len(candidates), len(NAMES))
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in rows]


def column(name, query, *candidates, **how):
    """One feature of each candidate."""
    if name not in NAMES:
        pytest.skip(f"the ranker has no feature «{name}»")
    return [row[name] for row in looked_at(query, *candidates, **how)]


def blocks(*parts):
    """A text and its blocks, of (kind, text)."""
    made, at = [], 0
    for kind, text in parts:
        made.append(Block(kind, at, at + len(text)))
        at += len(text) + 1
    return "\n".join(text for _, text in parts), tuple(made)


HOME = "quanti caregiver riconosciuti a Imola"


def test_names_are_told_once():
    assert len(set(NAMES)) == len(NAMES)


def test_no_candidates_no_rows():
    assert table(ask(HOME), [], [], NO_KIN).shape == (0, len(NAMES))


@pytest.mark.parametrize("query", ["?!", "", "a", HOME, "2/2003", "FRNA", "x" * 300, "город"])
@pytest.mark.parametrize("text", ["", " ", "?!…", "I caregiver sono 4.310.", "\n\n", "a\x00b", "город"])
def test_nothing_to_look_at_is_no_error_and_shares_stay_shares(query, text):
    for row in looked_at(ask(query), candidate(text), candidate("I caregiver riconosciuti a Imola sono 4.310.")):
        assert all(0 <= value <= 1.0001 for name, value in row.items() if name in SHARES), row


def test_a_passage_whose_blocks_are_empty_or_leave_something_out():
    text = "I caregiver sono molti."
    odd = [
        candidate(text, blocks=(Block("paragraph", 0, 0),)),
        candidate(text, blocks=(Block("paragraph", 5, 9),)),
        candidate(text, blocks=(Block("heading", 0, 1), Block("item", 2, len(text)))),
    ]
    assert len(looked_at(ask(HOME), *odd)) == 3


def test_what_search_found_is_passed_on():
    query = ask(HOME)
    pair = candidate("uno", own=0.3, cross=0.2, cosine=0.9), candidate("due", own=1.0, cross=0.0, cosine=0.4)
    for name, wanted in (("own", [0.3, 1]), ("cross", [0.2, 0]), ("cosine", [0.9, 0.4]), ("below", [0, 0.5])):
        if name in NAMES:
            assert column(name, query, *pair) == pytest.approx(wanted)


@pytest.mark.parametrize("name", ["body", "all", "sentence", "under", "two", "often", "plain", "both", "document"])
def test_more_of_the_words_counts_more(name):
    none, one, three = column(
        name, ask(HOME),
        candidate("Il mercato si sposta.", uri="a"), candidate("A Imola piove.", uri="b"),
        candidate("Quanti caregiver riconosciuti ci sono a Imola.", uri="c"),
    )  # fmt: skip
    assert 0 <= none < one < three


def test_inflected_words_count_in_the_body_but_are_not_as_written():
    texts = candidate("Un caregiver riconosciuto di Imola."), candidate("I caregiver riconosciuti di Imola.")
    body = column("body", ask(HOME), *texts)
    assert body[0] == pytest.approx(body[1])
    inflected, same = column("plain", ask(HOME), *texts)
    assert inflected < same


def test_a_word_that_tells_more_counts_more():
    query = take_apart(HOME, lambda word: 5.0 if word == "caregiver" else 1.0)
    rare, common = column("body", query, candidate("I caregiver."), candidate("Imola."))
    assert rare > common


def test_title_and_headings_are_told_apart():
    query = ask(HOME)
    titled = candidate("Il mercato.", title="I caregiver riconosciuti a Imola", uri="a")
    headed = candidate("Il mercato.", headings=("Caregiver riconosciuti",), uri="b")
    led = candidate("- il mercato", lead="I caregiver riconosciuti sono:", uri="c")
    if "title" in NAMES:
        assert [value > 0 for value in column("title", query, titled, headed, led)] == [True, False, False]
    if "heads" in NAMES:
        assert [value > 0 for value in column("heads", query, titled, headed, led)] == [False, True, True]
    if "body" in NAMES:
        assert column("body", query, titled, headed, led) == [0, 0, 0]
    if "all" in NAMES:
        assert all(column("all", query, titled, headed, led))


def test_one_sentence_that_has_all_the_words_beats_words_strewn_about():
    together = candidate("Il mercato si sposta. I caregiver riconosciuti a Imola sono molti. Piove.", uri="a")
    strewn = candidate("I caregiver sono molti. I riconosciuti sono pochi. A Imola piove.", uri="b")
    one, other = column("sentence", ask(HOME), together, strewn)
    assert one > other
    if "body" in NAMES:
        assert column("body", ask(HOME), together, strewn) == pytest.approx([one, one])


def test_a_sentence_with_what_stands_over_it_and_two_sentences():
    bare = candidate("I caregiver riconosciuti.", uri="a")
    under = candidate("I caregiver riconosciuti.", headings=("Imola",), uri="b")
    split = candidate("I caregiver riconosciuti. Imola.", uri="c")
    if "under" in NAMES:
        one, more, _ = column("under", ask(HOME), bare, under, split)
        assert more > one
    if "two" in NAMES:
        one, _, more = column("two", ask(HOME), bare, under, split)
        assert more > one


def test_words_near_each_other_and_side_by_side():
    query = ask("riparto fondo caregiver")
    beside = candidate("Il riparto del fondo caregiver cresce.", uri="a")
    apart = candidate(
        f"Il riparto {'si fa ogni anno e ' * 6} il fondo {'resta come era ' * 6} per ogni caregiver.", uri="b"
    )
    one = candidate("Il riparto cresce.", uri="c")
    for name in ("near", "row"):
        if name in NAMES:
            near, far, alone = column(name, query, beside, apart, one)
            assert near > far >= alone == 0
    if "near" in NAMES:
        assert column("near", query, beside)[0] > column("near", query, apart)[0] > 0


@pytest.mark.parametrize("name", ["near", "row"])
def test_a_query_of_one_word_has_no_neighbours(name):
    assert column(name, ask("caregiver"), candidate("caregiver caregiver")) == [0]


def test_often_grows_less_and_less_and_less_in_a_long_passage():
    query = ask("caregiver")
    rest = "Il mercato del sabato si sposta. "
    once, twice, thrice = column(
        "often", query, *(candidate("Il caregiver. " * n + rest * (9 - n), uri=str(n)) for n in (1, 2, 3))
    )
    assert once < twice < thrice < 1
    assert twice - once > thrice - twice
    short, long = column("often", query, candidate("Il caregiver."), candidate("Il caregiver. " + rest * 60))
    assert short > long


def test_misspelt_words_are_alike_and_no_others():
    query = ask("quanti cargivers riconosciuti")
    slip, other = column("alike", query, candidate("I caregiver sono qui."), candidate("Il mercato è qui."))
    assert slip > 0.2
    assert other == 0
    # A word that is there needs no likeness.
    [there] = column("alike", ask("caregiver"), candidate("I caregiver e le caregivers."))
    assert there == 0


def test_numbers_are_never_alike():
    assert column("alike", ask("564,09"), candidate("Sono 564,08 milioni.")) == [0]


def test_words_of_like_meaning_are_kin_from_a_threshold_on():
    def nearness(some, others):
        return np.array([[{("anziani", "vecchi"): 0.8, ("anziani", "mercato"): 0.3}.get((a, b), 0) for b in others] for a in some],
                        np.float32)  # fmt: skip

    old, market = column("kin", ask("anziani"), candidate("Sono vecchi."), candidate("Il mercato."), nearness=nearness)
    assert old == pytest.approx(0.8)
    assert market == 0
    [there] = column("kin", ask("anziani"), candidate("Gli anziani sono vecchi."), nearness=nearness)
    assert there == 0
    if "both" in NAMES:
        one, other = column(
            "both", ask("anziani"), candidate("Sono vecchi."), candidate("Il mercato."), nearness=nearness
        )
        assert one > other


def test_what_the_documents_other_passages_say_counts():
    query = ask(HOME)
    here = candidate("I caregiver riconosciuti.", uri="a")
    sibling = candidate("A Imola piove.", uri="a")
    stranger = candidate("A Imola piove.", uri="b")
    alone = column("document", query, here, stranger)[0]
    assert column("document", query, here, sibling)[0] > alone


def test_missing_is_the_weight_of_the_worst_word():
    query = take_apart("caregiver Imola", lambda word: 3.0 if word == "caregiver" else 1.0)
    without, with_it, whole = column(
        "missing", query, candidate("Imola."), candidate("Il caregiver."), candidate("Il caregiver di Imola.")
    )
    assert without == pytest.approx(0.75)
    assert with_it == pytest.approx(0.25)
    assert whole == 0


def test_names_and_numbers_asked_for():
    query = ask("quanti caregiver a Imola nel 2024")
    both, other = candidate("A Imola nel 2024."), candidate("A Bologna nel 2025, i caregiver.")
    for name in ("exact", "numbers"):
        if name in NAMES:
            right, wrong = column(name, query, both, other)
            assert right == 1
            assert wrong < 1
            assert column(name, ask("i caregiver"), other) == [1]  # none asked for, none missing


@pytest.mark.parametrize(
    ("query", "holds", "lacks"),
    [
        ("Quanti caregiver sono riconosciuti?", "I caregiver riconosciuti sono 4.310.", "I caregiver riconosciuti piangono."),
        ("Quando è nato il gruppo?", "Il gruppo è nato il 23 giugno 2022.", "Il gruppo è nato bene."),
        ("Chi coordina il gruppo?", "Il gruppo ora lo coordina Anna Bianchi.", "Il gruppo si coordina da sé."),
        ("Combien de lits sont ouverts ?", "Les lits ouverts sont 12.", "Les lits ouverts sont rares."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["fit", "fits"])
def test_a_sentence_that_holds_what_is_asked_for_fits(name, query, holds, lacks):
    language = ask(query).language
    one, other = column(name, ask(query), candidate(holds, language=language), candidate(lacks, language=language))
    assert one > other


def test_other_languages_first_passages_and_lists():
    query = ask("quanti caregiver riconosciuti sono presenti a Imola")
    assert query.language == "it"
    text, parts = blocks(("item", "uno caregiver"), ("item", "due caregiver"), ("paragraph", "tre caregiver"))
    first = candidate("Caregiver.", ordinal=0)
    french = candidate("Le proche aidant.", language="fr")
    listed = candidate(text, blocks=parts)
    if "foreign" in NAMES:
        assert column("foreign", query, first, french, listed) == [0, 1, 0]
    if "first" in NAMES:
        assert column("first", query, first, french, listed) == [1, 0, 0]
    if "listed" in NAMES:
        assert column("listed", query, first, french, listed) == pytest.approx([0, 0, 2 / 3])


def test_a_translated_word_counts_in_its_language_only():
    query = ask(
        "quanti anziani", lambda word, source, target: {"elder": 0.7} if target == "en" and word == "anziani" else {}
    )
    own, english, mixed = column(
        "body", query, candidate("Gli anziani."), candidate("The elder.", language="en"), candidate("Gli elder.")
    )
    assert own > english > mixed == 0


def test_an_acronym_spelled_out_counts_where_all_its_words_stand():
    query = ask("quanto vale il FRNA", named=[("FRNA", (FUND,))])
    short, full, half = column(
        "body", query, candidate("Il FRNA."), candidate(f"Il {FUND}."), candidate("Il Fondo regionale.")
    )
    assert short >= full > half == 0
    back = ask(f"quanto vale il {FUND}", named=[(FUND, ("FRNA",))])
    as_acronym, neither = column("body", back, candidate("Il FRNA."), candidate("Il mercato."))
    assert as_acronym > neither


def test_what_is_known_hangs_on_the_passage_not_on_the_company_it_keeps():
    """But for what is told beside the others (the nearest, the document's other passages)."""
    query = ask(HOME)
    one = candidate("I caregiver riconosciuti a Imola sono 4.310.", uri="a")
    [alone] = looked_at(query, one)
    beside = looked_at(query, one, candidate("Il mercato di Imola, i cargiver.", uri="b", cosine=0.4))[0]
    assert alone == pytest.approx(beside)


def test_the_order_of_candidates_changes_nothing():
    query = ask("cargiver riconosciutti Immola")
    given = [candidate(f"I caregiver riconosciuti a Imola {n} sono {n}.", uri=str(n % 3)) for n in range(8)]
    forth = looked_at(query, *given)
    back = looked_at(query, *reversed(given))[::-1]
    for one, other in zip(forth, back, strict=True):
        assert one == pytest.approx(other)


def test_offsets_of_blocks_are_of_the_stored_text():
    text, parts = blocks(("heading", "Imola"), ("paragraph", "I caregiver riconosciuti sono molti."))
    here = candidate(text, blocks=parts)
    moved = replace(
        here,
        passage=replace(
            here.passage, start=100, end=100 + len(text),
            blocks=tuple(replace(each, start=each.start + 100, end=each.end + 100) for each in parts),
        ),
    )  # fmt: skip
    one, other = looked_at(ask(HOME), here, moved)
    assert one == pytest.approx(other)

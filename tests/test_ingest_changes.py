"""What one edition changed: blocks added, removed, altered, and the words that differ in them."""

import random
import time

import pytest

from ingest.changes import changes
from ingest.extract.registry import extract
from ingest.parsed import RawDocument
from rag.types import Block
from rag.wording import words_changed

PLAN = """# Piano della prevenzione

## 1. Obiettivi

Il piano conta 29 ospedali di comunità e 84 case della comunità, per una spesa di 24,5 milioni di euro.

La cabina di regia si riunisce ogni tre mesi e riferisce all'Assemblea legislativa.

Le priorità sono:

- contrasto delle disuguaglianze di salute
- invecchiamento attivo e cura dei caregiver
- ambiente di vita e di lavoro

## 2. Risorse

Le risorse vengono dal fondo sanitario regionale e dai bilanci dei Comuni.

Una quota è riservata alle zone montane, che hanno pochi servizi e molti anziani.
"""


def edition(text):
    parsed = extract(RawDocument("file:///piano.md", "piano.md", text.encode(), ""))
    return parsed.text, parsed.blocks


def told(old, new):
    """(kind, old words, new words) of each change."""
    before, after = edition(old), edition(new)
    found = changes(before, after)
    return [(c.kind, c.old and before[0][slice(*c.old)], c.new and after[0][slice(*c.new)]) for c in found]


def test_the_same_text_has_no_changes():
    assert told(PLAN, PLAN) == []


def test_an_edited_paragraph_is_altered_and_not_removed_and_added():
    newer = PLAN.replace("29 ospedali", "27 ospedali").replace("24,5 milioni", "26 milioni")
    [(kind, old, new)] = told(PLAN, newer)
    assert kind == "altered"
    assert [(old[slice(*c.old)], new[slice(*c.new)]) for c in words_changed(old, new)] == [
        ("29", "27"),
        ("24,5 milioni", "26 milioni"),
    ]


def test_added_and_removed_blocks_of_a_section_are_one_change_each_and_stand_in_order():
    newer = PLAN.replace("- ambiente di vita e di lavoro\n", "")
    newer = newer.replace(
        "## 2. Risorse\n",
        "## 2. Tempi\n\nTutto parte in gennaio e finisce nel 2027.\n\nOgni anno si fa il punto in Assemblea.\n\n## 3. Risorse\n",
    )
    removed, added = told(PLAN, newer)
    assert removed == ("removed", "ambiente di vita e di lavoro", None)
    assert added[0] == "added"
    assert "Tempi" in added[2]
    assert added[2].endswith("in Assemblea.")


def test_moved_blocks_are_no_change():
    head, _, tail = PLAN.partition("## 1. Obiettivi")
    first, _, second = tail.partition("## 2. Risorse")
    assert told(PLAN, f"{head}## 1. Risorse{second}\n## 2. Obiettivi{first}") == []


def test_joined_and_divided_paragraphs_are_no_change():
    joined = PLAN.replace("dei Comuni.\n\nUna quota", "dei Comuni. Una quota")
    assert told(PLAN, joined) == []
    assert told(joined, PLAN) == []


def test_quotes_dashes_blanks_and_heading_numbers_are_no_change():
    assert (
        told(
            PLAN,
            PLAN.replace("all'Assemblea", "all’Assemblea")
            .replace("## 2. ", "## 3. ")
            .replace("e riferisce", "e  riferisce"),
        )
        == []
    )


def test_a_paragraph_replaced_by_an_unrelated_one_is_removed_and_added():
    newer = PLAN.replace(
        "Una quota è riservata alle zone montane, che hanno pochi servizi e molti anziani.",
        "Il monitoraggio è affidato all'università, con un rapporto che esce in primavera.",
    )
    assert [kind for kind, _, _ in told(PLAN, newer)] == ["removed", "added"]


def test_a_table_row_whose_figure_changed_is_altered():
    table = "# Posti\n\n| Provincia | Posti |\n|---|---|\n| Parma | 25 |\n| Modena | 31 |\n| Rimini | 12 |\n"
    [(kind, old, new)] = told(table, table.replace("31", "37"))
    assert kind == "altered"
    assert "31" in old
    assert "37" in new


def test_the_same_line_under_two_headings_changes_under_its_own():
    text = "# A\n\n## Parma\n\nPosti letto: 20\n\n## Modena\n\nPosti letto: 20\n"
    newer = text[::-1].replace("02", "53", 1)[::-1]
    before, after = edition(text), edition(newer)
    [change] = changes(before, after)
    assert change.kind == "altered"
    assert change.new[0] > after[0].index("Modena")
    assert change.old[0] > before[0].index("Modena")


def test_an_empty_side():
    assert changes(("", []), ("", [])) == []
    text, blocks = edition(PLAN)
    assert {c.kind for c in changes(("", []), (text, blocks))} == {"added"}
    assert {c.kind for c in changes((text, blocks), ("", []))} == {"removed"}


def random_edition(count, seed):
    chance = random.Random(seed)
    vocabulary = [f"parola{n}" for n in range(3000)]
    return [" ".join(chance.choices(vocabulary, k=40)) for _ in range(count)]


def joined(lines):
    text, blocks = "", []
    for line in lines:
        blocks.append(Block("paragraph", len(text), len(text) + len(line)))
        text += line + "\n\n"
    return text, blocks


def test_every_block_that_is_not_in_the_other_edition_is_told_and_no_other():
    chance = random.Random(5)
    lines = random_edition(200, 1)
    newer, dropped, edited = [], 0, 0
    for line in lines:
        if chance.random() < 0.1:
            dropped += 1
        elif chance.random() < 0.1:
            edited += 1
            newer.append(line.replace(" ", " nuovo ", 4))
        else:
            newer.append(line)
    chance.shuffle(newer)
    before, after = joined(lines), joined(newer)
    found = changes(before, after)
    assert sum(c.kind == "altered" for c in found) == edited
    assert sum(len(before[0][slice(*c.old)].split("\n\n")) for c in found if c.kind == "removed") == dropped
    assert not any(c.kind == "added" for c in found)


@pytest.mark.parametrize("rate", [0.02, 1.0])
def test_a_thousand_blocks_take_no_time(rate):
    lines = random_edition(1000, 2)
    newer = [line.replace(" ", " altro ", 6) if n % round(1 / rate) == 0 else line for n, line in enumerate(lines)]
    before, after = joined(lines), joined(newer)
    started = time.process_time()
    found = changes(before, after)
    assert len(found) == len(lines) * rate
    assert time.process_time() - started < 1.0  # 0.05 to 0.2 s measured


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("il 30 novembre 2025 scade", "il 15 gennaio 2026 scade", [("30 novembre 2025", "15 gennaio 2026")]),
        ("vale la L.R. 2/2003 oggi", "vale la L.R. 5/2024 oggi", [("2/2003", "5/2024")]),
        ("il 3,5% dei casi", "il 4% dei casi", [("3,5%", "4%")]),
        ("«Bene» – dice l'Ausl", '"bene" - dice l’AUSL', []),
        ("non sono pronti", "sono pronti", [("non", None)]),
        ("sono pronti", "non sono ancora pronti", [(None, "non"), (None, "ancora")]),
        ("", "testo nuovo", [(None, "testo nuovo")]),
        ("", "", []),
    ],
)
def test_words_that_changed(old, new, words):
    found = words_changed(old, new)
    assert [(c.old and old[slice(*c.old)], c.new and new[slice(*c.new)]) for c in found] == words


@pytest.mark.shared
def test_two_real_editions_of_a_plan(shared):
    folder = shared / "documents" / "editions"
    pair = [
        folder / "pianotriennale-2020-2022" / "principi_guida.rst",
        folder / "pianotriennale-2024-2026" / "introduzione" / "principi-guida.rst",
    ]
    old, new = (extract(RawDocument(p.as_uri(), p.name, p.read_bytes(), "")) for p in pair)
    found = changes((old.text, old.blocks), (new.text, new.blocks))
    altered = {new.text[slice(*c.new)]: old.text[slice(*c.old)] for c in found if c.kind == "altered"}
    cloud = next(after for after in altered if "cloud come prima opzione" in after)
    assert "cloud come prima opzione" in altered[cloud]
    assert any(c.kind == "added" and "sostenibilità digitale" in new.text[slice(*c.new)] for c in found)


def test_time_grows_with_the_blocks_not_with_their_square():
    said = [
        f"Il paragrafo {n} parla della scuola {7 * n} e della strada {13 * n} nel quartiere." for n in range(10_000)
    ]

    def edition(lines):
        starts = [0]
        for each in lines:
            starts.append(starts[-1] + len(each) + 1)
        blocks = [Block("paragraph", at, at + len(each)) for at, each in zip(starts, lines, strict=False)]
        return "\n".join(lines), blocks

    altered = [*said[:5000], said[5000].replace("scuola", "palestra"), *said[5001:]]
    started = time.process_time()
    (change,) = changes(edition(said), edition(altered))
    assert change.kind == "altered"
    assert time.process_time() - started < 3.0  # 0.2 s measured; 5 s when a set was made for each block

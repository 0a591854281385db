"""Two plans compared: sections kept, renamed, moved, split, alone; sentences altered word by word; figures with places."""

import random

import pytest

from ingest.pipeline import ingest
from rag.across.compare import compare
from rag.across.figures import figures_changed
from rag.across.scope import scope
from rag.errors import UsageError
from rag.library import Library

OLD = {
    "capitolo_1_acqua.md": """# Capitolo 1. Le reti idriche

Le reti idriche della regione perdono il 32% dell'acqua che portano alle case.

Entro dicembre 2020 i gestori sostituiscono almeno 120 chilometri di tubature vecchie.

Le tariffe restano quelle approvate dall'assemblea dei comuni.

## I controlli

I tecnici dell'agenzia visitano ogni impianto due volte l'anno.

Il registro delle visite è pubblico e si legge sul sito dell'agenzia.
""",
    "capitolo_2_boschi.md": """# Capitolo 2. I boschi

I boschi coprono un terzo del territorio e sono curati dai consorzi forestali di montagna.

I consorzi ricevono 4,5 milioni di euro per aprire sentieri e togliere gli alberi caduti.

La raccolta dei funghi richiede un tesserino che vale per tutta la stagione.

I pascoli alti si affittano ai pastori che ne fanno domanda entro marzo.
""",
    "capitolo_3_scuole.md": """# Capitolo 3. Le scuole

Nelle scuole si insegna a non sprecare il cibo della mensa con giochi e visite agli orti.
""",
}
NEW = {
    "capitolo_1_boschi.md": """# Capitolo 1. Le foreste e i loro consorzi

I boschi coprono un terzo del territorio e sono curati dai consorzi forestali di montagna.

I consorzi ricevono 6 milioni di euro per aprire sentieri e togliere gli alberi caduti.
""",
    "capitolo_2_pascoli.md": """# Capitolo 2. Funghi e pascoli

La raccolta dei funghi richiede un tesserino che vale per tutta la stagione.

I pascoli alti si affittano ai pastori che ne fanno domanda entro marzo.
""",
    "capitolo_3_acqua.md": """# Capitolo 3. Le reti idriche

Le reti idriche della regione perdono il 25% dell'acqua che portano alle case.

Entro dicembre 2023 i gestori sostituiscono almeno 200 chilometri di tubature vecchie.

Le tariffe restano quelle approvate dall'assemblea dei comuni.

Un fondo nuovo aiuta le famiglie che non riescono a pagare la bolletta.

## I controlli

I tecnici dell'agenzia visitano ogni impianto due volte l'anno.

Il registro delle visite è pubblico e si legge sul sito dell'agenzia.
""",
    "capitolo_4_rifiuti.md": """# Capitolo 4. I rifiuti elettronici

I negozi ritirano gratis i telefoni rotti anche da chi non compra niente.
""",
}


def write(folder, files):
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def library(settings, tmp_path):
    write(tmp_path / "d" / "piano-2018-2020", OLD)
    write(tmp_path / "d" / "piano-2021-2023", NEW)
    report = ingest([str(tmp_path / "d")], settings)
    assert report.added == 7, report
    with Library.open(settings) as library:
        yield library


@pytest.fixture
def found(library, settings):
    return compare(library, "piano-2018-2020", "piano-2021-2023", settings)


def section(found, title):
    return next(each for each in found.sections if title in ((each.new or each.old)[-1]))


def test_sections_are_matched_by_what_they_say(found):
    how = {(each.new or each.old)[-1]: each.how for each in found.sections}
    assert how == {
        "Capitolo 1. Le foreste e i loro consorzi": "split",
        "Capitolo 3. Le reti idriche": "same",
        "I controlli": "same",
        "Capitolo 4. I rifiuti elettronici": "only_new",
        "Capitolo 3. Le scuole": "only_old",
    }
    assert len(section(found, "foreste").places) == 3
    assert not found.identical


def test_the_same_is_counted_and_not_shown(found):
    controls = section(found, "controlli")
    assert (controls.kept, controls.differences) == (2, ())
    assert section(found, "foreste").kept == 3
    assert found.kept == 6
    assert [found.count(kind) for kind in ("altered", "added", "removed")] == [3, 2, 1]


def test_an_altered_sentence_is_told_word_by_word(found):
    first = section(found, "reti").differences[0]
    assert first.kind == "altered"
    words = [(first.old.quote[slice(*each.old)], first.new.quote[slice(*each.new)]) for each in first.words]
    assert words == [("32%", "25%")]
    added = [each.new.quote for each in section(found, "reti").differences if each.kind == "added"]
    assert added == ["Un fondo nuovo aiuta le famiglie che non riescono a pagare la bolletta."]


def test_figures_and_dates_with_both_places(found):
    told = {(each.kind, each.old, each.new) for each in found.figures}
    assert told == {
        ("figure", "32%", "25%"),
        ("date", "dicembre 2020", "dicembre 2023"),
        ("figure", "120", "200"),
        ("figure", "4,5 milioni", "6 milioni"),
    }
    pipes = next(each for each in found.figures if each.old == "120")
    assert "chilometri di tubature" in pipes.what
    assert "120" in pipes.old_citation.quote
    assert "piano-2021-2023" in pipes.new_citation.document


def test_every_citation_is_a_slice_of_the_stored_text(found, library):
    citations = [
        each
        for part in found.sections
        for each in (*part.places, *(c for d in part.differences for c in (d.old, d.new)))
    ]
    cited = [each for each in citations if each]
    assert len({each.number for each in cited}) == len(cited)
    for each in cited:
        assert library.text(each.document, each.edition)[each.start : each.end] == each.quote


def test_the_other_way_round_what_came_went(found, library, settings):
    back = compare(library, "piano-2021-2023", "piano-2018-2020", settings)
    assert back.count("added") == found.count("removed")
    assert back.count("removed") == found.count("added")
    assert back.kept == found.kept
    assert section(back, "boschi").how == "merged"


def test_two_editions_of_one_document(settings, tmp_path):
    page = tmp_path / "d" / "pagina.md"
    page.parent.mkdir()
    page.write_text(OLD["capitolo_1_acqua.md"], "utf-8")
    ingest([str(page)], settings)
    page.write_text(NEW["capitolo_3_acqua.md"], "utf-8")
    ingest([str(page)], settings)
    with Library.open(settings) as library:
        found = compare(library, "pagina.md@1", "pagina.md@2", settings)
        assert {(each.old, each.new) for each in found.figures} >= {("32%", "25%"), ("120", "200")}
        assert {each.old_citation.edition for each in found.figures} == {1}
        assert found.figures[0].old_citation.superseded
        with pytest.raises(UsageError, match="non ha l'edizione 3: ci sono 1, 2"):
            scope(library, "pagina.md@3")


def test_texts_that_say_the_same_have_no_change(settings, tmp_path):
    (tmp_path / "d").mkdir()
    text = OLD["capitolo_1_acqua.md"]
    (tmp_path / "d" / "uno.md").write_text(text, "utf-8")
    (tmp_path / "d" / "due.md").write_text(text.replace("'", "’").replace("\n\n", "\n\n\n"), "utf-8")
    ingest([str(tmp_path / "d")], settings)
    with Library.open(settings) as library:
        found = compare(library, "uno.md", "due.md", settings)
        assert found.identical
        assert found.kept == 5


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "dire quale documento"),
        ("x" * 10_000, "al massimo 500 caratteri"),
        ("a\0b", "dire quale documento"),
        ("zzzzz qqqqq", "nessun documento si chiama"),
        ("Capitolo 2. I bosci", "i più vicini: «Capitolo 2. I boschi»"),
        ("capitolo", "può essere 7 documenti"),
    ],
)
def test_a_bad_name_is_told_in_one_line(library, settings, name, why):
    with pytest.raises(UsageError, match=why) as error:
        compare(library, name, "piano-2021-2023", settings)
    assert "\n" not in str(error.value)


def test_the_same_twice_is_refused(library, settings):
    with pytest.raises(UsageError, match="stessa edizione"):
        compare(library, "capitolo_3_scuole.md", "Capitolo 3. Le scuole", settings)


@pytest.mark.parametrize("name", ["piano-2018-2020", "il piano 2018-20", "18-20", "piano-2018-2020/"])
def test_a_plan_has_many_names(library, name):
    assert len(scope(library, name).editions) == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Sono 29 gli ospedali", "Sono 27 gli ospedali", [("29", "27")]),
        ("Costa 3 milioni di euro nel 2020", "Costa 3 milioni di euro nel 2022", [("2020", "2022")]),
        ("Vale l'art. 14 del codice", "Vale l'art. 15 del codice", []),
        ("Il decreto 196/2003 vale", "Il decreto 82/2005 vale", []),
        ("Entro il 3 marzo 2020 si paga", "Entro il 4 aprile 2021 si paga", [("3 marzo 2020", "4 aprile 2021")]),
        ("Nessuna cifra qui", "Nessuna cifra lì", []),
        ("", "Sono 3", []),
    ],
)
def test_figures_changed(old, new, expected):
    assert [(each.old, each.new) for each in figures_changed(old, new)] == expected


def test_a_hundred_pages_shuffled_are_found_again(settings, tmp_path):
    """Sixty chapters in another order, each with one figure changed: every one finds its own."""
    rnd = random.Random(7)
    names = [
        f"{a}{b}" for a in ("mon", "val", "pra", "ros", "bel") for b in ("te", "lina", "do", "seto", "fiore", "nago")
    ]
    chapters = []
    for at, name in enumerate(names):
        body = "\n\n".join(
            f"Il servizio {word} di {name} apre ai cittadini {rnd.choice(names)} e costa {{n}} euro."
            for word in rnd.sample(names, 6)
        )
        chapters.append(f"# Sezione {name.title()}\n\n{body}\n".replace("{n}", str(100 + at), 1).replace("{n}", "9"))
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "prima.md").write_text("\n".join(chapters), "utf-8")
    changed = [each.replace(f" {100 + at} ", f" {500 + at} ") for at, each in enumerate(chapters)]
    rnd.shuffle(changed)
    (tmp_path / "d" / "dopo.md").write_text("\n".join(changed), "utf-8")
    ingest([str(tmp_path / "d")], settings)
    with Library.open(settings) as library:
        found = compare(library, "prima.md", "dopo.md", settings)
    assert {(int(each.old), int(each.new)) for each in found.figures} == {(100 + n, 500 + n) for n in range(len(names))}
    assert found.count("added") == found.count("removed") == 0

"""Plain text, Markdown, RST and subtitles: what the blocks are, and that the text is kept letter for letter."""

import lzma
from pathlib import Path

import pytest

from ingest.extract.invariants import broken_rules, uncovered_words
from ingest.extract.leads import lead_in
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

SHARED = Path(__file__).resolve().parents[2] / "shared"


def read(content: str | bytes, name: str, **kwargs) -> ParsedDocument:
    if isinstance(content, str):
        content = content.encode()
    parsed = extract(RawDocument(f"file:///{name}", name, content, "2026-01-01", **kwargs))
    assert broken_rules(parsed) == []
    return parsed


def outline(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def leads(parsed: ParsedDocument) -> list[str]:
    return [parsed.text[slice(*block.lead)] if block.lead else "" for block in parsed.blocks if block.kind == "item"]


# --- plain text ---------------------------------------------------------------------------------------------------


def test_plain_text_is_kept_letter_for_letter():
    text = "  Titolo breve\r\n\r\nUna frase con\u00a0spazio duro,  due spazi.\t\r\n• un punto\r\n"
    parsed = extract(RawDocument("x:1", "riga 1", text.encode(), "", text=text))
    assert parsed.text == text
    assert broken_rules(parsed) == []
    assert uncovered_words(parsed) == []


def test_bullets_and_their_lead_in():
    parsed = read(
        "Premessa. Le priorità sono:\n- curare\n- prevenire\n  anche a casa\nChiusura lunga del testo.\n", "a.txt"
    )
    assert outline(parsed) == [
        ("paragraph", "Premessa. Le priorità sono:"),
        ("item", "curare"),
        ("item", "prevenire\n  anche a casa"),
        ("paragraph", "Chiusura lunga del testo."),
    ]
    assert leads(parsed) == ["Le priorità sono:"] * 2


def test_lines_ending_in_semicolons_are_items():
    parsed = read(
        "Gli ambiti sono:\n\nPiano per la salute;\n\nReti sociali;\n\nAssetti di governo.\n\nIl resto segue.\n", "a.txt"
    )
    assert [kind for kind, _ in outline(parsed)] == ["paragraph", "item", "item", "item", "paragraph"]
    assert leads(parsed) == ["Gli ambiti sono:"] * 3


def test_lone_numbers_mark_items_and_stay_out_of_them():
    parsed = read(
        "Gli obiettivi sono tre:\n1\ncontrastare la povertà.\n2\nconfermare il Distretto.\n3\ncreare servizi.\n",
        "a.txt",
    )
    assert outline(parsed)[1:] == [
        ("item", "contrastare la povertà."),
        ("item", "confermare il Distretto."),
        ("item", "creare servizi."),
    ]
    assert leads(parsed) == ["Gli obiettivi sono tre:"] * 3


def test_a_figure_alone_on_its_line_is_not_taken_for_a_number():
    parsed = read("Le riduzioni previste:\n29%\nAmmoniaca\n13\nPolveri\n", "a.txt")
    assert uncovered_words(parsed) == []
    assert "13" in " ".join(text for _, text in outline(parsed))


def test_headings_are_short_lines_over_a_list_or_a_paragraph():
    parsed = read(
        "Ambiti strategici\nPartecipazione di comunità\n- Favorire le reti.\n- Studiare i contesti.\n"
        "Governance per l’equità\n- Sostenere l’equità.\nReferente\nLa responsabile è indicata nella pagina dei contatti.\n"
        "Si parla di\nIn Evidenza\n",
        "a.txt",
    )
    assert [(block.kind, block.level) for block in parsed.blocks] == [
        ("heading", 2), ("heading", 3), ("item", 0), ("item", 0), ("heading", 3), ("item", 0), ("heading", 2),
        ("paragraph", 0), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_wrapped_paragraph_is_one_block():
    text = "Il piano è stato presentato agli operatori nel mese di\nluglio, insieme agli strumenti.\n"
    assert outline(read(text, "a.txt")) == [("paragraph", text.strip())]
    wrapped = "\n".join(
        [
            "La Regione approva il piano e lo trasmette a tutti i",
            "Comuni e alle Aziende, che ne tengono conto nella loro",
            "Programmazione dei servizi. Seguono le Conferenze, che",
            "Verificano ogni anno. Il testo finisce qui.",
        ]
    )
    assert len(read(wrapped + "\n", "b.txt").blocks) == 1


def test_paragraphs_on_lines_of_their_own_stay_apart():
    first = "La prima riga è un paragrafo intero, molto più lungo di quanto una riga mandata a capo possa mai essere in un testo."
    assert len(read(f"{first}\n{first}\n", "a.txt").blocks) == 2


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Così non va. Le aree sono:", "Le aree sono:"),
        (
            "Come prevede l'art. 3 della L.R. 2/2003 le aree sono:",
            "Come prevede l'art. 3 della L.R. 2/2003 le aree sono:",
        ),
        ("Le aree sono tre.", None),
    ],
)
def test_lead_in(text, lead):
    span = lead_in(text, 0, len(text))
    assert (text[slice(*span)] if span else None) == lead


def test_title_of_a_saved_news_page_is_the_line_it_repeats():
    title = "Servizi sociali, la sfida è il welfare"
    parsed = read(
        f"rotate-mobile\nCronaca Lugo\n\n{title}\n\nIl testo della notizia, lungo abbastanza.\n\nSi parla di\n\n{title}\n",
        "a.txt",
    )
    assert parsed.metadata.title == title


# --- encodings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(encoding):
    text = "La città è più sana: così si dirà dell’Emilia-Romagna, perché ciò è già realtà.\n"
    assert read(text.encode(encoding), "a.txt").text == text


def test_doubly_encoded_letters_are_mended_with_a_remark():
    text = "Città, comunità e attività: così è più chiaro.\n"
    parsed = read(text.encode().decode("cp1252", errors="replace").replace("\ufffd", "\u00a0").encode(), "a.txt")
    assert parsed.warnings
    assert "comunit" in parsed.text


# --- Markdown -----------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: Piano della prevenzione
publisher: Regione di Prova
published: 2021-12-20
kind: plan
unknown: 3
---

# Piano della prevenzione #

Gli obiettivi del piano sono:

- **curare** le persone
  in ogni età
  - a casa
1. secondo elenco

| Anno | Fondo |
|------|-------|
| 2024 | 482 milioni |

> Una citazione
> su due righe.

<!-- commento -->

Titolo sottolineato
-------------------
"""


def test_markdown_keeps_the_text_and_takes_the_front_matter():
    parsed = read(MARKDOWN, "piano.md")
    assert parsed.text == MARKDOWN.split("---\n", 2)[2]
    assert parsed.metadata.title == "Piano della prevenzione"
    assert (parsed.metadata.published, parsed.metadata.published_how, parsed.metadata.kind) == (
        "2021-12-20",
        "stated",
        "plan",
    )
    assert outline(parsed) == [
        ("heading", "Piano della prevenzione"),
        ("paragraph", "Gli obiettivi del piano sono:"),
        ("item", "**curare** le persone\n  in ogni età"),
        ("item", "a casa"),
        ("item", "secondo elenco"),
        ("row", "Anno | Fondo"),
        ("row", "2024 | 482 milioni"),
        ("paragraph", "Una citazione\n> su due righe."),
        ("heading", "Titolo sottolineato"),
    ]
    assert leads(parsed)[:2] == ["Gli obiettivi del piano sono:", "**curare** le persone\n  in ogni età"]
    row = parsed.blocks[6]
    assert row.lead is not None
    assert parsed.text[slice(*row.lead)] == "Anno | Fondo"


def test_broken_front_matter_is_a_warning_that_names_the_line():
    parsed = read("---\ntitle: 'aperto\nkind: plan\n---\nTesto del documento.\n", "a.md")
    assert parsed.text == "Testo del documento.\n"
    assert "intestazione YAML illeggibile" in parsed.warnings[0]


def test_front_matter_that_is_no_list_of_fields_is_a_warning():
    parsed = read("---\n3: numero\n---\nTesto del documento.\n", "a.md")
    assert "intestazione YAML illeggibile" in parsed.warnings[0]


def test_markdown_without_front_matter_takes_its_heading_as_title():
    assert read("## Un titolo\n\nTesto.\n", "a.md").metadata.title == "Un titolo"


# --- RST ----------------------------------------------------------------------------------------------------------

RST = """
Piano triennale
===============

Il *piano* è (di
seguito Piano) descritto in :ref:`altra pagina <altra>`. Prevede:

- Target 2020

  - Baseline: 85% dei comuni

.. toctree::
   :maxdepth: 2

   capitolo_1

.. topic-speciale:: Da sapere
   :class: nota

   Il testo della direttiva resta.

Capitolo
--------

+------+-------------+
| Anno | Fondo       |
+======+=============+
| 2024 | 482 milioni |
+------+-------------+
"""


def test_rst_is_composed_without_its_markup():
    parsed = read(RST, "piano.rst")
    assert [(block.kind, block.level) for block in parsed.blocks if block.kind == "heading"] == [
        ("heading", 1),
        ("heading", 2),
    ]
    texts = [text for _, text in outline(parsed)]
    assert "Il piano è (di seguito Piano) descritto in altra pagina. Prevede:" in texts
    assert "Anno: 2024; Fondo: 482 milioni" in texts
    assert "Il testo della direttiva resta." in texts
    assert not any("capitolo_1" in text or "maxdepth" in text for text in texts)
    assert leads(parsed) == ["Prevede:", "Target 2020"]
    assert parsed.metadata.title == "Piano triennale"


def test_rst_never_opens_other_files(tmp_path):
    secret = tmp_path / "segreto.txt"
    secret.write_text("parola-segreta")
    parsed = read(f"Titolo\n======\n\nTesto.\n\n.. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n", "a.rst")
    assert "parola-segreta" not in parsed.text


# --- subtitles ----------------------------------------------------------------------------------------------------

ROLLING = """WEBVTT - Il webinar di prova
Kind: captions
Language: it

00:00:01.000 --> 00:00:03.000
Buongiorno a tutti e
<c>benvenuti</c> al webinar

00:00:03.000 --> 00:00:05.000
benvenuti al webinar
sulla prevenzione.

00:01:05.000 --> 00:01:07.000
<v Anna Bianchi>Grazie. &amp; buon lavoro.

00:01:08.000 --> 00:01:09.000
<v Anna Bianchi>Cominciamo.
"""


def test_rolling_captions_are_merged_and_speakers_kept():
    parsed = read(ROLLING, "w.vtt")
    assert parsed.text == (
        "Buongiorno a tutti e benvenuti al webinar sulla prevenzione.\n\n"
        "Anna Bianchi: Grazie. & buon lavoro. Cominciamo."
    )
    assert parsed.metadata.title == "Il webinar di prova"
    assert (parsed.metadata.kind, parsed.metadata.language) == ("transcript", "it")
    assert parsed.marks[0].offset == 0
    minutes = {parsed.text[mark.offset :].split()[0]: mark.minute for mark in parsed.marks}
    assert minutes == {"Buongiorno": "00:00:01", "sulla": "00:00:03", "Anna": "00:01:05", "Cominciamo.": "00:01:08"}


def test_srt_paragraphs_end_with_sentences():
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nQuesta è la frase numero {n} della seduta. E\n\n"
        for n in range(1, 40)
    )
    parsed = read(cues, "s.srt")
    paragraphs = [parsed.text[block.start : block.end] for block in parsed.blocks]
    assert len(paragraphs) > 2
    assert all(300 < len(paragraph) <= 800 for paragraph in paragraphs[:-1])
    assert all(paragraph.endswith("seduta.") for paragraph in paragraphs[:-1])


def test_the_same_word_said_twice_stays_twice():
    parsed = read("1\n00:00:01,000 --> 00:00:02,000\nSì.\n\n2\n00:00:05,000 --> 00:00:06,000\nSì.\n", "s.srt")
    assert parsed.text == "Sì. Sì."


def test_speakers_in_capitals_and_chevrons_begin_paragraphs():
    parsed = read(
        "1\n00:00:01,000 --> 00:00:02,000\nROSSI: Buongiorno.\n\n2\n00:00:03,000 --> 00:00:04,000\n>> Prego.\n", "s.srt"
    )
    assert parsed.text == "ROSSI: Buongiorno.\n\nPrego."


def cues(*texts: str) -> str:
    return "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n\n" for n, text in enumerate(texts, 1))


def test_speakers_by_dash_and_by_name():
    said = (
        "- Buongiorno.\n- Buongiorno a lei.",
        "[Musica]",
        "Anna De Luca: Grazie.",
        "Ricorda: il fondo.",
        "Anna De Luca: Ecco.",
    )
    assert read(cues(*said, ">> Bene."), "s.srt").text.split("\n\n") == [
        "Buongiorno.", "Buongiorno a lei.", "Anna De Luca: Grazie. Ricorda: il fondo. Ecco.", "Bene.",
    ]  # fmt: skip


def test_captions_with_full_stops_are_never_cut_inside_a_sentence_by_a_silence():
    texts = ["Questa è una frase della seduta che va avanti per un bel pezzo."] * 8 + ["Il fondo", "cresce."]
    spread = "".join(f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:01,000\n{text}\n\n" for n, text in enumerate(texts, 1))
    parsed = read(spread, "s.srt")
    assert len(parsed.blocks) == 2
    assert parsed.text.endswith("Il fondo cresce.")


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("[{}] {}: {}", "Anna Bianchi: Buongiorno."),
        ("{} {}: {}", "Anna Bianchi: Buongiorno."),
        ("{}\n{}: {}", "Anna Bianchi: Buongiorno."),
    ],
)
def test_a_plain_transcript_gives_speakers_and_minutes(form, first):
    turns = [("00:00:04", "Anna Bianchi", "Buongiorno."), ("00:01:10", "Ugo Neri", "Il fondo vale"), ("00:01:15", "Ugo Neri", "482 milioni."),
             ("00:12:31", "Anna Bianchi", "Grazie.")]  # fmt: skip
    parsed = read("Webinar sul fondo\n\n" + "\n".join(form.format(*turn) for turn in turns), "t.txt")
    assert parsed.text.split("\n\n") == [
        "Webinar sul fondo", first, "Ugo Neri: Il fondo vale 482 milioni.", "Anna Bianchi: Grazie.",
    ]  # fmt: skip
    assert parsed.metadata.kind == "transcript"
    where = {parsed.text[mark.offset :].split("\n")[0]: mark.minute for mark in parsed.marks}
    assert where["Anna Bianchi: Grazie."] == "00:12:31"
    assert where["Webinar sul fondo"] is None


def test_times_on_lines_of_their_own_are_merged_into_sentences():
    parsed = read("0:00\nil fondo regionale\n0:03\nvale 482 milioni\n0:07\ne cresce ancora\n0:09\nogni anno\n", "t.txt")
    assert parsed.text == "il fondo regionale vale 482 milioni e cresce ancora ogni anno"
    assert [mark.minute for mark in parsed.marks] == ["00:00:00", "00:00:03", "00:00:07", "00:00:09"]


def test_the_programme_of_a_day_is_no_transcript():
    text = "Programma\n09:30 Apertura dei lavori\n10:00 Relazione introduttiva\n11:15 Dibattito\n13:00 Chiusura\n"
    parsed = read(text, "t.txt")
    assert parsed.text == text
    assert parsed.marks == ()


def test_subtitles_without_times_are_refused():
    with pytest.raises(ReadError, match="tempo"):
        read("WEBVTT\n\nniente\n", "s.vtt")


SAVED = """rotate-mobile
Cronaca Lugo

La sfida del futuro è il welfare

L'agenzia regionale ha organizzato un incontro dedicato alla Romagna, il primo di una serie.

Il piano è stato presentato mercoledì agli operatori di tutta la provincia.

Si parla di

In Evidenza

La sfida del futuro è il welfare

Il Giornale è in caricamento
"""


def test_a_saved_news_page_gives_itself_away_by_saying_its_title_twice():
    parsed = read(SAVED, "a.txt")
    assert parsed.text == SAVED
    assert [text.split()[0] for _, text in outline(parsed)] == ["La", "L'agenzia", "Il"]
    assert parsed.metadata.title == "La sfida del futuro è il welfare"


@pytest.mark.parametrize(
    "text",
    [
        SAVED.replace("\nLa sfida del futuro è il welfare\n\nIl Giornale", "\nIl Giornale"),  # the title only once
        SAVED.replace("rotate-mobile", "Il Consiglio si è riunito ieri mattina a Lugo, come ogni mese."),
        "Articolo 1\n\nLa Regione promuove la salute.\n\nArticolo 2\n\nLa Regione promuove la casa.\n\nReferente\n\nMonica Pedroni\n",
        "Relazione annuale del fondo regionale\n\nAnno 2023: 482 milioni.\n\nRelazione annuale del fondo regionale\n\nAnno 2024: 564 milioni.\n\nRelazione annuale del fondo regionale\n\nAnno 2025: 600 milioni, di cui 20 nuovi.\n",
    ],
)
def test_a_text_without_that_sign_keeps_every_line(text):
    assert uncovered_words(read(text, "a.txt")) == []


def test_lines_of_a_few_words_under_a_colon_are_items():
    text = (
        "Il servizio è composto da:\nAzienda sanitaria di Bologna\nAzienda sanitaria di Imola\nIstituto ortopedico\n"
        "Il piano regionale è stato scritto con più di cinquecento persone in due anni di lavoro.\n"
    )
    assert leads(read(text, "a.txt")) == ["Il servizio è composto da:"] * 3
    values = text.replace("Azienda sanitaria di Bologna", "13%").replace("Istituto ortopedico", "PM10")
    assert leads(read(values, "a.txt")) == []


# --- the shared material ------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "regional").exists(), reason="needs ../shared")
def test_regional_lists_keep_their_lead_ins():
    folder = SHARED / "regional"
    parsed = {path.name[:3]: read(path.read_bytes(), path.name) for path in sorted(folder.glob("*.txt"))}
    assert all(
        parsed[name].text == path.read_bytes().decode()
        for name, path in ((p.name[:3], p) for p in folder.glob("*.txt"))
    )
    assert leads(parsed["003"]) == ["Gli ambiti di priorità del gruppo di lavoro sono:"] * 4
    assert (
        leads(parsed["000"])
        == ["Questi gli elementi di sintesi dei 4 webinar realizzati tra maggio e ottobre 2020:"] * 9
    )
    heads = [text for kind, text in outline(parsed["001"]) if kind == "heading"]
    assert heads[2:6] == [
        "Ambiti strategici",
        "Partecipazione e sviluppo di comunità",
        "Governance per l’equità",
        "Cambiamento e benessere organizzativo",
    ]
    uncovered = {name: " ".join(left) for name, document in parsed.items() if (left := uncovered_words(document))}
    assert uncovered.pop("003") == "date"  # whoever saved the page put it there
    title = 'Servizi socio sanitari sfida del futuro "welfare comunità"'.replace('"', "")
    assert uncovered.pop("002") == (
        f"rotate mobile Cronaca Lugo parla Evidenza Potrebbe interessarti {title} RavennaToday caricamento"
    )
    assert uncovered.pop("004").startswith("Partagez Région Assolombarda")
    assert uncovered == {}
    assert parsed["002"].metadata.title == 'Servizi socio-sanitari, la sfida del futuro è il "welfare di comunità"'


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "documents/editions").exists(), reason="needs ../shared")
@pytest.mark.parametrize("ending", [".rst", ".md", ".srt"])
def test_shared_texts_hold_to_the_rules(ending):
    paths = [path for folder in ("editions", "speech") for path in (SHARED / "documents" / folder).rglob(f"*{ending}")]
    assert paths
    for path in paths:
        if path.stat().st_size > 2:
            parsed = read(path.read_bytes(), path.name)
            assert uncovered_words(parsed) == [] or ending == ".md", path


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "datasets/mono-it").exists(), reason="needs ../shared")
def test_a_long_plain_text_is_read_fast_enough_to_finish():
    path = next((SHARED / "datasets/mono-it").glob("*.xz"))
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        text = "".join(line for _, line in zip(range(5000), lines, strict=False))
    assert uncovered_words(read(text, "lungo.txt")) == []

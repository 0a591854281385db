"""Clutter by repetition over one site: pages cut without it, the stored text whole, whatever the order of the pages."""

import json

import pytest

from ingest.clutter import clutter_of, judge, key_of, lines_of
from ingest.pipeline import ingest
from rag.hosts import host_of
from rag.library import Library
from rag.search import open_search
from rag.types import Block

MENU = "Condividi su WhatsApp"
NOTICE = "Questo sito usa solo cookie tecnici, necessari a mostrare le pagine e a contare le visite di chi le legge."
OTHERS = "Potrebbe interessarti"
SUBJECTS = {
    "Piano della prevenzione": "Il piano riguarda la prevenzione nei luoghi di lavoro e nelle scuole di tutta la regione.",
    "Case della comunità": "Le case della comunità aperte nel distretto di Ravenna sono quattordici entro dicembre.",
    "Fondo per la non autosufficienza": "Il fondo cresce di trenta milioni di euro rispetto allo scorso anno.",
    "Trasporto pubblico locale": "Il programma della mobilità prevede nuovi autobus elettrici a Parma.",
}


def page(title: str, body: str) -> str:
    others = [each for each in SUBJECTS if each != title][:2]
    return "\n\n".join([MENU, body, NOTICE, OTHERS, *others, title])


def write(path, subjects, host="www.comune.example"):
    lines = [
        {"uri": f"https://{host}/{number}", "title": title, "text": page(title, body)}
        for number, (title, body) in enumerate(subjects.items())
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return str(path)


def blocks_of(lines: list[str], kinds: dict[int, str] | None = None) -> tuple[str, list[Block]]:
    text, blocks = "\n".join(lines), []
    for number, line in enumerate(lines):
        start = sum(len(each) + 1 for each in lines[:number])
        kind = (kinds or {}).get(number, "paragraph")
        blocks.append(Block(kind, start, start + len(line), 2 if kind == "heading" else 0))
    return text, blocks


def shown(settings) -> list[str]:
    with Library.open(settings) as library:
        return sorted(passage.text for passage, _ in library.current_passages())


def test_repeated_lines_teasers_and_the_title_said_again_are_in_no_passage(settings, tmp_path):
    ingest([write(tmp_path / "p.jsonl", SUBJECTS)], settings)
    found = shown(settings)
    assert len(found) == len(SUBJECTS)
    assert not any(word in text for text in found for word in (MENU, OTHERS))
    assert sum(NOTICE in text for text in found) == 1  # prose that all pages carry can still be found, once
    with Library.open(settings) as library:
        assert all(MENU in (library.text(record.uri) or "") for record in library.records())
    search = open_search(settings)
    assert not any(MENU in hit.passage.text for hit in search.search("condividi su whatsapp"))
    search.close()


def test_what_the_order_of_pages_was_does_not_show(settings, tmp_path):
    names = list(SUBJECTS)
    for count in range(1, len(names) + 1):
        ingest([write(tmp_path / "p.jsonl", {name: SUBJECTS[name] for name in names[:count]})], settings)
    grown = shown(settings)
    once = settings.model_copy(update={"home": tmp_path / "once"})
    ingest([write(tmp_path / "p.jsonl", SUBJECTS)], once)
    assert grown == shown(once)


def test_indexes_follow_when_pages_are_cut_again(settings, tmp_path):
    few = dict(list(SUBJECTS.items())[:2])
    ingest([write(tmp_path / "p.jsonl", few)], settings)
    assert any(MENU in text for text in shown(settings))  # two pages may well say the same
    ingest([write(tmp_path / "p.jsonl", SUBJECTS)], settings)
    search = open_search(settings)
    assert search.indexes.whole()
    assert search.search("autobus elettrici a Parma")[0].passage.text.startswith("Il programma")
    assert not any(MENU in hit.passage.text for hit in search.search(MENU))
    search.close()


def test_sites_do_not_mix_and_files_have_none(settings, tmp_path):
    parts = [dict([each]) for each in SUBJECTS.items()]
    for number, part in enumerate(parts):
        ingest([write(tmp_path / f"{number}.jsonl", part, host=f"sito{number}.example")], settings)
    assert all(MENU in text for text in shown(settings))
    assert host_of("https://www.comune.example/a") == host_of("http://comune.example/b") == "comune.example"


def test_copies_of_one_page_are_no_repetition():
    lines = [key_of(line) for line in ("Una frase breve", "Un'altra frase")]
    pages = {f"https://a.example/?p={n}": ("La stessa pagina", lines) for n in range(3)}
    assert not clutter_of(pages).short
    others = {f"https://a.example/{n}": (f"Pagina {n} di un sito", lines) for n in "abc"}
    assert clutter_of(others).short == set(lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ultima modifica 2023-04-20T10:11:12+02:00", "Ultima modifica: 2024-01-02T08:00:00+01:00"),
        ("Delibera (12.92 MB)", "Delibera (1,4 MB)"),
        ("Pubblicato il 3 maggio 2023", "pubblicato il 14 giugno 2024"),
        ("Aggiornato 03/05/2023, 10:15", "aggiornato 14/06/2024 9:00"),
    ],
)
def test_stamps_are_any_stamp(one, other):
    assert key_of(one) == key_of(other)


def test_figures_are_not_stamps():
    assert key_of("84 case della comunità") != key_of("187 case della comunità")
    assert key_of("L.R. 2/2003") != key_of("L.R. 5/2004")


def test_a_section_that_many_pages_have_stays_in_the_middle_and_goes_at_the_tail():
    lines = [
        "Obiettivi",
        "Primo testo della pagina.",
        "Costi",
        "Gratuito",
        "Tempi",
        "Trenta giorni.",
        "Utilità",
        "Stampa",
    ]
    kinds = dict.fromkeys((0, 2, 4, 6), "heading")
    text, blocks = blocks_of(lines, kinds)
    repeated = [key_of(each) for each in ("Obiettivi", "Costi", "Gratuito", "Utilità", "Stampa")]
    pages = {f"https://a.example/{n}": (f"Servizio {n}", [*repeated, key_of(f"riga {n}")]) for n in "abcde"}
    marked = judge(text, blocks, "https://a.example/a", "Servizio a", clutter_of(pages))
    assert {lines[each] for each in marked} == {"Utilità", "Stampa"}


def test_a_lead_in_stays_with_its_list():
    lines = ["Le priorità sono:", "ridurre le liste di attesa", "sostenere chi cura"]
    text, blocks = blocks_of(lines, {1: "item", 2: "item"})
    lead = (blocks[0].start, blocks[0].end)
    blocks = [blocks[0], *(Block("item", each.start, each.end, 0, lead) for each in blocks[1:])]
    pages = {f"https://a.example/{n}": (f"Comunicato {n}", lines_of(text, blocks)[:1]) for n in "abc"}
    assert judge(text, blocks, "https://a.example/z", "Altro", clutter_of(pages)) == frozenset()


def test_a_page_of_nothing_else_stays_whole():
    lines = ["Indice del sito", "Piani e programmi"]
    text, blocks = blocks_of(lines)
    pages = {f"https://a.example/{n}": (f"Pagina {n}", lines_of(text, blocks)) for n in "abc"}
    assert judge(text, blocks, "https://a.example/a", "Pagina a", clutter_of(pages)) == frozenset()

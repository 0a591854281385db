"""Web pages by their structure: share boxes, crumbs, stamps and sizes go; accordions, forms, times in sentences stay."""

import time

import pytest

from ingest.extract.invariants import broken_rules, uncovered_words
from ingest.extract.registry import extract
from ingest.parsed import ParsedDocument, RawDocument
from rag.errors import ReadError

P1 = "La Giunta ha approvato il riparto del Fondo regionale per la non autosufficienza, che cresce rispetto all'anno prima."
P2 = "Le risorse vanno alle Aziende sanitarie, che le assegnano ai distretti secondo il numero degli anziani residenti."
P3 = "Il provvedimento passa ora alle Conferenze territoriali, che decidono il riparto fra i distretti entro dicembre."


def read(
    body: str, head: str = "<title>Il fondo regionale</title>", uri: str = "https://example.org/a"
) -> ParsedDocument:
    page = f"<!DOCTYPE html><html lang='it'><head>{head}</head>{body if '<body' in body or '<frameset' in body else f'<body>{body}</body>'}</html>"
    parsed = extract(RawDocument(uri, "a.html", page.encode(), "2026-01-01"))
    assert broken_rules(parsed) == []
    assert uncovered_words(parsed) == []
    return parsed


def words(parsed: ParsedDocument) -> list[str]:
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def outline(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


# --- clutter that structure tells ---------------------------------------------------------------------------------

PLONE = f"""
<p class="hiddenStructure"><a href="#content">Vai al contenuto</a></p>
<div id="portal-breadcrumbs"><span>Tu sei qui:</span> <a href="/">Home</a> / <a href="/notizie">Notizie</a> / Fondo</div>
<div id="content"><h1>Il fondo regionale</h1>
<div class="documentByLine">pubblicato da Redazione — <span class="documentModified">ultima modifica <span>2023-04-20T10:15:00+02:00</span></span></div>
<p>{P1}</p><p>{P2}</p>
<p>Il testo della <a href="/delibera.pdf">delibera di riparto</a> (12.92 MB) è pubblicato qui per intero.</p>
<p>{P3}</p>
<div class="documentActions"><strong>Azioni sul documento</strong><ul><li><a href="javascript:this.print();">Stampa</a></li>
<li><a href="https://www.facebook.com/sharer/sharer.php?u=x">Facebook</a></li></ul></div>
<form><fieldset><legend>Questa pagina ti è stata utile?</legend><label>Sì</label><input type="radio"><label>No</label></fieldset></form>
</div><footer id="portal-footer"><h2 class="hiddenStructure">Piè di pagina</h2><p>Regione di Prova, viale Aldo Moro 52</p></footer>"""


def test_a_regional_page_keeps_its_text_and_nothing_of_the_site():
    parsed = read(PLONE)
    assert words(parsed) == [
        "Il fondo regionale", P1, P2, "Il testo della delibera di riparto è pubblicato qui per intero.", P3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "box",
    [
        '<div class="x1">Condividi su <a href="https://www.facebook.com/sharer.php?u=a">Facebook</a> <a href="https://api.whatsapp.com/send?text=a">WhatsApp</a></div>',
        '<p>Partagez <a href="https://twitter.com/intent/tweet?url=a">Twitter</a> <a href="mailto:?subject=a">E-mail</a></p>',
        '<ul><li>Seguici</li><li><a href="https://www.facebook.com/ente">Facebook</a></li><li><a href="https://x.com/ente">X</a></li></ul>',
        '<div class="share-buttons"><span>Condividi questo articolo con i tuoi amici</span></div>',
        '<p>Leggi anche: <a href="/altra-notizia">Le case della comunità aprono in tutta la regione</a></p>',
        "<p>Ultimo aggiornamento: 20 aprile 2023, ore 10:15</p>",
        "<p>Ultima modifica 2023-04-20T10:15:00+02:00</p>",
        "<p>Dernière mise à jour le 14/01/2020</p>",
        '<figure><img src="a.jpg"><figcaption>La presidente alla presentazione del piano</figcaption></figure>',
        '<div class="didascalia">La presidente alla presentazione</div>',
        "<p>Foto: Archivio regionale</p>",
        '<p hidden>Testo nascosto per sempre, che nessuno vede.</p><div style="display: none">Altro testo nascosto.</div>',
        '<div role="dialog"><p>Questo sito usa i cookie per migliorare la navigazione dei suoi visitatori.</p></div>',
        '<div id="comments"><h3>2 commenti</h3><p>Non sono d\'accordo con questa scelta, i soldi sono sempre troppo pochi.</p></div>',
        '<nav aria-label="pagine"><a href="?p=1">1</a> <a href="?p=2">2</a></nav>',
    ],
)
def test_a_box_of_the_site_inside_the_text_is_left_out(box):
    assert words(read(f"<main><h1>Il fondo regionale</h1><p>{P1}</p><p>{P2}</p>{box}<p>{P3}</p></main>")) == [
        "Il fondo regionale", P1, P2, P3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<p>Il <time datetime="2022-06-03">3 giugno 2022</time> si è riunito il gruppo.</p>', "Il 3 giugno 2022 si è riunito il gruppo."),
        ("<p>Scarica: <a href='/piano.pdf'>Piano sociale e sanitario regionale</a></p>", "Scarica: Piano sociale e sanitario regionale"),
        ("<p>Il canale è su <a href='https://www.youtube.com/ente'>YouTube</a>, aperto a tutti i cittadini della regione.</p>", "Il canale è su YouTube, aperto a tutti i cittadini della regione."),
        ("<p>Il piano vale 12 MB di dati e 482 milioni di euro in tutta la regione.</p>", "Il piano vale 12 MB di dati e 482 milioni di euro in tutta la regione."),
        ("<figure><img src='a.png'><figcaption>Figura 2. Anziani soli per distretto, 2024</figcaption></figure>", "Figura 2. Anziani soli per distretto, 2024"),
        (f"<aside><p>In breve. {P2} {P3}</p></aside>", f"In breve. {P2} {P3}"),
        ("<p>Il Comune, aggiornato il 3 maggio il bando, apre lo sportello.</p>", "Il Comune, aggiornato il 3 maggio il bando, apre lo sportello."),
        ("<p>Per informazioni scrivere a <a href='mailto:info@example.org?subject=a'>info@example.org</a> entro il mese.</p>", "Per informazioni scrivere a info@example.org entro il mese."),
        ("<p>Il Fondo <ins>regionale</ins> cresce ogni anno e arriva a tutti i distretti.</p>", "Il Fondo regionale cresce ogni anno e arriva a tutti i distretti."),
    ],
)  # fmt: skip
def test_what_only_looks_like_clutter_stays(markup, kept):
    assert kept in words(read(f"<main><h1>Il fondo regionale</h1><p>{P1}</p>{markup}<p>{P3}</p></main>"))


def test_a_page_inside_one_form_is_read():
    body = f"<form id='aspnetForm'><input type='hidden' value='x'><div id='corpo'><h1>Il fondo regionale</h1><p>{P1}</p><p>{P2}</p></div></form>"
    assert words(read(body)) == ["Il fondo regionale", P1, P2]


def test_a_page_whose_crossed_tags_put_it_in_a_noscript_is_read():
    body = f"<noscript><p>Attivare JavaScript.<div><h1>Il fondo regionale</h1><p>{P1}</p><p>{P2}</p><p>{P3}</p></div></noscript>"
    assert words(read(body))[-3:] == [P1, P2, P3]


def test_a_standfirst_outside_the_body_of_the_article_is_kept():
    lead = "Il fondo cresce di 82 milioni in un anno, e per la prima volta arriva a tutti i distretti della regione."
    teaser = "".join(
        f"<li><a href='/n{n}'>Altra notizia del giorno numero {n} con il suo titolo</a></li>" for n in range(9)
    )
    body = f"<div><div class='top'><h1>Il fondo regionale</h1><div class='chapo'>{lead}</div></div><article><p>{P1}</p><p>{P2}</p><p>{P3}</p></article></div><ul>{teaser}</ul>"
    assert words(read(body)) == ["Il fondo regionale", lead, P1, P2, P3]


def test_a_short_page_keeps_its_heading_apart_from_its_text():
    text = "L'università di Cento conterà 5.100 iscritti perché è più vicina, così dice il rettore."
    found = outline(read(f"<h1>Università della città</h1><p>{text}</p>"))
    assert found == [("heading", "Università della città"), ("paragraph", text)]


# --- what is folded -----------------------------------------------------------------------------------------------


def test_accordions_and_tabs_are_unfolded_with_their_names():
    panels = "".join(
        f"<div class='accordion-item'><h3 class='accordion-header'><button class='accordion-button collapsed' data-bs-toggle='collapse' "
        f"data-bs-target='#c{n}' aria-expanded='false' aria-controls='c{n}'>{name}</button></h3>"
        f"<div id='c{n}' class='accordion-collapse collapse' aria-hidden='true' style='display:none'><div class='accordion-body'><p>{text}</p></div></div></div>"
        for n, (name, text) in enumerate((("A chi è rivolto", P2), ("Come fare", P3)))
    )
    body = f"<main><h1>Il fondo regionale</h1><p>{P1}</p><div class='accordion'>{panels}</div></main>"
    assert outline(read(body))[2:] == [
        ("heading", "A chi è rivolto"), ("paragraph", P2), ("heading", "Come fare"), ("paragraph", P3),
    ]  # fmt: skip


def test_details_and_tab_panels_have_their_label_as_heading():
    body = (
        f"<main><h1>Il fondo regionale</h1><p>{P1}</p><details><summary>Requisiti</summary><p>{P2}</p></details>"
        f"<div role='tablist'><a role='tab' href='#t1' aria-controls='t1'>Tempi</a></div><div role='tabpanel' id='t1' hidden><p>{P3}</p></div></main>"
    )
    found = outline(read(body))
    assert found[2:4] == [("heading", "Requisiti"), ("paragraph", P2)]
    assert found[4:] == [("heading", "Tempi"), ("paragraph", P3)]


# --- tables, terms, frames ----------------------------------------------------------------------------------------


def rows_of(table: str) -> list[str]:
    parsed = read(f"<main><h1>Il fondo regionale</h1><p>{P1}</p><p>{P2}</p>{table}<p>{P3}</p></main>")
    return [text for kind, text in outline(parsed) if kind in ("row", "caption")]


def test_a_table_with_headings_over_two_rows_and_cells_over_several():
    table = (
        "<table><caption>Il fondo</caption><thead><tr><th rowspan='2'>Area</th><th colspan='2'>2024</th></tr><tr><th>previsto</th><th>speso</th></tr></thead>"
        "<tbody><tr><th scope='row' rowspan='2'>Salute</th><td>482</td><td>480</td></tr><tr><td>12</td><td>11</td></tr></tbody></table>"
    )
    assert rows_of(table) == [
        "Il fondo", "Area; 2024, previsto; 2024, speso", "Area: Salute; 2024, previsto: 482; 2024, speso: 480",
        "Area: Salute; 2024, previsto: 12; 2024, speso: 11",
    ]  # fmt: skip


def test_a_table_of_names_and_values():
    table = "<table><tr><th>Ente</th><td>AUSL Romagna</td></tr><tr><th>Sede</th><td>Ravenna</td></tr></table>"
    assert rows_of(table) == ["Ente: AUSL Romagna", "Sede: Ravenna"]


def test_a_page_laid_out_as_a_table_is_text():
    body = f"<table><tr><td><a href='/'>Home</a><br><a href='/n'>Notizie</a></td><td><h2>Il fondo regionale</h2><p>{P1} {P2} {P3}</p><p>{P2}</p></td></tr></table>"
    found = outline(read(body))
    assert ("paragraph", f"{P1} {P2} {P3}") in found
    assert not any(kind == "row" for kind, _ in found)


def test_a_list_of_terms_says_what_hangs_from_what():
    parsed = read(
        f"<main><h1>Glossario</h1><p>{P1}</p><p>{P2}</p><dl><dt>CAU</dt><dd>Centro di assistenza e urgenza.</dd><dt>COT</dt><dd>Centrale operativa territoriale.</dd></dl></main>"
    )
    leads = {parsed.text[b.start : b.end]: parsed.text[slice(*b.lead)] for b in parsed.blocks if b.lead}
    assert leads == {"Centro di assistenza e urgenza.": "CAU", "Centrale operativa territoriale.": "COT"}


def test_the_markup_an_iframe_carries_is_read_with_a_remark():
    inner = f"<p>{P2}</p>".replace("'", "&#39;")
    parsed = read(f"<main><h1>Il fondo regionale</h1><p>{P1}</p><iframe srcdoc='{inner}'></iframe><p>{P3}</p></main>")
    assert words(parsed) == ["Il fondo regionale", P1, P2, P3]
    assert parsed.warnings == ("parte del testo sta in riquadri (iframe): letti 1",)


def test_a_page_of_frames_says_where_its_text_is():
    with pytest.raises(ReadError, match=r"riquadro \(frame\): leggere menu.html, testo.html"):
        read("<frameset cols='20%,80%'><frame src='menu.html'><frame src='testo.html'></frameset>")


def test_a_frame_that_only_counts_visits_is_not_named():
    frame = "<noscript><iframe src='https://counter.example.org/' height='0'></iframe></noscript>"
    with pytest.raises(ReadError, match="JavaScript"):
        read(f"{frame}<div id='app'></div>")


def test_frames_in_frames_without_end_are_opened_three_deep():
    page = "<p>fondo</p>"
    for _ in range(12):
        page = f'<p>strato</p><iframe srcdoc="{page.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    assert read(page).text.count("strato") == 4


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "published", "how"),
    [
        ('<meta property="article:modified_time" content="2024-01-01">', "<p>Mis à jour le 14/01/2020</p>", None, None),
        ('<meta property="article:modified_time" content="2024-01-01">', "<p>Publié le 13 janvier 2020, mis à jour le 14/01/2020</p>", "2020-01-13", "stated"),
        ("", "<p>Data di pubblicazione: <time>3 giugno 2022</time></p>", "2022-06-03", "stated"),
        ('<script type="application/ld+json">{"dateModified":"2024-01-01","datePublished":"2023-05-06"}</script>', "", "2023-05-06", "metadata"),
        ("", '<article><time datetime="2023-05-06">6 maggio</time></article>', "2023-05-06", "metadata"),
        ("", '<article>Aggiornato il <time itemprop="dateModified" datetime="2023-05-06">6 maggio</time></article>', None, None),
    ],
)  # fmt: skip
def test_a_date_of_publication_is_no_date_of_modification(head, body, published, how):
    metadata = read(f"<main><h1>Il fondo regionale</h1>{body}<p>{P1}</p></main>", head).metadata
    assert (metadata.published, metadata.published_how) == (published, how)


# --- size and depth -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + P1 + P2,
        "".join(f"<p>{P1} <a href='https://www.facebook.com/sharer.php?u={n}'>f</a>" for n in range(3000)),
        "<table>" + "<tr><td rowspan='60000' colspan='60000'>a</td><td>b</td></tr>" * 300 + f"</table><p>{P1}</p>",
        "<ul><li>" * 2000 + P1 + P2,
        "".join(f"<span><b><i>{P1}" for _ in range(2000)),
        f"<p>{P1}" + "<a href='x'>" * 5000 + P2,
    ],
    ids=["deep", "shares", "spans", "lists", "inline", "links"],
)
def test_a_page_made_to_be_slow_is_read_in_bounded_time(body):
    began = time.perf_counter()
    read(body)
    assert time.perf_counter() - began < 30

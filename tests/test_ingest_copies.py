"""Copies of one release: what is grouped, what never is, and who leads."""

import random
import subprocess
import sys

import pytest

from eval.copies import Sample, score, the_set, variants
from ingest.copies import Rules, releases, signature
from ingest.extract.registry import extract
from ingest.likeness import compare, opened
from ingest.parsed import RawDocument
from rag.types import DocumentRecord

RELEASE = """La Giunta approva il riparto del fondo per chi assiste un familiare

La Giunta regionale ha approvato oggi il riparto del fondo per chi si prende cura di un familiare: 7 milioni e 200mila euro per il 2025.

Le risorse vanno ai 38 distretti secondo la popolazione con più di 75 anni e saranno usate per sportelli di ascolto, sollievo a domicilio e formazione.

L'assessora Marta Rinaldi ricorda che i caregiver riconosciuti sono 4.310 e che il registro resta aperto fino al 30 novembre.

In provincia di Modena arrivano 812mila euro, in quella di Parma 540mila, in quella di Ferrara 467mila."""


def made(*pages):
    """pages: (uri, text) or (uri, text, fields of the record) -> signatures and records by number."""
    signatures, records = {}, {}
    for number, (uri, text, *fields) in enumerate(pages):
        parsed = extract(RawDocument(uri, "x.txt", text.encode(), "", text=text))
        signatures[number] = signature(parsed.text, parsed.blocks)
        records[number] = DocumentRecord(uri=uri, **{"title": "Riparto del fondo", **(fields[0] if fields else {})})
    return signatures, records


def grouped(*pages):
    return releases(*made(*pages))


def test_the_same_words_on_two_sites_are_one_release():
    assert grouped(("https://a.it/1", RELEASE), ("https://b.it/2", RELEASE)) == {0: 0, 1: 0}


def test_a_release_cut_to_the_province_is_a_copy_and_so_are_two_cuts():
    start = RELEASE.rsplit("\n\n", 1)[0]
    modena = (
        start
        + "\n\nA Modena i soldi andranno soprattutto agli sportelli di Carpi e Mirandola, dice il presidente del distretto."
    )
    parma = (
        start + "\n\nA Parma si punta sul sollievo a domicilio, con due cooperative di Fidenza che coprono la montagna."
    )
    assert set(grouped(("https://a.it/1", RELEASE), ("https://m.it/1", modena), ("https://p.it/1", parma))) == {0, 1, 2}
    assert set(grouped(("https://m.it/1", modena), ("https://p.it/1", parma))) == {0, 1}


def test_next_years_note_is_another_release():
    later = (
        RELEASE.replace("2025", "2026").replace("7 milioni e 200mila", "8 milioni e 100mila").replace("4.310", "4.902")
    )
    later = later.replace("30 novembre", "15 ottobre").replace("812mila", "903mila").replace("467mila", "501mila")
    assert grouped(("https://a.it/2025", RELEASE), ("https://b.it/2026", later)) == {}


def test_the_same_note_of_another_town_is_another_release():
    other = RELEASE.replace("Marta Rinaldi", "Carlo Verdi").replace("Modena", "Lucca").replace("Parma", "Siena")
    other = other.replace("Ferrara", "Prato").replace("38 distretti", "26 distretti").replace("812mila", "640mila")
    assert grouped(("https://a.it/1", RELEASE), ("https://t.it/1", other)) == {}


def test_editions_of_a_plan_are_no_copies():
    plan = {"kind": "plan", "title": "Piano sociale 2017-2019"}
    newer = {"kind": "plan", "title": "Piano sociale 2021-2023"}
    assert grouped(("https://a.it/1", RELEASE, plan), ("https://b.it/2", RELEASE, newer)) == {}
    assert grouped(("https://a.it/1", RELEASE, plan), ("https://b.it/2", RELEASE, plan)) == {0: 0, 1: 0}
    grown = RELEASE + "\n\n" + "Il piano comprende ora anche un capitolo che riguarda le persone sole delle valli."
    assert grouped(("https://a.it/1", RELEASE, plan), ("https://b.it/2", grown, plan)) == {}


def test_a_page_that_one_publisher_lengthened_is_no_copy():
    grown = (
        RELEASE
        + "\n\nAggiornamento: nel corso dell'anno altre associazioni di volontariato hanno aderito alla rete, e gli orari degli sportelli sono cambiati in quasi tutti i distretti della pianura e della collina."
    )
    region = {"publisher": "Regione"}
    assert set(grouped(("https://a.it/1", RELEASE, region), ("https://b.it/2", grown))) == {0, 1}
    assert grouped(("https://a.it/1", RELEASE, region), ("https://b.it/2", grown, region)) == {}
    assert grouped(("https://a.it/1", RELEASE), ("https://a.it/2", grown)) == {}


def test_menus_and_notices_that_a_site_repeats_make_no_copies():
    notice = "Questo sito usa soltanto cookie tecnici e conta le visite in modo anonimo, come spiega l'informativa che ogni visitatore può leggere in fondo alla pagina e contestare scrivendo all'ufficio relazioni con il pubblico."
    bodies = [
        "Il mercato del sabato si sposta in piazza Garibaldi per i lavori alla rete idrica.",
        "La biblioteca resta chiusa nel pomeriggio per l'inventario annuale dei libri in prestito.",
        "Aperte le iscrizioni ai nidi comunali per i bambini nati nei primi mesi dell'anno.",
        "Nuovi orari per lo sportello dei tributi, che riceve anche su appuntamento telefonico.",
    ]
    assert grouped(*((f"https://c.it/{n}", f"{body}\n\n{notice}") for n, body in enumerate(bodies))) == {}


def test_short_texts_are_never_grouped():
    text = "Pagina in aggiornamento: tornerà disponibile appena possibile."
    assert grouped(("https://a.it/1", text), ("https://b.it/1", text)) == {}


def test_two_releases_in_one_round_up_are_not_joined_through_it():
    other = " ".join(f"parola{n} diversa" for n in range(90))
    found = grouped(("https://a.it/1", RELEASE), ("https://b.it/1", other), ("https://c.it/1", f"{RELEASE}\n\n{other}"))
    assert not (0 in found and found.get(0) == found.get(1))


def test_the_issuer_leads_then_the_earliest_then_the_longest_then_the_first_address():
    news, own = {"kind": "news", "published": "2025-05-01"}, {"kind": "press_release", "published": "2025-05-03"}
    assert set(grouped(("https://a.it/1", RELEASE, news), ("https://b.it/1", RELEASE, own)).values()) == {1}
    later, month = {"published": "2025-05-02"}, {"published": "2025-05"}
    assert set(grouped(("https://a.it/1", RELEASE, later), ("https://b.it/1", RELEASE, news)).values()) == {1}
    assert set(grouped(("https://a.it/1", RELEASE, month), ("https://b.it/1", RELEASE, later)).values()) == {1}
    longer = RELEASE + "\n\nIl testo integrale della delibera si può consultare presso la segreteria della Giunta."
    assert set(grouped(("https://a.it/1", RELEASE), ("https://b.it/1", longer)).values()) == {1}
    assert set(grouped(("https://z.it/1", RELEASE), ("https://b.it/1", RELEASE)).values()) == {1}


def test_the_order_of_arrival_changes_nothing():
    samples = the_set()[:140]
    texts = [signature(each.parsed.text, each.parsed.blocks) for each in samples]
    found = releases(dict(enumerate(texts)), {n: each.record for n, each in enumerate(samples)})
    assert found
    for seed in range(3):
        order = list(range(len(samples)))
        random.Random(seed).shuffle(order)
        again = releases(
            {order[n]: texts[n] for n in reversed(range(len(texts)))},
            {order[n]: s.record for n, s in enumerate(samples)},
        )
        assert again == {order[a]: order[b] for a, b in found.items()}


def test_a_signature_is_the_same_in_another_process():
    code = (
        "from ingest.copies import signature; from rag.types import Block; "
        f"t = {RELEASE!r}; print(signature(t, [Block('paragraph', 0, len(t))]).hex())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().strip().startswith(b"rg1\n".hex())


def test_a_long_text_keeps_a_small_signature_that_still_compares():
    words = [f"parola{n % 4999}" for n in range(60_000)]
    whole, half = " ".join(words), " ".join(words[:30_000])
    signatures, _ = made(("https://a.it/1", whole), ("https://b.it/1", half))
    assert max(map(len, signatures.values())) < 4200
    assert compare(opened(signatures[0]), opened(signatures[1])).contained > 0.9


@pytest.mark.parametrize("data", [b"", b"nonsense", b"rg1\n" + bytes(16) + b"x"])
def test_what_is_no_signature_is_refused(data):
    with pytest.raises(ValueError, match="not a signature"):
        opened(data)


def test_nothing_gives_nothing():
    assert releases({}, {}) == {}
    assert grouped(("https://a.it/1", "")) == {}


def test_on_the_made_set_hardly_a_pair_is_wrong_and_few_are_missed():
    counts, wrong = score(the_set(), Rules())
    assert len(wrong) <= 0.005 * counts["right"], wrong
    assert counts["right"] / (counts["right"] + counts["missed"]) > 0.97


def test_the_measure_sees_rules_that_are_too_loose():
    counts, wrong = score(the_set(), Rules(figures=1.0, names=1.0))
    assert len(wrong) > 50
    assert counts["wrong"] == len(wrong)


def test_variants_say_what_they_are():
    base = next(each for each in the_set() if each.record.kind == "news")
    assert isinstance(base, Sample)
    assert {each.made for each in variants(base)} >= {"whole", "cut", "edited", "province"}


def test_one_notice_under_a_thousand_addresses_is_one_release_and_is_compared_once(monkeypatch):
    compared = []
    monkeypatch.setattr("ingest.copies.compare", lambda *pair: compared.append(pair) or compare(*pair))
    signatures, records = made(("https://a.it/x", RELEASE), ("https://b.it/cut", RELEASE.rsplit("\n\n", 1)[0]))
    for number in range(2, 302):
        signatures[number], records[number] = (
            signatures[0],
            DocumentRecord(f"https://a.it/p{number}", "Riparto del fondo"),
        )
    found = releases(signatures, records)
    assert set(found) == set(records)
    assert len(set(found.values())) == 1
    assert len(compared) < 10

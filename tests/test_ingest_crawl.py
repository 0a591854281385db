"""A real crawl of 300 pages with copies, redirects and traps: first, second (nothing new), third (things changed)."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from crawl_site import IN_MAP, PLANS, RELEASES, Site, build, links, release, set_traps

from ingest.pipeline import ingest
from ingest.report import IngestReport
from rag.library import Library
from rag.settings import Settings, load_settings
from rag.types import Filters


@dataclass
class Run:
    report: IngestReport
    answers: Counter
    asked: Counter
    sources: list[dict]
    documents: dict[str, int]  # path -> edition
    withdrawn: set[str]
    most_at_once: int


@dataclass
class Story:
    first: Run
    second: Run
    third: Run
    settings: Settings
    site: Site


def go(site: Site, settings: Settings, listed: Path) -> Run:
    site.log.clear()
    site.most_at_once = 0
    report = ingest([str(listed)], settings)
    with Library.open(settings) as library:
        records = library.records(Filters(superseded=True))
        current = {each.uri.removeprefix(site.url): each.edition for each in records if not each.withdrawn}
        withdrawn = {each.uri.removeprefix(site.url) for each in records if each.withdrawn}
        sources = library.sources()
    asked = Counter(path for path, _, _ in site.log)
    return Run(report, site.answers(), asked, sources, current, withdrawn, site.most_at_once)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    place = tmp_path_factory.mktemp("crawl")
    settings = load_settings(home=place / "home", contact="prova@example.org", offline=False)
    with pytest.MonkeyPatch.context() as patch, Site() as site:
        patch.setattr("ingest.fetch.SECONDS", 1.0)
        patch.setattr("ingest.fetch.BACKOFF", 0.02)
        build(site)
        traps = links(*set_traps(site)).encode()
        home = site.pages["/"]
        home.body = home.body.replace(b"</ul>", traps + b"</ul>")
        listed = place / "sources.toml"
        listed.write_text(f'[[source]]\nurl = "{site.url}/"\ncrawl = "section"\ninternal = true\n', "utf-8")
        first = go(site, settings, listed)
        site.traps["/lento"] = site.traps["/corto"]  # once is enough
        second = go(site, settings, listed)
        del site.pages["/comunicati/7"]  # 404
        site.pages["/comunicati/9"].status = 410
        site.pages["/comunicati/11"].status = 503
        site.add("/comunicati/13", release(13, "L'apertura è rinviata a settembre."))
        del site.pages["/archivio/3"]
        listing = site.pages["/comunicati/?pagina=1"]
        listing.body = listing.body.replace(b"<li><a href='/comunicati/15'>/comunicati/15</a></li>", b"")  # still there
        third = go(site, settings, listed)
        for name, run in (("first", first), ("second", second), ("third", third)):
            answers = {str(status or "trap"): number for status, number in sorted(run.answers.items())}
            print(f"{name}: {json.dumps(answers)} {len(run.documents)} documents, {run.report.seconds:.1f} s")
        yield Story(first, second, third, settings, site)


def rows(run: Run) -> dict[str, str]:
    return {failure.uri.split("/", 3)[3]: failure.reason for failure in run.report.failed}


def test_every_page_is_one_document(story):
    calendar = {path for path in story.first.documents if path.startswith("/calendario")}
    expected = {f"/comunicati/{number}" for number in range(RELEASES)}
    expected |= {f"/archivio/{number}" for number in range(IN_MAP)}
    expected |= {f"/comunicati/?pagina={page + 1}" for page in range(RELEASES // 20)}
    expected |= {f"/allegati/piano-{number}.pdf" for number in range(PLANS)} | {"/"}
    odd = set(story.first.documents) - expected - calendar
    assert set(story.first.documents) >= expected
    assert len(odd) == 1
    assert "atto" in odd.pop()  # the file with the odd name
    assert len(story.first.documents) >= 300
    assert story.first.report.added == len(story.first.documents)


def test_copies_are_asked_for_at_most_once(story):
    """Sessions and tracking never, the address with a closing slash not at all, redirects only as far as the redirect."""
    asked = story.first.asked
    assert not [path for path in asked if "PHPSESSID" in path or "utm_" in path or path.endswith("0/")]
    assert asked["/comunicati/20"] == asked["/stampa/20"] == asked["/stampa/21"] == asked["/comunicati/21"] == 1
    assert max(number for path, number in asked.items() if path not in story.site.traps and "giro" not in path) == 1


def test_robots_and_manners(story):
    assert story.first.asked["/privato/bozza"] == story.first.asked["/immagine.png"] == 0
    refusals = [reason for uri, reason in story.first.report.warnings if uri.endswith("/privato/bozza")]
    assert refusals == [f"robots.txt di {story.site.url[7:]} non permette di leggere questo indirizzo"]
    assert story.site.agents == {"Regesto/0.1.0 (+prova@example.org)"}
    # 1 of a trap that goes on writing to nobody, and 1 of the next page.
    assert story.first.most_at_once <= 3


def test_traps_cost_one_row_each(story):
    failed = rows(story.first)
    assert set(failed) == {"giro/a", "lento", "corto", "enorme", "bomba"}
    assert "circolo" in failed["giro/a"]
    assert failed["lento"] == "il server non finisce di rispondere entro 1 secondi"
    assert failed["corto"].endswith("la risposta si interrompe prima della fine")
    assert failed["enorme"] == failed["bomba"] == "più di 50 MB: non si legge"
    assert story.first.asked["/corto"] == 3
    months = [path for path in story.first.documents if path.startswith("/calendario")]
    assert len(months) == 20
    assert any("pagine senza fine" in reason for _, reason in story.first.report.warnings)


def test_second_crawl_reads_nothing_twice(story):
    report, site = story.second.report, story.site
    assert (report.added, report.updated, report.withdrawn, report.passages) == (0, 0, 0, 0)
    assert report.unchanged == len(story.first.documents)
    # In full came only what the server can't tell: pages without validators, or with a new ETag every time.
    blind = sum(page.validators != "both" and page.status == 200 for page in site.pages.values())
    assert story.second.answers[200] <= blind + 2
    assert story.second.answers[304] > 200
    assert story.second.report.seconds < story.first.report.seconds


def test_changes_are_noticed(story):
    run = story.third
    assert run.documents["/comunicati/13"] == 2
    assert run.withdrawn == {"/comunicati/7", "/comunicati/9", "/archivio/3"}
    assert (run.report.updated, run.report.withdrawn, run.report.added) == (2, 3, 0)  # the release and its listing
    with Library.open(story.settings) as library:
        assert library.record(f"{story.site.url}/comunicati/7").withdrawn
        assert "comunicato numero 7" in library.text(f"{story.site.url}/comunicati/7")


def test_what_merely_fails_is_kept(story):
    assert "503" in rows(story.third)["comunicati/11"]
    assert "/comunicati/11" in story.third.documents
    assert story.third.asked["/comunicati/11"] == 3
    assert "/comunicati/15" in story.third.documents  # no longer linked, asked all the same: it is there
    assert story.third.asked["/comunicati/15"] == 1


def test_status_of_the_source(story):
    (source,) = story.third.sources
    assert source["source"] == f"{story.site.url}/"
    assert (source["documents"], source["withdrawn"]) == (len(story.third.documents), 3)
    assert source["last_run"].endswith("Z")
    tally = source["tally"]
    assert (tally["added"], tally["updated"], tally["withdrawn"], tally["refused"]) == (0, 2, 3, 1)
    assert tally["not_modified"] == story.third.answers[304]
    assert {row["stage"] for row in tally["failed"]} == {"fetch"}
    assert len(tally["failed"]) == len(story.third.report.failed) == 6


def test_page_as_read_is_in_the_archive(story):
    with Library.open(story.settings) as library:
        record = library.record(f"{story.site.url}/comunicati/21")
    archived = story.settings.home / "archive" / record.sha256[:2] / record.sha256[2:]
    assert archived.read_bytes() == story.site.pages["/comunicati/21"].body
    assert record.url == record.uri

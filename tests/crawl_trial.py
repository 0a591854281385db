"""Crawl the site of the tests three times and print what it cost: new, unchanged, and after a few edits.

``python tests/crawl_trial.py``: 300 pages with robots.txt, sitemaps, feeds, copies, redirects, PDFs and traps, served on
127.0.0.1 and read by the ingestion as it is (indexes included, no delay: the site is ``internal``). Exit code 1 when a
second crawl reads or indexes anything anew that had not changed, or the third misses an edit or a deletion.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from crawl_site import Site, build, links, release, set_traps

from ingest import fetch
from ingest.pipeline import ingest
from ingest.report import IngestReport
from rag.settings import Settings, load_settings

ROWS = ("requests", "of these 304", "of these 200", "MB sent", "seconds", "added", "updated", "unchanged", "withdrawn",
        "refused by robots", "failed", "passages indexed")  # fmt: skip


def crawl(site: Site, settings: Settings, listed: Path) -> tuple[IngestReport, dict[str, float]]:
    """One run and its figures, as the server saw them."""
    site.log.clear()
    site.sent = 0
    report = ingest([str(listed)], settings)
    answers = Counter(status for _, status, _ in site.log)
    tally = next(iter(report.sources.values()))
    figures = (len(site.log), answers[304], answers[200], site.sent / 1e6, report.seconds, report.added, report.updated,
               report.unchanged, report.withdrawn, tally.refused, len(report.failed), report.passages)  # fmt: skip
    return report, dict(zip(ROWS, figures, strict=True))


def main() -> int:
    """Run the three crawls and print their table; the exit code."""
    fetch.SECONDS = 5.0  # not 60 for the one page that never ends: the figures are about the rest
    with tempfile.TemporaryDirectory() as scratch, Site() as site:
        place = Path(scratch)
        build(site)
        site.pages["/"].body = site.pages["/"].body.replace(b"</ul>", links(*set_traps(site)).encode() + b"</ul>")
        listed = place / "sources.toml"
        listed.write_text(f'[[source]]\nurl = "{site.url}/"\ncrawl = "section"\ninternal = true\n', "utf-8")
        settings = load_settings(home=place / "home", offline=False)
        first, one = crawl(site, settings, listed)
        _, two = crawl(site, settings, listed)
        for number in (13, 55, 101):
            site.add(f"/comunicati/{number}", release(number, "L'apertura è rinviata a settembre."))
        del site.pages["/comunicati/7"], site.pages["/archivio/3"]
        _, three = crawl(site, settings, listed)
    print("\tfirst\tsecond\tthird: 3 pages edited, 2 deleted")
    for row in ROWS:
        print(
            row,
            *(f"{each[row]:.2f}" if isinstance(each[row], float) else each[row] for each in (one, two, three)),
            sep="\t",
        )
    print("\nnot read, and why (first crawl):")
    for failure in first.failed:
        print(f"{failure.uri.removeprefix(site.url)}\t{failure.reason}")
    for address, reason in first.warnings:
        print(f"{address.removeprefix(site.url)}\t{reason}")
    quiet = two["passages indexed"] == two["added"] == two["updated"] == two["withdrawn"] == 0
    return 0 if quiet and three["updated"] == 3 and three["withdrawn"] == 2 else 1


if __name__ == "__main__":
    sys.exit(main())

"""The bundled corpus keeps its promises: digests in our own words, each with its official address, in real formats."""

import html
import re
import tomllib
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

CORPUS = Path(__file__).parents[1] / "corpus"
REGIONAL = Path(__file__).parents[2] / "shared" / "regional"
SOURCES = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))
BUNDLED = [source for source in SOURCES["source"] if source["group"] == "bundled"]
WEB = [source for source in SOURCES["source"] if source["group"] == "web"]
PDFS = [source for source in BUNDLED if source["path"].endswith(".pdf")]
KINDS = {"plan", "press_release", "news", "webinar_notes", "transcript", "act", "institutional_page"}
DIGEST = {
    "it": "Sintesi redatta da Regesto, non è l'atto ufficiale",
    "fr": "Synthèse rédigée par Regesto, ce n'est pas l'acte officiel",
    "en": "A digest written by Regesto, not the official act",
}


def path_of(source):
    return CORPUS / source["path"]


def text_of(path, pages=None):
    """What a reader sees: the text of a PDF's pages, or of the file (HTML without tags)."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages[:pages])
    raw = path.read_bytes()
    charset = re.search(rb'charset="?([\w-]+)', raw) if path.suffix == ".html" else None
    text = raw.decode(charset[1].decode() if charset else "utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<head>.*?</head>", "", text)))
    return text


def words_of(text):
    return re.findall(r"\w+", text.lower())


def by_file(source):
    return Path(source["path"]).name


def test_groups_are_one_switch():
    assert SOURCES["groups"] == {"bundled": True, "web": False}
    assert {source["group"] for source in SOURCES["source"]} == {"bundled", "web"}


def test_enough_documents_in_each_format():
    formats = Counter(path_of(source).suffix for source in BUNDLED)
    assert len(BUNDLED) >= 48
    assert formats[".html"] >= 28
    assert formats[".md"] >= 10
    assert formats[".pdf"] >= 6
    assert formats[".vtt"] >= 1
    languages = Counter(source["language"] for source in BUNDLED)
    assert languages["fr"] >= 2
    assert languages["en"] >= 1
    assert {"webinar_notes", "transcript"} <= {source["kind"] for source in BUNDLED}


def test_every_file_is_listed_once_and_exists():
    listed = [path_of(source) for source in BUNDLED]
    assert sorted(listed) == sorted((CORPUS / "documents").iterdir())


@pytest.mark.parametrize("source", SOURCES["source"], ids=lambda s: s.get("path") or s["url"])
def test_source_metadata(source):
    assert ("path" in source) != ("url" in source)
    assert source["kind"] in KINDS
    assert source["language"] in DIGEST
    assert source["title"]
    assert source["territory"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", source.get("published", "2000-01-01"))


@pytest.mark.parametrize("source", BUNDLED, ids=by_file)
def test_says_it_is_a_digest_and_names_the_official_address(source):
    text = " ".join(text_of(path_of(source), pages=1).split())
    assert DIGEST[source["language"]] in text
    assert source["uri"].startswith("regesto:corpus/")
    assert source["url_official"].startswith(("http://", "https://"))
    assert source["url_official"] in text.replace(" ", "")  # a long address may break over two lines on a cover
    assert "Regesto" in source["publisher"]


@pytest.mark.parametrize("source", [s for s in BUNDLED if s["path"].endswith(".html")], ids=by_file)
def test_html_metadata_agrees_with_the_list(source):
    raw = html.unescape(path_of(source).read_bytes().decode("utf-8", errors="replace"))
    assert f'<link rel="canonical" href="{source["url_official"]}">' in raw
    assert f'<html lang="{source["language"]}">' in raw
    dates = re.findall(r'(?:published_time" content=|"datePublished": )"([^"]+)"', raw)
    assert set(dates) <= {source.get("published")}


@pytest.mark.parametrize("source", [s for s in BUNDLED if s["path"].endswith(".md")], ids=by_file)
def test_front_matter_agrees_with_the_list(source):
    head = path_of(source).read_text(encoding="utf-8").split("---\n")[1]
    values = dict(re.findall(r'^(\w+): "?(.*?)"?$', head, flags=re.MULTILINE))
    listed = {key: source.get(key) for key in ("title", "publisher", "kind", "territory", "language", "published")}
    assert values == {key: value for key, value in listed.items() if value} | {"url": source["url_official"]}


@pytest.mark.parametrize("source", PDFS, ids=by_file)
def test_pdf_is_a_real_plan(source):
    path = path_of(source)
    reader = PdfReader(path)
    labels = reader.page_labels
    assert 4 <= len(reader.pages) <= 12
    assert all(label != str(index) for index, label in enumerate(labels, start=1))
    assert len(reader.outline) >= 5
    assert reader.metadata.title == source["title"]
    assert reader.metadata.author
    assert reader.metadata.creation_date
    assert path.stat().st_size < 150 * 1024
    assert "Tabella 1." in text_of(path)
    for page, label in list(zip(reader.pages, labels, strict=True))[3:]:
        assert label in re.split(r"\s+", page.extract_text()), f"page label {label} is not printed on its page"


def test_a_list_runs_over_a_page_break():
    pages = [page.extract_text() for page in PdfReader(CORPUS / "documents" / "frna-2025.pdf").pages]
    first = next(number for number, text in enumerate(pages) if "Bologna: 89,1" in text)
    assert "Rimini: 31,8" not in pages[first]
    assert "Rimini: 31,8" in pages[first + 1]


def test_editions_share_an_identity_and_differ():
    identities = Counter(source["uri"] for source in BUNDLED)
    assert {uri for uri, times in identities.items() if times > 1} == {
        "regesto:corpus/prp-2021-2025",
        "regesto:corpus/scheda-cau",
    }
    first, second = (text_of(path_of(s)) for s in BUNDLED if s["uri"] == "regesto:corpus/prp-2021-2025")
    assert "2210/2025" in second
    assert "2210/2025" not in first
    assert "2144" in first
    assert "2144" in second


def test_no_two_documents_say_the_same():
    texts = [" ".join(words_of(text_of(path_of(source)))) for source in BUNDLED]
    assert len(set(texts)) == len(BUNDLED)


def test_readme_lists_every_document():
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [by_file(s) for s in BUNDLED if f"| `{by_file(s)}` |" not in readme] == []


def test_pdf_sources_are_built():
    sources = {path.stem for path in (CORPUS / "pdf_source").glob("*.md")}
    assert sources == {Path(source["path"]).stem for source in PDFS}


@pytest.mark.parametrize("stem", sorted(path.stem for path in (CORPUS / "pdf_source").glob("*.md")))
def test_no_space_is_lost_before_bold(stem):
    # ReportLab joined "è approvato **dalla**" into one word where the word before held a soft hyphen
    body = (CORPUS / "pdf_source" / f"{stem}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    pages = pypdfium2.PdfDocument(CORPUS / "documents" / f"{stem}.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    text = re.sub("[\ufffe\u0002\u00ad][\r\n]*", "", text)
    pairs = re.findall(r"(\w+) \*\*(\w+)", body)
    assert len(pairs) >= 5
    assert [pair for pair in pairs if not re.search(rf"{pair[0]}\s+{pair[1]}", text)] == []


@pytest.mark.parametrize("stem", ["pair-2030"])
def test_built_pdf_is_the_committed_one(stem, tmp_path, monkeypatch):
    pytest.importorskip("reportlab", reason="reportlab (extra test) is not installed")
    pytest.importorskip("yaml", reason="pyyaml is not installed")
    monkeypatch.syspath_prepend(str(CORPUS))
    import build_pdfs

    built = build_pdfs.build(CORPUS / "pdf_source" / f"{stem}.md", tmp_path)
    assert text_of(built) == text_of(CORPUS / "documents" / f"{stem}.pdf")


def test_web_addresses_are_public_and_listed_once():
    addresses = [source["url"] for source in WEB]
    assert len(addresses) == len(set(addresses)) == 116
    assert all(address.startswith(("http://", "https://")) for address in addresses)


@pytest.mark.shared
def test_nothing_is_copied_from_the_shared_texts():
    if not REGIONAL.is_dir():
        pytest.skip("../shared/regional is not on this machine")

    def runs(text):
        words = words_of(text)
        return {tuple(words[start : start + 12]) for start in range(len(words) - 11)}

    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in REGIONAL.glob("*.txt")))
    assert len(theirs) > 1000
    copied = {by_file(source): runs(text_of(path_of(source))) & theirs for source in BUNDLED}
    assert {name: found for name, found in copied.items() if found} == {}

"""What the terminal shows of the library: what came of a run, its sources, its documents, all of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.text import Text

from rag.phrases import say
from rag.types import DocumentRecord
from ui.dossier import EXCERPT
from ui.labels import clean, date_origin, grouped, kind_name, language_name, moment_in_words, readable_date, states
from ui.strings import Strings
from ui.terminal import Screen

# Lines shown of one kind before "and others": ``--json`` has all.
MOST: Final = 20


def show_report(screen: Screen, report: Mapping[str, Any]) -> None:
    """What came of an ingestion: counts, where the time went, source by source, what could not be read, remarks."""
    strings = screen.strings
    counts = {
        strings.report_counts.get(name, name): grouped(value, strings) if isinstance(value, int) else value
        for name, value in report.items()
        if not isinstance(value, list | dict)
    }
    failed = [
        (row["uri"], strings.failure_stages.get(row["stage"], row["stage"]), row["reason"])
        for row in report.get("failed", ())
    ]
    screen.pairs(strings.report_title, counts | {strings.report_counts["failed"]: grouped(len(failed), strings)})
    spent = sorted(report.get("split", {}).items(), key=lambda each: -each[1])
    words = [f"{strings.stages.get(name, name)} {seconds:.1f} s" for name, seconds in spent if seconds >= 0.05]
    if words:
        screen.line(Text(f"{strings.split_title}: {' · '.join(words)}", style="dim"))
    sources = report.get("sources", [])
    if len(sources) > 1 or any(source["asked"] for source in sources):
        rows = [(source["source"] or strings.no_source, tally_line(source, strings)) for source in sources]
        screen.rows(strings.sources, strings.source_columns, rows, MOST)
    screen.rows(strings.report_failed, strings.report_columns, failed, MOST)
    document, _, reason = strings.report_columns
    remarks = [(row["uri"], row["reason"]) for row in report.get("warnings", ())]
    screen.rows(strings.report_warnings, (document, reason), remarks, MOST)


def show_status(screen: Screen, status: Mapping[str, Any], home: str) -> None:
    """What the library holds, then every source with what its last reading made of it."""
    strings, keys = screen.strings, screen.strings.status_keys
    last = status.get("last_run") or {}
    counts = {keys.get(name, name): grouped(value, strings) for name, value in status.items() if isinstance(value, int)}
    screen.pairs(strings.status_title, {keys["home"]: home, **counts})
    if status.get("model"):
        screen.line(say("llm_answers", strings.code, model=status["model"]))
    if last:
        when = moment_in_words(last["started_at"], strings)
        state = "" if last["finished_at"] else f" ({strings.run_unfinished})"
        screen.line(Text(f"{keys['last_run']}: {when}{state}: {', '.join(last['targets'][:5])}", style="dim"))
    if status["sources"]:
        screen.title(strings.sources)
    for source in status["sources"]:
        _source(screen, source)


def _source(screen: Screen, source: Mapping[str, Any]) -> None:
    strings, tally = screen.strings, source["tally"]
    screen.line(Text(clean(source["source"] or strings.no_source), style="bold"))
    held = [strings.progress["documents"].format(number=grouped(source["documents"], strings))]
    if source["withdrawn"]:
        held.append(f"{strings.report_counts['withdrawn']} {grouped(source['withdrawn'], strings)}")
    held.append(strings.read_on.format(date=moment_in_words(source["last_run"], strings)))
    screen.line(" · ".join(held), indent=2)
    screen.line(Text(tally_line(tally, strings), style="dim"), indent=2)
    failed = [f"{row['uri']}: {row['reason']}" for row in tally.get("failed", ())]
    screen.some(strings.report_failed, failed, MOST)
    screen.some(strings.refused_by_robots, tally.get("refusals", ()), MOST)


def tally_line(tally: Mapping[str, Any], strings: Strings) -> str:
    """What one run made of a source, in a line: the counts that are not zero, documents first."""
    values = {**tally, "failed": len(tally.get("failed", ()))}
    names = ("added", "updated", "unchanged", "withdrawn", "failed", "asked", "not_modified", "refused")
    words = [f"{strings.report_counts[name]} {grouped(values[name], strings)}" for name in names if values.get(name)]
    return " · ".join(words) or strings.nothing_new


def show_documents(screen: Screen, records: Sequence[DocumentRecord]) -> None:
    """The documents: in a pipe one line each (title, facts, address), on a screen a line for each of these."""
    if not records:
        screen.line(screen.strings.no_documents)
    for record in records:
        facts = [str(value) for value in _facts(record, screen.strings).values()]
        if screen.console.is_terminal:
            screen.line(Text(clean(record.title), style="bold"))
            screen.line(Text(clean(" · ".join(fact for fact in facts if fact)), style="dim"), indent=4)
            screen.line(Text(clean(record.uri), style="dim"), indent=4)
        else:
            screen.plain(record.title, *facts, record.uri)


def _facts(record: DocumentRecord, strings: Strings) -> dict[str, str]:
    """Publisher, kind, territory, date with how it was found, period, edition, pages: "" where not known."""
    origin = date_origin(record, strings)
    date = readable_date(record.published, strings)
    return {
        "publisher": record.publisher or "",
        "kind": kind_name(record.kind, strings),
        "territory": record.territory or "",
        "language": language_name(record.language, strings),
        "published": f"{date} ({origin})" if date and origin else date,
        "period": _said("period", record.extra.get("period") or "", strings),
        "edition": ", ".join(
            [strings.edition.format(edition=record.edition), *states(record.superseded, record.withdrawn, strings)]
        ),
        "pages": strings.progress["pages"].format(number=grouped(record.pages, strings)) if record.pages else "",
    }


def show_document(screen: Screen, whole: Mapping[str, Any]) -> None:
    """All that is known of one document."""
    strings, document = screen.strings, whole["document"]
    left_out = {"title", "superseded", "edition", "sha256"}
    values = {
        strings.document_keys.get(name, name): _said(name, value, strings)
        for name, value in document.items()
        if name not in left_out and value is not False
    }
    screen.pairs(clean(document["title"]), values)
    for edition in whole["editions"]:
        _edition(screen, edition)
    for kind, title in strings.mention_kinds.items():
        named = [
            f"{each['name']} ({each['role']})" if each["role"] else each["name"]
            for each in whole["mentions"]
            if each["kind"] == kind
        ]
        screen.some(title, named, MOST)
    screen.some(strings.copies, whole["copies"], MOST)


def _edition(screen: Screen, edition: Mapping[str, Any]) -> None:
    strings = screen.strings
    flags = states(edition["superseded"], edition["withdrawn"], strings)
    facts = [
        strings.edition.format(edition=edition["edition"]),
        readable_date(edition.get("published"), strings),
        strings.read_on.format(date=moment_in_words(edition.get("retrieved_at"), strings)),
        *flags,
    ]
    screen.title(" · ".join(fact for fact in facts if fact))
    for change in edition["changes"][:MOST]:
        screen.line(Text(f"{strings.change_kinds[change['kind']]}:", style="bold"), indent=2)
        for sign, style, text in (("-", "red", change["old"]), ("+", "green", change["new"])):
            if text:
                short = " ".join(text.split())
                short = short if len(short) <= EXCERPT else short[:EXCERPT] + "…"
                screen.line(Text(f"{sign} {clean(short)}", style=style), indent=4)
    screen.more(len(edition["changes"]) - MOST)


def _said(name: str, value: Any, strings: Strings) -> str:
    if name == "kind":
        return kind_name(value, strings)
    if name == "language":
        return language_name(value, strings)
    if name == "published":
        return readable_date(value, strings)
    if name == "published_how":
        return strings.published_how.get(value, value)
    if name == "retrieved_at":
        return moment_in_words(value, strings)
    if isinstance(value, bool):
        return strings.yes if value else strings.no
    if isinstance(value, list | tuple):
        return " – ".join(str(each) for each in value)
    return str(value)

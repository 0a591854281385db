"""Pure: the head of a report, in plain words: what was asked of what, and how it went in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.report_numbers import cases, duration, hundredths, moment, named, per_hundred, plain, whole
from eval.report_outcomes import by_group, counted
from eval.report_page import esc, paragraph
from eval.report_strings import ReportStrings
from eval.runs import Run

Scores = Mapping[str, Any]
# A goal is the weakest point only where this many questions tell of it and it is reached less often than this.
_ENOUGH: Final = 10
_WEAK: Final = 0.9


def head_html(run: Run, said: ReportStrings) -> str:
    """The title, and what was asked of which documents, when, and on which machine."""
    made = run.manifest
    at = moment(made.created, said)
    counts = Counter(each.lang for each in run.questions)
    languages = ", ".join(
        said.in_language.get(code, f"{{n}} {code}").format(n=whole(n, said)) for code, n in counts.most_common()
    )
    llm = made.settings.get("llm")
    sentences = [
        said.asked.format(system=made.system.capitalize(), questions=whole(len(run.questions), said),
                          languages=languages, set=made.set),
        said.asked_of.format(documents=whole(made.documents, said), passages=whole(made.passages, said)),
        *([said.model.format(model=llm) if llm else said.no_model] if run.answers else []),
        said.judged,
        said.machine.format(seconds=duration(1000 * made.seconds, said), cores=made.machine.get("cores", "?"),
                            memory=_size(made.machine.get("memory_gb"), said),
                            platform=made.machine.get("platform", "?")),
    ]  # fmt: skip
    return (
        f"<h1>{esc(said.title)}</h1>{paragraph(said.subtitle.format(name=run.name, at=at), 'small')}"
        f"{paragraph(' '.join(sentences), 'lead')}"
    )


def _size(gigabytes: Any, said: ReportStrings) -> str:
    return whole(gigabytes, said) if isinstance(gigabytes, int | float) else "?"


def brief_html(run: Run, scores: Scores, said: ReportStrings) -> str:
    """How it went: a few sentences, then the figures that matter most."""
    sentences = verdict(run, scores, said)
    return (
        f'<section class="brief" id="brief"><h2>{esc(said.brief)}</h2>{"".join(paragraph(s, "") for s in sentences)}'
        f"</section>{_tiles(scores, said)}"
    )


def verdict(run: Run, scores: Scores, said: ReportStrings) -> list[str]:
    """The sentences that say how a run went."""
    rows, held = scores["questions"], scores["measures"]
    if not run.answers:
        first, five = (held.get(name, {}).get("mean") for name in ("Success@1", "Success@5"))
        if first is None or five is None:
            return []
        return [said.only_found.format(first=per_hundred(first, said), five=per_hundred(five, said))]
    parts = [_answerable(rows, held, said), _unanswerable(rows, said), _quotes(run, said)]
    times = scores["times"].get("answer")
    if times:
        parts.append(said.speed.format(p50=duration(times["p50"], said), p95=duration(times["p95"], said)))
    parts.append(_weakest(rows, held, said))
    return [part for part in parts if part]


def _answerable(rows: Sequence[Mapping[str, Any]], held: Mapping[str, Any], said: ReportStrings) -> str:
    some = [row for row in rows if row["answerable"] and row.get("facts") is not None]
    if not some:
        return ""
    counts = counted(some)
    right = counts["right"] + counts["judgment"]
    sentences = [
        said.answerable.format(n=whole(len(some), said), right=cases(right, said),
                               share=per_hundred(right / len(some), said)),
        said.answerable_more.format(**{name: cases(counts[name], said) for name in ("partly", "wrong", "refusal")}),
    ]  # fmt: skip
    if len(some) >= _ENOUGH:
        low, high = (round(100 * held["facts"][end]) for end in ("low", "high"))
        sentences.append(said.chance.format(n=whole(len(some), said), low=low, high=high))
    return " ".join(sentences)


def _unanswerable(rows: Sequence[Mapping[str, Any]], said: ReportStrings) -> str:
    some = [row for row in rows if not row["answerable"] and row.get("refused") is not None]
    if not some:
        return ""
    counts = counted(some)
    begin = said.unanswerable.format(n=whole(len(some), said))
    if not counts["invented"]:
        return f"{begin} {said.unanswerable_all}"
    share = per_hundred(counts["right"] / len(some), said)
    more = said.unanswerable_no.format(
        right=cases(counts["right"], said), share=share, invented=cases(counts["invented"], said)
    )
    return f"{begin} {more}"


def _quotes(run: Run, said: ReportStrings) -> str:
    """Whether every quote stands where it says, counted one by one."""
    held: list[bool] = []
    paged: list[bool] = []
    for line in run.answers.values():
        quotes = {each["number"]: each["quote"] for each in line["citations"]}
        held += [each["stored"] == quotes.get(each["number"]) for each in line.get("checked", ())]
        paged += [each["on_page"] for each in line.get("checked", ()) if each["on_page"] is not None]
    if not held:
        return ""
    words = said.quotes_all if all(held) else said.quotes_some
    told = words.format(n=whole(len(held), said), wrong=whole(held.count(False), said))
    if paged:
        told += " " + said.pages.format(right=whole(paged.count(True), said), n=whole(len(paged), said))
    return told


def _weakest(rows: Sequence[Mapping[str, Any]], held: Mapping[str, Any], said: ReportStrings) -> str:
    """What is worst, and the type of question that fares worst; where enough questions tell of it."""
    known = [(held[name]["mean"], name) for name in said.goals if held.get(name, {}).get("n", 0) >= _ENOUGH]
    told = ""
    if known and min(known)[0] < _WEAK:
        mean, name = min(known)
        told = said.weakest.format(goal=said.goals[name], n=hundredths(mean, said))
    types = [each for each in by_group(rows, "type") if sum(each[1].values()) >= _ENOUGH and each[0] != "unanswerable"]
    if types and (n := sum(types[-1][1].values())) and types[-1][1]["right"] / n < _WEAK:
        kind, counts = types[-1]
        told += " " + said.weakest_type.format(type=named(kind, said.types), right=counts["right"], n=n)
    return told.strip()


def _tiles(scores: Scores, said: ReportStrings) -> str:
    held = scores["measures"]
    items = ""
    for name, words in said.tiles.items():
        if name not in held:
            continue
        if name == "milliseconds":
            value = plain(name, held[name].get("median", held[name]["mean"]), said)
        else:
            value = per_hundred(held[name]["mean"], said)
        items += f"<li><strong>{esc(value)}</strong>{esc(words)}</li>"
    return f'<ul class="tiles">{items}</ul>' if items else ""

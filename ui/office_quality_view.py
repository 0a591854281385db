"""Pure: the office page on the quality of answers: the runs, their main figures, what changed since the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote as quoted
from typing import Any, Final
from urllib.parse import quote

from eval.comparing import Difference
from eval.kept_runs import Kept
from eval.report_numbers import duration, hundredths, per_hundred
from eval.report_texts import report_texts
from ui.labels import grouped, moment_in_words
from ui.locales.office_quality import quality_strings
from ui.render import esc, line
from ui.shell import Seen

OURS: Final = "regesto"


@dataclass(frozen=True, slots=True)
class Listed:
    """A run of the list; ``changes`` since the run before on the same questions, None where there is none.

    ``moved``: the documents changed in between.
    """

    run: Kept
    changes: tuple[Difference, ...] | None = None
    moved: bool = False


def quality_html(seen: Seen, listed: Sequence[Listed], left: int) -> str:
    """The page: the runs, newest first; ``left`` how many older ones are not shown."""
    said = quality_strings(seen.strings.code)
    whole = [each for each in listed if each.run.manifest]
    cards = "".join(_card(seen, each) for each in whole) or line("", said.none)
    broken = "".join(_broken(seen, each.run) for each in listed if not each.run.manifest)
    older = line("small", said.older.format(count=len(whole))) if left else ""
    make = _with_code(said.make, command="regesto eval generate", file="regesto eval generate FILE.jsonl")
    return f"<h2>{esc(said.title)}</h2>{line('lead', said.lead)}{cards}{older}{broken}{make}"


def _with_code(words: str, **commands: str) -> str:
    """A paragraph whose blanks are filled with commands, shown as such."""
    shown = {name: f"<code>{esc(command)}</code>" for name, command in commands.items()}
    return f"<p>{esc(words).format(**shown)}</p>"


def _card(seen: Seen, listed: Listed) -> str:
    """A run: when, of which set, its main figures, what changed, its report."""
    said, run = quality_strings(seen.strings.code), listed.run
    made = run.manifest
    assert made is not None
    system = f" · {said.other_system.format(system=made.system)}" if made.system != OURS else ""
    about = " · ".join((said.of_set.format(set=made.set) + system, run.name))
    head = f"<h3>{esc(moment_in_words(made.created, seen.strings))}</h3>{line('small', about)}"
    if run.scores is None:
        inside = _with_code(said.unscored, command=f"regesto eval score {quoted(str(run.folder))}")
    else:
        inside = _figures(seen, run.scores) + _changes(seen, listed) + _links(seen, run)
    return f'<article class="card measured">{head}{inside}</article>'


def _figures(seen: Seen, scores: Mapping[str, Any]) -> str:
    said, texts, held = quality_strings(seen.strings.code), report_texts(seen.strings.code), scores["measures"]
    shown = [(grouped(len(scores["questions"]), seen.strings), said.figures["questions"])]
    for name, words in said.figures.items():
        if name == "milliseconds" and name in held:
            shown.append((duration(held[name].get("median", held[name]["mean"]), texts), words))
        elif name in held:
            shown.append((per_hundred(held[name]["mean"], texts), words))
    items = "".join(f"<li><strong>{esc(value)}</strong> {esc(words)}</li>" for value, words in shown)
    return f'<ul class="figures">{items}</ul>'


def _changes(seen: Seen, listed: Listed) -> str:
    """What is other than in the run before, and whether chance could do it."""
    said, texts = quality_strings(seen.strings.code), report_texts(seen.strings.code)
    if listed.changes is None:
        return line("small", said.first)
    items = ""
    for each in listed.changes:
        if each.better or each.worse:
            ends = {"first": hundredths(each.first, texts), "second": per_hundred(each.second, texts)}
            words = said.from_to.format(what=said.changed[each.measure], **ends)
            items += f"<li>{esc(words)} {esc(said.sure if each.sure else said.chance)}</li>"
    moved = line("small", said.other_corpus) if listed.moved else ""
    since = line("since", said.since if items else f"{said.since} {said.same}")
    return since + (f"<ul>{items}</ul>" if items else "") + moved


def _links(seen: Seen, run: Kept) -> str:
    said = quality_strings(seen.strings.code)
    path = esc(seen.to("office", f"qualita/{quote(run.name, safe='')}"))
    about = f'<span class="hidden"> {esc(said.about.format(name=run.name))}</span>'
    return (
        f'<p class="actions"><a class="button main" href="{path}">{esc(said.open_report)}{about}</a>'
        f'<a class="button" href="{path}?salva=1" download>{esc(said.save_report)}{about}</a></p>'
    )


def _broken(seen: Seen, run: Kept) -> str:
    said = quality_strings(seen.strings.code)
    resume = _with_code(said.resume, option=f"--run {quoted(str(run.folder))}")
    return f'<div class="banner">{line("", said.broken.format(name=run.name))}{resume}</div>'

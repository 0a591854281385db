"""What ``regesto eval`` shows a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from ui.terminal import Screen

if TYPE_CHECKING:
    from eval.comparing import Difference
    from eval.gate import Breach
    from eval.runs import Manifest

# Told by their median: a few long ones would say more than all the others.
_MIDDLE: Final = ("words", "milliseconds")
_COLUMNS: Final = ("misura", "valore", "intervallo 95%", "domande")
_COMPARED: Final = ("misura", "prima", "dopo", "meglio", "peggio", "p", "")
_GROUPED: Final = ("facts", "source_cited", "refused", "false_refusal")
_ALL: Final = 1000


def _questions(count: int) -> str:
    return "1 domanda" if count == 1 else f"{count} domande"


def draw_scores(screen: Screen, folder: Path, manifest: Manifest, scores: Mapping[str, Any]) -> None:
    """The measures of a run, by type of question, and how long answers took."""
    held = scores["measures"]
    rows = [
        (name, f"{of['median']:.0f}", "", str(of["n"]))
        if name in _MIDDLE
        else (name, f"{of['mean']:.3f}", f"{of['low']:.3f} – {of['high']:.3f}", str(of["n"]))
        for name, of in held.items()
    ]
    screen.rows(f"{manifest.set}: {_questions(len(scores['questions']))}, {manifest.system}", _COLUMNS, rows, _ALL)
    columns = [name for name in _GROUPED if name in held]
    lines = [
        (kind, str(of["n"]), *(f"{of[name]:.2f}" if name in of else "" for name in columns))
        for kind, of in scores["groups"]["type"].items()
    ]
    screen.rows("per tipo di domanda", ("tipo", "domande", *columns), lines, _ALL)
    facts = {f"risposta, {name}": f"{value:.0f} ms" for name, value in scores["times"]["answer"].items()}
    if scores["calibration"]["auc"] is not None:
        facts["sicurezza: errore di taratura / AUC"] = (
            f"{scores['calibration']['ece']:.3f} / {scores['calibration']['auc']:.3f}"
        )
    screen.pairs("inoltre", {**facts, "memoria": f"{manifest.memory_mb:.0f} MB", "prova": folder})
    screen.line(f"Il rapporto, in parole semplici: {folder / 'report.html'}")


def draw_differences(screen: Screen, first: str, told: Sequence[tuple[str, Sequence[Difference]]]) -> None:
    """How other runs differ from the first, a table each; a star where chance alone would hardly do it."""
    for name, differences in told:
        rows = [
            (d.measure, f"{d.first:.3f}", f"{d.second:.3f}", str(d.better), str(d.worse), f"{d.p:.3f}", "*" * d.sure)
            for d in differences
        ]
        screen.rows(
            f"{first} → {name} ({_questions(max((d.n for d in differences), default=0))})", _COMPARED, rows, _ALL
        )
    screen.line(Text("* il caso da solo lo farebbe meno di una volta su venti (prova a coppie, corretta)", style="dim"))


def draw_breaches(
    screen: Screen,
    manifest: Manifest,
    floors: Mapping[str, Any],
    scores: Mapping[str, Any],
    breaches: Sequence[Breach],
) -> None:
    """Each floor of a run's set with what was reached, and which do not hold."""
    entry, held, broken = floors[manifest.set], scores["measures"], {each.measure for each in breaches}
    rows = [
        (name, f"{sign} {bound:.3f}", f"{held[name]['mean']:.3f}" if name in held else "—",
         "NON TIENE" if name in broken else "tiene")
        for sign, bounds in (("≥", entry["least"]), ("≤", entry["most"]))
        for name, bound in bounds.items()
    ]  # fmt: skip
    screen.rows(f"limiti della serie «{manifest.set}»", ("misura", "limite", "prova", ""), rows, _ALL)
    said = "tutti i limiti tengono"
    if breaches:
        said = "un limite non tiene" if len(breaches) == 1 else f"{len(breaches)} limiti non tengono"
    screen.line(Text(said, style="bold red" if breaches else "bold green"))

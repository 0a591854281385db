"""The gate: floors under the measures of a set, so that no change makes answers worse unseen.

A file of floors holds, for each set, the digests of its questions and of its corpus, and the least (or, for what should
be low, the most) that each measure may be::

    {"bundled": {"questions": "…", "corpus": "…", "least": {"facts": 0.6}, "most": {"false_refusal": 0.1}}}

A run over other questions, or another corpus, does not pass: floors are pinned to both. ``pin`` writes floors a little
under what a run reached, and never below what they were, unless lowering is allowed by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from eval.runs import Manifest, Run, questions_digest, write_whole
from rag.errors import EvaluationError
from rag.explaining import explain

# What the floors are set on, with the slack below what was reached: a floor that any noise breaks is soon ignored.
# Runs are repeatable to the digit on one machine; other processors round vectors otherwise, which turns one answer in
# two hundred at most.
LEAST: Final = {
    "nDCG@10": 0.01, "Success@5": 0.01, "QuoteSuccess@10": 0.015, "facts": 0.015, "fact_recall": 0.015,
    "citation_precision": 0.015, "citation_recall": 0.015, "source_cited": 0.015, "source_first": 0.015,
    "quotes_valid": 0.0, "pages_valid": 0.005, "page_right": 0.03, "refused": 0.035, "verdict": 0.05,
}  # fmt: skip
# Words are counted, all else is a share: an answer that quotes everything shows every fact.
MOST: Final = {"false_refusal": 0.015, "verdict_wrong": 0.05, "words": 8.0}

_Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure that does not hold its floor: ``None`` where the run does not even have it."""

    measure: str
    bound: float
    found: float | None
    most: bool = False


class _Floors(BaseModel):
    """The floors of one set as the file has them: a least is a share, from 0 to 1."""

    model_config = ConfigDict(strict=True, extra="allow")

    questions: str
    corpus: str
    least: dict[str, _Share]
    most: dict[str, Annotated[float, Field(ge=0)]]


def read_floors(path: Path) -> dict[str, Any]:
    """The floors of all sets; {} where there is no file. Raises EvaluationError for a file that is spoilt."""
    try:
        floors = json.loads(path.read_text("utf-8-sig"))
        if not isinstance(floors, dict):
            raise ValueError("serve un oggetto JSON: una serie, i suoi limiti")
        for entry in floors.values():
            _Floors.model_validate(entry)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise EvaluationError(f"{path}: non riesco a leggere i limiti ({error.strerror})") from error
    except (ValueError, RecursionError) as error:  # pydantic's errors are ValueErrors
        raise EvaluationError(
            f"{path}: i limiti sono rovinati ({explain(error)}); correggerli, o toglierli e fissarli di nuovo con --pin"
        ) from error
    return floors


def check_untouched(run: Run) -> None:
    """Raises EvaluationError where the questions of a run are no longer those that were asked."""
    if questions_digest(run.questions) != run.manifest.questions_digest:
        raise EvaluationError(
            f"{run.folder}/questions.jsonl è cambiato dopo la prova: rifarla con le domande di adesso"
        )


def breaches(floors: Mapping[str, Any], manifest: Manifest, scores: Mapping[str, Any]) -> list[Breach]:
    """Which floors a run does not hold; [] when it passes.

    Raises EvaluationError where the set has no floors, or they are pinned to other questions or another corpus.
    """
    entry = floors.get(manifest.set)
    if entry is None:
        known = ", ".join(sorted(floors)) or "nessuna"
        raise EvaluationError(
            f"per la serie «{manifest.set}» non ci sono limiti (ci sono: {known}); fissarli con --pin"
        )
    digests = {"questions": manifest.questions_digest, "corpus": manifest.corpus_digest}
    for what, words in (("questions", "altre domande"), ("corpus", "altri documenti")):
        if entry[what] != digests[what]:
            raise EvaluationError(
                f"i limiti della serie «{manifest.set}» valgono per {words} ({entry[what]}; qui {digests[what]}): "
                "se il cambiamento è voluto, fissarli di nuovo con --pin --repin"
            )
    means = {name: held["mean"] for name, held in scores["measures"].items()}
    # Asked for what holds, not for what does not: a measure that is missing or no number (NaN) holds nothing.
    low = [Breach(n, b, means.get(n)) for n, b in entry["least"].items() if not means.get(n, -1) >= b]
    high = [Breach(n, b, means.get(n), True) for n, b in entry["most"].items() if not means.get(n, inf) <= b]
    return low + high


def pin(
    floors: Mapping[str, Any],
    manifest: Manifest,
    scores: Mapping[str, Any],
    *,
    lower: bool = False,
    repin: bool = False,
) -> dict[str, Any]:
    """The floors with those of the run's set put a little under what it reached; never lower than they were.

    ``lower`` lets them fall; ``repin`` pins to other questions or another corpus (what was held there means nothing
    here, so it lets them fall too). Raises EvaluationError where other digests, or a lost measure, lack that leave.
    """
    before = floors.get(manifest.set)
    same = before and (before["questions"], before["corpus"]) == (manifest.questions_digest, manifest.corpus_digest)
    if before and not same and not repin:
        raise EvaluationError(
            f"i limiti della serie «{manifest.set}» valgono per altre domande o altri documenti: per legarli a questi, "
            "--repin"
        )
    held = scores["measures"]
    least = {n: round(max(0.0, held[n]["mean"] - slack), 3) for n, slack in LEAST.items() if n in held}
    most = {n: round(held[n]["mean"] + slack, 3) for n, slack in MOST.items() if n in held}
    if before and same and not lower:
        if gone := [name for name in (*before["least"], *before["most"]) if name not in held]:
            raise EvaluationError(
                f"la prova non ha più la misura «{gone[0]}», che ha un limite: per toglierlo, --lower"
            )
        least |= {name: max(bound, least.get(name, 0.0)) for name, bound in before["least"].items()}
        most |= {name: min(bound, most.get(name, bound)) for name, bound in before["most"].items()}
    entry = {"questions": manifest.questions_digest, "corpus": manifest.corpus_digest, "least": least, "most": most}
    return {**floors, manifest.set: entry}


def write_floors(path: Path, floors: Mapping[str, Any]) -> None:
    """Write the floors of all sets. Raises EvaluationError where they can't be written."""
    write_whole(path, json.dumps(dict(sorted(floors.items())), indent=2, ensure_ascii=False) + "\n")

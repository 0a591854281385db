"""What came of a run: counts, and one row for every document that failed or was read with a remark."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: where it is, at which stage it failed, and why (one line)."""

    uri: str
    stage: str
    reason: str


@dataclass(slots=True)
class IngestReport:
    """The report of one run; grows while the run goes on."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    passages: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, object]:
        """The report as the command line prints it with ``--json``."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "passages": self.passages,
            "failed": [{"uri": f.uri, "stage": f.stage, "reason": f.reason} for f in self.failed],
            "warnings": [{"uri": uri, "reason": reason} for uri, reason in self.warnings],
            "seconds": round(self.seconds, 3),
        }

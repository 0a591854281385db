"""What came of a run: counts, and one row for every document that failed or was read with a remark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from rag.clock import Clock


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: where it is, at which stage it failed, and why (one line)."""

    uri: str
    stage: str
    reason: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the report must not keep silent about; ``refused``: robots.txt did not allow it."""

    uri: str
    reason: str
    source: str | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """A document whose address answers that it is there no more."""

    uri: str
    reason: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing has come for a while: this is the address that is being waited for."""

    uri: str


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a run has come, for whoever watches it.

    ``done`` documents of ``total`` (None where that can't be known) are dealt with, ``queued`` addresses are known and
    still to be asked for; ``pages`` and ``passages`` are those read and stored so far.
    """

    address: str = ""
    done: int = 0
    total: int | None = None
    queued: int = 0
    pages: int = 0
    passages: int = 0


Progress = Callable[[Moment], None]


@dataclass(slots=True)
class Tally:
    """What came of one source in a run.

    ``asked``: answers of servers; ``not_modified``: those without a body; ``refusals``: what robots.txt did not allow.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    asked: int = 0
    not_modified: int = 0
    refused: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


@dataclass(slots=True)
class IngestReport:
    """The report of one run; grows while the run goes on."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    pages: int = 0
    passages: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    clock: Clock = field(default_factory=Clock)
    sources: dict[str, Tally] = field(default_factory=dict)

    def of(self, source: str | None) -> Tally:
        """The tally of one source."""
        return self.sources.setdefault(source or "", Tally())

    def count(self, what: str, source: str | None, number: int = 1) -> None:
        """Add to one of the counts, in all and of its source."""
        for each in (self, self.of(source)):
            setattr(each, what, getattr(each, what) + number)

    def fail(self, failure: Failure) -> None:
        """Note a document that failed."""
        self.failed.append(failure)
        row = {"uri": failure.uri, "stage": failure.stage, "reason": failure.reason}
        self.of(failure.source).failed.append(row)

    def remark(self, remark: Remark) -> None:
        """Note what was left out or read with a reserve."""
        self.warnings.append((remark.uri, remark.reason))
        if remark.refused:
            self.refuse(remark.uri, remark.source)

    def refuse(self, address: str, source: str | None) -> None:
        """Note an address that robots.txt does not allow."""
        self.of(source).refused += 1
        self.of(source).refusals.append(address)

    def to_json(self) -> dict[str, object]:
        """The report as the command line prints it with ``--json``."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "pages": self.pages,
            "passages": self.passages,
            "failed": [{"uri": f.uri, "stage": f.stage, "reason": f.reason} for f in self.failed],
            "warnings": [{"uri": uri, "reason": reason} for uri, reason in self.warnings],
            "sources": [{"source": name, **asdict(tally)} for name, tally in self.sources.items()],
            "seconds": round(self.seconds, 3),
            "split": {stage: round(each, 3) for stage, each in self.clock.seconds.items()},
        }

"""What the plan asks for before Gate 6 may be closed, and which checks show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["CRITERIA", "IN_GUEST", "RISKS", "Criterion"]

Kind = Literal["entry", "exit", "hard-fail"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One sentence of the plan. It is proven when each of its checks is.

    Attributes:
        number: short, to be named by.
        kind: where the plan has it.
        words: what must be so; of a hard-fail condition, what must not have happened.
        checks: the names of those that show it; none for what a file shows.
    """

    number: str
    kind: Kind
    words: str
    checks: tuple[str, ...]


_BASELINE: Final = ("build", "soak", "replay", "integrity")
_KOKORO: Final = (
    "kokoro-smoke",
    "kokoro-stream-smoke",
    "kokoro-failure-smoke",
    "kokoro-rollback",
)
RISKS: Final = "X4"

CRITERIA: Final[tuple[Criterion, ...]] = (
    Criterion("N1", "entry", "The test pack of Gates 1 to 5 is green", _BASELINE),
    Criterion("N2", "entry", "Nothing depends on the port of the retired bus", ("no-17373",)),
    Criterion("N3", "entry", "The host has Firecracker's prerequisites", ("host",)),
    Criterion(
        "X1",
        "exit",
        "Kokoro runs in a long-lived Firecracker guest, Ubuntu 24.04",
        ("firecracker", "guest-os", "long-lived", "kokoro-smoke"),
    ),
    Criterion("X2", "exit", "All validation commands exit 0", (*_BASELINE, *_KOKORO)),
    Criterion(
        "X3",
        "exit",
        "Fallback, fail-closed and rollback are proven",
        ("kokoro-failure-smoke", "kokoro-rollback"),
    ),
    Criterion(RISKS, "exit", "Residual risks are documented and owned", ()),
    Criterion("H1", "hard-fail", "The sidecar does not run in Firecracker", ("firecracker",)),
    Criterion("H2", "hard-fail", "A stub is presented as Kokoro", ("no-stub", "intelligible")),
    Criterion(
        "H3",
        "hard-fail",
        "Playback blocks, or a replay is spoken again",
        ("nonblocking", "replay"),
    ),
    Criterion(
        "H4",
        "hard-fail",
        "A Kokoro failure lacks its fallback or fail-closed telemetry",
        ("kokoro-failure-smoke",),
    ),
    Criterion("H5", "hard-fail", "Rollback is not proven by an artifact", ("kokoro-rollback",)),
)
"""Entry criteria, exit criteria and hard-fail conditions, in the order of the plan.

A hard-fail condition is `proven` when its checks show that it has not happened.
"""

IN_GUEST: Final = frozenset(
    {
        "firecracker",
        "guest-os",
        "intelligible",
        "kokoro-smoke",
        "kokoro-stream-smoke",
        "long-lived",
        "no-stub",
    }
)
"""These look at the sidecar in force: of another than an attested guest they prove nothing."""

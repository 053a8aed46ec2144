"""One thing that the doctor looked at, and how bad it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["BROKEN", "FINE", "WORTH_A_LOOK", "Finding", "severity"]

Verdict = Literal["ok", "info", "warning", "broken"]

FINE: Final = 0
WORTH_A_LOOK: Final = 1
BROKEN: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` is what is there; `to_do` says how to better it, and is empty where all is well.

    `warning` costs speed, isolation or certainty; with `broken` the guest does not start, or must
    not be trusted.
    """

    what: str
    verdict: Verdict
    found: str
    to_do: str = ""


def severity(findings: Iterable[Finding]) -> int:
    """FINE, WORTH_A_LOOK if there are warnings, BROKEN if something is broken."""
    verdicts = {finding.verdict for finding in findings}
    if "broken" in verdicts:
        return BROKEN
    return WORTH_A_LOOK if "warning" in verdicts else FINE

"""What was looked at, what was found, and the verdict that follows from that alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, StrictBool, model_validator

__all__ = ["MEANING", "REQUIRED", "WHAT", "Attestation", "Letter", "Row"]

Letter = Literal["A", "B", "C", "D", "E", "F", "G", "H"]

WHAT: Final[dict[Letter, str]] = {
    "A": "the address is our proxy's",
    "B": "behind it is our monitor",
    "C": "the monitor runs a KVM machine",
    "D": "Firecracker names this VM",
    "E": "a fresh challenge is answered",
    "F": "the guest's own claims",
    "G": "frozen, it falls silent",
    "H": "speaking is its processors' work",
}
REQUIRED: Final[frozenset[Letter]] = frozenset({"A", "B", "C", "D", "E", "G", "H"})
"""F is what the guest says of itself: it corroborates, and proves nothing."""

MEANING: Final = (
    "An attestation shows the operator of this host that the address leads into this Firecracker "
    "VM; it trusts this host's root, its kernel, our launcher and every process of the VM's user, "
    "each of which could forge rows B to E, and is not a remote attestation."
)
_YES: Final = "attested"


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Frozen):
    """One link of the chain; `passed` is None where it was not tried, and `found` says why."""

    letter: Letter
    what: str
    passed: StrictBool | None
    required: StrictBool
    found: str

    @classmethod
    def of(cls, letter: Letter, passed: bool | None, found: str) -> Self:
        """With the words and the weight that this letter has."""
        required = letter in REQUIRED
        return cls(letter=letter, what=WHAT[letter], passed=passed, required=required, found=found)

    @property
    def objection(self) -> str:
        """Why nothing follows where this one is required and does not hold."""
        how = "failed" if self.passed is False else "was not tried"
        return f"{self.letter} ({self.what}) {how}: {self.found}"


class Attestation(_Frozen):
    """The verdict. One that says yes without every required row cannot be made, nor read."""

    attested: StrictBool
    summary: str
    instance_id: str = ""
    at: datetime
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _follows(self) -> Self:
        if self.attested and _missing(self.rows):
            raise ValueError(f"attested, though {_missing(self.rows)}")
        if self.attested != (self.summary == _YES):
            raise ValueError(f"attested is {self.attested}, and the summary {self.summary!r}")
        return self

    @classmethod
    def of(cls, rows: Iterable[Row], instance_id: str, at: datetime, objection: str = "") -> Self:
        """What follows from the rows, unless there is an objection that no row names."""
        rows = tuple(rows)
        why = objection or _missing(rows)
        summary = f"not attested: {why}" if why else _YES
        return cls(attested=not why, summary=summary, instance_id=instance_id, at=at, rows=rows)


def _missing(rows: tuple[Row, ...]) -> str:
    """The first required link that does not hold; a letter that comes twice must hold twice."""
    for letter in sorted(REQUIRED):
        found = [row for row in rows if row.letter == letter]
        if not found:
            return f"{letter} was not tried"
        if broken := [row for row in found if row.passed is not True]:
            return broken[0].objection
    return ""

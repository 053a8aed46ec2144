"""What a check is, what it is given, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from arqon_service.home import Home

__all__ = [
    "EXIT_CODES",
    "Around",
    "CannotLook",
    "Check",
    "Gate",
    "Measurement",
    "Outcome",
    "Verdict",
    "exit_code",
    "judged",
]

Gate = Literal[1, 3, 4, 6]
"""The gate whose claim it serves: 1 builds and bus, 3 replay, 4 reviews, 6 all about Kokoro."""

Verdict = Literal["proven", "failed", "not_proven"]
"""`failed`: what was looked at is not so. `not_proven`: it could not be looked at here."""

Measurement = bool | int | float | str

EXIT_CODES: Final[Mapping[Verdict, int]] = {"proven": 0, "failed": 1, "not_proven": 9}
"""Of `arqon-tts gate run NAME`, and of the check's process."""


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """Of a command that says all of them: a failure counts before what is not proven."""
    found = set(verdicts)
    worst: Verdict = "failed" if "failed" in found else "not_proven"
    return EXIT_CODES[worst if found & {"failed", "not_proven"} else "proven"]


class CannotLook(Exception):
    """What a check looks at is not there; the text says what, and what to do. Not proven."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended, in words that may be kept as evidence.

    Attributes:
        verdict: see `Verdict`.
        reasons: why it failed or is not proven, a sentence each; of a proven check, what was seen.
        key_output: the lines that show it, as the check saw them.
        measurements: figures by name, with the unit in the name (`rollback_ms`).
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    key_output: tuple[str, ...] = ()
    measurements: Mapping[str, Measurement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(reason.strip() for reason in self.reasons):
            raise ValueError("An outcome without a reason proves nothing: say what was seen.")


@dataclass(frozen=True, slots=True)
class Around:
    """What a check works in, and what it may look at.

    Attributes:
        home: the check's own, empty and temporary: settings, telemetry and replay file.
        user: the user's own, to look at and never to write: settings, and the VM that runs.
        scratch: an empty folder for files of the check; it is removed afterwards.
        sidecar_url: the sidecar that is in force for the user.
        repository: the checkout that this program runs from; None where it is installed.
        maestro: a checkout of Maestro, where one was named.
        texts: the file of the texts that were spoken.
    """

    home: Home
    user: Home
    scratch: Path
    sidecar_url: str
    repository: Path | None
    maestro: Path | None
    texts: Path

    def spoken(self, text: str) -> None:
        """Call it before a text is spoken: no such text gets into evidence.

        The gate is told at once: it must know the text also if this process dies over it.
        """
        with self.texts.open("a", encoding="utf-8", errors="replace") as file:
            file.write(" ".join(text.split()) + "\n")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the gate looks at.

    `look` runs in a separate process, with the environment of its `Around`; what it prints is kept.
    An exception that it raises is a failed check.

    Attributes:
        name: of the command, `arqon-tts gate run NAME`.
        title: what it shows, as a heading.
        gate: see `Gate`.
        limit_s: seconds until it is ended and counts as failed.
        proof: what to do, and to run, where it is not proven: a sentence.
        look: looks, and says what it saw: a function of a module, which the process can import.
        command: what is recorded as the command; empty for `arqon-tts gate run NAME`.
    """

    name: str
    title: str
    gate: Gate
    limit_s: float
    proof: str
    look: Callable[[Around], Outcome]
    command: str = ""

    @property
    def recorded(self) -> str:
        """The command of its artifact."""
        return self.command or f"arqon-tts gate run {self.name}"


def judged(
    wrong: list[str], right: str, seen: list[str], figures: Mapping[str, Measurement] | None = None
) -> Outcome:
    """Failed for each thing that is `wrong`; without any, proven by what is `right`."""
    for line in wrong:
        print(f"WRONG: {line}", flush=True)  # noqa: T201 -- the output of the check
    if wrong:
        return Outcome("failed", tuple(wrong), tuple(seen), figures or {})
    return Outcome("proven", (right,), tuple(seen), figures or {})

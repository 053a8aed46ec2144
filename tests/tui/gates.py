"""A gate, held in the hand: no check ends until a test says so."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from arqon_gate.artifact import Artifact
from arqon_gate.check import Outcome
from arqon_gate.reading import Evidence
from arqon_gate.verdict import Now, rows
from arqon_tui.panel.gate.files import checks_of
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.gate.port import CheckEnd, GateShown, Noted
from arqon_tui.panel.refusals import Refused
from tests.gate.made import NOW as HELD
from tests.gate.made import START, all_proven, artifact

__all__ = ["NOTED", "FakeGate", "gate_shown"]

FOLDER = Path("/home/alice/.local/state/arqon-tts/gate")
NOTED = (
    Noted(START + timedelta(hours=2), "D-300 (in force): Gate 6 is [/x] open.", "Why.", True),
    Noted(START, "Rolled back to the fallback by root (cli): hiss on line 2"),
    Noted(START - timedelta(days=1), "Back to Kokoro by alice (panel)"),
)


def gate_shown(
    artifacts: dict[str, Artifact], now: Now = HELD, notices: tuple[str, ...] = ()
) -> GateShown:
    """What the panel is told of these artifacts."""
    kept = tuple(artifacts.values())
    evidence = Evidence(FOLDER, None, kept, ())
    checks = checks_of(evidence, now)
    return GateShown(FOLDER, tuple(rows(evidence, now)), checks, kept, notices, NOTED)


def in_part() -> dict[str, Artifact]:
    """Artifacts of some checks: two have failed, one could not look."""
    found = all_proven()
    for name in ("build", "guest-os", "long-lived", "intelligible"):
        del found[name]
    lag = Outcome("failed", ("A caller waited 212 ms while it played; 50 ms are allowed.",))
    found["nonblocking"] = artifact("nonblocking", replace(lag, key_output=("lag_ms 212",)))
    found["no-17373"] = artifact(
        "no-17373", Outcome("failed", ("The variable ARQON_BUS names it.",))
    )
    nothing = "Firecracker: no program of that name. Install it: arqon-tts vm doctor"
    found["host"] = artifact("host", Outcome("not_proven", (nothing,)))
    return found


class FakeGate:
    """Implements `arqon_tui.panel.gate.port.Gate`."""

    def __init__(self, shown: GateShown | None = None) -> None:
        self.shown = shown or gate_shown(in_part())
        self.runs: list[tuple[LiveCheck, Future[CheckEnd]]] = []
        self.ended = 0
        self.refusal = ""

    @property
    def busy(self) -> bool:
        return any(not done.done() for _, done in self.runs)

    def look(self, *, anew: bool = False) -> GateShown:
        return self.shown

    def run(self, live: LiveCheck) -> Future[CheckEnd]:
        if self.refusal:
            raise Refused(self.refusal)
        live.begin(f"What {live.name} shows", 60.0)
        self.runs.append((live, Future()))
        return self.runs[-1][1]

    def end(self, patience_s: float = 0.0) -> bool:
        self.ended += 1
        for _, done in self.runs:
            if not done.done():
                done.set_result(CheckEnd("failed", ("It was stopped before its end.",), 3.0))
        return True

"""The replay guard against a model of it: claims, deaths, restarts, clocks that are set."""

from __future__ import annotations

import itertools
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from arqon_voice.process import ProcessOwner
from arqon_voice.replay.guard import ReplayGuard, ReplayLimits

LIMITS = ReplayLimits(max_count=3)
PLACES = st.integers(0, 2)
MESSAGES = st.sampled_from(["a", "b", "c", "d", "lone \ud800"])
STEPS = st.sampled_from(["began", "spoken", "release"])


class Process:
    """A process that owns claims: a real one, so that its death is real too."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._popen = subprocess.Popen(["sleep", "600"])
        owner = ProcessOwner.of(self._popen.pid)
        self.guard = ReplayGuard(path, limits=LIMITS, clock=clock, owner=owner)
        self.alive = True

    def die(self) -> None:
        self.alive = False
        self._popen.kill()
        self._popen.wait()
        self.guard.close()


class Clock:
    """Epoch seconds that only move when told."""

    def __init__(self) -> None:
        self.now_ms = 1_800_000_000_000

    def __call__(self) -> float:
        return self.now_ms / 1000


@dataclass
class Known:
    """What the model remembers of a message."""

    state: str
    owner: Process
    number: int


class GuardMachine(RuleBasedStateMachine):
    """Three processes share one file and the messages."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "replay.db"
        self.clock = Clock()
        self.numbers = itertools.count()
        self.places = [Process(self.path, self.clock) for _ in range(3)]
        self.known: dict[str, Known] = {}

    def teardown(self) -> None:
        for process in self.places:
            process.die()
        self.folder.cleanup()

    @rule(place=PLACES, message=MESSAGES)
    def claim(self, place: int, message: str) -> None:
        process = self.places[place]
        granted = process.guard.claim(message)
        assert granted == self.is_free(message)
        if granted:
            self.known[message] = Known("claimed", process, next(self.numbers))
            self.forget()

    @precondition(lambda self: self.held())
    @rule(which=st.integers(0, 9), step=STEPS)
    def go_on(self, which: int, step: str) -> None:
        """Who holds a message takes it further, as the orchestrator does."""
        message = self.held()[which % len(self.held())]
        known = self.known[message]
        getattr(known.owner.guard, step)(message)
        if step == "release":
            del self.known[message]
        elif step != known.state:
            self.known[message] = Known(step, known.owner, next(self.numbers))

    @rule(place=PLACES, message=MESSAGES)
    def release_what_is_not_ones_own(self, place: int, message: str) -> None:
        process = self.places[place]
        if message not in self.held() or self.known[message].owner is not process:
            process.guard.release(message)

    @rule(place=PLACES)
    def die_and_come_back(self, place: int) -> None:
        self.places[place].die()
        self.places[place] = Process(self.path, self.clock)

    @rule(place=PLACES)
    def close_and_go_on(self, place: int) -> None:
        self.places[place].guard.close()

    @rule(days=st.sampled_from([-400, -1, 1, 400, 20_000]))
    def somebody_sets_the_clock(self, days: int) -> None:
        self.clock.now_ms = max(0, self.clock.now_ms + days * 86_400_000)

    @invariant()
    def the_file_is_in_use(self) -> None:
        assert [process.guard.fault for process in self.places] == ["", "", ""]

    def held(self) -> list[str]:
        """Messages that a living process has claimed and not finished."""
        return [
            message
            for message, known in self.known.items()
            if known.state != "spoken" and known.owner.alive
        ]

    def is_free(self, message: str) -> bool:
        known = self.known.get(message)
        if known is None:
            return True
        return known.state == "claimed" and not known.owner.alive

    def forget(self) -> None:
        """Only the latest are remembered, in the order in which they were last gone on with."""
        for key in sorted(self.known, key=lambda key: self.known[key].number)[: -LIMITS.max_count]:
            del self.known[key]


TestGuardMachine = GuardMachine.TestCase
TestGuardMachine.settings = settings(max_examples=25, stateful_step_count=50, deadline=None)

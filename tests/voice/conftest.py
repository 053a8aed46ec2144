"""Fixtures that several tests of the voice plane use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.writer import Limits
from tests.voice.guards import Clock
from tests.voice.telemetry_help import QUICK, Open


@pytest.fixture
def telemetry_at() -> Iterator[Open]:
    opened: list[Telemetry] = []

    def make(path: Path, limits: Limits = QUICK) -> Telemetry:
        opened.append(Telemetry(path, source="cli", limits=limits))
        return opened[-1]

    yield make
    for telemetry in opened:
        telemetry.close(5)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard_at(clock: Clock) -> Iterator[Callable[[Path], ReplayGuard]]:
    guards: list[ReplayGuard] = []

    def make(path: Path) -> ReplayGuard:
        guards.append(ReplayGuard(path, clock=clock))
        return guards[-1]

    yield make
    for guard in guards:
        guard.close()

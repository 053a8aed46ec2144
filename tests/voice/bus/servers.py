"""One bus of each dialect for all tests that leave it alive: to start one takes a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from arqon_gate.doubles.bus_server import BusServer
from tests.voice.bus.frames import DialectName

_running: dict[DialectName, BusServer] = {}
processes = ExitStack()


@contextmanager
def bus_of(dialect: DialectName) -> Iterator[BusServer]:
    """A bus that nobody has heard or ordered anything of yet."""
    if dialect not in _running:
        _running[dialect] = processes.enter_context(BusServer(dialect))
    bus = _running.pop(dialect)
    yield bus
    bus.reset()
    _running[dialect] = bus  # one that a failed test leaves behind is not used again

"""Fixtures that more than one part's tests use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from arqon_gate.doubles.null_sink import NullSink

# How long an example takes says how busy the machine is.
settings.register_profile("arqon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("arqon")


@pytest.fixture(scope="session")
def sound_server() -> Iterator[NullSink]:
    """One sound server for all tests that leave it alive."""
    yield from _sound_server()


@pytest.fixture
def own_sound_server() -> Iterator[NullSink]:
    """A sound server that the test may kill."""
    yield from _sound_server()


@pytest.fixture
def null_sink(sound_server: NullSink, monkeypatch: pytest.MonkeyPatch) -> NullSink:
    """The sink that every process plays to which the test starts."""
    for name, value in sound_server.environment().items():
        monkeypatch.setenv(name, value)
    return sound_server


@pytest.fixture
def mortal_sink(own_sound_server: NullSink, monkeypatch: pytest.MonkeyPatch) -> NullSink:
    """The same, of a server that the test may kill."""
    for name, value in own_sound_server.environment().items():
        monkeypatch.setenv(name, value)
    return own_sound_server


def _sound_server() -> Iterator[NullSink]:
    # numpy comes with it, and most tests need neither.
    from arqon_gate.doubles.null_sink import NullSink, missing_packages

    if command := missing_packages():
        pytest.skip(f"no sound server to test with: {command}")
    server = NullSink()
    yield server
    server.close()

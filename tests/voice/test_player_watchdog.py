"""The watchdog that ends a sound process which does not answer."""

from __future__ import annotations

import threading

from arqon_voice.playback.device.watchdog import Watchdog
from tests.patience import PATIENCE_S


def test_it_bites_when_the_deadline_passes() -> None:
    bitten = threading.Event()
    watchdog = Watchdog(bitten.set)
    watchdog.expect(0.01)
    assert bitten.wait(PATIENCE_S)
    watchdog.end()


def test_a_nearer_deadline_counts_at_once() -> None:
    bitten = threading.Event()
    watchdog = Watchdog(bitten.set)
    watchdog.expect(3600.0)
    watchdog.expect(0.01)
    assert bitten.wait(PATIENCE_S)
    watchdog.end()


def test_it_does_not_bite_without_a_deadline_or_after_its_end() -> None:
    bitten = threading.Event()
    watchdog = Watchdog(bitten.set)
    watchdog.expect(3600.0)
    watchdog.expect(None)
    watchdog.end()
    watchdog.expect(0.0)
    assert not bitten.is_set()

"""The shortest part: a VM boots in a real Firecracker, speaks, is attested, leaves nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.kvm.figures import timed
from tests.kvm.vm import answered, loud, proven, up

CLOCK = Path("/sys/class/rtc/rtc0/since_epoch")
"""Of the host, where this machine is emulated; whole seconds."""

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(900)]


def test_time_passes_no_faster_than_for_the_host() -> None:
    """A limit that is long enough is missed where it does."""
    theirs, ours = int(CLOCK.read_text()), time.monotonic()
    time.sleep(3)  # what is tried: an emulated clock can jump on where nothing runs
    assert time.monotonic() - ours < int(CLOCK.read_text()) - theirs + 1.5


def test_a_guest_speaks_is_attested_and_leaves_nothing(state: Path) -> None:
    with up("vm up, cold, to ready", state) as vm:
        health = answered(vm["listen"], "/healthz")
        assert health["runtime"] == "firecracker"
        with timed("an utterance through the proxy"):
            assert loud(vm["listen"], "Good morning.") > 0.2
        with timed("attested by its supervisor, after that"):
            proven(state)
        # Our own looks at the guest let it speak to the end.
        assert "local stream" not in (state / "monitor.log").read_text()

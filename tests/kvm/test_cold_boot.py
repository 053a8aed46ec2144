"""The shortest part: a VM boots in a real Firecracker, speaks, is attested, leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kvm.figures import timed
from tests.kvm.vm import answered, loud, proven, up

pytestmark = [pytest.mark.kvm, pytest.mark.timeout(900)]


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

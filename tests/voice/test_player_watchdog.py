"""The watchdog that ends a sound process which does not answer."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from subprocess import Popen

import pytest

from arqon_voice.held_up import held_up_s
from arqon_voice.playback.device.watchdog import MOST_COUNTED_SECONDS, Watchdog
from arqon_voice.threads import in_turns
from tests.patience import PATIENCE_S
from tests.service.voices import eventually

DEADLINE_S = 2.0
"""The least that leaves a stopped process time to be told on a busy machine."""


def test_it_calls_when_the_deadline_passes() -> None:
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


def test_it_does_not_call_without_a_deadline_or_after_its_end() -> None:
    bitten = threading.Event()
    watchdog = Watchdog(bitten.set)
    watchdog.expect(3600.0)
    watchdog.expect(None)
    watchdog.end()
    watchdog.expect(0.0)
    assert not bitten.is_set()


def test_of_what_a_busy_machine_holds_up_a_tenth_counts() -> None:
    watchdog = Watchdog(lambda: None, held_up=time.monotonic)
    watchdog._left, watchdog._counted_at = 3600.0, time.monotonic() - MOST_COUNTED_SECONDS
    watchdog._count()
    assert watchdog._left == pytest.approx(3600.0 - MOST_COUNTED_SECONDS / 10)
    watchdog.end()


@pytest.mark.parametrize(("each_turn_s", "turns"), [(0.0, 10), (0.01, 20), (1.0, 100)])
def test_a_wait_goes_on_while_who_is_waited_for_is_held_up(each_turn_s: float, turns: int) -> None:
    waited, told = itertools.count(), itertools.count()
    assert not in_turns(lambda _: next(waited) < 0, 0.2, lambda: next(told) * each_turn_s)
    assert next(waited) == turns


def test_the_kernel_tells_how_long_a_process_was_held_up() -> None:
    cpu = min(os.sched_getaffinity(0))
    spinning = f"import os\nos.sched_setaffinity(0, [{cpu}])\nwhile True: pass"
    with ExitStack() as stack:
        two = [stack.enter_context(Popen([sys.executable, "-c", spinning])) for _ in range(2)]
        for each in two:
            stack.callback(each.kill)
        eventually(lambda: held_up_s(two[0].pid) > 0.05, "one that waits for the other")
    assert held_up_s(two[0].pid) == 0


def test_a_process_that_was_stopped_wakes_up_with_the_patience_that_it_had_left() -> None:
    program = (
        "import sys\n"
        "from arqon_voice.playback.device.watchdog import MOST_COUNTED_SECONDS, Watchdog\n"
        "bitten = []\n"
        "watchdog = Watchdog(lambda: bitten.append(True))\n"
        f"watchdog.expect({DEADLINE_S})\n"
        "print('expects', flush=True)\n"
        "sys.stdin.readline()\n"
        "watchdog.end()\n"
        "print(bitten, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "expects\n"
        process.send_signal(signal.SIGSTOP)
        threading.Event().wait(2 * DEADLINE_S)
        process.send_signal(signal.SIGCONT)
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "[]\n"

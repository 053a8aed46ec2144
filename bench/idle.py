"""What the panel costs while nothing happens: CPU and wakes of each thread, and bytes written.

The service holds the voice, the sidecar's health is steady, no telemetry comes but that of the
looks at its health. The panel stands in tmux at 120x40, as it does all day; beside it stands an
app of Textual that only has a field, for a machine that is busy makes everything dearer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arqon_gate.doubles.sidecar_server import SidecarServer
from bench._terminal import ARQON_TTS, environment
from bench._trivial_app import ARGV

SETTLES_S = 15.0
BUSIEST = 6


@dataclass(frozen=True)
class Cost:
    """What a process, or a thread of it, has used since it began."""

    cpu_s: float
    wakes: int
    written: int = 0


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--view", choices=("operate", "tune", "inspect"), default="operate")
    asked = options.parse_args()
    keys = {"operate": "F2", "tune": "F3", "inspect": "F4"}[asked.view]
    print(f"{'idle, ' + asked.view:34}{'CPU %':>8}{'wakes/s':>9}{'bytes/s':>9}   goal 0.5 % CPU")
    with tempfile.TemporaryDirectory() as folder, SidecarServer() as sidecar:
        home = Path(folder)
        kept = environment(home) | {"ARQON_TTS_KOKORO_URL": sidecar.url}
        with service(kept), tmux(home, kept) as pids:
            time.sleep(SETTLES_S / 2)
            subprocess.run(["tmux", "-S", home / "tmux", "send-keys", keys], check=True)
            time.sleep(SETTLES_S / 2)
            before = [looked(pid) for pid in pids]
            time.sleep(asked.seconds)
            after = [looked(pid) for pid in pids]
    for name, was, now in zip(("panel", "an app with one field"), before, after, strict=True):
        show(name, was, now, asked.seconds)


def show(name: str, was: dict[int, Cost], now: dict[int, Cost], seconds: float) -> None:
    """A row for the process, and one for each of its busiest threads."""
    used = {
        thread: Cost(
            cost.cpu_s - was.get(thread, Cost(0, 0)).cpu_s,
            cost.wakes - was.get(thread, Cost(0, 0)).wakes,
            cost.written - was.get(thread, Cost(0, 0)).written,
        )
        for thread, cost in now.items()
    }
    whole = Cost(
        sum(cost.cpu_s for cost in used.values()),
        sum(cost.wakes for cost in used.values()),
        sum(cost.written for cost in used.values()),
    )
    row(name, whole, seconds)
    busiest = sorted(used.items(), key=lambda each: -each[1].cpu_s)[:BUSIEST]
    for thread, cost in busiest if len(used) > 3 else ():
        row(f"  {'main' if thread == min(used) else f'thread {thread}'}", cost, seconds)


def row(name: str, cost: Cost, seconds: float) -> None:
    """Print one."""
    share, wakes, written = cost.cpu_s * 100, cost.wakes, cost.written
    print(f"{name:34}{share / seconds:8.2f}{wakes / seconds:9.1f}{written / seconds:9.0f}")


def looked(pid: int) -> dict[int, Cost]:
    """The cost of each thread."""
    costs = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text().split("voluntary_ctxt_switches:")[1]
        written = (task / "io").read_text().split("wchar:")[1]
        cpu_ns = int((task / "schedstat").read_text().split()[0])
        costs[int(task.name)] = Cost(cpu_ns / 1e9, int(status.split()[0]), int(written.split()[0]))
    return costs


@contextmanager
def service(kept: dict[str, str]) -> Iterator[None]:
    """The service, which holds the voice."""
    with subprocess.Popen([ARQON_TTS, "serve"], env=kept, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def tmux(home: Path, kept: dict[str, str]) -> Iterator[list[int]]:
    """The panel and the other app, each in a window; gives their process ids."""
    call: list[str | Path] = ["tmux", "-S", home / "tmux", "-f", os.devnull]
    size = ["-x", "120", "-y", "40"]
    programs: tuple[list[str | Path], ...] = ([ARQON_TTS], ARGV)
    try:
        for number, argv in enumerate(programs):
            new = ["new-session", "-d", "-s", str(number), *size, *argv]
            subprocess.run([*call, *new], env=kept, check=True)
        panes = [*call, "list-panes", "-a", "-F", "#{pane_pid}"]
        found = subprocess.run(panes, env=kept, check=True, capture_output=True, text=True)
        yield [int(pid) for pid in found.stdout.split()]
    finally:
        subprocess.run([*call, "kill-server"], env=kept, check=True)


if __name__ == "__main__":
    main()

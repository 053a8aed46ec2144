"""Inspect: how soon a filter finds, how soon a key is seen, and how much memory a million takes.

`python -m bench.panel_inspect [EVENTS ...]` prints the tables; filling a store with a million
events takes a minute or two before anything is measured.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from queue import SimpleQueue

from arqon_tui.panel.events.browser import Answer, Browser
from arqon_tui.panel.events.history import StoreHistory
from bench._event_flood import STORE, flood
from bench._telemetry_store import NEEDLE, fill
from bench._terminal import ARQON_TTS, Terminal, quantile
from bench.keys import LETTERS, one, stored

FILTERS = [
    "timeout",
    "ti",
    "provider:kokoro",
    "provider:nobody",
    "severity:failure",
    "name:latency",
    "message:ab",
    "-kokoro",
    "since:1h timeout",
    NEEDLE,
]
GOALS = {100_000: 100, 1_000_000: 300}
RUNS = 5
RATE = 2_000


def main() -> None:
    sizes = [int(word.replace(",", "")) for word in sys.argv[1:]] or [*GOALS]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "telemetry.db"
            fill(path, size, now_ms())
            filters(path, size)
            keys(path)
    memory()


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def filters(path: Path, size: int) -> None:
    """From the last letter to the first answer that holds something, and to the last answer."""
    title = f"filter over {size:,} events, ms"
    print(f"{title:40}{'first':>9}{'max':>9}{'all':>9}{'found':>8}   goal {GOALS.get(size, '')}")
    answers: SimpleQueue[Answer] = SimpleQueue()
    browser = Browser(answers.put, now_ms)
    browser.open(StoreHistory(path))
    settle(browser, answers, 0)
    for typed in FILTERS:
        times = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            browser.filter(typed)
            times.append(settle(browser, answers, begun))
        firsts, lasts = zip(*times, strict=True)
        found = f"{len(browser.window.rows):,}{'+' if browser.window.before else ''}"
        figures = statistics.median(firsts), max(firsts), statistics.median(lasts)
        print(f"{typed:40}{''.join(f'{figure:9.1f}' for figure in figures)}{found:>8}")


def settle(browser: Browser, answers: SimpleQueue[Answer], begun: float) -> tuple[float, float]:
    """Take answers until there is nothing left to ask; times in ms since `begun`."""
    first = last = 0.0
    while browser.window.searching:
        browser.take(answers.get())
        last = (time.perf_counter() - begun) * 1000
        if not first and (browser.window.rows or not browser.window.searching):
            first = last
    return first, last


def keys(path: Path) -> None:
    """From a letter typed into the filter, or a key of the log, to the byte that shows it."""
    print(f"{'key to paint in Inspect, ms':40}{'p50':>9}{'p95':>9}{'max':>9}{'stored/s':>10}")
    pause = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / STORE).parent.mkdir(parents=True)
        path.rename(home / STORE)
        for rate in (0, RATE):
            with Terminal([ARQON_TTS], home, answers=True) as terminal:
                terminal.wait(lambda text: "Roll back" in text)
                terminal.drain(2.0)
                terminal.press(b"\x1bOS")
                terminal.wait(lambda text: "Following" in text)
                with flood(home, rate):
                    terminal.press(b"/")
                    terminal.drain(2.0)
                    count, begun = stored(home), time.monotonic()
                    times = [one(terminal, it, pause.uniform(0.03, 0.15)) for it in LETTERS[:50]]
                    came = (stored(home) - count) / (time.monotonic() - begun)
            row = statistics.median(times), quantile(times, 0.95), max(times)
            label = f"{rate:,} events/s (n={len(times)}, goal p95 50)"
            print(f"{label:40}{''.join(f'{figure:9.1f}' for figure in row)}{came:10,.0f}")


def memory(events: int = 1_000_000) -> None:
    """What the panel holds after a million events have passed before it in Inspect."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Terminal([ARQON_TTS], home) as terminal:
            terminal.wait(lambda text: "Roll back" in text)
            terminal.drain(2.0)
            terminal.press(b"\x1bOS")
            terminal.wait(lambda text: "Following" in text)
            before = resident_mb(terminal.pid)
            filling = multiprocessing.Process(target=fill, args=(home / STORE, events, now_ms()))
            filling.start()
            while filling.is_alive():
                terminal.drain(0.5)
            terminal.drain(5.0)
            after = resident_mb(terminal.pid)
    print(f"memory, MB: {before:.0f} when opened, {after:.0f} after {events:,} events   goal 120")


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1]
    return int(status.split()[0]) / 1024


if __name__ == "__main__":
    main()

"""How long a key takes to be seen while another process floods the telemetry store.

A letter is typed into the panel on a new terminal; the time runs until the terminal gets
the byte that draws it. Each letter is another one, which nothing else on the screen contains. An
app of Textual with one field is typed into first: a busy machine is slow for both.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from bench._event_flood import STORE, flood
from bench._terminal import ARQON_TTS, Terminal, quantile
from bench._trivial_app import ARGV, WORD

KEYS = 100
RATES = {0: "", 2_000: "50", 10_000: "60"}
LETTERS = [chr(0x100 + number) for number in range(KEYS)]


def main() -> None:
    print(f"{'key to paint, ms':24}{'p50':>8}{'p95':>8}{'max':>8}{'stored/s':>10}   goal p95")
    with tempfile.TemporaryDirectory() as folder:
        show("an app with one field", trivial(Path(folder)), 0, "")
    for rate, goal in RATES.items():
        with tempfile.TemporaryDirectory() as folder:
            times, stored = typed(Path(folder), rate)
        show(f"{rate:,} events/s (n={KEYS})", times, stored, goal)


def show(name: str, times: list[float], stored: float, goal: str) -> None:
    figures = statistics.median(times), quantile(times, 0.95), max(times)
    columns = "".join(f"{figure:8.1f}" for figure in figures)
    print(f"{name:24}{columns}{stored:10,.0f}   {goal}", flush=True)


def trivial(home: Path) -> list[float]:
    pause = random.Random(7)
    with Terminal(ARGV, home) as terminal:
        terminal.wait(lambda text: WORD in text)
        return [one(terminal, letter, pause.uniform(0.03, 0.15)) for letter in LETTERS]


def typed(home: Path, rate: int) -> tuple[list[float], float]:
    pause = random.Random(7)
    with Terminal([ARQON_TTS], home, answers=True) as terminal:
        terminal.wait(lambda text: "FALLBACK" in text)
        terminal.press(b"\x1bOR")  # F3: the Say box
        terminal.wait(lambda text: "udition" in text)
        with flood(home, rate):
            terminal.drain(2.0)
            count, begun = stored(home), time.monotonic()
            times = [one(terminal, letter, pause.uniform(0.03, 0.15)) for letter in LETTERS]
            return times, (stored(home) - count) / (time.monotonic() - begun)


def stored(home: Path) -> int:
    with contextlib.closing(sqlite3.connect(home / STORE)) as database:
        (newest,) = database.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
    return int(newest)


def one(terminal: Terminal, letter: str, pause_s: float) -> float:
    begun = terminal.press(letter.encode())
    seen = terminal.wait(lambda text: letter in text)
    terminal.drain(pause_s)
    return (seen - begun) * 1000


if __name__ == "__main__":
    main()

"""How many bytes the panel writes to its terminal, and how late F9 is seen over a slow line.

Each figure is the mean over some seconds, while another process writes events to the store; the
terminal reads as fast as it can, but for the last column, where it takes 10 kB a second.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench._event_flood import flood
from bench._terminal import ARQON_TTS, Terminal

SIZES = ((80, 24), (120, 40))
RATES = (0, 20, 200)
LINE = 10_000
CHUNK_S = 0.05
STATES = {"follow": b"", "paused": b" ", "filtered": b"/chunk\r"}
INSPECT, FILTER_GONE = b"\x1bOS", b"\x1b"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=8.0, help="per figure")
    seconds = options.parse_args().seconds
    print(f"{'bytes/s':22}{'follow':>10}{'paused':>10}{'filtered':>10}{'F9 seen over 10 kB/s':>24}")
    for columns, rows in SIZES:
        for rate in RATES:
            with tempfile.TemporaryDirectory() as folder:
                figures, late = measured(Path(folder), columns, rows, rate, seconds)
            name = f"{columns}x{rows}, {rate} events/s"
            shown = "".join(f"{figure:10,.0f}" for figure in figures)
            print(f"{name:22}{shown}{late:20.2f} s", flush=True)


def measured(
    home: Path, columns: int, rows: int, rate: int, seconds: float
) -> tuple[list[float], float]:
    """Bytes a second for each state of the log, and seconds until F9 is seen."""
    with Terminal([ARQON_TTS], home, columns=columns, rows=rows) as terminal:
        terminal.wait(lambda text: "Quit" in text)
        with flood(home, rate):
            terminal.drain(2.0)
            figures = []
            for keys in STATES.values():
                terminal.press(INSPECT)
                terminal.drain(1.0)
                if keys:
                    terminal.press(keys)
                terminal.drain(1.5)
                figures.append(terminal.counted(seconds) / seconds)
                terminal.press(FILTER_GONE)
                terminal.drain(0.5)
            slow(terminal, seconds)
            begun = terminal.press(b"\x1b[20~")
            return figures, slow(terminal, 30, "rolled back") - begun


def slow(terminal: Terminal, seconds: float, until: str = "") -> float:
    """Take `LINE` bytes a second; returns when `until` was there, or the time was over."""
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        time.sleep(CHUNK_S)
        text = terminal.taken(int(LINE * CHUNK_S))
        if until and until in text:
            break
    return time.perf_counter()


if __name__ == "__main__":
    main()

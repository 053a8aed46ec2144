"""How long it takes until the command answers and the panel is on the screen.

Each figure is that of a whole process on a terminal of its own: from its start to the byte that
completes the answer, or the first full screen (band, the sections of Operate, key bar).
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bench._terminal import ARQON_TTS, Terminal, quantile

RUNS = 15
FIRST_SCREEN = ["READING", "Sidecar", "Health", "Rollback", "Failed lately", "Quit"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        version(home)
        screens(home)  # the first ones write what Python compiles
        versions = [version(home) for _ in range(RUNS)]
        rows = [screens(home) for _ in range(RUNS)]
    print(f"{'':34}{'median':>9}{'p90':>9}   goal, ms  (n={RUNS})")
    show("arqon-tts --version", versions, "120")
    for name, values, goal in zip(
        ("panel: first full screen", "panel: settings read", "panel: ctrl+q to end"),
        zip(*rows, strict=True),
        ("400", "", "1000"),
        strict=True,
    ):
        show(name, list(values), goal)


def version(home: Path) -> float:
    with Terminal([ARQON_TTS, "--version"], home) as terminal:
        at = terminal.wait(lambda text: "version" in text)
        terminal.ended()
        return (at - terminal.started) * 1000


def screens(home: Path) -> tuple[float, float, float]:
    with Terminal([ARQON_TTS], home) as terminal:
        first = terminal.wait(lambda text: all(word in text for word in FIRST_SCREEN))
        full = terminal.wait(lambda text: "FALLBACK" in text)
        begun = terminal.press(b"\x11")
        ended = terminal.ended()
        start = terminal.started
        return (first - start) * 1000, (full - start) * 1000, (ended - begun) * 1000


def show(name: str, values: list[float], goal: str) -> None:
    median, p90 = statistics.median(values), quantile(values, 0.9)
    print(f"{name:34}{median:9.0f}{p90:9.0f}   {goal}")


if __name__ == "__main__":
    main()

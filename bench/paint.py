"""How long it takes until the command answers, the panel is on the screen, and a view is another.

Each figure is that of a whole process on a terminal of its own: from its start to the byte that
completes the answer, or the first full screen (band, the sections of Operate, key bar); an app of
Textual with one field stands beside it. A view: from its key to the byte that completes the words.
"""

from __future__ import annotations

import statistics
import tempfile
from functools import partial
from pathlib import Path

from bench._terminal import ARQON_TTS, Terminal, quantile
from bench._trivial_app import ARGV, WORD

RUNS = 15
SETTLES_S = 2.0
FIRST_SCREEN = ["READING", "Sidecar", "Health", "Rollback", "Failed lately", "Quit"]
# The outer letters may stand there already, and are not written again then.
VIEWS = {b"\x1bOR": "udition", b"\x1bOS": "all key", b"\x1bOQ": "ailed latel"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        version(home)
        screens(home)  # the first ones write what Python compiles
        versions = [version(home) for _ in range(RUNS)]
        trivial(home)
        pairs = [(trivial(home), *screens(home)) for _ in range(RUNS)]
        first, again = switches(home)
    print(f"{'':34}{'median':>9}{'p90':>9}   goal, ms  (n={RUNS})")
    show("arqon-tts --version", versions, "120")
    names = ["an app with one field: first paint", "panel: first full screen"]
    names += ["panel: settings read", "panel: ctrl+q to end"]
    goals = ["", "400; 1.2 times that of the app", "", "1000"]
    for name, values, goal in zip(names, zip(*pairs, strict=True), goals, strict=True):
        show(name, list(values), goal)
    show(f"a view, made first (n={len(first)})", first, "60 (p95)")
    show(f"a view, once more (n={len(again)})", again, "60 (p95)")


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


def trivial(home: Path) -> float:
    with Terminal(ARGV, home) as terminal:
        return (terminal.wait(lambda text: WORD in text) - terminal.started) * 1000


def switches(home: Path) -> tuple[list[float], list[float]]:
    """From the key of a view to its words; the first time in a process, and later ones."""
    first: list[float] = []
    again: list[float] = []
    for _ in range(RUNS // 3):
        with Terminal([ARQON_TTS], home, columns=120, rows=40) as terminal:
            terminal.wait(lambda text: "FALLBACK" in text)
            terminal.drain(SETTLES_S)
            for times in (first, again, again):
                for key, word in VIEWS.items():
                    begun = terminal.press(key)
                    seen = terminal.wait(partial(contains, word))
                    times.append((seen - begun) * 1000)
                    terminal.drain(SETTLES_S / 5)
    return first, again


def contains(word: str, text: str) -> bool:
    return word in text


def show(name: str, values: list[float], goal: str) -> None:
    median, p90 = statistics.median(values), quantile(values, 0.9)
    print(f"{name:34}{median:9.0f}{p90:9.0f}   {goal}")


if __name__ == "__main__":
    main()

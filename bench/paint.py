"""How long it takes until the command answers, the panel is on the screen, and a view is another.

Each figure is that of a whole process on a new terminal: from its start to the byte that
completes the answer, or the first full screen (band, the sections of Operate, key bar); an app of
Textual with one field stands beside it. A busy machine makes each of these times longer, and
leaves the CPU time of the main thread, which does all of it, as it is: that is what is compared.
A view: from its key to the byte that completes the words, and what the main thread used for it.
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
# Quicker than this, several times in a row, the budget of bytes holds a view back: see output.py.
LOOKS_S = 1.0
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
        pairs = [(*trivial(home), *screens(home)) for _ in range(RUNS)]
        looked = switches(home)
    print(f"{'':34}{'median':>9}{'p95':>9}   goal, ms  (n={RUNS})")
    show("arqon-tts --version", versions, "120")
    names = ["an app with one field: first paint", "an app with one field: CPU"]
    names += ["panel: first full screen", "panel: first full screen, CPU"]
    names += ["panel: settings read", "panel: ctrl+q to end"]
    goals = ["", "", "400", "1.2 times that of the app", "", "1000"]
    columns = [[*column] for column in zip(*pairs, strict=True)]
    for name, values, goal in zip(names, columns, goals, strict=True):
        show(name, values, goal)
    ratio = statistics.median(columns[3]) / statistics.median(columns[1])
    print(f"{'CPU: panel / app':34}{ratio:9.2f}{'':9}   1.2")
    for name, values in looked.items():
        show(f"{name} (n={len(values)})", values, "60 (p95)")


def version(home: Path) -> float:
    with Terminal([ARQON_TTS, "--version"], home) as terminal:
        at = terminal.wait(lambda text: "version" in text)
        terminal.ended()
        return (at - terminal.started) * 1000


def screens(home: Path) -> tuple[float, float, float, float]:
    with Terminal([ARQON_TTS], home) as terminal:
        first = terminal.wait(lambda text: all(word in text for word in FIRST_SCREEN))
        cpu_ms = terminal.cpu_ms()
        full = terminal.wait(lambda text: "FALLBACK" in text)
        begun = terminal.press(b"\x11")
        ended = terminal.ended()
        start = terminal.started
        first_ms, full_ms = (first - start) * 1000, (full - start) * 1000
        return first_ms, cpu_ms, full_ms, (ended - begun) * 1000


def trivial(home: Path) -> tuple[float, float]:
    with Terminal(ARGV, home) as terminal:
        at = terminal.wait(lambda text: WORD in text)
        return (at - terminal.started) * 1000, terminal.cpu_ms()


def switches(home: Path) -> dict[str, list[float]]:
    """Times of the first look at a view in a process, of later ones, and the CPU of both."""
    looked: dict[str, list[float]] = {}
    for _ in range(RUNS // 3):
        with Terminal([ARQON_TTS], home, columns=120, rows=40, answers=True) as terminal:
            terminal.wait(lambda text: "FALLBACK" in text)
            terminal.drain(SETTLES_S)
            for which in ("made first", "once more", "once more"):
                for key, word in VIEWS.items():
                    before = terminal.cpu_ms()
                    begun = terminal.press(key)
                    seen = terminal.wait(partial(contains, word))
                    used = terminal.cpu_ms() - before
                    looked.setdefault(f"a view, {which}", []).append((seen - begun) * 1000)
                    looked.setdefault(f"a view, {which}, CPU", []).append(used)
                    terminal.drain(LOOKS_S)
    return looked


def contains(word: str, text: str) -> bool:
    return word in text


def show(name: str, values: list[float], goal: str) -> None:
    median, p95 = statistics.median(values), quantile(values, 0.95)
    print(f"{name:34}{median:9.0f}{p95:9.0f}   {goal}")


if __name__ == "__main__":
    main()

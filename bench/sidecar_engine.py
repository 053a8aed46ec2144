"""The engines side by side: speed against kokoro's own model, memory, and readiness.

`python -m bench.sidecar_engine [--model DIR] [--busy]`. Without a model it makes one of Kokoro's
real size with random weights: its speed is that of the real one, its sound is noise. Each engine
is a process of its own; they take turns (A B A B). With `--busy`, two more processes compute.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ENGINES = ("onnx", "torch")
LENGTHS = (20, 60, 120, 250, 500)
ROUNDS = 3
PHONEMES = "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɔɡ. "


def work(model: Path, name: str) -> None:
    """Be one engine: for each length on standard input, tell what speaking so much took."""
    import numpy as np

    began = time.perf_counter()
    from arqon_sidecar.engines.load import load_engine

    engine = load_engine(model, name)
    pack = np.load(model / "voices" / "af_heart.npy")
    engine.synthesize(PHONEMES[:20], pack[19], 1.0)
    _say(ready_s=time.perf_counter() - began, rss_mb=_rss_mb())
    for line in sys.stdin:
        phonemes = (PHONEMES * 20)[: int(line)]
        wall, cpu = time.perf_counter(), time.process_time()
        speech = engine.synthesize(phonemes, pack[len(phonemes) - 1], 1.0)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        _say(wall=wall, cpu=cpu, audio=len(speech.samples) / 24_000, peak_mb=_peak_mb())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path)
    parser.add_argument("--busy", action="store_true")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        model = arguments.model or _made(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        workers = {name: stack.enter_context(_worker(model, name)) for name in ENGINES}
        for name, worker in workers.items():
            ready = _heard(worker)
            print(
                f"{name}: import, load and warm-up {ready['ready_s']:.2f} s, "
                f"then {ready['rss_mb']:.0f} MB resident"
            )
        if arguments.busy:
            for _ in range(2):
                stack.enter_context(_hog())
        _table(workers)
        print(
            f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs, "
            f"{'with' if arguments.busy else 'without'} two busy processes beside"
        )


def _table(workers: dict[str, subprocess.Popen[str]]) -> None:
    print(
        f"{'phonemes':>8} {'audio s':>8}"
        + "".join(f" {name + ' s':>9} {'CPU s':>7} {'RTF':>6}" for name in ENGINES)
        + f" {'speed-up':>9}"
    )
    peaks = dict.fromkeys(ENGINES, 0.0)
    for length in LENGTHS:
        takes: dict[str, list[dict[str, float]]] = {name: [] for name in ENGINES}
        for _ in range(ROUNDS):
            for name, worker in workers.items():
                takes[name].append(_asked(worker, length))
        line = f"{length:>8} {takes['onnx'][0]['audio']:>8.1f}"
        walls = {}
        for name in ENGINES:
            walls[name] = statistics.median(take["wall"] for take in takes[name])
            cpu = statistics.median(take["cpu"] for take in takes[name])
            rtf = walls[name] / takes[name][0]["audio"]
            line += f" {walls[name]:>9.2f} {cpu:>7.2f} {rtf:>6.3f}"
            peaks[name] = max(take["peak_mb"] for take in takes[name])
        print(f"{line} {walls['torch'] / walls['onnx']:>8.2f}x", flush=True)
    print("peak resident: " + ", ".join(f"{name} {mb:.0f} MB" for name, mb in peaks.items()))


def _made(folder: Path) -> Path:
    command = [sys.executable, "-m", "arqon_sidecar.main", "toy-model", str(folder), "--full-size"]
    subprocess.run(command, check=True)
    return folder


@contextmanager
def _worker(model: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bench.sidecar_engine", "--work", str(model), name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


@contextmanager
def _hog() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", "while True: sum(range(10_000))"]) as process:
        yield
        process.kill()


def _asked(worker: subprocess.Popen[str], length: int) -> dict[str, float]:
    assert worker.stdin is not None
    worker.stdin.write(f"{length}\n")
    worker.stdin.flush()
    return _heard(worker)


def _heard(worker: subprocess.Popen[str]) -> dict[str, float]:
    assert worker.stdout is not None
    told: dict[str, float] = json.loads(worker.stdout.readline())
    return told


def _say(**figures: float) -> None:
    print(json.dumps(figures), flush=True)


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(Path(sys.argv[2]), sys.argv[3])
    else:
        main()

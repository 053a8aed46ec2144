"""The engines side by side: speed, memory, and readiness.

`python -m bench.sidecar_engine [--model DIR] [--engines onnx,openvino,torch] [--int8 FILE]
[--lengths 60,120] [--rounds 3] [--many 0] [--busy]`

Without a model it makes one of Kokoro's real size with random weights: its speed is that of the
real one, its sound is noise. Each engine is a separate process; they take turns (A B A B), and
medians are shown. `--int8` adds kokoro-onnx's model `kokoro-v1.0.int8.onnx` in the session that
kokoro-onnx 0.6.1 opens for it. `--many` then speaks so many utterances, each of another length,
and tells how memory grew. With `--busy`, two more processes compute.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.sidecar_worker import Answer, Worker, worker

NAMES = "onnx,openvino,torch"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path)
    parser.add_argument("--engines", default=NAMES)
    parser.add_argument("--int8", type=Path)
    parser.add_argument("--lengths", default="20,60,120,250,500")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=0)
    parser.add_argument("--busy", action="store_true")
    arguments = parser.parse_args()
    lengths = [int(length) for length in arguments.lengths.split(",")]
    with ExitStack() as stack:
        model = arguments.model or _made(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        workers = [
            stack.enter_context(worker(name, model)) for name in arguments.engines.split(",")
        ]
        if arguments.int8:
            workers.append(stack.enter_context(worker("int8", model, arguments.int8)))
        for one in workers:
            ready = one.heard()
            print(
                f"{one.name}: import, load and warm-up {ready['wall']:.2f} s "
                f"({ready['cpu']:.2f} CPU s), then {ready['rss_mb']:.0f} MB; {ready['what']}",
                flush=True,
            )
        if arguments.busy:
            for _ in range(2):
                stack.enter_context(_hog())
        _table(workers, lengths, arguments.rounds)
        if arguments.many:
            _many(workers, arguments.many)
        print(
            f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs, "
            f"{'with' if arguments.busy else 'without'} two busy processes beside"
        )


def _table(workers: list[Worker], lengths: list[int], rounds: int) -> None:
    print("wall s, CPU s, CPU s of text and prosody alone, real-time factor, against the last")
    last = workers[-1].name
    for length in lengths:
        takes: dict[str, list[Answer]] = {one.name: [] for one in workers}
        for _ in range(rounds):
            for one in workers:
                takes[one.name].append(one.asked(length))
        middle = {
            name: {key: statistics.median(float(take[key]) for take in made) for key in made[0]}
            for name, made in takes.items()
        }
        for name, told in middle.items():
            print(
                f"{length:>4} phonemes {told['audio']:>5.1f} s  {name:>9} {told['wall']:>7.2f} "
                f"{told['cpu']:>7.2f} {told['prepare_cpu']:>6.2f} "
                f"{told['wall'] / told['audio']:>6.3f} "
                f"{middle[last]['wall'] / told['wall']:>5.2f}x "
                f"(CPU {middle[last]['cpu'] / told['cpu']:.2f}x), peak {told['peak_mb']:.0f} MB",
                flush=True,
            )


def _many(workers: list[Worker], count: int) -> None:
    """Different lengths up to 60 phonemes, at different speeds; megabytes at each tenth."""
    for one in workers:
        seen = [float(one.asked(5 + n % 56, 0.7 + n / count)["rss_mb"]) for n in range(count)]
        tenths = " ".join(f"{mb:.0f}" for mb in seen[:: max(1, count // 10)])
        print(f"{one.name}: {count} lengths, resident MB {tenths}, at last {seen[-1]:.0f}")


def _made(folder: Path) -> Path:
    command = [sys.executable, "-m", "arqon_sidecar.main", "toy-model", str(folder), "--full-size"]
    subprocess.run(command, check=True)
    return folder


@contextmanager
def _hog() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", "while True: sum(range(10_000))"]) as process:
        yield
        process.kill()


if __name__ == "__main__":
    main()

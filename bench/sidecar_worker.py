"""One engine as a process that speaks what it is asked to and tells what it took.

`python -m bench.sidecar_worker ENGINE MODEL_DIR [INT8_FILE]`: a line "phonemes speed" in, JSON out.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Speak = Callable[[str, NDArray[np.float32], float], tuple[int, float]]

Answer = dict[str, float | str]

PHONEMES = "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɔɡ. "
THREADS = 2


@dataclass(frozen=True, slots=True)
class Worker:
    """The process, from the side of the one that asks."""

    name: str
    process: subprocess.Popen[str]

    def asked(self, length: int, speed: float = 1.0) -> Answer:
        """What speaking so many phonemes took."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{length} {speed}\n")
        self.process.stdin.flush()
        return self.heard()

    def heard(self) -> Answer:
        """The next line."""
        assert self.process.stdout is not None
        told: Answer = json.loads(self.process.stdout.readline())
        return told


@contextmanager
def worker(name: str, model: Path, int8: Path | None = None) -> Iterator[Worker]:
    """A process that ends with the block."""
    command = [sys.executable, "-m", __name__, name, str(model), *([str(int8)] if int8 else [])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Worker(name, process)
        process.kill()


def work(name: str, model: Path, *rest: str) -> None:
    """Load, then answer line by line."""
    import numpy as np

    began, cpu = time.perf_counter(), time.process_time()
    pack = np.load(model / "voices" / "af_heart.npy")
    speak, what = _int8(Path(rest[0]), model) if rest else _engine(name, model)
    speak(PHONEMES[:20], pack[19], 1.0)
    _tell(wall=time.perf_counter() - began, cpu=time.process_time() - cpu, what=what)
    for line in sys.stdin:
        length, speed = line.split()
        phonemes = (PHONEMES * 20)[: int(length)]
        wall, cpu = time.perf_counter(), time.process_time()
        samples, prepare = speak(phonemes, pack[len(phonemes) - 1], float(speed))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        _tell(wall=wall, cpu=cpu, audio=samples / 24_000, prepare_cpu=prepare)


def _engine(name: str, model: Path) -> tuple[Speak, str]:
    from arqon_sidecar.engines.load import load_engine

    engine = load_engine(model, name, THREADS)

    def speak(phonemes: str, style: NDArray[np.float32], speed: float) -> tuple[int, float]:
        cpu = time.process_time()
        prepared = engine.prepare(phonemes, style, speed)
        cpu = time.process_time() - cpu
        return len(engine.vocode(prepared)), cpu

    return speak, engine.identity.fidelity


def _int8(path: Path, model: Path) -> tuple[Speak, str]:
    import numpy as np
    import onnxruntime as ort

    from arqon_sidecar.model.manifest import read_manifest

    options = ort.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    vocabulary = read_manifest(model).vocabulary

    def speak(phonemes: str, style: NDArray[np.float32], speed: float) -> tuple[int, float]:
        tokens = np.array([[0, *(vocabulary[symbol] for symbol in phonemes), 0]])
        pace = np.array([speed], np.float32)
        (sound,) = session.run(None, {"tokens": tokens, "style": style[None], "speed": pace})
        return sound.size, 0.0

    return speak, "kokoro-onnx's int8 model"


def _tell(**figures: float | str) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = {
        "rss_mb": pages * resource.getpagesize() / 1e6,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }
    print(json.dumps(figures | memory), flush=True)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])

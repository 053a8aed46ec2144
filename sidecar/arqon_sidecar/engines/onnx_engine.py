"""What the service runs: Kokoro's graphs on ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from arqon_sidecar.engines.port import EngineError, Interrupted, ModelIdentity, Speech
from arqon_sidecar.engines.request import STYLE_SIZE, Floats, checked
from arqon_sidecar.engines.source import harmonic_source
from arqon_sidecar.engines.spectrum import analyse, synthesise
from arqon_sidecar.memory import give_back
from arqon_sidecar.model.manifest import Manifest

__all__ = ["OnnxEngine"]

FIDELITY: Final = "fp32, exact STFT; decoder and generator at least 90 dB from kokoro 0.9.4"


class OnnxEngine:
    """An exported model in single precision; numpy does alignment, source and STFT."""

    def __init__(self, directory: Path, manifest: Manifest, threads: int) -> None:
        self._vocabulary = manifest.vocabulary
        self._mix = np.array(manifest.source_weights, np.float32)
        self._identity = ModelIdentity(
            name=manifest.name,
            sha256=manifest.checkpoint_sha256,
            kind=manifest.kind,
            engine="onnx",
            fidelity=FIDELITY,
        )
        self._text = _session(directory / "text.onnx", threads)
        self._prosody = _session(directory / "prosody.onnx", threads)
        self._vocoder = _session(directory / "vocoder.onnx", threads)
        self._options = _run_options()

    @property
    def identity(self) -> ModelIdentity:
        """What runs here."""
        return self._identity

    @property
    def vocabulary(self) -> frozenset[str]:
        """The phoneme symbols that the model knows."""
        return frozenset(self._vocabulary)

    def interrupt(self) -> None:
        """End the run under way, from any thread."""
        self._options.terminate = True

    def synthesize(
        self, phonemes: str, style: Floats, speed: float, seed: int | None = None
    ) -> Speech:
        """Speak `phonemes`; see `Engine.synthesize`."""
        ids = checked(phonemes, style, self._vocabulary)
        self._options = _run_options()
        try:
            speech = self._speak(ids, style, speed, np.random.default_rng(seed))
        except Exception as error:  # of onnxruntime and numpy, which share no base
            if self._options.terminate:
                raise Interrupted("the synthesis was ended before it was done") from error
            raise EngineError(f"synthesis of {len(phonemes)} phonemes failed: {error}") from error
        give_back()  # 4 ms; without it an hour of speech keeps 100 MB more
        return speech

    def _speak(
        self, ids: NDArray[np.int64], style: Floats, speed: float, random: np.random.Generator
    ) -> Speech:
        voice, manner = np.split(style, [STYLE_SIZE])
        beside, pace = manner[None], np.array([speed], np.float32)
        frames, prosody, text = self._text.run(
            None, {"ids": ids[None], "style": beside, "speed": pace}, self._options
        )
        where = np.repeat(np.arange(len(frames)), frames)
        pitch, energy = self._prosody.run(
            None, {"prosody": prosody[where], "style": beside}, self._options
        )
        source = analyse(harmonic_source(pitch, self._mix, random))
        inputs = {"text": text[where], "pitch": pitch, "energy": energy, "source": source}
        (head,) = self._vocoder.run(None, inputs | {"style": voice[None]}, self._options)
        return Speech(np.clip(synthesise(head), -1, 1), frames)


def _run_options() -> ort.RunOptions:
    options = ort.RunOptions()
    # Memory is given back after each run: a long segment needs hundreds of megabytes more.
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    # A thread that waits must not spin: beside another busy process that costs several times over.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Planned memory is for shapes that come again; no two segments are of one length.
    options.enable_mem_pattern = False
    # Folding would keep the vocoder's kernels transformed: no quicker, and larger by 600 MB.
    unfolded = ["ConstantFolding"] if path.stem == "vocoder" else []
    return ort.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=unfolded
    )

"""Kokoro's vocoder on OpenVINO, in bf16 where that can be; text and prosody on ONNX Runtime."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import openvino as ov
from numpy.typing import NDArray

from arqon_sidecar.engines.choice import has_bf16
from arqon_sidecar.engines.exported import ExportedEngine
from arqon_sidecar.engines.onnx_engine import OnnxGraphs
from arqon_sidecar.engines.openvino_graph import for_openvino
from arqon_sidecar.engines.openvino_inputs import Inputs
from arqon_sidecar.engines.openvino_weights import Weights
from arqon_sidecar.engines.port import ModelIdentity
from arqon_sidecar.model.digests import require_sha256
from arqon_sidecar.model.manifest import Manifest
from arqon_sidecar.model.probe import measured

__all__ = ["OpenVinoGraphs", "openvino_engine"]

_VOCODER: Final = "vocoder"
_REMEDY: Final = "The model was changed while it was served: start the service again."

_SETTINGS: Final = {
    "PERFORMANCE_HINT": "LATENCY",
    "NUM_STREAMS": 1,
    # What is kept for a shape grows with each new one: 12.5 MB for each length, 1.2 GB after 30.
    "CPU_RUNTIME_CACHE_CAPACITY": 0,
}


def openvino_engine(
    directory: Path, manifest: Manifest, threads: int, cache: Path | None = None
) -> ExportedEngine:
    """The engine of an exported model on OpenVINO.

    With `cache`, a folder, OpenVINO keeps there what it compiled: some 220 MB, and the next load
    takes a quarter of the time.
    """
    digest = manifest.sha256[f"{_VOCODER}.onnx"]
    graphs = OpenVinoGraphs(directory, threads, digest, bf16=has_bf16(), cache=cache)
    identity = ModelIdentity(
        name=manifest.name,
        sha256=manifest.checkpoint_sha256,
        kind=manifest.kind,
        engine="openvino",
        fidelity=f"{graphs.precision} vocoder, fp32 text and prosody, exact STFT; "
        + measured(directory, graphs),
        origin=manifest.origin,
    )
    return ExportedEngine(manifest, graphs, identity)


@dataclass(frozen=True, slots=True)
class _Vocoder:
    """The compiled graph, and what it needs as long as it is there."""

    compiled: ov.CompiledModel
    beside: Inputs
    weights: Weights


class OpenVinoGraphs:
    """Graphs of a model directory; see `Graphs`.

    bf16 is for the vocoder alone: in text or prosody it moves durations. These two are with ONNX
    Runtime, which is quicker where no two lengths are the same, and takes 0.1 GB less.
    """

    def __init__(
        self, directory: Path, threads: int, digest: str, *, bf16: bool, cache: Path | None = None
    ) -> None:
        """`digest` is the SHA-256 of the vocoder's file, which may have to be read again."""
        self._core = ov.Core()
        self._core.set_property("CPU", _SETTINGS | {"INFERENCE_NUM_THREADS": threads})
        if cache is not None:
            self._core.set_property({"CACHE_DIR": str(cache)})
        self._path, self._digest, self._bf16 = directory / f"{_VOCODER}.onnx", digest, bf16
        self._vocoder = self._compile()
        self._vocoding: ov.InferRequest | None = None
        self._interrupted = self._cancelled = False
        self._lock = threading.Lock()
        self._others = OnnxGraphs(directory, ("text", "prosody"), threads)

    @property
    def precision(self) -> str:
        """What the vocoder computes in: `bf16` or `fp32`."""
        kind = self._vocoder.compiled.get_property("INFERENCE_PRECISION_HINT")
        return "bf16" if kind == ov.Type.bf16 else "fp32"

    def begin(self) -> None:
        """A call begins."""
        self._others.begin()
        self._interrupted = False

    def run(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        """One graph's outputs in order; a run ends at its next operation if interrupted."""
        if name != _VOCODER:
            return self._others.run(name, inputs)
        try:
            return self._vocode(inputs)
        except RuntimeError:
            if self._interrupted or not self._cancelled:
                raise
        # A run that is cancelled can leave OpenVINO's shapes of another length behind.
        require_sha256(self._path, self._digest, _REMEDY)
        self._vocoder, self._cancelled = self._compile(), False
        return self._vocode(inputs)

    def _vocode(self, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        request = self._vocoder.compiled.create_infer_request()
        beside = self._vocoder.beside.of(len(inputs["text"]))
        with self._lock:
            if self._interrupted:
                raise RuntimeError("interrupted before it began")
            self._vocoding = request
            request.start_async({**inputs, **beside}, share_inputs=True)
        try:
            request.wait()
        finally:
            self._vocoding = None
        made = tuple(tensor.data.copy() for tensor in request.output_tensors)
        self._vocoder.compiled.release_memory()
        self._vocoder.weights.leave_memory()  # the first run is what packs them
        return made

    def interrupt(self) -> None:
        """End the run under way at its next operation."""
        with self._lock:
            self._interrupted = True
            self._others.interrupt()
            if self._vocoding is not None:
                self._vocoding.cancel()
                self._cancelled = True

    @property
    def interrupted(self) -> bool:
        """Whether `interrupt` was called since the last `begin`."""
        return self._interrupted

    def _compile(self) -> _Vocoder:
        model = self._core.read_model(self._path)
        beside, weights = for_openvino(model, bf16=self._bf16)
        precision = {"INFERENCE_PRECISION_HINT": "bf16" if self._bf16 else "f32"}
        compiled = self._core.compile_model(model, "CPU", precision)
        return _Vocoder(compiled, beside, weights)

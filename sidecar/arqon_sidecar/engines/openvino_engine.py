"""Kokoro's graphs on OpenVINO: text and prosody in fp32, the vocoder in bf16 where it can be."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from arqon_sidecar.engines.choice import has_bf16
from arqon_sidecar.engines.exported import ExportedEngine
from arqon_sidecar.engines.openvino_graph import for_openvino
from arqon_sidecar.engines.port import ModelIdentity
from arqon_sidecar.model.manifest import Manifest
from arqon_sidecar.model.probe import measured

__all__ = ["OpenVinoGraphs", "openvino_engine"]

_VOCODER: Final = "vocoder"

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

    With `cache`, a folder, OpenVINO keeps there what it compiled: some 310 MB, and the next load
    takes a quarter of the time.
    """
    graphs = OpenVinoGraphs(directory, threads, bf16=has_bf16(), cache=cache)
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


class OpenVinoGraphs:
    """Graphs of a model directory; see `Graphs`.

    bf16 is for the vocoder alone: in text or prosody it moves durations.
    """

    def __init__(
        self, directory: Path, threads: int, *, bf16: bool, cache: Path | None = None
    ) -> None:
        self._core = ov.Core()
        self._core.set_property("CPU", _SETTINGS | {"INFERENCE_NUM_THREADS": threads})
        if cache is not None:
            self._core.set_property({"CACHE_DIR": str(cache)})
        self._directory, self._bf16 = directory, bf16
        self._matrices: dict[str, NDArray[np.float32]] = {}
        self._compiled = {name: self._compile(name) for name in ("text", "prosody", _VOCODER)}
        self._vocoding: ov.InferRequest | None = None
        self._interrupted = self._cancelled = False
        self._lock = threading.Lock()

    @property
    def precision(self) -> str:
        """What the vocoder computes in: `bf16` or `fp32`."""
        kind = self._compiled[_VOCODER].get_property("INFERENCE_PRECISION_HINT")
        return "bf16" if kind == ov.Type.bf16 else "fp32"

    def begin(self) -> None:
        """A call begins."""
        self._interrupted = False

    def run(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        """One graph's outputs in order; the vocoder ends at its next operation if interrupted."""
        try:
            return self._infer(name, inputs)
        except RuntimeError:
            if self._interrupted or name != _VOCODER or not self._cancelled:
                raise
        # A run that is cancelled can leave OpenVINO's shapes of another length behind.
        self._compiled[name], self._cancelled = self._compile(name), False
        return self._infer(name, inputs)

    def _infer(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        compiled = self._compiled[name]
        request = compiled.create_infer_request()
        with self._lock:
            if self._interrupted:
                raise RuntimeError("interrupted before it began")
            if name == _VOCODER:
                inputs, self._vocoding = {**inputs, **self._matrices}, request
            request.start_async(dict(inputs), share_inputs=True)
        try:
            request.wait()
        finally:
            self._vocoding = None
        made = tuple(tensor.data.copy() for tensor in request.output_tensors)
        compiled.release_memory()
        return made

    def interrupt(self) -> None:
        """End the vocoder's run under way at its next operation; text and prosody are short."""
        with self._lock:
            self._interrupted = True
            if self._vocoding is not None:
                self._vocoding.cancel()
                self._cancelled = True

    @property
    def interrupted(self) -> bool:
        """Whether `interrupt` was called since the last `begin`."""
        return self._interrupted

    def _compile(self, name: str) -> ov.CompiledModel:
        model = self._core.read_model(self._directory / f"{name}.onnx")
        bf16 = self._bf16 and name == _VOCODER
        if name == _VOCODER:
            self._matrices = for_openvino(model)
        precision = {"INFERENCE_PRECISION_HINT": "bf16" if bf16 else "f32"}
        return self._core.compile_model(model, "CPU", precision)

"""Kokoro's graphs on ONNX Runtime, in single precision."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import onnxruntime as ort
from numpy.typing import NDArray

from arqon_sidecar.engines.exported import ExportedEngine
from arqon_sidecar.engines.port import ModelIdentity
from arqon_sidecar.model.manifest import Manifest

__all__ = ["OnnxGraphs", "onnx_engine"]

NOT_MEASURED: Final = "not measured: exported by an older version"


def onnx_engine(directory: Path, manifest: Manifest, threads: int) -> ExportedEngine:
    """The engine of an exported model on ONNX Runtime."""
    identity = ModelIdentity(
        name=manifest.name,
        sha256=manifest.checkpoint_sha256,
        kind=manifest.kind,
        engine="onnx",
        fidelity=manifest.fidelity.get("onnx", NOT_MEASURED),
        origin=manifest.origin,
    )
    graphs = OnnxGraphs(directory, ("text", "prosody", "vocoder"), threads)
    return ExportedEngine(manifest, graphs, identity)


class OnnxGraphs:
    """Graphs of a model directory; see `Graphs`."""

    def __init__(self, directory: Path, names: tuple[str, ...], threads: int) -> None:
        self._sessions = {name: _session(directory / f"{name}.onnx", threads) for name in names}
        self._options = _run_options()

    def begin(self) -> None:
        """A call begins."""
        self._options = _run_options()

    def run(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        """One graph's outputs in order."""
        return tuple(self._sessions[name].run(None, dict(inputs), self._options))

    def interrupt(self) -> None:
        """End the run under way at its next operation."""
        self._options.terminate = True

    @property
    def interrupted(self) -> bool:
        """Whether `interrupt` was called since the last `begin`."""
        return bool(self._options.terminate)


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

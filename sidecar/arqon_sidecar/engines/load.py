"""Choosing and loading an engine for a model directory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from arqon_sidecar.engines.choice import AUTO, ENGINES, quickest
from arqon_sidecar.engines.port import Engine
from arqon_sidecar.model.digests import ModelError
from arqon_sidecar.model.manifest import CHECKPOINT_NAME, read_manifest

__all__ = ["load_engine"]

_EXTRAS: Final = {"openvino": "openvino", "torch": "reference"}


def load_engine(
    directory: Path, name: str = AUTO, threads: int | None = None, cache: Path | None = None
) -> Engine:
    """Load a model, every file of it checked against its digest.

    Args:
        directory: An exported model.
        name: One of ENGINES.
        threads: How many to compute with; by default as many as CPUs may be used.
        cache: A folder where openvino keeps what it compiled; by default it compiles each time.

    Raises:
        ModelError: the directory holds no usable model, or the engine is not installed.
    """
    if name not in ENGINES:
        raise ModelError(f"there is no engine {name!r}; there are: {', '.join(ENGINES)}")
    manifest = read_manifest(directory)
    manifest.verify(directory)
    count = threads or len(os.sched_getaffinity(0))
    chosen = quickest() if name == AUTO else name
    if chosen == "onnx":
        from arqon_sidecar.engines.onnx_engine import onnx_engine

        return onnx_engine(directory, manifest, count)
    try:
        if chosen == "openvino":
            from arqon_sidecar.engines.openvino_engine import openvino_engine

            return openvino_engine(directory, manifest, count, cache)
        from arqon_sidecar.engines.reference import TorchEngine
    except ImportError as error:
        raise ModelError(
            f"the {chosen} engine is not installed ({error.name} is missing). "
            f"Run: pip install 'arqon-sidecar[{_EXTRAS[chosen]}]'"
        ) from error
    return TorchEngine(directory / CHECKPOINT_NAME, manifest, count)

"""Test models, made once for a run of the tests."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.engines.port import Engine

Floats = NDArray[np.float32]


@functools.cache
def toy_directory(full_size: bool = False) -> Path:
    """An exported model with random weights; its checkpoint is in `checkpoint`."""
    pytest.importorskip("kokoro", reason="the reference group is not installed")
    from arqon_sidecar.model.export import export
    from arqon_sidecar.model.toy import write_checkpoint

    directory = Path(tempfile.mkdtemp(prefix="arqon-model-"))
    atexit.register(shutil.rmtree, directory)
    write_checkpoint(directory / "checkpoint", full_size=full_size, seed=0)
    export(directory / "checkpoint", directory)
    return directory


@functools.cache
def toy_engine(name: str = "onnx") -> Engine:
    if name == "openvino":
        pytest.importorskip("openvino", reason="the extra openvino is not installed")
    return load_engine(toy_directory(), name, threads=1)


def style_for(phonemes: str, voice: str = "af_heart") -> Floats:
    pack: Floats = np.load(toy_directory() / "voices" / f"{voice}.npy")
    row: Floats = pack[len(phonemes) - 1]
    return row


def decibels(reference: Floats, other: Floats) -> float:
    """Signal-to-noise ratio of `other`, taking what differs from `reference` for noise."""
    noise = np.sum((reference.astype(np.float64) - other) ** 2)
    return float(10 * np.log10(np.sum(reference.astype(np.float64) ** 2) / max(noise, 1e-30)))

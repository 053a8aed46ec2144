"""Test models, made once for a run of the tests."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.engines.port import Engine
from arqon_sidecar.main import main

Floats = NDArray[np.float32]


@functools.cache
def toy_directory(full_size: bool = False) -> Path:
    """An exported model with random weights; its checkpoint is in `checkpoint`."""
    pytest.importorskip("kokoro", reason="the reference group is not installed")
    directory = Path(tempfile.mkdtemp(prefix="arqon-model-"))
    atexit.register(shutil.rmtree, directory)
    size = ["--full-size"] if full_size else []
    made = CliRunner().invoke(main, ["toy-model", str(directory), *size])
    assert made.exit_code == 0, made.output
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

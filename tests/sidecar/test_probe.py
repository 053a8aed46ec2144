"""An engine tells how near it is to the reference, as measured where it runs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_sidecar.engines.onnx_engine import OnnxGraphs
from arqon_sidecar.model.log_mel import log_mel_distance
from arqon_sidecar.model.probe import PROBE_NAME, measured
from tests.sidecar.models import toy_directory, toy_engine

FIGURES = r"log-mel ([\d.]+) dB from fp32 \(another noise seed: ([\d.]+)\), SNR ([\d.]+) dB"


@settings(deadline=None, max_examples=20)
@given(gain=st.floats(0.25, 4), seed=st.integers(0, 100))
def test_louder_by_so_many_decibels_is_so_far_apart(gain: float, seed: int) -> None:
    sound = np.random.default_rng(seed).standard_normal(12_000, np.float32)
    apart = log_mel_distance(sound, (gain * sound).astype(np.float32))
    assert apart == pytest.approx(abs(20 * np.log10(gain)), abs=0.01)


def test_more_noise_is_farther_apart_and_silence_has_no_distance() -> None:
    random = np.random.default_rng(1)
    sound, noise = random.standard_normal((2, 12_000)).astype(np.float32)
    near, far = (log_mel_distance(sound, sound + level * noise) for level in (0.01, 0.3))
    assert 0 < near < far
    assert log_mel_distance(0 * sound, 0 * sound) == 0


def test_the_graphs_of_a_model_are_as_near_as_single_precision_is() -> None:
    found = re.fullmatch(FIGURES, measured(toy_directory(), OnnxGraphs(*vocoder_alone())))
    assert found is not None
    distance, usual, ratio = map(float, found.groups())
    assert distance < 0.02 < usual
    assert ratio > 90


def test_openvino_says_what_it_measured_when_it_was_loaded() -> None:
    found = re.search(FIGURES, toy_engine("openvino").identity.fidelity)
    assert found is not None
    distance, _, ratio = map(float, found.groups())
    single = toy_engine("openvino").identity.fidelity.startswith("fp32 vocoder")
    assert distance < (0.02 if single else 6)
    assert ratio > (90 if single else 15)


def test_a_model_without_a_probe_is_not_measured(tmp_path: Path) -> None:
    assert (toy_directory() / PROBE_NAME).stat().st_size < 3e6
    said = measured(tmp_path, OnnxGraphs(*vocoder_alone()))
    assert said == "not measured: exported by an older version"


def vocoder_alone() -> tuple[Path, tuple[str, ...], int]:
    return toy_directory(), ("vocoder",), 1

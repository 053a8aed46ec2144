from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arqon_sidecar.engines.source import HARMONICS, SAMPLES_A_VALUE, harmonic_source
from tests.sidecar.models import decibels

Floats = NDArray[np.float32]

WEIGHTS = np.linspace(0.3, -0.2, HARMONICS + 1).astype(np.float32)


def pitch_of(values: int, seed: int = 0) -> Floats:
    """Speech-like: voiced with movement, and some of it unvoiced."""
    noise = np.random.default_rng(seed).standard_normal(values)
    pitch = 150 + 30 * np.sin(np.arange(values) / 9) + noise
    pitch[values // 3 : values // 2] = 0
    return pitch.astype(np.float32)


@pytest.mark.parametrize("values", [6, 130, 1800])
def test_it_is_kokoro_s_source_whatever_its_start_phases_are(
    values: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    istftnet = pytest.importorskip("kokoro.istftnet")
    module = istftnet.SourceModuleHnNSF(24_000, SAMPLES_A_VALUE, 8, voiced_threshod=10)
    shape = (1, values * SAMPLES_A_VALUE, HARMONICS)
    noise = np.random.default_rng(5).standard_normal(shape, np.float32)

    def given_noise(like: object) -> object:
        fits = getattr(like, "shape", None) == shape
        return torch.from_numpy(noise) if fits else torch.zeros_like(like)

    monkeypatch.setattr(torch, "randn_like", given_noise)
    with torch.no_grad():
        module.l_linear.weight.copy_(torch.from_numpy(WEIGHTS[:-1]))
        module.l_linear.bias.fill_(float(WEIGHTS[-1]))
        steps = torch.from_numpy(np.repeat(pitch_of(values), SAMPLES_A_VALUE))[None, :, None]
        theirs = module(steps)[0][0, :, 0].numpy()
    mine = harmonic_source(pitch_of(values), WEIGHTS, np.random.default_rng(5))
    assert decibels(theirs, mine) > 120


@settings(deadline=None, max_examples=20)
@given(values=st.integers(2, 200), seed=st.integers(0, 99))
def test_a_seed_gives_the_same_sound_and_another_seed_another(values: int, seed: int) -> None:
    one, again, other = (
        harmonic_source(pitch_of(values), WEIGHTS, np.random.default_rng(number))
        for number in (seed, seed, seed + 1)
    )
    assert one.shape == (values * SAMPLES_A_VALUE,)
    assert one.dtype == np.float32
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert np.abs(one).max() <= 1


def test_a_steady_pitch_sounds_at_that_pitch() -> None:
    only_first = np.zeros(HARMONICS + 1, np.float32)
    only_first[0] = 1
    pitch = np.full(400, 200, np.float32)
    sound = harmonic_source(pitch, only_first, np.random.default_rng(0))
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert np.argmax(spectrum) * 24_000 / len(sound) == pytest.approx(200, abs=0.5)

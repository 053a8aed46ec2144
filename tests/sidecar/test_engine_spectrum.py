from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_sidecar.engines.spectrum import BINS, HOP, WINDOW_SIZE, analyse, reflected, synthesise
from tests.sidecar.models import decibels


def sound(samples: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).standard_normal(samples, np.float32)


@settings(deadline=None, max_examples=25)
@given(frames=st.integers(5, 300), seed=st.integers(0, 1000))
def test_the_inverse_gives_back_what_was_analysed(frames: int, seed: int) -> None:
    signal = sound(frames * HOP, seed)
    magnitude, phase = np.split(analyse(reflected(signal)).astype(np.float64), 2, axis=1)
    back = np.zeros(len(signal))
    # A head can say phases up to one radian, and two such make any other.
    for turn in (1, -1):
        share = magnitude * (np.cos(phase) / np.cos(1) + turn * np.sin(phase) / np.sin(1)) / 2
        for sign in (1, -1):
            logarithm = np.log(np.maximum(sign * share, 1e-30))
            argument = np.full_like(logarithm, turn * np.pi / 2)
            head = np.concatenate([logarithm, argument], 1).astype(np.float32)
            back += sign * synthesise(head)
    assert decibels(signal, back.astype(np.float32)) > 100


@pytest.mark.parametrize("samples", [25, 600, 7200])
def test_analysis_is_torch_s(samples: int) -> None:
    torch = pytest.importorskip("torch")
    signal = sound(samples, 1)
    window = torch.hann_window(20)
    stft = torch.stft(torch.from_numpy(signal), 20, 5, 20, window, return_complex=True).T
    mine = analyse(reflected(signal))
    complex_mine = mine[:, :BINS] * np.exp(1j * mine[:, BINS:])
    assert decibels(stft.abs().numpy(), mine[:, :BINS]) > 120
    assert np.abs(stft.numpy() - complex_mine).max() < 1e-5
    # Bins that are real have the phase 0 or +pi, and never -pi.
    real = mine[:, [BINS, 2 * BINS - 1]]
    assert np.all((real == 0) | (real == np.float32(np.pi)))


@pytest.mark.parametrize("frames", [5, 121, 1441])
def test_the_inverse_is_torch_s(frames: int) -> None:
    torch = pytest.importorskip("torch")
    head = np.random.default_rng(2).standard_normal((frames, 2 * BINS)).astype(np.float32)
    tensor = torch.from_numpy(head.T[None].copy())
    spectrum = torch.exp(tensor[:, :BINS]) * torch.exp(1j * torch.sin(tensor[:, BINS:]))
    theirs = torch.istft(spectrum, 20, 5, 20, torch.hann_window(20))[0].numpy()
    mine = synthesise(head)
    assert mine.shape == theirs.shape
    assert decibels(theirs, mine) > 120


@given(hops=st.integers(5, 200), data=st.data())
def test_a_part_of_the_signal_has_its_part_of_the_spectrum(hops: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, hops - 1))
    last = data.draw(st.integers(first + 1, hops))
    padded = reflected(sound(hops * HOP, 3))
    part = analyse(padded[first * HOP : last * HOP + WINDOW_SIZE])
    assert np.array_equal(part, analyse(padded)[first : last + 1])

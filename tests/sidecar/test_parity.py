"""The ONNX engine against the stock `KModel` of the kokoro package, on the same noise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from arqon_sidecar.engines.exported import ExportedEngine
from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.engines.spectrum import BINS, synthesise
from tests.sidecar.models import decibels, toy_directory

torch = pytest.importorskip("torch", reason="the reference group is not installed")
checkpoint = pytest.importorskip("arqon_sidecar.model.checkpoint", exc_type=ImportError)

Floats = NDArray[np.float32]
SEED = 7
TEXT = "ðə kwˈɪk bɹˈWn fˈɑks."

sizes = pytest.mark.parametrize("full_size", [False, True], ids=["toy", "full size"])


class Reference:
    """A stock model whose noise is given, and what went through it."""

    def __init__(self, full_size: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        self.model: Any = checkpoint.load_kmodel(toy_directory(full_size) / "checkpoint")
        self.seen: dict[str, Floats] = {}
        self._noise = torch.randn_like
        monkeypatch.setattr(torch, "randn_like", self._given_noise)
        predictor, decoder = self.model.predictor, self.model.decoder
        predictor.F0_proj.register_forward_hook(self._keep("pitch"))
        predictor.N_proj.register_forward_hook(self._keep("energy"))
        decoder.register_forward_pre_hook(self._keep_text)
        transform = decoder.generator.stft.transform

        def kept(sound: Any) -> Any:
            parts = transform(sound)
            self.seen["source"] = torch.cat(parts, 1)[0].T.contiguous().numpy()
            return parts

        monkeypatch.setattr(decoder.generator.stft, "transform", kept)

    def speak(self, style: Floats) -> tuple[Floats, NDArray[np.int64]]:
        out = self.model(TEXT, torch.from_numpy(style.copy())[None], return_output=True)
        return out.audio.numpy(), out.pred_dur.numpy()

    def move_pitch(self, hertz: float) -> None:
        self.model.predictor.F0_proj.register_forward_hook(lambda _, __, out: out + hertz)

    def _given_noise(self, like: Any) -> Any:
        if like.ndim == 3 and like.shape[-1] == 9:
            noise = np.random.default_rng(SEED).standard_normal(tuple(like.shape), np.float32)
            return torch.from_numpy(noise)
        return self._noise(like)

    def _keep(self, name: str) -> Any:
        def keep(_: Any, __: Any, out: Any) -> None:
            self.seen[name] = out[0, 0].numpy()

        return keep

    def _keep_text(self, _: Any, inputs: Any) -> None:
        self.seen["text"] = inputs[0][0].T.contiguous().numpy()


class GivenPitch:
    """The engine's graphs; what prosody says is kept, and replaced by what the reference said."""

    def __init__(self, graphs: Any, seen: dict[str, Floats]) -> None:
        self._graphs, self._seen = graphs, seen
        self.own: tuple[Floats, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._graphs, name)

    def run(self, name: str, inputs: Any) -> tuple[Floats, ...]:
        out: tuple[Floats, ...] = self._graphs.run(name, inputs)
        if name != "prosody":
            return out
        self.own = out
        return self._seen["pitch"], self._seen["energy"]


def style(full_size: bool) -> Floats:
    pack: Floats = np.load(toy_directory(full_size) / "voices" / "af_heart.npy")
    row: Floats = pack[len(TEXT) - 1]
    return row


def log_spectrum(sound: Floats) -> Floats:
    frames = np.lib.stride_tricks.sliding_window_view(sound, 1024)[::256] * np.hanning(1024)
    power: Floats = np.abs(np.fft.rfft(frames)) ** 2
    decibel: Floats = 10 * np.log10(power + 1e-10)
    return decibel


def log_spectral_distance(one: Floats, other: Floats) -> float:
    difference = log_spectrum(one) - log_spectrum(other)
    return float(np.mean(np.sqrt(np.mean(difference**2, 1))))


@sizes
def test_parity(full_size: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = Reference(full_size, monkeypatch)
    sound, frames = reference.speak(style(full_size))
    seen = dict(reference.seen)
    engine = load_engine(toy_directory(full_size), "onnx")
    assert isinstance(engine, ExportedEngine)

    # Decoder and generator, given equal inputs.
    (head,) = engine._graphs.run("vocoder", seen | {"style": style(full_size)[None, :128]})
    assert head.shape == (len(sound) // 5 + 1, 2 * BINS)
    assert decibels(sound, synthesise(head)) > 90

    # The whole model. The source's phase sums up the pitch, so its last bits are heard: the
    # reference is as far from itself when its pitch moves by less than a thousandth of a hertz.
    whole = engine.synthesize(TEXT, style(full_size), 1.0, seed=SEED)
    assert np.array_equal(frames, whole.frames)
    reference.move_pitch(0.0005)
    moved, _ = reference.speak(style(full_size))
    assert decibels(sound, whole.samples) > decibels(sound, moved)
    distance = log_spectral_distance(sound, whole.samples)
    assert distance < log_spectral_distance(sound, moved)
    other = engine.synthesize(TEXT, style(full_size), 1.0, seed=SEED + 1)
    assert distance < log_spectral_distance(sound, other.samples) / 2

    # With the reference's pitch the rest of the model, source and STFT included, is this near.
    given = GivenPitch(engine._graphs, seen)
    monkeypatch.setattr(engine, "_graphs", given)
    assert decibels(sound, engine.synthesize(TEXT, style(full_size), 1.0, SEED).samples) > 35
    assert decibels(seen["pitch"], given.own[0]) > 100
    assert decibels(seen["energy"], given.own[1]) > 90

from __future__ import annotations

import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.engines.port import MAX_PHONEMES, EngineError, Interrupted
from arqon_sidecar.model.digests import ModelError
from tests.sidecar.models import style_for, toy_directory, toy_engine

SENTENCE = "həlˈO wˈɜɹld, hˌW ɑɹ ju?"

each = pytest.mark.parametrize("name", ["onnx", "openvino", "torch"])


@each
def test_it_says_what_it_is(name: str) -> None:
    identity = toy_engine(name).identity
    assert identity.kind == "test-model"
    assert identity.name == "toy (random weights)"
    assert identity.engine == name
    assert len(identity.sha256) == 64
    assert set(SENTENCE) <= toy_engine(name).vocabulary
    assert len(toy_engine(name).vocabulary) == 114


@each
def test_sound_and_frames_belong_together(name: str) -> None:
    speech = toy_engine(name).synthesize(SENTENCE, style_for(SENTENCE), 1.0, seed=1)
    assert speech.frames.shape == (len(SENTENCE) + 2,)
    assert speech.frames.dtype == np.int64
    assert speech.samples.shape == (speech.frames.sum() * 600,)
    assert speech.samples.dtype == np.float32
    assert 0.01 < np.abs(speech.samples).max() <= 1
    assert 2 <= speech.frames.mean() <= 5


@each
def test_a_seed_repeats_the_sound_and_without_one_the_noise_differs(name: str) -> None:
    style = style_for(SENTENCE)
    one, again, other, free = (
        toy_engine(name).synthesize(SENTENCE, style, 1.0, seed=seed).samples
        for seed in (1, 1, 2, None)
    )
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert not np.array_equal(one, free)


@each
def test_speed_shortens_and_lengthens(name: str) -> None:
    style = style_for(SENTENCE)
    slow, normal, fast = (
        toy_engine(name).synthesize(SENTENCE, style, speed, seed=1).frames.sum()
        for speed in (0.5, 1.0, 2.0)
    )
    assert slow > 1.7 * normal
    assert fast < 0.65 * normal


@settings(deadline=None, max_examples=25)
@given(data=st.data(), speed=st.floats(0.5, 2.0))
def test_any_phonemes_in_any_order_are_spoken(data: st.DataObject, speed: float) -> None:
    symbols = st.sampled_from(sorted(toy_engine().vocabulary))
    phonemes = data.draw(st.text(symbols, min_size=1, max_size=40))
    speech = toy_engine().synthesize(phonemes, style_for(phonemes), speed)
    assert len(speech.samples) == speech.frames.sum() * 600
    assert np.isfinite(speech.samples).all()


@each
def test_a_window_is_the_frames_that_were_asked_for(name: str) -> None:
    engine = toy_engine(name)
    prepared = engine.prepare(SENTENCE, style_for(SENTENCE), 1.0, seed=1)
    assert prepared.length == prepared.frames.sum()
    assert prepared.pitch.shape == prepared.energy.shape == (2 * prepared.length,)
    whole = engine.vocode(prepared)
    assert np.array_equal(whole, engine.synthesize(SENTENCE, style_for(SENTENCE), 1.0, 1).samples)
    assert np.array_equal(whole, engine.vocode(prepared, 0, prepared.length))
    part = engine.vocode(prepared, 10, 30)
    assert part.shape == (20 * 600,)
    # The same voice on the same notes: norms that see less change it, but not into another sound.
    assert np.corrcoef(part, whole[10 * 600 : 30 * 600])[0, 1] > 0.5


@each
@pytest.mark.parametrize("window", [(-1, 3), (3, 3), (5, 2), (0, 100_000)])
def test_frames_that_are_not_there_are_refused(name: str, window: tuple[int, int]) -> None:
    engine = toy_engine(name)
    with pytest.raises(EngineError, match="frames"):
        engine.vocode(engine.prepare("a", style_for("a"), 1.0), *window)


def test_what_another_engine_prepared_is_refused() -> None:
    prepared = toy_engine("torch").prepare("a", style_for("a"), 1.0)
    with pytest.raises(EngineError, match="another engine"):
        toy_engine().vocode(prepared)


def test_the_longest_input_is_spoken() -> None:
    phonemes = ("a" * MAX_PHONEMES)[:MAX_PHONEMES]
    assert len(toy_engine().synthesize(phonemes, style_for(phonemes), 1.0).frames) == 512


@each
@pytest.mark.parametrize(
    ("phonemes", "says"),
    [("", "0 phonemes"), ("a" * 511, "511 phonemes"), ("a\x00b%", "does not know")],
)
def test_what_cannot_be_spoken_is_refused_by_name(name: str, phonemes: str, says: str) -> None:
    with pytest.raises(EngineError, match=says):
        toy_engine(name).synthesize(phonemes, style_for("a"), 1.0)


@each
def test_a_style_of_another_shape_is_refused(name: str) -> None:
    with pytest.raises(EngineError, match="style"):
        toy_engine(name).synthesize("a", np.zeros((1, 256), np.float32), 1.0)


@each
def test_a_run_can_be_ended_from_another_thread_and_the_engine_lives_on(name: str) -> None:
    engine, phonemes, ended = toy_engine(name), "a" * MAX_PHONEMES, threading.Event()

    def end() -> None:
        while not ended.is_set():
            engine.interrupt()

    thread = threading.Thread(target=end)
    thread.start()
    try:
        with pytest.raises(Interrupted):
            engine.synthesize(phonemes, style_for(phonemes), 1.0)
    finally:
        ended.set()
        thread.join()
    assert len(engine.synthesize("a", style_for("a"), 1.0).frames) == 3


def test_an_interruption_between_runs_changes_nothing() -> None:
    toy_engine().interrupt()
    assert len(toy_engine().synthesize("a", style_for("a"), 1.0).frames) == 3


def test_more_threads_make_the_same_sound() -> None:
    engine = load_engine(toy_directory(), "onnx", threads=2)
    style = style_for(SENTENCE)
    two = engine.synthesize(SENTENCE, style, 1.0, seed=3)
    one = toy_engine().synthesize(SENTENCE, style, 1.0, seed=3)
    assert np.array_equal(one.frames, two.frames)


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="auto, onnx, openvino, torch"):
        load_engine(toy_directory(), "bf16")


def test_serving_imports_neither_torch_nor_kokoro() -> None:
    code = (
        "import sys; from pathlib import Path; from arqon_sidecar.engines.load import load_engine;"
        "from arqon_sidecar.model.voices import load_voices; d = Path(sys.argv[1]);"
        "e = load_engine(d); v = load_voices(d, ['af_sky']);"
        "e.synthesize('a', v['af_sky'][0], 1.0);"
        "print(sorted(m for m in sys.modules if m in"
        " ('torch', 'kokoro', 'transformers', 'misaki', 'safetensors', 'huggingface_hub')))"
    )
    command = [sys.executable, "-c", code, str(toy_directory())]
    assert subprocess.check_output(command, text=True).strip() == "[]"

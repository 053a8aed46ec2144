"""What is particular to OpenVINO: the rewritten graph, the precision, the cache."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ov = pytest.importorskip("openvino", reason="the extra openvino is not installed")
from openvino import opset13 as op  # noqa: E402

from arqon_sidecar.engines.choice import has_bf16  # noqa: E402
from arqon_sidecar.engines.exported import ExportedEngine  # noqa: E402
from arqon_sidecar.engines.load import load_engine  # noqa: E402
from arqon_sidecar.engines.onnx_engine import OnnxGraphs  # noqa: E402
from arqon_sidecar.engines.openvino_engine import OpenVinoGraphs  # noqa: E402
from arqon_sidecar.engines.openvino_graph import for_openvino  # noqa: E402
from arqon_sidecar.engines.port import EngineError  # noqa: E402
from tests.sidecar.models import decibels, style_for, toy_directory, toy_engine  # noqa: E402


@pytest.mark.parametrize("largest", [3.0, 300.0])
def test_the_polynomial_is_the_cosine(largest: float) -> None:
    z = op.parameter([-1], np.float32, "z")
    snake = op.add(z, op.subtract(np.float32(1), op.cos(z)))
    model = ov.Model([snake], [z])
    assert for_openvino(model) == {}
    assert "Cos" not in {node.get_type_name() for node in model.get_ops()}
    given = np.linspace(-largest, largest, 100_001, dtype=np.float32)
    (made,) = ov.compile_model(model, "CPU")([given]).values()
    exact = given.astype(np.float64) + 1 - np.cos(given.astype(np.float64))
    assert np.abs(made - exact).max() < 1e-6 * max(1.0, largest)


@settings(deadline=None, max_examples=15)
@given(frames=st.integers(1, 60), seed=st.integers(0, 100))
def test_the_vocoder_is_that_of_onnx(frames: int, seed: int) -> None:
    mine, theirs = loaded(), reference()
    random = np.random.default_rng(seed)
    given = {
        "text": random.standard_normal((frames, 32), np.float32),
        "pitch": random.uniform(80, 300, 2 * frames).astype(np.float32),
        "energy": random.standard_normal(2 * frames, np.float32),
        "style": 0.1 * random.standard_normal((1, 128), np.float32),
        "source": random.standard_normal((120 * frames + 1, 22), np.float32),
    }
    (head,), (expected,) = mine.run("vocoder", given), theirs.run("vocoder", given)
    assert decibels(expected, head) > (90 if mine.precision == "fp32" else 20)


def test_text_and_prosody_are_never_in_bf16_and_the_vocoder_where_it_can_be() -> None:
    kinds = {
        name: compiled.get_property("INFERENCE_PRECISION_HINT")
        for name, compiled in loaded()._compiled.items()
    }
    assert kinds["text"] == kinds["prosody"] == ov.Type.f32
    assert loaded().precision == ("bf16" if has_bf16() else "fp32")
    assert kinds["vocoder"] == (ov.Type.bf16 if has_bf16() else ov.Type.f32)


def test_an_interruption_ends_what_follows_in_the_same_call() -> None:
    graphs = loaded()
    graphs.begin()
    graphs.interrupt()
    with pytest.raises(RuntimeError):
        graphs.run("prosody", {})
    graphs.begin()
    assert not graphs.interrupted


def test_a_vocoder_that_fails_after_a_cancelled_run_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graphs, compiled = loaded(), loaded()._compiled["vocoder"]

    class Broken:
        def create_infer_request(self) -> None:
            raise RuntimeError("Eltwise shape infer input shapes dim index: 1 mismatch")

    monkeypatch.setitem(graphs._compiled, "vocoder", Broken())
    monkeypatch.setattr(graphs, "_compile", lambda _: compiled)
    phonemes = "hɛlˈO"
    prepared = toy_engine("openvino").prepare(phonemes, style_for(phonemes), 1.0)
    with pytest.raises(EngineError, match="shape"):
        toy_engine("openvino").vocode(prepared)
    monkeypatch.setattr(graphs, "_cancelled", True)
    assert len(toy_engine("openvino").vocode(prepared)) == 600 * prepared.length


def test_what_was_compiled_is_kept_where_a_folder_is_given(tmp_path: Path) -> None:
    spoken = [
        load_engine(toy_directory(), "openvino", 1, tmp_path / "kept").synthesize(
            "hɛlˈO", style_for("hɛlˈO"), 1.0, seed=1
        )
        for _ in range(2)
    ]
    assert len(list((tmp_path / "kept").glob("*.blob"))) == 3
    assert decibels(spoken[0].samples, spoken[1].samples) > 90


@functools.cache
def reference() -> OnnxGraphs:
    return OnnxGraphs(toy_directory(), ("vocoder",), 1)


def loaded() -> OpenVinoGraphs:
    engine = toy_engine("openvino")
    assert isinstance(engine, ExportedEngine)
    assert isinstance(engine._graphs, OpenVinoGraphs)
    return engine._graphs

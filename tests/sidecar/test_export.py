from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from arqon_sidecar.cli_model import commands
from arqon_sidecar.model.digests import sha256_of
from arqon_sidecar.model.manifest import read_manifest
from tests.sidecar.models import toy_directory

torch = pytest.importorskip("torch", reason="the reference group is not installed")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A checkpoint."""
    return Path(shutil.copytree(toy_directory() / "checkpoint", tmp_path / "checkpoint"))


def run(name: str, *arguments: object) -> Result:
    command = next(command for command in commands if command.name == name)
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_manifest_says_what_came_from_what(source: Path) -> None:
    manifest = read_manifest(toy_directory())
    assert manifest.kind == "test-model"
    assert manifest.checkpoint_sha256 == sha256_of(source / "random.pth")
    assert manifest.config_sha256 == sha256_of(source / "config.json")
    assert manifest.versions["kokoro"] == "0.9.4"
    assert manifest.versions["torch"].startswith("2.13.0")
    assert manifest.vocabulary["ˈ"] == 156


def test_voices_keep_their_numbers(source: Path) -> None:
    tensor = torch.load(source / "voices" / "bf_emma.pt", weights_only=True)
    exported = np.load(toy_directory() / "voices" / "bf_emma.npy")
    assert np.array_equal(tensor.numpy()[:, 0], exported)


def test_a_seed_makes_the_same_toy_again(tmp_path: Path) -> None:
    from arqon_sidecar.model.toy import write_checkpoint

    write_checkpoint(tmp_path, full_size=False, seed=0)
    same = sha256_of(tmp_path / "random.pth")
    assert same == read_manifest(toy_directory()).checkpoint_sha256
    write_checkpoint(tmp_path, full_size=False, seed=1)
    assert sha256_of(tmp_path / "random.pth") != same


def test_the_toy_is_small() -> None:
    files = (toy_directory() / name for name in read_manifest(toy_directory()).sha256)
    assert sum(path.stat().st_size for path in files) < 7e6


def test_weights_that_would_run_code_are_refused_unread(source: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return (Path.touch, (tmp_path / "ran",))

    for name in ("random.pth", "voices/af_sky.pt"):
        (source / name).write_bytes(pickle.dumps(Bomb()))
        result = run("export", source, tmp_path / "model")
        assert result.exit_code == 1
        assert str(source / name) in result.output
        assert not (tmp_path / "ran").exists()
        shutil.copy(toy_directory() / "checkpoint" / name, source / name)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("config.json", b"{", "config.json: cannot be read"),
        ("config.json", b"{}", "no `vocab`"),
        ("random.pth", b"", "random.pth: cannot be loaded"),
        ("voices/am_adam.pt", b"PK", "am_adam.pt: is no voice pack"),
        ("second.pth", b"", "one file *.pth, this one 2"),
    ],
)
def test_a_damaged_checkpoint_is_refused_by_name(
    source: Path, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (source / name).write_bytes(data)
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 1
    assert says in result.output
    assert not (tmp_path / "model" / "manifest.json").exists()


def test_weights_of_other_dimensions_are_refused(source: Path, tmp_path: Path) -> None:
    config = json.loads((source / "config.json").read_text())
    (source / "config.json").write_text(json.dumps(config | {"hidden_dim": 48}))
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 1
    assert "random.pth: cannot be loaded" in result.output
    assert "does not fit config.json" in result.output


def test_a_checkpoint_without_voices_is_refused(source: Path, tmp_path: Path) -> None:
    shutil.rmtree(source / "voices")
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 1
    assert "there is no voice pack" in result.output


def test_a_pack_of_another_shape_is_refused(source: Path, tmp_path: Path) -> None:
    torch.save(torch.zeros(511, 1, 256), source / "voices" / "af_sky.pt")
    result = run("export", source, tmp_path / "model")
    assert "af_sky.pt: a voice pack holds (510, 256)" in result.output


def test_only_the_published_checkpoint_is_called_kokoro(source: Path, tmp_path: Path) -> None:
    config = json.loads((source / "config.json").read_text())
    config.pop("test_model")
    (source / "config.json").write_text(json.dumps(config))
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "model")
    assert manifest.kind == "test-model"
    assert "Kokoro" not in manifest.name

from __future__ import annotations

import json
import pickle
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arqon_sidecar.cli_model import commands
from arqon_sidecar.engines.load import load_engine
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.manifest import read_manifest
from arqon_sidecar.model.published import Published
from tests.sidecar.models import toy_directory

torch = pytest.importorskip("torch", reason="the reference group is not installed")

from arqon_sidecar.model.checkpoint import load_kmodel  # noqa: E402
from arqon_sidecar.model.fidelity import UTTERANCES, onnx_fidelity  # noqa: E402
from arqon_sidecar.model.kind import describe  # noqa: E402
from arqon_sidecar.model.reference import reference_takes  # noqa: E402


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
    assert sum(path.stat().st_size for path in files) < 9e6


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


def unmarked(source: Path) -> None:
    """Take the mark of a test model away."""
    config = json.loads((source / "config.json").read_text())
    config.pop("test_model")
    (source / "config.json").write_text(json.dumps(config))


def test_a_test_model_without_its_mark_is_a_variant_with_a_given_name(
    source: Path, tmp_path: Path
) -> None:
    unmarked(source)
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 1
    assert sha256_of(source / "random.pth") in result.output
    assert "--name NAME --origin WHERE" in result.output
    assert not (tmp_path / "model").exists()
    given = ("--name", "Kokoro retrained", "--origin", "my own machine")
    result = run("export", source, tmp_path / "model", *given)
    assert result.exit_code == 0, result.output
    manifest = read_manifest(tmp_path / "model")
    described = (manifest.kind, manifest.name, manifest.origin)
    assert described == ("variant", "Kokoro retrained", "my own machine")


@pytest.mark.parametrize(
    ("name", "origin", "says"),
    [
        (None, "somewhere", "--name NAME --origin WHERE"),
        ("A name", None, "--name NAME --origin WHERE"),
        (" ", "somewhere", "--name takes 1 to 200 printable characters"),
        ("A name", "two\nlines", "--origin takes 1 to 200 printable characters"),
        ("x\x1b[2J", "somewhere", "--name takes 1 to 200 printable characters"),
        ("x" * 201, "somewhere", "--name takes 1 to 200 printable characters"),
        (" kokoro-82m V1.0 ", "somewhere", "that is the published checkpoint's"),
    ],
)
def test_a_variant_s_name_is_one_that_can_be_shown(
    source: Path, name: str | None, origin: str | None, says: str
) -> None:
    unmarked(source)
    with pytest.raises(ModelError, match=says):
        describe(source, name, origin)


@pytest.mark.parametrize("command", ["export", "toy-model"])
def test_a_folder_that_cannot_be_written_is_said(
    source: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "file").write_text("")
    model = tmp_path / "file" / "model"
    done = run(command, *[source] * (command == "export"), model)
    assert done.exit_code == 1
    assert f"Error: {model}" in done.output
    assert "cannot be read or written (Not a directory). Choose another folder" in done.output


def test_a_test_model_and_the_published_one_take_no_other_name(source: Path) -> None:
    with pytest.raises(ModelError, match="is a test model, which has a name"):
        describe(source, "Kokoro", "the hub")
    published = Published(
        "Kokoro-82M v1.0",
        "someone/model",
        "a" * 40,
        {
            "kokoro-v1_0.pth": sha256_of(source / "random.pth"),
            "config.json": sha256_of(source / "config.json"),
        },
    )
    with pytest.raises(ModelError, match="is the published checkpoint, which has a name"):
        describe(source, None, "elsewhere", published)
    described = describe(source, None, None, published)
    assert (described.kind, described.name) == ("kokoro-82m", "Kokoro-82M v1.0")
    assert described.origin == f"https://huggingface.co/someone/model/tree/{'a' * 40}"
    unmarked(source)
    with pytest.raises(ModelError, match="--name NAME"):
        describe(source, None, None, published)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    share=st.floats(0, 1, exclude_max=True),
    value=st.sampled_from([float("nan"), float("inf"), -float("inf")]),
)
def test_a_weight_that_is_not_finite_is_refused_by_name(
    source: Path, share: float, value: float
) -> None:
    parts = torch.load(toy_directory() / "checkpoint" / "random.pth", weights_only=True)
    weights = [
        (f"{part}.{name}", tensor)
        for part, state in parts.items()
        for name, tensor in state.items()
        if tensor.is_floating_point() and tensor.numel()
    ]
    name, tensor = weights[int(share * len(weights))]
    tensor.view(-1)[-1] = value
    torch.save(parts, source / "random.pth")
    with pytest.raises(ModelError, match=f"{re.escape(name)} holds numbers that are not finite"):
        load_kmodel(source)


def test_the_voice_of_warnings_is_wanted(source: Path, tmp_path: Path) -> None:
    (source / "voices" / "af_bella.pt").unlink()
    result = run("export", source, tmp_path / "model")
    assert result.exit_code == 1
    assert "there is no af_bella.pt here, the voice of warnings" in result.output


def test_the_figure_is_measured_at_export() -> None:
    said = read_manifest(toy_directory()).fidelity["onnx"]
    figure = re.fullmatch(
        r"fp32, exact STFT; decoder and generator (\d+\.\d) dB from kokoro 0\.9\.4", said
    )
    assert figure is not None, said
    assert float(figure[1]) >= 90
    assert load_engine(toy_directory(), "onnx").identity.fidelity == said


def test_graphs_of_another_model_are_refused_with_the_figure(tmp_path: Path) -> None:
    """One tensor after the other of the checkpoint is moved: the graphs are no longer of it."""
    manifest = read_manifest(toy_directory())
    pack = np.load(toy_directory() / "voices" / "af_bella.npy")
    for part, name, graph in (
        ("text_encoder", "lstm.weight_ih_l0", None),
        ("predictor", "F0_proj.bias", "prosody.onnx"),
        ("predictor", "duration_proj.linear_layer.bias", "text.onnx"),
        ("decoder", "generator.conv_post.bias", "vocoder.onnx"),
    ):
        other = shutil.copytree(toy_directory() / "checkpoint", tmp_path / part / name)
        parts = torch.load(other / "random.pth", weights_only=True)
        parts[part][name] += 0.05 * parts[part][name].abs().mean()
        torch.save(parts, other / "random.pth")
        takes = reference_takes(other, pack, UTTERANCES[:1])
        if graph is None:  # what the vocoder gets is the reference's own
            onnx_fidelity(toy_directory(), takes, manifest.vocabulary)
            continue
        with pytest.raises(ModelError, match=graph):
            onnx_fidelity(toy_directory(), takes, manifest.vocabulary)

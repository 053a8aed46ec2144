"""From a checkpoint of Kokoro to the directory that the service runs: graphs, voices, manifest."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import torch
from kokoro.model import KModel
from torch import Tensor, nn

from arqon_sidecar import __version__
from arqon_sidecar.model.checkpoint import (
    TEST_NAME_KEY,
    find_weights,
    load_kmodel,
    quiet_torch,
    read_config,
    read_voice,
)
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.graphs import Prosody, Text, fold_weight_norm
from arqon_sidecar.model.manifest import FORMAT, MANIFEST_NAME, Manifest
from arqon_sidecar.model.published import PUBLISHED
from arqon_sidecar.model.vocoder_graph import Vocoder

__all__ = ["export"]

OPSET: Final = 17

Axes = dict[str, dict[int, str]]


def export(checkpoint: Path, directory: Path) -> Manifest:
    """Write a model directory; the manifest goes last, and without it nothing loads.

    Raises:
        ModelError: the checkpoint cannot be read, or holds no voices.
    """
    kmodel = load_kmodel(checkpoint)
    fold_weight_norm(kmodel)
    (directory / "voices").mkdir(parents=True, exist_ok=True)
    (directory / MANIFEST_NAME).unlink(missing_ok=True)
    files = [*_export_voices(checkpoint, directory), *_export_graphs(kmodel, directory)]
    manifest = _describe(checkpoint, kmodel, directory, files)
    manifest.write(directory)
    return manifest


def _export_graphs(kmodel: KModel, directory: Path) -> list[Path]:
    tokens, frames, hidden = 7, 21, kmodel.bert_encoder.out_features
    curve, spectrum = torch.zeros(2 * frames), torch.zeros(120 * frames + 1, 22)
    style = torch.zeros(1, 128)
    return [
        _write(
            Text(kmodel),
            (torch.arange(1, tokens + 1)[None], style, torch.ones(1)),
            directory / "text.onnx",
            {"ids": {1: "n"}, "style": {}, "speed": {}},
            {"frames": {0: "n"}, "prosody": {0: "n"}, "text": {0: "n"}},
        ),
        _write(
            Prosody(kmodel),
            (torch.zeros(frames, hidden + 128), style),
            directory / "prosody.onnx",
            {"prosody": {0: "t"}, "style": {}},
            {"pitch": {0: "2t"}, "energy": {0: "2t"}},
        ),
        _write(
            Vocoder(kmodel),
            (torch.zeros(frames, hidden), curve, curve, style, spectrum),
            directory / "vocoder.onnx",
            {
                "text": {0: "t"},
                "pitch": {0: "2t"},
                "energy": {0: "2t"},
                "style": {},
                "source": {0: "s"},
            },
            {"head": {0: "s"}},
        ),
    ]


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], path: Path, named: Axes, outputs: Axes
) -> Path:
    with quiet_torch(), torch.no_grad():
        torch.onnx.export(
            module.eval(),
            inputs,
            path,
            dynamo=False,  # the newer exporter needs one more package, and gains nothing here
            opset_version=OPSET,
            input_names=list(named),
            output_names=list(outputs),
            dynamic_axes=named | outputs,
        )
    return path


def _export_voices(checkpoint: Path, directory: Path) -> list[Path]:
    packs = sorted((checkpoint / "voices").glob("*.pt"))
    if not packs:
        raise ModelError(f"{checkpoint / 'voices'}: there is no voice pack *.pt here")
    paths = [directory / "voices" / f"{pack.stem}.npy" for pack in packs]
    for pack, path in zip(packs, paths, strict=True):
        np.save(path, read_voice(pack))
    return paths


def _describe(checkpoint: Path, kmodel: KModel, directory: Path, files: list[Path]) -> Manifest:
    config = read_config(checkpoint)
    weights, settings = sha256_of(find_weights(checkpoint)), sha256_of(checkpoint / "config.json")
    genuine = PUBLISHED.holds(weights, settings)
    mix = kmodel.decoder.generator.m_source.l_linear
    packages = ("kokoro", "torch", "transformers", "numpy")
    return Manifest(
        format=FORMAT,
        name=PUBLISHED.name if genuine else config.get(TEST_NAME_KEY, "unpublished checkpoint"),
        kind="kokoro-82m" if genuine else "test-model",
        checkpoint_sha256=weights,
        config_sha256=settings,
        versions={name: metadata.version(name) for name in packages}
        | {"arqon-sidecar": __version__, "opset": str(OPSET)},
        vocabulary=config["vocab"],
        source_weights=[*mix.weight[0].tolist(), mix.bias.item()],
        voices=[path.stem for path in files if path.suffix == ".npy"],
        sha256={str(path.relative_to(directory)): sha256_of(path) for path in files},
    )

"""From a checkpoint of Kokoro to the directory that the service runs: graphs, voices, manifest."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from arqon_sidecar import __version__
from arqon_sidecar.model.checkpoint import (
    find_weights,
    load_kmodel,
    quiet_torch,
    read_config,
    read_voice,
)
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.graphs import Prosody, Text, Vocoder, fold_weight_norm
from arqon_sidecar.model.manifest import FORMAT, Manifest
from arqon_sidecar.model.published import PUBLISHED

__all__ = ["export"]

OPSET: Final = 17


def export(checkpoint: Path, directory: Path) -> Manifest:
    """Write a model directory.

    Raises:
        ModelError: the checkpoint cannot be read, or holds no voices.
    """
    kmodel = load_kmodel(checkpoint)
    fold_weight_norm(kmodel)
    directory.mkdir(parents=True, exist_ok=True)
    with quiet_torch(), torch.no_grad():
        _export_graphs(kmodel, directory)
    voices = _export_voices(checkpoint, directory)
    manifest = _describe(checkpoint, kmodel, directory, voices)
    manifest.write(directory)
    return manifest


def _export_graphs(kmodel: nn.Module, directory: Path) -> None:
    n, frames = 7, 21
    hidden = kmodel.bert_encoder.out_features
    ids = torch.arange(1, n + 1)[None]
    style, speed = torch.zeros(1, 128), torch.ones(1)
    curve, source = torch.zeros(2 * frames), torch.zeros(22, 120 * frames + 1)
    _write(
        Text(kmodel),
        (ids, style, speed),
        directory / "text.onnx",
        {"ids": {1: "n"}, "style": {}, "speed": {}},
        {"frames": {0: "n"}, "prosody": {0: "n"}, "text": {0: "n"}},
    )
    _write(
        Prosody(kmodel),
        (torch.zeros(frames, hidden + 128), style),
        directory / "prosody.onnx",
        {"prosody": {0: "t"}, "style": {}},
        {"pitch": {0: "t2"}, "energy": {0: "t2"}},
    )
    _write(
        Vocoder(kmodel),
        (torch.zeros(frames, hidden), curve, curve, style, source),
        directory / "vocoder.onnx",
        {
            "text": {0: "t"},
            "pitch": {0: "t2"},
            "energy": {0: "t2"},
            "style": {},
            "source": {1: "s"},
        },
        {"head": {1: "s"}},
    )


def _write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    named_inputs: dict[str, dict[int, str]],
    named_outputs: dict[str, dict[int, str]],
) -> None:
    torch.onnx.export(
        module.eval(),
        inputs,
        path,
        dynamo=False,
        opset_version=OPSET,
        input_names=list(named_inputs),
        output_names=list(named_outputs),
        dynamic_axes=named_inputs | named_outputs,
    )


def _export_voices(checkpoint: Path, directory: Path) -> list[str]:
    packs = sorted((checkpoint / "voices").glob("*.pt"))
    if not packs:
        raise ModelError(f"{checkpoint / 'voices'}: there is no voice pack *.pt here")
    (directory / "voices").mkdir(exist_ok=True)
    for pack in packs:
        np.save(directory / "voices" / f"{pack.stem}.npy", read_voice(pack))
    return [pack.stem for pack in packs]


def _describe(checkpoint: Path, kmodel: nn.Module, directory: Path, voices: list[str]) -> Manifest:
    config = read_config(checkpoint)
    weights, settings = sha256_of(find_weights(checkpoint)), sha256_of(checkpoint / "config.json")
    genuine = PUBLISHED.holds(weights, settings)
    mix = kmodel.decoder.generator.m_source.l_linear
    files = [
        *sorted(directory.glob("*.onnx*")),
        *(directory / "voices" / f"{v}.npy" for v in voices),
    ]
    return Manifest(
        format=FORMAT,
        name="Kokoro-82M v1.0"
        if genuine
        else str(config.get("test_model", "unpublished checkpoint")),
        kind="kokoro-82m" if genuine else "test-model",
        checkpoint_sha256=weights,
        config_sha256=settings,
        versions={
            **{
                name: metadata.version(name) for name in ("kokoro", "torch", "onnx", "transformers")
            },
            "arqon-sidecar": __version__,
            "opset": str(OPSET),
        },
        vocabulary=config["vocab"],
        source_weights=[*mix.weight[0].tolist(), mix.bias.item()],
        voices=voices,
        sha256={str(path.relative_to(directory)): sha256_of(path) for path in files},
    )

"""From a checkpoint of Kokoro to the directory that the service runs: graphs, voices, manifest."""

from __future__ import annotations

from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import torch
from kokoro.model import KModel
from torch import Tensor, nn

from arqon_sidecar import __version__
from arqon_sidecar.model.checkpoint import (
    load_kmodel,
    quiet_torch,
    read_voice,
)
from arqon_sidecar.model.digests import ModelError, sha256_of
from arqon_sidecar.model.fidelity import UTTERANCES, onnx_fidelity
from arqon_sidecar.model.graphs import Prosody, Text, fold_weight_norm
from arqon_sidecar.model.kind import Described, describe
from arqon_sidecar.model.manifest import FORMAT, MANIFEST_NAME, Manifest
from arqon_sidecar.model.probe import write_probe
from arqon_sidecar.model.reference import reference_takes
from arqon_sidecar.model.vocoder_graph import Vocoder
from arqon_sidecar.model.voices import WARNING_VOICE

__all__ = ["export"]

OPSET: Final = 17

Axes = dict[str, dict[int, str]]


def export(
    checkpoint: Path, directory: Path, name: str | None = None, origin: str | None = None
) -> Manifest:
    """Write a model directory; the manifest goes last, and without it nothing loads.

    `name` and `origin` say what a checkpoint is that was not published; see `describe`.

    Raises:
        ModelError: the checkpoint cannot be read, lacks voices or a name, or what was made of it
            does not sound as it does.
    """
    described = describe(checkpoint, name, origin)
    kmodel = load_kmodel(checkpoint)
    fold_weight_norm(kmodel)
    (directory / "voices").mkdir(parents=True, exist_ok=True)
    (directory / MANIFEST_NAME).unlink(missing_ok=True)
    files = [*_export_voices(checkpoint, directory), *_export_graphs(kmodel, directory)]
    pack = np.load(directory / "voices" / f"{WARNING_VOICE}.npy")
    takes = reference_takes(checkpoint, pack, UTTERANCES)
    (other,) = reference_takes(checkpoint, pack, UTTERANCES[:1], seed=1)
    files.append(write_probe(directory, takes[0], other.sound))
    fidelity = {"onnx": onnx_fidelity(directory, takes, kmodel.vocab)}
    manifest = _manifest(described, kmodel, directory, files, fidelity)
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
    if WARNING_VOICE not in {pack.stem for pack in packs}:
        raise ModelError(
            f"{checkpoint / 'voices'}: there is no {WARNING_VOICE}.pt here, the voice of warnings. "
            "Add that pack, or a copy of another one under that name."
        )
    paths = [directory / "voices" / f"{pack.stem}.npy" for pack in packs]
    for pack, path in zip(packs, paths, strict=True):
        np.save(path, read_voice(pack))
    return paths


def _manifest(
    described: Described,
    kmodel: KModel,
    directory: Path,
    files: list[Path],
    fidelity: dict[str, str],
) -> Manifest:
    mix = kmodel.decoder.generator.m_source.l_linear
    packages = ("kokoro", "torch", "transformers", "numpy")
    return Manifest(
        format=FORMAT,
        **asdict(described),
        versions={name: metadata.version(name) for name in packages}
        | {"arqon-sidecar": __version__, "opset": str(OPSET)},
        vocabulary=kmodel.vocab,
        source_weights=[*mix.weight[0].tolist(), mix.bias.item()],
        voices=[path.stem for path in files if path.suffix == ".npy"],
        sha256={str(path.relative_to(directory)): sha256_of(path) for path in files},
        fidelity=fidelity,
    )

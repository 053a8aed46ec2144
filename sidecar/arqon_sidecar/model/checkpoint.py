"""A checkpoint in kokoro's own form (config.json, *.pth, voices/*.pt), read by kokoro itself."""

from __future__ import annotations

import contextlib
import functools
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import kokoro.model
import numpy as np
import torch
from kokoro.istftnet import AdainResBlk1d, Decoder, Generator
from kokoro.model import KModel
from numpy.typing import NDArray
from torch import nn
from torch.nn.utils import weight_norm

from arqon_sidecar.model.digests import ModelError
from arqon_sidecar.model.voices import PACK_SHAPE, check_pack

__all__ = [
    "TEST_NAME_KEY",
    "WIDTH_KEY",
    "Config",
    "NarrowDecoder",
    "find_weights",
    "load_kmodel",
    "quiet_torch",
    "read_config",
    "read_voice",
]

Config = dict[str, Any]

TEST_NAME_KEY: Final = "test_model"
"""In a test model's config only: what it is to be called."""

WIDTH_KEY: Final = "test_decoder_width"
"""In a test model's config only: the channels of the decoder, which kokoro fixes at 1024."""


_NOT_NEEDED: Final = re.compile(r"\.norm\.(weight|bias)$|^bert\.pooler\.")
"""Parameters that a checkpoint may lack: instance norms' own, which are 1 and 0, and a head of
ALBERT that is not used."""


class NarrowDecoder(Decoder):  # type: ignore[misc]  # kokoro carries no types
    """kokoro's decoder built of the same blocks with fewer channels; its `forward` is kokoro's."""

    def __init__(
        self,
        *,
        width: int,
        dim_in: int,
        style_dim: int,
        dim_out: int,  # noqa: ARG002
        disable_complex: bool = False,
        **istftnet: Any,  # noqa: ANN401
    ) -> None:
        nn.Module.__init__(self)
        joined = width + 2 + 64
        last = istftnet["upsample_initial_channel"]
        self.encode = AdainResBlk1d(dim_in + 2, width, style_dim)
        self.decode = nn.ModuleList(AdainResBlk1d(joined, width, style_dim) for _ in range(3))
        self.decode.append(AdainResBlk1d(joined, last, style_dim, upsample=True))
        self.F0_conv = weight_norm(nn.Conv1d(1, 1, 3, 2, padding=1))
        self.N_conv = weight_norm(nn.Conv1d(1, 1, 3, 2, padding=1))
        self.asr_res = nn.Sequential(weight_norm(nn.Conv1d(dim_in, 64, 1)))
        self.generator = Generator(style_dim, disable_complex=disable_complex, **istftnet)


def read_config(directory: Path) -> Config:
    """The checkpoint's config.json.

    Raises:
        ModelError: it is missing, or no config of a Kokoro model.
    """
    path = directory / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {error}") from error
    if not isinstance(config, dict) or "vocab" not in config:
        raise ModelError(f"{path}: is no config of a Kokoro model: it has no `vocab`")
    return config


def find_weights(directory: Path) -> Path:
    """The one *.pth file of a checkpoint.

    Raises:
        ModelError: there is none, or more than one.
    """
    found = sorted(directory.glob("*.pth"))
    if len(found) != 1:
        raise ModelError(f"{directory}: a checkpoint holds one file *.pth, this one {len(found)}")
    return found[0]


def load_kmodel(directory: Path) -> KModel:
    """The stock `kokoro.KModel` of a checkpoint, in evaluation mode.

    Raises:
        ModelError: config or weights are missing or do not fit each other.
    """
    config, weights = read_config(directory), find_weights(directory)
    try:
        with quiet_torch(), _decoder_of(config):
            model = KModel("local", config=config, model=str(weights))
            _require_loaded(model, weights)
    except Exception as error:  # torch.load and load_state_dict raise many kinds
        raise ModelError(f"{weights}: cannot be loaded: {error}") from error
    return model.eval()


def _require_loaded(model: KModel, weights: Path) -> None:
    """Refuse a model whose parameters are not the file's: kokoro skips what does not fit."""
    parts = torch.load(weights, map_location="cpu", weights_only=True)
    given = {
        f"{part}.{name.removeprefix('module.')}": tensor
        for part, state in parts.items()
        for name, tensor in state.items()
    }
    for name, tensor in given.items():
        if not torch.isfinite(tensor).all():
            raise ValueError(f"{name} holds numbers that are not finite: it could not sound")
    for name, parameter in model.named_parameters():
        tensor = given.get(name)
        if tensor is None and _NOT_NEEDED.search(name):
            continue
        if tensor is None or not torch.equal(tensor, parameter):
            raise ValueError(f"{name} does not fit config.json, or is missing")


@contextlib.contextmanager
def quiet_torch() -> Iterator[None]:
    """Silence torch's warnings about what kokoro's code uses: we cannot change it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _decoder_of(config: Config) -> Iterator[None]:
    width = config.get(WIDTH_KEY)
    if width is not None:
        kokoro.model.Decoder = functools.partial(NarrowDecoder, width=width)
    try:
        yield
    finally:
        kokoro.model.Decoder = Decoder


def read_voice(path: Path) -> NDArray[np.float32]:
    """A voice pack `*.pt` as PACK_SHAPE numbers, read without unpickling code.

    Raises:
        ModelError: it cannot be read, or is no voice pack.
    """
    try:
        tensor = torch.load(path, map_location="cpu", weights_only=True)
        pack: NDArray[np.float32] = tensor.numpy()
    except Exception as error:  # a damaged file raises many kinds
        raise ModelError(f"{path}: is no voice pack: {error}") from error
    if pack.shape == (PACK_SHAPE[0], 1, PACK_SHAPE[1]):
        pack = pack[:, 0, :]
    check_pack(pack, path)
    return pack

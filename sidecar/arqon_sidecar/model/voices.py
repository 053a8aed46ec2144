"""Voice packs of an exported model: one style vector for each length of the input."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.model.digests import ModelError

__all__ = ["PACK_SHAPE", "WARNING_VOICE", "check_pack", "load_voices"]

_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")

PACK_SHAPE: Final = (510, 256)
"""Rows for 1 to 510 phonemes; 128 numbers for the decoder, then 128 for the prosody."""

WARNING_VOICE: Final = "af_bella"
"""The voice that Maestro asks for in warnings: every model has it."""


def load_voices(directory: Path, names: list[str]) -> dict[str, NDArray[np.float32]]:
    """The packs of `directory/voices`, shape PACK_SHAPE each, read.

    The row for n phonemes is row n - 1. Names come from the manifest; a request's voice is a key
    of this dict and never part of a path. They are not mapped: a file that is cut short later, as
    by an export into the same folder, would end the process.

    Raises:
        ModelError: a pack is missing, cut short, of another shape, or holds no finite numbers.
    """
    return {name: _load(directory / "voices", name) for name in names}


def _load(directory: Path, name: str) -> NDArray[np.float32]:
    if not _NAME.fullmatch(name):
        raise ModelError(f"{directory}: {name!r} is no voice's name")
    path = directory / f"{name}.npy"
    try:
        pack: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(f"{path}: no readable voice pack: {error}") from error
    check_pack(pack, path)
    return pack


def check_pack(pack: NDArray[np.float32], path: Path) -> None:
    """Refuse what is no voice pack.

    Raises:
        ModelError: shape, type or values are wrong; names the file.
    """
    if pack.shape != PACK_SHAPE or pack.dtype != np.float32:
        raise ModelError(
            f"{path}: a voice pack holds {PACK_SHAPE} float32 numbers, this one "
            f"{pack.shape} {pack.dtype}. Copy it again or take it away."
        )
    if not np.isfinite(pack).all():
        raise ModelError(f"{path}: holds numbers that are not finite. Copy it again.")

"""What every engine checks before it runs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.engines.port import MAX_PHONEMES, EngineError

__all__ = ["STYLE_SIZE", "Floats", "checked"]

Floats = NDArray[np.float32]

STYLE_SIZE: Final = 128
"""Numbers of a style for the vocoder, and as many after them for the prosody."""


def checked(
    phonemes: str, style: NDArray[np.float32], vocabulary: dict[str, int]
) -> NDArray[np.int64]:
    """The tokens of `phonemes` between two padding marks, shape (len(phonemes) + 2,).

    Raises:
        EngineError: too few, too many or unknown phonemes, or a style of another shape.
    """
    if not 1 <= len(phonemes) <= MAX_PHONEMES:
        raise EngineError(f"{len(phonemes)} phonemes: the model takes 1 to {MAX_PHONEMES} at once")
    if style.shape != (2 * STYLE_SIZE,):
        raise EngineError(f"a style holds {2 * STYLE_SIZE} numbers, this one {style.shape}")
    unknown = sorted(set(phonemes) - vocabulary.keys())
    if unknown:
        raise EngineError(f"the model does not know these phonemes: {' '.join(unknown)}")
    return np.array([0, *(vocabulary[symbol] for symbol in phonemes), 0], np.int64)

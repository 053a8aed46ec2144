"""A blend of voices, as the settings and the sidecar write it: `af_heart(2)+af_sky`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["MOST_VOICES", "Blend"]

MOST_VOICES: Final = 8
"""The sidecar mixes no more."""

_STEP: Final = 1.0
_PART: Final = re.compile(r"([a-z]{2}_[a-z]+)(?:\((\d+(?:\.\d+)?|\.\d+)\))?")


@dataclass(frozen=True, slots=True)
class Blend:
    """Voices and their weights, in order; one voice alone is a blend too."""

    parts: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, text: str) -> Blend:
        """Read what the settings hold.

        Raises:
            ValueError: it is neither a voice nor a blend.
        """
        matches = [_PART.fullmatch(part) for part in text.split("+")]
        if None in matches:
            raise ValueError(f"{text!r} is neither a voice nor a blend such as af_heart(2)+af_sky")
        return cls(tuple((m[1], float(m[2] or 1)) for m in matches if m is not None))

    def more(self, voice: str) -> Blend:
        """One share more of `voice`, which may be new in it.

        Raises:
            ValueError: eight voices are in it already.
        """
        weights = dict(self.parts)
        if voice not in weights and len(weights) >= MOST_VOICES:
            raise ValueError(f"a blend may have {MOST_VOICES} voices: take one out first")
        return Blend(tuple((weights | {voice: weights.get(voice, 0.0) + _STEP}).items()))

    def less(self, voice: str) -> Blend:
        """One share less of `voice`; at none it is out of the blend, unless it is the last."""
        weights = {name: weight - _STEP * (name == voice) for name, weight in self.parts}
        left = tuple((name, weight) for name, weight in weights.items() if weight > 0)
        return Blend(left) if left else self

    def __str__(self) -> str:
        """As the settings and the sidecar read it; a weight of one is left out."""
        if len(self.parts) == 1:
            return self.parts[0][0]
        return "+".join(name if w == 1 else f"{name}({w:g})" for name, w in self.parts)

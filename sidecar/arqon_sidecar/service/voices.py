"""The voices that are on disk, and blends of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.text.languages import Language, language_of_voice

__all__ = ["UnknownVoiceError", "Voice", "Voices"]

Pack = NDArray[np.float32]

_PREFERRED = "af_heart"
_MOST_PARTS = 8
_PART = re.compile(r"\s*(?P<name>[^\s(+,)]+)\s*(?:\(\s*(?P<weight>\d{1,4}(?:\.\d{1,4})?)\s*\))?\s*")
_GENDERS = {"f": "female", "m": "male"}


class UnknownVoiceError(ValueError):
    """No such voice on disk; the text names those that are near."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice or blend of the given name; `pack` has a style for each length of input."""

    name: str
    pack: Pack
    language: Language

    def style(self, phonemes: int) -> Pack:
        """The style for an input of so many phonemes, shape (256,)."""
        style: Pack = np.ascontiguousarray(self.pack[phonemes - 1])
        return style


class Voices:
    """Finds voices: `af_heart`, `af_bella+af_sky`, `af_bella(2)+af_sky(1)`, `af_bella,af_sky`."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        """`packs` by name, shape (510, 256) each; at least one."""
        self._packs = dict(sorted(packs.items()))
        first = next(iter(self._packs))
        self.default = _PREFERRED if _PREFERRED in self._packs else first

    def described(self) -> list[dict[str, str]]:
        """The `voices` of GET /voices."""
        return [_described(name) for name in self._packs]

    def names(self) -> list[str]:
        """All names, sorted."""
        return list(self._packs)

    def find(self, wanted: str | None) -> Voice:
        """The voice or blend, or the default one for None.

        Raises:
            UnknownVoiceError: a name is not on disk, or it is no blend.
        """
        name = self.default if wanted is None else wanted
        parts = [self._part(part) for part in re.split(r"[+,]", name)]
        if len(parts) > _MOST_PARTS:
            raise UnknownVoiceError(
                f"voice: a blend may have {_MOST_PARTS} voices, not {len(parts)}"
            )
        total = sum(weight for _, weight in parts)
        if total <= 0:
            raise UnknownVoiceError("voice: the weights of the blend are all zero")
        language = language_of_voice(parts[0][0])
        if len(parts) == 1:
            return Voice(name, self._packs[parts[0][0]], language)
        blend = sum(self._packs[part] * np.float32(weight / total) for part, weight in parts)
        return Voice(name, np.asarray(blend, np.float32), language)

    def _part(self, text: str) -> tuple[str, float]:
        match = _PART.fullmatch(text)
        if match is None or match["name"] not in self._packs:
            raise UnknownVoiceError(self._unknown(match["name"] if match else text.strip()))
        return match["name"], float(match["weight"] or 1)

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name[:40], self._packs, n=3, cutoff=0.4)
        hint = f"near it: {', '.join(near)}" if near else "GET /voices lists them"
        return f"voice: there is no voice {name[:40]!r} here; {hint}"


def _described(name: str) -> dict[str, str]:
    return {
        "id": name,
        "language": language_of_voice(name).tag,
        "gender": _GENDERS.get(name[1:2], "unknown"),
        "name": name.partition("_")[2].replace("_", " ").title() or name,
    }

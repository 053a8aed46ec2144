"""The voices that are on disk, blends of them, and their other names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arqon_sidecar.service.aliases import OPENAI_VOICES, AliasError
from arqon_sidecar.text.languages import LANGUAGES, Language, language_of_voice

__all__ = ["UnknownVoiceError", "Voice", "Voices"]

Pack = NDArray[np.float32]

_PREFERRED = "af_heart"
_MOST_PARTS = 8
_WEIGHT = r"\d{1,30}(?:\.\d{1,30})?|\.\d{1,30}"
_PART = re.compile(rf"\s*(?P<name>[^\s(+,)]+)\s*(?:\(\s*(?P<weight>{_WEIGHT})\s*\))?\s*")
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

    def __init__(
        self,
        packs: Mapping[str, Pack],
        languages: frozenset[str] = frozenset(LANGUAGES),
        aliases: Mapping[str, str | None] | None = None,
    ) -> None:
        """`packs` by name, shape (510, 256) each; `languages` are the letters of those read here.

        `aliases` are added to those of OpenAI's voices, or take some of them away.

        Raises:
            AliasError: an alias stands for no voice, or hides one.
            UnknownVoiceError: no voice has a language that is read here.
        """
        self._packs = dict(sorted(packs.items()))
        self._offered = [
            name for name in self._packs if language_of_voice(name).letter in languages
        ]
        if not self._offered:
            raise UnknownVoiceError(
                f"none of the voices {', '.join(self._packs)} has a language that can be read here"
            )
        self.default = _PREFERRED if _PREFERRED in self._offered else self._offered[0]
        self.aliases: dict[str, str] = {}
        self.aliases = self._aliases(aliases or {})

    def described(self) -> list[dict[str, str]]:
        """The `voices` of GET /voices: those whose language can be read here."""
        return [_described(name) for name in self._offered]

    def find(self, wanted: str | None) -> Voice:
        """The voice, blend or alias; the default voice for None.

        Raises:
            UnknownVoiceError: a name is not on disk, or it is no blend.
        """
        name = self._called(self.default if wanted is None else wanted)
        parts = [self._part(part) for part in re.split(r"[+,]", name)]
        if len(parts) > _MOST_PARTS:
            raise UnknownVoiceError(
                f"voice: a blend may have {_MOST_PARTS} voices, not {len(parts)}"
            )
        total = sum(weight for _, weight, _ in parts)
        if total <= 0:
            raise UnknownVoiceError("voice: the weights of the blend are all zero")
        first = parts[0][0]
        language = language_of_voice(first)
        if len(parts) == 1:
            return Voice(first, self._packs[first], language)
        blend = sum(self._packs[part] * np.float32(weight / total) for part, weight, _ in parts)
        spoken = "+".join(written for _, _, written in parts)
        return Voice(spoken, np.asarray(blend, np.float32), language)

    def _aliases(self, own: Mapping[str, str | None]) -> dict[str, str]:
        """OpenAI's names for what is there, else for the default voice; then the operator's."""
        found = {
            alias: voice if voice in self._offered else self.default
            for alias, voice in OPENAI_VOICES.items()
        }
        for alias, voice in own.items():
            found.pop(alias, None)
            if alias in self._packs:
                raise AliasError(f"the alias {alias!r} would hide the voice of that name")
            if voice is not None:
                found[alias] = self._checked(alias, voice)
        return {alias: voice for alias, voice in found.items() if alias not in self._packs}

    def _checked(self, alias: str, voice: str) -> str:
        try:
            return self.find(voice).name
        except UnknownVoiceError as error:
            raise AliasError(f"the alias {alias!r}: {error}") from error

    def _called(self, name: str) -> str:
        """The voice or blend that an alias stands for; a voice's own name in whatever case."""
        name = name.strip()
        if name in self._packs or name in self.aliases:
            return self.aliases.get(name, name)
        names = {known.casefold(): known for known in (*self.aliases, *self._packs)}
        known = names.get(name.casefold(), name)
        return self.aliases.get(known, known)

    def _part(self, text: str) -> tuple[str, float, str]:
        """A voice of a blend, its weight, and the part as it would be written by that name."""
        match = _PART.fullmatch(text)
        if match is None:
            raise UnknownVoiceError(
                f"{self._unknown(text.strip())}; a blend is written af_heart(2)+af_sky(1)"
            )
        name = self._called(match["name"])
        if name not in self._packs and match["name"] != name:
            raise UnknownVoiceError(
                f"voice: {match['name']!r} stands for the blend {name}, which cannot be a part of "
                "another: write its voices instead"
            )
        if name not in self._packs:
            raise UnknownVoiceError(self._unknown(name))
        return name, float(match["weight"] or 1), text.strip().replace(match["name"], name, 1)

    def _unknown(self, name: str) -> str:
        names = [*self._offered, *self.aliases]
        near = difflib.get_close_matches(name[:40].lower(), names, n=3, cutoff=0.4)
        hint = f"near it: {', '.join(near)}" if near else "GET /voices lists them"
        return f"voice: there is no voice {name[:40]!r} here; {hint}"


def _described(name: str) -> dict[str, str]:
    return {
        "id": name,
        "language": language_of_voice(name).tag,
        "gender": _GENDERS.get(name[1:2], "unknown"),
        "name": name.partition("_")[2].replace("_", " ").title() or name,
    }

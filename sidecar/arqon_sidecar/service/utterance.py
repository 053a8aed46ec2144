"""What is asked for, once it is known to be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arqon_sidecar.service.voices import Voice
from arqon_sidecar.text.languages import Language

__all__ = ["Utterance"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be spoken and how.

    `streamed` says that its sound is sent while it is made, `whole` that nobody listens to it
    before all of it is there. `field` is what the client calls the text.
    """

    text: str
    voice: Voice
    language: Language
    format: str
    sample_rate: int
    speed: float = 1.0
    streamed: bool = False
    whole: bool = False
    timestamps: bool = False
    lexicon: Mapping[str, str] | None = None
    seed: int | None = None
    field: str = "text"

    @property
    def heard_early(self) -> bool:
        """Whether somebody listens while it is made."""
        return self.streamed and not self.whole

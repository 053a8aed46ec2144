"""What the world tells of itself: how the voice and the programs stand, and what waits for a word.

The types of the voice plane are only named here, never imported: the panel is on the screen before
its packages are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from arqon_settings.model import ProviderName
    from arqon_voice.speech.standing import Standing
    from arqon_voice.speech.state import Phase

__all__ = ["Program", "ProgramName", "Question", "Voice"]

ProgramName = Literal["service", "vm"]
"""What runs beside the panel: `arqon-tts serve`, and the VM with its supervisor."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who holds the voice, what sounds and waits, who really speaks, and what is wrong.

    `holder` names the process that holds the voice, for a person; empty where nobody does, or where
    that is not known yet. `service` names the `arqon-tts serve` that holds it; it is empty where
    this panel speaks by itself. `standing` tells who really speaks, None while nobody knows.
    `speaks` is who speaks the utterance that has its turn, and `waited_s` for how many whole
    seconds nothing new of it was heard. `maestro` names Maestro's settings file, with what was
    decided last, while it is kept in step with ours.
    """

    in_hand: int = 0
    faults: tuple[str, ...] = ()
    service: str = ""
    maestro: str = ""
    holder: str = ""
    standing: Standing | None = None
    phase: Phase = "idle"
    speaks: ProviderName | None = None
    waited_s: int = 0
    bus: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An action that waits for a person's word; after `left_s` seconds it is blocked by itself.

    `key` names the question. The texts are as they came over the bus, not fit for a screen.
    """

    key: str
    action_id: str
    summary: str
    context: str
    left_s: float


@dataclass(frozen=True, slots=True)
class Program:
    """How the service or the VM stands.

    `words` says it for a person. `doing` is "starting" or "stopping" while this panel does so,
    else empty; `said` is the last line that the command has said meanwhile.
    """

    name: ProgramName
    running: bool
    words: str
    doing: str = ""
    said: str = ""

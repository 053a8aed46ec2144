"""What the panel shows, as one value: made once a tick, rendered by the band and the views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arqon_tui.panel.services import Question, Voice

if TYPE_CHECKING:
    from arqon_settings.model import ProviderName
    from arqon_settings.snapshot import Snapshot
    from arqon_voice.sidecar.health import Health

__all__ = ["PanelState", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the last action of this panel did, for a person; empty where there is nothing to say."""

    text: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class PanelState:
    """The world and the panel at one moment.

    Attributes:
        view: the name of the view that is on the screen.
        snapshot: the settings in force; None until they were read.
        voice: who holds the voice, what sounds and waits, who really speaks, what is wrong.
        health: what the last look at the sidecar found; None before the first.
        questions: the actions that wait for a person's word, the oldest first.
        verdict: what the last action did.
        events: how many telemetry events have come; `left_out` of them came too fast to be kept.
        fault: what went wrong in the panel itself, or empty.
    """

    view: str = "operate"
    snapshot: Snapshot | None = None
    voice: Voice = field(default_factory=Voice)
    health: Health | None = None
    questions: tuple[Question, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    events: int = 0
    left_out: int = 0
    fault: str = ""

    @property
    def provider(self) -> ProviderName | None:
        """The provider in force; None while the settings are being read."""
        return self.snapshot.settings.arqon_tts_provider if self.snapshot else None

"""What the panel shows, as one value: made once a tick, rendered by the band and the views."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from arqon_tui.panel.shown_sidecar import Sidecar
from arqon_tui.panel.status import Program, ProgramName, Question, Voice

if TYPE_CHECKING:
    from arqon_service.checkup import Finding
    from arqon_service.settings_history import SettingsEntry
    from arqon_settings.model import ProviderName
    from arqon_settings.snapshot import Snapshot

__all__ = ["PanelState", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the last action of this panel did, for a person; empty where there is nothing to say.

    `basis` is the settings that it speaks of: it ends when they change. None: it ends with the
    next verdict only.
    """

    text: str = ""
    failed: bool = False
    basis: Snapshot | None = None

    def ends_with(self, snapshot: Snapshot) -> bool:
        """Whether these settings are newer than those that it speaks of."""
        then = self.basis
        if then is None or snapshot.reading < then.reading:
            return False
        now, before = snapshot.provider_change, then.provider_change
        return snapshot.settings != then.settings or now != before


@dataclass(frozen=True, slots=True)
class PanelState:
    """The world and the panel at one moment.

    Attributes:
        view: the name of the view that is on the screen.
        snapshot: the settings in force; None until they were read.
        voice: who holds the voice, what sounds and waits, who really speaks, what is wrong.
        sidecar: what the looks at the sidecar found.
        questions: the actions that wait for a person's word, the oldest first.
        changes: the latest changes of settings by anybody, the newest first.
        findings: doctor's rows; `checking` says whether it looks now.
        programs: how the service and the VM stand.
        first_audio_ms: the times to first sound of the newest utterances, the oldest first.
        verdict: what the last action did.
        events: how many telemetry events have come; `left_out` of them came too fast to be kept.
        read_only: what a panel that changes nothing looks at; empty where it can change things.
        demo: whether what is looked at is the demo, and no user's own.
        check: the name of the check of the gate that this panel runs, or empty.
        keymap_faults: what of the user's keymap could not be used.
        fault: what went wrong in the panel itself, or empty.
    """

    view: str = "operate"
    snapshot: Snapshot | None = None
    voice: Voice = field(default_factory=Voice)
    sidecar: Sidecar = field(default_factory=Sidecar)
    questions: tuple[Question, ...] = ()
    changes: tuple[SettingsEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    checking: bool = False
    programs: tuple[Program, ...] = ()
    first_audio_ms: tuple[float, ...] = ()
    verdict: Verdict = field(default_factory=Verdict)
    events: int = 0
    left_out: int = 0
    read_only: str = ""
    demo: bool = False
    check: str = ""
    keymap_faults: tuple[str, ...] = ()
    fault: str = ""

    @property
    def looked_at(self) -> tuple[object, ...]:
        """What doctor's rows depend on, as far as it is known here."""
        running = tuple(program.name for program in self.programs if program.running)
        return self.sidecar.health, self.snapshot, self.voice.holder, running

    def can_switch(self, name: ProgramName, on: bool) -> bool:
        """Whether that program can be started, or stopped, now."""
        return any(
            program.name == name and program.running is not on and not program.doing
            for program in self.programs
        )

    def with_settings(self, snapshot: Snapshot) -> PanelState:
        """The same with other settings; a verdict that speaks of older ones has ended.

        A write tells what it read by another way than the watcher does: what was read before the
        settings that are shown comes too late, and changes nothing.
        """
        if self.snapshot is not None and snapshot.reading < self.snapshot.reading:
            return self
        verdict = Verdict() if self.verdict.ends_with(snapshot) else self.verdict
        return replace(self, snapshot=snapshot, verdict=verdict)

    def with_verdict(self, verdict: Verdict) -> PanelState:
        """The same with this verdict, unless the settings that it speaks of are no longer so."""
        ended = self.snapshot is not None and verdict.ends_with(self.snapshot)
        return replace(self, verdict=Verdict() if ended else verdict)

    @property
    def provider(self) -> ProviderName | None:
        """The provider in force; None while the settings are being read."""
        return self.snapshot.settings.arqon_tts_provider if self.snapshot else None

"""The audition in Tune: what is told to it, and what it shows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from arqon_tui.panel.actions import KeyOf
from arqon_tui.panel.background import Background
from arqon_tui.panel.posting import poster
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.tuning import Tuning
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.audition_box import AuditionBox
from arqon_tui.panel.widgets.voice_picker import VoicePicker
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arqon_service.audition.run import Run
    from arqon_tui.panel.state import PanelState
    from arqon_voice.playback.wav.peaks import Peaks

__all__ = ["GOES_ON", "AuditionView"]

_LOOKS_A_SECOND: Final = 10
_NO_VOICES: Final = "no voices from"
GOES_ON: Final = " …"
"""Ends what is told while something sounds."""


class AuditionView(View):
    """A view with an audition: what is slow is done beside the event loop, what is told is shown.

    A separate thread asks the sidecar for its voices: it may hang, and nothing that is written
    must wait for it.
    """

    @dataclass
    class RunEnded(Message):
        """A run has ended; posted from another thread."""

        run: Run

    @dataclass
    class SoundKnown(Message):
        """How loud a run was, from end to end; posted from another thread."""

        message_id: str
        peaks: Peaks

    def __init__(self, name: str, work: Background, writes: Writes, key_of: KeyOf) -> None:
        super().__init__(name)
        self._work, self._writes = work, writes
        self._key_of = key_of
        self.audition_box = AuditionBox()
        self.tuning: Tuning | None = None
        self._asking = Background("voices")
        self._looking: Timer | None = None
        self._asked_for: tuple[str, str] | None = None
        self._ready = False
        self._state: PanelState | None = None

    def on_mount(self) -> None:
        """The audition can be drawn from here on."""
        self._ready = True
        self.begin()

    def begin(self) -> None:
        """Begin, once there is a world and a place on the screen."""
        if self.services is None or not self._ready or self.tuning is not None:
            return
        post = poster(self)
        self.tuning = Tuning(
            self.services.audition(
                lambda run: post(self.RunEnded(run)),
                lambda name, peaks: post(self.SoundKnown(name, peaks)),
            ),
            self._key,
        )
        self._looking = self.set_interval(1 / _LOOKS_A_SECOND, self._follow, pause=True)
        self._read()
        self.refresh_bindings()
        if self._state is not None:
            self.show_audition(self._state)

    def show_audition(self, state: PanelState) -> None:
        """The voice in force; and the voices anew where the sidecar or its address is another."""
        self._state = state
        if self.tuning is None or state.snapshot is None:
            return
        settings = state.snapshot.settings
        self.tuning.in_force = settings.arqon_tts_kokoro_voice
        health = state.sidecar.health
        asked = (settings.arqon_tts_kokoro_url, health.state if health else "")
        if asked != self._asked_for:
            self._asked_for = asked
            self._ask_for_voices()
        self._draw()

    @work(group="phrases")
    async def _read(self) -> None:
        services, tuning = self.services, self.tuning
        assert services is not None
        assert tuning is not None
        with self._told():
            tuning.runs = [*await self._asking.run(services.past_runs)]
            tuning.phrases = await self._asking.run(services.phrase_book().phrases)
        self._draw()

    @work(group="voices", exclusive=True)
    async def _ask_for_voices(self) -> None:
        services, tuning = self.services, self.tuning
        assert services is not None
        assert tuning is not None
        known = tuning.known = await self._asking.run(services.voices)
        if known.fault:
            kept = "the voices of its last answer are shown"
            then = kept if known.voices else f"{self._key('operate')} shows what it needs"
            words = f"{_NO_VOICES} {known.url}: {known.fault} · {then}"
            self.audition_box.tell(words, failed=True)
        elif self.audition_box.outcome.startswith(f"! {_NO_VOICES}"):
            self.audition_box.tell("")
        ids = [voice.id for voice in known.voices]
        at = ids.index(tuning.first) + 1 if tuning.first in ids else 0
        self.audition_box.picker.show(known, tuning.second or (ids[at % len(ids)] if ids else ""))

    @on(VoicePicker.Offered)
    def _offered(self, event: VoicePicker.Offered) -> None:
        event.stop()
        if self.tuning is not None and self.tuning.offer(event.voice, taken=event.taken):
            self._draw()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        if self.tuning is not None:
            self.tuning.type_text(event.text_area.text)
            self._draw()

    @on(RunEnded)
    def _ended(self, event: RunEnded) -> None:
        assert self.tuning is not None
        run, hidden = event.run, event.run.message_id in self.tuning.secret
        self.tuning.add(run)
        if run.fault:
            why = "that voice was not heard whole" if hidden else run.fault
            self.audition_box.tell(why, failed=True)
        elif self.audition_box.outcome.endswith(GOES_ON):
            keeps, plays = self._key("keep_voice"), self._key("replay_run")
            self.audition_box.tell(f"heard · {keeps} keeps it, {plays} plays it again")
        self._draw()

    @on(SoundKnown)
    def _known(self, event: SoundKnown) -> None:
        if self.tuning is not None and event.message_id == self.tuning.audition.last:
            self.audition_box.waveform.know(event.peaks.levels, event.peaks.milliseconds)

    def _key(self, name: str) -> str:
        """The key of an action, as the box writes it below."""
        return self._key_of(name).upper()

    def _resume(self) -> None:
        if self._looking is not None:
            self._looking.resume()

    def _follow(self) -> None:
        """Move the playhead while our own sound plays."""
        assert self.services is not None
        assert self.tuning is not None
        assert self._looking is not None
        heard = self.services.playhead()
        if heard is not None and heard.message_id == self.tuning.audition.playing:
            self.audition_box.waveform.move(heard.heard_ms, heard.level_db)
        elif not self.tuning.audition.busy:
            self.audition_box.waveform.rest()
            self._looking.pause()

    def _draw(self) -> None:
        if self.tuning is None:
            return
        phrase, tuning = self.tuning.phrase, self.tuning
        about = f"· {phrase.name or 'typed in Say'} · speed {tuning.speed:g}"
        self.audition_box.show(tuning.pair, phrase.text, about)
        self.audition_box.table.show(tuning.runs, tuning.secret)

    @contextmanager
    def _tuned(self) -> Iterator[Tuning]:
        """Whatever goes wrong is told, and what came of it drawn."""
        assert self.tuning is not None
        with self._told():
            yield self.tuning
        self._draw()

    @contextmanager
    def _told(self) -> Iterator[None]:
        from arqon_service.audition.phrases import PhraseFault
        from arqon_settings.saving import NotSaved

        try:
            yield
        except (Refused, PhraseFault, NotSaved) as no:
            self.audition_box.tell(str(no), failed=True)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self.audition_box.tell(f"not saved: {where}{error.strerror or error}", failed=True)

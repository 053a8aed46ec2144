"""What the keys of the audition do in Tune."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from arqon_tui.panel.background import Background
from arqon_tui.panel.services import Refused
from arqon_tui.panel.speech import unused, working_folder
from arqon_tui.panel.tuning import Tuning
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.audition_box import AuditionBox
from arqon_tui.panel.widgets.settings_form import SettingsForm
from arqon_tui.panel.widgets.voice_picker import VoicePicker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arqon_service.audition.audition import Number
    from arqon_service.audition.run import Run
    from arqon_tui.panel.screens.phrase import EditedPhrase
    from arqon_tui.panel.state import PanelState
    from arqon_voice.playback.wav.peaks import Peaks

__all__ = ["Auditioning"]

_VOICE: Final = "arqon_tts_kokoro_voice"
_LOOKS_A_SECOND: Final = 10
_GOES_ON: Final = " …"


class Auditioning(View):
    """A view with an audition: what is slow is done beside the event loop, what is told is shown.

    A thread of its own asks the sidecar for its voices: it may hang, and a setting must not wait.
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

    def __init__(self, name: str) -> None:
        super().__init__(name)
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
        self.tuning = Tuning(
            self.services.audition(
                lambda run: self._post(self.RunEnded(run)),
                lambda name, peaks: self._post(self.SoundKnown(name, peaks)),
            )
        )
        self._looking = self.set_interval(1 / _LOOKS_A_SECOND, self._follow, pause=True)
        self._read()
        self.refresh_bindings()
        if self._state is not None:
            self.show_audition(self._state)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An audition needs a voice."""
        if self.tuning is None and hasattr(Auditioning, f"action_{action}"):
            return False
        return super().check_action(action, parameters)

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
            kept = " · the voices of its last answer are shown" if known.voices else ""
            self.audition_box.tell(f"the sidecar was not asked: {known.fault}{kept}", failed=True)
        elif self.audition_box.outcome.startswith("! the sidecar was not asked"):
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
        elif self.audition_box.outcome.endswith(_GOES_ON):
            self.audition_box.tell("heard · K keeps it, R plays it again")
        self._draw()

    @on(SoundKnown)
    def _known(self, event: SoundKnown) -> None:
        if self.tuning is not None and event.message_id == self.tuning.audition.last:
            self.audition_box.waveform.know(event.peaks.levels, event.peaks.milliseconds)

    def action_hear_first(self) -> None:
        """Speak in the first voice."""
        self._play(1)

    def action_hear_second(self) -> None:
        """Speak in the second voice."""
        self._play(2)

    def action_replay_run(self) -> None:
        """Play the last sound once more."""
        with self._tuned() as tuning:
            if tuning.audition.replay() is None:
                raise Refused("nothing was heard yet: 1 and 2 speak")
            self.audition_box.tell("once more, the same sound")
            self._resume()

    def action_blind(self) -> None:
        """Mix the voices, or tell which is which."""
        with self._tuned() as tuning:
            self.audition_box.tell(tuning.toggle_blind())

    def action_take_first(self) -> None:
        """Put the voice under the cursor behind 1."""
        with self._tuned() as tuning:
            tuning.take_first(self.audition_box.picker.voice)

    def action_blend_more(self) -> None:
        """Blend the voice under the cursor into the second."""
        with self._tuned() as tuning:
            tuning.blend(self.audition_box.picker.voice, more=True)

    def action_blend_less(self) -> None:
        """Take a share of it out."""
        with self._tuned() as tuning:
            tuning.blend(self.audition_box.picker.voice, more=False)

    def action_next_phrase(self) -> None:
        """Go to the next text."""
        with self._tuned() as tuning:
            tuning.next_phrase()

    def action_slower(self) -> None:
        """Speak slower."""
        with self._tuned() as tuning:
            tuning.change_speed(-1)

    def action_faster(self) -> None:
        """Speak faster."""
        with self._tuned() as tuning:
            tuning.change_speed(1)

    def action_search_voices(self) -> None:
        """Type a search."""
        self.audition_box.picker.search.focus()

    @work(group="keep")
    async def action_keep_voice(self) -> None:
        """Set the voice that was heard last."""
        with self._tuned() as tuning:
            assert self.services is not None
            services, voice, was = self.services, tuning.chosen(), tuning.in_force
            told = f"{tuning.toggle_blind()}. " if tuning.audition.hidden else ""
            change = await self._asking.run(lambda: services.change(_VOICE, voice))
            self.post_message(SettingsForm.Written(change.after))
            tuning.in_force = change.after.settings.arqon_tts_kokoro_voice
            kept = f"kept {voice}, was {was}" if voice != was else f"{voice} stays in force"
            self.audition_box.tell(f"{told}{kept}")

    @work(group="keep")
    async def action_save_run(self) -> None:
        """Save the last sound in the working folder."""
        with self._tuned() as tuning:
            if not tuning.audition.last:
                raise Refused("nothing was heard yet: 1 and 2 speak")
            path = unused(working_folder() / "audition.wav")
            await asyncio.wrap_future(tuning.audition.save(path))
            self.audition_box.tell(f"saved {path}")

    @work(group="keep")
    async def action_export_runs(self) -> None:
        """Save the table in the working folder."""
        from arqon_service.audition.run import as_csv

        with self._tuned() as tuning:
            path = unused(working_folder() / "auditions.csv")
            shown = [run for run in tuning.runs if run.message_id not in tuning.secret]
            await self._asking.run(lambda: _write(path, as_csv(shown)))
            self.audition_box.tell(f"saved {len(shown)} runs to {path}")

    @work(group="phrases")
    async def action_edit_phrase(self) -> None:
        """Edit the phrase that is spoken."""
        from arqon_tui.panel.screens.phrase import PhraseScreen

        with self._tuned() as tuning:
            assert self.services is not None
            if self.services.read_only:
                raise Refused("This panel is read-only: the phrase book stays as it is.")
            edited = await self.app.push_screen_wait(PhraseScreen(tuning.phrase))
            if edited is not None:
                book = self.services.phrase_book()
                await self._asking.run(lambda: _put(book.put, book.remove, edited))
                tuning.phrases = await self._asking.run(book.phrases)
                self.audition_box.tell(f"the phrase book has {len(tuning.phrases)} phrases")

    def _play(self, number: Number) -> None:
        with self._tuned() as tuning:
            tuning.play(number, self.audition_box.waveform.begin)
            name = f"voice {number}" if tuning.audition.hidden else tuning.pair[number - 1]
            self.audition_box.tell(f"{number}: {name}{_GOES_ON}")
            self._resume()

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

        try:
            yield
        except (Refused, PhraseFault) as no:
            self.audition_box.tell(str(no), failed=True)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self.audition_box.tell(f"not saved: {where}{error.strerror or error}", failed=True)

    def _post(self, message: Message) -> None:
        self.post_message(message)


def _put(
    put: Callable[[str, str], object], remove: Callable[[str], object], edited: EditedPhrase
) -> None:
    if edited.text:
        put(edited.name, edited.text)
    else:
        remove(edited.name)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")

"""What the keys of the audition do in Tune."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from textual import work

from arqon_settings.saving import saved_file
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.saved_files import unused, working_folder
from arqon_tui.panel.views.audition import GOES_ON, AuditionView
from arqon_tui.panel.widgets.settings_form import SettingsForm

if TYPE_CHECKING:
    from arqon_service.audition.audition import Number
    from arqon_tui.panel.screens.phrase import EditedPhrase

__all__ = ["Auditioning"]

_T = TypeVar("_T")
_VOICE: Final = "arqon_tts_kokoro_voice"


class Auditioning(AuditionView):
    """A view with an audition that obeys keys."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An audition needs a voice."""
        if self.tuning is None and hasattr(Auditioning, f"action_{action}"):
            return False
        return super().check_action(action, parameters)

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
                raise Refused(tuning.nothing_heard)
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
            change = await self._write(
                "the choice of a voice", lambda: services.change(_VOICE, voice)
            )
            self.post_message(SettingsForm.Written(change.after))
            tuning.in_force = change.after.settings.arqon_tts_kokoro_voice
            kept = f"kept {voice}, was {was}" if voice != was else f"{voice} stays in force"
            self.audition_box.tell(f"{told}{kept}")

    @work(group="keep")
    async def action_save_run(self) -> None:
        """Save the last sound in the working folder."""
        with self._tuned() as tuning:
            if not tuning.audition.last:
                raise Refused(tuning.nothing_heard)
            path = unused(working_folder() / "audition.wav")
            with self._writes.writing(f"the sound file {path.name}"):
                await asyncio.wrap_future(tuning.audition.save(path))
            self.audition_box.tell(f"saved {path}")

    @work(group="keep")
    async def action_export_runs(self) -> None:
        """Save the table in the working folder."""
        from arqon_service.audition.run import as_csv

        with self._tuned() as tuning:
            path = unused(working_folder() / "auditions.csv")
            shown = [run for run in tuning.runs if run.message_id not in tuning.secret]
            text = as_csv(shown)
            await self._write(f"the table {path.name}", lambda: _put_text(path, text))
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
                await self._write(
                    "the change of the phrase book", lambda: _put(book.put, book.remove, edited)
                )
                tuning.phrases = await self._asking.run(book.phrases)
                self.audition_box.tell(f"the phrase book has {len(tuning.phrases)} phrases")

    async def _write(self, what: str, write: Callable[[], _T]) -> _T:
        with self._writes.writing(what):
            return await self._work.run(write)

    def _play(self, number: Number) -> None:
        with self._tuned() as tuning:
            tuning.play(number, self.audition_box.waveform.begin)
            name = f"voice {number}" if tuning.audition.hidden else tuning.pair[number - 1]
            self.audition_box.tell(f"{number}: {name}{GOES_ON}")
            self._resume()


def _put(
    put: Callable[[str, str], object], remove: Callable[[str], object], edited: EditedPhrase
) -> None:
    if edited.text:
        put(edited.name, edited.text)
    else:
        remove(edited.name)


def _put_text(path: Path, text: str) -> None:
    with saved_file(path) as file:
        file.write(text.encode())

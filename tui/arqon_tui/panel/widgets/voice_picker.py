"""The voices of the sidecar, with a search as one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from arqon_tui.panel.widgets.line_editor import LineEditor
from arqon_tui.panel.widgets.rows import Rows

if TYPE_CHECKING:
    from arqon_voice.sidecar.voices import SidecarVoice, VoiceList

__all__ = ["VoicePicker"]


class VoicePicker(Vertical):
    """A search field over a list; what the cursor is on is offered, Enter takes it."""

    DEFAULT_CSS = """
    VoicePicker {
        Input { width: 1fr; }
        OptionList {
            height: 1fr; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1;
        }
        OptionList:focus { background-tint: $foreground 5%; }
    }
    """

    @dataclass
    class Offered(Message):
        """The cursor came to a voice; `taken` with Enter."""

        voice: str
        taken: bool

    def __init__(self) -> None:
        super().__init__(id="picker")
        self.search = LineEditor(
            compact=True, placeholder="/ search: en female bel", id="search", name="Search"
        )
        self.options: OptionList = Rows(compact=True, id="voices", name="List of voices")
        self._all: tuple[SidecarVoice, ...] = ()
        self._shown: tuple[SidecarVoice, ...] = ()

    def compose(self) -> ComposeResult:
        """The field above, the list below."""
        yield self.search
        yield self.options

    @property
    def voice(self) -> str:
        """The voice under the cursor; empty where there is none."""
        at = self.options.highlighted
        return "" if at is None or at >= len(self._shown) else self._shown[at].id

    def show(self, known: VoiceList, start: str) -> None:
        """Offer these voices; the cursor stays on its voice, or begins at `start`."""
        if known.voices != self._all:
            self._all = known.voices
            self._offer(self.voice or start)

    def place(self, voice: str) -> None:
        """Put the cursor on that voice, if it is in the list."""
        ids = [each.id for each in self._shown]
        if ids:
            self.options.highlighted = ids.index(voice) if voice in ids else 0

    def _offer(self, voice: str) -> None:
        from arqon_voice.sidecar.voices import matching

        self._shown = matching(self._all, search=self.search.value)
        self.options.set_options(Option(_line(each)) for each in self._shown)
        self.place(voice)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(self.voice)

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.options.focus()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.voice:
            self.post_message(self.Offered(self.voice, taken=False))

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.voice:
            self.post_message(self.Offered(self.voice, taken=True))


def _line(voice: SidecarVoice) -> Content:
    about = " ".join(filter(None, (voice.language, voice.gender)))
    return Content(f"{voice.id:<12} {about}")

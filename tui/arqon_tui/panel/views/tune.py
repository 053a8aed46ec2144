"""Tune: the settings, and how they sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from arqon_tui.panel import words
from arqon_tui.panel.actions import KeyOf, bindings_of
from arqon_tui.panel.background import Background
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.auditioning import Auditioning
from arqon_tui.panel.views.view import View
from arqon_tui.panel.widgets.settings_form import SettingsForm
from arqon_tui.panel.widgets.utterance_box import UtteranceBox
from arqon_tui.panel.writes import Writes

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services

__all__ = ["TuneView"]

_EXPLAINED: Final = Size(110, 34)
"""From here on each setting has room for its sentence."""
_AROUND: Final = 2
"""Cells at both sides of a setting, unless the Say box stands beside it."""


class TuneView(Auditioning, View):
    """The settings form, the Say box and the audition."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("tune")]

    def __init__(self, work: Background, writes: Writes, key_of: KeyOf) -> None:
        super().__init__("tune", work, writes, key_of)
        self.form = SettingsForm(work)
        self.box = UtteranceBox()
        self._drawn: PanelState | None = None

    def compose(self) -> ComposeResult:
        """Settings and text side by side where there is room; below them, how it sounds."""
        with VerticalScroll(classes="body", can_focus=False):
            with Container(id="controls"):
                yield self.form
                yield self.box
            yield self.audition_box

    def on_resize(self) -> None:
        """The terminal has another size."""
        self.fit(self.size)

    def fit(self, size: Size) -> None:
        """Explain every setting where there is room."""
        explains = size.width >= _EXPLAINED.width and size.height >= _EXPLAINED.height
        self.set_class(explains, "-explained")
        around = _AROUND if explains else _AROUND + 1  # where it is not tall, it scrolls
        self.form.explain(explains, size.width - around)

    def first_focus(self) -> Widget:
        """Typing is what one comes for."""
        return self.box.editor

    def next_part(self) -> None:
        """To the audition, and from there to the Say box."""
        focused = self.screen.focused
        inside = focused is not None and self.audition_box in focused.ancestors
        part = self.box.editor if inside else self.audition_box.picker.options
        part.focus()
        self.audition_box.scroll_visible(animate=False) if not inside else None

    def applies(self, name: str) -> bool:
        """There must be something to say, or a setting to reset."""
        if name == "reset":
            row = self.form.focused_row
            return row is not None and row.can_reset
        return name not in ("speak", "save") or bool(self.box.text.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What does not apply has no key."""
        if action == "reset" and not self.applies(action):
            return False
        return super().check_action(action, parameters)

    def action_reset(self) -> None:
        """Set the setting that has the focus back to its default."""
        if (row := self.form.focused_row) is not None:
            row.reset()

    def open(self, services: Services) -> None:
        """Let the form write, and the audition speak."""
        super().open(services)
        self.form.services = services
        self.box.tell("")
        self.begin()

    def prepare(self, state: PanelState) -> None:
        """Mount the editors of the settings; the voice is there."""
        self.box.tell("")
        self.show(state)

    def show(self, state: PanelState) -> None:
        """The values in force, and what the voice does; what only counts changes nothing here."""
        uncounted = replace(state.sidecar, silent_s=0, rtts_ms=())
        state = replace(state, events=0, left_out=0, sidecar=uncounted)
        if state == self._drawn:
            return
        self._drawn = state
        self.audition_box.name_key(self._key_of("tune"))
        self.form.name_key(self._key_of("jump"))
        if state.snapshot is not None:
            self.form.show(state.snapshot)
            self.refresh_bindings()  # whether a reset applies hangs on the values
        self.box.show_busy(words.activity(state))
        self.show_audition(state)

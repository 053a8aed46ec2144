"""The band at the top: who speaks, how the sidecar is, and what is wrong. Always visible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from arqon_settings.command import command_here
from arqon_tui.panel import words
from arqon_tui.panel.state import PanelState
from arqon_voice.text import shortened

__all__ = ["StateBand"]

_DEMO = "recorded telemetry, the fallback voice, nothing is kept"
_MOST_NOTICES = 3
_SHARE = 6
"""One row of so many is for faults; the first of them is always whole."""
_LONGEST = 400


class StateBand(Widget):
    """Draws the state."""

    DEFAULT_CSS = """
    StateBand { height: auto; max-height: 50%; padding: 0 1; background: $panel; }
    """
    SMALL: ClassVar = (60, 16)
    """Columns and rows under which only the state and a hint are shown."""

    state: reactive[PanelState] = reactive(PanelState(), repaint=False)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="state")
        self._now = now
        self._drawn = Content()

    def watch_state(self) -> None:
        """Draw what is other; only where it takes other rows, the screen is laid out anew."""
        new = self.render()
        if not new.is_same(self._drawn):
            self._drawn = new
            rows = new.get_height({}, max(1, self.size.width))
            self.refresh(layout=rows != self.size.height)

    def render(self) -> Content:
        """The lines, most important first."""
        lines = [self._state_line(), *self._what_lines(), *self._verdict_line()]
        faults = words.notices(self.state)
        columns, rows = self.app.size
        if columns < self.SMALL[0] or rows < self.SMALL[1]:
            more = f"{len(faults)} notice{'s'[: len(faults) - 1]}. " if faults else ""
            hint = f"{more}Make the window larger to see all."
            return Content("\n").join([*lines, Content.styled(hint, "dim")])
        told = [self._sidecar_line(), self._voice_line(), *self._fault_lines(faults)]
        return Content("\n").join([*lines, *told])

    def _state_line(self) -> Content:
        voice, snapshot = self.state.voice, self.state.snapshot
        # One that speaks is ready, however slow its answer to a look is.
        speaks = voice.speaks == "kokoro" and voice.phase != "waiting"
        health = None if speaks else self.state.sidecar.health
        state = words.provider_state(snapshot, self._now(), voice.standing, health)
        colour = "$primary" if state.badge == "KOKORO" else "$warning"
        badge = Content.styled(f" {state.badge} ", f"bold reverse {colour}")
        return badge + Content(f" · {state.rest}" if state.rest else "")

    def _what_lines(self) -> list[Content]:
        """What is looked at, where it is not what the user has at hand."""
        told = [("DEMO", _DEMO if self.state.demo else ""), ("READ-ONLY", self.state.read_only)]
        return [Content.styled(word, "bold") + Content(f" · {what}") for word, what in told if what]

    def _verdict_line(self) -> list[Content]:
        verdict = self.state.verdict
        if not verdict.text:
            return []
        return [Content.styled(verdict.text, "bold $warning" if verdict.failed else "bold")]

    def _sidecar_line(self) -> Content:
        line = words.sidecar_short(self.state.sidecar)
        return Content.styled("Sidecar ", "dim") + Content(shortened(line, _LONGEST))

    def _voice_line(self) -> Content:
        line = words.voice_line(self.state)
        return Content.styled("Voice   ", "dim") + Content(shortened(line, _LONGEST))

    def _fault_lines(self, faults: list[str]) -> list[Content]:
        shown: list[Content] = []
        width, room = max(1, self.app.size.width - 2), self.app.size.height // _SHARE
        for fault in faults[:_MOST_NOTICES]:
            line = Content.styled("! ", "bold $warning") + Content(shortened(fault, _LONGEST))
            room -= line.get_height({}, width)
            if room < 0 and shown:
                break
            shown.append(line)
        if rest := len(faults) - len(shown):
            hint = f"! and {rest} more: {command_here('doctor')} lists them all"
            shown.append(Content.styled(hint, "bold $warning"))
        return shown

"""The telemetry log: draws only the lines that are seen, however fast events come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from arqon_tui.panel.event_line import copied, parts
from arqon_tui.panel.event_ring import EventRing

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["EventLog"]

_WIDE = 100


class EventLog(ScrollView, can_focus=True):
    """Follows the newest event until somebody scrolls up, chooses a line, or pauses."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--quiet", "log--name", "log--chosen"}
    DEFAULT_CSS = """
    EventLog {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .log--quiet { text-style: dim; }
        & > .log--name { color: $primary; }
        & > .log--chosen { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", "Line before", show=False),
        Binding("down,j", "choose(1)", "Line after", show=False),
        Binding("end,G", "follow", "Follow", show=False),
        Binding("enter", "copy", "Copy the line", show=False),
    ]

    chosen: reactive[int | None] = reactive(None)

    class Changed(Message):
        """Paused, followed, or a line was chosen: what stands around the log may change."""

    @dataclass
    class Copied(Message):
        """A line was copied."""

        text: str

    def __init__(self, ring: EventRing) -> None:
        super().__init__(id="log")
        self.ring = ring
        self._scrolled_away = False

    @property
    def row(self) -> Row | None:
        """The chosen event."""
        shown = self.ring.shown
        return shown[self.chosen] if self.chosen is not None and self.chosen < len(shown) else None

    def look(self) -> None:
        """Draw what the ring holds now."""
        if not self.ring.paused:
            self._redraw(at_end=True)

    def search(self, needle: str) -> None:
        """Show only the events that hold `needle`."""
        self.ring.search(needle)
        self.chosen = None
        self._redraw(at_end=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.ring.shown):
            hint = self._hint() if y == 0 and not self.ring.shown else ""
            return Strip([Segment(hint, self._style("log--quiet"))]).adjust_cell_length(
                width, self.rich_style
            )
        line = parts(self.ring.shown[index], wide=width >= _WIDE)
        styles = self._column_styles(is_chosen=index == self.chosen)
        segments = [Segment(text, style) for text, style in zip(line, styles, strict=True)]
        return Strip(segments).adjust_cell_length(width, styles[-1])

    def _hint(self) -> str:
        return "Nothing matches the filter." if self.ring.needle else "No events yet."

    def _column_styles(self, *, is_chosen: bool) -> tuple[Style, Style, Style, Style]:
        if is_chosen:
            chosen = self._style("log--chosen")
            return chosen, chosen, chosen, chosen
        quiet = self._style("log--quiet")
        return quiet, self._style("log--name"), quiet, self.rich_style

    def _style(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(name, partial=True)

    def action_pause(self) -> None:
        """Hold still, or follow again."""
        if self.ring.paused:
            self.action_follow()
        else:
            self._pause()

    def action_follow(self) -> None:
        """Go to the newest event and stay there."""
        self.ring.follow()
        self._scrolled_away = False
        self.chosen = None
        self._redraw(at_end=True)
        self.post_message(self.Changed())

    def action_choose(self, step: int) -> None:
        """Choose the line before or after; the first step chooses the newest."""
        if not self.ring.shown:
            return
        self._pause()
        last = len(self.ring.shown) - 1
        self.chosen = last if self.chosen is None else min(max(self.chosen + step, 0), last)
        self._scroll_to_chosen()

    def action_copy(self) -> None:
        """Copy the chosen line, or the newest."""
        row = self.row or (self.ring.shown[-1] if self.ring.shown else None)
        if row is not None:
            self.post_message(self.Copied(copied(row)))

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the pointer and copy it."""
        index = event.y + self.scroll_offset.y
        if index < len(self.ring.shown):
            self._pause()
            self.chosen = index
            self.action_copy()

    def watch_chosen(self) -> None:
        """Draw the mark where it is now."""
        self.refresh()
        self.post_message(self.Changed())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Pause when somebody scrolls up; the end of the log takes up following again."""
        super().watch_scroll_y(old_value, new_value)
        if new_value < old_value and not self.is_vertical_scroll_end and not self.ring.paused:
            self._pause()
            self._scrolled_away = True
        elif self._scrolled_away and self.is_vertical_scroll_end and self.chosen is None:
            self.action_follow()

    def on_resize(self) -> None:
        """Keep the newest line in sight."""
        self._redraw(at_end=False)
        if not self.ring.paused:
            self.call_after_refresh(self.scroll_end, animate=False)

    def _pause(self) -> None:
        if not self.ring.paused:
            self.ring.pause()
            self.post_message(self.Changed())

    def _scroll_to_chosen(self) -> None:
        assert self.chosen is not None
        top, height = self.scroll_offset.y, self.size.height
        if self.chosen < top:
            self.scroll_to(y=self.chosen, animate=False)
        elif self.chosen >= top + height:
            self.scroll_to(y=self.chosen - height + 1, animate=False)

    def _redraw(self, *, at_end: bool) -> None:
        # Set the usual way, the size would lay out the whole screen a dozen times a second.
        self.set_reactive(EventLog.virtual_size, Size(self.size.width, len(self.ring.shown)))
        self._scroll_update(self.virtual_size)
        if at_end:
            self.scroll_end(animate=False, immediate=True)
        self.refresh()

"""The log of events: draws only the lines that are seen, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from arqon_tui.panel.events.lines import Part, lines
from arqon_tui.panel.events.utterances import Entry, key_of, severity_of

__all__ = ["EventLog"]


class EventLog(ScrollView, can_focus=True):
    """Shows entries, and keeps one chosen; scrolls by entries, each of which is a line or more.

    The choice is of an entry, not of a place: it stays whatever comes or goes around it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log--quiet",
        "log--name",
        "log--plain",
        "log--head",
        "log--warning",
        "log--failure",
        "log--chosen",
    }
    DEFAULT_CSS = """
    EventLog {
        height: 1fr; min-height: 3; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .log--quiet { text-style: dim; }
        & > .log--name { color: $primary; }
        & > .log--head { text-style: bold; }
        & > .log--warning { color: $warning; }
        & > .log--failure { color: $error; text-style: bold; }
        & > .log--chosen { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", "Entry before", show=False),
        Binding("down,j", "choose(1)", "Entry after", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First that is loaded", show=False),
        Binding("enter", "look", "Open", show=False),
    ]

    class Left(Message):
        """The newest entries are not what somebody looks at: stop following."""

    class Chosen(Message):
        """Another entry is chosen, or none."""

    class NearStart(Message):
        """The first entries are in sight: older ones may be wanted."""

    @dataclass
    class Looked(Message):
        """Somebody wants to see all of an entry."""

        entry: Entry

    def __init__(self) -> None:
        super().__init__(id="log", name="Log")
        self.entries: Sequence[Entry] = ()
        self.wrap = False
        self.hint = ""
        self.chosen: int | str | None = None
        self.following = True
        self._moves_itself = False
        self._drawn: list[Strip] | None = None

    @property
    def entry(self) -> Entry | None:
        """The chosen entry, if it is among those that are shown."""
        place = self._place()
        return None if place is None else self.entries[place]

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these: the end of them while it follows, else what was in sight."""
        top = self.scroll_offset.y
        first = key_of(self.entries[top]) if top < len(self.entries) else None
        self.entries = entries
        if self.following:
            self._redraw(len(entries))
            return
        moved = next((n for n, entry in enumerate(entries) if key_of(entry) == first), top)
        self._redraw(moved)

    def follow(self) -> None:
        """Go to the newest entry and stay there."""
        self.following = True
        self.choose(None)
        self._redraw(len(self.entries))

    def choose(self, key: int | str | None) -> None:
        """Choose an entry, and bring it into sight."""
        changed, self.chosen = key != self.chosen, key
        self._show_chosen()
        self._refresh_all()
        if changed:
            self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        if self._drawn is None:
            self._drawn = self._draw()
        if y < len(self._drawn):
            return self._drawn[y]
        hint = self.hint if y == 0 and not self.entries else ""
        strip = Strip([Segment(hint, self._style("quiet"))])
        return strip.adjust_cell_length(self._width, self.rich_style)

    def action_choose(self, step: int) -> None:
        """Choose the entry before or after; with none in sight, one that is."""
        if not self.entries:
            return
        self._leave()
        place, top, bottom = self._place(), self.scroll_offset.y, self._bottom()
        if place is None:
            place = bottom
        elif not top <= place <= bottom:
            place = bottom if step < 0 else top
        else:
            place = min(max(place + step, 0), len(self.entries) - 1)
        self.choose(key_of(self.entries[place]))
        self._look_for_older()

    def action_page(self, step: int) -> None:
        """Go a page up or down, with the choice if there is one."""
        if not self.entries:
            return
        count = max(self._bottom() - self.scroll_offset.y, 1)
        if step < 0:
            self._leave()
        if (place := self._place()) is not None:
            place = min(max(place + step * count, 0), len(self.entries) - 1)
            self.choose(key_of(self.entries[place]))
        else:
            self._go(self.scroll_offset.y + step * count)
        self._look_for_older()

    def action_first(self) -> None:
        """Go to the first entry that is loaded; those before it are asked for."""
        if self.entries:
            self._leave()
            self.choose(key_of(self.entries[0]))
            self.post_message(self.NearStart())

    def choose_failure(self) -> bool:
        """Choose the last failure before what is chosen, or before the end; False if none is."""
        place = self._place()
        before = len(self.entries) if place is None else place
        for entry in reversed(self.entries[:before]):
            if severity_of(entry) == "failure":
                self._leave()
                self.choose(key_of(entry))
                return True
        return False

    def action_look(self) -> None:
        """Open the chosen entry, or the last one."""
        entry = self.entry or (self.entries[-1] if self.entries else None)
        if entry is not None:
            self.post_message(self.Looked(entry))

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the pointer."""
        below = event.y
        for place in range(self.scroll_offset.y, len(self.entries)):
            below -= self._height(place)
            if below < 0:
                self._leave()
                self.choose(key_of(self.entries[place]))
                return

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Somebody who scrolls up wants to read: stop following."""
        super().watch_scroll_y(old_value, new_value)
        self._drawn = None
        if not self._moves_itself:
            if new_value < old_value:
                self._leave()
            self._look_for_older()

    def on_resize(self) -> None:
        """Keep what is looked at in sight: the chosen entry, else the newest."""
        self._redraw(len(self.entries) if self.following else self.scroll_offset.y)
        self._show_chosen()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._drawn = None

    def toggle_wrap(self) -> None:
        """Show entries on one line each, or whole."""
        self.wrap = not self.wrap
        self._redraw(len(self.entries) if self.following else self.scroll_offset.y)
        self._show_chosen()

    def _leave(self) -> None:
        if self.following:
            self.following = False
            self.post_message(self.Left())

    def _draw(self) -> list[Strip]:
        drawn: list[Strip] = []
        for entry in self.entries[self.scroll_offset.y :]:
            is_chosen = self.chosen is not None and key_of(entry) == self.chosen
            drawn += (self._strip(line, is_chosen) for line in self._lines(entry))
            if len(drawn) >= self.size.height:
                break
        return drawn

    def _strip(self, line: list[Part], is_chosen: bool) -> Strip:
        style = self._style("chosen") if is_chosen else None
        segments = [Segment(part.text, style or self._style(part.style)) for part in line]
        return Strip(segments).adjust_cell_length(self._width, style or self.rich_style)

    def _lines(self, entry: Entry) -> list[list[Part]]:
        return lines(entry, max(self._width, 20), wrap=self.wrap)

    @property
    def _width(self) -> int:
        """Cells of a line, without the scroll bar."""
        return self.scrollable_content_region.width

    def _height(self, place: int) -> int:
        return len(self._lines(self.entries[place])) if self.wrap else 1

    def _style(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(f"log--{name}", partial=True)

    def _place(self) -> int | None:
        if self.chosen is None:
            return None
        keys = enumerate(map(key_of, self.entries))
        return next((place for place, key in keys if key == self.chosen), None)

    def _bottom(self) -> int:
        """The last entry that is in sight, if only in part."""
        left, place = self.size.height, self.scroll_offset.y
        while place < len(self.entries) - 1 and (left := left - self._height(place)) > 0:
            place += 1
        return min(place, len(self.entries) - 1)

    def _top_for(self, last: int) -> int:
        """The first entry in sight when `last` is the last one, and whole."""
        left, place = self.size.height - self._height(last), last
        while place > 0 and (left := left - self._height(place - 1)) >= 0:
            place -= 1
        return place

    def _show_chosen(self) -> None:
        place = self._place()
        if place is None:
            return
        lowest = self._top_for(place)
        if not lowest <= self.scroll_offset.y <= place:
            self._go(place if self.scroll_offset.y > place else lowest)

    def _look_for_older(self) -> None:
        if self.scroll_offset.y < self.size.height:
            self.post_message(self.NearStart())

    def _go(self, top: int) -> None:
        self._moves_itself = True
        self.scroll_to(y=top, animate=False, immediate=True)
        self._moves_itself = False
        self._refresh_all()

    def _redraw(self, top: int) -> None:
        end = self._top_for(len(self.entries) - 1) if self.entries and self.size.height else 0
        self._moves_itself = True
        # Set the usual way, the size would lay out the whole screen a dozen times a second.
        size = Size(self.size.width, end + self.size.height)
        self.set_reactive(EventLog.virtual_size, size)
        self._scroll_update(size)
        self._moves_itself = False
        self._go(min(top, end))

    def _refresh_all(self) -> None:
        self._drawn = None
        self.refresh()

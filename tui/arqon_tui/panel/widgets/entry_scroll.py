"""Entries to scroll through: draws only the lines that are seen, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from arqon_tui.panel.events.lines import Part, lines
from arqon_tui.panel.events.utterances import Entry, key_of
from arqon_tui.panel.widgets.scroll_bar import WithSteadyScrollBar

__all__ = ["EntryScroll"]


class EntryScroll(ScrollView, WithSteadyScrollBar):
    """Scrolls by entries, each of which is a line or more.

    Attributes:
        entries: what there is to see, the oldest first.
        chosen: the key of the entry that is drawn as chosen.
        wrap: whether an entry takes the lines that it needs; else it has one.
        hint: what stands there while there are no entries.
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
    EntryScroll {
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

    def __init__(self, *, id: str, name: str) -> None:  # noqa: A002 -- as Textual calls it
        super().__init__(id=id, name=name)
        self.entries: Sequence[Entry] = ()
        self.chosen: int | str | None = None
        self.wrap = False
        self.hint = ""
        self._moves_itself = False
        self._drawn: list[Strip] | None = None
        self._styles: dict[str, Style] = {}

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is seen."""
        if self._drawn is None:
            self._drawn = self._draw()
        return self._drawn[y] if y < len(self._drawn) else self._quiet("")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what is seen now."""
        super().watch_scroll_y(old_value, new_value)
        self._drawn = None

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._drawn = None

    def _draw(self) -> list[Strip]:
        self._styles.clear()  # Textual computes them anew for each part of each line
        drawn = [] if self.entries else [self._quiet(self.hint)]
        for entry in self.entries[self.scroll_offset.y :]:
            is_chosen = self.chosen is not None and key_of(entry) == self.chosen
            drawn += (self._strip(line, is_chosen) for line in self._lines(entry))
            if len(drawn) >= self.size.height:
                break
        return drawn[: self.size.height]

    def _quiet(self, text: str) -> Strip:
        strip = Strip([Segment(text, self._style("quiet"))])
        return strip.adjust_cell_length(self._width, self._style("plain"))

    def _strip(self, line: list[Part], is_chosen: bool) -> Strip:
        style = self._style("chosen") if is_chosen else None
        segments = [Segment(part.text, style or self._style(part.style)) for part in line]
        return Strip(segments).adjust_cell_length(self._width, style or self._style("plain"))

    def _lines(self, entry: Entry) -> list[list[Part]]:
        return lines(entry, max(self._width, 20), wrap=self.wrap)

    @property
    def _width(self) -> int:
        """Cells of a line, without the scroll bar."""
        return self.scrollable_content_region.width

    def _height(self, place: int) -> int:
        return len(self._lines(self.entries[place])) if self.wrap else 1

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            part = self.get_component_rich_style(f"log--{name}", partial=True)
            self._styles[name] = self.rich_style + part
        return self._styles[name]

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

    def _go(self, top: int) -> None:
        self._moves_itself = True
        self.scroll_to(y=top, animate=False, immediate=True)
        self._moves_itself = False
        self._refresh_others()

    def _redraw(self, top: int) -> None:
        if not self.size:
            return  # another view is on the screen: the size comes with the place on it
        end = self._top_for(len(self.entries) - 1) if self.entries else 0
        self._moves_itself = True
        # Set the usual way, the size would lay out the whole screen a dozen times a second.
        size = Size(self.size.width, end + self.size.height)
        self.set_reactive(EntryScroll.virtual_size, size)
        self._scroll_update(size)
        self._moves_itself = False
        self._go(min(top, end))

    def _refresh_others(self) -> None:
        """Draw the lines that are others; a letter of the filter often finds the same."""
        if self._drawn is None:
            self.refresh()
            return
        before, self._drawn = self._drawn, self._draw()
        pairs = enumerate(zip_longest(before, self._drawn))
        others = [Region(0, y, self.size.width, 1) for y, (old, new) in pairs if old != new]
        if others:
            self.refresh(*others)

"""The log of events: one entry is chosen, and the newest are followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from arqon_tui.panel.events.utterances import Entry, key_of, severity_of
from arqon_tui.panel.widgets.entry_scroll import EntryScroll
from arqon_tui.panel.widgets.focus_unseen import FocusUnseen

__all__ = ["EventLog"]


class EventLog(EntryScroll, FocusUnseen, can_focus=True):
    """Shows entries, and keeps one chosen.

    The choice is of an entry, not of a place: it stays whatever comes or goes around it.
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
        self.following = True

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
        self._refresh_others()
        if changed:
            self.post_message(self.Chosen())

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
        if not self._moves_itself:
            if new_value < old_value:
                self._leave()
            self._look_for_older()

    def on_resize(self) -> None:
        """Keep what is looked at in sight: the chosen entry, else the newest."""
        self._redraw(len(self.entries) if self.following else self.scroll_offset.y)
        self._show_chosen()

    def toggle_wrap(self) -> None:
        """Show entries on one line each, or whole."""
        self.wrap = not self.wrap
        self._redraw(len(self.entries) if self.following else self.scroll_offset.y)
        self._show_chosen()

    def _leave(self) -> None:
        if self.following:
            self.following = False
            self.post_message(self.Left())

    def _place(self) -> int | None:
        if self.chosen is None:
            return None
        keys = enumerate(map(key_of, self.entries))
        return next((place for place, key in keys if key == self.chosen), None)

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

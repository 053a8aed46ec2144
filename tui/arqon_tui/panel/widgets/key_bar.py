"""Keys with what they do, on one line; each can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from arqon_tui.panel.screen import PanelScreen

__all__ = ["KeyBar"]

_IMPORTANCE = (
    "rollback",
    "quit",
    "help",
    "speak",
    "reset",
    "stop",
    "operate",
    "tune",
    "inspect",
    "gate",
    "restore",  # withheld but after a rollback, when it is what one looks for
    "jump",
    "undo",
    "save",
)
"""What stays longest where the line is short."""


class KeyBar(Widget):
    """Shows keys of the panel by the ids of their bindings, as the user's keymap has them.

    Textual's Footer mounts a widget for each key, and mounts them anew whenever the focus moves;
    this is one widget, which is felt in the first paint and at each key.
    """

    DEFAULT_CSS = """
    KeyBar {
        height: 1; link-style: none; link-color: $foreground; link-style-hover: reverse;
    }
    """

    chosen: reactive[str] = reactive("")
    """The view that is on the screen: it stands out, without a key, because one is there."""

    withheld: reactive[frozenset[str]] = reactive(frozenset())
    """What does not apply now, and is not shown."""

    def __init__(self, *names: str, id: str | None = None, as_buttons: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = names
        self._around = (" ", "on $panel") if as_buttons else ("", "")
        self._drawn: Mapping[str, Binding] = {}

    def on_mount(self) -> None:
        """The keys are others when the focus has moved."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._look())

    def _look(self) -> None:
        """Mostly they are the same, and drawing takes many times as long as a look."""
        if self._bound() != self._drawn:
            self.refresh()

    def _bound(self) -> Mapping[str, Binding]:
        assert isinstance(self.screen, PanelScreen)
        bound = self.screen.bound
        return {name: bound[name] for name in self._names if name in bound}

    def render(self) -> Content:
        """The keys as they are bound now."""
        self._drawn = self._bound()
        entries = {name: self._entry(binding) for name, binding in self._drawn.items()}
        for name in self.withheld - {self.chosen}:
            entries.pop(name, None)
        gap = 2 if _width(entries, 2) <= self.size.width else 1
        known = [name for name in _IMPORTANCE if name in entries]
        for name in reversed([*known, *(name for name in entries if name not in known)]):
            if name != self.chosen and _width(entries, gap) > self.size.width:
                entries.pop(name, None)
        return Content(" " * gap).join(entries.values())

    def _entry(self, binding: Binding) -> Content:
        space, ground = self._around
        if binding.id == self.chosen:
            ground = "reverse"
        style = f"{ground} @click=app.do('{binding.id}')"
        if binding.id == self.chosen:
            return Content.styled(f" {binding.description} ", style)
        key = self.app.get_key_display(binding).upper()
        return Content.assemble(
            (f"{space}{key}", f"bold {style}"), (f" {binding.description}{space}", style)
        )


def _width(entries: Mapping[str, Content], gap: int) -> int:
    return sum(len(entry) + gap for entry in entries.values()) - gap

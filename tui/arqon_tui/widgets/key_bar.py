"""The keys that matter, at the bottom; each can be clicked."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

__all__ = ["KeyBar"]


_IMPORTANCE = ["save", "restore", "stop", "help", "quit", "speak", "rollback"]
"""What gives way first where the line is short; F9 stays to the last."""


class KeyBar(Widget):
    """Shows the panel's own keys, as the user's keymap has them, on one line.

    Textual's Footer mounts a widget for each key, and mounts them anew whenever the focus moves;
    this is one widget, which is felt in the first paint and at each key.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; padding: 0 1; background: $panel;
        link-style: none; link-color: $foreground; link-style-hover: reverse;
    }
    """

    def render(self) -> Content:
        """The keys as they are bound now."""
        bound = {a.binding.id: a.binding for a in self.screen.active_bindings.values()}
        order = [b.id for b in self.app.BINDINGS if isinstance(b, Binding) and b.show]
        entries = {name: self._entry(bound[name]) for name in order if name in bound}
        while entries and sum(len(entry) + 2 for entry in entries.values()) - 2 > self.size.width:
            entries.pop(min(entries, key=_IMPORTANCE.index))
        return Content("  ").join(entries.values())

    def _entry(self, binding: Binding) -> Content:
        click = f"@click=app.{binding.action}"
        key = self.app.get_key_display(binding).upper()
        return Content.assemble((key, f"bold $primary {click}"), (f" {binding.description}", click))

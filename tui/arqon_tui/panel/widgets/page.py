"""A page that is scrolled by key."""

from __future__ import annotations

from textual.containers import VerticalScroll

__all__ = ["Page"]


class Page(VerticalScroll):
    """Looks the same with the focus and without: nothing on it is styled anew for that."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """See `Widget`."""

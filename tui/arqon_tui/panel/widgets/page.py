"""A page that is scrolled by key."""

from __future__ import annotations

from textual.containers import VerticalScroll

from arqon_tui.panel.widgets.focus_unseen import FocusUnseen

__all__ = ["Page"]


class Page(VerticalScroll, FocusUnseen):
    """Scrolls by the keys of `VerticalScroll`."""

"""The screen below all others."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.events import ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from arqon_tui.panel.compositor import PanelCompositor

__all__ = ["PanelScreen"]


class PanelScreen(Screen[None]):
    """Holds the band, a view, and the keys; the view that comes says what has the focus.

    It styles only what can look different; `tests/tui/test_styling.py` holds that it is enough.
    """

    AUTO_FOCUS = ""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """See `Screen`: who gets the focus and who loses it are drawn anew, and nothing else."""

    def __init__(self, classes: str) -> None:
        super().__init__(id="_default", classes=classes)
        self._compositor = PanelCompositor()
        self._was_seen = False
        self._bound: Mapping[str | None, Binding] | None = None

    @property
    def bound(self) -> Mapping[str | None, Binding]:
        """What can be pressed, by the ids of the bindings; found once for all that show keys."""
        if self._bound is None:
            self._bound = {a.binding.id: a.binding for a in self.active_bindings.values()}
        return self._bound

    def refresh_bindings(self) -> None:
        """See `Screen`: other keys can be pressed."""
        self._bound = None
        super().refresh_bindings()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The first time all has just been styled; Textual's own handler comes after this."""
        event.refresh_styles, self._was_seen = self._was_seen and event.refresh_styles, True

    def _update_focus_styles(
        self, focused: Widget | None = None, blurred: Widget | None = None
    ) -> None:
        """Style what looks different with the focus inside; not all that is in it."""
        around = {
            widget
            for each in (focused, blurred)
            if each is not None
            for widget in each.ancestors
            if widget._has_focus_within  # noqa: SLF001
        }
        if around:
            self.app.stylesheet.update_nodes(around, animate=True)

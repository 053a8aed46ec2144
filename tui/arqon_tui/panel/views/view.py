"""What the views have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from arqon_tui.panel.state import PanelState

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services

__all__ = ["View"]


class View(Container):
    """One page of the panel. Its id is its name; the band and the keys stay around it."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.services: Services | None = None
        self._had_focus: Widget | None = None

    def open(self, services: Services) -> None:
        """The world is open; called once, before or after the view is on the screen."""
        self.services = services

    def fit(self, size: Size) -> None:
        """Take the form for so many cells; called before the view is styled and laid out."""

    def prepare(self, state: PanelState) -> None:
        """Do beforehand, mounted but unseen, what `show` would take its time for at first."""

    def show(self, state: PanelState) -> None:
        """Render the state; called while the view is on the screen, whenever it has changed."""

    def applies(self, name: str) -> bool:  # noqa: ARG002
        """Whether an action of this view can be done now; the state alone cannot always tell."""
        return True

    def first_focus(self) -> Widget | None:
        """What has the focus when the view is looked at first."""
        return None

    def came(self) -> None:
        """The view is on the screen: give the focus back to what had it."""
        had = self._had_focus
        target = had if had is not None and had.is_attached else self.first_focus()
        self.screen.set_focus(target)

    def goes(self) -> None:
        """Another view comes: remember what has the focus."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            self._had_focus = focused

"""Where the views stand: one is on the screen, and each is made when it is looked at first.

A view can be made ready before, so that the first look at it is as quick as a later one. Textual
gives no size to what is not displayed, so the view stands behind the one on the screen until it is
laid out and drawn. It has no world then, and asks for nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from arqon_tui.panel.state import PanelState
from arqon_tui.panel.views.view import View

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services

__all__ = ["ViewHost"]


class ViewHost(ContentSwitcher):
    """Shows one view. `makers` make them, by name; `first` is there with the host itself."""

    DEFAULT_CSS = "ViewHost { height: 1fr; layers: behind default; }"

    current: reactive[str | None] = reactive(None, init=False, repaint=False)
    """See `ContentSwitcher`: the views are laid out anew then, and that draws them."""

    def __init__(self, makers: Mapping[str, Callable[[], View]], first: str) -> None:
        super().__init__(id="views", initial=first)
        self._first = first
        self._makers = makers
        self._made: dict[str, View] = {}
        self._prepared: dict[str, View] = {}
        self._mounting = asyncio.Lock()
        self._services: Services | None = None
        self._state = PanelState()

    def compose(self) -> ComposeResult:
        """The first view."""
        yield self.get(self._first)

    def on_mount(self) -> None:
        """The first view is on the screen."""
        first = self.get(self._first)
        first.show(self._state)
        first.came()

    @property
    def view(self) -> View | None:
        """The view on the screen; None before the first."""
        return self._made.get(self.current or "")

    def made(self, name: str) -> View | None:
        """A view, if it was looked at already."""
        return self._made.get(name)

    def get(self, name: str) -> View:
        """A view; made now if it was not yet."""
        if name not in self._made:
            ready = name in self._prepared
            view = self._prepared.pop(name) if ready else self._makers[name]()
            self._made[name] = view
            if self._services is not None:
                view.open(self._services)
        return self._made[name]

    async def prepare(self, name: str) -> None:
        """Make a view ready, unseen; meanwhile all else goes on."""
        async with self._mounting:
            if name in self._made or name in self._prepared or not self.is_running:
                return
            view = self._prepared[name] = self._makers[name]()
            view.fit(self.size)
            view.styles.layer, view.can_focus_children = "behind", False
            await self.mount(view)
        if view.is_running:  # as in `go`
            view.prepare(self._state)
        for _ in range(2):  # its widgets hear of their sizes after the first
            if view.is_running:
                await view.wait_for_refresh()
        if name in self._made or not view.is_running:
            return
        for widget in (view, *view.walk_children(Widget)):
            widget.render_lines(widget.outer_size.region)  # Textual keeps what is drawn
        view.display = False

    async def go(self, name: str) -> None:
        """Put a view on the screen; it gets its state by `show` right after."""
        if self.current == name or not self.is_running:
            return
        if self.view is not None:
            self.view.goes()
        view = self.get(name)
        view.fit(self.size)
        async with self._mounting:
            if not view.is_attached:
                await self.add_content(view)
        if not view.is_running:
            return  # nothing is mounted for somebody who is leaving
        view.styles.layer, view.can_focus_children = "default", True
        self.current = name
        view.came()

    def open(self, services: Services) -> None:
        """The world is open."""
        self._services = services
        for view in self._made.values():
            view.open(services)

    def show(self, state: PanelState) -> None:
        """Render the state in the view that is on the screen."""
        self._state = state
        if self.view is not None:
            self.view.show(state)

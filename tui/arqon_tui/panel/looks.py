"""The looks at the world, when it tells of news: what they find becomes the state that is shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.events import Callback

from arqon_settings.in_step import until_next
from arqon_tui.panel.events.recent import RecentEvents
from arqon_tui.panel.figures import FirstAudio
from arqon_tui.panel.posting import on_loop
from arqon_tui.panel.reviews import Reviews
from arqon_tui.panel.shown_sidecar import ShownSidecar
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_tui.panel.services import Services
    from arqon_tui.panel.state_app import StateApp

__all__ = ["Looks"]

_LOOK_S: Final = 1 / 12
_IDLE_LOOK_S: Final = 1.0
_logger = logging.getLogger(__name__)


class Looks:
    """Looks whenever there is news, and often while something moves; else once a second.

    Attributes:
        ring: the latest events.
        checked: what doctor was asked to look at last.
    """

    def __init__(self, app: StateApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self.ring = RecentEvents()
        self._sidecar = ShownSidecar()
        self._first_audio = FirstAudio()
        self._reviews = Reviews(app, now)
        self.checked: object = None
        self._seen = 0
        self._again: Callable[[], object] = lambda: None
        self._next: asyncio.TimerHandle | None = None
        self._earliest = 0.0

    def begin(self, services: Services) -> None:
        """Look now, and from now on."""
        look = partial(self._look_on, services)  # one: Textual counts the arguments of a new one
        self._again = lambda: self._app.post_message(Callback(callback=look))
        services.subscribe(on_loop(self._look_soon))
        self._look_on(services)

    def _look_soon(self) -> None:
        """Look at the news, no sooner than a moment after the look before."""
        if self._next is not None and self._next.when() > self._earliest:
            self._look_at(self._earliest)

    def _look_at(self, when: float) -> None:
        if self._next is not None:
            self._next.cancel()
        # A tenth of what a Timer costs.
        self._next = asyncio.get_running_loop().call_at(when, self._again)

    def _look_on(self, services: Services) -> None:
        """Look, and say when to look again. A look that fails is told, and is not the last."""
        app = self._app
        try:
            self._look(services)
        except Exception as error:
            fault = plain(f"{type(error).__name__}: {error}")
            if fault != app.state.fault:
                _logger.error("A look at the world failed", exc_info=error)
            app.put(fault=fault)
        moves = app.state.voice.in_hand or app.state.questions or app.state.events > self._seen
        self._seen = app.state.events
        now = asyncio.get_running_loop().time()
        self._earliest = now + _LOOK_S
        idle = max(self._earliest, now + until_next(_IDLE_LOOK_S))
        self._look_at(self._earliest if moves else idle)

    def _look(self, services: Services) -> None:
        app = self._app
        rows, left_out = services.events()
        self.ring.append(rows)
        self._first_audio.note(rows)
        findings, checking = services.findings()
        app.put(
            read_only=services.read_only,
            voice=services.voice(),
            sidecar=self._sidecar.at(services.sidecar(), round(self._now().timestamp() * 1000)),
            questions=tuple(services.questions()),
            changes=tuple(services.changes()),
            programs=tuple(services.programs()),
            findings=tuple(findings),
            checking=checking,
            first_audio_ms=self._first_audio.latest,
            events=app.state.events + len(rows) + left_out,
            left_out=app.state.left_out + left_out,
            fault="",
        )
        if app.state.looked_at != self.checked:  # what doctor looks at may be another now
            self.checked = app.state.looked_at
            services.check()
        self._reviews.look(services, app.state.questions)

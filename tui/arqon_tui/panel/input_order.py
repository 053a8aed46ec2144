"""Keys and pastes reach the panel one after the other, each when the one before has had its effect.

Textual hands a key to the widget that has the focus and takes the next one at once. A key that a
widget only knows by its bindings then still climbs to the app while the characters behind it are
already typed (textual#6605), and what follows a key that moves the focus goes to the old place.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from textual import events
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["InputOrder", "settled"]

_TURN_S: Final = 0.02
_TURNS: Final = 25
"""A key that has not got on for so many turns is not waited for: F9 must not hang behind it. On a
busy machine a turn may be one round of the event loop, and a long way takes many: each step counts.
"""

_Handle = Callable[[events.Event], Awaitable[None]]


class InputOrder:
    """Takes input events, and has them handled in the order in which they came.

    Args:
        app: the app whose input this is.
        handle: what handles one event, as `App.on_event` does.
        fail: gets what a handler has raised.
    """

    def __init__(self, app: App[int], handle: _Handle, fail: Callable[[Exception], None]) -> None:
        self._app = app
        self._handle = handle
        self._fail = fail
        self._waiting: deque[events.Event] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._work: asyncio.Task[None] | None = None
        self._steps = 0

    def take(self, event: events.Event) -> None:
        """Have `event` handled after those that came before it; returns at once."""
        self._waiting.append(event)
        if not self._busy:
            self._work = self._start(self._work_off())

    async def handled(self) -> None:
        """Wait until all that came has had its effect; no longer than for one key that hangs."""
        if self._work is not None:
            await self._followed(self._work)

    @property
    def _busy(self) -> bool:
        return self._work is not None and not self._work.done()

    async def _work_off(self) -> None:
        while self._waiting:
            await self._followed(self._start(self._handled(self._waiting.popleft())))

    async def _followed(self, task: asyncio.Task[None]) -> None:
        """Wait until `task` has ended, or has not got on for too long."""
        idle, steps = 0, self._steps
        while idle < _TURNS and not (await asyncio.wait({task}, timeout=_TURN_S))[0]:
            idle, steps = (idle + 1 if steps == self._steps else 0), self._steps

    def _start(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        assert isinstance(task, asyncio.Task)
        self._tasks.add(task)  # the event loop alone would let it go
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._fail(error)

    async def _handled(self, event: events.Event) -> None:
        screen = self._app.screen
        way = [*(self._app.focused or screen).ancestors_with_self]
        await self._handle(event)
        if isinstance(event, events.MouseMove):
            return
        await self._step(way[0])
        if event._stop_propagation:  # noqa: SLF001 -- typed, so no binding was looked for
            return
        # The first round follows the key up to the app, the second what its action has sent.
        for pump in (*way[1:], *way):
            await self._step(pump)
        if self._app.screen is not screen:
            await self._step(self._app.screen)
        await self._step(self._app)

    async def _step(self, pump: MessagePump) -> None:
        await settled(pump)
        self._steps += 1


async def settled(pump: MessagePump) -> None:
    """Wait until `pump` has handled what lies in its queue now; one that is closed has."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        await done.wait()

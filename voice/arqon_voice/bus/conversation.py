"""One connection to the bus: what comes is read and acted on, what is due is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from arqon_voice.bus.dialects import Dialect, DialectName, recognised
from arqon_voice.bus.frames import Frame, Malformed, read_frame
from arqon_voice.bus.outbox import Outbox
from arqon_voice.bus.retry import Pace
from arqon_voice.bus.status import Tally

__all__ = ["Conversation", "Parts"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What every conversation of a client shares.

    `act` takes a payload of the room, `health` makes one; both return at once. `changed` is
    called when dialect or what was heard has changed.
    """

    dialects: Mapping[DialectName, Dialect]
    act: Callable[[Frame], None]
    health: Callable[[], Frame]
    changed: Callable[[], None]
    outbox: Outbox
    tally: Tally
    pace: Pace


class Conversation:
    """Lives as long as its connection.

    `wanted` is the dialect to speak, or None for the one that the first frame shows.
    """

    def __init__(
        self, connection: ClientConnection, wanted: DialectName | None, parts: Parts
    ) -> None:
        self.heard = False
        self.chosen = "as asked for" if wanted else ""
        self.dialect: Dialect | None = parts.dialects[wanted] if wanted else None
        self.fault = ""
        self._open = wanted is None
        self._connection = connection
        self._parts = parts
        self._ready = asyncio.Event()
        if wanted:
            self._ready.set()

    async def hold(self) -> None:
        """Read and send until the connection ends."""
        works = [self._send_answers(), self._send_health()]
        if self._open:
            works.append(self._mind_silence())
        tasks = [asyncio.create_task(work) for work in works]
        try:
            await self._read()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._parts.outbox.disconnected()

    async def _read(self) -> None:
        try:
            async for data in self._connection:
                self.take(data)
                # A bus that never pauses must not keep answers and health from being sent.
                await asyncio.sleep(0)
        except ConnectionClosed:
            return

    def take(self, data: str | bytes) -> None:
        """Act on one frame; whatever it holds, this does not raise."""
        self._parts.tally.add("frames")
        try:
            self._take(read_frame(data))
        except Malformed as fault:
            self._note("malformed", f"a frame was ignored: {fault}")
        except Exception as error:  # noqa: BLE001 - no frame whatever ends the client
            self._note("faults", f"a frame could not be acted on: {type(error).__name__}: {error}")

    def _take(self, frame: Frame) -> None:
        if self._open and (name := recognised(frame)):
            self._choose(name, "by its first frame")
            self._open = False
        if self.dialect is None:
            raise Malformed("it belongs to neither dialect")
        received = self.dialect.read(frame)
        if received.of_room and not self.heard:
            self.heard = True
            self._parts.changed()
        if received.kind == "message":
            self._parts.act(received.payload)
        elif received.kind == "error":
            self._parts.outbox.echoed()
            self._note("errors", f"the bus refused a frame of ours: {received.words}")
        elif received.kind == "echo":
            self._parts.outbox.echoed()
            self._parts.tally.add("echoed")
        else:
            self._parts.tally.add("other")

    async def _mind_silence(self) -> None:
        await asyncio.sleep(self._parts.pace.silence_s)
        if self.dialect is None:
            self._choose("maestro", "after its silence")

    def _choose(self, name: DialectName, why: str) -> None:
        self.dialect = self._parts.dialects[name]
        self.chosen = why
        self._ready.set()
        self._parts.changed()

    async def _send_health(self) -> None:
        while True:
            await self._send(self._parts.health())
            await asyncio.sleep(self._parts.pace.health_s)

    async def _send_answers(self) -> None:
        while True:
            payload = await self._parts.outbox.first()
            await self._send(payload())
            assert self.dialect is not None
            self._parts.outbox.sent(payload, echoes=self.dialect.echoes)

    async def _send(self, payload: Frame) -> None:
        await self._ready.wait()
        assert self.dialect is not None
        await self._connection.send(json.dumps(self.dialect.write(payload)))
        self._parts.tally.add("sent")

    def _note(self, count: str, fault: str) -> None:
        self._parts.tally.add(count)
        self.fault = fault
        self._parts.changed()

"""A player that takes no time: what a device would play is heard at once."""

from __future__ import annotations

import asyncio

from arqon_voice.playback.port import Ended, Playhead
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["InstantPlayback", "InstantPlayer"]


class InstantPlayback:
    """A playback that takes no time."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._started: asyncio.Future[bool] = loop.create_future()
        self._ended: asyncio.Future[Ended] = loop.create_future()
        self._ms = 0.0

    @property
    def playhead(self) -> Playhead:
        return Playhead(round(self._ms))

    async def write(self, chunk: PcmChunk) -> None:
        self._ms += chunk.seconds * 1000
        if not self._started.done():
            self._started.set_result(True)
        await asyncio.sleep(0)

    def finish(self) -> None:
        self._end(Ended("completed", round(self._ms)))

    def stop(self) -> None:
        self._end(Ended("stopped", round(self._ms)))

    async def started(self) -> bool:
        return await asyncio.shield(self._started)

    async def ended(self) -> Ended:
        return await asyncio.shield(self._ended)

    def _end(self, ended: Ended) -> None:
        if not self._ended.done():
            self._ended.set_result(ended)
        if not self._started.done():
            self._started.set_result(False)


class InstantPlayer:
    """What a device would play is heard at once."""

    sink = "nothing"

    def warm(self) -> None:
        pass

    def open(self) -> InstantPlayback:
        return InstantPlayback()

    def close(self) -> None:
        pass

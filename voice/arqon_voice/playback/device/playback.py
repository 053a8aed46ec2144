"""One utterance on its way to the sound process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from arqon_voice.playback.device.wire import Command, Do, Over, Progress, Started
from arqon_voice.playback.port import Ended, Playhead
from arqon_voice.playback.samples import UnplayableSound, WholeSamples
from arqon_voice.speech.utterance import PcmChunk

__all__ = ["DevicePlayback"]

PIECE_SECONDS: Final = 0.25
"""Long chunks are passed on in pieces, so that a stop never waits behind one."""
SAVE_INSTEAD: Final = "Saving to a WAV file still works."


class DevicePlayback:
    """A `arqon_voice.playback.port.Playback` of the device.

    It lives on the event loop that opened it; `stop` and `tell` come from any thread.
    """

    def __init__(self, number: int, send: Callable[[Command], None], queue_seconds: float) -> None:
        self.number = number
        self._send = send
        self._queue_seconds = queue_seconds
        self._loop = asyncio.get_running_loop()
        self._started: asyncio.Future[bool] = self._loop.create_future()
        self._ended: asyncio.Future[Ended] = self._loop.create_future()
        self._room = asyncio.Event()
        self._sent_seconds = 0.0
        self._playhead = Playhead()
        self._samples = WholeSamples()
        self._stop_asked = False

    async def write(self, chunk: PcmChunk) -> None:
        """Queue `chunk` for the device; waits while the queue is full."""
        try:
            pcm = self._samples.of(chunk)
        except UnplayableSound as error:
            self._refuse(str(error))
            return
        size = 2 * max(1, int(PIECE_SECONDS * chunk.sample_rate))
        for start in range(0, len(pcm), size):
            piece = pcm[start : start + size]
            while self._is_full() and not self._ended.done():
                self._room.clear()
                await self._room.wait()
            if self._ended.done():
                return
            self._sent_seconds += len(piece) / (2 * chunk.sample_rate)
            self._send(Command(Do.CHUNK, self.number, chunk.sample_rate, piece))

    def finish(self) -> None:
        """No more sound will come."""
        self._send(Command(Do.FINISH, self.number))

    def stop(self) -> None:
        """Fall silent."""
        self._stop_asked = True
        self._send(Command(Do.STOP, self.number))

    @property
    def playhead(self) -> Playhead:
        """How far it is now, to some hundredths of a second."""
        return self._playhead

    async def started(self) -> bool:
        """Wait for the first sample to leave; False if it ended before that."""
        return await asyncio.shield(self._started)

    async def ended(self) -> Ended:
        """Wait for the end."""
        return await asyncio.shield(self._ended)

    def tell(self, report: Started | Progress | Over) -> None:
        """Hear from the sound process, in any thread."""
        with contextlib.suppress(RuntimeError):  # the loop may be closed, and nobody waits
            self._loop.call_soon_threadsafe(self._hear, report)

    def _hear(self, report: Started | Progress | Over) -> None:
        if self._ended.done():
            return
        match report:
            case Started():
                self._started.set_result(True)
            case Progress(heard_ms=heard_ms, level_db=level_db):
                self._playhead = Playhead(heard_ms, level_db)
            case Over():
                self._end(report)
        self._room.set()

    def _end(self, over: Over) -> None:
        if not self._started.done():
            self._started.set_result(over.heard_ms > 0)
        how = "stopped" if self._stop_asked and over.how == "failed" else over.how
        reason = f"{over.reason} {SAVE_INSTEAD}" if how == "failed" else ""
        heard_ms = max(self._playhead.heard_ms, over.heard_ms)
        self._playhead = Playhead(heard_ms)
        self._ended.set_result(Ended(how, heard_ms, over.underruns, reason))

    def _refuse(self, reason: str) -> None:
        self._send(Command(Do.STOP, self.number))
        self._hear(Over(self.number, "failed", 0, 0, reason))

    def _is_full(self) -> bool:
        return self._sent_seconds - self._playhead.heard_ms / 1000 >= self._queue_seconds

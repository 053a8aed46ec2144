"""A player that writes what it is given to a WAV file instead of a device."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from arqon_voice.playback.port import FILE_SINK, Ended, Playhead
from arqon_voice.playback.wav.file import CannotSave, WavFile
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.threads import Worker

__all__ = ["WavPlayback", "WavPlayer"]


class WavPlayer:
    """Saves an utterance to `path`; a `arqon_voice.playback.port.Player`.

    The file appears when its playback is completed, whole. A playback that is stopped or fails
    leaves what was at `path` as it was.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._playbacks: list[WavPlayback] = []

    @property
    def sink(self) -> str:
        """A file; not which one, for that is the user's affair."""
        return FILE_SINK

    def warm(self) -> None:
        """Nothing has to be ready before."""

    def open(self) -> WavPlayback:
        """Begin a file; the folder is touched with the first chunk."""
        playback = WavPlayback(self._path)
        self._playbacks.append(playback)
        return playback

    def close(self) -> None:
        """Stop what is still being written."""
        for playback in self._playbacks:
            playback.stop()


class WavPlayback:
    """One file in the making.

    It lives on the event loop that opened it, and does all its work on the disk, in order, on a
    separate thread. `stop` comes from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._file = WavFile(path)
        self._loop = asyncio.get_running_loop()
        self._started: asyncio.Future[bool] = self._loop.create_future()
        self._ended: asyncio.Future[Ended] = self._loop.create_future()
        self._disk = Worker("wav")
        self._stop_asked = False
        self._over = False

    async def write(self, chunk: PcmChunk) -> None:
        """Write `chunk` behind what is there; waits, without blocking the loop, for the disk."""
        written = self._submit(partial(self._add, chunk))
        if written is not None:
            await asyncio.wrap_future(written)

    def finish(self) -> None:
        """No more sound will come: the file goes to its place."""
        self._submit(self._keep)

    def stop(self) -> None:
        """Leave nothing behind. Safe from any thread."""
        self._stop_asked = True
        self._submit(lambda: None)

    @property
    def playhead(self) -> Playhead:
        """How much is in the file. A file makes no sound."""
        return Playhead(self._file.milliseconds)

    async def started(self) -> bool:
        """Wait for the first sample in the file; False if it ended before that."""
        return await asyncio.shield(self._started)

    async def ended(self) -> Ended:
        """Wait for the end."""
        return await asyncio.shield(self._ended)

    def _submit(self, work: Callable[[], None]) -> Future[None] | None:
        with contextlib.suppress(RuntimeError):  # it is over, and the thread has ended
            return self._disk.submit(partial(self._do, work))
        return None

    def _do(self, work: Callable[[], None]) -> None:
        if self._over:
            return None
        if self._stop_asked:
            self._file.discard()
            return self._end(Ended("stopped", self._file.milliseconds))
        try:
            work()
        except CannotSave as error:
            self._end(Ended("failed", self._file.milliseconds, reason=str(error)))
        except Exception as error:  # noqa: BLE001 - a bug of ours must end it too
            self._file.discard()
            words = f"{type(error).__name__}: {error}"
            self._end(Ended("failed", self._file.milliseconds, reason=words))

    def _add(self, chunk: PcmChunk) -> None:
        self._file.add(chunk)
        if self._file.milliseconds:
            self._on_loop(partial(self._settle_start, True))

    def _keep(self) -> None:
        self._file.keep()
        self._end(Ended("completed", self._file.milliseconds))

    def _end(self, ended: Ended) -> None:
        self._over = True
        self._disk.close()
        self._on_loop(lambda: self._settle(ended))

    def _settle(self, ended: Ended) -> None:
        self._settle_start(False)
        self._ended.set_result(ended)

    def _settle_start(self, heard: bool) -> None:
        if not self._started.done():
            self._started.set_result(heard)

    def _on_loop(self, tell: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed, and nobody waits
            self._loop.call_soon_threadsafe(tell)

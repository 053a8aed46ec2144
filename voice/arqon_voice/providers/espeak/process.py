"""One espeak-ng child process, from the parent's side."""

from __future__ import annotations

import asyncio
import json
import signal
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Self

from arqon_voice.providers.port import ProviderError
from arqon_voice.running_time import running_timeout
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.text import plain_words

__all__ = ["EspeakProcess", "espeak_folder"]

PATIENCE_S: Final = 10.0
"""How long a frame may take; espeak-ng needs milliseconds, a machine out of memory longer."""

_PIPE_BYTES: Final = 64 * 1024
_WORKER: Final = Path(__file__).with_name("worker.py")
_REINSTALL: Final = "install it again: pip install --force-reinstall espeakng-loader"


def espeak_folder() -> Path:
    """Where the `espeakng-loader` wheel put the library and its data; nothing is loaded.

    Raises:
        ProviderError: the wheel is not installed.
    """
    spec = find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        raise ProviderError(
            "espeak_missing",
            "the fallback voice is not installed: pip install espeakng-loader",
        )
    return Path(spec.origin).parent


class EspeakProcess:
    """A child that says one utterance after the other; made by `start`."""

    def __init__(self, child: Process) -> None:
        self._child = child
        self._sample_rate = 0

    @classmethod
    async def start(cls, folder: Path | None = None) -> Self:
        """Start a child and wait until it can speak.

        Raises:
            ProviderError: `espeak_missing`, `espeak_failed`, `espeak_crashed` or `timeout`.
        """
        if folder is None:
            folder = await asyncio.to_thread(espeak_folder)
        process = cls(await _spawn(folder))
        try:
            _, ready = await process._frame()
            process._sample_rate = json.loads(ready)["sample_rate"]
        except BaseException:
            await process.aclose()
            raise
        return process

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the child is not known to have ended."""
        return self._child.returncode is None

    async def speak(self, text: str, language: str) -> AsyncGenerator[PcmChunk, None]:
        """Say `text`; what is not taken from the iterator holds the child back.

        An iterator that was not read to its end leaves the child in the middle of a sentence:
        it is of no more use, and must be closed.

        Raises:
            ProviderError: `espeak_failed`, `espeak_crashed` or `timeout`.
        """
        request = json.dumps({"text": text, "language": language}).encode()
        async with self._listening():
            self._stdin.write(struct.pack(">I", len(request)) + request)
            await self._stdin.drain()
        while (frame := await self._frame())[0] != b"D":
            yield PcmChunk(frame[1], self._sample_rate)

    async def aclose(self) -> None:
        """Kill the child, whatever it does, and wait until it is gone."""
        if self.alive:
            with suppress(ProcessLookupError):
                self._child.kill()
        await self.ended()

    async def ended(self) -> None:
        """Wait until the child is gone, and give its pipes back."""
        self._stdin.close()
        # asyncio gives a pipe back only when it was read to its end.
        with suppress(ConnectionError):
            while await self._stdout.read(_PIPE_BYTES):
                pass
        await self._child.wait()

    async def _frame(self) -> tuple[bytes, bytes]:
        async with self._listening():
            kind, size = struct.unpack(">cI", await self._stdout.readexactly(5))
            payload = await self._stdout.readexactly(size)
        if kind == b"F":
            words = plain_words(payload.decode("utf-8", "replace"))
            raise ProviderError("espeak_failed", f"the fallback voice: {words}; {_REINSTALL}")
        return kind, payload

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        try:
            async with running_timeout(PATIENCE_S):
                yield
        except TimeoutError:
            words = f"the fallback voice gave nothing for {PATIENCE_S:.0f} s and was ended"
            raise ProviderError("timeout", words) from None
        except (ConnectionError, asyncio.IncompleteReadError):
            raise ProviderError("espeak_crashed", await self._how_it_ended()) from None

    async def _how_it_ended(self) -> str:
        # Not killed here: that would hide how it ended. The end of its output is its end.
        await self.ended()
        code = self._child.returncode or 0
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        return f"the fallback voice's process {how}; it starts anew for the next utterance"

    @property
    def _stdin(self) -> asyncio.StreamWriter:
        assert self._child.stdin is not None
        return self._child.stdin

    @property
    def _stdout(self) -> asyncio.StreamReader:
        assert self._child.stdout is not None
        return self._child.stdout


async def _spawn(folder: Path) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", str(_WORKER), str(folder)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            # Ctrl-C in the terminal is for the parent, which ends its child itself.
            start_new_session=True,
        )
    except OSError as error:
        words = f"the fallback voice's process cannot be started: {error.strerror}"
        raise ProviderError("espeak_failed", words) from error

"""One panel behind one browser page: a process that ends when the page, or the server, does."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

__all__ = ["PanelChild"]

_END_S: Final = 8.0
"""The panel is gone a second after it is told; this is for a busy machine."""
_PROGRAM: Final = (sys.executable, "-m", "arqon_tui.web.panel")


class PanelChild(AppService):
    """Starts the panel and passes on what it writes.

    Args:
        words: the options of the panel.
        write: takes what the panel writes, for the browser.
        close: ends the page's connection.
    """

    def __init__(
        self,
        words: Sequence[str],
        write: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(
            "",
            write_bytes=write,
            write_str=_to_nobody,
            close=close,
            download_manager=DownloadManager(),
        )
        self._words = words

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # In its own session: what ends the server by a key tells the panel nothing by itself.
        self._process = await asyncio.create_subprocess_exec(
            *_PROGRAM,
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Pass on what the panel writes; with the panel, the page's connection ends."""
        await super().run()
        with suppress(ConnectionError):
            await self.remote_close()

    async def stop(self) -> None:
        """Tell the panel that its page is gone, and wait for its end; after that, make it end."""
        process = self._process
        try:
            async with asyncio.timeout(_END_S):
                await super().stop()
                if process is not None:
                    await process.wait()
        except TimeoutError:
            pass
        finally:
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()


async def _to_nobody(message: str) -> None:
    """Links and downloads are for the page's own script, and the panel has none."""

"""Keeps a stream from falling silent while others have the engine.

A client that has minutes of sound left to play may still give up on a connection where nothing
comes: Maestro's does after 5 s. So what is far ahead of the listener is not all sent at once: some
is kept, and sent part by part while no more is made.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from typing import Final, TypeVar

__all__ = ["FAR_AHEAD_S", "steadily"]

Part = TypeVar("Part")

FAR_AHEAD_S: Final = 6.0
"""Sound that a listener plays so much later may be kept. A stream with less is due within 2 s."""
_QUIET_S: Final = 2.0
"""Nothing was sent for so long: a part goes out that was kept."""
_MOST: Final = 40
"""Parts that are kept: lines of 40,000 characters last for 80 s of silence and take 1.6 MB."""


async def steadily(
    parts: AsyncGenerator[Part, None],
    may_wait: Callable[[Part], bool],
    quiet_s: float = _QUIET_S,
    most: int = _MOST,
) -> AsyncGenerator[Part, None]:
    """All of `parts` in order, at once but for the last `most` of them that `may_wait`.

    Where none went out for `quiet_s`, one does that was kept; at the end all do. Raises what
    `parts` raises, behind all that came before.
    """
    kept: deque[Part] = deque()
    clock = asyncio.get_running_loop().time
    sent = clock()
    coming = _next(parts)
    try:
        while True:
            left_s = max(0.0, sent + quiet_s - clock()) if kept else None
            await asyncio.wait([coming], timeout=left_s)
            if coming.done():
                if coming.exception() or (part := coming.result()) is None:
                    break
                kept.append(part)
                coming = _next(parts)
            quiet = clock() - sent >= quiet_s
            while kept and (quiet or len(kept) > most or not may_wait(kept[0])):
                yield kept.popleft()
                sent, quiet = clock(), False
    finally:
        coming.cancel()
        await asyncio.wait([coming])
        await parts.aclose()
    while kept:
        yield kept.popleft()
    coming.result()


def _next(parts: AsyncGenerator[Part, None]) -> asyncio.Task[Part | None]:
    async def come() -> Part | None:
        return await anext(parts, None)

    return asyncio.create_task(come())

"""A call that takes its time, in a thread that does not hold up the program's end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["aside"]

_T = TypeVar("_T")


async def aside(call: Callable[[], _T]) -> _T:
    """What the call returns or raises. Where nobody waits for that any more, it comes to nothing.

    `asyncio.to_thread` is for what ends soon, or must be ended properly: `asyncio.run` waits for
    its threads. A stop has 20 s, and an attestation or the reading of a snapshot may take longer.
    """
    done: Future[_T] = Future()
    done.set_running_or_notify_cancel()  # it cannot be cancelled, only left alone

    def run() -> None:
        try:
            done.set_result(call())
        except BaseException as error:  # noqa: BLE001 -- it is raised where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)

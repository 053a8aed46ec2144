"""An event loop that never keeps a program from ending."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import Any

__all__ = ["DaemonLoop"]


class DaemonLoop(asyncio.SelectorEventLoop):
    """Looks up names on daemon threads.

    The usual loop uses a pool of threads that Python waits for at exit, and a lookup can take
    as long as the network likes.
    """

    async def getaddrinfo(  # type: ignore[override]
        self,
        host: str,
        port: int,
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002 - asyncio's name
        proto: int = 0,
        flags: int = 0,
    ) -> list[Any]:
        """See `loop.getaddrinfo`."""
        found: asyncio.Future[list[Any]] = self.create_future()

        def settle(addresses: list[Any] | None, error: Exception | None) -> None:
            if found.done():
                return
            if error is not None:
                found.set_exception(error)
            else:
                found.set_result(addresses or [])

        def look_up() -> None:
            addresses, fault = None, None
            try:
                addresses = socket.getaddrinfo(host, port, family, type, proto, flags)
            except Exception as error:  # noqa: BLE001 - it goes to whoever connects
                fault = error
            if not self.is_closed():
                self.call_soon_threadsafe(settle, addresses, fault)

        threading.Thread(target=look_up, name="bus-name-lookup", daemon=True).start()
        return await found

"""How many clients the proxy holds, and which of them goes when one more comes."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from typing import Final

from arqon_microvm.proxy.client import Client

__all__ = ["MOST", "Crowd", "most_clients"]

MOST: Final = 900
"""Firecracker passes on 1,023 connections at most (`MAX_CONNECTIONS` in its vsock/unix/muxer.rs):
the others are for us, who must still reach the guest."""

_SPARE: Final = 128
"""Descriptors for all but clients: the monitor, the console, health checks, clients that leave."""


def most_clients() -> int:
    """As many as this process may open files for: two each, towards the client and the guest."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST
    return max(1, min(MOST, (soft - _SPARE) // 2))


class Crowd:
    """All clients; with one too many, the one that was silent longest is reset.

    One that waits for an answer, or has one to read, goes only where all do.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._clients: set[Client] = set()

    def __iter__(self) -> Iterator[Client]:
        return iter(list(self._clients))

    def admit(self, client: Client) -> None:
        """One more has come."""
        self._clients = {one for one in self._clients if not one.gone}
        if len(self._clients) >= self._most:
            longest = min(self._clients, key=lambda one: (one.busy, one.heard_at))
            longest.abort()
            self._clients.discard(longest)
        self._clients.add(client)

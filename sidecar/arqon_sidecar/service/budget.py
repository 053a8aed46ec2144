"""How many bytes of clients' bodies and of answers in one piece may be held at a time."""

from __future__ import annotations

from typing import Self

from arqon_sidecar.service.errors import too_many_bytes

__all__ = ["Budget", "Share"]


class Budget:
    """Bytes that all requests share; used on the event loop only."""

    def __init__(self, size: int) -> None:
        self._left = size

    def share(self, free: int = 0) -> Share:
        """A request's part of it, to be given back, as at the end of a `with`.

        The first `free` bytes count for nothing, so that large requests never keep out small ones.
        """
        return Share(self, free)

    def take(self, size: int) -> None:
        """Take `size` bytes more.

        Raises:
            ApiError: so many are not left.
        """
        if size > self._left:
            raise too_many_bytes()
        self._left -= size

    def give_back(self, size: int) -> None:
        """Take `size` bytes less."""
        self._left += size


class Share:
    """What one request holds."""

    def __init__(self, budget: Budget, free: int) -> None:
        self._budget = budget
        self._free = free
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()

    def give_back(self) -> None:
        """This request holds nothing any more."""
        self._budget.give_back(self._taken)
        self._taken = 0

    def hold(self, size: int) -> None:
        """This request holds `size` bytes now; never fewer than before.

        Raises:
            ApiError: others hold too much.
        """
        more = max(0, size - self._free) - self._taken
        if more > 0:
            self._budget.take(more)
            self._taken += more

"""The guest's console on disk: the latest of it, however much the guest says."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Final, Self

__all__ = ["HALF_BYTES", "Console"]

HALF_BYTES: Final = 1 << 20


class Console:
    """Two files: when the newer one is full, it takes the older one's place."""

    def __init__(self, path: Path, half_bytes: int = HALF_BYTES) -> None:
        self._path = path
        self._older = path.with_name(path.name + ".1")
        self._half_bytes = half_bytes
        self._file = path.open("ab", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, piece: bytes) -> None:
        """Append; a disk that is full loses the console's words, not the guest."""
        try:
            self._file.write(piece)
            if self._file.tell() >= self._half_bytes:
                self._file.close()
                self._path.replace(self._older)
                self._file = self._path.open("ab", buffering=0)
        except OSError:
            return

"""What a check prints: kept within bounds, and made safe to show."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["Output"]

HALF_BYTES: Final = 256 * 1024
"""What is kept of each end. A check prints some kilobytes; one that floods shows itself so, too."""

_SHOWN: Final = {n: 0x2400 + n for n in range(0x20) if n not in (0x09, 0x0A)} | {0x7F: 0x2421}
"""Unicode's pictures of the control characters; tab and line feed stay."""


class Output:
    """Takes bytes as they come, and keeps the first and the last HALF_BYTES of them."""

    def __init__(self) -> None:
        self.total = 0
        self._first = bytearray()
        self._last = bytearray()
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def take(self, data: bytes) -> str:
        """Take the next bytes; returns what they show, of characters that are complete."""
        self.total += len(data)
        room = HALF_BYTES - len(self._first)
        self._first += data[:room]
        self._last += data[room:]
        if len(self._last) > HALF_BYTES:
            del self._last[:-HALF_BYTES]
        return _safe(self._decoder.decode(data))

    @property
    def text(self) -> str:
        """What was kept, with a line where some is missing."""
        missing = self.total - len(self._first) - len(self._last)
        cut = f"\n[{missing} bytes are left out here]\n".encode() if missing else b""
        kept = bytes(self._first) + cut + bytes(self._last)
        return _safe(kept.decode(errors="replace"))


def _safe(text: str) -> str:
    """For a terminal: control characters as pictures, other bytes than UTF-8 as �."""
    return text.replace("\r\n", "\n").translate(_SHOWN)

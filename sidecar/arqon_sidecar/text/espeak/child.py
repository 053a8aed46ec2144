"""The child process that holds espeak-ng: an empty message when it stands; one in, one out.

A message is its length (four bytes, big-endian) and one JSON object. Run as a script with the paths
of the library and of its data. It imports nothing of the package, so that it starts in some 30 ms,
and ends when its input ends.

espeak-ng keeps its state in globals: it is not safe to call from two threads, and a fault in it
takes its process along. Here it can take only this one.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

_UTF8 = 1
_NO_PLAYBACK = 2
_IPA_WITH_TIES = ord("^") << 8 | 0x80 | 0x02


class _Espeak:
    """The library, with a voice set for each message."""

    def __init__(self, library: str, data: str) -> None:
        self._library = ctypes.CDLL(library)
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        if self._library.espeak_Initialize(_NO_PLAYBACK, 0, data.encode(), 0) <= 0:
            raise SystemExit(f"espeak-ng cannot read its data in {data}")

    def answer(self, voice: str, texts: list[str]) -> dict[str, object]:
        """What to write back for a request."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            return {"error": f"espeak-ng has no voice {voice!r}"}
        return {"phonemes": [self._phonemes(text) for text in texts]}

    def _phonemes(self, text: str) -> str:
        """IPA of all clauses of `text`, with `^` between the letters of one sound."""
        # Without a line end espeak may hold a last character back, and say it with the next text.
        rest = ctypes.pointer(ctypes.c_char_p(text.encode() + b"\n"))
        clauses = []
        while rest.contents.value:
            clause = self._library.espeak_TextToPhonemes(rest, _UTF8, _IPA_WITH_TIES)
            clauses.append((clause or b"").decode("utf-8", "replace"))
        return " ".join(clauses)


def _received() -> dict[str, Any] | None:
    """The next message; None where the input ends."""
    length = sys.stdin.buffer.read(4)
    if len(length) < 4:
        return None
    message: dict[str, Any] = json.loads(sys.stdin.buffer.read(int.from_bytes(length, "big")))
    return message


def _send(message: dict[str, object]) -> None:
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(len(body).to_bytes(4, "big") + body)
    sys.stdout.buffer.flush()


def main() -> None:
    """Answer until the input ends."""
    espeak = _Espeak(*sys.argv[1:3])
    _send({})
    while request := _received():
        _send(espeak.answer(request["voice"], request["texts"]))


if __name__ == "__main__":
    main()

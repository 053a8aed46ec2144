"""The child process that speaks with espeak-ng: the only place that loads the library.

Started as `python -I -S worker.py FOLDER`, where FOLDER holds the shared library and
`espeak-ng-data`; it needs nothing but the standard library. Standard input takes requests, each
a length (unsigned 32 bits, big-endian) and as many bytes of JSON: `{"text", "language"}`.
Standard output gives frames, each a letter, a length and as many bytes: `R` ready (JSON:
`{"sample_rate"}`), then for each request `A` audio (signed 16 bits, mono, the machine's byte
order) as espeak makes it and one `D` done, or `F` failed (text). A reader that is slow holds it
back; the end of standard input ends it.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys

BUFFER_MS = 60
"""How much sound espeak makes before it hands it over: what a listener waits for first."""

SYNCHRONOUS = 2
"""AUDIO_OUTPUT_SYNCHRONOUS of speak_lib.h: callbacks in the caller's thread, no sound device."""
DONT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: report missing data instead of ending the process."""
PLAIN_UTF8 = 0x0001
"""espeakCHARS_UTF8 without espeakSSML and espeakPHONEMES: markup is text like any other."""

NO_COMMANDS = dict.fromkeys([*range(9), *range(11, 32), 127], " ")
"""A control character starts an espeak command (for the speed, say, and from then on), and a NUL
ends the text; neither is speech."""

LIBRARIES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class Frames:
    """Standard output, taken away from everybody else: what C prints goes to standard error."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Write one frame, or end the process if nobody reads it any more."""
        try:
            self._out.write(struct.pack(">cI", kind, len(payload)) + payload)
            self._out.flush()
        except OSError:
            os._exit(0)


class Espeak:
    """The library, started.

    Raises:
        RuntimeError: the library or its data cannot be used.
    """

    def __init__(self, folder: str, frames: Frames) -> None:
        # espeak-ng cuts its data path at 160 bytes; "." is short wherever it is installed.
        os.chdir(folder)
        name = LIBRARIES.get(sys.platform, "libespeak-ng.so")
        self._library = ctypes.CDLL(os.path.join(folder, name))  # noqa: PTH118 - quick start
        self.sample_rate = self._library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, b".", DONT_EXIT)
        if self.sample_rate <= 0:
            raise RuntimeError(f"espeak-ng found no usable data in {folder}")
        self._frames = frames
        self._callback = CALLBACK(self._heard)
        self._library.espeak_SetSynthCallback(self._callback)

    def _heard(self, samples: int | None, count: int, _events: object) -> int:
        if samples and count > 0:
            self._frames.send(b"A", ctypes.string_at(samples, 2 * count))
        return 0

    def choose(self, language: str) -> None:
        """Speak `language` from now on."""
        if self._library.espeak_SetVoiceByName(language.encode()) != 0:
            raise RuntimeError(f"espeak-ng has no voice for {language!r}")

    def speak(self, text: str) -> None:
        """Say `text`; its sound goes out in frames before this returns."""
        data = text.translate(NO_COMMANDS).encode("utf-8", "replace") + b"\0"
        size = ctypes.c_size_t(len(data))
        status = self._library.espeak_Synth(data, size, 0, 0, 0, PLAIN_UTF8, None, None)
        if status != 0:
            raise RuntimeError(f"espeak-ng refused the text with status {status}")


def read_request() -> dict[str, str] | None:
    """Wait for the next request; None at the end of standard input."""
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    body = sys.stdin.buffer.read(size)
    request: dict[str, str] | None = json.loads(body) if len(body) == size else None
    return request


def serve(folder: str, frames: Frames) -> None:
    """Answer requests until standard input ends."""
    espeak = Espeak(folder, frames)
    espeak.choose("en-us")
    frames.send(b"R", json.dumps({"sample_rate": espeak.sample_rate}).encode())
    while request := read_request():
        espeak.choose(request["language"])
        espeak.speak(request["text"])
        frames.send(b"D")


def main() -> None:
    """Serve, and tell the parent in words why that is not possible."""
    frames = Frames()
    try:
        serve(sys.argv[1], frames)
    except Exception as error:  # noqa: BLE001 - the border of a process
        frames.send(b"F", f"{type(error).__name__}: {error}".encode("utf-8", "replace"))


if __name__ == "__main__":
    main()

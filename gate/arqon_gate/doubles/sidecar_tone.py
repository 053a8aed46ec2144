"""The sound of the sidecar's test double, and the forms that it is sent in."""

from __future__ import annotations

import base64
import json
import math
import sys
import wave
from array import array
from io import BytesIO
from typing import Final

TONE_HZ: Final = 440.0
AMPLITUDE: Final = 8192
CHUNK_S: Final = 0.1


def tone_seconds(text: str) -> float:
    """How long the tone for `text` is: 50 ms a character, from 0.3 to 10 s."""
    return min(10.0, max(0.3, round(0.05 * len(text), 1)))


def tone_pcm(seconds: float, rate: int) -> bytes:
    """The tone itself: signed 16-bit little-endian mono."""
    step = 2 * math.pi * TONE_HZ / rate
    wave_form = (round(AMPLITUDE * math.sin(step * n)) for n in range(round(seconds * rate)))
    samples = array("h", wave_form)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def wav_file(pcm: bytes, rate: int, channels: int = 1) -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    return buffer.getvalue()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def json_line(**message: object) -> bytes:
    return json.dumps(message).encode() + b"\n"

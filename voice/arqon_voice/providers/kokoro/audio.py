"""The sound in the sidecar's messages: each field is read, or refused with its reason."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import Final

from arqon_voice.playback.samples import UnplayableSound
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.text import plain_words

__all__ = [
    "CONTRACT_RATE",
    "RateNotNamedError",
    "expect_raw",
    "sample_rate",
    "sounds",
    "wav_sound",
]

CONTRACT_RATE: Final = 16_000
"""What a server that ignores `sample_rate` sends: the contract's default."""

_RATES: Final = range(8_000, 192_001)


class RateNotNamedError(Exception):
    """The answer does not say its sample rate, and another one than the default was asked for."""


def sounds(message: dict[str, object], names: Iterable[str]) -> Iterator[bytes]:
    """Decode the fields of these names that hold sound, in this order.

    Raises:
        ProviderError: `bad_audio`.
    """
    for name in names:
        if data := _decoded(message.get(name)):
            yield data


def _decoded(text: object) -> bytes:
    if text is None:
        return b""
    if not isinstance(text, str):
        raise ProviderError("bad_audio", f"the sound is not base64 text but {type(text).__name__}")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProviderError("bad_audio", f"the sound is not valid base64: {error}") from None


def expect_raw(message: dict[str, object]) -> None:
    """Make sure that the message does not name another format than the one asked for.

    Raises:
        ProviderError: `bad_format`.
    """
    name = message.get("format") or "raw"
    if name not in ("raw", "pcm"):
        words = plain_words(name, 40)
        raise ProviderError("bad_format", f"raw sound was asked for, {words!r} was answered")


def sample_rate(message: dict[str, object], asked: int) -> int:
    """Read the rate that a message names, if it needs to name one.

    Raises:
        ProviderError: `bad_format`.
        RateNotNamedError: it names none, and `asked` is not what every server sends.
    """
    rate = message.get("sample_rate")
    if rate is None and asked == CONTRACT_RATE:
        return CONTRACT_RATE
    if rate is None:
        raise RateNotNamedError
    if not isinstance(rate, int) or rate not in _RATES:
        raise ProviderError("bad_format", f"{plain_words(rate, 40)!r} is not a sample rate")
    return rate


def wav_sound(data: bytes) -> PcmChunk:
    """Read a WAV file; see `decode_audio`.

    Raises:
        ProviderError: `bad_audio`.
    """
    # Only a server that was asked for raw sound and sends WAV needs the packages for this.
    from arqon_voice.playback.wav.read import decode_audio

    try:
        return decode_audio(data, "wav")
    except UnplayableSound as error:
        raise ProviderError("bad_audio", str(error)) from None

"""What an Accept header asks for: sound, and in which format."""

from __future__ import annotations

from typing import Final

__all__ = ["accepted_sound"]

_FORMATS: Final = {
    "flac": "flac",
    "mp3": "mp3",
    "mpeg": "mp3",
    "ogg": "opus",
    "opus": "opus",
    "pcm": "pcm",
    "vnd.wave": "wav",
    "wav": "wav",
    "wave": "wav",
    "x-flac": "flac",
    "x-wav": "wav",
}
"""Formats by the subtype of audio/ as clients write it."""


def accepted_sound(header: str) -> tuple[bool, str | None]:
    """Whether the header asks for sound, and the format of the type that it names first, if any."""
    subtypes = [
        kind.strip().lower().removeprefix("audio/")
        for kind, _, parameters in (part.partition(";") for part in header.split(","))
        if kind.strip().lower().startswith("audio/") and not _refused(parameters)
    ]
    named = (_FORMATS[subtype] for subtype in subtypes if subtype in _FORMATS)
    return bool(subtypes), next(named, None)


def _refused(parameters: str) -> bool:
    """Whether a type's weight is 0 (RFC 9110, 12.4.2)."""
    return any(
        parameter.strip().lower() in ("q=0", "q=0.0", "q=0.00", "q=0.000")
        for parameter in parameters.split(";")
    )

"""What the sidecar's messages say beside their sound: each field is read, or refused in words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import Final, TypeGuard

from arqon_voice.providers.port import ProviderError, Timings
from arqon_voice.text import plain_words

__all__ = [
    "Place",
    "json_object",
    "place_in_text",
    "raise_its_error",
    "sequence_number",
    "timings",
]

_CODE: Final = re.compile(r"([a-z][a-z0-9_]{0,39}): *(.*)", re.DOTALL)


def json_object(text: bytes) -> dict[str, object]:
    """Parse one message.

    Raises:
        ProviderError: `bad_line`.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise ProviderError("bad_line", f"not JSON: {_glimpse(text)}") from None
    if not isinstance(message, dict):
        raise ProviderError("bad_line", f"not a JSON object: {_glimpse(text)}")
    return message


def _glimpse(text: bytes) -> str:
    return repr(plain_words(text[:80].decode("utf-8", "replace"), 60) or text[:20])


def raise_its_error(message: dict[str, object]) -> None:
    """Pass on the fault that a message tells of, as `<code>: <text>` or in any words."""
    error = message.get("error")
    if not error:
        return
    match = _CODE.fullmatch(str(error)[:2000])
    code, words = match.groups() if match else ("synthesis_failed", error)
    raise ProviderError(code, f"the sidecar gave up: {plain_words(words)}")


def sequence_number(message: dict[str, object]) -> int | None:
    """Read which line of its stream a message is; None if it does not say.

    Raises:
        ProviderError: `bad_order`.
    """
    seq = message.get("seq")
    if seq is not None and not _is_count(seq):
        raise ProviderError("bad_order", f"{plain_words(seq, 40)!r} is not the number of a line")
    return seq if _is_count(seq) else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text a piece of sound belongs: see `PcmChunk`."""

    segment: int | None = None
    start: int | None = None
    end: int | None = None


def place_in_text(message: dict[str, object]) -> Place:
    """Read where in the text the sound of a message belongs.

    It is told for what may go wrong later: what makes no sense counts as not told.
    """
    segment, start, end = (message.get(name) for name in ("segment", "text_start", "text_end"))
    number = segment if _is_count(segment) else None
    if _is_count(start) and _is_count(end) and start <= end:
        return Place(number, start, end)
    return Place(number)


def timings(message: dict[str, object]) -> Timings | None:
    """Read what the work took; what is not a duration counts as not told."""
    told = message.get("timings")
    if not isinstance(told, dict):
        return None
    return Timings(**{each.name: _duration(told.get(each.name)) for each in fields(Timings)})


def _duration(value: object) -> float | None:
    # True and false are numbers to Python. No work takes more than a day.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 86_400_000 else None


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

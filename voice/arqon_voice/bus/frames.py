"""A frame of the bus: one JSON object of text."""

from __future__ import annotations

import json
from typing import Final

__all__ = ["LONGEST_FRAME", "Frame", "Malformed", "object_in", "read_frame"]

LONGEST_FRAME: Final = 4 * 1024 * 1024
"""Bytes. The bus itself takes 1 MiB; Maestro's clients may send more (98 s of sound fit)."""

Frame = dict[str, object]


class Malformed(ValueError):
    """A frame that cannot be read; the text says what is wrong with it."""


def read_frame(data: str | bytes) -> Frame:
    """Read a frame.

    Raises:
        Malformed: it is binary, not JSON, nested too deeply, or not an object.
    """
    if isinstance(data, bytes):
        raise Malformed("a binary frame")
    try:
        frame = json.loads(data)
    except RecursionError:
        raise Malformed("JSON that is nested too deeply") from None
    except ValueError as error:
        raise Malformed(f"not JSON: {error}") from None
    if not isinstance(frame, dict):
        raise Malformed("JSON, but not an object")
    return frame


def object_in(frame: Frame, key: str) -> Frame:
    """The object under `key`.

    Raises:
        Malformed: it is missing, or something else.
    """
    value = frame.get(key)
    if not isinstance(value, dict):
        raise Malformed(f"`{key}` is not an object")
    return value

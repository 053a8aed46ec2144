"""Takes out of a text what is not to be read aloud."""

from __future__ import annotations

import re

from arqon_sidecar.text.traced import Traced

__all__ = ["cleaned"]

_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")


def cleaned(text: str) -> Traced:
    """The text without control characters and characters of the private use area."""
    return Traced.of(text).sub(_UNSPEAKABLE, lambda _: " ")

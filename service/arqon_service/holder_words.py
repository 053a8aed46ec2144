"""What a person reads of a holder that does not answer, with what to do."""

from __future__ import annotations

import os
from pathlib import Path

from arqon_service.lock import Holder

__all__ = ["in_the_way", "silent", "unreachable"]


def unreachable(holder: Holder, why: str) -> str:
    """That the holder does not answer."""
    if not holder.socket:
        return f"{holder.words} holds the voice and takes no others in: wait for its end"
    ending = f"end it (kill -9 {holder.pid}), and try again"
    return f"{holder.words} holds the voice and does not answer ({why}): {ending}"


def in_the_way(holder: Holder) -> str:
    """That something other than a socket lies in its place; empty where nothing does."""
    place = Path(holder.socket)
    if not holder.socket or place.is_socket() or not os.path.lexists(place):
        return ""
    return (
        f"{holder.words} holds the voice, and something else lies in the place of its socket, "
        f"{place}: move it away, and try again; the socket is made anew"
    )


def silent(seconds: float) -> str:
    """Why it is taken for one that does not answer."""
    return f"it said nothing for {seconds:g} s"

"""The voices of the sidecar, with the last answer kept for when it does not answer."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Final

from arqon_service.home import Home
from arqon_settings.durable import replace_durably
from arqon_settings.folders import make_folder
from arqon_voice.sidecar.voices import VoiceList, ask_voices, read_voices

__all__ = ["known_voices"]

FILE: Final = "voices.json"


def known_voices(home: Home, url: str, timeout_s: float = 2.0, *, keep: bool = True) -> VoiceList:
    """Ask the sidecar at `url`; if it does not answer, what it answered last, and the fault.

    Waits for the network and the disk. Raises nothing: a list that cannot be kept is asked for
    again the next time. Without `keep`, nothing is written.
    """
    found = asyncio.run(ask_voices(url, timeout_s))
    path = home.state / FILE
    if found.fault:
        try:
            return _kept(path.read_bytes(), found)
        except OSError:
            return found
    if not keep:
        return found
    with suppress(OSError):
        make_folder(path.parent)
        replace_durably(path, json.dumps(asdict(found)).encode())
    return found


def _kept(data: bytes, asked: VoiceList) -> VoiceList:
    """The voices that are kept of the same address, or none."""
    try:
        kept = json.loads(data)
        if kept["url"] != asked.url:
            return asked
        earlier = replace(asked, asked_ms=int(kept["asked_ms"]), fault="")
    except (ValueError, KeyError, TypeError, RecursionError):
        return asked
    read = read_voices(earlier, data)
    return asked if read.fault else replace(read, fault=asked.fault)

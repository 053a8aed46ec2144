"""The voices that a sidecar has: asked for, chosen from, and compared with a name."""

from __future__ import annotations

import difflib
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from arqon_settings.command import command_here
from arqon_voice.sidecar.http import broken, get, open_client
from arqon_voice.text import plain_words

__all__ = ["SidecarVoice", "VoiceList", "ask_voices", "matching", "read_voices"]

MOST_BYTES: Final = 1024 * 1024
MOST_VOICES: Final = 1000

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True, slots=True)
class SidecarVoice:
    """One voice: `language` is a tag such as `en-us`, `gender` one word, `name` for a person."""

    id: str
    language: str = ""
    gender: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class VoiceList:
    """What the sidecar at `url` had to offer at `asked_ms` (epoch milliseconds, UTC).

    `fault` says for a person why it could not be asked now, and is empty if it could: with a
    fault the voices are those of an earlier answer, or none.
    """

    url: str
    voices: tuple[SidecarVoice, ...] = ()
    default: str = ""
    asked_ms: int = 0
    fault: str = ""

    def unknown(self, voice: str) -> str:
        """Why the sidecar would refuse `voice`, a name or a blend; empty if it would not.

        Empty too where no voices are known: then nothing can be said of it.
        """
        ids = [each.id for each in self.voices]
        for part in re.split(r"[+,]", voice) if ids else ():
            name = part.partition("(")[0].strip()
            if name not in ids:
                near = difflib.get_close_matches(name, ids, n=3, cutoff=0.4)
                hint = (
                    f"near it: {', '.join(near)}"
                    if near
                    else f"{command_here('voices')} lists them"
                )
                return f"there is no voice {plain_words(name, 40)!r} at {self.url}; {hint}"
        return ""


def matching(
    voices: Iterable[SidecarVoice], *, language: str = "", gender: str = "", search: str = ""
) -> tuple[SidecarVoice, ...]:
    """Those of a language (`en` takes `en-gb` too) and a gender that fit every word of `search`.

    A word fits what is in the id, and what language, gender or name begin with.
    """
    words = search.lower().split()
    tag = language.lower().replace("_", "-")

    def fits(voice: SidecarVoice) -> bool:
        of = voice.language.lower()
        begins = (of, voice.gender.lower(), voice.name.lower())
        return (
            (not tag or of == tag or of.startswith(f"{tag}-"))
            and (not gender or voice.gender.lower() == gender.lower())
            and all(
                word in voice.id.lower() or any(each.startswith(word) for each in begins)
                for word in words
            )
        )

    return tuple(filter(fits, voices))


async def ask_voices(
    url: str, timeout_s: float = 2.0, now: Callable[[], float] = time.time
) -> VoiceList:
    """Ask `/voices`. Raises nothing: whatever keeps it from answering is the list's `fault`."""
    import asyncio

    import httpx

    asked = VoiceList(url, asked_ms=round(now() * 1000))
    try:
        async with asyncio.timeout(timeout_s), await open_client(url) as client:
            status, body = await get(client, f"{url}/voices", MOST_BYTES)
    except TimeoutError:
        return replace(asked, fault=f"no answer within {timeout_s * 1000:.0f} ms")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return replace(asked, fault=broken(error).detail)
    if status != httpx.codes.OK:
        return replace(asked, fault=f"/voices answered {status}")
    return read_voices(asked, body)


def read_voices(asked: VoiceList, body: bytes) -> VoiceList:
    """The answer of `/voices`, after the sidecar contract; what names no voice is passed over."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    told = message.get("voices") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(told, list):
        return replace(asked, fault="/voices did not answer with a list of voices")
    found = {each["id"]: _voice(each) for each in told[:MOST_VOICES] if _names_a_voice(each)}
    return replace(asked, voices=tuple(found.values()), default=_word(message, "default"))


def _names_a_voice(told: object) -> bool:
    name = told.get("id") if isinstance(told, dict) else None
    return isinstance(name, str) and _ID.fullmatch(name) is not None


def _voice(told: dict[str, object]) -> SidecarVoice:
    words = (_word(told, key) for key in ("id", "language", "gender", "name"))
    return SidecarVoice(*words)


def _word(message: dict[str, object], key: str) -> str:
    value = message.get(key)
    return "" if value is None else plain_words(value, 80)

"""What looks up the sidecar's name, each in a program that ends soon after."""

from __future__ import annotations

import asyncio

from arqon_voice.providers.kokoro.provider import KokoroProvider
from arqon_voice.sidecar import look
from arqon_voice.sidecar.health import Health
from arqon_voice.sidecar.watch import HealthWatch
from tests.voice.speaking import kokoro_settings, listen

TIMEOUT_S = 0.2


async def check(url: str) -> str:
    seen = await look.check(url, TIMEOUT_S)
    return "gave up" if "no answer within 200 ms" in seen.reason else seen.reason


async def watch(url: str) -> str:
    seen: asyncio.Queue[Health] = asyncio.Queue()
    watching = asyncio.create_task(
        HealthWatch(lambda: url, seen.put_nowait, timeout_s=TIMEOUT_S).run()
    )
    await seen.get()
    watching.cancel()
    return "gave up"


async def speak(url: str) -> str:
    provider = KokoroProvider()
    heard = await listen(provider, kokoro_settings(url, timeout_ms=200))
    await provider.aclose()
    return "gave up" if heard.code == "timeout" else heard.code

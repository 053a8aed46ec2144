"""The local voice: how long until its first sound, warm, cold and after a stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from arqon_voice.providers.espeak.espeak import Espeak
from arqon_voice.providers.espeak.process import EspeakProcess
from arqon_voice.speech.utterance import PcmChunk

WARM = 200
STARTS = 25
TEXTS = (
    "Yes.",
    "The build is green.",
    "Twelve of 340 tests failed; the first is in the settings store, line 88.",
    "I have rolled back to the fallback voice, because the sidecar did not answer in time. " * 3,
)
LONG = TEXTS[3] * 80


async def first_sound(sound: AsyncGenerator[PcmChunk, None]) -> float:
    """Milliseconds to the first chunk; the rest is spoken too, so that the process is kept."""
    start = time.perf_counter()
    async with aclosing(sound):
        await anext(sound)
        waited = time.perf_counter() - start
        async for _ in sound:
            pass
    return waited * 1000


async def warm(espeak: Espeak, n: int) -> float:
    return await first_sound(espeak.speak(TEXTS[n % len(TEXTS)], "en-us"))


async def cold(n: int) -> float:
    espeak = Espeak()
    waited = await first_sound(espeak.speak(TEXTS[n % len(TEXTS)], "en-us"))
    await espeak.aclose()
    return waited


async def start() -> float:
    begin = time.perf_counter()
    process = await EspeakProcess.start()
    waited = time.perf_counter() - begin
    await process.aclose()
    return waited * 1000


async def stop(espeak: Espeak) -> float:
    sound = espeak.speak(LONG, "en-us")
    await anext(sound)
    begin = time.perf_counter()
    await sound.aclose()
    return (time.perf_counter() - begin) * 1000


async def silence_before(n: int) -> float:
    """Milliseconds of zeros that espeak-ng puts before its first sound, by itself."""
    process = await EspeakProcess.start()
    async with aclosing(process.speak(TEXTS[n % len(TEXTS)], "en-us")) as sound:
        pcm = b"".join([chunk.pcm async for chunk in sound])
    await process.aclose()
    return (len(pcm) - len(pcm.lstrip(b"\0"))) // 2 / 22.05


async def speed(espeak: Espeak) -> float:
    begin = time.perf_counter()
    async with aclosing(espeak.speak(LONG, "en-us")) as sound:
        seconds = sum([chunk.seconds async for chunk in sound])
    return seconds / (time.perf_counter() - begin)


async def row(what: str, measure: Callable[[int], Awaitable[float]], n: int) -> None:
    figures = sorted([await measure(number) for number in range(n)])
    p50, p95, p99 = (figures[min(n - 1, int(n * share))] for share in (0.5, 0.95, 0.99))
    print(f"{what:<46}{p50:>8.1f}{p95:>8.1f}{p99:>8.1f}{figures[-1]:>8.1f}{n:>6}")


async def table() -> None:
    espeak = Espeak()
    await espeak.warm()

    async def stop_then_speak(n: int) -> float:
        await stop(espeak)
        return await warm(espeak, n)

    print(f"{'milliseconds':<46}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'n':>6}")
    await row("first sound, process warm", lambda n: warm(espeak, n), WARM)
    await row("first sound, process cold", cold, STARTS)
    await row("first sound, right after a stop", stop_then_speak, STARTS)
    await row("start of a process until it is ready", lambda _: start(), STARTS)
    await row("stop in mid-utterance until the process is gone", lambda _: stop(espeak), STARTS)
    await row("silence before the sound (left out, in 60 ms)", silence_before, len(TEXTS))
    print(f"\nfaster than speech: {await speed(espeak):.0f} times, on {len(LONG)} characters")
    await espeak.aclose()


def main() -> None:
    asyncio.run(table())


if __name__ == "__main__":
    main()

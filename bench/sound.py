"""The player: how soon it is heard, how soon it is silent, what it costs, whether it holds.

`python -m bench.sound` prints a table; it takes about two minutes. It plays to a PulseAudio
server of its own, whose sink fetches sound up to 50 ms ahead, and looks at the recording of it.
"""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from arqon_gate.doubles.hearing import gaps, sine, sounding
from arqon_gate.doubles.null_sink import RATE, NullSink, Recording, missing_packages
from arqon_voice.playback.device.playback import DevicePlayback
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.playback.port import Ended

HOGS = 4
HOG_SECONDS = 60
CPU_SECONDS = 20


def main() -> int:
    if command := missing_packages():
        print(f"no sound server to measure with: {command}")
        return 1
    sink = NullSink()
    os.environ.update(sink.environment())
    try:
        asyncio.run(measure(sink))
    finally:
        sink.close()
    return 0


async def measure(sink: NullSink) -> None:
    await first_sample_of_new_players(sink)
    player = DevicePlayer(idle_seconds=0.0)
    player.warm()
    await first_sample("device opened for it", player, sink, 10)
    player.close()
    player = DevicePlayer(idle_seconds=600.0)
    player.warm()
    await spoken(player, 0.1)
    await first_sample("device held since the last utterance", player, sink, 20)
    await silence(player, sink, 20)
    player.close()
    await processor_time()
    await busy_machine(sink)


def row(what: str, milliseconds: list[float]) -> None:
    middle, most = statistics.median(milliseconds), max(milliseconds)
    print(
        f"{what:<74} median {middle:7.1f} ms   max {most:7.1f} ms   n={len(milliseconds)}",
        flush=True,
    )


async def begun(player: DevicePlayer, seconds: float) -> DevicePlayback:
    playback = player.open()
    await playback.write(sine(seconds))
    playback.finish()
    return playback


async def spoken(player: DevicePlayer, seconds: float) -> Ended:
    return await (await begun(player, seconds)).ended()


async def first_sample_of_new_players(sink: NullSink) -> None:
    """With everything that a program pays for its first sound."""
    heard = []
    for _ in range(5):
        player = DevicePlayer()
        heard.append((await until_first_sample(player, sink))[0])
        player.close()
    row("open+write to first sample recorded: player not warm", heard)


async def first_sample(how: str, player: DevicePlayer, sink: NullSink, n: int) -> None:
    times = [await until_first_sample(player, sink) for _ in range(n)]
    row(f"open+write to first sample recorded: {how}", [heard for heard, _ in times])
    row(f"open+write to started(): {how}", [told for _, told in times])


async def until_first_sample(player: DevicePlayer, sink: NullSink) -> tuple[float, float]:
    """Milliseconds until it came in at the recorder, and until the player said so."""
    with sink.record() as recording:
        asked_at = time.monotonic()
        playback = await begun(player, 0.3)
        await playback.started()
        told = time.monotonic() - asked_at
        await playback.ended()
        await asyncio.to_thread(recording.settle)
        first = sounding(recording.samples).start
        return (recording.time_of(first) - asked_at) * 1000, told * 1000


async def silence(player: DevicePlayer, sink: NullSink, n: int) -> None:
    heard, told = [], []
    for _ in range(n):
        with sink.record() as recording:
            playback = await begun(player, 3.0)
            await asyncio.to_thread(recording.wait_for_sound)
            await asyncio.to_thread(recording.settle, 0.2)
            stopped_at = time.monotonic()
            playback.stop()
            await playback.ended()
            told.append((time.monotonic() - stopped_at) * 1000)
            heard.append(until_silence(recording, stopped_at))
    row("stop() to last sample recorded (negative: before)", heard)
    row("stop() to ended()", told)


def until_silence(recording: Recording, stopped_at: float) -> float:
    recording.settle()
    last = sounding(recording.samples).stop - 1
    return (recording.time_of(last) - stopped_at) * 1000


async def processor_time() -> None:
    """Of a new player, so that starting it can be told from playing."""
    start = await used(0.1)
    playing = await used(CPU_SECONDS)
    for who, before, after in zip(("caller", "sound process"), start, playing, strict=True):
        a_minute = (after - before) * 60 / CPU_SECONDS
        print(f"{f'processor time a minute of sound takes: {who}':<74} {a_minute:14.2f} s")


async def used(seconds: float) -> tuple[float, float]:
    """Processor seconds of this process and of the sound process, which close() waits for."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    player = DevicePlayer()
    await spoken(player, seconds)
    player.close()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, child = (
        now.ru_utime + now.ru_stime - then.ru_utime - then.ru_stime
        for then, now in zip(before, after, strict=True)
    )
    return own, child


async def busy_machine(sink: NullSink) -> None:
    player = DevicePlayer()
    player.warm()
    with hogs(), sink.record() as recording:
        ended = await spoken(player, HOG_SECONDS)
        await asyncio.to_thread(recording.settle)
    player.close()
    holes = gaps(recording.samples)
    print(
        f"{f'{HOG_SECONDS} s of sound beside {HOGS} busy processes on {os.cpu_count()} cores':<74} "
        f"{ended.how}, {ended.underruns} underruns, {len(holes)} gaps in the recording "
        f"of {recording.frames / RATE:.0f} s"
    )


@contextmanager
def hogs() -> Iterator[None]:
    command = [sys.executable, "-c", "while True: sum(range(10_000))"]
    busy = [subprocess.Popen(command) for _ in range(HOGS)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())

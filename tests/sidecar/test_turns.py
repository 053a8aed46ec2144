"""Whose turn it is: a warning does not wait behind a chapter, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_sidecar.service.inference import InferenceQueue
from arqon_sidecar.service.job import Job, Work
from arqon_sidecar.service.pieces import Piece
from arqon_sidecar.service.turns import (
    AHEAD_S,
    MOST_INTERRUPTIONS,
    Standing,
    worth_interrupting,
)
from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, samples, tone_server
from tests.sidecar.test_load import until_idle, wait_for

CHAPTER = " ".join(f"This is sentence {n} that takes its time, and some more." for n in range(15))
SHORT = "Watch out!"


@dataclass
class Simulated:
    """A job of segments, each so many seconds of sound; the engine takes a third of that."""

    standing: Standing
    segments: list[float]
    ended: float | None = None
    dry: float = field(default=0.0)

    def makes_one(self, now: float) -> None:
        audio = self.standing.audio + self.segments.pop(0)
        first = self.standing.first_audio
        if first is not None:
            self.dry = max(self.dry, now - first - self.standing.audio)
        self.standing = replace(
            self.standing,
            first_audio=first or now,
            last_audio=now,
            audio=audio,
            interruptions=0,
        )
        self.ended = None if self.segments else now


def simulate(jobs: list[Simulated], factor: float = 1 / 3) -> None:
    """The engine's time, run by run, as the queue has it; `factor` is the real-time factor."""
    now, running = 0.0, None
    coming = sorted(jobs, key=lambda job: job.standing.arrived)
    while any(job.ended is None for job in jobs):
        here = [job for job in coming if job.standing.arrived <= now and job.ended is None]
        if not here:
            now = min(job.standing.arrived for job in coming if job.ended is None)
            continue
        running = min(here, key=lambda job: job.standing.turn)
        end = now + running.segments[0] * factor
        for new in coming:
            arrived = new.standing.arrived
            if now < arrived < end and worth_interrupting(running.standing, new.standing):
                ended = running.standing.interruptions + 1
                running.standing = replace(running.standing, interruptions=ended)
                now = arrived
                break
        else:
            now = end
            running.makes_one(now)


JOBS = st.lists(
    st.tuples(
        st.floats(0, 60), st.booleans(), st.lists(st.floats(0.2, 18), min_size=1, max_size=12)
    ),
    min_size=1,
    max_size=12,
)


@given(asked=JOBS)
def test_every_job_ends_and_the_engine_loses_little(
    asked: list[tuple[float, bool, list[float]]],
) -> None:
    jobs = [
        Simulated(
            Standing(arrived, -len(asked) + n, streamed, round(60 * sum(segments))), list(segments)
        )
        for n, (arrived, streamed, segments) in enumerate(asked)
    ]
    simulate(jobs)
    work = sum(sum(segments) for _, _, segments in asked) / 3
    runs = (MOST_INTERRUPTIONS + 1) * work + 60
    assert all(job.ended is not None and job.ended <= runs for job in jobs)


@given(chapter=st.lists(st.floats(1, 9), min_size=6, max_size=12), seconds=st.floats(0.2, 2))
def test_a_short_request_is_served_and_the_chapter_does_not_pause(
    chapter: list[float], seconds: float
) -> None:
    """Once the chapter is ahead, the short one has the engine at once, whatever it was doing."""
    chapter = [9.0, *chapter]
    came = 9 / 3 + 0.5
    long = Simulated(Standing(0, 0, True, 2000), list(chapter))
    short = Simulated(Standing(came, 1, False, 20), [seconds])
    simulate([long, short])
    assert short.ended is not None
    assert short.ended <= came + seconds / 3 + 1e-9
    alone = Simulated(Standing(0, 0, True, 2000), list(chapter))
    simulate([alone])
    assert long.dry <= max(alone.dry, 0.0) + 1e-9


@given(chapter=st.lists(st.floats(1, 9), min_size=20, max_size=40), came=st.floats(10, 40))
def test_a_machine_that_is_too_slow_still_serves_in_turn(chapter: list[float], came: float) -> None:
    """The chapter's listener is dry all the time, and yet a short one waits for one run only."""
    long = Simulated(Standing(0, 0, True, 2000), list(chapter))
    short = Simulated(Standing(came, 1, True, 20), [1.0])
    simulate([long, short], factor=2)
    assert short.ended is not None
    assert short.ended <= came + 2 * max(chapter) + 2 + 1e-9


def test_a_run_is_not_interrupted_for_ever() -> None:
    ahead = Standing(0, 0, True, 2000, first_audio=1, audio=100, interruptions=MOST_INTERRUPTIONS)
    new = Standing(5, 1, True, 20)
    assert not worth_interrupting(ahead, new)
    assert worth_interrupting(replace(ahead, interruptions=0), new)


@given(characters=st.integers(100, 20_000), s=st.floats(0.01, 1))
def test_a_long_answer_that_goes_out_whole_gives_way_to_a_short_one(
    characters: int, s: float
) -> None:
    """At once, also before anything of it was made; one of its own length does not pass it."""
    long = Standing(10, 0, False, characters)
    assert worth_interrupting(long, Standing(10 + s, 1, False, 10)) is (
        s < 0.02 * (characters - 10)
    )
    assert worth_interrupting(long, Standing(10 + s, 1, True, 10)) is (s < 0.02 * characters)
    assert not worth_interrupting(long, Standing(10 + s, 1, False, characters))


def test_a_listener_who_would_run_dry_is_not_interrupted() -> None:
    near = Standing(0, 0, True, 2000, first_audio=1, audio=AHEAD_S + 3)
    assert not worth_interrupting(near, Standing(4.5, 1, True, 20))


@pytest.mark.parametrize("characters", [20, 19_000])
async def test_what_becomes_a_file_gives_way_to_a_listener_but_not_for_long(
    characters: int,
) -> None:
    """Its client may hear nothing for 5 s; nobody plays meanwhile what was made of it."""

    def nothing(_job: Job) -> Generator[Piece | None, None, None]:
        yield None

    def read(_job: Job) -> None:
        pass

    file = Job(nothing, read, streamed=True, characters=characters, whole=True)
    listener = Job(nothing, read, streamed=True, characters=20)
    assert file.ahead_s == math.inf
    assert worth_interrupting(file.standing, listener.standing)
    assert file.standing.turn[0] <= file.arrived + 2


async def test_equals_are_served_in_order_of_arrival() -> None:
    """Those that came while the engine was busy."""
    free, served = threading.Event(), list[int]()
    queue = InferenceQueue(8, 1000, lambda: None, lambda _seconds: None)

    def busy(_job: Job) -> Generator[Piece | None, None, None]:
        yield None
        free.wait(PATIENCE_S)

    def quick(number: int) -> Work:
        def work(_job: Job) -> Generator[Piece | None, None, None]:
            yield None
            served.append(number)

        return work

    jobs = [queue.submit(busy, streamed=True, characters=1)]
    jobs += [queue.submit(quick(number), streamed=True, characters=number) for number in range(6)]
    free.set()
    for job in jobs:
        assert await anext(job, None) is None
    queue.stop()
    assert served == [*range(6)]


@pytest.fixture(scope="module")
def slow() -> Any:
    """5 ms of work a symbol, a fifteenth of real time."""
    with tone_server(0.005) as server:
        yield server


@asynccontextmanager
async def reading_aloud(server: Server, text: str) -> AsyncIterator[list[dict[str, Any]]]:
    """A stream that has begun to sound; the lines that have come, more of them as time passes."""
    got: list[dict[str, Any]] = []
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
        began = asyncio.Event()

        async def read() -> None:
            body = {"text": text, "voice": "af_heart"}
            async with client.stream("POST", "/synthesize_stream", json=body) as answer:
                async for line in answer.aiter_lines():
                    got.append(json.loads(line))
                    began.set()

        reader = asyncio.create_task(read())
        await began.wait()
        yield got
        await reader


async def test_a_warning_is_heard_before_the_chapter_is_made(slow: Server, tone: Server) -> None:
    await until_idle(slow)
    async with (
        reading_aloud(slow, CHAPTER) as chapter,
        httpx.AsyncClient(base_url=slow.url, timeout=PATIENCE_S) as client,
    ):
        body = {"text": SHORT, "voice": "af_sky"}
        answer = await client.post("/synthesize", json=body)
        assert answer.status_code == 200
        assert not chapter[-1]["done"]
    alone = await whole_stream(tone, CHAPTER)
    assert sound(chapter) == sound(alone)
    assert chapter[-1]["done"]
    assert chapter[-1]["duration_ms"] == alone[-1]["duration_ms"]


async def test_an_answer_that_goes_out_whole_lets_a_short_one_pass(
    slow: Server, tone: Server
) -> None:
    await until_idle(slow)
    async with httpx.AsyncClient(base_url=slow.url, timeout=PATIENCE_S) as client:
        long = asyncio.create_task(client.post("/synthesize", json={"text": CHAPTER}))
        await wait_for(slow, lambda queue: queue["running"] == 1)
        short = await client.post("/synthesize", json={"text": SHORT})
        assert short.status_code == 200
        assert not long.done()
        alone = await client.post(f"{tone.url}/synthesize", json={"text": CHAPTER})
        assert (await long).json()["audio_data_b64"] == alone.json()["audio_data_b64"]


async def test_waits_are_counted(slow: Server) -> None:
    async with httpx.AsyncClient(base_url=slow.url, timeout=PATIENCE_S) as client:
        await client.post("/synthesize", json={"text": SHORT})
        page = (await client.get("/metrics")).text
    assert 'arqon_sidecar_turn_wait_seconds_bucket{le="+Inf"}' in page


async def whole_stream(server: Server, text: str) -> list[dict[str, Any]]:
    async with reading_aloud(server, text) as lines:
        pass
    return lines


def sound(lines: list[dict[str, Any]]) -> bytes:
    pieces = [samples(line["audio_chunk_b64"]) for line in lines if "audio_chunk_b64" in line]
    return base64.b64encode(np.concatenate(pieces).tobytes())

"""The sidecar as its clients feel it: start, first audio, gaps, health under load, leaving, crowds.

`python -m bench.sidecar_service [--model DIR]`. Without a model it makes one of Kokoro's real size
with random weights, whose speech lasts about as long as real speech; what it says is noise.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.sidecar_process import Heard, Service, listen, model_or_made, started

SENTENCE = "The quick brown fox jumps over the lazy dog, and then it runs away into the forest. "


def distinct(length: int, salt: int = 0) -> str:
    """A text in which no sentence comes twice: what was spoken lately is not made again."""
    sentences = (SENTENCE.replace("quick", f"{salt + n} quick") for n in range(length // 40))
    return "".join(sentences)[:length]


@dataclass(slots=True)
class Crowd:
    """Answers of many clients."""

    waits: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    lost: int = 0


async def first_audio(client: httpx.AsyncClient) -> None:
    """Time to first audio and dry time."""
    print(f"\n{'text':>6} {'first audio s':>14} {'dry s':>7} {'audio s':>8} {'RTF':>6}  (median)")
    short = [await listen(client, distinct(200, 1000 * n)) for n in range(3)]
    heard(200, short)
    pings: list[float] = []
    asking = asyncio.create_task(ping(client, pings))
    heard(1400, [await listen(client, distinct(1400, 5000))])
    asking.cancel()
    health(sorted(pings))


def heard(length: int, runs: list[Heard]) -> None:
    """A row: the run with the median first audio."""
    run = sorted(runs, key=lambda each: each.first_s)[len(runs) // 2]
    factor = run.total_s / run.audio_s
    print(
        f"{length:>6} {run.first_s:>14.2f} {run.dry_s:>7.2f} {run.audio_s:>8.1f} {factor:>6.3f}"
        f"  n={len(runs)}"
    )


async def ping(client: httpx.AsyncClient, took: list[float]) -> None:
    """Ask for /healthz again and again; milliseconds."""
    while True:
        began = time.monotonic()
        await client.get("/healthz")
        took.append(1000 * (time.monotonic() - began))
        await asyncio.sleep(0.02)


def health(took: list[float]) -> None:
    """What `ping` found while the long text was spoken."""
    print(
        f"\n/healthz while synthesizing: p50 {took[len(took) // 2]:.1f} ms, "
        f"p99 {took[int(len(took) * 0.99)]:.1f} ms, worst {took[-1]:.1f} ms, n={len(took)}"
    )


async def behind(client: httpx.AsyncClient) -> None:
    """A short request while a text of twenty minutes is made: streamed, and as one answer."""
    chapter = distinct(19_000)
    places = iter(
        ("gap", "door", "step", "train", "crowd", "ladder", "kettle", "stove", "dog", "fence")
    )
    print()
    for path in ("/synthesize_stream", "/synthesize"):
        waits: list[float] = []
        for moment, place in zip((0.5, 2.0, 4.0, 8.0, 12.0), places, strict=False):
            asking = asyncio.create_task(client.post(path, json={"text": chapter}))
            await asyncio.sleep(moment)
            waits.append((await listen(client, f"Mind the {place}.")).first_s)
            asking.cancel()
            await asyncio.sleep(0.5)
        print(
            f"20 characters behind {path} of 19,000: first audio "
            f"{statistics.median(waits):.2f} s, worst {max(waits):.2f} s, n={len(waits)}"
        )


async def leaving(service: Service, client: httpx.AsyncClient) -> None:
    """CPU that is used after a client has left."""
    print()
    for path in ("/synthesize", "/synthesize_stream"):
        asking = asyncio.create_task(client.post(path, json={"text": distinct(1400, 7000)}))
        await asyncio.sleep(1.0)
        asking.cancel()
        before = service.cpu_s()
        await asyncio.sleep(3.0)
        print(f"leave {path} after 1 s: {service.cpu_s() - before:.2f} CPU s more")


async def closed_loop(client: httpx.AsyncClient) -> None:
    """Four clients, each with the next request when its last one is answered."""
    order: list[int] = []
    done: list[int] = []
    waits: list[float] = []

    async def loop() -> None:
        for _ in range(3):
            number = len(order)
            order.append(number)
            text = distinct(80, 9000 + number)
            answer = (await client.post("/synthesize", json={"text": text})).json()
            done.append(number)
            waits.append(answer["timings"]["queue_ms"] / 1000)

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(loop())
    waits.sort()
    spread = max(abs(place - number) for place, number in enumerate(done))
    print(
        f"\n4 clients, 12 requests: answered {len(done)}, out of order by at most {spread}, "
        f"wait p50 {statistics.median(waits):.2f} s, p95 {waits[int(len(waits) * 0.95)]:.2f} s"
    )


async def crowd(service: Service) -> None:
    """64 clients at once, as bare sockets: a client library's own time would hide the service's."""
    seen = Crowd()
    port = int(service.url.rpartition(":")[2])
    body = b'{"text":"How are you today?"}'
    head = (
        "POST /synthesize HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    sockets = [await asyncio.open_connection("127.0.0.1", port) for _ in range(64)]

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        began = time.monotonic()
        writer.write(head.encode() + body)
        status = (await reader.readline())[9:12]
        took = time.monotonic() - began
        if status == b"429":
            seen.refusals.append(took * 1000)
        elif status == b"200":
            seen.waits.append(took)
        else:
            seen.lost += 1
        writer.close()

    await asyncio.gather(*(ask(*pair) for pair in sockets))
    refused = sorted(seen.refusals)
    print(
        f"64 clients: {len(seen.waits)} served, {len(refused)} refused, {seen.lost} lost; "
        f"429 after p50 {refused[len(refused) // 2]:.0f} ms, worst {refused[-1]:.0f} ms; "
        f"resident {service.memory_mb('VmRSS')} MB"
    )


@contextlib.asynccontextmanager
async def connected(url: str, connections: int) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose connections are open already: what is measured is the service."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    async with httpx.AsyncClient(base_url=url, timeout=300, limits=limits) as client:
        await asyncio.gather(*(client.get("/healthz") for _ in range(connections)))
        yield client


async def measure(service: Service) -> None:
    """All that needs a service that runs."""
    async with connected(service.url, 8) as client:
        await first_audio(client)
        await behind(client)
        await leaving(service, client)
        await closed_loop(client)
    await crowd(service)
    print(f"peak resident memory {service.memory_mb('VmHWM')} MB")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, help="an exported model; default: random weights")
    with model_or_made(options.parse_args().model) as model:
        load = os.getloadavg()[0]
        print(
            f"{len(os.sched_getaffinity(0))} CPUs, load {load:.1f} before the start, {model.name}"
        )
        starts = []
        for _ in range(2):
            with started(model) as (_, healthy, ready):
                starts.append((healthy, ready))
        with started(model) as (service, healthy, ready):
            starts.append((healthy, ready))
            print(
                f"start to /healthz {statistics.median(s[0] for s in starts):.2f} s, "
                f"to /readyz {statistics.median(s[1] for s in starts):.2f} s (median of 3); "
                f"ready at {service.memory_mb('VmRSS')} MB"
            )
            asyncio.run(measure(service))


if __name__ == "__main__":
    main()

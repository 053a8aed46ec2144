"""Telemetry: what `emit` costs, how soon others see an event, how the file stays small.

`python -m bench.telemetry` prints a table; it takes about a minute.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import tempfile
import threading
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import (
    KOKORO_STARTED,
    KOKORO_SUCCESS,
    LATENCY_MS,
    PROVIDER_SELECTED,
    STREAM_CHUNK,
    STREAM_COMPLETED,
    STREAM_STARTED,
    Event,
    Value,
)
from arqon_voice.telemetry.exchange import append_events
from arqon_voice.telemetry.reader import Selection, page, select
from arqon_voice.telemetry.stats import stats
from arqon_voice.telemetry.store import Retention
from arqon_voice.telemetry.tail import Tail
from arqon_voice.telemetry.writer import Limits

MEGABYTE = 1024 * 1024
RATE = 20_000
SECONDS = 6
A_DAY_MS = 86_400_000
SESSION = "6f1c8f1e-9d0f-4f2a-8f43-0d6f0d6d6f3a"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        sustained(state / "sustained.db")
        at_most(state / "most.db")
        seen_by_another(state / "seen.db")
        bounded(state / "bounded.db")
        added_up(state / "stats.db")
        searched(state / "searched.db")


def row(what: str, value: str, n: str) -> None:
    print(f"{what:<64} {value:>26}  {n}", flush=True)


def chunk(number: int) -> Event:
    """The event that comes most often, of usual size."""
    message = f"msg-{number // 40:032d}"
    data: dict[str, Value] = {"bytes": 4800, "seq": number % 40}
    return Event(STREAM_CHUNK, time.time_ns() // 1_000_000, SESSION, message, "service", data)


def share(values: list[int], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def sustained(path: Path) -> None:
    """Emit at the contract's rate from one thread, as evenly as the machine lets it."""
    telemetry = Telemetry(path, source="service")
    telemetry.emit(chunk(0))
    telemetry.flush(5)
    took, cpu, begun = [], resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for number in range(RATE * SECONDS):
        while (ahead := number / RATE - (time.perf_counter() - begun)) > 0:
            time.sleep(min(ahead, 0.001))
        event = chunk(number)
        before = time.perf_counter_ns()
        telemetry.emit(event)
        took.append(time.perf_counter_ns() - before)
    spent, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    dropped = telemetry.status.dropped
    telemetry.close(30)
    found = sum(1 for _ in select(path, Selection())) - 1
    n = f"n={len(took)}"
    row("emit at 20,000 events a second: median", f"{share(took, 0.5) / 1000:.2f} µs", n)
    row("emit at 20,000 events a second: p99", f"{share(took, 0.99) / 1000:.2f} µs", n)
    row("  rate reached", f"{len(took) / spent:,.0f} events/s", f"{spent:.1f} s")
    row("  dropped / found in the file", f"{dropped} / {found:,}", n)
    used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    row("  processor time of the whole process", f"{100 * used / spent:.0f} % of a core", "")


def at_most(path: Path) -> None:
    """Emit as fast as the writer follows: the caller waits while 10,000 are queued."""
    telemetry = Telemetry(path, source="service")
    count, begun = 200_000, time.perf_counter()
    for number in range(count):
        telemetry.emit(chunk(number))
        if number % 500 == 0:
            while telemetry.status.queued > 10_000:
                time.sleep(0.0005)
    telemetry.flush(60)
    spent = time.perf_counter() - begun
    row("most that is written, none dropped", f"{count / spent:,.0f} events/s", f"n={count}")
    telemetry.close(5)


def seen_by_another(path: Path) -> None:
    """From `emit` in this process to a row in the hands of another one that follows."""
    for rate in (50, RATE):
        ours, theirs = multiprocessing.Pipe()
        reader = multiprocessing.get_context("spawn").Process(target=_follow, args=(path, theirs))
        telemetry = Telemetry(path, source="service")
        telemetry.emit(chunk(0))
        telemetry.flush(5)
        reader.start()
        ours.recv()
        begun, number = time.perf_counter(), 0
        while (passed := time.perf_counter() - begun) < 5:
            for _ in range(int(passed * rate) - number):
                telemetry.emit(chunk(number))
                number += 1
            time.sleep(random.uniform(0, 0.002))
        telemetry.emit(Event(LATENCY_MS, 0, SESSION, "m", "service"))
        telemetry.close(10)
        delays = ours.recv()
        reader.join()
        n = f"n={len(delays)} of {number}"
        row(
            f"seen by another process at {rate:,} events/s: p50",
            f"{share(delays, 0.5):.0f} ms",
            n,
        )
        row(
            f"seen by another process at {rate:,} events/s: p99",
            f"{share(delays, 0.99):.0f} ms",
            n,
        )


def _follow(path: Path, parent: Connection) -> None:
    delays: list[int] = []
    stop = threading.Event()
    with closing(Tail(path)) as tail:
        parent.send("ready")
        # The last message is none of the events: it says that no more will come.
        for rows in tail.follow(stop, limit=10_000):
            now = time.time_ns() // 1_000_000
            delays += [now - row.ts_ms for row in rows]
            if rows[-1].name == LATENCY_MS:
                stop.set()
    parent.send(delays[:-1])


def bounded(path: Path) -> None:
    """Fill a store of 16 MB, and over, at the contract's rate, while a tail reads."""
    limit = 16 * MEGABYTE
    telemetry = Telemetry(
        path, source="service", limits=Limits(retention=Retention(max_bytes=limit))
    )
    telemetry.emit(chunk(0))
    telemetry.flush(5)
    largest = wal = 0
    begun, number, seconds = time.perf_counter(), 0, 10
    with closing(Tail(path)) as tail:
        while (passed := time.perf_counter() - begun) < seconds:
            for _ in range(int(passed * RATE) - number):
                telemetry.emit(chunk(number))
                number += 1
            tail.read(10_000)
            largest = max(largest, path.stat().st_size)
            wal = max(wal, Path(f"{path}-wal").stat().st_size)
            time.sleep(0.02)
    dropped = telemetry.status.dropped
    telemetry.close(30)
    n = f"{number:,} events, {dropped} dropped"
    row("file limited to 16 MB, at 20,000 events/s: largest", f"{largest / MEGABYTE:.1f} MB", n)
    row("  its -wal: largest", f"{wal / MEGABYTE:.1f} MB", "")


def added_up(path: Path) -> None:
    """Statistics over a day of a million events."""
    now = time.time_ns() // 1_000_000
    per_request = 50
    append_events(path, (_of_a_day(number, per_request, now) for number in range(1_000_000)))
    size = path.stat().st_size / MEGABYTE
    times = []
    for window in (A_DAY_MS, A_DAY_MS, A_DAY_MS, A_DAY_MS // 24):
        before = time.perf_counter()
        result = stats(path, since_ms=now - window, until_ms=now + 1)
        times.append((time.perf_counter() - before, sum(result.events.values())))
    day = sorted(times[:3])[1]
    row("statistics of a day", f"{1000 * day[0]:.0f} ms", f"n={day[1]:,}, file {size:.0f} MB")
    row("statistics of its last hour", f"{1000 * times[3][0]:.0f} ms", f"n={times[3][1]:,}")


def searched(path: Path) -> None:
    """The first page of a query over a million events, of which 6 of 10 have words to index."""
    now = time.time_ns() // 1_000_000
    before = time.perf_counter()
    append_events(path, (_of_a_day(number, 10, now) for number in range(1_000_000)))
    took, size = time.perf_counter() - before, path.stat().st_size / MEGABYTE
    row("a million events imported", f"{took:.0f} s", f"file {size:.0f} MB")
    wanted = {
        "what most hold": Selection(text="kokoro"),
        "a text that one of 7,000 holds": Selection(text='"latency_ms":1234,'),
        "a text that only the oldest holds": Selection(text='"request":0,'),
        "a text that none holds": Selection(text="nowhere"),
        "two letters that none holds": Selection(text="zq"),
        "a message by text, in capitals": Selection(text=f"MSG-{777:032d}"[:34]),
        "a text that nearly begins all messages": Selection(text="MSG-000Z"),
        "a message by its beginning": Selection(message_id=f"msg-{777:032d}"[:34]),
        "a name that all requests have": Selection(name_prefix="latency_ms"),
        "a name that none has": Selection(name_prefix="fail_closed"),
    }
    for what, selection in wanted.items():
        times = []
        found = page(path, selection)
        for _ in range(7):
            before = time.perf_counter()
            page(path, selection)
            times.append(1000 * (time.perf_counter() - before))
        found_text = f"{len(found.rows)} found" + (", goes on" if found.before else "")
        row(f"first page: {what}", f"{sorted(times)[3]:.0f} ms", found_text)


def _of_a_day(number: int, per_request: int, now: int) -> Event:
    request, place = divmod(number, per_request)
    order = [PROVIDER_SELECTED, KOKORO_STARTED, STREAM_STARTED]
    ends = {per_request - 3: STREAM_COMPLETED, per_request - 2: KOKORO_SUCCESS}
    name = order[place] if place < 3 else ends.get(place, STREAM_CHUNK)
    data: dict[str, Value] = {"bytes": 4800, "seq": place}
    if place == per_request - 1:
        name = LATENCY_MS
        data = {"provider": "kokoro", "latency_ms": 900 + request % 700, "first_audio_ms": 80}
        data |= {"request": request, "underruns": 0}
    ts_ms = now - A_DAY_MS + number * A_DAY_MS // 1_000_000
    return Event(name, ts_ms, SESSION, f"msg-{request:032d}", "service", data)


if __name__ == "__main__":
    main()

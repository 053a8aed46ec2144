"""Many clients, clients that leave, deadlines, and the end of the process."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.patience import PATIENCE_S
from tests.sidecar.servers import Server, lines, pitch, samples, tone_server, wait_until_ready
from tests.sidecar.tone_server import PITCHES

SHORT = "This is a short sentence."
LONG = " ".join(f"This is sentence {n} that takes its time, and then some more." for n in range(20))


@pytest.fixture(scope="module")
def slow() -> Iterator[Server]:
    """5 ms of work a symbol: SHORT takes some 0.12 s, LONG some 6 s."""
    with tone_server(0.005, queue=4) as server:
        yield server


@pytest.fixture(scope="module")
def busy() -> Iterator[Server]:
    """0.1 s of work a symbol: LONG takes two minutes, longer than any test waits."""
    with tone_server(0.1, queue=4) as server:
        yield server


async def wait_for(server: Server, condition: Callable[[dict[str, int]], bool]) -> None:
    async with (
        httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client,
        asyncio.timeout(PATIENCE_S),
    ):
        while not condition((await client.get("/healthz")).json()["queue"]):  # noqa: ASYNC110
            await asyncio.sleep(0.005)  # the event is in another process


async def until_idle(server: Server) -> None:
    await wait_for(server, lambda queue: queue["running"] == queue["waiting"] == 0)


async def test_clients_get_their_own_sound(slow: Server) -> None:
    await until_idle(slow)

    async def ask(client: httpx.AsyncClient, voice: str) -> float:
        answer = await client.post("/synthesize", json={"text": SHORT, "voice": voice})
        return pitch(samples(answer.json()["audio_data_b64"]), 16000)

    async with httpx.AsyncClient(base_url=slow.url, timeout=PATIENCE_S) as client:
        heard = await asyncio.gather(*(ask(client, voice) for voice in PITCHES))
    assert heard == [pytest.approx(pitch, abs=3) for pitch in PITCHES.values()]


async def test_a_full_queue_refuses_at_once(busy: Server) -> None:
    """Four may wait behind the one that is spoken; a refusal waits for none of them."""
    await until_idle(busy)
    async with httpx.AsyncClient(base_url=busy.url, timeout=PATIENCE_S) as client:

        def ask(text: str) -> asyncio.Task[httpx.Response]:
            return asyncio.create_task(client.post("/synthesize", json={"text": text}))

        taken = [ask(LONG)]
        await wait_for(busy, lambda queue: queue["running"] == 1)
        taken += [ask(LONG) for _ in range(4)]
        await wait_for(busy, lambda queue: queue["waiting"] == 4)
        refused = await asyncio.gather(*(ask(SHORT) for _ in range(19)))
        assert {answer.status_code for answer in refused} == {429}
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
        assert not any(task.done() for task in taken)
        for task in taken:
            task.cancel()
        await until_idle(busy)
        assert (await ask("Yes.")).status_code == 200


@pytest.mark.parametrize("path", ["/synthesize", "/synthesize_stream"])
async def test_a_client_that_leaves_frees_the_engine(busy: Server, path: str) -> None:
    await until_idle(busy)
    async with httpx.AsyncClient(base_url=busy.url, timeout=PATIENCE_S) as client:
        leaving = asyncio.create_task(client.post(path, json={"text": LONG}))
        await wait_for(busy, lambda queue: queue["running"] == 1)
        leaving.cancel()
        await until_idle(busy)


async def test_a_client_that_leaves_the_queue_is_not_synthesized(busy: Server) -> None:
    await until_idle(busy)
    async with httpx.AsyncClient(base_url=busy.url, timeout=PATIENCE_S) as client:
        first = asyncio.create_task(client.post("/synthesize", json={"text": LONG}))
        await wait_for(busy, lambda queue: queue["running"] == 1)
        second = asyncio.create_task(client.post("/synthesize", json={"text": LONG}))
        await wait_for(busy, lambda queue: queue["waiting"] == 1)
        second.cancel()
        await wait_for(busy, lambda queue: queue["waiting"] == 0 and queue["running"] == 1)
        first.cancel()
        await until_idle(busy)


async def test_a_deadline_passes_in_the_queue_and_in_the_middle(busy: Server) -> None:
    await until_idle(busy)
    async with httpx.AsyncClient(base_url=busy.url, timeout=PATIENCE_S) as client:
        running = asyncio.create_task(client.post("/synthesize", json={"text": LONG}))
        await wait_for(busy, lambda queue: queue["running"] == 1)
        late = await client.post("/synthesize", json={"text": SHORT, "timeout_ms": 100})
        assert (late.status_code, late.json()["code"]) == (504, "timed_out")
        running.cancel()
        await until_idle(busy)
        body = {"text": f"Yes. {LONG}", "timeout_ms": 8_000}
        *sounds, last = lines(await client.post("/synthesize_stream", json=body))
    assert sounds
    assert last["done"] is True
    assert last["error"].startswith("timed_out: ")


async def test_health_answers_while_the_engine_works(busy: Server) -> None:
    await until_idle(busy)
    async with httpx.AsyncClient(base_url=busy.url, timeout=PATIENCE_S) as client:
        working = asyncio.create_task(client.post("/synthesize", json={"text": LONG}))
        await wait_for(busy, lambda queue: queue["running"] == 1)
        for _ in range(50):
            assert (await client.get("/healthz")).json()["queue"]["running"] == 1
        working.cancel()
    await until_idle(busy)


async def test_a_slow_listener_holds_up_nobody() -> None:
    with tone_server(0.0, unread_s=2.0) as server:
        slow_listener = socket.create_connection(("127.0.0.1", server.port))
        _ask_for_much(slow_listener)
        await wait_for(server, lambda queue: queue["waiting"] == 1)
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
            assert (await client.post("/synthesize", json={"text": SHORT})).status_code == 200
        received = _read_all(slow_listener)
        slow_listener.close()
    assert received.count(b'"audio_chunk_b64"') > 100
    assert b'"done":true' in received[-300:]


def _ask_for_much(connection: socket.socket) -> None:
    """About 13 MB of lines: more than the kernel keeps for a socket."""
    body = json.dumps({"text": LONG, "sample_rate": 48000}).encode()
    head = (
        "POST /synthesize_stream HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)


def _read_all(connection: socket.socket) -> bytes:
    connection.settimeout(PATIENCE_S)
    received = bytearray()
    while not received.endswith(b"0\r\n\r\n"):
        part = connection.recv(65536)
        if not part:
            break
        received += part
    return bytes(received)


async def test_a_listener_that_takes_nothing_is_dropped() -> None:
    with (
        tone_server(0.0, unread_s=2.0, stall_s=0.3) as server,
        socket.create_connection(("127.0.0.1", server.port)) as stalled,
    ):
        _ask_for_much(stalled)
        await wait_for(server, lambda queue: queue["waiting"] == 1)
        await until_idle(server)


async def test_a_failing_engine_is_told_and_lived_through(tone: Server) -> None:
    fails = {"boom": "/ʘ/"}
    async with httpx.AsyncClient(base_url=tone.url, timeout=PATIENCE_S) as client:
        answer = await client.post("/synthesize", json={"text": "boom", "lexicon": fails})
        assert (answer.status_code, answer.json()["code"]) == (500, "synthesis_failed")
        body = {"text": "Some words that come first of all, and end. Then boom", "lexicon": fails}
        *sounds, last = lines(await client.post("/synthesize_stream", json=body))
        assert sounds
        assert last["error"].startswith("synthesis_failed: ")
        speech = {"model": "m", "voice": "af_sky", "input": SHORT}
        assert (await client.post("/v1/audio/speech", json=speech)).status_code == 200


async def test_sound_that_fails_midway_breaks_off() -> None:
    """There is no other way to tell a player that the rest is missing."""
    body = {
        "text": "Some words that come first of all, and end. Then boom",
        "lexicon": {"boom": "/ʘ/"},
    }
    with tone_server(0.001) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
            with pytest.raises(httpx.ReadError):  # reset: an orderly close can look whole
                await client.post("/synthesize", json=body, headers={"Accept": "audio/*"})
            assert (await client.get("/healthz")).status_code == 200


def test_the_end_lets_the_running_one_finish_and_refuses_the_rest() -> None:
    """The running one has a listener: nobody ends its first segment, some 2.5 s of work."""
    with tone_server(0.1, queue=4) as server:

        async def scene() -> tuple[httpx.Response, httpx.Response]:
            async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
                body = {"text": SHORT}
                running = asyncio.create_task(client.post("/synthesize_stream", json=body))
                await wait_for(server, lambda queue: queue["running"] == 1)
                waiting = asyncio.create_task(client.post("/synthesize", json=body))
                await wait_for(server, lambda queue: queue["waiting"] == 1)
                server.process.terminate()
                return await running, await waiting

        running, waiting = asyncio.run(scene())
        *sounds, last = lines(running)
        assert sounds
        assert "error" not in last
        assert (waiting.status_code, waiting.json()["code"]) == (503, "not_ready")
        server.process.wait(timeout=PATIENCE_S)


def test_the_end_does_not_wait_for_what_runs() -> None:
    with tone_server(0.1) as server:

        async def scene() -> httpx.Response:
            async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S) as client:
                running = asyncio.create_task(client.post("/synthesize", json={"text": LONG}))
                await wait_for(server, lambda queue: queue["running"] == 1)
                server.process.terminate()
                return await running

        answer = asyncio.run(scene())
        server.process.wait(timeout=PATIENCE_S)
        assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")


def test_the_log_holds_no_text() -> None:
    with tone_server() as server:
        secret = "Rumpelstiltskin"
        body = {"text": secret, "lexicon": {secret: "other"}, "request_id": "r7"}
        httpx.post(f"{server.url}/synthesize", json=body, timeout=PATIENCE_S)
        httpx.post(
            f"{server.url}/synthesize", json={"text": 5, "voice": secret}, timeout=PATIENCE_S
        )
        server.process.terminate()
        server.process.wait(timeout=PATIENCE_S)
        log = server.log()
    assert secret not in json.dumps(log)
    spoken = next(line for line in log if line.get("request_id") == "r7")
    assert (spoken["outcome"], spoken["characters"]) == ("ok", len(secret))
    assert spoken["first_audio_ms"] >= 0


def test_before_it_is_ready_it_says_so() -> None:
    with (
        tone_server(0.05, ready=False) as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE_S) as client,
    ):
        assert client.get("/healthz").json()["status"] == "ok"
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["ready"] is False
        assert answer.json()["phase"] in ("starting", "loading", "warming")
        refused = client.post("/synthesize", json={"text": SHORT})
        assert (refused.status_code, refused.json()["code"]) == (503, "not_ready")
        assert refused.headers["retry-after"]
        refused = client.post("/v1/audio/speech", json={"input": SHORT})
        error = refused.json()["error"]
        assert (refused.status_code, error["code"], error["type"]) == (
            503,
            "not_ready",
            "server_error",
        )
        wait_until_ready(server.url)

"""The sidecar's health: how its answers are judged, how it is called, and what is told when."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_microvm.proxy.refusal import refusal
from arqon_voice.sidecar.health import KOKORO_SHA256, Health
from arqon_voice.sidecar.http import open_client
from arqon_voice.sidecar.look import check, probe
from arqon_voice.sidecar.watch import HealthWatch
from tests.patience import PATIENCE_S

TIMEOUT_S = 20.0


@pytest.fixture(scope="module")
def process() -> Iterator[SidecarServer]:
    with SidecarServer() as server:
        yield server


@pytest.fixture
def server(process: SidecarServer) -> SidecarServer:
    process.reset()
    return process


def nobody() -> str:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        return f"http://127.0.0.1:{gone.getsockname()[1]}"


@pytest.mark.parametrize("asked", ["check", "watch", "speak"])
def test_a_name_lookup_that_never_ends_does_not_keep_a_program_that_ends(asked: str) -> None:
    program = (
        "import asyncio, socket, sys, threading\n"
        "from tests.voice.lookups import check, speak, watch\n"
        "socket.getaddrinfo = lambda *_, **__: threading.Event().wait()\n"
        f"print(asyncio.run({asked}('http://name.invalid:7781')))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert ended.stdout == "gave up\n"


def test_parts_of_a_program_that_open_their_clients_at_once_load_the_library_once() -> None:
    program = (
        "import asyncio, threading\n"
        "from arqon_voice.sidecar import http\n"
        "opened = [threading.Thread(target=lambda: asyncio.run(http.open_client('http')))\n"
        "          for _ in range(3)]\n"
        "for thread in opened: thread.start()\n"
        "for thread in opened: thread.join()\n"
        "print(http._load.cache_info().misses)\n"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.check_output(command, text=True, timeout=PATIENCE_S) == "1\n"


async def test_a_ready_sidecar_says_what_it_is(server: SidecarServer) -> None:
    async with await open_client("http") as client:
        health = await probe(client, server.url, TIMEOUT_S, now=lambda: 1234.5678)
    assert health == Health(
        url=server.url,
        state="ready",
        runtime="host-dev",
        version="0.0.0",
        engine="sine",
        model="test tone",
        model_sha256="0" * 64,
        model_kind="test-model",
        model_origin="a sine",
        boot_id="double",
    )
    assert health.checked_ms == 1_234_568
    assert health.rtt_ms is not None
    assert 0 < health.rtt_ms < TIMEOUT_S * 1000
    assert health.label == "test model test tone, host-dev (development, not production)"


@pytest.mark.parametrize(
    ("status", "body", "phase", "reason"),
    [
        (
            503,
            {"ready": False, "phase": "loading", "error": None},
            "loading",
            "it says that it is loading",
        ),
        (
            503,
            {"ready": False, "phase": "failed", "error": "no model\x1b[2J"},
            "failed",
            "no model␛[2J",
        ),
        (200, {"ready": "yes"}, "", "/readyz answered 200"),
        (404, {}, "", "/readyz answered 404"),
    ],
)
async def test_a_sidecar_that_is_not_ready_is_starting(
    server: SidecarServer, status: int, body: dict[str, object], phase: str, reason: str
) -> None:
    server.readiness(status, **body)
    health = await check(server.url, TIMEOUT_S)
    assert (health.state, health.phase, health.reason) == ("starting", phase, reason)
    assert health.word == ("failed" if phase == "failed" else "starting")
    assert health.model == "test tone"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("html", "no Kokoro sidecar: something else answers there (200 at /healthz)"),
        ("missing", "no Kokoro sidecar: something else answers there (404 at /healthz)"),
        ("a_list", "no Kokoro sidecar: something else answers there (200 at /healthz)"),
        ("huge_line", "no Kokoro sidecar: something else answers there (200 at /healthz)"),
        ("deep", "no Kokoro sidecar: something else answers there (200 at /healthz)"),
    ],
)
async def test_something_else_at_the_port_is_no_sidecar(
    server: SidecarServer, behaviour: str, reason: str
) -> None:
    server.behave(behaviour, "/healthz")
    health = await check(server.url, TIMEOUT_S)
    assert (health.state, health.reason) == ("unreachable", reason)
    assert health.label == "unreachable"


async def test_nobody_at_the_port() -> None:
    health = await check(nobody(), TIMEOUT_S)
    assert (health.state, health.reason) == ("unreachable", "no connection (Connection refused)")
    assert health.rtt_ms is None


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_whoever_accepts_and_never_answers_is_unreachable(
    server: SidecarServer, path: str
) -> None:
    server.behave("never", path)
    health = await check(server.url, 0.2)
    assert (health.state, health.reason) == ("unreachable", "no answer within 200 ms")


async def test_an_answer_that_breaks_off(server: SidecarServer) -> None:
    server.answer_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{")
    health = await check(server.raw_url, TIMEOUT_S)
    assert health.state == "unreachable"
    assert "the connection broke off" in health.reason


async def test_what_is_missing_or_of_another_type_is_no_fault(server: SidecarServer) -> None:
    server.health(runtime=None, model="kokoro-v1", version=7, boot_id=["x"])
    health = await check(server.url, TIMEOUT_S)
    assert (health.state, health.model, health.version) == ("ready", "kokoro-v1", "7")
    assert health.label == "unverified model kokoro-v1, unknown runtime (not production)"


@pytest.mark.parametrize(
    ("runtime", "words"),
    [
        ("firecracker", "firecracker (claimed, not attested)"),
        ("qemu", "qemu (stand-in, not production)"),
        ("host-dev", "host-dev (development, not production)"),
        ("docker", "unknown runtime docker (not production)"),
        ("", "unknown runtime (not production)"),
    ],
)
def test_the_label_says_how_far_a_runtime_is_believed(runtime: str, words: str) -> None:
    health = Health(
        "u", "ready", runtime=runtime, model_sha256=KOKORO_SHA256, model_kind="kokoro-82m"
    )
    assert health.label == f"Kokoro-82M v1.0, {words}"


def test_a_refused_release_is_named_and_only_for_a_vm() -> None:
    health = Health("u", "ready", runtime="firecracker", refused_release="1.16.1")
    assert "firecracker 1.16.1 (a refused release, not attested)" in health.label
    assert health.place == "refused firecracker 1.16.1, not attested"
    assert "refused" not in replace(health, runtime="host-dev").label


@pytest.mark.parametrize("runtime", ["firecracker", "qemu", "host-dev", "docker", ""])
def test_only_firecracker_is_shown_as_attested(runtime: str) -> None:
    health = Health("u", "ready", runtime=runtime, model="m")
    proven = replace(health, attested=True)
    assert (proven.label != health.label) == (runtime == "firecracker")
    assert (proven.label == "unverified model m, firecracker (attested)") == (
        runtime == "firecracker"
    )
    assert proven != health


@pytest.mark.parametrize(
    ("name", "sha256", "kind", "words"),
    [
        ("kokoro-v1_0", KOKORO_SHA256, "kokoro-82m", "Kokoro-82M v1.0"),
        ("Kokoro-82M v1.0", "1" * 64, "kokoro-82m", "unverified model Kokoro-82M v1.0"),
        ("Kokoro-82M v1.0", KOKORO_SHA256, "", "unverified model Kokoro-82M v1.0"),
        ("Kokoro-82M latest", "", "KOKORO-82M", "unverified model Kokoro-82M latest"),
        ("toy", KOKORO_SHA256, "test-model", "test model toy"),
        ("8 bits", "1" * 64, "variant", "variant ‘8 bits’, not the published model"),
        ("8 bits", KOKORO_SHA256, "variant", "variant ‘8 bits’, not the published model"),
        ("", "", "", "unknown model"),
    ],
)
def test_the_label_takes_no_other_model_for_kokoro(
    name: str, sha256: str, kind: str, words: str
) -> None:
    health = Health("u", "ready", runtime="qemu", model=name, model_sha256=sha256, model_kind=kind)
    assert health.label == f"{words}, qemu (stand-in, not production)"


async def test_a_variant_is_shown_by_the_name_and_origin_that_it_tells(
    server: SidecarServer,
) -> None:
    told = {"name": "8\x1b[2J bits", "sha256": "1" * 64, "kind": "variant", "origin": "PyPI"}
    server.health(model=told)
    health = await check(server.url, TIMEOUT_S)
    assert (health.model_kind, health.model_origin) == ("variant", "PyPI")
    assert health.label.startswith("variant ‘8␛[2J bits’, not the published model, ")


def test_looks_that_differ_in_time_only_are_equal() -> None:
    health = Health("u", "ready", rtt_ms=1.0, checked_ms=1)
    assert health == replace(health, rtt_ms=2.0, checked_ms=2)
    assert health != replace(health, boot_id="another")


class Ward:
    """Runs a watch and keeps what it told."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.told: asyncio.Queue[Health] = asyncio.Queue()
        self.watch = HealthWatch(
            lambda: self.url, self.told.put_nowait, interval_s=0.01, timeout_s=TIMEOUT_S
        )

    async def next(self) -> Health:
        async with asyncio.timeout(PATIENCE_S):
            return await self.told.get()


async def test_only_changes_are_told(server: SidecarServer) -> None:
    ward = Ward(server.url)
    running = asyncio.create_task(ward.watch.run())
    assert (await ward.next()).state == "ready"
    server.forget()
    await asyncio.to_thread(server.wait_for, "asked", 6)
    assert ward.told.empty()
    server.readiness(503, ready=False, phase="warming")
    assert (await ward.next()).phase == "warming"
    ward.url = nobody()
    assert (await ward.next()).state == "unreachable"
    assert ward.watch.latest is not None
    assert ward.watch.latest.state == "unreachable"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_changed_address_is_followed_at_once(server: SidecarServer) -> None:
    ward = Ward(nobody())
    watch = HealthWatch(lambda: ward.url, ward.told.put_nowait, interval_s=3600)
    running = asyncio.create_task(watch.run())
    assert (await ward.next()).state == "unreachable"
    ward.url = server.url
    watch.look_now()
    assert (await ward.next()).state == "ready"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """The URL of a port where every connection gets `answer`, or silence where it is empty."""

    async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            if answer:
                writer.write_eof()
            await reader.read()
        writer.close()

    server = await asyncio.start_server(_answer, "127.0.0.1")
    try:
        yield "http://{}:{}".format(*server.sockets[0].getsockname())
    finally:
        server.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refusal("no guest: it is booting"), "the guest behind it does not: no guest: it is boot"),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nBusy", "a proxy answers 503 at /healthz"),
        (
            b"HTTP/1.0 502 Bad Gateway\r\n\r\n<html>",
            "a proxy answers 502 at /healthz: the sidecar ",
        ),
    ],
)
async def test_a_proxy_without_a_sidecar_is_told_from_another_service(
    answer: bytes, reason: str
) -> None:
    async with answering(answer) as url:
        health = await check(url, TIMEOUT_S)
    assert (health.state, health.word) == ("unreachable", "unreachable")
    assert reason in health.reason


async def test_who_takes_the_connection_and_is_silent_gives_no_answer() -> None:
    async with answering(b"") as url:
        health = await check(url, 0.2)
    assert (health.state, health.word) == ("unreachable", "no answer")
    assert (await check(nobody(), TIMEOUT_S)).word == "unreachable"

"""POST /attest: what the guest's first process says is passed on, and nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from arqon_sidecar.service.app import application
from arqon_sidecar.service.attest import Identity
from arqon_sidecar.service.handlers import Handlers
from arqon_sidecar.service.status import Status
from tests.patience import PATIENCE_S

CHALLENGE = "ab" * 32
JSON = {"Content-Type": "application/json"}
PROOF = {"instance_id": "i", "boot_nonce": "n", "boot_id": "b", "claims": "{}", "tag": "t"}
Opened = Callable[[Path | None], AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def opened() -> Opened:
    @asynccontextmanager
    async def client(identity: Path | None) -> AsyncIterator[httpx.AsyncClient]:
        app = application(Handlers(Status("qemu", 4), Identity(identity)))
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=PATIENCE_S
        ) as asking:
            yield asking

    return client


@asynccontextmanager
async def first_process(path: Path, answer: dict[str, object]) -> AsyncIterator[list[object]]:
    asked: list[object] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(json.loads(await reader.readline()))
        writer.write(json.dumps(answer).encode() + b"\n")
        writer.close()

    async with await asyncio.start_unix_server(serve, path):
        yield asked


async def test_the_first_processs_proof_is_passed_on(opened: Opened, tmp_path: Path) -> None:
    socket = tmp_path / "identity"
    answer = {"ok": True, "secret": "not for clients", **PROOF}
    async with first_process(socket, answer) as asked, opened(socket) as client:
        response = await client.post("/attest", json={"challenge": CHALLENGE})
    assert (response.status_code, response.json()) == (200, PROOF)
    assert asked == [{"op": "attest", "challenge": CHALLENGE}]


async def test_before_the_vm_has_its_identity_it_says_so(opened: Opened, tmp_path: Path) -> None:
    socket = tmp_path / "identity"
    async with first_process(socket, {"ok": False}), opened(socket) as client:
        response = await client.post("/attest", json={"challenge": CHALLENGE})
    assert (response.status_code, response.json()["code"]) == (503, "not_initialised")


async def test_a_first_process_that_is_gone_is_no_proof(opened: Opened, tmp_path: Path) -> None:
    async with opened(tmp_path / "nobody") as client:
        response = await client.post("/attest", json={"challenge": CHALLENGE})
    assert (response.status_code, response.json()["code"]) == (503, "not_initialised")


async def test_outside_a_guest_there_is_nothing_to_prove(opened: Opened) -> None:
    async with opened(None) as client:
        response = await client.post("/attest", json={"challenge": CHALLENGE})
    assert (response.status_code, response.json()["code"]) == (404, "no_identity")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no json", 400),
        (b"[]", 400),
        (b"{}", 422),
        (b'{"challenge": "AB"}', 422),
        (b'{"challenge": 5}', 422),
        (b'{"challenge": "' + b"a" * 5000 + b'"}', 413),
    ],
)
async def test_a_malformed_challenge_is_refused(
    opened: Opened, tmp_path: Path, body: bytes, status: int
) -> None:
    async with opened(tmp_path / "nobody") as client:
        assert (await client.post("/attest", content=body, headers=JSON)).status_code == status

"""A question to the guest, over the monitor's socket: what it answers, and who ends it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.run.control import SIDECAR_PORT, sidecar_answer
from arqon_microvm.vsock import Unreachable
from tests.microvm.muxer import muxer
from tests.patience import PATIENCE_S

PIECES = [b"HTTP/1.1 200 OK\r\n", b"Content-Length: 6000\r\n\r\n", bytes(6000)]


async def asked(path: Path, patience_s: float = PATIENCE_S) -> int:
    return (await sidecar_answer(path, "/healthz", patience_s))[0]


@pytest.mark.parametrize("pieces", [PIECES, [b"".join(PIECES)], PIECES[:1]])
async def test_the_guest_says_all_and_ends_the_connection_itself(
    pieces: list[bytes], tmp_path: Path
) -> None:
    said = asyncio.Event()

    async def guest(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        said.set()

    async with muxer(tmp_path / "v.sock", serve=guest) as made:
        assert list(made.ports) == [SIDECAR_PORT]
        assert await asked(made.path) == 200
        assert said.is_set()
        assert not made.ended_by_host.is_set()


async def test_one_that_answers_and_does_not_end_has_answered(tmp_path: Path) -> None:
    async def guest(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(PIECES[0])
        await asyncio.Event().wait()

    async with muxer(tmp_path / "v.sock", serve=guest) as made:
        for patience_s in (
            0.2,
            2,
            PATIENCE_S,
        ):  # all of it is waited for; a busy machine needs more
            with suppress(Unreachable):
                assert await asked(made.path, patience_s) == 200
                break
        else:
            raise AssertionError("its answer was not taken")
        await asyncio.wait_for(made.ended_by_host.wait(), PATIENCE_S)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "answered b''"),
        (b"HTTP/1.1", "answered b'HTTP/1.1'"),
        (b"x" * 10_000, "does not answer: Separator is not found"),
    ],
)
async def test_what_is_no_answer_is_told(answer: bytes, told: str, tmp_path: Path) -> None:
    async def guest(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with muxer(tmp_path / "v.sock", serve=guest) as made:
        with pytest.raises(VmError, match=told):
            await asked(made.path)

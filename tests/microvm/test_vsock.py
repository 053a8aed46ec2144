"""Dialling a guest's port, against a socket as strict as Firecracker's."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from arqon_microvm.vsock import GuestSilent, MonitorGone, NobodyListens, Unreachable, dial
from tests.microvm.muxer import muxer


async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"hello")
    await writer.drain()


async def test_a_port_is_reached_in_one_write(tmp_path: Path) -> None:
    async with muxer(tmp_path / "v.sock", serve=greet):
        connection, first = await dial(tmp_path / "v.sock", 7781)
        loop = asyncio.get_running_loop()
        with connection:
            while len(first) < 5:
                first += await loop.sock_recv(connection, 10)
    assert first == b"hello"


async def test_the_model_drops_a_line_in_pieces(tmp_path: Path) -> None:
    """Else it would prove nothing."""
    async with muxer(tmp_path / "v.sock", serve=greet):
        reader, writer = await asyncio.open_unix_connection(tmp_path / "v.sock")
        writer.write(b"CONN")
        assert await reader.read() == b""
        writer.close()


async def test_a_port_that_nobody_listens_on(tmp_path: Path) -> None:
    async with muxer(tmp_path / "v.sock", serve=greet):
        with pytest.raises(NobodyListens, match="port 7782"):
            await dial(tmp_path / "v.sock", 7782)


async def test_a_guest_that_says_nothing(tmp_path: Path) -> None:
    async with muxer(tmp_path / "v.sock", serve=greet) as monitor:
        monitor.silent = True
        with pytest.raises(GuestSilent):
            await dial(tmp_path / "v.sock", 7781, answer_s=0.05)


async def test_no_monitor(tmp_path: Path) -> None:
    with pytest.raises(MonitorGone):
        await dial(tmp_path / "v.sock", 7781)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "v.sock"))
    with pytest.raises(MonitorGone):
        await dial(tmp_path / "v.sock", 7781)


async def test_something_else_on_the_socket(tmp_path: Path) -> None:
    async def rude(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\n")
        writer.close()

    async with await asyncio.start_unix_server(rude, tmp_path / "v.sock"):
        with pytest.raises(NobodyListens, match="not a monitor's socket"):
            await dial(tmp_path / "v.sock", 7781)


async def test_too_many_open_files_is_a_miss_as_any_other(tmp_path: Path) -> None:
    async with muxer(tmp_path / "v.sock", serve=greet):
        with no_descriptor_free(), pytest.raises(Unreachable, match="Too many open files"):
            await dial(tmp_path / "v.sock", 7781)


@contextmanager
def no_descriptor_free() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)  # the kernel always gives the lowest number that is free
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)

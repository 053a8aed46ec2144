"""The verdict, the freeze that always ends, and how the parts read what they are given."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from arqon_microvm.attest.challenge import image_build
from arqon_microvm.attest.freeze import falls_silent
from arqon_microvm.attest.listener import address_is_ours
from arqon_microvm.attest.rows import REQUIRED, WHAT, Attestation, Row
from arqon_microvm.attest.way import ask, through_address
from arqon_microvm.errors import VmError
from arqon_microvm.image.contents import fill
from arqon_microvm.image.manifest import MANIFEST, digest_of
from arqon_microvm.run.snapshot import MEMORY, STAMP, Described
from tests.microvm.attest.impostors import in_our_process
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import ROOT, claims_of, failing, found, world
from tests.microvm.images import STAMP_OF_TODAY, make_image

KVM = kvm_works()
AT = datetime(2026, 1, 1, tzinfo=UTC)
ROWS = st.lists(
    st.tuples(st.sampled_from(sorted(WHAT)), st.sampled_from([True, False, None])), max_size=16
)


@given(ROWS)
def test_only_all_required_rows_make_a_yes(tried: list[tuple[Any, bool | None]]) -> None:
    rows = [Row.of(letter, passed, "found") for letter, passed in tried]
    held = {row.letter for row in rows if row.passed}
    broken = {row.letter for row in rows if not row.passed}
    attestation = Attestation.of(rows, "i", AT)
    assert attestation.attested == (held >= REQUIRED and not broken & REQUIRED)
    assert attestation.attested == (attestation.summary == "attested")
    assert Attestation.model_validate_json(attestation.model_dump_json()) == attestation
    assert not Attestation.of(rows, "i", AT, "no").attested
    if not attestation.attested:
        with pytest.raises(ValidationError, match="attested, though"):
            Attestation.model_validate({**attestation.model_dump(), "attested": True})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
async def test_whatever_ends_us_the_vm_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        # Who starts the tests may have them ignored: `nohup`, or a shell's background job.
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_DFL); "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pathlib import Path; from arqon_microvm.attest.attest import attest; "
        "from arqon_microvm.attest.pins import Pins; "
        "from arqon_microvm.run.folder import StateFolder; "
        "folder, image, pin = sys.argv[1:]; "
        "attest(StateFolder(Path(folder)), Pins(Path(image), pin), frozen_s=600)"
    )
    async with world(tmp_path, kvm=KVM) as made:
        pin = str(made.pins.firecracker)
        command = [sys.executable, "-c", code, str(made.folder.path), str(made.image), pin]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as attesting:  # noqa: ASYNC220
            pid = made.monitor.pid
            # Either: a stop that a busy machine lets us see too late is no stop any more.
            either = os.WSTOPPED | os.WCONTINUED
            seen = await asyncio.to_thread(os.waitid, os.P_PID, pid, either)
            assert seen is not None
            assert seen.si_code == os.CLD_STOPPED
            attesting.send_signal(number)
            await asyncio.to_thread(os.waitid, os.P_PID, pid, os.WCONTINUED)
            assert await asyncio.to_thread(attesting.wait) == -number


async def test_a_signal_cannot_go_to_a_later_process(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        monitor = made.state.processes["monitor"]
        later = {**monitor.model_dump(), "start_time": monitor.start_time - 1}
        made.note(processes={"monitor": later})
        with pytest.raises(VmError, match="is no longer the monitor"):
            await asyncio.to_thread(falls_silent, made.case())


@pytest.mark.parametrize("host", ["::1", "127.0.0.1", "0.0.0.0", "::"])
async def test_listeners_are_found_in_both_families(tmp_path: Path, host: str) -> None:
    """Loopback is reached through a listener on all addresses, too."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    async with world(tmp_path, kvm=KVM) as made:
        with socket.create_server((host, 0), family=family) as listening:
            port = listening.getsockname()[1]
            asked = "[::1]" if ":" in host else "127.0.0.1"
            made.note(listen=f"{asked}:{port}")
            inode = os.fstat(listening.fileno()).st_ino
            assert f"is socket:[{inode}] of the supervisor" in address_is_ours(made.case())
            other = "[::2]" if ":" in host else "127.0.0.2"
            made.note(listen=f"{other}:{port}")
            if host in ("::1", "127.0.0.1"):
                with pytest.raises(VmError, match="nobody listens"):
                    address_is_ours(made.case())


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b""),
        (b'HTTP/1.1 200 OK\r\n\r\n{"tag": ', b" "),
    ],
)
async def test_an_answer_that_never_ends_is_given_up(
    first: bytes, again: bytes, tmp_path: Path
) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        gone = asyncio.Event()

        async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError):
                writer.write(first)
                asked = True
                while asked:
                    writer.write(again)
                    await writer.drain()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.01):
                            asked = bool(await reader.read(1000))
            writer.transport.abort()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
            gone.set()

        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        made.note(listen="{}:{}".format(*server.sockets[0].getsockname()))
        with pytest.raises(VmError, match=r"no whole answer within 0\.2 s"):
            await asyncio.to_thread(ask, made.case(0.2), through_address, "/attest", {})
        await gone.wait()
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"no json", "was answered no json: "),
        (b"[1]", r"was answered \[1\], expected a JSON object"),
        (b"{}", "lacks instance_id, boot_nonce, boot_id, claims, tag"),
        (b"[" * 3000, "expected JSON"),
    ],
)
async def test_an_answer_that_is_none(tmp_path: Path, body: bytes, why: str) -> None:
    async def answer(path: str, asked: bytes) -> bytes:
        return body

    async with world(tmp_path, kvm=KVM) as made, in_our_process(made, answer):
        attestation = await made.attest()
    assert why.replace("\\", "") in found(attestation)["E"][1]


class _Recorder:
    def __init__(self) -> None:
        self.files: dict[str, object] = {}

    def file(self, name: str, content: object, **_: object) -> None:
        self.files[name] = content

    def copy(self, *_: object) -> None: ...
    def link(self, *_: object) -> None: ...
    def folder(self, *_: object) -> None: ...


def test_the_builds_digest_is_that_of_the_file_in_the_root(tmp_path: Path) -> None:
    manifest, tree = make_image(tmp_path / "image"), _Recorder()
    listed = (tmp_path / "image/sbom.cdx.json").read_bytes()
    fill(tree, tmp_path, "3.11", listed)  # type: ignore[arg-type]
    content = tree.files["opt/arqon/build.json"]
    assert isinstance(content, bytes)
    assert image_build(manifest) == hashlib.sha256(content).hexdigest()


def snapshot(folder: Path, image: Path, booted_as: str, content: str = "memory") -> Path:
    """Returns its memory."""
    folder.mkdir()
    memory = folder / MEMORY
    memory.write_text(content)
    stamp = STAMP_OF_TODAY.model_copy(
        update={"image": image, "image_sha256": digest_of(image / MANIFEST).sha256}
    )
    digest = digest_of(memory)
    described = Described(
        stamp=stamp, booted_as=booted_as, vm_state=digest, memory=digest, memory_mtime_ns=0
    )
    (folder / STAMP).write_text(described.model_dump_json())
    return memory


async def test_a_restored_vm_is_tied_to_the_image_by_its_memory(tmp_path: Path) -> None:
    manifest, first = make_image(tmp_path / "same"), "7" * 32
    memory = snapshot(tmp_path / "snapshot", tmp_path / "same", first)
    claims = {**claims_of(manifest), "cmdline_instance": first}
    # The process has another file of the same content open, as in a jail.
    jailed = Path(shutil.copy(memory, tmp_path / "memory"))
    async with world(tmp_path, kvm=KVM, memory=jailed, claims=claims) as made:

        async def told() -> str:
            attestation = await made.attest(freeze=False)
            return "" if not failing(attestation) else found(attestation)["D"][1]

        assert "it names no kernel" in await told()
        made.note(booted_as=first)
        assert "no snapshot is named to compare with" in await told()
        made.pins = replace(made.pins, snapshot=tmp_path / "snapshot")
        assert await told() == ""
        await asyncio.to_thread(jailed.unlink)
        assert await told() == ""
        made.note(booted_as="8" * 32)
        assert "the first instance in" in await told()
        made.note(booted_as=first)
        snapshot(tmp_path / "newer", tmp_path / "same", first, "another memory")
        made.pins = replace(made.pins, snapshot=tmp_path / "newer")
        assert "SHA-256 of its memory" in await told()
        (tmp_path / "newer" / STAMP).unlink()
        assert "does not describe a snapshot" in await told()

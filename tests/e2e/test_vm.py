"""`arqon-tts vm` as its user runs it."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
from pathlib import Path

import httpx

from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.microvm.muxer import muxer
from tests.microvm.proxy.test_gate import http_guest
from tests.patience import PATIENCE_S


async def test_proxy_passes_on_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "v.sock"
    command = ["vm", "proxy", "--vsock", str(path), "--listen", "127.0.0.1:0"]
    process = await asyncio.create_subprocess_exec(ARQON_TTS, *command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = (await process.stdout.readline()).decode()
    found = re.match(r"(127\.0\.0\.1:\d+) goes to port 7781 ", said)
    assert found, said
    async with httpx.AsyncClient(base_url=f"http://{found[1]}", timeout=PATIENCE_S) as client:
        before = await client.get("/healthz")
        async with muxer(path, http_guest):
            answer = await client.post("/echo", content=b"through")
    # On a connection that is new: the one to the guest is closed with it, at any moment.
    after = await asyncio.to_thread(httpx.get, f"http://{found[1]}/healthz", timeout=PATIENCE_S)
    assert (before.status_code, answer.content, after.status_code) == (503, b"through", 503)
    assert before.json()["code"] == "not_ready"
    assert "no monitor listens there" in before.json()["detail"]
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0


def test_proxy_refuses_more_than_loopback(run: Run) -> None:
    ended = run("vm", "proxy", "--vsock", "v.sock", "--listen", "0.0.0.0:7781")
    assert ended.returncode == 1
    assert "not a loopback address" in ended.stderr


def test_proxy_says_who_holds_the_port(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = "{}:{}".format(*other.getsockname())
        ended = run("vm", "proxy", "--vsock", "v", "--listen", address)
    assert ended.returncode == 1
    assert "is taken by process" in ended.stderr


def test_an_address_that_is_none(run: Run) -> None:
    ended = run("vm", "proxy", "--vsock", "v", "--listen", "7781")
    assert ended.returncode == 2
    assert "is not HOST:PORT" in ended.stderr


def test_doctor_says_what_is_broken_and_what_to_do(run: Run) -> None:
    ended = run("vm", "doctor", "--firecracker", "no-such-file")
    assert ended.returncode == 1
    assert "no-such-file is not there" in ended.stdout
    assert "microvm/tools/get-firecracker" in ended.stdout
    data = parsed(run("vm", "doctor", "--firecracker", "no-such-file", "--json"))
    assert data["severity"] == 2
    assert {"what", "verdict", "found", "to_do"} == set(data["rows"][0])


def test_without_a_vm_each_command_says_so(run: Run, home: Path) -> None:
    folder = ["--state-dir", str(home / "vm")]
    for verb, code, said in (
        ("status", 1, "No VM runs in"),
        ("restart", 1, f"Start it: arqon-tts --home {home} vm up"),
        ("logs", 1, "no VM has run in"),
        ("attest", 1, "no VM runs in"),
        ("down", 0, "No VM runs in"),
    ):
        ended = run("vm", verb, *folder)
        assert (verb, ended.returncode) == (verb, code)
        assert said in ended.stdout + ended.stderr


def test_up_without_an_image_says_what_to_do(run: Run, home: Path) -> None:
    ended = run("vm", "up", "--state-dir", str(home / "vm"), "--image", str(home / "none"))
    assert ended.returncode == 1
    assert "holds no image" in ended.stderr
    assert f"arqon-tts --home {home} vm build" in ended.stderr
    assert not (home / "vm" / "state.json").exists()


def test_an_option_that_does_not_go_with_the_monitor(run: Run, home: Path) -> None:
    words = ["--monitor", "qemu", "--from-snapshot", "s", "--state-dir", str(home / "vm")]
    for verb in ("up", "run"):
        assert run("vm", verb, *words).returncode == 2

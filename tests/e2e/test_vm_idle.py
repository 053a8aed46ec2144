"""Clients that hold a connection open and say nothing, or half a word."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.e2e.vms import Vms
from tests.microvm.firecracker.executable import make_executable
from tests.patience import PATIENCE_S


@pytest.fixture(scope="module")
def firecracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firecracker")
    return make_executable(folder, "firecracker", "tests.microvm.firecracker")


def test_idle_clients_do_not_keep_others_out(home: Path, firecracker: Path) -> None:
    vms = Vms(home, firecracker)
    with vms.start("run", files=256) as running, ExitStack() as held:
        state = vms.until("ready", running)
        host, port = state.listen.split(":")
        for words in (b"", b"G", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b""):
            for _ in range(150):
                client = held.enter_context(socket.create_connection((host, int(port))))
                client.send(words)
            answer = httpx.get(f"http://{state.listen}/healthz", timeout=PATIENCE_S)
            assert answer.status_code == 200
        assert vms.until("ready", running).restarts == 0
        running.terminate()
        said, _ = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 0, said

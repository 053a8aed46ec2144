"""The channel's own end, without a voice behind it."""

from __future__ import annotations

import gc
import socket
from pathlib import Path

import pytest

from arqon_service.channel.server import ChannelServer, Client


def ignored(*_: object) -> None:
    """Nothing depends on it here."""


@pytest.mark.parametrize("clients", [1, 5, 70])
def test_who_connects_while_it_closes_is_let_go(tmp_path: Path, clients: int) -> None:
    gone: list[Client] = []
    for turn in range(20):
        path = tmp_path / f"{turn}.sock"
        server = ChannelServer(path, greet=ignored, heard=ignored, gone=gone.append)
        server.start()
        calling = [socket.socket(socket.AF_UNIX) for _ in range(clients)]
        for each in calling:
            each.connect(str(path))
        server.close()
        assert not path.exists()
        for each in calling:
            with each:
                while each.recv(4096):
                    pass
    gc.collect()  # what was left open is a ResourceWarning, and an error here

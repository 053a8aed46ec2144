"""What systemd would receive, on a real datagram socket."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.run.notify import Notifier
from tests.patience import PATIENCE_S

NAMES = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


def listen(address: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.bind(address)
    listening.settimeout(PATIENCE_S)
    return listening


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    address = str(tmp_path / "notify")
    with listen(address) as listening:
        yield listening, address


def test_all_lines_arrive_as_one_message(manager: tuple[socket.socket, str]) -> None:
    listening, address = manager
    assert Notifier({"NOTIFY_SOCKET": address}).say("READY=1", "STATUS=ready · 2 restarts")
    assert listening.recv(4096).decode() == "READY=1\nSTATUS=ready · 2 restarts"


def test_an_abstract_socket_is_reached() -> None:
    name = f"arqon-notify-{os.getpid()}"
    with listen(f"\0{name}") as listening:
        assert Notifier({"NOTIFY_SOCKET": f"@{name}"}).say("WATCHDOG=1")
        assert listening.recv(4096) == b"WATCHDOG=1"


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_a_text_cannot_say_more_than_its_line(texts: list[str]) -> None:
    name = f"arqon-notify-lines-{os.getpid()}"
    with listen(f"\0{name}") as listening:
        notifier = Notifier({"NOTIFY_SOCKET": f"@{name}"})
        assert notifier.say(*(f"STATUS={text}" for text in texts))
        lines = listening.recv(1 << 16).decode().split("\n")
    assert len(lines) == len(texts)
    assert all(line.startswith("STATUS=") for line in lines)


def test_a_text_without_end_is_cut_to_what_systemd_reads(
    manager: tuple[socket.socket, str],
) -> None:
    listening, address = manager
    assert Notifier({"NOTIFY_SOCKET": address}).say("STATUS=" + "\N{GRINNING FACE}" * 100_000)
    assert len(listening.recv(1 << 16)) <= 4096


def test_nobody_asked(manager: tuple[socket.socket, str]) -> None:
    notifier = Notifier({"WATCHDOG_USEC": "30000000"})
    assert not notifier.say("READY=1")
    assert notifier.watchdog_s is None


def test_a_manager_that_is_gone_is_no_error(tmp_path: Path) -> None:
    assert not Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).say("READY=1")


def test_a_manager_that_does_not_read_is_not_waited_for(
    manager: tuple[socket.socket, str],
) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": manager[1]})
    taken = 0
    while notifier.say("WATCHDOG=1"):
        taken += 1
        assert taken < 100_000
    assert taken


@pytest.mark.parametrize(
    ("usec", "meant", "expected"),
    [
        ("30000000", None, 15.0),
        ("30000000", "77", 15.0),
        ("30000000", "78", None),
        ("30000000", "", None),
        ("0", None, None),
        ("-5", None, None),
        ("", None, None),
        (None, "77", None),
        ("1e6", None, None),
        ("9" * 400, None, None),
    ],
)
def test_the_watchdog_is_fed_at_half_its_interval(
    usec: str | None, meant: str | None, expected: float | None
) -> None:
    values = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": usec, "WATCHDOG_PID": meant}
    environment = {name: value for name, value in values.items() if value is not None}
    assert Notifier(environment, pid=77).watchdog_s == expected


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=120)), st.text())
def test_no_environment_makes_it_raise(environment: dict[str, str], text: str) -> None:
    notifier = Notifier(environment)
    assert not notifier.say(text)
    assert notifier.watchdog_s is None or notifier.watchdog_s > 0

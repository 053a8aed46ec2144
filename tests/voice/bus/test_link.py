"""The link comes back by itself, says what is wrong, and ends when it is told to."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial

import pytest

from arqon_voice.bus.address import BadBusUrl
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.conversation import Conversation
from arqon_voice.bus.retry import Pace, Retry
from tests.patience import PATIENCE_S
from tests.voice.bus.clients import QUICK, World, client_of
from tests.voice.bus.frames import review, speech
from tests.voice.bus.servers import bus_of


def test_a_dropped_link_is_back_at_once_and_goes_on() -> None:
    world = World()
    slow = Pace(silence_s=0.05, first_s=3600, longest_s=3600)
    with bus_of("arqon") as bus, client_of(bus.url, world, pace=slow) as client:
        bus.wait_for("connected")
        bus.send(speech("arqon", "m-1"))
        world.wait_for_said()
        bus.order({"drop": True})
        bus.wait_for("connected", 2)
        bus.send(speech("arqon", "m-2"))
        assert world.wait_for_said(2).message_id == "m-2"
        assert not world.said[0].outcome.done()
        assert client.status.counts.connections == 2
        assert world.wait_for_told("bus_disconnected")["reason"] == "the connection broke off"


def test_the_wait_grows_to_its_bound_and_is_never_the_same_for_all() -> None:
    pace = Pace()
    for drawn in ([0.0], [0.5], [1.0]):
        retry = Retry(pace, partial(max, drawn))
        assert retry.dropped(1.0) == 0
        waits = [retry.dropped(1.0) for _ in range(100)]
        assert waits == sorted(waits)
        assert max(waits) <= pace.longest_s
        assert retry.dropped(pace.steady_s) == 0
        assert retry.refused() >= pace.refused_s
    assert Retry(pace, lambda: 0.0).failed() < Retry(pace, lambda: 1.0).failed()


def test_a_link_that_came_about_after_many_failures_is_back_at_once_too() -> None:
    retry = Retry(Pace(), lambda: 1.0)
    waits = [retry.failed() for _ in range(20)]
    assert (waits[0], waits[-1]) == (1.0, 30.0)
    assert retry.dropped(0.1) == 0
    assert retry.failed() == 1.0


def test_the_first_try_that_fails_does_not_come_back_at_once() -> None:
    assert Retry(Pace(), lambda: 0.0).failed() > 0


@pytest.mark.parametrize("code", [1000, 1001, 1009, 1011, 1012])
def test_whatever_the_bus_closes_with_it_comes_back(code: int) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.order({"close": code})
        bus.wait_for("connected", 2)
        reason = world.wait_for_told("bus_disconnected")["reason"]
        assert reason == f"the bus closed the connection ({code}: as ordered)"


def test_a_bus_that_hangs_is_noticed_by_its_pings_and_found_again() -> None:
    world = World()
    impatient = Pace(
        silence_s=0.05, ping_s=0.1, pong_s=1.0, open_s=1.0, first_s=0.05, longest_s=0.1
    )
    with bus_of("arqon") as bus, client_of(bus.url, world, pace=impatient) as client:
        bus.wait_for("connected")
        os.kill(bus.pid, signal.SIGSTOP)
        try:
            world.wait_until(lambda: not client.status.connected)
            world.wait_until(lambda: "does not answer" in client.status.fault)
        finally:
            os.kill(bus.pid, signal.SIGCONT)
        world.wait_until(lambda: client.status.connected)
        bus.send(speech("arqon"))
        world.wait_for_said()


def test_a_fault_of_ours_costs_one_connection_and_not_the_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold = Conversation.hold
    faults = [KeyError("a bug")]

    async def breaks_once(conversation: Conversation) -> None:
        if faults:
            raise faults.pop()
        await hold(conversation)

    monkeypatch.setattr(Conversation, "hold", breaks_once)
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected", 2)
        bus.send(speech("arqon"))
        world.wait_for_said()
        assert client.status.counts.faults == 1
        assert "KeyError" in str(world.wait_for_told("bus_disconnected")["reason"])


def test_nothing_listening_is_said_and_tried_again() -> None:
    world = World()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"ws://127.0.0.1:{taken.getsockname()[1]}"
        with client_of(address, world) as client:
            why = f"not connected: nothing listens at {address}"
            world.wait_until(lambda: client.status.words.startswith(why))
            world.wait_for_told("bus_disconnected")
            assert len(world.told_of("bus_disconnected")) == 1


@pytest.mark.parametrize(("status", "words"), [(200, "HTTP 200"), (404, "HTTP 404"), (500, "500")])
def test_a_web_server_is_no_bus(status: int, words: str) -> None:
    world = World()
    with bus_of("arqon") as bus:
        bus.refuse(status)
        with client_of(bus.url, world) as client:
            why = f"{bus.url} is not a bus: it answers"
            world.wait_until(lambda: why in client.status.words)
            assert words in client.status.fault
            bus.refuse(None)
            bus.wait_for("connected")


@pytest.mark.parametrize("answer", [b"<html>", b"", b"\x00\xff" * 99, b"HTTP/1.1 101 ok\r\n\r\n"])
def test_what_answers_no_http_is_no_bus(answer: bytes) -> None:
    world = World()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):  # the test is over, or the client has left
                for _ in range(2):
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(4096)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        url = f"ws://127.0.0.1:{server.getsockname()[1]}"
        with client_of(url, world) as client:
            world.wait_until(lambda: client.status.words.startswith(f"not connected: {url}"))
            # The third one is not accepted: why the last failed is told while it is waited for.
            world.wait_until(lambda: client.status.words.endswith("; trying now"))
            assert client.status.words.startswith(f"not connected: {url}")


def test_a_bus_that_lets_nobody_in_is_asked_once_a_minute_at_most() -> None:
    world = World()
    patient = Pace(first_s=0.01, longest_s=0.01, refused_s=60)
    secret = "eyJhbGciOiJIUzI1NiJ9.secret"
    with bus_of("arqon") as bus:
        bus.refuse(401, f"no {secret}")
        token = {"ARQON_BUS_TOKEN": f" {secret}\n"}
        with client_of(bus.url, world, environ=token, pace=patient) as client:
            world.wait_until(lambda: client.status.fault)
            assert "does not let us in (401): it wants another token" in client.status.words
            assert secret not in f"{client.status} {world.told}"
        assert bus.events("handshake") == [
            {"event": "handshake", "authorization": f"Bearer {secret}"}
        ]


def test_a_bus_that_repeats_the_token_does_not_get_it_onto_a_screen() -> None:
    world = World()
    with bus_of("arqon") as bus:
        token = {"ARQON_BUS_TOKEN": "abc.def"}
        with client_of(bus.url, world, environ=token) as client:
            world.wait_until(lambda: client.status.dialect)
            error = {"type": "error", "version": "1.0", "sender": "bus", "error": "bad abc.def"}
            bus.send({"id": "x", "payload": {}, **error})
            world.wait_until(lambda: client.status.counts.errors)
            assert client.status.fault == "the bus refused a frame of ours: bad (token)"


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://127.0.0.1:9100", ""),
        ("ws://", ""),
        ("127.0.0.1:9100", ""),
        ("ws://127.0.0.1:99999", ""),
        ("ws://name:secret@127.0.0.1:9100", ""),
        ("ws://127.0.0.1:9100/#x", ""),
        ("ws://127.0.0.1:9100", "secret secret"),
        ("ws://127.0.0.1:9100", "secret\r\nX-Other: 1"),
        ("ws://127.0.0.1:9100", "secretÜ"),
    ],
)
def test_an_address_or_token_that_cannot_be_used_is_refused_at_the_start(
    url: str, token: str
) -> None:
    world = World()
    environ = {"ARQON_BUS_TOKEN": token}
    with pytest.raises(BadBusUrl) as caught:
        BusClient(url, "auto", world, health=lambda: world.health, tell=world.tell, environ=environ)
    assert "secret" not in str(caught.value)


def test_frames_beyond_all_bounds_end_the_connection_and_nothing_else() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.order({"size": 100 * 1024 * 1024})
        bus.wait_for("connected", 2)
        assert bus.events("gone")[0]["code"] == 1009
        assert "1009" in str(world.wait_for_told("bus_disconnected")["reason"])
        bus.send(speech("maestro"))
        world.wait_for_said()
        assert client.status.counts.faults == 0


def test_text_that_is_no_utf_8_ends_the_connection_and_nothing_else() -> None:
    world = World()
    broken = json.dumps(speech("maestro")).encode().replace(b"Good", b"G\xff\xfed")
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.order({"text_bytes": base64.b64encode(broken).decode()})
        bus.wait_for("connected", 2)
        assert bus.events("gone")[0]["code"] == 1007
        bus.send(speech("maestro", "m-2"))
        assert world.wait_for_said().message_id == "m-2"
        assert client.status.counts.faults == 0


def test_binary_frames_and_json_without_end_are_counted() -> None:
    world = World()
    deep = "[" * 100_000
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send_binary(b"\x00\x01")
        bus.send(deep, '{"a":' * 50_000, deep + "]" * 100_000, '{"a":' + "9" * 5000 + "}")
        bus.send(speech("maestro"))
        world.wait_for_said()
        assert (client.status.counts.malformed, client.status.counts.faults) == (5, 0)


def test_closing_leaves_the_bus_at_once_wherever_it_stands() -> None:
    world = World()
    slow = Pace(silence_s=3600, health_s=3600, first_s=3600, longest_s=3600)
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        url = f"ws://127.0.0.1:{never_answers.getsockname()[1]}"
        with client_of(url, world, pace=slow):
            pass
    with client_of(url, world, pace=slow) as waiting:
        world.wait_until(lambda: waiting.status.fault)
    with bus_of("maestro") as bus, client_of(bus.url, world, pace=slow):
        bus.wait_for("connected")
        bus.send(review("maestro"))


def test_a_client_that_was_never_started_can_be_closed() -> None:
    world = World()
    client = BusClient(
        "ws://127.0.0.1:1", "auto", world, health=lambda: world.health, tell=world.tell, environ={}
    )
    client.close()
    assert client.status.words == "closed"


def test_a_program_ends_while_a_name_is_looked_up() -> None:
    """The lookup is made to take for ever, in a process of its own."""
    program = """
import socket, threading
from tests.voice.bus.clients import World
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.conversation import Conversation
asked = threading.Event()
def never(*args, **options):
    asked.set()
    threading.Event().wait()
socket.getaddrinfo = never
world = World()
client = BusClient("ws://bus.invalid:9100", "auto", world,
                   health=lambda: world.health, tell=world.tell, environ={})
client.start()
asked.wait()
print("ends", flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": "."},
        timeout=PATIENCE_S,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "ends\n"
    assert QUICK.open_s

"""What the checks over a bus share: Maestro's mock bus, and a voice that is its client."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

from websockets.sync.client import connect

from arqon_gate.check import CannotLook
from arqon_gate.doubles.bus_server import BusServer
from arqon_gate.doubles.bus_shapes import maestro_event
from arqon_gate.doubles.patience import PATIENCE_S
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.health import BusHealth
from arqon_voice.bus.port import BusVoice, Tell
from arqon_voice.bus.review import Reviews

__all__ = ["bus_at", "on_bus", "selected"]


@contextmanager
def bus_at(port: int) -> Iterator[BusServer]:
    """Maestro's mock bus.

    Raises:
        CannotLook: the port is taken.
    """
    with closing(socket.socket()) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotLook(
                f"The bus of this check needs port {port}: {error.strerror}. End the program that "
                "has it."
            ) from error
    with BusServer("maestro", port) as bus:
        yield bus


@contextmanager
def on_bus(
    voice: BusVoice, tell: Tell, bus: BusServer, reviews: Reviews | None = None
) -> Iterator[BusClient]:
    """The voice as a client of the bus, connected."""
    connected = len(bus.events("connected"))
    client = BusClient(
        bus.url,
        "auto",
        voice,
        health=lambda: BusHealth("healthy", "fallback", "off"),
        tell=tell,
        reviews=reviews,
        environ={},
    )
    client.start()
    try:
        bus.wait_for("connected", connected + 1)
        yield client
    finally:
        client.close(PATIENCE_S)


def selected(bus: BusServer, session: str) -> None:
    """Choose a scenario as Maestro does: by the name of a session."""
    sent = maestro_event("stt.audio.append", session, "c-1", "m", {"audio_data": ""})
    with connect(bus.url) as maestro:
        maestro.send(json.dumps(sent))
        maestro.recv(PATIENCE_S)

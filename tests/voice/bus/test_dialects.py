"""Which dialect is spoken, and what is read and written in it."""

from __future__ import annotations

import pytest

from arqon_gate.doubles.bus_shapes import ID
from arqon_voice.bus.retry import Pace
from tests.voice.bus.clients import QUICK, World, client_of
from tests.voice.bus.frames import DialectName, frame, speech
from tests.voice.bus.servers import bus_of

BOTH = pytest.mark.parametrize("dialect", ["arqon", "maestro"])
NEVER_SILENT = Pace(silence_s=3600, health_s=0.05)


def test_the_welcome_of_the_real_bus_chooses_its_dialect() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, pace=NEVER_SILENT) as client:
        world.wait_until(lambda: client.status.dialect)
        assert client.status.dialect == "arqon"
        assert client.status.words == "connected, nothing heard yet (arqon, by its first frame)"


def test_silence_chooses_maestros() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        world.wait_until(lambda: client.status.dialect)
        assert client.status.words == "connected, nothing heard yet (maestro, after its silence)"


def test_a_first_frame_of_maestros_chooses_it_and_is_acted_on() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world, pace=NEVER_SILENT) as client:
        bus.wait_for("connected")
        bus.send(speech("maestro"))
        assert world.wait_for_said().text == "Good morning."
        assert client.status.words == "connected (maestro, by its first frame)"


def test_a_first_frame_that_shows_neither_does_not_choose() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world, pace=NEVER_SILENT) as client:
        bus.wait_for("connected")
        bus.send({"id": "x"}, "nonsense", speech("maestro"))
        world.wait_for_said()
        assert client.status.counts.malformed == 2
        assert client.status.dialect == "maestro"


def test_a_bus_that_was_only_slow_is_understood_when_it_speaks() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        world.wait_until(lambda: client.status.dialect == "maestro")
        bus.send(speech("arqon"))
        world.wait_for_said()
        assert client.status.words == "connected (arqon, by its first frame)"


def test_a_dialect_that_was_asked_for_stays() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, "maestro") as client:
        world.wait_until(lambda: client.status.counts.malformed + client.status.counts.other)
        assert client.status.words == "connected, nothing heard yet (maestro, as asked for)"


@BOTH
def test_health_goes_out_again_and_again_in_the_form_of_the_contract(dialect: DialectName) -> None:
    world = World()
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect):
        bus.wait_for_payload("stt.health.status", 3)
    for sent in bus.frames("stt.health.status"):
        assert sent["type"] == ("telemetry" if dialect == "arqon" else "event")
        assert (sent["version"], sent["room"], sent["channel"]) == ("1.0", "stt", "transcription")
        assert ("from" in sent) == (dialect == "maestro")
        assert ID.fullmatch(sent["id"]) or dialect == "maestro"
        payload = sent["payload"]
        assert payload["payload"] == {
            "status": "healthy",
            "latency_ms": 143,
            "error_count": 2,
            "provider": "kokoro",
            "sidecar": "ready",
        }
        for key in ("message_id", "session_id", "chunk_id", "tenant_id", "timestamp", "source"):
            assert payload[key]


def test_the_real_bus_refuses_nothing_of_ours() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for_payload("stt.health.status", 2)
        world.wait_until(lambda: client.status.counts.sent >= 2)
        assert client.status.counts.errors == 0


def test_health_that_cannot_be_told_is_unhealthy_and_ends_nothing() -> None:
    world = World()
    del world.health
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        payload = bus.wait_for_payload("stt.health.status", 2)["payload"]
        assert payload["status"] == "unhealthy"
        assert client.status.counts.faults >= 2


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"type": "message_response"}, "echoed"),
        ({"type": "telemetry"}, "other"),
        ({"type": "command"}, "other"),
        ({"room": "kitchen"}, "other"),
        ({"channel": None}, "other"),
        ({"version": "1.1"}, "malformed"),
        ({"type": None}, "malformed"),
        ({"payload": []}, "malformed"),
    ],
)
def test_arqon_acts_on_messages_of_the_room_only(change: dict[str, object], count: str) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        world.wait_until(lambda: client.status.dialect)
        before = getattr(client.status.counts, count)
        bus.send(speech("arqon", "m-1") | change, speech("arqon", "m-2"))
        assert world.wait_for_said().message_id == "m-2"
        assert getattr(client.status.counts, count) == before + 1


@pytest.mark.parametrize("missing", ["version", "id", "payload"])
def test_maestro_ignores_and_counts_a_frame_without_what_it_needs(missing: str) -> None:
    world = World()
    broken = speech("maestro", "m-1")
    del broken[missing]
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send(broken, speech("maestro", "m-2"))
        assert world.wait_for_said().message_id == "m-2"
        assert client.status.counts.malformed == 1


def test_what_comes_back_to_us_is_not_acted_on() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world, "maestro") as client:
        bus.wait_for_payload("stt.health.status")
        ours = bus.frames("stt.health.status")[0]["from"]
        bus.send(speech("maestro", "m-1") | {"from": ours}, speech("maestro", "m-2"))
        assert world.wait_for_said().message_id == "m-2"
        assert client.status.counts.echoed == 1


@BOTH
def test_types_are_counted_as_for_others_or_unknown(dialect: DialectName) -> None:
    world = World()
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect) as client:
        bus.wait_for("connected")
        before = client.status.counts
        for kind in ("stt.action.allow", "stt.health.status", "stt.transcript.partial", "x"):
            bus.send(frame(dialect, kind, "m-0", {}))
        bus.send(speech(dialect))
        world.wait_for_said()
        assert client.status.counts.unknown == 2
        assert client.status.counts.other >= before.other + 2
        assert client.status.counts.requests == 1


def test_nothing_is_heard_until_a_frame_of_the_room_comes() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, pace=QUICK) as client:
        world.wait_until(lambda: client.status.dialect)
        bus.send({"id": "x", "type": "message", "version": "1.0", "payload": {}, "sender": "bus"})
        world.wait_until(lambda: client.status.counts.other == 2)
        assert not client.status.heard
        bus.send(frame("arqon", "stt.transcript.partial", "m", {}))
        world.wait_until(lambda: client.status.heard)
        assert client.status.words == "connected (arqon, by its first frame)"

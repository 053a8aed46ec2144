"""Maestro's own scenarios, and requests that are heard: bus, voice plane, sound server, files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect

from arqon_gate.doubles.bus_server import BusServer
from arqon_gate.doubles.bus_shapes import maestro_event
from arqon_gate.doubles.hearing import gaps, pitch, sine, sounding
from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_settings.model import Settings
from arqon_voice.bus.client import BusClient
from arqon_voice.bus.health import BusHealth
from arqon_voice.bus.review import Reviews
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.bus.clients import QUICK, World, client_of
from tests.voice.bus.frames import speech
from tests.voice.bus.servers import bus_of

SPOKEN = ["provider_selected", "playback_started", "playback_completed", "latency_ms"]


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in Settings.model_fields:
        monkeypatch.delenv(key.upper(), raising=False)


def select(bus: BusServer, session: str) -> None:
    """Do as Maestro does to choose a scenario."""
    sent = maestro_event("stt.audio.append", session, "c-1", "m", {"audio_data": ""})
    with connect(bus.url) as maestro:
        maestro.send(json.dumps(sent))
        maestro.recv(PATIENCE_S)


class Speaker:
    """The voice plane of a user, and the events that it has written down."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.under(folder)
        self.plane: VoicePlane = open_plane(self.home, "service")
        self.plane.start()

    def names(self) -> list[str]:
        """The events of requests so far, in their order."""
        assert self.plane.telemetry.flush(PATIENCE_S)
        tail = Tail(self.home.telemetry, last=10_000)
        rows = tail.read(10_000)
        tail.close()
        return [row.name.removeprefix("stt.tts.") for row in rows if row.message_id]

    @contextmanager
    def on(self, bus: BusServer) -> Iterator[BusClient]:
        plane = self.plane
        health = BusHealth("healthy", "fallback", "off")
        client = BusClient(
            bus.url,
            "auto",
            plane,
            health=lambda: health,
            tell=plane.emitter.tell,
            environ={},
            pace=QUICK,
        )
        client.start()
        yield client
        client.close(PATIENCE_S)


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Callable[[], Speaker]]:
    speakers: list[Speaker] = []

    def begin() -> Speaker:
        speakers.append(Speaker(tmp_path))
        return speakers[-1]

    yield begin
    for one in speakers:
        one.plane.close()


def wait_for_names(speaker: Speaker, name: str, count: int) -> list[str]:
    World().wait_until(lambda: speaker.names().count(name) >= count)
    return speaker.names()


@pytest.mark.audio
def test_speech_replay_is_spoken_once_also_after_reconnect_and_restart(
    speaker: Callable[[], Speaker], null_sink: NullSink
) -> None:
    first = speaker()
    with bus_of("maestro") as bus, first.on(bus):
        bus.wait_for("connected")
        select(bus, "test-speech-replay")
        names = wait_for_names(first, "replay_ignored", 2)
        wait_for_names(first, "latency_ms", 1)
        bus.order({"drop": True})
        bus.wait_for("connected", 3)
        select(bus, "test-speech-replay")
        names = wait_for_names(first, "replay_ignored", 5)
    assert (names.count("latency_ms"), names.count("playback_started")) == (1, 1)
    first.plane.close()

    second = speaker()
    with bus_of("maestro") as bus, second.on(bus):
        bus.wait_for("connected")
        select(bus, "test-speech-replay")
        names = wait_for_names(second, "replay_ignored", 8)
    assert names.count("playback_started") == 1


@pytest.mark.audio
def test_a_request_s_own_sound_is_heard_by_the_fallback(
    speaker: Callable[[], Speaker], null_sink: NullSink
) -> None:
    one = speaker()
    tone = sine(0.5, rate=16_000, hz=700)
    with bus_of("arqon") as bus, one.on(bus), null_sink.record() as recording:
        bus.wait_for("connected")
        bus.send(speech("arqon", audio=tone.pcm))
        wait_for_names(one, "latency_ms", 1)
        recording.settle()
    assert one.names() == SPOKEN
    assert pitch(recording.samples) == pytest.approx(700, abs=3)


@pytest.mark.audio
def test_kokoro_speaks_the_transcript_and_plays_no_sound_of_the_request(
    speaker: Callable[[], Speaker], null_sink: NullSink
) -> None:
    one = speaker()
    with SidecarServer("tone") as sidecar, bus_of("arqon") as bus, one.on(bus):
        kokoro = {"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_url": sidecar.url}
        one.plane.store.change(kokoro, by="test")  # type: ignore[arg-type]
        bus.wait_for("connected")
        bus.send(speech("arqon", transcript="From the bus.", audio=sine(0.5, rate=16_000).pcm))
        names = wait_for_names(one, "latency_ms", 1)
        assert sidecar.asked[-1]["body"]["text"] == "From the bus."
    assert "kokoro.success" in names


@pytest.mark.audio
def test_what_is_being_played_plays_on_when_the_link_drops(
    speaker: Callable[[], Speaker], null_sink: NullSink
) -> None:
    one = speaker()
    with bus_of("arqon") as bus, one.on(bus), null_sink.record() as recording:
        bus.wait_for("connected")
        bus.send(speech("arqon", audio=sine(1.5, rate=16_000).pcm))
        wait_for_names(one, "playback_started", 1)
        bus.order({"drop": True})
        bus.wait_for("connected", 2)
        wait_for_names(one, "latency_ms", 1)
        recording.settle()
    heard = sounding(recording.samples)
    # A busy machine can tear the sound, which makes it no shorter and says nothing twice.
    sound_s = (heard.stop - heard.start) / 48_000 - sum(gaps(recording.samples))
    assert one.names() == SPOKEN
    assert sound_s == pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize("allow", [True, False])
def test_integrity_allow_and_block(allow: bool) -> None:
    world, reviews = World(), Reviews()
    reviews.listen(lambda: None)
    session = f"test-integrity-{'allow' if allow else 'block'}"
    with bus_of("maestro") as bus, client_of(bus.url, world, reviews=reviews):
        bus.wait_for("connected")
        select(bus, session)
        world.wait_until(lambda: reviews.pending)
        pending = reviews.pending[0]
        assert (pending.action_id, json.loads(pending.context)) == (
            "action-123",
            {"path": "/tmp/foo"},
        )
        reviews.answer("action-123", allow)
        sent = bus.wait_for_payload("stt.action.allow" if allow else "stt.action.block")
        assert (sent["session_id"], sent["chunk_id"]) == (session, "c-1")


def test_integrity_without_anybody_there_is_denied() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        select(bus, "test-integrity-allow")
        assert bus.wait_for_payload("stt.action.block")["payload"]["action_id"] == "action-123"
        assert bus.payloads("stt.action.allow") == []


def test_integrity_policy_block_is_told() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        select(bus, "test-integrity-policy-block")
        told = world.wait_for_told("action_blocked")
        assert (told["action_id"], told["reason"]) == ("action-illegal", "policy")


def test_malformed_frames_are_counted() -> None:
    world = World()
    with bus_of("maestro") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        select(bus, "test-malformed")
        world.wait_until(lambda: client.status.counts.malformed == 2)
        bus.send(speech("maestro"))
        world.wait_for_said()

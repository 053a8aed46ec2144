"""A request over the bus reaches the voice once, whole, whatever is odd about it."""

from __future__ import annotations

import io
import threading
import wave
from typing import Any

import pytest

from arqon_gate.doubles.bus_server import Json
from arqon_voice.bus.speech import MOST_HELD, MOST_HELD_BYTES
from arqon_voice.speech.utterance import PcmChunk
from tests.patience import PATIENCE_S
from tests.voice.bus.clients import Said, World, client_of
from tests.voice.bus.frames import DialectName, frame, speech
from tests.voice.bus.servers import bus_of

TONE = b"\x01\x00\xff\xff" * 800
BOTH = pytest.mark.parametrize("dialect", ["arqon", "maestro"])


class BusyWorld(World):
    """A voice that takes nothing on before it is free."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.free = threading.Event()

    def say(self, text: str, **more: Any) -> Said:
        self.asked.set()
        assert self.free.wait(PATIENCE_S)
        return super().say(text, **more)


def wav(rate: int = 24_000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(TONE)
    return file.getvalue()


@BOTH
def test_text_id_and_session_reach_the_voice(dialect: DialectName) -> None:
    world = World()
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect):
        bus.wait_for("connected")
        bus.send(speech(dialect, "m-7", "Grüße, 世界 🎧"))
        said = world.wait_for_said()
    assert (said.text, said.audio) == ("Grüße, 世界 🎧", None)
    assert (said.message_id, said.session_id) == ("m-7", "s-1")


@pytest.mark.parametrize(
    ("audio", "named", "rate"),
    [
        (TONE, "pcm", 16_000),
        (TONE, "raw", 16_000),
        (wav(), "wav", 24_000),
        (wav(48_000), None, 48_000),
    ],
    ids=["pcm", "raw", "wav", "not named"],
)
def test_its_own_sound_comes_with_it(audio: bytes, named: str | None, rate: int) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(speech("arqon", audio=audio, audio_format=named))
        assert world.wait_for_said().audio == PcmChunk(TONE, rate)


@pytest.mark.parametrize(
    "inner",
    [
        {"audio_data": "AA==", "audio_format": "pcm"},
        {"audio_data": "not base64!", "audio_format": "pcm"},
        {"audio_data": "AAAA", "audio_format": "wav"},
        {"audio_data": "AAAA", "audio_format": "mp3"},
        {"audio_data": "Ünicode", "audio_format": "raw"},
    ],
)
def test_sound_that_cannot_be_played_leaves_the_transcript(inner: Json) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(frame("arqon", "stt.speech.request", "m-1", {**inner, "transcript": "Hello."}))
        said = world.wait_for_said()
        assert (said.text, said.audio) == ("Hello.", None)
        assert world.wait_for_told("bus_audio_ignored")["reason"]


def test_such_sound_without_a_transcript_ends_as_a_failure() -> None:
    world = World()
    inner = {"audio_data": "AA==", "audio_format": "pcm"}
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send(frame("arqon", "stt.speech.request", "m-1", inner))
        told = world.wait_for_told("playback_failed")
        assert told["provider"] == "kokoro"
        assert str(told["reason"]).startswith("bad_audio: ")
        assert client.status.counts.refused == 1
    assert world.said == []


@BOTH
@pytest.mark.parametrize(
    "odd",
    [
        speech("maestro", ""),
        speech("maestro", 5),
        speech("maestro", None),
        speech("maestro", ["m-1"]),
        speech("maestro", True),
        speech("maestro", transcript=7),
        speech("maestro", transcript="  "),
        speech("maestro", audio_format=3),
        speech("maestro", type=9),
        speech("maestro", payload="a text"),
        frame("maestro", "stt.speech.request", "m-1", {"transcript": "x", "audio_data": {}}),
    ],
)
def test_what_cannot_be_a_request_is_counted_and_the_next_is_spoken(
    dialect: DialectName, odd: Json
) -> None:
    world = World()
    broken = speech(dialect) | {"payload": odd["payload"]}
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect) as client:
        bus.wait_for("connected")
        before = client.status.counts.malformed
        bus.send(broken, speech(dialect, "m-2"))
        assert world.wait_for_said().message_id == "m-2"
        assert client.status.counts.malformed == before + 1
        assert client.status.fault.startswith("a frame was ignored: ")


@pytest.mark.parametrize("odd", ["x" * 10_000, "a\x1b[31m\x00b", "\u202ereversed", "\ud83d"])
def test_an_id_that_cannot_be_shown_is_known_by_its_fingerprint(odd: str) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(speech("arqon", odd), speech("arqon", odd), speech("arqon", odd + "x"))
        world.wait_for_said(3)
    first, again, other = (said.message_id or "" for said in world.said)
    assert first == again != other
    assert first.startswith("sha256:")
    assert first.isprintable()


def test_half_a_character_does_not_reach_the_voice() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(speech("arqon", transcript="ok \ud83d end"))
        world.wait_for_said().text.encode()


def test_more_than_is_held_is_refused_and_told_and_room_comes_back() -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send(*(speech("arqon", f"m-{n}") for n in range(MOST_HELD + 3)))
        world.wait_for_told("playback_failed", 3)
        refused = [told for told in world.told if told[0] == "playback_failed"]
        assert [told[1] for told in refused] == [f"m-{MOST_HELD + n}" for n in range(3)]
        assert str(refused[0][2]["reason"]).startswith("queue_full")
        assert client.status.counts.refused == 3
        world.wait_for_said(MOST_HELD)
        world.said[0].end()
        bus.send(speech("arqon", "again"))
        assert world.wait_for_said(MOST_HELD + 1).message_id == "again"


def test_the_sound_that_waits_is_bounded_too() -> None:
    world = World()
    minute = b"\x00" * 1_920_000
    fit = MOST_HELD_BYTES // (len(minute) * 4 // 3)
    with bus_of("maestro") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        for number in range(fit + 1):
            bus.send(speech("maestro", f"m-{number}", audio=minute))
        assert "queue_full" in str(world.wait_for_told("playback_failed")["reason"])
        assert world.wait_for_said(fit).audio == PcmChunk(minute, 16_000)
    assert len(world.said) == fit


def test_a_voice_that_refuses_is_told_and_the_next_request_is_tried() -> None:
    world = World()
    world.say_fault = RuntimeError("100 utterances wait already")
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(speech("arqon", "m-1"))
        reason = world.wait_for_told("playback_failed")["reason"]
        assert reason == "RuntimeError: 100 utterances wait already"
        world.say_fault = None
        bus.send(speech("arqon", "m-2"))
        said = world.wait_for_said()
        said.outcome.set_exception(RuntimeError("the holder ended"))
        assert world.wait_for_told("playback_failed", 2)["reason"] == (
            "RuntimeError: the holder ended"
        )


def test_what_came_before_the_end_is_handed_over_before_the_client_has_ended() -> None:
    world = BusyWorld()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send(*(speech("arqon", f"m-{n}") for n in range(3)))
        world.wait_until(lambda: client.status.counts.requests == 3)
        closing = threading.Thread(target=client.close, args=(PATIENCE_S,))
        closing.start()
        world.wait_until(lambda: client.status.words == "closed")
        world.free.set()
        closing.join(PATIENCE_S)
        assert [said.message_id for said in world.said] == ["m-0", "m-1", "m-2"]
    assert not world.told_of("playback_failed")


def test_what_could_not_be_handed_over_before_the_end_is_told() -> None:
    world = BusyWorld()
    with bus_of("arqon") as bus, client_of(bus.url, world) as client:
        bus.wait_for("connected")
        bus.send(*(speech("arqon", f"m-{n}") for n in range(3)))
        world.wait_until(lambda: client.status.counts.requests == 3 and world.asked.is_set())
        client.close(0.0)
        refused = [told for told in world.told if told[0] == "playback_failed"]
        assert [told[1] for told in refused] == ["m-1", "m-2"]
        assert "the program ended" in str(refused[0][2]["reason"])
        world.free.set()


def test_what_is_not_known_in_a_payload_does_not_matter() -> None:
    world = World()
    more: dict[str, Any] = {"addr_id": 5, "future": {"deep": [1]}, "session_id": None}
    with bus_of("arqon") as bus, client_of(bus.url, world):
        bus.wait_for("connected")
        bus.send(speech("arqon", **more))
        assert world.wait_for_said().session_id is None

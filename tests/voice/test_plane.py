"""The voice plane with its real parts: sidecar over HTTP, espeak-ng, a sound server, the files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from arqon_gate.doubles.hearing import gaps, pitch, sounding
from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.doubles.sidecar_tone import TONE_HZ
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_settings.model import Settings
from arqon_voice.speech.plane import NothingToSay, VoicePlane
from arqon_voice.speech.queue import WAITING_LIMIT
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.gated import Spying


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of the test's own."""
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    for key in Settings.model_fields:
        monkeypatch.delenv(key.upper(), raising=False)
    return tmp_path


@pytest.fixture
def sidecar() -> Iterator[SidecarServer]:
    with SidecarServer("tone") as server:
        yield server


@pytest.fixture
def open_voice() -> Iterator[Callable[[], VoicePlane]]:
    planes: list[VoicePlane] = []

    def opened() -> VoicePlane:
        planes.append(open_plane(Home.of_user(), "cli"))
        planes[-1].start()
        return planes[-1]

    yield opened
    for plane in planes:
        plane.close()


@pytest.fixture
def voice(open_voice: Callable[[], VoicePlane]) -> VoicePlane:
    return open_voice()


@pytest.fixture
def kokoro(voice: VoicePlane, sidecar: SidecarServer) -> SidecarServer:
    voice.store.change(
        {
            "arqon_tts_provider": "kokoro",
            "arqon_tts_kokoro_url": sidecar.url,
            "arqon_tts_kokoro_timeout_ms": 60_000,  # what hangs does so for the whole test
        },
        by="test",
    )
    return sidecar


def told(voice: VoicePlane, message_id: str) -> list[Row]:
    """The events of one message, as another process would find them."""
    assert voice.telemetry.flush(PATIENCE_S)
    tail = Tail(Home.of_user().telemetry, last=10_000)
    rows = [row for row in tail.read(10_000) if row.message_id == message_id]
    tail.close()
    return rows


def names(voice: VoicePlane, message_id: str) -> list[str]:
    return [row.name.removeprefix("stt.tts.") for row in told(voice, message_id)]


def roll_back_elsewhere() -> None:
    """As an operator does it at the command line of the same user."""
    command = Path(sys.executable).with_name("arqon-tts")
    subprocess.run([command, "rollback", "--reason", "test"], check=True, capture_output=True)


@pytest.mark.audio
def test_kokoro_is_heard_as_it_was_sent(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    with null_sink.record() as recording:
        outcome = voice.say("Good morning.").outcome.result(PATIENCE_S)
        recording.settle()
    assert outcome.ending == "stt.tts.latency_ms"
    assert outcome.provider == "kokoro"
    assert pitch(recording.samples) == pytest.approx(TONE_HZ, abs=3)
    # What a busy machine tears is counted.
    assert len(gaps(recording.samples)) <= outcome.underruns
    assert kokoro.asked[-1]["body"]["text"] == "Good morning."
    assert "kokoro.success" in names(voice, outcome.message_id)


@pytest.mark.audio
def test_the_fallback_voice_is_heard(voice: VoicePlane, null_sink: NullSink) -> None:
    with null_sink.record() as recording:
        outcome = voice.say("Good morning.").outcome.result(PATIENCE_S)
        recording.settle()
    heard = sounding(recording.samples)
    assert outcome.provider == "fallback"
    assert (heard.stop - heard.start) / 48_000 > 0.4
    assert names(voice, outcome.message_id) == [
        *("provider_selected", "playback_started", "playback_completed", "latency_ms"),
    ]


@pytest.mark.audio
def test_fail_closed_makes_no_sound(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    voice.store.change({"arqon_tts_kokoro_fallback_enabled": False}, by="test")
    kokoro.kill()
    with null_sink.record() as recording:
        outcome = voice.say("Good morning.").outcome.result(PATIENCE_S)
        recording.settle()
    assert outcome.ending == "stt.tts.fail_closed"
    assert not np.any(recording.samples)
    assert names(voice, outcome.message_id)[-2:] == ["kokoro.failure", "fail_closed"]


@pytest.mark.audio
def test_utterances_sound_one_after_the_other(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    with null_sink.record() as recording:
        tickets = [voice.say(f"Number {number}.") for number in range(3)]
        outcomes = [ticket.outcome.result(PATIENCE_S) for ticket in tickets]
        recording.settle()
    assert [outcome.ending for outcome in outcomes] == ["stt.tts.latency_ms"] * 3
    assert [asked["body"]["text"] for asked in kokoro.asked] == [
        *("Number 0.", "Number 1.", "Number 2."),
    ]
    # What a busy machine tears is counted.
    torn = sum(outcome.underruns for outcome in outcomes)
    assert 2 <= len(gaps(recording.samples, longer_than=0.01)) <= 2 + torn


@pytest.mark.audio
def test_what_is_to_be_spoken_now_cuts_off_what_sounds_and_nothing_else(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    kokoro.behave("never")
    cut, waiting = voice.say("Never mind."), voice.say("This can wait.")
    kokoro.wait_for("asked")
    kokoro.behave("tone")
    outcome = voice.say("Fire!", now=True).outcome.result(PATIENCE_S)
    assert cut.outcome.result(PATIENCE_S).ending == "stt.tts.playback_stopped"
    assert outcome.ending == "stt.tts.latency_ms"
    assert waiting.outcome.result(PATIENCE_S).ending == "stt.tts.latency_ms"
    texts = [asked["body"]["text"] for asked in kokoro.asked]
    assert texts == ["Never mind.", "Fire!", "This can wait."]


@pytest.mark.audio
def test_a_stream_that_breaks_is_spoken_on_by_the_fallback_from_where_it_was(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    voice.store.change({"arqon_tts_kokoro_timeout_ms": 4000}, by="test")
    kokoro.behave("half_then_stuck")
    text = "The first half. The other half!"
    outcome = voice.say(text).outcome.result(PATIENCE_S)
    assert (outcome.ending, outcome.provider) == ("stt.tts.latency_ms", "fallback")
    used = next(row for row in told(voice, outcome.message_id) if "fallback.used" in row.name)
    assert used.parsed()["from_char"] == len(text) // 2
    recording = voice.replay().outcome.result(PATIENCE_S)
    assert recording.ending == "stt.tts.latency_ms"


@pytest.mark.audio
def test_whoever_listens_is_told_how_far_it_is_and_how_loud(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    spying = Spying()
    voice.subscribe(spying)
    ticket = voice.say("Good morning.")
    spying.wait_for(lambda state: state.heard_ms > 300 and state.level_db is not None)
    assert ticket.outcome.result(PATIENCE_S).ending == "stt.tts.latency_ms"
    spying.wait_for(lambda state: state.phase == "idle")
    mine = [state for state in spying.states if state.message_id == ticket.message_id]
    heard = [state.heard_ms for state in mine if state.phase == "speaking"]
    assert heard == sorted(heard)
    assert max(state.level_db or -96.0 for state in mine) > -20


@pytest.mark.audio
def test_a_rollback_elsewhere_moves_what_hangs_and_what_waits(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    voice.store.change({"arqon_tts_kokoro_timeout_ms": 60_000}, by="test")
    kokoro.behave("never")
    tickets = [voice.say("One."), voice.say("Two.")]
    kokoro.wait_for("asked")
    roll_back_elsewhere()
    outcomes = [ticket.outcome.result(PATIENCE_S) for ticket in tickets]
    assert [outcome.provider for outcome in outcomes] == ["fallback", "fallback"]
    failure = [row for row in told(voice, tickets[0].message_id) if "failure" in row.name]
    assert failure[0].parsed()["reason"] == "rolled_back"
    assert [outcome.ending for outcome in outcomes] == ["stt.tts.latency_ms"] * 2, outcomes
    assert len(kokoro.asked) == 1


@pytest.mark.audio
def test_stop_ends_what_sounds_and_what_waits(
    voice: VoicePlane, kokoro: SidecarServer, null_sink: NullSink
) -> None:
    kokoro.behave("never")
    tickets = [voice.say("One."), voice.say("Two.")]
    kokoro.wait_for("asked")
    voice.stop()
    assert [ticket.outcome.result(PATIENCE_S).ending for ticket in tickets] == [
        *("stt.tts.playback_stopped", "stt.tts.playback_stopped"),
    ]
    kokoro.wait_for("client_gone")


@pytest.mark.audio
def test_a_message_is_spoken_once_though_two_programs_are_asked(
    open_voice: Callable[[], VoicePlane], null_sink: NullSink
) -> None:
    first, second = open_voice(), open_voice()
    spoken = first.say("Once.", message_id="m1").outcome.result(PATIENCE_S)
    with null_sink.record() as recording:
        again = second.say("Once.", message_id="m1").outcome.result(PATIENCE_S)
        recording.settle()
    assert spoken.ending == "stt.tts.latency_ms"
    assert again.ending == "stt.tts.replay_ignored"
    assert not np.any(recording.samples)


def test_without_a_device_it_says_so_and_still_saves(
    voice: VoicePlane, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    outcome = voice.say("Hello.").outcome.result(PATIENCE_S)
    assert outcome.ending == "stt.tts.playback_failed"
    assert "WAV" in outcome.words
    saved = voice.save("Hello.", home / "hello.wav").outcome.result(PATIENCE_S)
    assert saved.ending == "stt.tts.latency_ms"
    assert (home / "hello.wav").stat().st_size > 10_000


def test_a_file_is_saved_while_speech_hangs(
    voice: VoicePlane, kokoro: SidecarServer, home: Path
) -> None:
    kokoro.behave("never")
    hanging = voice.say("Hello.")
    kokoro.wait_for("asked")
    kokoro.behave("tone")
    assert voice.save("Hello.", home / "a.wav").outcome.result(PATIENCE_S).provider == "kokoro"
    assert not hanging.outcome.done()
    assert [asked["body"].get("whole") for asked in kokoro.asked] == [None, True]


def test_the_end_of_the_program_ends_what_is_in_hand(
    voice: VoicePlane, kokoro: SidecarServer
) -> None:
    kokoro.behave("never")
    tickets = [voice.say("One."), voice.say("Two.")]
    kokoro.wait_for("asked")
    voice.close()
    assert [ticket.outcome.result(0).ending for ticket in tickets] == [
        *("stt.tts.playback_stopped", "stt.tts.playback_stopped"),
    ]
    assert names(voice, tickets[0].message_id)[-1] == "playback_stopped"


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_to_say_is_refused_before_it_is_a_request(voice: VoicePlane, text: str) -> None:
    with pytest.raises(NothingToSay):
        voice.say(text)
    with pytest.raises(NothingToSay):
        voice.say(text, audio=PcmChunk(b"", 16_000))


def test_a_flood_is_refused_in_words_and_in_telemetry(
    voice: VoicePlane, kokoro: SidecarServer
) -> None:
    kokoro.behave("never")
    voice.say("This one hangs.")
    kokoro.wait_for("asked")
    for number in range(WAITING_LIMIT):
        voice.say(f"Number {number}.")
    refused = voice.say("One more.")
    warning = voice.say("Fire!", warning=True)
    outcome = refused.outcome.result(0)
    assert outcome.ending == "stt.tts.playback_failed"
    assert f"{WAITING_LIMIT} utterances wait" in outcome.words
    (event,) = told(voice, refused.message_id)
    assert event.parsed() == {
        "provider": "kokoro",
        "reason": "queue_full",
        "waiting": WAITING_LIMIT,
    }
    assert not warning.outcome.done()
    assert voice.queue().waiting[0].message_id == warning.message_id
    assert voice.queue().in_hand == WAITING_LIMIT + 2


def test_what_is_started_early_is_no_error_without_a_device(voice: VoicePlane) -> None:
    voice.warm()
    assert voice.say("Hello.").outcome.result(PATIENCE_S).ending in {
        *("stt.tts.latency_ms", "stt.tts.playback_failed"),
    }

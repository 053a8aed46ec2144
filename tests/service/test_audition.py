"""Auditions: a real voice and a sidecar's double, two voices, and settings that nobody touched."""

from __future__ import annotations

import random
import threading
import wave
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.doubles.sidecar_tone import AMPLITUDE
from arqon_service.audition.audition import HISTORY, Audition, Script
from arqon_service.audition.history import past_runs
from arqon_service.audition.run import Run, as_csv
from arqon_service.home import Home
from arqon_service.shared import SharedVoice, open_voice
from arqon_settings.store import SettingsStore
from arqon_voice.playback.wav.peaks import Peaks
from arqon_voice.speech.plane import NothingToSay
from tests.patience import PATIENCE_S
from tests.service.voices import eventually, holding, running
from tests.tui.fakes import FakeVoice

pytestmark = pytest.mark.audio


@pytest.fixture(scope="module")
def sidecar() -> Iterator[SidecarServer]:
    with SidecarServer("measured") as server:
        yield server


@pytest.fixture(scope="module")
def home(
    sidecar: SidecarServer, sound_server: NullSink, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    """A user whose voice is held by another process, as it is beside `arqon-tts serve`."""
    folder = tmp_path_factory.mktemp("home")
    home = Home.under(folder)
    SettingsStore(home.settings).change(
        {"arqon_tts_kokoro_url": sidecar.url, "arqon_tts_kokoro_voice": "af_heart"}, by="test"
    )
    words = ("--home", str(folder), "serve", "--bus", "")
    with running(*words, **sound_server.environment()):
        holding(home, "serve")
        yield home


@pytest.fixture
def kokoro(sidecar: SidecarServer) -> SidecarServer:
    sidecar.reset()
    return sidecar


class Listening:
    """An audition, and what it told."""

    def __init__(self, home: Home, voice: SharedVoice, chance: random.Random | None = None) -> None:
        self.runs: list[Run] = []
        self.sounds: list[tuple[str, Peaks]] = []
        self.heard: Future[tuple[str, Peaks]] = Future()
        self.of = Audition(
            home, voice, on_run=self.runs.append, on_sound=self._sound, chance=chance
        )
        self.of.pair = ("af_bella", "bf_emma+am_adam(2)")
        self.of.script = Script("Good morning.", "greeting")

    def _sound(self, message_id: str, peaks: Peaks) -> None:
        self.heard.set_result((message_id, peaks))


def spoken(kokoro: SidecarServer) -> list[dict[str, Any]]:
    """What it was asked to speak."""
    return [each["body"] for each in kokoro.asked if each["body"]]


@pytest.fixture
def audition(home: Home, kokoro: SidecarServer) -> Iterator[Listening]:
    voice = open_voice(home, "panel")
    made = Listening(home, voice)
    yield made
    made.of.close()
    voice.close()


def test_both_voices_speak_the_same_text_and_no_setting_changes(
    audition: Listening, home: Home, kokoro: SidecarServer
) -> None:
    before = home.settings.read_bytes()
    audition.of.script = Script("Good morning.", "greeting", speed=1.25)
    first = audition.of.play(1).result(PATIENCE_S)
    second = audition.of.play(2).result(PATIENCE_S)
    said = [(each["voice"], each["text"]) for each in spoken(kokoro)]
    assert said == [("af_bella", "Good morning."), ("bf_emma+am_adam(2)", "Good morning.")]
    assert [each["speed"] for each in spoken(kokoro)] == [1.25, 1.25]
    assert home.settings.read_bytes() == before
    assert [first.fault, second.fault] == ["", ""]
    assert (first.queue_ms, first.phonemize_ms, first.synthesize_ms) == (1.0, 2.5, 40.0)
    assert first.first_audio_ms is not None
    assert first.total_ms is not None
    assert first.sound_ms is not None
    assert 0 < first.first_audio_ms <= first.total_ms
    assert 500 < first.sound_ms < 800, "13 characters of the double's tone are 0.6 s"
    assert first.real_time_factor == 40.0 / first.sound_ms
    assert past_runs(home.state / HISTORY, 2) == [second, first]
    table = as_csv([first, second]).splitlines()
    assert table[0].startswith("at,voice,phrase,")
    assert "bf_emma+am_adam(2),greeting,13,1.2" in table[2]


def test_a_replay_is_the_same_sound_and_asks_nobody(
    audition: Listening, kokoro: SidecarServer, home: Home, tmp_path: Path
) -> None:
    run = audition.of.play(1).result(PATIENCE_S)
    message_id, peaks = audition.heard.result(PATIENCE_S)
    assert message_id == run.message_id
    assert max(peaks.levels) == pytest.approx(AMPLITUDE / 32768, abs=0.01)
    assert peaks.milliseconds == pytest.approx(run.sound_ms, abs=120)
    again = audition.of.replay()
    assert again is not None
    assert audition.of.playing == again.message_id
    assert again.outcome.result(PATIENCE_S).heard_ms == pytest.approx(run.sound_ms, abs=60)
    assert len(spoken(kokoro)) == 1
    saved = tmp_path / "kept.wav"
    audition.of.save(saved).result(PATIENCE_S)
    with wave.open(str(saved)) as file:
        assert file.getnframes() * 1000 // file.getframerate() == peaks.milliseconds
    assert SettingsStore(home.settings).read().settings.arqon_tts_kokoro_voice == "af_heart"


def test_the_fallback_is_not_taken_for_the_voice(
    audition: Listening, kokoro: SidecarServer
) -> None:
    kokoro.behave("failed")
    run = audition.of.play(1).result(PATIENCE_S)
    assert "you heard the fallback voice" in run.fault
    assert "http_500" in run.fault
    assert run.real_time_factor is None


def test_a_blind_audition_hides_the_order_and_keeps_the_numbers(
    home: Home, kokoro: SidecarServer
) -> None:
    voice = open_voice(home, "panel")
    orders = set()
    for seed in range(20):
        blind = Listening(home, voice, random.Random(seed)).of
        blind.hide()
        assert blind.hidden
        mixed = blind.pair
        orders.add(mixed)
        blind.reveal()
        assert (blind.pair, blind.hidden) == (mixed, False)
        blind.close()
    voice.close()
    assert orders == {("af_bella", "bf_emma+am_adam(2)"), ("bf_emma+am_adam(2)", "af_bella")}


def test_the_next_run_ends_the_one_before_and_nothing_else(
    audition: Listening, kokoro: SidecarServer
) -> None:
    kokoro.behave("endless")
    first = audition.of.play(1)
    kokoro.wait_for("asked", path="/synthesize_stream")
    kokoro.behave("measured")
    second = audition.of.play(2).result(PATIENCE_S)
    assert second.fault == ""
    assert "another audition" in first.result(PATIENCE_S).fault
    audition.of.script = Script(" ")
    with pytest.raises(NothingToSay):
        audition.of.play(1)


def test_a_run_that_has_just_ended_is_kept_when_the_program_ends(tmp_path: Path) -> None:
    voice, home, goes_on = FakeVoice(), Home.under(tmp_path), threading.Event()
    runs: list[Run] = []

    def slow(run: Run) -> None:
        runs.append(run)
        goes_on.wait(PATIENCE_S)

    audition = Audition(home, voice, on_run=slow)
    audition.pair, audition.script = ("af_heart", "af_sky"), Script("Good day.")
    for number in (1, 2):
        audition.play(number)
        voice.said[-1].end()
    eventually(lambda: runs, "the first run")
    ending = threading.Thread(target=audition.close, args=(PATIENCE_S,))
    ending.start()
    goes_on.set()
    ending.join()
    assert [run.voice for run in past_runs(home.state / HISTORY, 10)] == ["af_sky", "af_heart"]

"""The sound device goes away in the middle of an utterance and comes back: nothing is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_settings.model import Settings
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry import events
from arqon_voice.telemetry.tail import Tail
from tests.patience import PATIENCE_S
from tests.voice.gated import Spying

pytestmark = pytest.mark.audio

LONG = "x" * 100
"""Five seconds of the double's tone."""


@pytest.fixture
def sidecar() -> Iterator[SidecarServer]:
    with SidecarServer("tone") as server:
        yield server


@pytest.fixture
def voice(
    sidecar: SidecarServer,
    mortal_sink: NullSink,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[VoicePlane]:
    for key in Settings.model_fields:
        monkeypatch.delenv(key.upper(), raising=False)
    plane = open_plane(Home.under(tmp_path), "cli")
    plane.store.change(
        {"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_url": sidecar.url}, by="test"
    )
    plane.start()
    yield plane
    plane.close()


def endings(voice: VoicePlane, folder: Path, message_id: str) -> list[str]:
    assert voice.telemetry.flush(PATIENCE_S)
    tail = Tail(Home.under(folder).telemetry, last=10_000)
    rows = [row for row in tail.read(10_000) if row.message_id == message_id]
    tail.close()
    return [row.name for row in rows if row.name in events.ENDINGS]


@pytest.mark.parametrize("server_too", [False, True])
def test_what_sounds_and_what_waits_fails_in_words_and_may_be_asked_for_again(
    voice: VoicePlane, mortal_sink: NullSink, tmp_path: Path, server_too: bool
) -> None:
    def ended(message_id: str, text: str = "Hello.") -> Outcome:
        return voice.say(text, message_id=message_id).outcome.result(PATIENCE_S)

    spying = Spying()
    forget = voice.subscribe(spying)
    sounding = voice.say(LONG, message_id="sounding")
    waiting = voice.say("Hello.", message_id="waiting")
    heard = spying.wait_for(lambda state: state.heard_ms > 300)
    assert heard.level_db is not None
    if server_too:
        mortal_sink.kill()
    else:
        mortal_sink.unplug()

    lost = [ticket.outcome.result(PATIENCE_S) for ticket in (sounding, waiting)]
    assert {outcome.ending for outcome in lost} == {events.PLAYBACK_FAILED}
    assert "went away while it played" in lost[0].words
    assert all(outcome.sink_failed for outcome in lost)
    spying.wait_for(lambda state: (state.phase, state.level_db) == ("idle", None))
    assert ended("meanwhile").ending == events.PLAYBACK_FAILED

    if server_too:
        mortal_sink.start()
    else:
        mortal_sink.plug()
    with mortal_sink.record() as recording:
        for message_id in ("waiting", "sounding", "meanwhile"):
            assert ended(message_id).ending == events.LATENCY_MS
        assert recording.has_sound
    forget()
    for message_id in ("sounding", "waiting", "meanwhile"):
        once_each = [events.PLAYBACK_FAILED, events.LATENCY_MS]
        assert endings(voice, tmp_path, message_id) == once_each

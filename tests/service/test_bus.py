"""`arqon-tts serve --bus` as an operator runs it: a bus, the service, a panel, commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from arqon_gate.doubles.bus_server import BusServer, Json
from arqon_gate.doubles.hearing import sine
from arqon_gate.doubles.null_sink import NullSink
from arqon_service.home import Home
from arqon_tui.panel.real_services import PanelServices
from arqon_voice.telemetry.events import ENDINGS, PLAYBACK_STOPPED
from tests.service.voices import ended, eventually, holding, rows, running
from tests.voice.bus.frames import frame, review, speech

pytestmark = pytest.mark.audio


@pytest.fixture
def bus() -> Iterator[BusServer]:
    with BusServer("arqon") as server:
        yield server


@contextmanager
def panel_of(home: Home) -> Iterator[PanelServices]:
    panel = PanelServices.open(home, lambda _snapshot: None)
    yield panel
    panel.close()


def status_of() -> Json:
    with running("status", "--json") as process:
        _, out, _ = ended(process)
    status: Json = json.loads(out)
    return status


def test_a_request_is_heard_and_a_stop_and_a_rollback_reach_it(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    with running("serve", "--bus", bus.url), null_sink.record() as recording:
        holding(home, "serve")
        bus.wait_for("connected")
        bus.send(speech("arqon", "long", audio=sine(20.0, rate=16_000).pcm))
        recording.wait_for_sound()
        assert "connected (arqon, by its first frame)" in json.dumps(status_of())
        with running("stop") as stopping:
            assert ended(stopping)[0] == 0
        recording.wait_for_silence()
        eventually(lambda: rows(home, "playback_stopped", "long"), "the end of the long one")
        with running("rollback", "--reason", "test") as rolling:
            assert ended(rolling)[0] == 0
        bus.send(speech("arqon", "short", audio=sine(0.2, rate=16_000).pcm))
        eventually(lambda: rows(home, "latency_ms", "short"), "the short one")
        assert '"provider":"fallback"' in rows(home, "latency_ms", "short")[0].data
        health = bus.wait_for_payload("stt.health.status")["payload"]
        assert set(health) == {"status", "latency_ms", "error_count", "provider", "sidecar"}


def test_frames_that_are_not_acted_on_are_counted_where_a_person_looks(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    with running("serve", "--bus", bus.url):
        holding(home, "serve")
        bus.wait_for("connected")
        bus.send("{", "[1]", frame("arqon", "stt.sun.rises", "m", {}))
        bus.send(speech("arqon", "after", audio=sine(0.1, rate=16_000).pcm))
        eventually(lambda: rows(home, "latency_ms", "after"), "the request after them")
        said = status_of()["bus"]
        assert "frames not acted on: 2 malformed, 1 unknown (a frame was ignored: " in said


def test_a_killed_service_repeats_nothing_when_it_is_back(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    request = speech("arqon", "once", audio=sine(20.0, rate=16_000).pcm)
    with running("serve", "--bus", bus.url) as serving:
        holding(home, "serve")
        bus.wait_for("connected")
        bus.send(request)
        eventually(lambda: rows(home, "playback_started", "once"), "sound")
        serving.kill()
    with running("serve", "--bus", bus.url):
        bus.wait_for("connected", 2)
        bus.send(request, speech("arqon", "next", audio=sine(0.2, rate=16_000).pcm))
        eventually(lambda: rows(home, "latency_ms", "next"), "the next one")
    assert len(rows(home, "playback_started", "once")) == 1
    assert len(rows(home, "replay_ignored", "once")) == 1


def test_what_waits_when_the_service_is_told_to_end_ends_too_whether_or_not_a_panel_is_open(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    names = ("sounds", "waits", "waits too")
    with running("serve", "--bus", bus.url) as serving, panel_of(home) as panel:
        holding(home, "serve")
        bus.wait_for("connected")
        bus.send(*(speech("arqon", name, audio=sine(20.0, rate=16_000).pcm) for name in names))
        eventually(lambda: rows(home, "playback_started", "sounds"), "sound")
        eventually(lambda: panel.voice().in_hand == len(names), "all three to be read")
        serving.terminate()
        assert ended(serving)[0] == 0
    for name in names:
        endings = [
            row for row in [r for r in rows(home) if r.message_id == name] if row.name in ENDINGS
        ]
        assert [row.name for row in endings] == [PLAYBACK_STOPPED]
        assert '"provider":"fallback"' in endings[0].data


def test_an_open_panel_is_asked_and_without_one_the_answer_is_no(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    with running("serve", "--bus", bus.url):
        holding(home, "serve")
        bus.wait_for("connected")
        bus.send(review("arqon", "nobody"))
        assert bus.wait_for_payload("stt.action.block")["payload"]["reason"] == "unsupported"
        with panel_of(home) as panel:
            eventually(lambda: panel.voice().service, "the panel to know the service")
            bus.send(review("arqon", "yes"), review("arqon", "no"), review("arqon", "left open"))
            eventually(lambda: len(panel.questions()) == 3, "the questions")
            yes, no, _ = panel.questions()
            panel.answer(yes, True)
            panel.answer(no, False)
            assert bus.wait_for_payload("stt.action.allow")["payload"]["action_id"] == "yes"
            assert bus.wait_for_payload("stt.action.block", 2)["payload"] == {
                "action_id": "no",
                "reason": "user_rejected",
            }
        left = bus.wait_for_payload("stt.action.block", 3)["payload"]
        assert (left["action_id"], left["reason"]) == ("left open", "unsupported")


def test_the_end_of_the_service_blocks_what_is_pending(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    with running("serve", "--bus", bus.url) as serving:
        holding(home, "serve")
        bus.wait_for("connected")
        with panel_of(home) as panel:
            eventually(lambda: panel.voice().service, "the panel to know the service")
            bus.send(review("arqon"))
            eventually(panel.questions, "the question")
            serving.terminate()
            assert ended(serving)[0] == 0
            assert bus.wait_for_payload("stt.action.block")["payload"]["action_id"] == "a-1"


def test_a_bus_that_is_not_there_or_lets_nobody_in_is_said(
    home: Home, null_sink: NullSink, bus: BusServer
) -> None:
    bus.refuse(401)
    with running("serve", "--bus", bus.url, ARQON_BUS_TOKEN="abc.def"):
        holding(home, "serve")
        eventually(lambda: rows(home, "bus_disconnected"), "the refusal")
        said = json.dumps(status_of())
        assert "does not let us in (401)" in said
        assert "abc.def" not in said
        assert "abc.def" not in "".join(row.data for row in rows(home))
        with running("say", "Good morning.") as saying:
            assert ended(saying)[0] == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9100", "ws://user:secret@127.0.0.1:9100"])
def test_an_address_that_cannot_be_a_bus_is_refused(home: Home, url: str) -> None:
    with running("serve", "--bus", url) as serving:
        code, _, err = ended(serving)
    assert code == 2
    assert "Traceback" not in err
    assert "secret" not in err

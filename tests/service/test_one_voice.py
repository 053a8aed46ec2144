"""One voice for each user: real processes that speak, stop, die and take over."""

from __future__ import annotations

import signal
import socket
import threading
from collections import Counter
from contextlib import ExitStack

import psutil
import pytest

from arqon_gate.doubles.null_sink import NullSink
from arqon_service.backend import Backend
from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_service.opening import Opening
from arqon_service.shared import SharedVoice, open_voice
from arqon_service.voice import VoiceUnreachable
from arqon_voice.telemetry.events import ENDINGS, LATENCY_MS, PLAYBACK_STOPPED
from tests.patience import PATIENCE_S
from tests.service.voices import (
    LONG,
    ended,
    eventually,
    families,
    halt,
    holding,
    queue_of,
    rows,
    running,
)

pytestmark = pytest.mark.audio

SERVE = ("serve", "--bus", "")


def endings(home: Home) -> Counter[str]:
    return Counter(row.message_id for row in rows(home) if row.name in ENDINGS)


def test_two_commands_do_not_talk_over_each_other(home: Home, null_sink: NullSink) -> None:
    with running("say", "One two three four.") as one, running("say", "Five six seven.") as two:
        told = [ended(one), ended(two)]
    assert told == [(0, "spoken by fallback\n", "")] * 2
    played = [
        row.name.rpartition(".")[2]
        for row in rows(home)
        if row.name.endswith(("playback_started", "playback_completed"))
    ]
    assert played == ["playback_started", "playback_completed"] * 2
    assert holder_of(home) is None


def test_a_voice_that_opens_while_its_program_closes_is_let_go(
    home: Home, null_sink: NullSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(families(psutil.Process()))
    opened, closed = threading.Event(), threading.Event()
    real_open = Opening.open

    def open_slowly(opening: Opening, last: Backend | None) -> Backend:
        backend = real_open(opening, last)
        opened.set()
        closed.wait(PATIENCE_S)
        return backend

    monkeypatch.setattr(Opening, "open", open_slowly)
    voice = open_voice(home, "panel", follow=True)
    assert opened.wait(PATIENCE_S)
    assert holder_of(home) is not None
    voice.close()
    closed.set()
    eventually(lambda: holder_of(home) is None, "the lock to be free")
    eventually(lambda: before.issuperset(families(psutil.Process())), "what it started to leave")
    with pytest.raises(VoiceUnreachable, match="This program is ending"):
        voice.say("Too late.").outcome.result(PATIENCE_S)


def test_a_stop_in_another_process_is_silence(home: Home, null_sink: NullSink) -> None:
    with running(*SERVE) as serving, null_sink.record() as recording:
        holding(home, "serve")
        with ExitStack() as stack, running("say", LONG) as saying:
            recording.wait_for_sound()
            waiting = stack.enter_context(running("say", "And this."))
            eventually(lambda: len(queue_of(home)) == 1, "one that waits")
            with running("stop") as stopping:
                assert ended(stopping)[0] == 0
            recording.wait_for_silence()
            assert {ended(saying)[0], ended(waiting)[0]} == {130}
        serving.terminate()
        assert ended(serving)[0] == 0
    assert set(endings(home).values()) == {1}


def test_a_killed_holder_loses_its_queue_and_nothing_is_played_twice(
    home: Home, null_sink: NullSink
) -> None:
    with running(*SERVE) as serving:
        service = holding(home, "serve")
        with ExitStack() as stack, running("say", LONG) as saying:
            eventually(lambda: rows(home, "playback_started"), "sound")
            waiting = stack.enter_context(running("say", "And this."))
            eventually(lambda: len(queue_of(home)) == 1, "one that waits")
            started = families(service)
            serving.kill()
            for process in (saying, waiting):
                code, _, err = ended(process)
                assert (code, "lost" in err) == (6, True)
        _, alive = psutil.wait_procs(started, PATIENCE_S)
        assert not alive
    assert holder_of(home) is None
    with running("say", "Now again.") as saying:
        assert ended(saying)[0] == 0
    played = Counter(row.message_id for row in rows(home, "playback_started"))
    assert len(played) == 2
    assert set(played.values()) == {1}


def test_a_second_service_says_who_holds_the_voice(home: Home, null_sink: NullSink) -> None:
    with running(*SERVE):
        first = holding(home, "serve")
        with running(*SERVE) as second:
            code, out, err = ended(second)
    assert (code, out) == (1, "")
    assert f"arqon-tts serve (process {first.pid})" in err


def test_a_panel_hands_over_and_becomes_a_client(home: Home, null_sink: NullSink) -> None:
    panel = open_voice(home, "panel", follow=True)
    try:
        eventually(lambda: panel.local, "the panel to hold the voice")
        asked = [panel.say("One two three.")]

        def another_speaks() -> bool:
            if sum(not ticket.outcome.done() for ticket in asked) < 2:
                asked.append(panel.say("Four five six."))
            return any(row.source == "service" for row in rows(home, "latency_ms"))

        with running(*SERVE) as serving:
            eventually(another_speaks, "the service to speak what the panel asked for")
            assert {each.outcome.result(PATIENCE_S).ending for each in asked} == {LATENCY_MS}
            eventually(lambda: rows(home, "latency_ms", asked[0].message_id), "the event")
            assert rows(home, "latency_ms", asked[0].message_id)[0].source == "panel"
            holding(home, "serve")
            eventually(lambda: panel.local is None and panel.status(), "the panel as a client")
            long = panel.say(LONG)
            eventually(lambda: rows(home, "playback_started", long.message_id), "sound")
            panel.stop("by the panel")
            assert long.outcome.result(PATIENCE_S).ending == PLAYBACK_STOPPED
            eventually(lambda: rows(home, "playback_stopped"), "the event to be on the disk")
            serving.kill()
            eventually(lambda: panel.local, "the panel to hold the voice again")
    finally:
        panel.close()
    assert endings(home) == Counter(ticket.message_id for ticket in (*asked, long))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_service_that_is_told_to_end_ends_in_order(
    home: Home, null_sink: NullSink, number: signal.Signals
) -> None:
    with running(*SERVE) as serving:
        service = holding(home, "serve")
        with running("say", LONG) as saying:
            eventually(lambda: rows(home, "playback_started"), "sound")
            started = families(service)
            serving.send_signal(number)
            code, _, err = ended(serving)
            said, _, why = ended(saying)
            assert said == 130, why
    assert code == (130 if number == signal.SIGINT else 0)
    assert "Traceback" not in err
    assert not home.socket.exists()
    assert not psutil.wait_procs(started, PATIENCE_S)[1]
    assert set(endings(home).values()) == {1}


def test_what_a_dead_holder_left_behind_is_no_hindrance(home: Home, null_sink: NullSink) -> None:
    home.make()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(home.socket))
    home.lock.write_text('{"process": "x/1/1", "program": "serve", "socket": "", "since_ms": 1}')
    with running("stop") as stopping:
        assert ended(stopping)[1] == "Nobody holds the voice: it is silent.\n"
    with running("say", "Hello.") as saying:
        assert ended(saying)[0] == 0


def test_who_connects_and_talks_nonsense_disturbs_nobody(home: Home, null_sink: NullSink) -> None:
    with running(*SERVE):
        holding(home, "serve")
        silent = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        try:
            for client, line in zip(
                silent, (b"", b'{"kind":"sing"}\n', b"\x00" * 70_000), strict=True
            ):
                client.connect(str(home.socket))
                client.sendall(line)
            with running("say", "Hello.") as saying:
                assert ended(saying)[0] == 0
        finally:
            for client in silent:
                client.close()


def test_a_path_that_no_socket_can_have_is_told(home: Home, null_sink: NullSink) -> None:
    long = Home.under(home.state / ("deep" * 30))
    with running("serve", ARQON_TTS_HOME=str(long.state.parent)) as serving:
        code, _, err = ended(serving)
    assert code == 1
    assert "too long for a socket" in err
    with running("say", "Hello.", ARQON_TTS_HOME=str(long.state.parent)) as saying:
        assert ended(saying)[0] == 0


def test_a_panel_that_is_left_gives_back_what_others_wait_for(
    home: Home, null_sink: NullSink
) -> None:
    panel = open_voice(home, "panel", follow=True)
    eventually(lambda: panel.local, "the panel to hold the voice")
    long, own = panel.say(LONG), panel.say("Its own, and not begun.")
    eventually(lambda: rows(home, "playback_started"), "sound")
    with running("say", "Spoken all the same.") as saying:
        eventually(lambda: len(queue_of_this_process(panel)) == 2, "both that wait")
        panel.close()
        assert ended(saying)[0] == 0
    for ticket in (long, own):
        assert ticket.outcome.result(PATIENCE_S).ending == PLAYBACK_STOPPED
    assert set(endings(home).values()) == {1}
    assert len(endings(home)) == 3


def queue_of_this_process(panel: SharedVoice) -> list[str]:
    return [waiting.message_id for waiting in panel.queue().waiting]


def test_a_warning_goes_before_what_waits_and_now_cuts_off(home: Home, null_sink: NullSink) -> None:
    with ExitStack() as stack, running(*SERVE):
        holding(home, "serve")
        long = stack.enter_context(running("say", LONG))
        eventually(lambda: rows(home, "playback_started"), "sound")
        ordinary = stack.enter_context(running("say", "Ordinary.", "--json"))
        eventually(lambda: len(queue_of(home)) == 1, "one that waits")
        first = queue_of(home)[0]
        warning = stack.enter_context(running("say", "--warning", "Mind the gap.", "--json"))
        eventually(lambda: len(queue_of(home)) == 2, "both that wait")
        assert queue_of(home)[1] == first
        urgent = stack.enter_context(running("say", "--now", "At once.", "--json"))
        codes = [ended(process)[0] for process in (long, urgent, warning, ordinary)]
        eventually(lambda: len(rows(home, "latency_ms")) == 3, "the ends to be on the disk")
    assert codes == [130, 0, 0, 0]
    spoken = [row.message_id for row in rows(home, "playback_completed")]
    assert len(spoken) == 3
    assert spoken[2] == first


def test_ctrl_c_ends_what_that_command_asked_for_and_nothing_else(
    home: Home, null_sink: NullSink
) -> None:
    with ExitStack() as stack, running(*SERVE):
        holding(home, "serve")
        long = stack.enter_context(running("say", LONG))
        eventually(lambda: rows(home, "playback_started"), "sound")
        waiting = stack.enter_context(running("say", "And this."))
        eventually(lambda: len(queue_of(home)) == 1, "one that waits")
        waiting.send_signal(signal.SIGINT)
        assert ended(waiting)[0] == 130
        assert long.poll() is None
        long.send_signal(signal.SIGINT)
        assert ended(long)[0] == 130
        eventually(lambda: len(endings(home)) == 2, "the ends to be on the disk")
    assert set(endings(home).values()) == {1}


def test_a_holder_that_hangs_is_named(home: Home, null_sink: NullSink) -> None:
    with running(*SERVE) as serving:
        service = holding(home, "serve")
        halt(serving)
        for words, code in ((("stop",), 1), (("queue",), 1), (("say", "Hello."), 6)):
            with running(*words) as asking:
                found, out, err = ended(asking)
            assert (found, out) == (code, "")
            assert f"arqon-tts serve (process {service.pid}) holds the voice and does not" in err


def test_where_nothing_can_be_kept_a_command_speaks_and_a_service_says_why(
    home: Home, null_sink: NullSink
) -> None:
    home.state.write_text("a file where the folder should be")
    with running(*SERVE) as serving:
        code, out, err = ended(serving)
    assert (code, out) == (1, "")
    assert str(home.state) in err
    assert "Traceback" not in err
    with running("say", "Hello.") as saying:
        code, _, err = ended(saying)
    assert code == 0
    assert "not shared with other programs" in err


def test_a_panel_that_is_left_silences_what_it_asked_the_service_for_and_nothing_else(
    home: Home, null_sink: NullSink
) -> None:
    with ExitStack() as stack, running(*SERVE):
        holding(home, "serve")
        panel = open_voice(home, "panel", follow=True)
        long = panel.say(LONG)
        eventually(lambda: rows(home, "playback_started"), "sound")
        other = stack.enter_context(running("say", "Spoken all the same."))
        eventually(lambda: len(queue_of(home)) == 1, "one that waits")
        panel.close()
        assert long.outcome.result(0).ending == PLAYBACK_STOPPED
        assert ended(other)[0] == 0

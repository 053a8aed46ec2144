"""What is asked of a voice while it ends: nothing of it is lost, and all that ended was told."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from queue import Queue

import pytest

from arqon_service import local
from arqon_service import remote as remote_module
from arqon_service.backend import Answered
from arqon_service.channel.messages import (
    EVERYTHING,
    Answer,
    Ask,
    Ended,
    HandedBack,
    Say,
    Welcome,
    line_of,
)
from arqon_service.home import Home
from arqon_service.local import LocalVoice
from arqon_service.lock import Holder, SpeechLock, holder_of
from arqon_service.remote import RemoteVoice, reach
from arqon_service.shared import SharedVoice
from arqon_service.voice import NotTakenOn
from arqon_settings.store import SettingsStore
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS, LATENCY_MS, PLAYBACK_STOPPED, Source
from tests.patience import PATIENCE_S
from tests.service.test_histories import NoWatches, Speaker
from tests.service.voices import rows
from tests.voice.fakes import FakePlayer


def open_plane(home: Home, source: Source) -> VoicePlane:
    return VoicePlane(
        source=source,
        store=SettingsStore(home.settings, environ={}),
        telemetry=Telemetry(home.telemetry, source=source),
        guard=ReplayGuard(home.replay),
        player=FakePlayer(),
        providers=lambda: {"kokoro": Speaker("kokoro"), "fallback": Speaker("fallback")},
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(local, "open_plane", open_plane)
    monkeypatch.setattr(local, "Watches", NoWatches)
    return Home.under(tmp_path)


def say(number: int) -> Say:
    return Say(ask=number, message_id=f"m{number}", text=f"{number} sound hang")


@pytest.mark.parametrize("before", [0, 1, 30])
def test_what_is_asked_while_the_holder_ends_is_answered_and_told(home: Home, before: int) -> None:
    lock = SpeechLock(home)
    assert lock.take("panel")
    holder = LocalVoice(home, "panel", lock)
    there = holder_of(home)
    assert there is not None
    other = RemoteVoice(there, "say")
    answers: Queue[Answer | None] = Queue()
    going_on = threading.Event()

    def ask() -> None:
        for number in range(1, 301):
            other.ask(say(number), answers.put)
            if number == before:
                going_on.set()

    asking = threading.Thread(target=ask)
    asking.start()
    if before:
        going_on.wait(PATIENCE_S)
    holder.close(3.0)
    asking.join()
    got = [answers.get(timeout=PATIENCE_S) for _ in range(300)]
    assert all(isinstance(answer, Ended | HandedBack) for answer in got)
    told = Counter(row.message_id for row in rows(home) if row.name in ENDINGS)
    assert told == Counter(a.outcome.message_id for a in got if isinstance(a, Ended))
    other.close()


def test_what_a_voice_is_asked_after_its_end_is_given_back(home: Home) -> None:
    holder = LocalVoice(home, "panel", None)
    holder.close(1.0)
    answers: Queue[Answer | None] = Queue()
    holder.ask(say(1), answers.put)
    holder.ask_for_another(say(2), answers.put)
    assert [answers.get(timeout=PATIENCE_S) for _ in range(2)] == [
        HandedBack(ask=1),
        HandedBack(ask=2),
    ]
    assert rows(home) == []


def test_what_a_service_asks_itself_after_its_end_is_refused_once(home: Home) -> None:
    voice = LocalVoice(home, "serve", None)
    service = SharedVoice(home, "serve", backend=voice)
    voice.close(1.0)
    with pytest.raises(NotTakenOn, match="the program ended"):
        service.say("too late").outcome.result(PATIENCE_S)
    service.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[socket.socket, RemoteVoice]]:
    """The holder's end of a connection, and the client's."""
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listens:
        listens.bind(path)
        listens.listen()
        made: Future[RemoteVoice] = Future()
        there = Holder("1 1", "serve", path, 0)
        threading.Thread(target=lambda: made.set_result(RemoteVoice(there, "say"))).start()
        connection, _ = listens.accept()
        with connection:
            connection.sendall(line_of(Welcome(leaving=False)))
            yield connection, made.result(PATIENCE_S)


@pytest.mark.parametrize("in_order", [True, False])
def test_what_a_holder_did_not_read_is_for_the_next_one(
    served: tuple[socket.socket, RemoteVoice], in_order: bool
) -> None:
    connection, remote = served
    answers: Queue[Answer | None] = Queue()
    remote.ask(say(1), answers.put)
    if in_order:
        connection.sendall(line_of(HandedBack(ask=EVERYTHING)))
        assert isinstance(answers.get(timeout=PATIENCE_S), HandedBack)
        assert remote.leaving
        remote.ask(say(2), answers.put)  # also before the connection ends
        assert isinstance(answers.get(timeout=PATIENCE_S), HandedBack)
    else:
        connection.shutdown(socket.SHUT_RDWR)
        assert answers.get(timeout=PATIENCE_S) is None  # it may have been begun
        remote.ask(say(2), answers.put)
        assert isinstance(answers.get(timeout=PATIENCE_S), HandedBack)
    remote.close()


class TwiceAsked:
    """A holder that leaves without having read a stop, and then the next one."""

    status = None
    leaving = False
    fault = ""

    def __init__(self) -> None:
        self.asked: Queue[tuple[Ask, Answered]] = Queue()
        self.stopped: Queue[tuple[str, str | None]] = Queue()

    def ask(self, request: Ask, answered: Answered) -> None:
        self.asked.put((request, answered))

    def stop(self, reason: str, message_id: str | None = None) -> None:
        self.stopped.put((reason, message_id))

    def review(self, action_id: str, allow: bool, reason: str) -> None: ...

    def look(self) -> None: ...

    def close(self, timeout: float) -> None: ...


@pytest.mark.parametrize("one", [True, False])
def test_a_stop_holds_with_the_next_holder_too(tmp_path: Path, one: bool) -> None:
    backend = TwiceAsked()
    voice = SharedVoice(Home.under(tmp_path), "say", backend=backend)
    stopped, other = voice.say("stopped"), voice.say("other")
    requests = [backend.asked.get(timeout=PATIENCE_S) for _ in range(2)]
    voice.stop("enough", stopped.message_id if one else None)
    assert backend.stopped.get(timeout=PATIENCE_S) == (
        "enough",
        stopped.message_id if one else None,
    )
    for request, answered in requests:
        answered(HandedBack(ask=request.ask))
        again, ends = backend.asked.get(timeout=PATIENCE_S)
        assert again == request
        if request.message_id == stopped.message_id or not one:
            assert backend.stopped.get(timeout=PATIENCE_S) == ("enough", request.message_id)
        outcome = Outcome(request.message_id, PLAYBACK_STOPPED, "enough")
        ends(Ended(ask=request.ask, outcome=outcome))
    assert stopped.outcome.result(PATIENCE_S).words == other.outcome.result(PATIENCE_S).words
    assert backend.stopped.empty()
    voice.close()


def test_files_go_on_being_saved_with_the_next_holder_too(tmp_path: Path) -> None:
    backend = TwiceAsked()
    voice = SharedVoice(Home.under(tmp_path), "say", backend=backend)
    voice.save("a file", tmp_path / "a.wav")
    request, answered = backend.asked.get(timeout=PATIENCE_S)
    voice.stop("enough")
    assert backend.stopped.get(timeout=PATIENCE_S) == ("enough", None)
    answered(HandedBack(ask=request.ask))
    again, ends = backend.asked.get(timeout=PATIENCE_S)
    voice.stop("enough", "another")  # passed on after what goes with the request
    assert backend.stopped.get(timeout=PATIENCE_S) == ("enough", "another")
    ends(Ended(ask=again.ask, outcome=Outcome(again.message_id, LATENCY_MS, "saved")))
    voice.close()


@pytest.mark.parametrize("next_one", [True, False])
def test_a_holder_that_is_just_leaving_does_not_hang(
    home: Home, monkeypatch: pytest.MonkeyPatch, next_one: bool
) -> None:
    lock = SpeechLock(home)
    assert lock.take("serve")
    voice = LocalVoice(home, "serve", lock)
    there = holder_of(home)
    assert there is not None
    leaving = replace(there, process="1 1", socket=str(home.socket.with_name("gone.sock")))
    after = replace(there, process="2 1") if next_one else None
    holders = chain([leaving] * 3, repeat(after))
    monkeypatch.setattr(remote_module, "holder_of", lambda _: next(holders))
    found = reach(home, "status")
    if next_one:
        assert found is not None
        assert found.view(PATIENCE_S).program == "serve"
        found.close()
    else:
        assert found is None
    voice.close(1.0)

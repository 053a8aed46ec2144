"""Whose turn it is: the plane against a model, and stops that are never lost."""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from arqon_voice.speech.plane import NothingToSay, Ticket, VoicePlane
from arqon_voice.speech.state import Waiting
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, FakePlayer, FakeProvider
from tests.voice.gated import Gate, GatedProvider, Spying, ToldTelemetry, plane_of

STOPPED, SPOKEN = "stt.tts.playback_stopped", "stt.tts.latency_ms"


def gated(folder: Path, gate: Gate) -> tuple[VoicePlane, ToldTelemetry]:
    speakers = {
        "kokoro": GatedProvider("kokoro", gate),
        "fallback": GatedProvider("fallback", gate),
    }
    return plane_of(folder, {"kokoro": speakers["kokoro"], "fallback": speakers["fallback"]})


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[tuple[VoicePlane, ToldTelemetry]]:
    """A plane whose utterances never end by themselves."""
    plane, telemetry = gated(tmp_path, Gate())
    yield plane, telemetry
    plane.close()


@dataclass
class Asked:
    """What the model knows of an utterance that waits or sounds."""

    ticket: Ticket
    warning: bool = False


class Plane(RuleBasedStateMachine):
    """People who speak, warn, cut off, stop, save and roll back; utterances that end."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.gate = Gate()
        self.plane, self.telemetry = gated(Path(self.folder.name), self.gate)
        self.spying = Spying()
        self.plane.subscribe(self.spying)
        self.sounding: Asked | None = None
        self.waiting: list[Asked] = []
        self.ended: list[tuple[Ticket, str]] = []

    @rule()
    def say(self) -> None:
        self._take_on(Asked(self.plane.say("Hello.")), len(self.waiting))

    @rule()
    def warn(self) -> None:
        place = sum(asked.warning for asked in self.waiting)
        self._take_on(Asked(self.plane.say("Look out.", warning=True), warning=True), place)

    @rule(warning=st.booleans())
    def say_now(self, warning: bool) -> None:
        asked = Asked(self.plane.say("Fire!", now=True, warning=warning))
        self._end(STOPPED)
        self._take_on(asked, 0)

    @rule(reason=st.text(max_size=5))
    def stop(self, reason: str) -> None:
        self.plane.stop(reason)
        self.ended += [(asked.ticket, STOPPED) for asked in self.waiting]
        self.waiting = []
        self._end(STOPPED)

    @precondition(lambda self: self.sounding)
    @rule()
    def come_to_its_end(self) -> None:
        self.gate.let_go()
        self._end(SPOKEN)
        self._begin()

    @precondition(lambda self: any(ending == SPOKEN for _, ending in self.ended))
    @rule()
    def say_again_what_was_spoken(self) -> None:
        """Nothing of it is heard, wherever in the queue it stood."""
        if self.sounding is None:
            spoken = next(ticket for ticket, ending in self.ended if ending == SPOKEN)
            again = self.plane.say("Hello.", message_id=spoken.message_id)
            outcome = again.outcome.result(PATIENCE_S)
            assert outcome.ending == "stt.tts.replay_ignored"

    @rule()
    def save(self) -> None:
        ticket = self.plane.save("Hello.", Path(self.folder.name) / "a.wav")
        assert ticket.outcome.result(PATIENCE_S).ending == SPOKEN
        self.ended.append((ticket, SPOKEN))

    @rule(provider=st.sampled_from(["kokoro", "fallback"]))
    def roll_back_or_restore(self, provider: str) -> None:
        """What sounds plays on; the rest follows when its turn comes."""
        self.plane.store.change({"arqon_tts_provider": provider}, by="test")

    @invariant()
    def the_queue_is_as_it_should_be(self) -> None:
        queue = self.plane.queue()
        assert queue.waiting == tuple(
            Waiting(asked.ticket.message_id, asked.warning) for asked in self.waiting
        )
        sounding = queue.sounding.message_id if queue.sounding else None
        assert sounding == (self.sounding.ticket.message_id if self.sounding else None)

    def _take_on(self, asked: Asked, place: int) -> None:
        self.waiting.insert(place, asked)
        if self.sounding is None:
            self._begin()

    def _begin(self) -> None:
        if self.waiting:
            self.sounding = self.waiting.pop(0)
            wanted = self.sounding.ticket.message_id
            self.spying.wait_for(lambda s: s.message_id == wanted and s.phase == "speaking")
        else:
            self.spying.wait_for(lambda state: state.phase == "idle")

    def _end(self, ending: str) -> None:
        if self.sounding is not None:
            ticket = self.sounding.ticket
            assert ticket.outcome.result(PATIENCE_S).ending == ending
            self.ended.append((ticket, ending))
            self.sounding = None

    def teardown(self) -> None:
        self.stop("the end")
        self.plane.close()
        for ticket, ending in self.ended:
            assert ticket.outcome.result(0).ending == ending
            endings = self.telemetry.endings(ticket.message_id)
            assert [name for name in endings if "replay_ignored" not in name] == [ending]
        self.folder.cleanup()


TestPlane = Plane.TestCase
TestPlane.settings = hypothesis_settings(max_examples=15, stateful_step_count=20, deadline=None)


def test_a_stop_right_after_a_say_is_never_lost(
    hanging: tuple[VoicePlane, ToldTelemetry],
) -> None:
    plane, telemetry = hanging
    draw = random.Random(11)
    before: list[Ticket] = []
    for _ in range(1000):
        kind = draw.choice(["ordinary", "warning", "now"])
        before.append(plane.say("Hello.", now=kind == "now", warning=kind == "warning"))
        plane.stop("F6")
        if draw.random() < 0.05:
            before[-1].outcome.result(PATIENCE_S)
    assert {ticket.outcome.result(PATIENCE_S).ending for ticket in before} == {STOPPED}
    assert {len(telemetry.endings(ticket.message_id)) for ticket in before} == {1}
    assert plane.queue().in_hand == 0


def test_what_is_said_after_a_stop_is_spoken_though_others_stop_and_say_at_once(
    tmp_path: Path,
) -> None:
    gate = Gate()
    plane, _ = gated(tmp_path, gate)
    spying = Spying()
    plane.subscribe(spying)

    def hurry() -> None:
        for _ in range(100):
            plane.say("Hello.")
            plane.stop("F6")

    threads = [threading.Thread(target=hurry) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    last = plane.say("And now this.")
    spying.wait_for(lambda s: s.message_id == last.message_id and s.phase == "speaking")
    gate.let_go()
    assert last.outcome.result(PATIENCE_S).ending == SPOKEN
    plane.close()


def test_every_ending_says_who_spoke_or_would_have(
    hanging: tuple[VoicePlane, ToldTelemetry],
) -> None:
    plane, telemetry = hanging
    plane.say("This one sounds.")
    waiting = plane.say("This one waits."), plane.say("So does this.", provider="fallback")
    plane.stop("F6")
    for ticket, provider in zip(waiting, ("kokoro", "fallback"), strict=True):
        assert ticket.outcome.result(PATIENCE_S).provider == provider
        (event,) = [event for event in telemetry.told if event.message_id == ticket.message_id]
        assert event.data == {"provider": provider, "reason": "F6"}


def test_a_session_that_is_named_is_the_one_that_events_carry(
    hanging: tuple[VoicePlane, ToldTelemetry],
) -> None:
    plane, telemetry = hanging
    ticket = plane.say("Hello.", session_id="maestro-7")
    plane.stop()
    ticket.outcome.result(PATIENCE_S)
    mine = [event for event in telemetry.told if event.message_id == ticket.message_id]
    assert {event.session_id for event in mine} == {"maestro-7"}


def test_after_the_end_an_utterance_ends_at_once(
    hanging: tuple[VoicePlane, ToldTelemetry],
) -> None:
    plane, _ = hanging
    plane.close()
    outcome = plane.say("Is anybody there?").outcome.result(0)
    assert (outcome.ending, outcome.words) == (STOPPED, "the program ended")


def test_what_was_spoken_can_be_heard_again_and_goes_to_the_back_of_the_queue(
    tmp_path: Path,
) -> None:
    player = FakePlayer()
    kokoro = FakeProvider("kokoro", [TONE, TONE])
    plane, telemetry = plane_of(
        tmp_path, {"kokoro": kokoro, "fallback": FakeProvider("fallback", [])}, player=player
    )
    with pytest.raises(NothingToSay):
        plane.replay()
    first = plane.say("One.")
    assert first.outcome.result(PATIENCE_S).ending == SPOKEN
    again = plane.replay()
    outcome = again.outcome.result(PATIENCE_S)
    assert (outcome.ending, outcome.provider) == (SPOKEN, "kokoro")
    assert player.heard == [TONE.pcm * 2] * 2
    assert len(kokoro.asked) == 1
    data = [event.data for event in telemetry.told if event.message_id == again.message_id]
    assert {one.get("replay_of") for one in (data[0], data[-1])} == {first.message_id}
    with pytest.raises(NothingToSay):
        plane.replay("a message that was never spoken")
    plane.close()

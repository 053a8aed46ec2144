"""A Kokoro that fails again and again is spared, in the contract's order, until it speaks again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_settings.model import Settings
from arqon_voice.providers.port import ProviderError, StreamRequested
from arqon_voice.speech.breaker import FAILURES, WITHIN_S, Breaker
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.recovery import Recovery
from arqon_voice.telemetry.events import PROVIDER_AVAILABLE, PROVIDER_UNAVAILABLE
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, Do, Fail, FakeProvider, Hang
from tests.voice.gated import plane_of
from tests.voice.stage import Stage, utterance

URL = "http://127.0.0.1:7781"
SENT = StreamRequested(URL)
SPARED = ["provider_selected", "kokoro.failure"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


async def fail(stage: Stage, times: int, code: str = "timeout") -> None:
    stage.kokoro[:] = [Fail(code)]
    for number in range(times):
        await stage.speak(utterance(f"failed {number}"))


async def test_after_three_failures_in_a_row_kokoro_is_not_asked(stage: Stage) -> None:
    await fail(stage, FAILURES)
    outcome = await stage.speak(utterance("spared"))
    assert len(stage.providers["kokoro"].asked) == FAILURES
    assert stage.names("spared") == [
        *(*SPARED, "fallback.used", "provider_selected"),
        *("playback_started", "playback_completed", "latency_ms"),
    ]
    failure = next(e for e in stage.events if e.message_id == "spared" and "failure" in e.name)
    assert failure.data["reason"] == "unavailable"
    assert outcome.provider == "fallback"


async def test_with_fallback_off_it_fails_closed_at_once_and_says_why(stage: Stage) -> None:
    stage.fallback_enabled = False
    await fail(stage, FAILURES)
    outcome = await stage.speak(utterance("spared"))
    assert stage.names("spared") == [*SPARED, "fail_closed"]
    assert stage.events[-1].data["reason"] == "unavailable"
    assert "3 failures in a row, the last one: timeout" in outcome.words
    assert stage.player.heard == []


async def test_a_success_between_failures_keeps_it_closed(stage: Stage) -> None:
    for _ in range(2):
        await fail(stage, FAILURES - 1)
        stage.kokoro[:] = [TONE]
        assert (await stage.speak(utterance(f"spoken {_}"))).provider == "kokoro"
    assert not stage.breaker.is_open


async def test_a_stopped_utterance_is_no_failure(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, Do(lambda: stage.stop("F6")), Hang()]
    for number in range(FAILURES + 1):
        await stage.speak(utterance(f"stopped {number}"))
    assert not stage.breaker.is_open


@pytest.mark.parametrize("code", ["rolled_back", "http_422", "http_413", "text_too_long"])
async def test_what_the_request_is_to_blame_for_is_no_failure_of_the_path(
    stage: Stage, code: str
) -> None:
    await fail(stage, 2 * FAILURES, code)
    assert not stage.breaker.is_open


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 2 * WITHIN_S)), max_size=30))
def test_it_opens_by_its_rule_and_no_other(steps: list[tuple[bool, float]]) -> None:
    now, row, last = 0.0, 0, -1e9
    told: list[bool] = []
    breaker = Breaker(lambda is_open, _: told.append(is_open), clock=lambda: now)
    for failed, later in steps:
        now += later
        was_open = breaker.is_open
        if failed:
            breaker.failed(URL, "timeout")
            if not was_open:
                row = row + 1 if now - last <= WITHIN_S else 1
                last = now
        else:
            breaker.succeeded(URL)
            row = 0
        assert breaker.is_open == (row >= FAILURES)
        assert breaker.spares(URL) == breaker.is_open
    assert told == [number % 2 == 0 for number in range(len(told))]


def test_another_address_is_asked_anew() -> None:
    told: list[tuple[bool, str]] = []
    breaker = Breaker(lambda is_open, reason: told.append((is_open, reason)))
    for _ in range(FAILURES):
        breaker.failed(URL, "unreachable")
    assert breaker.spares(URL)
    assert not breaker.spares("http://127.0.0.1:7782")
    assert [is_open for is_open, _ in told] == [True, False]


class Known:
    """Settings that do not change."""

    known = Settings(arqon_tts_kokoro_url=URL)

    async def read(self) -> Settings:
        return self.known


async def test_the_probe_is_tried_until_it_succeeds_whatever_it_raises() -> None:
    answers = [ProviderError("timeout", "no sound"), KeyError("a bug"), None]
    closed = asyncio.Event()
    breaker = Breaker(lambda is_open, _: None if is_open else closed.set())

    async def probe(settings: Settings) -> None:
        assert settings == Known.known
        if (answer := answers.pop(0)) is not None:
            raise answer

    recovery = Recovery(breaker, probe, Known(), first_s=0, longest_s=0)
    running = asyncio.create_task(recovery.run())
    for _ in range(FAILURES):
        breaker.failed(URL, "timeout")
    recovery.look_now()
    async with asyncio.timeout(PATIENCE_S):
        await closed.wait()
    assert (answers, breaker.is_open) == ([], False)
    running.cancel()


def a_setting_changes(plane: VoicePlane) -> None:
    plane.store.change({"arqon_tts_kokoro_timeout_ms": 4000}, by="test")


@pytest.mark.parametrize("hurry", [a_setting_changes, VoicePlane.probe_kokoro])
def test_in_the_plane_a_probe_that_speaks_brings_kokoro_back_and_both_are_told(
    tmp_path: Path, hurry: Callable[[VoicePlane], None]
) -> None:
    kokoro = FakeProvider("kokoro", [Fail("unreachable")])
    fallback = FakeProvider("fallback", [TONE])
    plane, telemetry = plane_of(tmp_path, {"kokoro": kokoro, "fallback": fallback})
    before = plane.store.path.read_bytes()
    for _ in range(FAILURES):
        assert plane.say("Hello.").outcome.result(PATIENCE_S).provider == "fallback"
    assert plane.standing().words == "kokoro, degraded: 3 of the last 3 fell back (unreachable)"
    spared = plane.say("Hello.").outcome.result(PATIENCE_S)
    assert (spared.kokoro_error or "").startswith("unavailable")

    kokoro.script[:] = [TONE]
    hurry(plane)
    telemetry.wait_for(PROVIDER_AVAILABLE)
    assert plane.say("Hello.").outcome.result(PATIENCE_S).provider == "kokoro"
    changes = [e for e in telemetry.told if e.name in (PROVIDER_AVAILABLE, PROVIDER_UNAVAILABLE)]
    assert [event.name for event in changes] == [PROVIDER_UNAVAILABLE, PROVIDER_AVAILABLE]
    assert changes[0].data == {
        "provider": "kokoro",
        "reason": "3 failures in a row, the last one: unreachable",
    }
    assert b'arqon_tts_provider = "kokoro"' in before
    assert plane.store.read().settings.arqon_tts_provider == "kokoro"
    assert plane.standing().speaker == "degraded"
    plane.close()

"""The failure contract, row by row of the telemetry contract's orders."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_voice.providers.port import StreamMissing, StreamRequested, Timings
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry.events import FAIL_CLOSED, LATENCY_MS
from tests.voice.fakes import TONE, Break, Do, Fail, FakePlayer, Hang
from tests.voice.stage import Stage, utterance

SENT = StreamRequested("http://sidecar/synthesize_stream")
KOKORO = ["provider_selected", "kokoro.started"]
TO_FALLBACK = ["kokoro.failure", "fallback.used", "provider_selected"]
TIMES = ["queue_ms", "phonemize_ms", "synthesize_ms", "encode_ms"]
PLAYED = ["playback_started", "playback_completed"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


async def test_kokoro_streaming_in_the_contracts_order(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, TONE, TONE]
    outcome = await stage.speak(utterance())
    names = [name for name in stage.names("m1") if not name.startswith("playback")]
    assert names == [
        *KOKORO,
        *("kokoro.stream_started", "kokoro.stream_chunk", "kokoro.stream_chunk"),
        *("kokoro.stream_completed", "kokoro.success", "latency_ms"),
    ]
    assert outcome.ending == "stt.tts.latency_ms"
    assert outcome.provider == "kokoro"
    assert stage.player.heard == [TONE.pcm * 2]


async def test_chunk_events_carry_sizes_and_order(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, TONE, TONE]
    await stage.speak(utterance())
    chunks = [event.data for event in stage.events if event.name.endswith("stream_chunk")]
    assert chunks == [{"bytes": len(TONE.pcm), "seq": 0}, {"bytes": len(TONE.pcm), "seq": 1}]
    completed = [event.data for event in stage.events if event.name.endswith("stream_completed")]
    assert completed == [{"chunks": 2, "bytes": 2 * len(TONE.pcm)}]


async def test_kokoro_plain(stage: Stage) -> None:
    await stage.speak(utterance())
    assert stage.names("m1") == [*KOKORO, *PLAYED, "kokoro.success", "latency_ms"]


async def test_what_the_speaking_took_is_kept_with_the_request(stage: Stage) -> None:
    stage.kokoro[:] = [TONE, Timings(queue_ms=3.0, synthesize_ms=87.5)]
    await stage.speak(utterance())
    latency = stage.events[-1].data
    assert {name: latency.get(name) for name in TIMES} == dict(
        zip(TIMES, [3.0, None, 87.5, None], strict=True)
    )


async def test_the_times_of_a_provider_that_failed_are_not_those_of_the_fallback(
    stage: Stage,
) -> None:
    stage.kokoro[:] = [TONE, Timings(queue_ms=3.0), Fail("hung_up")]
    await stage.speak(utterance())
    assert stage.events[-1].data["provider"] == "fallback"
    assert not set(TIMES) & stage.events[-1].data.keys()


async def test_how_it_sounded_is_told_with_its_end(stage: Stage) -> None:
    stage.player.underruns = 3
    outcome = await stage.speak(utterance())
    assert outcome.underruns == 3
    latency = stage.events[-1].data
    assert (latency["underruns"], latency["heard_ms"]) == (3, round(TONE.seconds * 1000))


async def test_a_missing_stream_endpoint_is_told_and_spoken_plainly(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, StreamMissing("404"), TONE]
    await stage.speak(utterance())
    assert stage.names("m1") == [
        *KOKORO,
        *("kokoro.stream_started", "kokoro.stream_fallback"),
        *(*PLAYED, "kokoro.success", "latency_ms"),
    ]


async def test_failure_with_fallback_on_speaks_with_the_fallback(stage: Stage) -> None:
    stage.kokoro[:] = [Fail("unreachable")]
    outcome = await stage.speak(utterance())
    assert stage.names("m1") == [*KOKORO, *TO_FALLBACK, *PLAYED, "latency_ms"]
    assert outcome.provider == "fallback"
    assert outcome.kokoro_error == "unreachable: scripted unreachable"
    assert stage.player.heard == [TONE.pcm]


async def test_failure_with_fallback_off_is_silent_and_says_so(stage: Stage) -> None:
    stage.kokoro[:] = [Fail("timeout")]
    stage.fallback_enabled = False
    outcome = await stage.speak(utterance())
    assert stage.names("m1") == [*KOKORO, "kokoro.failure", "fail_closed"]
    assert outcome.ending == "stt.tts.fail_closed"
    assert stage.player.heard == []
    closed = stage.events[-1].data
    assert closed == {"provider": "kokoro", "reason": "timeout", "fallback_enabled": False}
    assert stage.providers["fallback"].asked == []


async def test_failure_in_the_middle_stops_the_sound_and_falls_back(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, TONE, Fail("hung_up")]
    await stage.speak(utterance())
    names = stage.names("m1")
    assert names[-6:] == [*TO_FALLBACK, *PLAYED, "latency_ms"]
    assert "kokoro.stream_completed" not in names
    assert stage.player.heard == [TONE.pcm, TONE.pcm]
    assert (await stage.player.playbacks[0].ended()).how == "stopped"


@pytest.mark.parametrize("script", [[], [SENT]])
async def test_an_answer_without_sound_is_a_failure(
    stage: Stage, script: list[StreamRequested]
) -> None:
    stage.kokoro[:] = script
    await stage.speak(utterance())
    failure = next(event for event in stage.events if event.name.endswith("kokoro.failure"))
    assert failure.data["reason"] == "no_audio"
    assert stage.names("m1")[-1] == "latency_ms"


async def test_a_bug_in_the_provider_is_a_failure_like_any_other(stage: Stage) -> None:
    stage.kokoro[:] = [Break()]
    await stage.speak(utterance())
    assert stage.names("m1") == [*KOKORO, *TO_FALLBACK, *PLAYED, "latency_ms"]


async def test_when_the_fallback_fails_too_the_request_ends_in_playback_failed(
    stage: Stage,
) -> None:
    stage.kokoro[:] = [Fail()]
    stage.fallback[:] = [Fail("espeak_crashed")]
    outcome = await stage.speak(utterance())
    assert stage.names("m1") == [*KOKORO, *TO_FALLBACK, "playback_failed"]
    assert "scripted espeak_crashed" in outcome.words


async def test_no_device_is_a_failed_playback_not_a_failed_kokoro(stage: Stage) -> None:
    stage.player.broken = "No sound device"
    stage.kokoro[:] = [SENT, TONE, Hang()]
    outcome = await stage.speak(utterance())
    assert stage.names("m1")[-1] == "playback_failed"
    assert "kokoro.failure" not in stage.names("m1")
    assert outcome.words == "No sound device"


async def test_a_device_that_goes_away_ends_the_request(stage: Stage) -> None:
    stage.player = FakePlayer(breaks_after=2 * len(TONE.pcm))
    stage.kokoro[:] = [SENT, TONE, TONE, Hang()]
    await stage.speak(utterance())
    assert stage.names("m1")[-1] == "playback_failed"
    assert stage.providers["kokoro"].closed_early == 1


async def test_a_message_that_was_spoken_is_not_spoken_again_whoever_is_asked(
    stage: Stage,
) -> None:
    await stage.speak(utterance())
    stage.events.clear()
    stage.provider = "fallback"
    outcome = await stage.speak(utterance())
    assert stage.names("m1") == ["replay_ignored"]
    assert stage.events[0].data == {"provider": "fallback"}
    assert outcome.ending == "stt.tts.replay_ignored"
    assert len(stage.player.heard) == 1


async def test_a_message_that_failed_may_be_asked_for_again(stage: Stage) -> None:
    stage.fallback_enabled = False
    stage.kokoro[:] = [Fail()]
    await stage.speak(utterance())
    stage.kokoro[:] = [TONE]
    outcome = await stage.speak(utterance())
    assert outcome.ending == "stt.tts.latency_ms"


async def test_stop_while_the_provider_hangs_ends_at_once(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, Do(lambda: stage.stop("asked")), Hang()]
    outcome = await stage.speak(utterance())
    assert stage.names("m1")[-1] == "playback_stopped"
    assert stage.events[-1].data == {"provider": "kokoro", "reason": "asked"}
    assert outcome.ending == "stt.tts.playback_stopped"
    assert stage.providers["kokoro"].closed_early == 1
    assert "kokoro.failure" not in stage.names("m1")


async def test_what_was_stopped_unheard_may_be_asked_for_again(stage: Stage) -> None:
    stage.kokoro[:] = [Do(lambda: stage.stop("asked")), Hang()]
    await stage.speak(utterance())
    stage.kokoro[:] = [TONE]
    assert (await stage.speak(utterance())).provider == "kokoro"
    assert stage.names("m1")[-1] == "latency_ms"


async def test_what_was_stopped_after_it_was_heard_is_not_spoken_again(stage: Stage) -> None:
    stage.kokoro[:] = [TONE, Do(lambda: stage.stop("asked")), Hang()]
    await stage.speak(utterance())
    await stage.speak(utterance())
    assert stage.names("m1")[-1] == "replay_ignored"


async def test_a_rollback_moves_an_unheard_utterance_though_fallback_is_off(stage: Stage) -> None:
    stage.fallback_enabled = False
    stage.kokoro[:] = [SENT, Do(stage.orchestrator.rolled_back), Hang()]
    outcome = await stage.speak(utterance())
    assert stage.names("m1") == [
        *(*KOKORO, "kokoro.stream_started"),
        *(*TO_FALLBACK, *PLAYED, "latency_ms"),
    ]
    assert outcome.provider == "fallback"
    failure = next(event for event in stage.events if event.name.endswith("kokoro.failure"))
    assert failure.data["reason"] == "rolled_back"


async def test_a_rollback_lets_what_is_heard_play_to_its_end(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, TONE, Do(stage.orchestrator.rolled_back), TONE]
    outcome = await stage.speak(utterance())
    assert outcome.provider == "kokoro"
    assert stage.player.heard == [TONE.pcm * 2]


async def test_a_provider_asked_for_by_name_is_not_moved_by_a_rollback(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, Do(stage.orchestrator.rolled_back), TONE]
    outcome = await stage.speak(utterance(provider="kokoro"))
    assert outcome.provider == "kokoro"


async def test_settings_are_read_once_a_request(stage: Stage) -> None:
    stage.kokoro[:] = [Fail()]
    await stage.speak(utterance())
    assert stage.reads == 1


async def test_cancellation_silences_ends_the_request_and_goes_on(stage: Stage) -> None:
    sounding = asyncio.Event()
    stage.kokoro[:] = [SENT, TONE, Do(sounding.set), Hang()]
    task = asyncio.create_task(stage.speak(utterance()))
    await sounding.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stage.names("m1")[-1] == "playback_stopped"
    assert (await stage.player.playbacks[0].ended()).how == "stopped"


async def test_no_event_carries_the_text(stage: Stage) -> None:
    stage.kokoro[:] = [SENT, TONE, Fail()]
    await stage.speak(utterance())
    assert not [event for event in stage.events if "Good morning" in repr(event)]


@pytest.mark.parametrize("fallback", [True, False])
async def test_silence_for_words_is_a_failure(stage: Stage, fallback: bool) -> None:
    """And what was only silent counts for nothing: the fallback says all of it."""
    stage.fallback_enabled = fallback
    faint = PcmChunk(b"\x02\x00" * 1600, 16_000, segment=0, text_start=0, text_end=5)
    stage.kokoro[:] = [SENT, faint]
    outcome = await stage.speak(utterance("m", text="Hello there."))
    assert "silent" in (outcome.kokoro_error or "")
    assert outcome.ending == (LATENCY_MS if fallback else FAIL_CLOSED)
    if fallback:
        assert stage.providers["fallback"].asked[-1].text == "Hello there."


@pytest.mark.parametrize("text", ["[pause:1.5s]", "...", "👍"])
async def test_silence_for_a_pause_is_what_was_asked_for(stage: Stage, text: str) -> None:
    stage.kokoro[:] = [SENT, PcmChunk(bytes(3200), 16_000)]
    outcome = await stage.speak(utterance("m", text=text))
    assert (outcome.ending, outcome.provider) == (LATENCY_MS, "kokoro")

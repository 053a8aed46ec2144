"""What is heard of the device player, on a real sound server."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Iterator

import pytest

from arqon_gate.doubles.hearing import AMPLITUDE, gaps, pitch, roughness, sine, sounding
from arqon_gate.doubles.null_sink import RATE, SINK_SECONDS, NullSink, Recording
from arqon_voice.playback.device.playback import DevicePlayback
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.playback.port import Ended, Playhead
from arqon_voice.speech.utterance import PcmChunk
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.audio

STOP_SECONDS = 0.1
"""The contract: a stop is heard within this time."""
CLICK = 0.1
"""A sample that is so much of the amplitude away from the tone can be heard as a click."""


@pytest.fixture(scope="module")
def player(sound_server: NullSink) -> Iterator[DevicePlayer]:
    """One for all tests, as a program has one for all utterances."""
    player = DevicePlayer(idle_seconds=0.2)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in sound_server.environment().items():
            patch.setenv(name, value)
        player.warm()
    yield player
    player.close()


@pytest.fixture
def recording(null_sink: NullSink) -> Iterator[Recording]:
    with null_sink.record() as recording:
        yield recording


async def played(player: DevicePlayer, *chunks: PcmChunk) -> DevicePlayback:
    playback = player.open()
    for chunk in chunks:
        await playback.write(chunk)
    playback.finish()
    return playback


async def heard_whole(
    player: DevicePlayer, null_sink: NullSink, *chunks: PcmChunk, tries: int = 8
) -> tuple[Ended, Recording]:
    """Played anew where a busy machine tore it, which is counted; so many times at most."""
    with null_sink.record() as recording:
        ended = await (await played(player, *chunks)).ended()
        await asyncio.to_thread(recording.settle)
    if ended.underruns and tries > 1:
        return await heard_whole(player, null_sink, *chunks, tries=tries - 1)
    return ended, recording


def seconds(recording: Recording) -> float:
    heard = sounding(recording.samples)
    return float(heard.stop - heard.start) / RATE


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
async def test_a_tone_of_any_rate_is_heard_as_it_is(
    player: DevicePlayer, null_sink: NullSink, rate: int
) -> None:
    ended, recording = await heard_whole(player, null_sink, sine(0.5, rate))

    assert (ended.how, ended.heard_ms, ended.underruns) == ("completed", 500, 0)
    assert seconds(recording) == pytest.approx(0.5, abs=0.008)
    assert pitch(recording.samples) == pytest.approx(440, abs=2.5)
    assert gaps(recording.samples) == []
    assert roughness(recording.samples, 440) < 0.01


async def test_the_playhead_and_its_level_are_those_of_what_is_heard(
    player: DevicePlayer, recording: Recording
) -> None:
    playback = await played(player, sine(1.0), PcmChunk(bytes(48_000), 24_000), sine(0.2))
    assert playback.playhead == Playhead()
    seen: list[Playhead] = []
    ending = asyncio.ensure_future(playback.ended())
    while not ending.done():
        await asyncio.to_thread(recording.settle, 0.03)
        seen.append(playback.playhead)
    heard = [each.heard_ms for each in seen]
    assert heard == sorted(heard)
    assert (await ending).heard_ms == heard[-1] == 2200
    tone = [each.level_db for each in seen if 100 < each.heard_ms < 950]
    assert tone
    level_db = 20 * math.log10(AMPLITUDE / 2**0.5 / 32768)
    assert tone == [pytest.approx(level_db, abs=0.5)] * len(tone)
    pause = {each.level_db for each in seen if 1100 < each.heard_ms < 1950}
    assert pause == {None}
    assert seen[-1].level_db is None


async def test_small_chunks_are_heard_without_a_seam(
    player: DevicePlayer, null_sink: NullSink
) -> None:
    tone = sine(0.5).pcm
    chunks = [PcmChunk(tone[i : i + 333], 24_000) for i in range(0, len(tone), 333)]
    ended, recording = await heard_whole(player, null_sink, *chunks)

    assert (ended.how, ended.heard_ms, ended.underruns) == ("completed", 500, 0)
    assert seconds(recording) == pytest.approx(0.5, abs=0.008)
    assert roughness(recording.samples, 440) < 0.01


async def test_the_rate_may_change_within_an_utterance(
    player: DevicePlayer, null_sink: NullSink
) -> None:
    chunks = [sine(0.3, rate) for rate in (16_000, 24_000, 48_000)]
    ended, recording = await heard_whole(player, null_sink, *chunks)

    assert (ended.how, ended.heard_ms) == ("completed", 900)
    assert seconds(recording) == pytest.approx(0.9, abs=0.008)
    assert gaps(recording.samples) == []
    assert roughness(recording.samples, 440) < CLICK


async def test_a_sound_shorter_than_any_buffer_is_heard(
    player: DevicePlayer, recording: Recording
) -> None:
    playback = await played(player, sine(0.02))
    assert await playback.started()
    assert (await playback.ended()).heard_ms == 20
    await asyncio.to_thread(recording.settle)
    assert seconds(recording) == pytest.approx(0.02, abs=0.008)


async def test_it_is_heard_to_its_end_though_the_player_is_closed_at_once(
    null_sink: NullSink, recording: Recording
) -> None:
    player = DevicePlayer()
    await (await played(player, sine(0.5))).ended()
    player.close()
    await asyncio.to_thread(recording.settle)
    assert seconds(recording) == pytest.approx(0.5, abs=0.008)


async def test_an_utterance_that_starves_pauses_and_goes_on(
    player: DevicePlayer, recording: Recording
) -> None:
    playback = player.open()
    await playback.write(sine(0.4))
    await asyncio.to_thread(recording.wait_for_silence)
    await playback.write(sine(0.4))
    playback.finish()
    ended = await playback.ended()
    await asyncio.to_thread(recording.settle)

    assert (ended.how, ended.heard_ms, ended.underruns) == ("completed", 800, 1)
    assert len(gaps(recording.samples)) == 1


async def test_playbacks_wait_for_their_turn(player: DevicePlayer, recording: Recording) -> None:
    first, second = player.open(), player.open()
    await second.write(sine(0.3, hz=880))
    second.finish()
    await first.write(sine(0.3, hz=440))
    first.finish()
    assert (await first.ended()).how == "completed"
    assert (await second.ended()).how == "completed"
    await asyncio.to_thread(recording.settle)

    samples = recording.samples[sounding(recording.samples)]
    half = len(samples) // 2
    assert pitch(samples[:half]) == pytest.approx(440, abs=5)
    assert pitch(samples[half:]) == pytest.approx(880, abs=5)


async def test_a_stop_is_heard_within_its_time(player: DevicePlayer, recording: Recording) -> None:
    playback = await played(player, sine(4.0))
    await asyncio.to_thread(recording.wait_for_sound)
    stopper = threading.Thread(target=playback.stop)
    stopped_at = time.monotonic()
    stopper.start()
    ended = await playback.ended()
    stopper.join()
    await asyncio.to_thread(recording.settle)

    last = sounding(recording.samples).stop - 1
    assert recording.time_of(last) + SINK_SECONDS - stopped_at < STOP_SECONDS
    assert ended.how == "stopped"
    assert ended.heard_ms == pytest.approx(seconds(recording) * 1000, abs=100)


async def test_the_next_utterance_follows_a_stop(
    player: DevicePlayer, recording: Recording
) -> None:
    first = await played(player, sine(4.0, hz=880))
    assert await first.started()
    first.stop()
    second = await played(player, sine(0.5))
    assert (await first.ended()).how == "stopped"
    assert (await second.ended()).how == "completed"
    await asyncio.to_thread(recording.settle)
    assert pitch(recording.samples) == pytest.approx(440, abs=5)


async def test_what_was_stopped_before_its_first_chunk_is_never_heard(
    player: DevicePlayer, recording: Recording
) -> None:
    playback = player.open()
    playback.stop()
    await playback.write(sine(0.5))
    playback.finish()
    assert not await playback.started()
    assert (await playback.ended()).how == "stopped"
    await asyncio.to_thread(recording.settle)
    assert not recording.has_sound


async def test_an_utterance_without_sound_is_completed_unheard(
    player: DevicePlayer, recording: Recording
) -> None:
    playback = await played(player, PcmChunk(b"", 24_000), PcmChunk(b"\0", 24_000))
    assert not await playback.started()
    ended = await playback.ended()
    assert (ended.how, ended.heard_ms) == ("completed", 0)


async def test_write_waits_for_room_and_not_for_ever(null_sink: NullSink) -> None:
    player = DevicePlayer(queue_seconds=0.5)
    playback = player.open()
    writing = asyncio.create_task(playback.write(sine(60.0)))
    assert await playback.started()
    assert not writing.done()
    playback.stop()
    await asyncio.wait_for(writing, PATIENCE_S)
    assert (await playback.ended()).how == "stopped"
    player.close()


async def test_a_broken_sample_rate_fails_the_playback_only(
    player: DevicePlayer, recording: Recording
) -> None:
    broken = await played(player, PcmChunk(b"\0\0", 0))
    ended = await broken.ended()
    assert ended.how == "failed"
    assert "sample rate of 0" in ended.reason
    assert (await (await played(player, sine(0.1))).ended()).how == "completed"


async def test_an_idle_player_gives_the_device_back(null_sink: NullSink) -> None:
    player = DevicePlayer(idle_seconds=0.05)
    await (await played(player, sine(0.1))).ended()
    await asyncio.to_thread(null_sink.wait_until_unused)
    assert (await (await played(player, sine(0.1))).ended()).how == "completed"
    player.close()

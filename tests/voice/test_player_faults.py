"""The device player when there is no sound to be had, or no longer: it says so, and tries anew."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from arqon_gate.doubles.hearing import sine, sounding
from arqon_gate.doubles.null_sink import NullSink
from arqon_voice.playback.device.playback import DevicePlayback
from arqon_voice.playback.device.player import DevicePlayer
from arqon_voice.playback.device.process import ANSWER_SECONDS, CLOSE_SECONDS
from arqon_voice.playback.device.sound_process.__main__ import LAST_MOMENTS_SECONDS
from arqon_voice.playback.device.sound_process.output import STUCK_SECONDS
from arqon_voice.playback.port import Ended
from tests.patience import PATIENCE_S
from tests.processes import children
from tests.service.voices import eventually

pytestmark = pytest.mark.audio

STILL_WORKS = "Saving to a WAV file still works."
PLAYS = """
import asyncio
from arqon_voice.playback.device.player import DevicePlayer
from arqon_gate.doubles.hearing import sine

async def main():
    playback = DevicePlayer().open()
    await playback.write(sine({seconds}))
    playback.finish()
    await playback.started()
    print('started', flush=True)
    ended = await playback.ended()
    print(ended.how, ended.reason, flush=True) if ended.reason else print(ended.how, flush=True)

asyncio.run(main())
"""


@pytest.fixture
def player() -> Iterator[DevicePlayer]:
    player = DevicePlayer()
    yield player
    player.close()


@pytest.fixture
def no_device(null_sink: NullSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither ALSA nor a sound server has anything to offer."""
    nothing = tmp_path / "nothing"
    nothing.write_text("pcm.absent { type hw card 77 }\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nothing))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{nothing}")


@pytest.fixture
def no_portaudio(null_sink: NullSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the import of sounddevice does on a machine without the library."""
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


async def begun(player: DevicePlayer, seconds: float) -> DevicePlayback:
    playback = player.open()
    await playback.write(sine(seconds))
    playback.finish()
    return playback


@pytest.fixture
def slow_listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PortAudio takes longer to list the devices than anybody waits; the file says it has."""
    begun, listed = tmp_path / "begun", tmp_path / "listed"
    (tmp_path / "sounddevice.py").write_text(
        "import pathlib, time\n"
        f"pathlib.Path({str(begun)!r}).touch()\n"
        f"time.sleep({4 * max(CLOSE_SECONDS, LAST_MOMENTS_SECONDS)})\n"
        f"pathlib.Path({str(listed)!r}).touch()\n"
        "raise OSError('no more is needed')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return listed


async def end_of(playback: DevicePlayback) -> Ended:
    return await asyncio.wait_for(playback.ended(), PATIENCE_S)


async def spoken(player: DevicePlayer) -> Ended:
    return await end_of(await begun(player, 0.2))


def sound_processes(of: int | None = None) -> set[int]:
    """Those that this process, or another one, has started."""
    return children("arqon_voice.playback.device.sound_process", of)


async def test_without_a_device_an_utterance_fails_in_words(
    no_device: None, player: DevicePlayer
) -> None:
    ended = await spoken(player)
    assert ended.how == "failed"
    assert "No sound device was found" in ended.reason
    assert ended.reason.endswith(STILL_WORKS)
    assert not player.describe().available


async def test_a_crash_in_the_sound_libraries_fails_the_utterance_in_words(
    null_sink: NullSink, player: DevicePlayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without any configuration, ALSA 1.2 aborts the process that asks it for devices.
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "absent"))
    ended = await spoken(player)
    assert ended.how == "failed"
    assert ended.reason.endswith(STILL_WORKS)


async def test_without_portaudio_an_utterance_fails_in_words(
    no_portaudio: None, player: DevicePlayer
) -> None:
    ended = await spoken(player)
    assert ended.how == "failed"
    assert "apt install libportaudio2" in ended.reason
    assert "PortAudio library not found" in player.describe().reason


async def test_a_device_that_does_not_exist_is_named_with_those_that_do(
    null_sink: NullSink,
) -> None:
    player = DevicePlayer("gramophone")
    ended = await spoken(player)
    player.close()
    assert ended.how == "failed"
    assert "'gramophone' was not found. There are: " in ended.reason
    assert "default" in ended.reason


async def test_the_state_of_a_device_is_what_it_was_opened_with(
    null_sink: NullSink, player: DevicePlayer
) -> None:
    assert player.sink == "the default sound device"
    state = player.describe()
    assert (state.available, state.device, state.host_api) == (True, "default", "ALSA")
    assert state.sample_rate == 48_000
    assert state.latency_ms > 0
    assert player.sink == "default"


async def test_a_server_that_dies_fails_the_utterance_and_comes_back_for_the_next(
    mortal_sink: NullSink, player: DevicePlayer
) -> None:
    playback = await begun(player, 3.0)
    with mortal_sink.record() as recording:
        await asyncio.to_thread(recording.wait_for_sound)
        await asyncio.to_thread(recording.settle, 0.5)
    mortal_sink.kill()
    ended = await end_of(playback)
    assert ended.how == "failed"
    assert "went away while it played" in ended.reason
    assert ended.reason.endswith(STILL_WORKS)
    assert 0 < ended.heard_ms < 3000
    assert (await spoken(player)).how == "failed"

    mortal_sink.start()
    with mortal_sink.record() as recording:
        assert (await spoken(player)).how == "completed"
        await asyncio.to_thread(recording.settle)
        assert recording.has_sound


async def test_an_output_that_is_unplugged_while_it_plays_fails_until_it_is_back(
    mortal_sink: NullSink, player: DevicePlayer
) -> None:
    playback = await begun(player, 3.0)
    assert await playback.started()
    mortal_sink.unplug()
    ended = await end_of(playback)
    assert ended.how == "failed"
    assert "went away while it played" in ended.reason

    ended = await spoken(player)
    assert ended.how == "failed"
    assert "The sound device 'default' refuses to play" in ended.reason
    mortal_sink.plug()
    assert (await spoken(player)).how == "completed"


async def test_a_server_that_was_restarted_between_utterances_is_not_noticed(
    mortal_sink: NullSink, player: DevicePlayer
) -> None:
    assert (await spoken(player)).how == "completed"
    mortal_sink.kill()
    mortal_sink.start()
    assert (await spoken(player)).how == "completed"


async def test_a_server_that_hangs_while_it_plays_fails_the_utterance(
    mortal_sink: NullSink, player: DevicePlayer
) -> None:
    playback = await begun(player, 3.0)
    assert await playback.started()
    with mortal_sink.frozen():
        assert (await end_of(playback)).how == "failed"
    assert (await spoken(player)).how == "completed"


async def test_a_server_that_hangs_keeps_neither_utterance_nor_description_nor_close(
    mortal_sink: NullSink, player: DevicePlayer
) -> None:
    player.warm()
    with mortal_sink.frozen():
        describing = asyncio.create_task(asyncio.to_thread(player.describe))
        ended = await spoken(player)
        assert ended.how == "failed"
        assert "has not answered" in ended.reason
        assert not (await asyncio.wait_for(describing, PATIENCE_S)).available
        waiting = await begun(player, 0.2)
        await asyncio.wait_for(asyncio.to_thread(player.close), PATIENCE_S)
        assert (await end_of(waiting)).how == "stopped"
    assert (await spoken(player)).how == "completed"


@pytest.mark.parametrize("deadly", [signal.SIGSEGV, signal.SIGSTOP])
async def test_a_sound_process_that_dies_or_hangs_is_replaced(
    null_sink: NullSink, player: DevicePlayer, deadly: signal.Signals
) -> None:
    before = sound_processes()
    playback = await begun(player, 6.0)
    assert await playback.started()
    (own,) = sound_processes() - before
    os.kill(own, deadly)
    ended = await end_of(playback)
    assert ended.how == "failed"
    assert ended.reason.endswith(STILL_WORKS)
    assert (await spoken(player)).how == "completed"


def test_a_program_that_is_stopped_together_with_its_sound_process_plays_on(
    null_sink: NullSink,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PLAYS.format(seconds=2.0)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "started\n"
        both = [program.pid, *sound_processes(program.pid)]
        assert len(both) == 2
        for pid in both:
            os.kill(pid, signal.SIGSTOP)
        # Longer than either of them waits for the other, or for the device.
        threading.Event().wait(1.0 + max(ANSWER_SECONDS, STUCK_SECONDS))
        for pid in both:
            os.kill(pid, signal.SIGCONT)
        assert program.stdout.readline() == "completed\n"


async def test_close_ends_what_plays_and_the_sound_process(
    null_sink: NullSink, player: DevicePlayer
) -> None:
    before = sound_processes()
    with null_sink.record() as recording:
        playback, waiting = await begun(player, 3.0), await begun(player, 3.0)
        await asyncio.to_thread(recording.wait_for_sound)
        player.close()
        assert (await end_of(playback)).how == "stopped"
        assert (await end_of(waiting)).how == "stopped"
        assert sound_processes() <= before
        await asyncio.to_thread(recording.settle)
        heard = sounding(recording.samples)
        assert heard.stop - heard.start < 3.0 * 48_000


def test_a_killed_program_does_not_leave_its_sound_process_behind(null_sink: NullSink) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PLAYS.format(seconds=4.0)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        process.kill()
    null_sink.wait_until_unused()


async def test_a_player_that_is_closed_cuts_no_listing_of_devices_off(slow_listing: Path) -> None:
    player = DevicePlayer()
    waiting = await begun(player, 0.2)
    eventually(slow_listing.with_name("begun").exists, "the listing to begin")
    player.close()
    assert (await end_of(waiting)).how == "stopped"
    eventually(slow_listing.exists, "the listing to end")


@pytest.mark.parametrize("locked", [True, False])
async def test_who_waits_for_a_listing_that_hangs_is_told_what_may_hold_it_up(
    slow_listing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    locks = tmp_path / "jack_db-0"
    if locked:
        locks.mkdir()
    monkeypatch.setattr("arqon_voice.playback.device.process.JACK_LOCKS", locks)
    monkeypatch.setattr("arqon_voice.playback.device.process.ANSWER_SECONDS", 0.5)
    player = DevicePlayer()
    told = await spoken(player)
    assert told.how == "failed"
    assert told.reason.startswith("The sound device has not answered in time.")
    assert (f"delete {locks}." in told.reason) is locked
    player.close()
    eventually(slow_listing.exists, "the listing to end")


def test_a_program_that_is_killed_cuts_no_listing_of_devices_off(slow_listing: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PLAYS.format(seconds=4.0)]) as program:
        eventually(slow_listing.with_name("begun").exists, "the listing to begin")
        program.kill()
    eventually(slow_listing.exists, "the listing to end")


def test_the_player_is_imported_without_what_it_plays_with() -> None:
    program = (
        "import sys\n"
        "import arqon_voice.playback.device.player, arqon_voice.playback.wav.player\n"
        "sys.exit(' '.join({'numpy', 'soxr', 'sounddevice'} & set(sys.modules)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == "\n"

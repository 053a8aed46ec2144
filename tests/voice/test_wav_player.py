"""Saving to a WAV file: whole or not at all."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from arqon_voice.playback.port import Ended
from arqon_voice.playback.wav.player import WavPlayer
from arqon_voice.speech.utterance import PcmChunk

SECOND = PcmChunk(np.arange(24_000, dtype="<i2").tobytes(), 24_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "speech.wav"


async def saved(path: Path, *chunks: PcmChunk) -> Ended:
    playback = WavPlayer(path).open()
    for chunk in chunks:
        await playback.write(chunk)
    playback.finish()
    started, ended = await playback.started(), await playback.ended()
    assert started is (ended.heard_ms > 0)
    return ended


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


@pytest.fixture
def old_file(path: Path) -> Path:
    path.write_text("old")
    return path


def text(path: Path) -> str:
    return path.read_text()


def read(path: Path) -> tuple[int, bytes]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), file.readframes(file.getnframes())


async def test_the_file_holds_what_was_written(path: Path) -> None:
    assert await saved(path, SECOND, SECOND) == Ended("completed", 2000)
    assert read(path) == (24_000, SECOND.pcm * 2)
    assert names(path.parent) == [path.name]


async def test_chunks_may_be_cut_within_a_sample(path: Path) -> None:
    cut = [PcmChunk(SECOND.pcm[i : i + 777], 24_000) for i in range(0, len(SECOND.pcm), 777)]
    assert (await saved(path, *cut)).how == "completed"
    assert read(path) == (24_000, SECOND.pcm)


async def test_later_rates_are_resampled_to_the_first(path: Path) -> None:
    other = PcmChunk(b"\0\0" * 48_000, 48_000)
    assert await saved(path, SECOND, other, SECOND) == Ended("completed", 3000)
    rate, pcm = read(path)
    assert (rate, len(pcm)) == (24_000, 3 * len(SECOND.pcm))
    assert pcm.startswith(SECOND.pcm)
    assert pcm.endswith(SECOND.pcm)


async def test_nothing_is_to_be_seen_before_the_end(path: Path) -> None:
    playback = WavPlayer(path).open()
    await playback.write(SECOND)
    assert await playback.started()
    assert path.name not in names(path.parent)
    playback.finish()
    await playback.ended()
    assert names(path.parent) == [path.name]


async def test_a_stop_leaves_the_old_file_and_nothing_else(old_file: Path) -> None:
    playback = WavPlayer(old_file).open()
    await playback.write(SECOND)
    stopper = threading.Thread(target=playback.stop)
    stopper.start()
    assert await playback.ended() == Ended("stopped", 1000)
    stopper.join()
    await playback.write(SECOND)
    playback.finish()
    assert text(old_file) == "old"
    assert names(old_file.parent) == [old_file.name]


async def test_close_stops_what_is_being_saved(path: Path) -> None:
    player = WavPlayer(path)
    playback = player.open()
    await playback.write(SECOND)
    player.close()
    assert (await playback.ended()).how == "stopped"
    assert names(path.parent) == []


async def test_a_new_file_replaces_the_old_one(old_file: Path) -> None:
    assert (await saved(old_file, SECOND)).how == "completed"
    assert read(old_file)[1] == SECOND.pcm


async def test_without_sound_there_is_no_file(path: Path) -> None:
    ended = await saved(path, PcmChunk(b"", 24_000))
    assert ended == Ended("failed", 0, reason="There was no sound to save, so no file was written.")
    assert names(path.parent) == []


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    ended = await saved(tmp_path / "missing" / "speech.wav", SECOND)
    assert ended.how == "failed"
    assert f"The folder '{tmp_path / 'missing'}' does not exist" in ended.reason


async def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    ended = await saved(tmp_path, SECOND)
    assert ended.how == "failed"
    assert "is a folder" in ended.reason


async def test_no_file_of_another_kind_is_made_of_what_is_wav(tmp_path: Path) -> None:
    ended = await saved(tmp_path / "speech.MP3", SECOND)
    assert ended.how == "failed"
    assert ended.reason.endswith("speech.MP3' would hold WAV all the same: call it 'speech.wav'.")
    assert names(tmp_path) == []


async def test_a_device_is_not_overwritten(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ended = await saved(pipe, SECOND)
    assert ended.how == "failed"
    assert "is not a regular file" in ended.reason
    assert pipe.is_fifo()


async def test_a_wrong_sample_rate_is_told(path: Path) -> None:
    ended = await saved(path, SECOND, PcmChunk(b"\0\0", -1))
    assert ended.how == "failed"
    assert "sample rate of -1" in ended.reason
    assert names(path.parent) == []


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that may be read and not written, by a user who is not root."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)


async def test_a_folder_that_may_not_be_written_is_named(closed_folder: Path) -> None:
    ended = await saved(closed_folder / "speech.wav", SECOND)
    assert ended.how == "failed"
    assert f"You may not write in '{closed_folder}'" in ended.reason


async def test_a_file_that_may_not_grow_leaves_nothing(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        ended = await saved(path, *[SECOND] * 60)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ended.how == "failed"
    assert "could not be written: File too large" in ended.reason
    assert 0 < ended.heard_ms < 60_000
    assert names(path.parent) == []


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a second of speech, and no more."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root can make a small file system")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


async def test_a_full_disk_leaves_nothing(full_disk: Path) -> None:
    path = full_disk / "speech.wav"
    ended = await saved(path, *[SECOND] * 3)
    assert ended.how == "failed"
    assert f"No space left on the disk of '{full_disk}'" in ended.reason
    assert names(full_disk) == []


@pytest.mark.parametrize("name", ["/", ".", "..", "a\0b"])
async def test_what_cannot_be_a_file_is_told(name: str) -> None:
    ended = await saved(Path(name), SECOND)
    assert ended.how == "failed"
    assert "a folder" in ended.reason or "cannot be the name of a file" in ended.reason


WRITER = """
import asyncio, sys
from pathlib import Path
from arqon_voice.playback.wav.player import WavPlayer
from arqon_gate.doubles.hearing import sine
async def main():
    await WavPlayer(Path(sys.argv[1])).open().write(sine(1.0))
    print("writing", flush=True)
    sys.stdin.read()
asyncio.run(main())
"""


def writer_of(path: Path) -> subprocess.Popen[bytes]:
    """Another process that has begun to write the file, and does not go on."""
    command = [sys.executable, "-c", WRITER, str(path)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"writing\n"
    return writer


@pytest.mark.parametrize("name", ["speech.wav", "[a-z] *.wav"])
async def test_what_a_killed_process_left_half_written_goes_with_the_next_save(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    others = tmp_path / f".{name}.mine.tmp"
    others.write_text("of another program")
    with writer_of(path) as killed, writer_of(path) as alive:
        killed.kill()
        killed.wait()
        assert len(names(tmp_path)) == 3
        assert (await saved(path, SECOND)).how == "completed"
        half_written = {*names(tmp_path)} - {path.name, others.name}
        assert len(half_written) == 1, "the file of the process that still writes it stays"
        alive.kill()
    assert (await saved(path, SECOND)).how == "completed"
    assert {*names(tmp_path)} == {path.name, others.name}


async def test_two_playbacks_of_one_file_do_not_mix(path: Path) -> None:
    player = WavPlayer(path)
    other = PcmChunk(bytes(len(SECOND.pcm)), 24_000)
    first, second = player.open(), player.open()
    await asyncio.gather(first.write(SECOND), second.write(other))
    first.finish()
    await first.ended()
    assert read(path)[1] == SECOND.pcm
    second.finish()
    await second.ended()
    assert read(path)[1] == other.pcm

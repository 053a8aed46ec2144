"""The local voice's processes: how they live, and what becomes of them."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from arqon_voice.providers.espeak import process as espeak_process
from arqon_voice.providers.espeak.espeak import Espeak
from arqon_voice.providers.espeak.process import EspeakProcess, espeak_folder
from arqon_voice.providers.port import ProviderError
from arqon_voice.speech.utterance import PcmChunk
from tests.patience import PATIENCE_S
from tests.processes import children

LONG = "All work and no play makes Jack a dull boy. " * 2300


WORKER = str(Path(espeak_process.__file__).with_name("worker.py"))


class Nursery:
    """Starts processes as `Espeak` wants them, and remembers each."""

    def __init__(self) -> None:
        self.children: list[EspeakProcess] = []

    async def start(self) -> EspeakProcess:
        child = await EspeakProcess.start()
        self.children.append(child)
        return child

    @property
    def pids(self) -> list[int]:
        return [child.pid for child in self.children]

    @property
    def alive(self) -> list[bool]:
        return [child.alive for child in self.children]


@pytest.fixture
def nursery() -> Nursery:
    return Nursery()


@pytest.fixture
async def espeak(nursery: Nursery) -> AsyncIterator[Espeak]:
    espeak = Espeak(nursery.start)
    yield espeak
    await espeak.aclose()
    assert not any(nursery.alive), "a process was left behind"


async def said(espeak: Espeak, text: str, language: str = "en-us") -> bytes:
    async with asyncio.timeout(PATIENCE_S), aclosing(espeak.speak(text, language)) as sound:
        return b"".join([chunk.pcm async for chunk in sound])


async def begin(espeak: Espeak) -> AsyncGenerator[PcmChunk, None]:
    sound = espeak.speak(LONG, "en-us")
    assert (await anext(sound)).pcm
    return sound


def peak_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


async def test_a_process_serves_one_utterance_after_the_other(
    espeak: Espeak, nursery: Nursery
) -> None:
    for _ in range(3):
        await said(espeak, "again")
    assert len(nursery.children) == 1


async def test_warm_has_a_process_ready_for_the_first_utterance(
    espeak: Espeak, nursery: Nursery
) -> None:
    await espeak.warm()
    assert nursery.alive == [True]
    await said(espeak, "hello")
    assert len(nursery.children) == 1


async def test_two_utterances_at_once_have_a_process_each(espeak: Espeak, nursery: Nursery) -> None:
    sounds = await asyncio.gather(said(espeak, "one"), said(espeak, "one two three four"))
    assert len(sounds[0]) < len(sounds[1])
    assert len(nursery.children) == 2
    assert sum(nursery.alive) == 1, "one of them is kept"


async def test_a_long_text_is_held_back_by_a_slow_listener(
    espeak: Espeak, nursery: Nursery
) -> None:
    sound = await begin(espeak)
    for _ in range(300):
        await anext(sound)
    if sys.platform == "linux":
        assert peak_kb(nursery.pids[0]) < 60_000
    async with asyncio.timeout(PATIENCE_S):
        await sound.aclose()
    assert nursery.alive[0] is False


async def test_stopping_in_mid_utterance_ends_its_process_and_warms_another(
    espeak: Espeak, nursery: Nursery
) -> None:
    async def speak_on() -> None:
        async with aclosing(espeak.speak(LONG, "en-us")) as sound:
            async for _ in sound:
                spoken.set()
                await asyncio.Event().wait()

    spoken = asyncio.Event()
    speaking = asyncio.create_task(speak_on())
    await spoken.wait()
    speaking.cancel()
    await asyncio.gather(speaking, return_exceptions=True)
    assert nursery.alive[0] is False
    await espeak.warm()
    assert nursery.alive == [False, True]
    await said(espeak, "hello")
    assert len(nursery.children) == 2


async def test_a_crash_in_mid_utterance_is_told_and_the_next_one_is_heard(
    espeak: Espeak, nursery: Nursery
) -> None:
    sound = await begin(espeak)
    os.kill(nursery.pids[0], signal.SIGKILL)
    with pytest.raises(ProviderError, match=r"espeak_crashed.*was killed by SIGKILL"):
        async for _ in sound:
            pass
    assert await said(espeak, "hello")


async def test_a_process_that_died_while_it_waited_is_replaced(
    espeak: Espeak, nursery: Nursery
) -> None:
    await espeak.warm()
    os.kill(nursery.pids[0], signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_S):
        await nursery.children[0].ended()
    assert await said(espeak, "hello")


async def test_a_text_that_breaks_espeak_itself_breaks_nothing_else(espeak: Espeak) -> None:
    # Its stack of suffixes overflows; a later espeak-ng may well speak this.
    outcome = await asyncio.gather(said(espeak, "s'" * 220), return_exceptions=True)
    match outcome:
        case [ProviderError(code=code)]:
            assert code == "espeak_crashed"
        case [sound]:
            assert sound
    assert await said(espeak, "hello")


async def test_a_process_that_hangs_is_ended(
    espeak: Espeak, nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = await begin(espeak)
    monkeypatch.setattr(espeak_process, "PATIENCE_S", 0.2)
    os.kill(nursery.pids[0], signal.SIGSTOP)
    with pytest.raises(ProviderError, match="timeout: the fallback voice gave nothing"):
        async for _ in sound:
            pass
    assert nursery.alive[0] is False


async def test_ctrl_c_in_the_terminal_is_not_the_childs(espeak: Espeak, nursery: Nursery) -> None:
    await espeak.warm()
    assert os.getpgid(nursery.pids[0]) != os.getpgid(0)


async def test_closing_ends_the_waiting_process(nursery: Nursery) -> None:
    espeak = Espeak(nursery.start)
    await espeak.warm()
    await espeak.aclose()
    assert nursery.alive == [False]


async def test_closing_does_not_wait_for_a_process_that_hangs_while_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak_process, "PATIENCE_S", 10 * PATIENCE_S)
    library = tmp_path / "libespeak-ng.so"
    os.mkfifo(library)
    espeak = Espeak(lambda: EspeakProcess.start(tmp_path))
    others = children(WORKER)
    warming = asyncio.create_task(espeak.warm())
    # Who loads it waits for what is written to it.
    never_written = await asyncio.to_thread(os.open, library, os.O_WRONLY)
    started = children(WORKER) - others
    assert started
    async with asyncio.timeout(PATIENCE_S):
        await espeak.aclose()
        await warming
    os.close(never_written)
    assert not started & children(WORKER)


async def test_a_missing_wheel_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_process, "find_spec", lambda name: None)
    espeak = Espeak()
    await espeak.warm()
    with pytest.raises(ProviderError, match=r"espeak_missing: .*pip install espeakng-loader"):
        await said(espeak, "hello")
    await espeak.aclose()


async def test_a_broken_installation_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match=r"espeak_failed: .*libespeak-ng.*install it again"):
        await EspeakProcess.start(tmp_path)
    (tmp_path / "libespeak-ng.so").symlink_to(espeak_folder() / "libespeak-ng.so")
    with pytest.raises(ProviderError, match=r"espeak_failed: .*no usable data in"):
        await EspeakProcess.start(tmp_path)


async def test_a_process_that_cannot_be_started_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ProviderError, match=r"espeak_failed: .*No such file or directory"):
        await EspeakProcess.start()


async def test_an_installation_far_down_the_tree_is_found(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 12)
    deep.mkdir(parents=True)
    for part in espeak_folder().iterdir():
        (deep / part.name).symlink_to(part)
    process = await EspeakProcess.start(deep)
    await process.aclose()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_the_child_does_not_outlive_a_parent_that_is_killed() -> None:
    code = f"""
import asyncio
from arqon_voice.providers.espeak.process import EspeakProcess

async def main():
    process = await EspeakProcess.start()
    async for chunk in process.speak({LONG!r}, "en-us"):
        print(process.pid, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([child], [], [], PATIENCE_S)
    os.close(child)
    assert ended

"""The plane beside files that do not answer, providers that do not close, devices not needed."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_voice.replay import claims as claims_of_loop
from arqon_voice.replay import file as replay_file
from arqon_voice.replay.claims import Claims
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.replay.ledger import MessageState
from arqon_voice.speech.in_force import FileSettings
from tests.patience import PATIENCE_S
from tests.voice.fakes import TONE, Fail, FakePlayback, FakePlayer, FakeProvider
from tests.voice.gated import Gate, GatedProvider, Spying, plane_of

SPOKEN = "stt.tts.latency_ms"


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another process writes, and does not come to an end."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


class WatchedGuard(ReplayGuard):
    """Tells in which thread it was used."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.threads: set[str] = set()

    def claim_in_file(self, message_id: str) -> bool | None:
        self.threads.add(threading.current_thread().name)
        return super().claim_in_file(message_id)

    def began(self, message_id: str) -> None:
        self.threads.add(threading.current_thread().name)
        super().began(message_id)

    def spoken(self, message_id: str) -> None:
        self.threads.add(threading.current_thread().name)
        super().spoken(message_id)


async def test_while_the_replay_guards_file_is_locked_the_loop_goes_on(tmp_path: Path) -> None:
    guard = WatchedGuard(tmp_path / "replay.db")
    claims = Claims(guard)
    assert await claims.claim("before")
    with locked(tmp_path / "replay.db"):
        claiming = asyncio.create_task(claims.claim("m"))
        turns = 0
        while not claiming.done():
            await asyncio.sleep(0)
            turns += 1
        assert await claiming
        assert not await claims.claim("m")
    await claims.began("m")
    await claims.settle("m", spoken=True)
    claims.close(PATIENCE_S)
    assert turns > 1  # where a claim holds the loop up, it is done after the first
    assert guard.threads == {"replay-guard"}


async def test_what_another_process_has_spoken_is_known_though_the_file_is_locked(
    tmp_path: Path,
) -> None:
    other = ReplayGuard(tmp_path / "replay.db")
    assert other.claim("m")
    other.spoken("m")
    claims = Claims(ReplayGuard(tmp_path / "replay.db"))
    with locked(tmp_path / "replay.db"):
        assert not await claims.claim("m")
        assert await claims.claim("n")
    claims.close(PATIENCE_S)
    assert not other.claim("n")


class StuckGuard(ReplayGuard):
    """Its file lies on a drive that does not answer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.answers = threading.Event()

    def claim_in_file(self, message_id: str) -> bool | None:
        self.answers.wait(PATIENCE_S)
        return super().claim_in_file(message_id)


async def test_a_drive_that_hangs_neither_silences_nor_makes_it_speak_twice(tmp_path: Path) -> None:
    guard = StuckGuard(tmp_path / "replay.db")
    claims = Claims(guard)
    assert await claims.claim("m")
    assert not await claims.claim("m")
    await claims.began("m")
    await claims.settle("m", spoken=True)
    assert await claims.claim("failed")
    await claims.settle("failed", spoken=False)
    assert await claims.claim("failed")
    guard.answers.set()
    claims.close(PATIENCE_S)
    assert not ReplayGuard(tmp_path / "replay.db").claim("m")


async def test_a_drive_that_is_only_slow_is_waited_for_before_the_first_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_of_loop, "NOTED_S", PATIENCE_S)
    guard = StuckGuard(tmp_path / "replay.db")
    claims = Claims(guard)
    assert await claims.claim("m")
    begins = asyncio.create_task(claims.began("m"))
    for _ in range(100):
        await asyncio.sleep(0)
    assert not begins.done()
    guard.answers.set()
    await begins
    with closing(sqlite3.connect(tmp_path / "replay.db")) as connection:
        assert connection.execute("SELECT state FROM message").fetchall() == [(MessageState.HEARD,)]
    claims.close(PATIENCE_S)


async def test_what_a_slow_disk_knows_of_a_message_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SlowGuard(StuckGuard):
        reads = threading.Event()

        def seems_free(self, message_id: str) -> bool:
            self.reads.wait(PATIENCE_S)
            return super().seems_free(message_id)

    monkeypatch.setattr(claims_of_loop, "BEFORE_SOUND_S", 0.0)
    monkeypatch.setattr(claims_of_loop, "NOTED_S", PATIENCE_S)
    other = ReplayGuard(tmp_path / "replay.db")
    assert other.claim("m")
    other.spoken("m")
    guard = SlowGuard(tmp_path / "replay.db")
    claims = Claims(guard)
    claiming = asyncio.create_task(claims.claim("m"))
    for _ in range(100):
        await asyncio.sleep(0)
    guard.reads.set()
    assert not await claiming
    guard.answers.set()
    claims.close(PATIENCE_S)


async def test_before_the_first_sound_nobody_waits_for_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_file, "_BUSY_S", 10 * PATIENCE_S)
    monkeypatch.setattr(claims_of_loop, "NOTED_S", 10 * PATIENCE_S)
    claims = Claims(ReplayGuard(tmp_path / "replay.db"))
    assert await claims.claim("before")
    async with asyncio.timeout(PATIENCE_S):
        with locked(tmp_path / "replay.db"):
            assert await claims.claim("m")
            await claims.began("m")
    await claims.settle("m", spoken=True)
    claims.close(PATIENCE_S)
    assert not ReplayGuard(tmp_path / "replay.db").claim("m")


class StuckStore(SettingsStore):
    """A file that is read once, and then does not answer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, environ={})
        self.answers = threading.Event()
        self.answers.set()

    def read(self) -> Snapshot:
        self.answers.wait(PATIENCE_S)
        return super().read()


async def test_settings_that_cannot_be_read_are_those_last_seen_or_heard_of(tmp_path: Path) -> None:
    store = StuckStore(tmp_path / "settings.toml")
    store.change({"arqon_tts_provider": "kokoro"}, by="test")
    settings = FileSettings(store, patience_s=0.01)
    before = store.read()
    rolled_back = store.change({"arqon_tts_provider": "fallback"}, by="test").after
    store.answers.clear()
    assert await settings.read() == before.settings
    settings.note(rolled_back)
    assert (await settings.read()).arqon_tts_provider == "fallback"
    store.answers.set()
    settings.close()


@pytest.mark.parametrize("to", ["fallback", "kokoro"])
async def test_settings_that_were_read_earlier_do_not_replace_later_ones(
    tmp_path: Path, to: str
) -> None:
    class Overtaken(SettingsStore):
        """What a question has read is handed over after a change was made, and told."""

        def read(self) -> Snapshot:
            earlier = super().read()
            if threading.current_thread().name == "settings-reader":
                settings.note(self.change({"arqon_tts_provider": to}, by="test").after)
            return earlier

    store = Overtaken(tmp_path / "settings.toml", environ={})
    store.change({"arqon_tts_provider": "kokoro" if to == "fallback" else "fallback"}, by="test")
    settings = FileSettings(store, PATIENCE_S)
    assert (await settings.read()).arqon_tts_provider == to
    assert settings.known.arqon_tts_provider == to
    settings.close()


class NeverCloses(FakeProvider):
    """Its connection does not come to an end."""

    async def aclose(self) -> None:
        await asyncio.Event().wait()


def test_a_provider_that_does_not_close_keeps_nothing_else_open(tmp_path: Path) -> None:
    class Player(FakePlayer):
        closed = False

        def close(self) -> None:
            super().close()
            self.closed = True

    player = Player()
    plane, telemetry = plane_of(
        tmp_path,
        {"kokoro": NeverCloses("kokoro", [TONE]), "fallback": FakeProvider("fallback", [TONE])},
        player=player,
    )
    ticket = plane.say("Hello.")
    assert ticket.outcome.result(PATIENCE_S).ending == SPOKEN
    plane.close(10.0)
    assert player.closed
    assert telemetry.status.queued == 0
    assert not ReplayGuard(tmp_path / "replay.db").claim(ticket.message_id)


class CountingPlayer(FakePlayer):
    """Counts how often the device is opened."""

    opened = 0

    def open(self) -> FakePlayback:
        self.opened += 1
        return super().open()


@pytest.mark.parametrize("fallback_enabled", [True, False])
def test_a_hundred_utterances_that_fail_never_touch_the_device(
    tmp_path: Path, fallback_enabled: bool
) -> None:
    player = CountingPlayer()
    plane, _ = plane_of(
        tmp_path,
        {
            "kokoro": FakeProvider("kokoro", [Fail()]),
            "fallback": FakeProvider("fallback", [Fail("no_espeak")]),
        },
        player=player,
    )
    plane.store.change({"arqon_tts_kokoro_fallback_enabled": fallback_enabled}, by="test")
    outcomes = [plane.say("Hello.").outcome.result(PATIENCE_S) for _ in range(100)]
    assert SPOKEN not in {outcome.ending for outcome in outcomes}
    assert player.opened == 0
    plane.close()


def test_listeners_hear_of_every_phase_and_one_that_fails_harms_nobody(tmp_path: Path) -> None:
    gate = Gate()
    kokoro, fallback = GatedProvider("kokoro", gate), GatedProvider("fallback", gate)
    plane, _ = plane_of(tmp_path, {"kokoro": kokoro, "fallback": fallback})
    spying = Spying()

    def fails(_: object) -> None:
        raise ValueError("a bug of the listener")

    plane.subscribe(fails)
    unsubscribe = plane.subscribe(spying)
    assert spying.wait_for(lambda state: state.phase == "idle").message_id is None
    ticket = plane.say("Hello.")
    state = spying.wait_for(lambda state: state.phase == "speaking")
    assert (state.message_id, state.provider) == (ticket.message_id, "kokoro")
    assert spying.wait_for(lambda state: state.heard_ms == 100).standing.speaker == "kokoro"
    gate.let_go()
    spying.wait_for(lambda state: state.phase == "idle")
    unsubscribe()
    known = len(spying.states)
    plane.say("Unheard of.")
    plane.stop()
    plane.close()
    assert len(spying.states) == known


def test_a_call_that_blocks_does_not_hold_up_the_programs_end() -> None:
    """As a name lookup does that takes ten seconds."""
    program = (
        "import asyncio, threading\n"
        "from arqon_voice.threads import DaemonExecutor\n"
        "async def main():\n"
        "    asyncio.get_running_loop().set_default_executor(DaemonExecutor())\n"
        "    asyncio.create_task(asyncio.to_thread(threading.Event().wait))\n"
        "    assert await asyncio.to_thread(lambda: 7) == 7\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], timeout=PATIENCE_S, check=False)
    assert ended.returncode == 0

"""A Maestro that keeps old values in its memory, and programs of ours, all writing at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue

import pytest

from arqon_settings.maestro.follower import MirrorFollower
from arqon_settings.maestro.mirror import MaestroMirror
from arqon_settings.store import SettingsStore
from tests.patience import PATIENCE_S
from tests.settings.child import child, run

OTHERS = {"theme": "dark", "words": ["größe", 1.50], "big": 123456789012345678901234567890}

MAESTRO = """
import json, random, select, time
file, chance = path.parent / ".arqon" / "arqon.json", random.Random(int(args[1]))
memory = json.loads(file.read_text())
say("ready")
asked = 0
while True:
    waiting, _, _ = select.select([sys.stdin], [], [], chance.uniform(0, 0.03))
    if waiting:
        if not sys.stdin.readline().strip():
            break
        memory["writes"] = asked = asked + 1
    text = json.dumps(memory, indent=2, ensure_ascii=False)
    with file.open("w") as opened:
        for at in range(0, len(text), 40):
            opened.write(text[at : at + 40])
            opened.flush()
            if chance.random() < 0.1:
                time.sleep(chance.uniform(0, 0.004))
"""

FOLLOWER = """
from arqon_settings.maestro.follower import MirrorFollower
from arqon_settings.maestro.mirror import MaestroMirror
follower = MirrorFollower(MaestroMirror(path))
follower.start()
say("ready")
sys.stdin.readline()
follower.close(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / ".arqon"
    folder.mkdir()
    (folder / "arqon.json").write_text(
        json.dumps({**OTHERS, "arqon_tts_provider": "kokoro", "arqon_tts_kokoro_voice": "bm_lewis"})
    )
    return tmp_path / "settings.toml"


def theirs(file: Path) -> dict[str, object]:
    """What Maestro's file holds; nothing while it is half written."""
    try:
        found: dict[str, object] = json.loads((file.parent / ".arqon" / "arqon.json").read_text())
    except ValueError:
        return {}
    return found


def wait_for(what: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_a_rollback_stands_against_a_maestro_that_writes_its_memory_again_and_again(
    file: Path,
) -> None:
    store = SettingsStore(file, environ={})
    with (
        child(MAESTRO, file, 1) as maestro,
        child(FOLLOWER, file) as one,
        child(FOLLOWER, file) as two,
    ):
        for other in (maestro, one, two):
            assert other.line() == "ready"
        wait_for(lambda: store.read().settings.arqon_tts_kokoro_voice == "bm_lewis")
        store.change({"arqon_tts_provider": "fallback"}, by="F9")
        store.change({"arqon_tts_kokoro_voice": "af_sky"}, by="panel")
        for number in range(1, 21):
            maestro.tell("write")
            wait_for(lambda number=number: theirs(file).get("writes") == number)  # type: ignore[misc]
            settings = store.read().settings
            assert settings.arqon_tts_provider == "fallback"
            assert settings.arqon_tts_kokoro_voice == "af_sky"
        maestro.tell()
        maestro.finish()
        wait_for(lambda: theirs(file).get("arqon_tts_provider") == "fallback")
        wait_for(lambda: theirs(file).get("arqon_tts_kokoro_voice") == "af_sky")
        assert {key: theirs(file)[key] for key in OTHERS} == OTHERS
        assert store.read().settings.arqon_tts_provider == "fallback"
        store.change({"arqon_tts_provider": "kokoro"}, by="restore")
        wait_for(lambda: theirs(file).get("arqon_tts_provider") == "kokoro")
        for other in (one, two):
            other.tell()
            other.finish()


ROLLBACK = """
from arqon_settings.maestro.mirror import MaestroMirror
for number in range(15):
    store.change({args[1]: eval(args[2])}, by="other")
    state = MaestroMirror(path).look_within(60)
    assert state and not state.fault, state
"""


def test_two_writers_on_maestros_file_lose_nothing_of_each_other(file: Path) -> None:
    (file.parent / ".arqon" / "arqon.json").write_text(json.dumps(OTHERS))
    with (
        child(ROLLBACK, file, "arqon_tts_kokoro_timeout_ms", "1000 + number") as one,
        child(ROLLBACK, file, "arqon_tts_kokoro_url", "f'http://a/{number}'") as two,
    ):
        one.finish()
        two.finish()
    assert theirs(file) == {
        **OTHERS,
        "arqon_tts_kokoro_timeout_ms": 1014,
        "arqon_tts_kokoro_url": "http://a/14",
    }


def test_a_follower_tells_what_stands_in_the_way_and_goes_on_when_it_is_gone(file: Path) -> None:
    told: Queue[str] = Queue()
    (file.parent / ".arqon" / "arqon.json").write_text("[]")
    mirror = MaestroMirror(file, half_written_s=0.05)
    follower = MirrorFollower(mirror, lambda state: told.put(state.fault))
    SettingsStore(file, environ={}).change({"arqon_tts_provider": "kokoro"}, by="x")
    follower.start()
    try:
        assert "it is not an object" in told.get(timeout=PATIENCE_S)
        whole = file.parent / "whole.json"  # half of it for longer than that would be a fault, too
        whole.write_text("{}")
        whole.replace(file.parent / ".arqon" / "arqon.json")
        assert told.get(timeout=PATIENCE_S) == ""
        assert theirs(file) == {"arqon_tts_provider": "kokoro"}
    finally:
        follower.close(60)


KILLED = """
import json, signal
from arqon_settings.maestro.mirror import MaestroMirror
file, fsync, killed = path.parent / ".arqon" / "arqon.json", os.fsync, 0
store.change({"arqon_tts_provider": "kokoro"}, by="restore")
MaestroMirror(path).look()
for step in range(9):
    store.change({"arqon_tts_provider": "fallback" if step % 2 else "kokoro"}, by="somebody")
    victim = os.fork()
    if victim == 0:
        calls = iter([True] * step)
        def synced(fd):
            if next(calls, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            fsync(fd)
        os.fsync = synced
        MaestroMirror(path).look()
        os._exit(0)
    killed += os.waitpid(victim, 0)[1] == signal.SIGKILL
    if step % 2:  # Maestro's memory comes back right after the crash
        memory = {**json.loads(file.read_text()), "arqon_tts_provider": "kokoro"}
        file.write_text(json.dumps(memory))
    wanted = store.read().settings.arqon_tts_provider
    state = MaestroMirror(path).look()
    assert not state.fault, state
    assert json.loads(file.read_text())["arqon_tts_provider"] == wanted
    assert store.read().settings.arqon_tts_provider == wanted
say(killed)
"""


def test_kill_9_at_any_step_of_a_look_loses_no_rollback(file: Path) -> None:
    assert int(run(KILLED, file)) >= 3
    assert [path.name for path in (file.parent / ".arqon").iterdir()] == ["arqon.json"]
    assert {key: theirs(file)[key] for key in OTHERS} == OTHERS

"""Several real processes on one file: no key is lost, no half is seen, no kill leaves a ruin."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from arqon_settings import lock
from arqon_settings.errors import NotWritten
from arqon_settings.store import SettingsStore
from tests.settings.child import child, run

COMMENTS = "".join(f"# line {n} of what people wrote\n" for n in range(40))
FILE = f"""{COMMENTS}[arqon_tts]
arqon_tts_kokoro_timeout_ms = 1000
volume = 11
[other]
left = 1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(FILE)
    return path


def assert_whole(file: Path) -> None:
    text = file.read_text()
    tables = tomllib.loads(text)
    assert text.startswith(COMMENTS)
    assert tables["arqon_tts"]["volume"] == 11
    assert tables["other"] == {"left": 1}


OWN_KEY = """
from arqon_settings import lock
lock.LONGEST_WAIT = 50.0  # how fair the lock is on a busy machine is not the question here
key, values = args[1], [eval(text) for text in args[2:]]
sys.stdin.readline()
for round in range(25):
    for value in values:
        change = store.change({key: value}, by="other")
        before = getattr(change.before.settings, key)
        assert round == 0 or before != value, f"{key} was {before} again: a write was lost"
        assert getattr(change.after.settings, key) == value
"""


def test_two_processes_that_write_at_once_never_lose_each_others_keys(file: Path) -> None:
    with (
        child(OWN_KEY, file, "arqon_tts_kokoro_timeout_ms", "2000", "3000") as one,
        child(OWN_KEY, file, "arqon_tts_provider", "'kokoro'", "'fallback'") as two,
        child(OWN_KEY, file, "arqon_tts_kokoro_streaming_enabled", "True", "False") as three,
    ):
        for other in (one, two, three):
            other.tell()
        for other in (one, two, three):
            other.finish()
    settings = SettingsStore(file, environ={}).read().settings
    assert settings.arqon_tts_kokoro_timeout_ms == 3000
    assert settings.arqon_tts_provider == "fallback"
    assert settings.arqon_tts_kokoro_streaming_enabled is False
    assert_whole(file)


TWO_KEYS_AT_ONCE = """
say("ready")
for number in range(150):
    pair = {"arqon_tts_kokoro_timeout_ms": 1000 + number, "arqon_tts_kokoro_voice": "af_" + "x" * (1 + number)}
    store.change(pair, by="other")
say("done")
"""  # noqa: E501


def test_a_reader_never_sees_half_a_write(file: Path) -> None:
    store = SettingsStore(file, environ={})
    seen: set[int] = set()
    with child(TWO_KEYS_AT_ONCE, file) as other:
        assert other.line() == "ready"
        while 1149 not in seen:
            snapshot = store.read()
            timeout = snapshot.settings.arqon_tts_kokoro_timeout_ms
            voice = snapshot.settings.arqon_tts_kokoro_voice
            assert snapshot.faults == ()
            assert voice in ("af_" + "x" * (timeout - 999), "af_heart")
            seen.add(timeout)
        assert other.finish() == "done"
    assert len(seen) > 10, "the reader hardly ran beside the writer"


# A process that is killed and born again by fork, so that a hundred deaths take a second or two.
KILLED_WHILE_WRITING = """
import random, signal, tomllib
from time import perf_counter

def write_for_ever(told):
    number = 0
    while True:
        number += 1
        store.change({"arqon_tts_kokoro_timeout_ms": 1000 + number % 1000}, by="victim")
        os.write(told, b".")

store.change({"arqon_tts_kokoro_timeout_ms": 1000}, by="imports")
start = perf_counter()
store.change({"arqon_tts_kokoro_timeout_ms": 1001}, by="clock")
one_write = perf_counter() - start

chance, orphans = random.Random(int(args[1])), 0
for death in range(60):
    told, tell = os.pipe()
    victim = os.fork()
    if victim == 0:
        write_for_ever(tell)
    os.close(tell)
    for _ in range(chance.randint(1, 3)):
        os.read(told, 1)
    moment = perf_counter() + chance.uniform(0, one_write)
    while perf_counter() < moment:
        pass
    os.kill(victim, signal.SIGKILL)
    os.waitpid(victim, 0)
    os.close(told)
    text = path.read_text()
    assert text.startswith(args[2]) and tomllib.loads(text)["other"] == {"left": 1}, text
    assert not store.read().faults
    orphans += len(list(path.parent.glob(".settings.toml.*.tmp")))
    if death % 10 == 9:
        store.change({"arqon_tts_kokoro_timeout_ms": 50_000 + death}, by="survivor")
        assert store.read().settings.arqon_tts_kokoro_timeout_ms == 50_000 + death
say(orphans)
"""


def test_kill_9_at_any_moment_leaves_a_whole_file_and_a_free_lock(file: Path) -> None:
    orphans = int(run(KILLED_WHILE_WRITING, file, 1, COMMENTS))
    assert orphans > 0, "no process was killed in the middle of a write"
    assert_whole(file)
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "settings.toml",
        "settings.toml.lock",
    ]


HOLD_THE_LOCK = """
from filelock import FileLock
with FileLock(args[1]):
    say("held")
    sys.stdin.readline()
"""


def test_a_held_lock_ends_a_write_in_time_and_stops_no_reader(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "LONGEST_WAIT", 0.2)
    store = SettingsStore(file, environ={})
    with child(HOLD_THE_LOCK, file, f"{file}.lock") as other:
        assert other.line() == "held"
        with pytest.raises(NotWritten, match=r"\.lock was not free for 0\.2 s, another"):
            store.change({"arqon_tts_provider": "kokoro"}, by="test")
        assert store.read().settings.arqon_tts_kokoro_timeout_ms == 1000
        assert file.read_text() == FILE
        other.process.kill()
        other.process.wait()
    assert store.change({"arqon_tts_provider": "kokoro"}, by="test").changed


def test_a_change_made_elsewhere_is_not_undone_by_a_store_that_read_before(file: Path) -> None:
    store = SettingsStore(file, environ={})
    assert store.read().settings.arqon_tts_kokoro_timeout_ms == 1000
    run("store.change({'arqon_tts_kokoro_timeout_ms': 7000}, by='other')", file)
    change = store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert change.after.settings.arqon_tts_kokoro_timeout_ms == 7000
    assert [key for key, _, _ in change.changed] == ["arqon_tts_provider"]

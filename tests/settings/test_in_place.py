"""A settings file that is a mount point, as in containers: it can only be written in place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arqon_settings.in_place import under_way
from arqon_settings.regular import read_regular
from arqon_settings.store import SettingsStore
from tests.patience import PATIENCE_S
from tests.settings.child import PREAMBLE

COMMENTS = "".join(f"# line {n} of what people wrote\n" for n in range(40))
FILE = f"{COMMENTS}[arqon_tts]\narqon_tts_kokoro_timeout_ms = 1000\n[other]\nleft = 1\n"

MOUNTED = """
import subprocess
subprocess.run(["mount", "--bind", args[1], path], check=True)
"""


@pytest.fixture(scope="module", autouse=True)
def _may_mount() -> None:
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("only root can mount a file over another")
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What stands in the container's folder; the host's file is mounted over it."""
    path = tmp_path / "container" / "settings.toml"
    path.parent.mkdir()
    path.write_text("")
    return path


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """The file of the host."""
    path = tmp_path / "host.toml"
    path.write_text(FILE)
    path.chmod(0o640)
    return path


def mounted(code: str, file: Path, host: Path, *args: object) -> str:
    """Run the code where the host's file is mounted over the other; what it said."""
    text = PREAMBLE + MOUNTED + textwrap.dedent(code)
    command = ["unshare", "-m", sys.executable, "-c", text, *map(str, (file, host, *args))]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_rollback_works_and_keeps_what_people_wrote(file: Path, host: Path) -> None:
    said = mounted(
        """
        store.change({"arqon_tts_provider": "kokoro"}, by="one")
        change = store.change({"arqon_tts_provider": "fallback"}, by="two", reason="noise")
        say(change.changed[0])
        store.unset(["arqon_tts_provider"], by="three")
        """,
        file,
        host,
    )
    assert "old='kokoro', new='fallback'" in said
    text = host.read_text()
    assert text.startswith(COMMENTS)
    assert tomllib.loads(text)["arqon_tts"] == {"arqon_tts_kokoro_timeout_ms": 1000}
    assert text.count("\n\n\n") == 0, "shorter than before, and nothing hangs on behind"
    assert host.stat().st_mode & 0o7777 == 0o640
    assert {path.name for path in file.parent.iterdir()} == {"settings.toml", "settings.toml.lock"}


def test_a_bad_file_is_kept_and_a_whole_one_written(file: Path, host: Path) -> None:
    host.write_text("junk\n" * 500)
    mounted('store.change({"arqon_tts_provider": "kokoro"}, by="x")', file, host)
    (kept,) = file.parent.glob("settings.toml.bad-*")
    assert kept.read_text() == "junk\n" * 500
    assert SettingsStore(host, environ={}).read().settings.arqon_tts_provider == "kokoro"


LONG_AND_SHORT = """
def write_for_ever(told):
    number = 0
    while True:
        number += 1
        long = "af_" + "x" * (3000 if number % 2 else 1)
        store.change({"arqon_tts_kokoro_voice": long}, by="writer")
        os.write(told, b".")
"""


def test_a_reader_never_sees_half_a_write(file: Path, host: Path) -> None:
    assert "whole" in mounted(
        LONG_AND_SHORT
        + """
        import signal
        told, tell = os.pipe()
        writer = os.fork()
        if writer == 0:
            write_for_ever(tell)
        seen = set()
        os.set_blocking(told, False)
        writes = 0
        try:
            while writes < 60 or len(seen) < 2:
                snapshot = store.read()
                assert not snapshot.faults, snapshot.faults
                assert snapshot.settings.arqon_tts_kokoro_timeout_ms == 1000
                seen.add(snapshot.settings.arqon_tts_kokoro_voice)
                try:
                    writes += len(os.read(told, 100))
                except BlockingIOError:
                    pass
        finally:
            os.kill(writer, signal.SIGKILL)
        say("whole")
        """.replace("\n        ", "\n"),
        file,
        host,
    )


@given(st.lists(st.integers(0, 4), max_size=6))
@example([2, 2])  # half of it is read, and the copy goes before it is
def test_a_reader_beside_a_write_sees_the_old_file_or_the_new_one(steps: list[int]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        path, new = Path(folder) / "settings.toml", FILE.replace("1000", "2000")
        path.write_text(FILE)

        def writes() -> Iterator[object]:
            yield under_way(path).write_text(new)
            yield path.write_text(new[: new.index("timeout")])
            yield path.write_text(new)
            under_way(path).unlink()
            yield None

        writer, pace = writes(), iter(steps)

        def read(place: Path, limit: int) -> tuple[bytes, float]:
            for _ in range(next(pace, 0)):
                next(writer, None)
            return read_regular(place, limit)

        patched.setattr("arqon_settings.document.read_regular", read)
        snapshot = SettingsStore(path, environ={}).read()
        assert not snapshot.faults
        assert snapshot.settings.arqon_tts_kokoro_timeout_ms in (1000, 2000)


def test_kill_9_at_any_step_leaves_a_file_that_reads_and_can_be_written(
    file: Path, host: Path
) -> None:
    left = mounted(
        """
        import signal
        from arqon_settings.in_place import under_way
        fsync, seen = os.fsync, []
        store.change({"arqon_tts_kokoro_voice": "af_sky"}, by="imports")
        for step in range(1, 7):
            for voice in ("af_" + "x" * 3000, "af_x"):
                victim = os.fork()
                if victim == 0:
                    calls = iter([True] * step)
                    def synced(fd):
                        if next(calls, None) is None:
                            os.kill(os.getpid(), signal.SIGKILL)
                        fsync(fd)
                    os.fsync = synced
                    store.change({"arqon_tts_kokoro_voice": voice}, by="victim")
                    os._exit(0)
                os.waitpid(victim, 0)
                seen.append(under_way(path).exists())
                assert not store.read().faults
                assert store.read().settings.arqon_tts_kokoro_timeout_ms == 1000
        store.change({"arqon_tts_kokoro_voice": "af_sky"}, by="survivor")
        assert path.read_text().count("af_") == 1
        say(f"{sum(seen)} of {len(seen)}, {under_way(path).exists()}")
        """,
        file,
        host,
    )
    killed_between, rest = left.split(" of ")
    assert 0 < int(killed_between) < 12
    assert rest == "12, False"
    assert host.read_text().startswith(COMMENTS)


def test_a_file_half_written_at_a_crash_is_read_from_its_copy_and_made_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.toml"
    under_way(path).write_text(FILE + "[arqon_tts.more]\n")
    path.write_text(FILE[: FILE.index("timeout")])
    store = SettingsStore(path, environ={})
    assert store.read().settings.arqon_tts_kokoro_timeout_ms == 1000
    store.change({"arqon_tts_kokoro_timeout_ms": 1000}, by="nothing new")
    assert path.read_text() == FILE + "[arqon_tts.more]\n"
    assert not under_way(path).exists()


def test_a_full_disk_leaves_the_file_as_it_was(file: Path, host: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    said = mounted(
        """
        from arqon_settings.errors import NotWritten
        subprocess.run(["umount", path], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", args[2]], check=True)
        other = Path(args[2]) / "settings.toml"
        other.write_text(Path(args[1]).read_text())
        (Path(args[2]) / "filler").write_bytes(b"x" * 4096)
        subprocess.run(["mount", "--bind", other, path], check=True)
        before = path.read_bytes()
        try:
            store.change({"arqon_tts_kokoro_voice": "af_" + "x" * 5000}, by="test")
        except NotWritten as error:
            say(error)
        assert path.read_bytes() == before
        """,
        file,
        host,
        disk,
    )
    assert "was not changed: No space left on device; free some space" in said
    assert not under_way(file).exists()


def test_maestros_file_may_be_a_mount_point_too(file: Path, host: Path) -> None:
    theirs = file.parent / ".arqon" / "arqon.json"
    theirs.parent.mkdir()
    theirs.write_text("")
    host.write_text('{\n  "theme": "dark",\n  "arqon_tts_provider": "kokoro"\n}\n')
    mounted(
        """
        from arqon_settings.maestro.mirror import MaestroMirror
        ours = path.parent.parent / "settings.toml"
        SettingsStore(ours, environ={}).change({"arqon_tts_provider": "fallback"}, by="F9")
        state = MaestroMirror(ours).look()
        assert not state.fault, state
        """,
        theirs,
        host,
    )
    assert host.read_text() == '{\n  "theme": "dark",\n  "arqon_tts_provider": "fallback"\n}\n'
    assert [path.name for path in theirs.parent.iterdir()] == ["arqon.json"]


READ_ONLY = """
def read_only():
    folder = path.parent
    subprocess.run(["umount", path], check=True)
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    subprocess.run(["mount", "--bind", args[1], path], check=True)

read_only()
"""


def test_rollback_works_also_where_the_folder_takes_no_file(file: Path, host: Path) -> None:
    said = mounted(
        READ_ONLY
        + """
store.change({"arqon_tts_provider": "kokoro", "arqon_tts_kokoro_voice": "af_" + "x" * 900}, by="x")
store.change({"arqon_tts_provider": "fallback", "arqon_tts_kokoro_voice": "af_x"}, by="x")
say(store.read().settings.arqon_tts_provider)
""",
        file,
        host,
    )
    assert said == "fallback"
    assert host.read_text().startswith(COMMENTS)
    assert 'arqon_tts_provider = "fallback"' in host.read_text()
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_two_writers_lose_nothing_where_the_folder_takes_no_file(file: Path, host: Path) -> None:
    mounted(
        READ_ONLY
        + """
from arqon_settings import lock
lock.LONGEST_WAIT = 50.0
child = os.fork()
key = "arqon_tts_kokoro_timeout_ms" if child else "arqon_tts_kokoro_voice"
values = (900, 901) if child else ("af_a", "af_bbbbbbbbbbbbbbbb")
for number in range(40):
    change = store.change({key: values[number % 2]}, by="other")
    before = getattr(change.before.settings, key)
    assert number == 0 or before == values[(number + 1) % 2], "a write was lost"
if not child:
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
settings = store.read().settings
assert (settings.arqon_tts_kokoro_timeout_ms, len(settings.arqon_tts_kokoro_voice)) == (901, 19)
""",
        file,
        host,
    )
    assert host.read_text().startswith(COMMENTS)


def test_what_is_written_outside_the_container_is_seen_without_polling(
    file: Path, host: Path
) -> None:
    said = mounted(
        """
        from queue import Queue
        from arqon_settings import file_watch
        from arqon_settings.watcher import Watcher
        file_watch._SAFETY_NET = 600.0
        seen = Queue()
        with Watcher(store, lambda before, after: seen.put(after)) as watcher:
            Path(args[1]).write_text(Path(args[1]).read_text().replace("1000", "2000"))
            while True:
                value = seen.get(timeout=60).settings.arqon_tts_kokoro_timeout_ms
                if value == 2000:
                    break
            say(value)
            Path(args[1]).write_text(Path(args[1]).read_text().replace("2000", "3000"))
            while seen.get(timeout=60).settings.arqon_tts_kokoro_timeout_ms != 3000:
                pass
        """,
        file,
        host,
    )
    assert said == "2000"

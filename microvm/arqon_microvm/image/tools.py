"""Running the programs that build an image: shown while they work, quoted when they fail."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.pace import BETWEEN_LINES_S, Pace, Say
from arqon_microvm.image.signals import uninterrupted

__all__ = ["need", "run", "version"]

Feed = Callable[[IO[bytes]], None]

_PACKAGES: Final = {
    "mmdebstrap": "mmdebstrap",
    "mksquashfs": "squashfs-tools",
    "unsquashfs": "squashfs-tools",
    "newuidmap": "uidmap",
    "newgidmap": "uidmap",
}
_LAST_LINES: Final = 8
_ASIDE_S: Final = 10.0
"""What a program has for its own cleaning up: mmdebstrap unmounts, and removes gigabytes."""

_OWN: Final = re.compile(r"PYTHON|LC_|LANG|SOURCE_DATE_EPOCH$|TAR_OPTIONS$|ZSTD_|GZIP$")
_SETTLED: Final = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
"""An image must not depend on who builds it, so these of the user's variables do not pass."""


def need(*names: str) -> None:
    """Raises VmError, with the package to install, if a program is not there."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        packages = " ".join(sorted({_PACKAGES.get(name, name) for name in missing}))
        raise VmError(
            f"not installed: {', '.join(missing)}", f"On Debian and Ubuntu: apt install {packages}"
        )


def run(
    command: Sequence[str | Path],
    say: Say,
    environment: Mapping[str, str] | None = None,
    feed: Feed | None = None,
) -> None:
    """Run to the end; `feed` writes what it reads from its standard input.

    Whatever ends this function ends the program and its children too: asked first, so that they
    put their things away, and forced after 10 s.

    Raises:
        VmError: it failed; its last lines are in the text.
    """
    kept = {name: value for name, value in os.environ.items() if not _OWN.match(name)}
    last: deque[str] = deque(maxlen=_LAST_LINES)
    pace = Pace(say)
    program: subprocess.Popen[bytes] | None = None
    with ThreadPoolExecutor(1) as aside:
        try:
            with uninterrupted():
                program = subprocess.Popen(
                    list(map(str, command)),
                    env={**kept, **_SETTLED, **(environment or {})},
                    stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            fed = aside.submit(_write, program, feed)
            for line in _lines(program):
                if line:
                    last.append(line)
                    pace.saw(line)
                else:
                    pace.silent()
        except BaseException:
            if program is not None:
                _end(program)
            raise
        finally:
            if program is not None and program.stdout is not None:
                program.stdout.close()
    fed.result()
    if program.returncode:
        said = "\n  ".join(last) or "nothing"
        raise VmError(f"{command[0]} failed ({program.returncode}); it said:\n  {said}")


def _lines(program: subprocess.Popen[bytes]) -> Iterator[str]:
    """What it says; an empty line stands for a second of silence."""
    assert program.stdout is not None
    rest = b""
    while True:
        ended = program.poll() is not None
        if not select.select([program.stdout], [], [], BETWEEN_LINES_S)[0]:
            if ended:
                break  # one of its children keeps the pipe open
            yield ""
            continue
        chunk = os.read(program.stdout.fileno(), 1 << 16)
        *lines, rest = re.split(rb"[\r\n]", rest + chunk)
        if not chunk and rest:
            lines = [rest]
        yield from filter(None, (line.decode(errors="replace").strip() for line in lines))
        if not chunk:
            break
    program.wait()


def _write(program: subprocess.Popen[bytes], feed: Feed | None) -> None:
    """In a thread, so that reading and ctrl-c go on."""
    if feed is None:
        return
    assert program.stdin is not None
    try:
        # A program that stopped reading says why itself.
        with contextlib.suppress(BrokenPipeError), program.stdin:
            feed(program.stdin)
    except BaseException:
        program.terminate()
        raise


def _end(program: subprocess.Popen[bytes]) -> None:
    """As ctrl-c in a terminal does, all of them at once; a second ctrl-c does not wait."""
    try:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(_ASIDE_S)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def version(name: str) -> str:
    """The first line of what `--version` or `-version` says."""
    for option in ("--version", "-version"):
        ended = subprocess.run([name, option], capture_output=True, text=True, check=False)
        if ended.returncode == 0 and ended.stdout:
            return ended.stdout.splitlines()[0]
    return "unknown"

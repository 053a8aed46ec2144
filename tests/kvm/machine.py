"""A machine with a /dev/kvm, emulated by QEMU, that runs a command on this machine's own files.

    python -m tests.kvm.machine [--systemd] [--counted] [--minutes N] [--kernel FOLDER]
                                [--name NAME] COMMAND...

It sees all files of this machine as they are, and what it changes is gone with it. AMD-V is
emulated in software: guests boot in it, 10 to 20 times slower than on a processor. Needs root, QEMU
with virtiofsd, busybox-static, and a kernel as microvm/tools/get-kernel unpacks it. With --systemd,
systemd is its first process, and the command is run as a unit. With --counted its clock counts a
nanosecond for each instruction that it runs, and goes as ours does where it only waits: it is never
ahead of ours, so that nothing in it is late, however busy this machine is; what it measures is no
time of ours, and it goes before other programs where it may. Each line of it is printed behind
NAME. Without a command it says whether there can be one here.

A machine that hangs or breaks down, or is not done within N minutes (--counted: of QEMU's processor
time), is asked what it does (tests.kvm.diagnosis), and tried once more, aloud. Exit code: the
command's own; 69 if no machine can be made here; 75 if it hung or broke down itself, at last; 124
if what ran in it took too long, at last.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import psutil

from tests.kvm.diagnosis import TELLS
from tests.kvm.emulator import PLAIN, Broken, emulated, missing
from tests.kvm.following import followed, say, spent

BEAT_S: Final = 1
IMPOSSIBLE: Final = 69

RUN: Final = """\
(while :; do
  echo > /out/beat
  if [ -e /out/asked ]; then
{tells}
  fi
  sleep {beat}
done) &
cd {folder}
env -i {variables} {command} > /out/log 2>&1
echo $? > /out/ended
mv /out/ended /out/exit
sync
echo o > /proc/sysrq-trigger
sleep 60
"""
PASSED_ON: Final = ("ARQON_", "PYTEST_", "PATH", "LANG", "TERM")


def main() -> int:
    """Returns the exit code; see above."""
    parser = argparse.ArgumentParser(prog="python -m tests.kvm.machine")
    parser.add_argument("--systemd", action="store_true")
    parser.add_argument("--counted", action="store_true")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--name", default="")
    parser.add_argument("--kernel", type=Path, default=Path(".cache/kernel"))
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if lacking := missing():
        say(f"--- There can be no emulated machine here: {lacking} ---")
        return IMPOSSIBLE
    if not asked.command:
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # QEMU must not stay
    code = 0
    for again in ("; once more, with a new one", ""):
        try:
            return run(
                asked.command,
                asked.kernel,
                60 * asked.minutes,
                name=asked.name,
                systemd=asked.systemd,
                counted=asked.counted,
            )
        except Broken as error:
            say(f"--- The emulated machine {error}{again} ---", asked.name)
            code = error.code
    return code


def run(
    command: Sequence[str],
    kernel: Path,
    within_s: float,
    *,
    name: str = "",
    systemd: bool = False,
    counted: bool = False,
) -> int:
    """The command's exit code; its output is printed as it comes. Raises Broken."""
    with emulated(kernel, _script(command), systemd=systemd, counted=counted) as (qemu, folder):
        if not counted:
            return followed(qemu, folder, within_s, name=name)
        clock = partial(spent, psutil.Process(qemu.pid))
        return followed(qemu, folder, within_s, name=name, clock=clock)


def _script(command: Sequence[str]) -> str:
    passed = {name: text for name, text in os.environ.items() if name.startswith(PASSED_ON)}
    own = {**passed, "HOME": "/root", "PYTHONUNBUFFERED": "1", "OPENSSL_ia32cap": PLAIN}
    return RUN.format(
        beat=BEAT_S,
        tells=TELLS,
        folder=shlex.quote(str(Path.cwd())),
        variables=shlex.join(f"{name}={text}" for name, text in own.items()),
        command=shlex.join(command),
    )


if __name__ == "__main__":
    sys.exit(main())

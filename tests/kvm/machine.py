"""A machine with a /dev/kvm, emulated by QEMU, that runs a command on this machine's own files.

    python -m tests.kvm.machine [--systemd] [--counted] [--minutes N] [--kernel FOLDER] COMMAND...

It sees all files of this machine as they are, and what it changes is gone with it. AMD-V is
emulated in software: guests boot in it, 10 to 20 times slower than on a processor. Needs root, QEMU
with virtiofsd, busybox-static, and a kernel as microvm/tools/get-kernel unpacks it. With --systemd,
systemd is its first process, and the command is run as a unit. With --counted its clock counts a
nanosecond for each instruction that it runs, and goes as ours does where it only waits: it is never
ahead of ours, so that nothing in it is late, however busy this machine is; what it measures is no
time of ours, and it goes before other programs where it may. Without a command it says whether
there can be one here.

A machine that hangs or breaks down, or is not done within N minutes (--counted: of QEMU's processor
time), is asked what it does (tests.kvm.diagnosis), and tried once more, aloud. Exit code: the
command's own; 69 if no machine can be made here; 75 if it hung or broke down itself, at last; 124
if what ran in it took too long, at last.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Final

import psutil

from arqon_microvm.image.cpio import archive, device, directory, file
from arqon_microvm.image.initramfs import BUSYBOX
from arqon_microvm.image.modules import load_order
from tests.kvm.diagnosis import MONITOR, TELLS, what_it_does

MODULES: Final = ("virtio_pci", "virtiofs", "overlay", "virtio_rng", "kvm_amd")
FOLDERS: Final = ("bin", "dev", "proc", "sys", "modules", "lower", "changes", "root")
VIRTIOFSD: Final = ("/usr/lib/qemu/virtiofsd", "/usr/libexec/virtiofsd")
MEMORY_MIB: Final = 4096
PROCESSORS: Final = ("-accel", "tcg,thread=multi", "-smp", "2")
# By our clock most of its work would be the ticks of two kernels: each is an exit of the guest,
# after which QEMU translates every address anew. To count needs one thread. It must sleep where it
# waits: else its clock jumps on, by a minute while this machine reads a file for it.
COUNTED: Final = ("-accel", "tcg,thread=single", "-smp", "1", "-icount", "shift=0,sleep=on")
# An idle machine that no timer wakes hangs for good, now and then: the tick is kept.
# Its kernel lies where it was linked, so that a place in it has a name.
KERNEL_ARGS: Final = "console=ttyS0 quiet panic=-1 nohz=off highres=off nokaslr"
COUNTED_ARGS: Final = "mitigations=off"
PLAIN: Final = "~0x1000020000000000:~0x128"
"""For OpenSSL: no SSSE3, AVX, BMI and AVX2, with which SHA-256 takes twice as long, emulated."""
SYSTEMD_ARGS: Final = (
    f"systemd.unit=machine.target systemd.show_status=0 systemd.setenv=OPENSSL_ia32cap={PLAIN}"
)

AHEAD: Final = -10
"""As for nice(1): it has one thread, and others seldom wait for both of two processors."""

BEAT_S: Final = 1
SILENT_S: Final = 150.0
"""Of a machine that writes a beat every second of its own: it hangs. Its boot takes less, too."""

IMPOSSIBLE: Final = 69
BROKEN: Final = 75
TOO_LONG: Final = 124

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


class Broken(Exception):
    """The machine itself failed, and not what ran in it."""

    code = BROKEN


class Late(Broken):
    """It lives, and what runs in it comes to no end: a guest that spins, or a fault of ours."""

    code = TOO_LONG


def main() -> int:
    """Returns the exit code; see above."""
    parser = argparse.ArgumentParser(prog="python -m tests.kvm.machine")
    parser.add_argument("--systemd", action="store_true")
    parser.add_argument("--counted", action="store_true")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--kernel", type=Path, default=Path(".cache/kernel"))
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if lacking := missing():
        _say(f"--- There can be no emulated machine here: {lacking} ---")
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
                systemd=asked.systemd,
                counted=asked.counted,
            )
        except Broken as error:
            _say(f"--- The emulated machine {error}{again} ---")
            code = error.code
    return code


def run(
    command: Sequence[str],
    kernel: Path,
    within_s: float,
    *,
    systemd: bool = False,
    counted: bool = False,
) -> int:
    """The command's exit code; its output is printed as it comes. Raises Broken."""
    with tempfile.TemporaryDirectory(prefix="machine-") as folder, ExitStack() as stack:
        scratch, out = Path(folder), Path(folder, "out")
        out.mkdir()
        (out / "run").write_text(_script(command))
        (scratch / "initramfs").write_bytes(initramfs(kernel))
        shares = {"host": Path("/"), "out": out}
        for name, source in shares.items():
            stack.enter_context(_shared(scratch / f"{name}.socket", source, cached=name == "host"))
        console = scratch / "console"
        args = [*(COUNTED if counted else PROCESSORS), "-append", _arguments(systemd, counted)]
        said = stack.enter_context(console.open("ab"))
        qemu = stack.enter_context(_process(_qemu(kernel, scratch, shares, args), said))
        if not counted:
            return followed(qemu, out, console, within_s)
        _go_ahead(qemu.pid)
        return followed(qemu, out, console, within_s, partial(_spent, psutil.Process(qemu.pid)))


def initramfs(kernel: Path) -> bytes:
    """With the drivers of `lib/modules` in the folder of a kernel."""
    (modules,) = (kernel / "lib/modules").iterdir()
    drivers = load_order(modules, MODULES)
    order = "".join(f"{driver.name}\n" for driver in drivers)
    script = Path(__file__).with_name("machine-init").read_bytes()
    entries = [
        *map(directory, FOLDERS),
        device("dev/console", 5, 1),
        file("bin/busybox", BUSYBOX.read_bytes(), executable=True),
        file("init", script, executable=True),
        file("modules/order", order.encode()),
        *(file(f"modules/{driver.name}.ko", driver.content) for driver in drivers),
    ]
    return gzip.compress(archive(entries), 1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def missing() -> str:
    """Why there can be no machine here; empty if there can."""
    if os.geteuid() != 0:
        return "it sees all files of this one, so it needs root"
    if shutil.which("qemu-system-x86_64") is None or _virtiofsd() is None:
        return "qemu-system-x86_64 and its virtiofsd are not there: apt install qemu-system-x86"
    return "" if BUSYBOX.exists() else f"{BUSYBOX} is not there: apt install busybox-static"


def _virtiofsd() -> str | None:
    return next(filter(None, map(shutil.which, VIRTIOFSD)), None)


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


@contextmanager
def _shared(socket: Path, source: Path, *, cached: bool) -> Iterator[None]:
    """A folder of this machine, for the emulated one."""
    options = [f"source={source}", "sandbox=chroot", f"cache={'always' if cached else 'none'}"]
    server = _virtiofsd()
    assert server is not None
    words = [word for option in options for word in ("-o", option)]
    said = socket.with_suffix(".log")
    with said.open("wb") as log, _process([server, f"--socket-path={socket}", *words], log) as it:
        while not socket.exists():
            if it.poll() is not None:
                raise Broken(f"got no virtiofsd for {source}. {_last_words(said)}")
            time.sleep(0.02)
        yield


@contextmanager
def _process(
    command: Sequence[str], said: IO[bytes] | int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """A session of its own: it has its own priority, and ctrl-c is for who ends it."""
    started = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def _go_ahead(pid: int) -> None:
    """Where the kernel puts sessions into groups (sched(7)), these have a priority, too."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, AHEAD)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(AHEAD))


def _spent(process: psutil.Process) -> float:
    """Seconds of processors; it is always busy, and a busy machine holds it up."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def _arguments(systemd: bool, counted: bool) -> str:
    """The kernel's."""
    more = {SYSTEMD_ARGS: systemd, COUNTED_ARGS: counted}
    return " ".join([KERNEL_ARGS, *(text for text, asked in more.items() if asked)])


def _qemu(kernel: Path, scratch: Path, shares: dict[str, Path], args: Sequence[str]) -> list[str]:
    (image,) = (kernel / "boot").glob("vmlinuz-*")
    memory = f"memory-backend-memfd,id=memory,size={MEMORY_MIB}M,share=on"
    command = ["qemu-system-x86_64", *args, "-cpu", "EPYC,+svm,+npt"]
    command += ["-M", "q35", "-m", f"{MEMORY_MIB}"]
    command += ["-object", memory, "-numa", "node,memdev=memory", "-device", "virtio-rng-pci"]
    for name in shares:
        command += ["-chardev", f"socket,id={name},path={scratch / name}.socket"]
        command += ["-device", f"vhost-user-fs-pci,chardev={name},tag={name},queue-size=1024"]
    command += ["-kernel", str(image), "-initrd", str(scratch / "initramfs")]
    command += ["-display", "none", "-no-reboot"]
    command += ["-monitor", f"unix:{scratch / MONITOR},server=on,wait=off"]
    return [*command, "-serial", "stdio"]


def followed(
    qemu: subprocess.Popen[bytes],
    out: Path,
    console: Path,
    within_s: float,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Until the machine is switched off. Raises Broken: it hangs, or takes too long by `clock`."""
    begun, until, shown = time.time(), clock() + within_s, 0
    while True:
        over = qemu.poll() is not None
        shown = _show(out / "log", shown)
        if (out / "exit").exists():
            _show(out / "log", shown)
            return int((out / "exit").read_text())
        if over:
            raise Broken(f"went off by itself. {_last_words(console)}")
        if time.time() - max(begun, _beat(out)) > SILENT_S:
            _say(what_it_does(out.parent, beats=False))
            raise Broken(f"hung: no beat for {SILENT_S:g} s. {_last_words(console)}")
        if clock() > until:
            _say(what_it_does(out.parent, beats=True))
            raise Late(f"lives, and is not done within {within_s:g} s")
        time.sleep(0.5)


def _beat(out: Path) -> float:
    try:
        return (out / "beat").stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _show(log: Path, shown: int) -> int:
    """What has been said since the first `shown` bytes; returns how many there are now."""
    try:
        with log.open("rb") as file:
            file.seek(shown)
            said = file.read()
    except FileNotFoundError:
        return shown
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    return shown + len(said)


def _last_words(console: Path) -> str:
    """Not of what QEMU cannot emulate: it says that at each start."""
    lines = console.read_text(errors="replace").splitlines() if console.exists() else []
    told = [line for line in lines if "TCG doesn't support" not in line][-5:]
    return f"Its console: {' / '.join(told) or 'nothing'}"


if __name__ == "__main__":
    sys.exit(main())

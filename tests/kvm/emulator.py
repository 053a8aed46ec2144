"""QEMU as a machine with a /dev/kvm that sees the files of this one: what it is made of."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from arqon_microvm.image.cpio import archive, device, directory, file
from arqon_microvm.image.initramfs import BUSYBOX
from arqon_microvm.image.modules import load_order
from tests.kvm.diagnosis import MONITOR

__all__ = ["PLAIN", "Broken", "emulated", "last_words", "missing"]

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


class Broken(Exception):
    """The machine itself failed, and not what ran in it; `code` is the exit code then."""

    code: int = 75


def missing() -> str:
    """Why there can be no machine here; empty if there can."""
    if os.geteuid() != 0:
        return "it sees all files of this one, so it needs root"
    if shutil.which("qemu-system-x86_64") is None or _virtiofsd() is None:
        return "qemu-system-x86_64 and its virtiofsd are not there: apt install qemu-system-x86"
    return "" if BUSYBOX.exists() else f"{BUSYBOX} is not there: apt install busybox-static"


@contextmanager
def emulated(
    kernel: Path, script: str, *, systemd: bool = False, counted: bool = False
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A machine that runs `/out/run`, which is `script`; QEMU, and the folder it is made in.

    In that folder, `out` is its `/out`, and `console` what its kernel says.

    Raises:
        Broken: its files cannot be shared.
    """
    with tempfile.TemporaryDirectory(prefix="machine-") as folder, ExitStack() as stack:
        scratch, out = Path(folder), Path(folder, "out")
        out.mkdir()
        (out / "run").write_text(script)
        (scratch / "initramfs").write_bytes(_initramfs(kernel))
        shares = {"host": Path("/"), "out": out}
        for name, source in shares.items():
            stack.enter_context(_shared(scratch / f"{name}.socket", source, cached=name == "host"))
        args = [*(COUNTED if counted else PROCESSORS), "-append", _arguments(systemd, counted)]
        said = stack.enter_context((scratch / "console").open("ab"))
        qemu = stack.enter_context(_process(_qemu(kernel, scratch, shares, args), said))
        if counted:
            _go_ahead(qemu.pid)
        yield qemu, scratch


def _initramfs(kernel: Path) -> bytes:
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


def _virtiofsd() -> str | None:
    return next(filter(None, map(shutil.which, VIRTIOFSD)), None)


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
                raise Broken(f"got no virtiofsd for {source}. {last_words(said)}")
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


def last_words(console: Path) -> str:
    """Not of what QEMU cannot emulate: it says that at each start."""
    lines = console.read_text(errors="replace").splitlines() if console.exists() else []
    told = [line for line in lines if "TCG doesn't support" not in line][-5:]
    return f"Its console: {' / '.join(told) or 'nothing'}"

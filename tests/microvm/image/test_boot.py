"""Debian's own kernel and our initramfs, booted under QEMU without any network device.

The root is a squashfs with a busybox that stands in for the guest's first process: it tells what it
finds, and ends the VM.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from arqon_microvm.image.initramfs import BUSYBOX, initramfs
from arqon_microvm.image.kernel import extract
from tests.patience import PATIENCE_S

KERNEL = Path(__file__).parents[3] / ".cache/kernel"
TOOLS = ("qemu-system-x86_64", "mksquashfs", "lz4", "zstd")
TELL = """#!/bin/busybox sh
B=/bin/busybox
$B echo "model: $($B cat /model/word)"
$B touch /written && $B echo "the root takes changes"
$B touch /model/written || $B echo "the model does not"
$B mount | $B grep -E ' / | /model '
[ -c /dev/vsock ] && $B echo "vsock is there"
$B echo "network: $($B ls /sys/class/net)"
$B reboot -f
"""

pytestmark = [
    pytest.mark.guest,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="not installed: make guest-tools"),
    pytest.mark.skipif(not KERNEL.exists(), reason="no kernel: make guest-tools"),
]


def squashfs(folder: Path, image: Path) -> Path:
    command = ["mksquashfs", str(folder), str(image), "-noappend", "-quiet", "-all-root"]
    subprocess.run(command, check=True, capture_output=True)
    return image


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guest")
    vmlinuz = next(KERNEL.glob("boot/vmlinuz-*"))
    release = vmlinuz.name.removeprefix("vmlinuz-")
    (folder / "vmlinux").write_bytes(extract(vmlinuz.read_bytes()))
    (folder / "initrd").write_bytes(initramfs(KERNEL / "lib/modules" / release))
    root = folder / "root"
    for name in ("bin", "dev", "proc", "sys", "opt/arqon"):
        (root / name).mkdir(parents=True)
    shutil.copy(BUSYBOX, root / "bin/busybox")
    (root / "opt/arqon/init").write_text(TELL)
    (root / "opt/arqon/init").chmod(0o755)
    model = folder / "model"
    model.mkdir()
    (model / "word").write_text("hello")
    squashfs(root, folder / "root.squashfs")
    squashfs(model, folder / "model.squashfs")
    return folder


def boot(guest: Path, *drives: str) -> str:
    """What the guest says until it ends."""
    command = ["qemu-system-x86_64", "-M", "microvm,x-option-roms=off,rtc=on", "-accel", "tcg"]
    command += ["-cpu", "max", "-m", "512", "-nodefaults", "-no-user-config", "-display", "none"]
    command += ["-no-reboot", "-serial", "stdio", "-global", "virtio-mmio.force-legacy=false"]
    command += ["-kernel", str(guest / "vmlinux"), "-initrd", str(guest / "initrd")]
    command += ["-append", f"console=ttyS0 panic=-1 reboot=t loglevel=4 {clock()}"]
    for name in drives:
        image = guest / f"{name}.squashfs"
        command += ["-drive", f"id={name},file={image},format=raw,if=none,readonly=on"]
        command += ["-device", f"virtio-blk-device,drive={name}"]
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return ended.stdout.replace("\r", "")


def clock() -> str:
    """Without it the kernel measures its clock against a timer that QEMU has not, and may hang."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    mhz = next(float(line.partition(":")[2]) for line in lines if line.startswith("cpu MHz"))
    return f"tsc_early_khz={int(mhz * 1000)} tsc=reliable"


def test_the_guest_mounts_its_drives_and_hands_over(guest: Path) -> None:
    said = boot(guest, "root", "model")
    assert "model: hello" in said
    assert "the root takes changes" in said
    assert "the model does not" in said
    assert "overlay on / type overlay (rw" in said
    assert "/dev/vdb on /model type squashfs (ro" in said
    assert "vsock is there" in said
    assert "network: lo\n" in said


def test_a_drive_that_is_missing_ends_the_vm_with_a_word(guest: Path) -> None:
    assert "initramfs: the drive /dev/vdb did not appear" in boot(guest, "root")

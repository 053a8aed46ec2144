"""The initramfs: drivers, a shell, and the script that mounts the guest's drives."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.cpio import archive, device, directory, file
from arqon_microvm.image.modules import GUEST_MODULES, load_order

__all__ = ["BUSYBOX", "initramfs"]

BUSYBOX: Final = Path("/bin/busybox")
"""Debian's and Ubuntu's package busybox-static puts it there."""

_FOLDERS: Final = ("bin", "dev", "proc", "sys", "modules", "lower", "changes", "root")
_INTERPRETER: Final = b"/lib64/ld-linux"


def initramfs(
    modules: Path | None, busybox: Path = BUSYBOX, wanted: Sequence[str] = GUEST_MODULES
) -> bytes:
    """A gzip-compressed archive for the kernel whose `lib/modules/<release>` is given.

    Without one, for a kernel that has all of it built in.
    The same inputs make the same bytes.

    Raises:
        VmError: a module is missing, or busybox is, or it needs libraries.
    """
    drivers = load_order(modules, wanted) if modules else []
    order = "".join(f"{driver.name}\n" for driver in drivers)
    script = resources.files("arqon_microvm") / "guest" / "initramfs-init"
    entries = [
        *map(directory, _FOLDERS),
        device("dev/console", 5, 1),
        file("bin/busybox", _static(busybox), executable=True),
        file("init", script.read_bytes(), executable=True),
        file("modules/order", order.encode("ascii")),
        *(file(f"modules/{driver.name}.ko", driver.content) for driver in drivers),
    ]
    return gzip.compress(archive(entries), mtime=0)


def _static(busybox: Path) -> bytes:
    try:
        content = busybox.read_bytes()
    except OSError as error:
        raise VmError(
            f"{busybox} cannot be read: {error.strerror}", "Install busybox-static."
        ) from error
    if _INTERPRETER in content[:4096]:
        raise VmError(
            f"{busybox} needs libraries, which an initramfs has not", "Install busybox-static."
        )
    return content

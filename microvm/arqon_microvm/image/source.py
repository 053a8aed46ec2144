"""The kernel that an image is given: an unpacked package, or one file that a digest vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from arqon_microvm.errors import VmError
from arqon_microvm.image.kernel import extract, release_of
from arqon_microvm.image.manifest import FileDigest, digest_of

__all__ = ["Kernel", "take_kernel"]


@dataclass(frozen=True, slots=True)
class Kernel:
    """Unpacked, with its release; `modules` is None where all drivers are built in."""

    elf: bytes
    release: str
    digest: FileDigest
    modules: Path | None


def take_kernel(source: Path, pin: str | None) -> Kernel:
    """From a package's folder (boot/, lib/modules/) or a `vmlinux` or `vmlinuz` file.

    A package came by a signed archive. A file did not: it is taken only under `pin`, the SHA-256
    that its file must have.

    Raises:
        VmError: not there, no kernel, not one, or not the one that is pinned.
    """
    path = source if source.is_file() else _of_package(source)
    digest = digest_of(path)
    if pin is None and path is source:
        raise VmError(
            f"{path} is a single file, and no package vouches for it",
            f"Its SHA-256 is {digest.sha256}: if its maker says the same, build with "
            "--kernel-sha256 and that.",
        )
    if pin is not None and pin.lower() != digest.sha256:
        raise VmError(
            f"{path} is not the kernel that is pinned: its SHA-256 is {digest.sha256}, "
            f"the pin is {pin.lower()}",
            "Fetch it again, or correct the pin.",
        )
    elf = extract(path.read_bytes())
    release = release_of(elf)
    return Kernel(elf, release, digest, None if path is source else _modules(source, release))


def _of_package(folder: Path) -> Path:
    found = sorted(folder.glob("boot/vmlinuz-*"))
    if len(found) != 1:
        raise VmError(
            f"{folder} holds {len(found)} kernels, not one",
            "Unpack one there: microvm/tools/get-kernel FOLDER.",
        )
    return found[0]


def _modules(folder: Path, release: str) -> Path:
    modules = folder / "lib/modules" / release
    if not modules.is_dir():
        raise VmError(
            f"{folder} holds a kernel {release}, and no drivers for it",
            "Unpack one package there, and nothing else: microvm/tools/get-kernel FOLDER.",
        )
    return modules

"""Builds the guest: kernel, initramfs, root, model's drive, list of contents, manifest."""

from __future__ import annotations

import fcntl
import hashlib
import json
import platform
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from arqon_microvm import __version__
from arqon_microvm.errors import VmError
from arqon_microvm.image.initramfs import BUSYBOX, initramfs
from arqon_microvm.image.kernel import extract
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS, Image, Manifest, digest_of, open_image
from arqon_microvm.image.rootfs import SUITES, Base, base_tar
from arqon_microvm.image.sbom import debian_packages, python_packages, sbom
from arqon_microvm.image.tools import need, run, version
from arqon_microvm.image.tree import Tree, pack
from arqon_microvm.image.wheels import install_sidecar

__all__ = ["Options", "build_image"]

FREE_BYTES: Final = 2 << 30
_TOOLS: Final = ("mmdebstrap", "sqfstar", "mksquashfs")
_INIT: Final = b"""#!/usr/bin/python3 -I
import sys
sys.path.insert(0, "/opt/arqon/lib")
from arqon_microvm.guest.main import main
main()
"""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """From what to build; `kernel` is an unpacked kernel package (boot/, lib/modules/)."""

    out: Path
    base: Base
    kernel: Path
    model: Path
    sidecar: Path
    constraints: Path
    cache: Path
    fresh: bool = False


def build_image(options: Options, say: Say) -> Image:
    """Build into a folder beside, and put that in the place of `out` when all of it is there.

    Raises:
        VmError: a tool, an input or room is missing, a step failed, or another build is at it.
    """
    if platform.machine() != "x86_64":
        raise VmError(f"images are built on x86_64 only; this machine is {platform.machine()}")
    need(*_TOOLS)
    if not (options.model / "manifest.json").is_file():
        raise VmError(f"{options.model} holds no model", "Make or export one: see docs/sidecar.md.")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if (free := shutil.disk_usage(options.out.parent).free) < FREE_BYTES:
        raise VmError(
            f"{options.out.parent} has {free >> 20} MB free; a build needs {FREE_BYTES >> 20} MB",
            "Make room, or build elsewhere with --out.",
        )
    with (
        _alone(options.out),
        tempfile.TemporaryDirectory(
            prefix=f".{options.out.name}-", dir=options.out.parent
        ) as scratch,
    ):
        making = Path(scratch) / "image"
        making.mkdir(mode=0o755)
        manifest = _make(options, making, Path(scratch), say)
        (making / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n")
        if options.out.exists():
            options.out.rename(Path(scratch) / "former")
        making.rename(options.out)
    return open_image(options.out)


def _make(options: Options, making: Path, scratch: Path, say: Say) -> Manifest:
    epoch = options.base.epoch
    release = _kernel(options.kernel, making, say)
    say(f"Base system {options.base.suite}")
    base = base_tar(options.base, options.cache, fresh=options.fresh)
    say("The sidecar and its packages")
    python = SUITES[options.base.suite]
    site = install_sidecar(options.sidecar, options.constraints, python, scratch)
    say("Root drive")
    with tarfile.open(base) as opened:
        status = opened.extractfile("./var/lib/dpkg/status")
        if status is None:
            raise VmError(f"{base} holds no list of packages", "Build with --fresh.")
        distribution = "debian" if options.base.suite == "bookworm" else "ubuntu"
        debian = list(debian_packages(status.read().decode(), distribution))
        listed = sbom([*debian, *python_packages(site)])
        (making / "sbom.cdx.json").write_bytes(listed)
        tree = Tree(opened, epoch)
        _fill(tree, site, python, listed)
        pack(tree, making / "rootfs.squashfs", epoch)
    say("Model drive")
    _model_drive(options.model, making / "model.squashfs", epoch)
    say("Digests")
    return Manifest(
        code_version=__version__,
        architecture="x86_64",
        suite=options.base.suite,
        source_date_epoch=epoch,
        kernel_release=release,
        model=json.loads((options.model / "manifest.json").read_text()).get("name", "unknown"),
        inputs={
            "kernel": digest_of(options.kernel / "boot" / f"vmlinuz-{release}"),
            "base system": digest_of(base),
            "constraints": digest_of(options.constraints),
            "model": digest_of(options.model / "manifest.json"),
            "busybox": digest_of(BUSYBOX),
        },
        outputs={name: digest_of(making / name) for name in OUTPUTS},
        tools={name: version(name) for name in _TOOLS},
    )


def _kernel(folder: Path, making: Path, say: Say) -> str:
    """Kernel and initramfs; returns the kernel's release."""
    found = sorted(folder.glob("boot/vmlinuz-*"))
    if len(found) != 1:
        raise VmError(
            f"{folder} holds {len(found)} kernels, not one",
            "Unpack one there: microvm/tools/get-kernel FOLDER.",
        )
    release = found[0].name.removeprefix("vmlinuz-")
    say(f"Kernel {release}")
    (making / "vmlinux").write_bytes(extract(found[0].read_bytes()))
    (making / "initrd.cpio.gz").write_bytes(initramfs(folder / "lib/modules" / release))
    return release


def _fill(tree: Tree, site: Path, python: str, listed: bytes) -> None:
    """Our own files into the base system."""
    venv = "opt/arqon/venv"
    config = f"home = /usr/bin\ninclude-system-site-packages = false\nversion = {python}\n"
    tree.file(f"{venv}/pyvenv.cfg", config.encode())
    tree.link(f"{venv}/bin/python", "/usr/bin/python3")
    tree.copy(site, f"{venv}/lib/python{python}/site-packages")
    ours = resources.files("arqon_microvm")
    tree.file("opt/arqon/lib/arqon_microvm/__init__.py", (ours / "__init__.py").read_bytes())
    for module in (ours / "guest").iterdir():
        if module.name.endswith(".py"):
            name = f"opt/arqon/lib/arqon_microvm/guest/{module.name}"
            tree.file(name, module.read_bytes())
    tree.file("opt/arqon/init", _INIT, executable=True)
    contents = {"version": __version__, "sbom_sha256": hashlib.sha256(listed).hexdigest()}
    tree.file("opt/arqon/build.json", json.dumps(contents).encode() + b"\n")
    tree.file("etc/hostname", b"arqon\n")
    tree.file("etc/machine-id", b"")
    for name in ("dev", "proc", "sys", "run", "tmp", "model"):
        tree.folder(name)


def _model_drive(model: Path, image: Path, epoch: int) -> None:
    """Not compressed: weights do not get smaller, and are mapped into memory as they are."""
    command: list[str | Path] = ["mksquashfs", model, image, "-noappend", "-quiet", "-no-progress"]
    command += ["-noI", "-noD", "-noF", "-noX", "-all-root", "-no-xattrs"]
    command += ["-all-time", str(epoch), "-mkfs-time", str(epoch), "-e", "checkpoint"]
    run(command)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    lock = out.with_name(f".{out.name}.lock")
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VmError(f"another build of {out} is under way", "Wait for its end.") from error
        yield

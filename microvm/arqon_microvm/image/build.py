"""Builds the guest: kernel, initramfs, root, model's drive, list of contents, manifest."""

from __future__ import annotations

import errno
import json
import platform
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm import __version__
from arqon_microvm.errors import VmError
from arqon_microvm.guest.arguments import Engine
from arqon_microvm.image.contents import fill, model_tree
from arqon_microvm.image.english import take_spacy_model
from arqon_microvm.image.initramfs import BUSYBOX, initramfs
from arqon_microvm.image.listing import listing
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS, Image, Manifest, digest_of, open_image
from arqon_microvm.image.oci import write_oci
from arqon_microvm.image.pace import Say
from arqon_microvm.image.place import built_beside
from arqon_microvm.image.rootfs import SUITES, Base, base_tar
from arqon_microvm.image.source import take_kernel
from arqon_microvm.image.tools import need, version
from arqon_microvm.image.tree import Tree, pack
from arqon_microvm.image.wheels import install_sidecar

__all__ = ["Options", "build_image"]

_TOOLS: Final = ("mmdebstrap", "mksquashfs")
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Options:
    """From what to build.

    `kernel` is an unpacked kernel package (boot/, lib/modules/), or a file whose SHA-256 is
    `kernel_sha256`. Where `oci` names a folder, the sidecar is put there as a container's image.
    `spacy_model` is a wheel's file, or how pip names it, with its own digest; without it English
    is read by espeak-ng. All engines but `onnx` bring OpenVINO along.
    """

    out: Path
    base: Base
    kernel: Path
    model: Path
    sidecar: Path
    constraints: Path
    cache: Path
    fresh: bool = False
    kernel_sha256: str | None = None
    oci: Path | None = None
    spacy_model: str | None = None
    spacy_model_sha256: str | None = None
    engine: Engine = "auto"


def build_image(options: Options, say: Say) -> Image:
    """Build into a folder beside, and put that in the place of `out` when all of it is there.

    What it says begins with the seconds since its begin.

    Raises:
        VmError: a tool, an input or room is missing, a step failed, or another build is at it.
    """
    if platform.machine() != "x86_64":
        raise VmError(f"images are built on x86_64 only; this machine is {platform.machine()}")
    need(*_TOOLS)
    if not (options.model / "manifest.json").is_file():
        raise VmError(f"{options.model} holds no model", "Make or export one: see docs/sidecar.md.")
    begun = time.monotonic()

    def timed(text: str) -> None:
        say(f"{time.monotonic() - begun:5.1f} s  {text}")

    try:
        with built_beside(options.out) as scratch:
            manifest = _make(options, scratch, timed)
            (scratch / "image" / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n")
    except OSError as error:
        raise VmError(
            f"the build failed: {error}",
            "Make room, or build elsewhere with --out." if error.errno in _NO_ROOM else "",
        ) from error
    timed("Done")
    return open_image(options.out)


def _make(options: Options, scratch: Path, say: Say) -> Manifest:
    making, epoch, suite = scratch / "image", options.base.epoch, options.base.suite
    kernel = take_kernel(options.kernel, options.kernel_sha256)
    say(f"Kernel {kernel.release}")
    (making / "vmlinux").write_bytes(kernel.elf)
    (making / "initrd.cpio.gz").write_bytes(initramfs(kernel.modules))
    say(f"Base system {suite}")
    base = base_tar(options.base, options.cache, say, fresh=options.fresh)
    english = _english(options, scratch, say)
    say("The sidecar and its packages")
    extras = [
        *(["english"] if english else []),
        *(["openvino"] if options.engine != "onnx" else []),
    ]
    site = install_sidecar(
        options.sidecar, options.constraints, SUITES[suite], scratch, say, extras, english
    )
    say("Root drive")
    with tarfile.open(base) as opened:
        listed = listing(opened, suite, site, kernel, options.model, epoch)
        (making / "sbom.cdx.json").write_bytes(listed)
        tree = Tree(opened, epoch)
        fill(tree, site.path, SUITES[suite], listed)
        pack(tree, making / "rootfs.squashfs", epoch, say)
        if options.oci:
            say("Container's image")
            write_oci(tree, options.oci, epoch, listed, say)
    say("Model drive")
    pack(model_tree(options.model, epoch), making / "model.squashfs", epoch, say, compressed=False)
    say("Digests")
    return Manifest(
        code_version=__version__,
        architecture="x86_64",
        suite=suite,
        source_date_epoch=epoch,
        kernel_release=kernel.release,
        model=_named(options.model),
        engine=options.engine,
        inputs={
            "kernel": kernel.digest,
            "base system": digest_of(base),
            "constraints": digest_of(options.constraints),
            "model": digest_of(options.model / "manifest.json"),
            "busybox": digest_of(BUSYBOX),
            **{wheel.name: digest_of(wheel) for wheel in english},
        },
        outputs={name: digest_of(making / name) for name in OUTPUTS},
        tools={
            # It compiles the packages, and not as the next patch release would.
            "python": platform.python_version(),
            **{name: version(name) for name in _TOOLS},
        },
    )


def _named(model: Path) -> str:
    """What the model's manifest calls it: its name, and which kind it is of."""
    told = json.loads((model / "manifest.json").read_text())
    return f"{told.get('name', 'unknown')} ({told.get('kind', 'unknown kind')})"


def _english(options: Options, scratch: Path, say: Say) -> list[Path]:
    """What misaki needs beside its packages; nothing where espeak-ng is to read English."""
    if options.spacy_model is None:
        say("English by espeak-ng, which reads words like 'read' one way: no --spacy-model given")
        return []
    say("English by misaki, with spaCy's model")
    return [take_spacy_model(options.spacy_model, options.spacy_model_sha256, scratch, say)]

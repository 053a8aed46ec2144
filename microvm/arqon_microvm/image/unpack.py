"""Kernels and their modules as distributions pack them."""

from __future__ import annotations

import lzma
import shutil
import subprocess
import zlib
from functools import partial
from typing import Final, Protocol

from arqon_microvm.errors import VmError

__all__ = ["ELF", "unpacked"]

ELF: Final = b"\x7fELF"
_TOOLS: Final = {b"\x28\xb5\x2f\xfd": "zstd", b"\x02\x21\x4c\x18": "lz4"}
"""By magic number; the standard library unpacks gzip and xz."""


_LIBRARIES: Final = (
    (b"\x1f\x8b", partial(zlib.decompressobj, 31)),
    (b"\xfd7zXZ\0", lzma.LZMADecompressor),
)


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def unpacked(packed: bytes, what: str) -> bytes:
    """What is in it, told by its first bytes; an ELF file is returned as it is.

    Raises:
        VmError: `what` is damaged, or packed in a way that this machine cannot unpack.
    """
    for magic, make in _LIBRARIES:
        if packed.startswith(magic):
            return _by_library(make(), packed, what)
    if packed.startswith(ELF):
        return packed
    tool = _TOOLS.get(packed[:4])
    if tool is None:
        raise VmError(f"{what} is packed in an unknown way ({packed[:6].hex()})")
    if shutil.which(tool) is None:
        raise VmError(f"{what} is packed with {tool}, which is not there", f"Install {tool}.")
    ended = subprocess.run([tool, "-dcq"], input=packed, capture_output=True, check=False)
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip()
        raise VmError(f"{tool} cannot unpack {what}: {said}", "Fetch it again.")
    return ended.stdout


def _by_library(decompressor: _Decompressor, packed: bytes, what: str) -> bytes:
    try:
        content = decompressor.decompress(packed)
    except (zlib.error, lzma.LZMAError) as error:
        raise VmError(f"{what} cannot be unpacked: {error}", "Fetch it again.") from error
    if not decompressor.eof:
        raise VmError(f"{what} is cut short", "Fetch it again.")
    return content

"""The ELF kernel inside a distribution's `vmlinuz`: what Firecracker boots in every release.

The file begins with a boot sector whose header says where the compressed kernel lies, and how long
that is; its last four bytes are the size unpacked. See Documentation/arch/x86/boot.rst of Linux.
"""

from __future__ import annotations

import re
import struct
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.unpack import ELF, unpacked

__all__ = ["extract", "release_of"]

_HEADER: Final = b"HdrS"
_HEADER_AT: Final = 0x202
_SECTORS_AT: Final = 0x1F1
_PAYLOAD_AT: Final = 0x248
_SECTOR: Final = 512
_SMALLEST: Final = _PAYLOAD_AT + 8


def extract(vmlinuz: bytes) -> bytes:
    """The kernel as ELF; one that is ELF already is returned as it is.

    Raises:
        VmError: no Linux kernel, cut short, or packed in a way that this machine cannot unpack.
    """
    if vmlinuz.startswith(ELF):
        return vmlinuz
    if len(vmlinuz) < _SMALLEST or vmlinuz[_HEADER_AT : _HEADER_AT + 4] != _HEADER:
        raise VmError("this file is not an x86 Linux kernel", "Give a vmlinuz or a vmlinux.")
    sectors = vmlinuz[_SECTORS_AT] or 4
    offset, length = struct.unpack_from("<II", vmlinuz, _PAYLOAD_AT)
    start = (sectors + 1) * _SECTOR + offset
    payload = vmlinuz[start : start + length]
    if length < 8 or len(payload) < length:
        raise VmError("the kernel's file is cut short", "Fetch it again.")
    (size,) = struct.unpack("<I", payload[-4:])
    kernel = unpacked(payload[:-4], "the kernel")
    if len(kernel) != size or not kernel.startswith(ELF):
        raise VmError("what the kernel's file holds is damaged", "Fetch it again.")
    return kernel


def release_of(kernel: bytes) -> str:
    """What `uname -r` says in the guest, out of an unpacked kernel.

    Raises:
        VmError: it does not say.
    """
    found = re.search(rb"Linux version (\d[^\s\0]*) \(", kernel)
    if found is None:
        raise VmError("this kernel does not say its release", "Give a Linux kernel.")
    return found[1].decode("ascii", errors="replace")

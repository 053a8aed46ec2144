"""What a release of Firecracker knows: it refuses calls and fields that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from arqon_microvm.firecracker.versions import Version

__all__ = ["Features"]


@dataclass(frozen=True, slots=True)
class Features:
    """By Firecracker's changelog.

    Without `serial` the console is the process's standard output. `vsock_override` lets a restored
    VM have its socket elsewhere than where the snapshot was made. With `transparent_pages` it can
    be asked to advise the kernel of large pages, which some hosts give only then.
    """

    serial: bool
    serial_limit: bool
    vsock_override: bool
    transparent_pages: bool

    @classmethod
    def of(cls, version: Version) -> Self:
        """Of one release."""
        return cls(
            serial=version >= (1, 14, 0),
            serial_limit=version >= (1, 16, 0),
            vsock_override=version >= (1, 16, 0),
            transparent_pages=version >= (1, 17, 0),
        )

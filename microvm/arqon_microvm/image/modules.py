"""The drivers that an initramfs must load, with what they need, in the order of loading.

A distribution's kernel keeps them in files, and each says in its `.modinfo` what it depends on;
`modules.dep` is made at installation, and is in no package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.unpack import unpacked

__all__ = ["GUEST_MODULES", "Module", "load_order"]

GUEST_MODULES: Final = (
    "virtio_mmio",
    "virtio_blk",
    "vmw_vsock_virtio_transport",
    "overlay",
    "squashfs",
    "virtio_rng",
)
"""What our guest needs: its drives, the way in, its file systems, random numbers. No network."""


@dataclass(frozen=True, slots=True)
class Module:
    """A driver, unpacked; `name` has no file suffix and no dashes."""

    name: str
    content: bytes


def load_order(folder: Path, wanted: Iterable[str]) -> list[Module]:
    """The modules of `lib/modules/<release>`, each after what it depends on.

    What is built into the kernel is left out.

    Raises:
        VmError: a module is neither there nor built in, or depends on itself.
    """
    files = {_name(path): path for path in sorted(folder.rglob("*.ko*"))}
    builtin = _builtin(folder)
    ordered: dict[str, Module] = {}
    above: list[str] = []

    def visit(name: str) -> None:
        if name in ordered or name in builtin:
            return
        if name in above:
            raise VmError(f"kernel modules depend on each other: {' '.join([*above, name])}")
        if name not in files:
            by = f", which {above[-1]} needs," if above else ""
            raise VmError(
                f"the kernel module {name}{by} is not in {folder}",
                "Take a complete kernel package.",
            )
        content = _content(files[name])
        above.append(name)
        for needed in _depends(content):
            visit(needed)
        above.pop()
        ordered[name] = Module(name, content)

    for name in wanted:
        visit(name.replace("-", "_"))
    return list(ordered.values())


def _name(path: Path | str) -> str:
    return Path(path).name.partition(".ko")[0].replace("-", "_")


def _builtin(folder: Path) -> frozenset[str]:
    try:
        lines = (folder / "modules.builtin").read_text(encoding="ascii").split()
    except OSError as error:
        raise VmError(
            f"{folder} is not a folder of kernel modules: {error.strerror}",
            "Give lib/modules/<release> of a kernel package.",
        ) from error
    return frozenset(map(_name, lines))


def _content(path: Path) -> bytes:
    return unpacked(path.read_bytes(), str(path))


def _depends(content: bytes) -> list[str]:
    """`depends=a,b`, between zero bytes; soft dependencies are for load time only."""
    found = re.search(rb"\0depends=([^\0]*)\0", b"\0" + content)
    names = found[1].decode("ascii").split(",") if found else []
    return [name.replace("-", "_") for name in names if name]

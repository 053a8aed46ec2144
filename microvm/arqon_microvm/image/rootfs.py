"""A small Debian or Ubuntu, as a tar file: what the guest has beside the sidecar."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.tools import run

__all__ = ["SUITES", "Base", "base_tar"]

SUITES: Final = {"noble": "3.12", "bookworm": "3.11"}
"""Of each suite, the version of Python that its `python3` is."""

_PACKAGES: Final = ("python3-minimal", "libpython3-stdlib")
_UNREAD: Final = ("man", "doc", "locale", "info", "lintian")
_OPTIONS: Final = ('Acquire::Languages "none"', 'APT::Install-Recommends "false"')


@dataclass(frozen=True, slots=True)
class Base:
    """Which system; without a mirror, the distribution's own. `epoch` dates what is written."""

    suite: str
    mirror: str | None
    keyring: Path | None
    epoch: int


def base_tar(base: Base, cache: Path, *, fresh: bool = False) -> Path:
    """The tar file, from the cache if the same was made before and `fresh` is not wanted.

    Raises:
        VmError: an unknown suite, or mmdebstrap failed.
    """
    if base.suite not in SUITES:
        raise VmError(
            f"the suite {base.suite!r} is not known", f"One of: {', '.join(sorted(SUITES))}."
        )
    command: list[str | Path] = ["mmdebstrap", "--quiet", "--variant=minbase"]
    command += ["--mode=root" if os.geteuid() == 0 else "--mode=unshare"]
    command += [f"--include={','.join(_PACKAGES)}", "--architectures=amd64"]
    command += [f"--aptopt={option}" for option in _OPTIONS]
    command += [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _UNREAD]
    command += [f"--keyring={base.keyring}"] if base.keyring else []
    key = hashlib.sha256(repr((command, base)).encode()).hexdigest()[:16]
    made = cache / f"base-{base.suite}-{key}.tar"
    if made.exists() and not fresh:
        return made
    cache.mkdir(parents=True, exist_ok=True)
    making = made.with_suffix(".making.tar")
    mirror = [base.mirror] if base.mirror else []
    run([*command, base.suite, making, *mirror], {"SOURCE_DATE_EPOCH": str(base.epoch)})
    making.replace(made)
    return made

"""Which releases of Firecracker may run the guest."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.firecracker.told import told

__all__ = [
    "KNOWN_LATEST",
    "REFUSED",
    "RELEASES",
    "Judgement",
    "Release",
    "Version",
    "examine",
    "in_words",
    "judge",
    "numbered",
    "permit",
    "version_of",
    "why_refused",
]

Version = tuple[int, int, int]

REFUSED: Final[dict[Version, str]] = {
    (1, 16, 0): "after a restore its vsock can stay dead for good (issue 5969)",
    (1, 16, 1): "after a pause and a resume its vsock hangs for good (issue 6074)",
}
LEAST: Final[Version] = (1, 15, 0)
"""Before it, Firecracker mixes up ports that are used again (5688), and is out of support."""

KNOWN_LATEST: Final[Version] = (1, 17, 0)

RELEASES: Final[dict[Version, tuple[str, str]]] = {
    (1, 17, 0): (
        "99ad0f5cd0514a88aad0e9ae8cfdb3cc3b4ab9d190e1194602406c786b5de7a5",
        "65ef226e96f0ceda55ba643f445801ef2cc0ea667ef67cad8ac4f406c9c8434f",
    ),
}
"""Firecracker's and the jailer's SHA-256 in the release for x86-64, as other projects pin them.
`microvm/tools/get-firecracker` checks them against the release's own list as it downloads."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be thought of a release, and why."""

    verdict: Literal["ok", "warning", "refused"]
    why: str = ""


def judge(version: Version) -> Judgement:
    """Refused where the vsock is known to break; a warning where nobody has looked."""
    if why := REFUSED.get(version):
        return Judgement("refused", why)
    if version < LEAST:
        return Judgement("refused", f"older than {in_words(LEAST)}: known faults of vsock")
    if version < (1, 16, 2):
        return Judgement("warning", "an earlier line than the guest was written for")
    if version[:2] > KNOWN_LATEST[:2]:
        return Judgement(
            "warning", f"newer than {in_words(KNOWN_LATEST)}, which was looked at last"
        )
    return Judgement("ok")


def numbered(text: str) -> Version | None:
    """The release that a text such as `v1.17.0` or `1.17.0-dev` begins with; None without one."""
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def why_refused(version: str) -> str:
    """Why no VM of this release is ever attested, in words; empty where the release is not."""
    known = numbered(version)
    judgement = judge(known) if known else Judgement("ok")
    return f"{version} is a refused release: {judgement.why}" * (judgement.verdict == "refused")


def permit(version: Version, say: Callable[[str], None], *, try_release: bool) -> None:
    """What is doubtful about a release is said; a refused one may only be tried.

    Raises:
        VmError: it is refused, and nobody wants to try it.
    """
    judgement, shown = judge(version), in_words(version)
    if judgement.verdict == "warning":
        say(f"Firecracker {shown}: {judgement.why}")
    if judgement.verdict == "refused":
        if not try_release:
            raise VmError(
                f"Firecracker {shown} must not be used: {judgement.why}", "Install 1.16.2 or 1.17."
            )
        say(f"{why_refused(shown)}; it is only tried, and never attested")


def version_of(executable: Path) -> Version | None:
    """What `--version` says, of firecracker or jailer; None if it does not run or says nothing."""
    try:
        return _asked(executable)
    except Passing:
        return None


def _asked(executable: Path) -> Version | None:
    """The same; raises Passing where it takes too long."""
    found = re.search(r"\bv\d+\.\d+\.\d+", told(executable, "--version") or "")
    return numbered(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class Release:
    """An executable that may be used."""

    executable: Path
    number: Version
    sha256: str

    @property
    def version(self) -> str:
        """As Firecracker itself says it."""
        return in_words(self.number)


def examine(
    name: str, pin: str | None, say: Callable[[str], None], *, try_release: bool = False
) -> Release:
    """Look at Firecracker before it is started; what is doubtful is said. See `permit`.

    Raises:
        VmError: not there, does not run, a release that is refused, or not what was pinned.
    """
    found = shutil.which(name)
    if found is None:
        raise VmError(
            f"{name} is not there",
            "See: arqon-tts vm doctor. To develop without it: --monitor qemu.",
        )
    executable = Path(found).resolve()
    version = _asked(executable)
    if version is None:
        raise VmError(f"{executable} does not say its version", "Install a release of it.")
    permit(version, say, try_release=try_release)
    with executable.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    expected = pin or RELEASES.get(version, ("", ""))[0]
    if pin and digest != pin:
        raise VmError(
            f"{executable} has the digest {digest}, and {pin} was asked for",
            "Fetch the release again: microvm/tools/get-firecracker.",
        )
    if digest != expected:
        say(f"{executable} is not pinned: {digest}; it will not be attested")
    return Release(executable, version, digest)


def in_words(version: Version) -> str:
    """As Firecracker itself says it: `1.17.0`."""
    return ".".join(map(str, version))

"""Which releases of Firecracker may run the guest."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

__all__ = ["KNOWN_LATEST", "REFUSED", "Judgement", "Version", "judge", "version_of"]

Version = tuple[int, int, int]

REFUSED: Final[dict[Version, str]] = {
    (1, 16, 0): "after a restore its vsock can stay dead for good (issue 5969)",
    (1, 16, 1): "after a pause and a resume its vsock hangs for good (issue 6074)",
}
LEAST: Final[Version] = (1, 15, 0)
"""Before it, Firecracker mixes up ports that are used again (5688), and is out of support."""

KNOWN_LATEST: Final[Version] = (1, 17, 0)
_ASK_S: Final = 5.0


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
        return Judgement("refused", f"older than {_text(LEAST)}: known faults of vsock")
    if version < (1, 16, 2):
        return Judgement("warning", "an earlier line than the guest was written for")
    if version[:2] > KNOWN_LATEST[:2]:
        return Judgement("warning", f"newer than {_text(KNOWN_LATEST)}, which was looked at last")
    return Judgement("ok")


def version_of(executable: Path) -> Version | None:
    """What `--version` says, of firecracker or jailer; None if it does not run or says nothing."""
    try:
        ended = subprocess.run(
            [executable, "--version"], capture_output=True, text=True, timeout=_ASK_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\bv(\d+)\.(\d+)\.(\d+)", ended.stdout)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _text(version: Version) -> str:
    return ".".join(map(str, version))

"""What a host must allow so that a base system can be made by a user who is not root."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path

from arqon_microvm.errors import VmError
from arqon_microvm.image.tools import need

__all__ = ["check_rootless"]

_IDS = (Path("/etc/subuid"), Path("/etc/subgid"))


def check_rootless(identities: tuple[Path, ...] = _IDS) -> None:
    """Packages are unpacked with many owners, which takes a user namespace with ids to spare.

    Raises:
        VmError: what is missing, and how to allow it.
    """
    need("newuidmap", "newgidmap")
    user = _name()
    for path in identities:
        if not _has_ids(path, user):
            raise VmError(
                f"{user} has no ids to spare in {path}",
                f"sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}; "
                "or build as root.",
            )
    trying = subprocess.run(["unshare", "--user", "true"], capture_output=True, check=False)
    if trying.returncode:
        said = trying.stderr.decode(errors="replace").strip()
        raise VmError(
            f"this host lets no user make a namespace ({said})",
            "Allow it (sudo sysctl kernel.unprivileged_userns_clone=1 on Debian, "
            "kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu), or build as root.",
        )


def _name() -> str:
    """Not of the environment, which sudo and others leave as it was."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _has_ids(path: Path, user: str) -> bool:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return any(line.split(":")[0] in (user, str(os.getuid())) for line in lines)

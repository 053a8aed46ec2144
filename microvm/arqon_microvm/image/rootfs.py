"""A small Debian or Ubuntu, as a tar file: what the guest has beside the sidecar."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.pace import Say
from arqon_microvm.image.rootless import check_rootless
from arqon_microvm.image.tools import need, run

__all__ = ["ARCHIVES", "SUITES", "Base", "base_tar"]

SUITES: Final = {"noble": "3.12", "bookworm": "3.11"}
"""Of each suite, the version of Python that its `python3` is."""

_KEYRINGS: Final = {
    "noble": Path("/usr/share/keyrings/ubuntu-archive-keyring.gpg"),
    "bookworm": Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
}
"""Where the packages ubuntu-keyring and debian-archive-keyring put them."""

_UBUNTU: Final = (
    "deb http://archive.ubuntu.com/ubuntu noble main",
    "deb http://archive.ubuntu.com/ubuntu noble-updates main",
    "deb http://security.ubuntu.com/ubuntu noble-security main",
)
"""With its updates. A mmdebstrap that is older than a suite takes it for one of Debian's."""

_PACKAGES: Final = ("python3-minimal", "libpython3-stdlib")
_UNREAD: Final = ("man", "doc", "locale", "info", "lintian")
ARCHIVES: Final = "var/log/archives"
"""What apt knows of the archives that were installed, in the base system and not in the guest."""

_INSTALLED: Final = 'dpkg-query --show --showformat="\\${Package}=\\${Version} "'
_LIST: Final = f"""chroot "$1" sh -c 'apt-cache show $({_INSTALLED}) > /{ARCHIVES}'"""
_COMPILE: Final = (
    'chroot "$1" python3 -m compileall -qf --invalidation-mode unchecked-hash '
    "-x /test/ /usr/lib/python{version}"
)
"""Debian leaves that to a package that is not there; the guest would compile at each boot."""

_OPTIONS: Final = ('Acquire::Languages "none"', 'APT::Install-Recommends "false"')


@dataclass(frozen=True, slots=True)
class Base:
    """Which system; without a mirror, the distribution's own. `epoch` dates what is written."""

    suite: str
    mirror: str | None
    keyring: Path | None
    epoch: int


def base_tar(base: Base, cache: Path, say: Say, *, fresh: bool = False) -> Path:
    """The tar file, from the cache if the same was made before and `fresh` is not wanted.

    Raises:
        VmError: an unknown suite, no keyring for it, or mmdebstrap is missing or failed.
    """
    if base.suite not in SUITES:
        raise VmError(
            f"the suite {base.suite!r} is not known", f"One of: {', '.join(sorted(SUITES))}."
        )
    command = _command(base)
    key = hashlib.sha256(repr((command, base)).encode()).hexdigest()[:16]
    made = cache / f"base-{base.suite}-{key}.tar"
    if made.exists() and not fresh:
        return made
    need("mmdebstrap")
    _look_for_keyring(base)
    if os.geteuid() != 0:
        check_rootless()
    with _making(made, say) as making:
        mirror = [base.mirror] if base.mirror else _UBUNTU if base.suite == "noble" else []
        told = {"SOURCE_DATE_EPOCH": str(base.epoch)}
        with _apart() as (before, mode, place):
            words = [*before, *command, f"--mode={mode}", base.suite, making, *mirror]
            run(words, say, told | place)
        making.replace(made)
    return made


def _command(base: Base) -> list[str | Path]:
    command: list[str | Path] = ["mmdebstrap", "--variant=minbase", "--architectures=amd64"]
    command += [f"--include={','.join(_PACKAGES)}"]
    command += [f"--aptopt={option}" for option in _OPTIONS]
    command += [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _UNREAD]
    command += ["--dpkgopt=path-include=/usr/share/doc/*/copyright", f"--customize-hook={_LIST}"]
    command += [f"--customize-hook={_COMPILE.format(version=SUITES[base.suite])}"]
    keyring = base.keyring or (_KEYRINGS["noble"] if base.suite == "noble" else None)
    command += [f"--keyring={keyring.resolve()}"] if keyring else []
    return command


def _look_for_keyring(base: Base) -> None:
    """Before minutes of work that would end in a signature that nobody can check."""
    if (keyring := base.keyring or _KEYRINGS[base.suite]).is_file():
        return
    others = " or ".join(f"--suite {name}" for name in SUITES if _KEYRINGS[name].is_file())
    raise VmError(
        f"the signatures of {base.suite} cannot be checked: {keyring} is not there",
        "Install the distribution's keyring, give it with --keyring FILE"
        + (f", or take {others}." if others else "."),
    )


@contextmanager
def _apart() -> Iterator[tuple[list[str], str, dict[str, str]]]:
    """What goes before mmdebstrap, its mode, and variables for it.

    Interrupted, it leaves mounts and its folder. So it gets a namespace for mounts, which a user's
    mode brings along, and a folder that is removed even if others own what lies in it.
    """
    root = os.geteuid() == 0
    apart, mapped = ["unshare", "--mount", "--"], ["unshare", "--map-root-user", "--map-auto", "--"]
    able = root and subprocess.run([*apart, "true"], capture_output=True, check=False)
    place = Path(tempfile.mkdtemp(prefix="arqon-base-"))
    place.chmod(0o755)  # apt fetches as another user
    try:
        before = apart if able and able.returncode == 0 else []
        yield before, "root" if root else "unshare", {"TMPDIR": str(place)}
    finally:
        remove: list[str | Path] = ["rm", "-rf", "--one-file-system", place]
        subprocess.run(remove if root else [*mapped, *remove], capture_output=True, check=False)


@contextmanager
def _making(made: Path, say: Say) -> Iterator[Path]:
    """A name to write to, of one build at a time: builds of several images share a cache."""
    made.parent.mkdir(parents=True, exist_ok=True)
    making = made.with_suffix(".making.tar")
    with made.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  another build makes it now; waiting for its end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield making
        finally:
            making.unlink(missing_ok=True)

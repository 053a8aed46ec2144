"""The monitor's executables: there, of one release, and nobody else can alter them."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from arqon_microvm.doctor.finding import Finding, Verdict
from arqon_microvm.firecracker.versions import RELEASES, Version, in_words, judge, version_of

__all__ = ["monitor_findings"]

_FETCH = "Get it, checked, with microvm/tools/get-firecracker FOLDER."
_ROOT = 0


def monitor_findings(firecracker: str, jailer: str | None) -> Iterator[Finding]:
    """Firecracker, and the jailer where one is to be used."""
    path = shutil.which(firecracker)
    if path is None:
        yield Finding("firecracker", "broken", f"{firecracker} is not there", _FETCH)
        return
    version = version_of(Path(path))
    if version is None:
        yield Finding("firecracker", "broken", f"{path} does not say its version", _FETCH)
        return
    judgement = judge(version)
    verdict: Verdict = "broken" if judgement.verdict == "refused" else judgement.verdict
    to_do = f"{judgement.why}. {_FETCH}" if judgement.why else ""
    yield Finding("firecracker", verdict, f"{path} v{in_words(version)}", to_do)
    yield _digest("firecracker digest", Path(path), version, 0)
    yield _owned("executable", Path(path).resolve())
    if jailer is not None:
        yield from _jailer(jailer, version)


def _jailer(jailer: str, version: Version) -> Iterator[Finding]:
    path = shutil.which(jailer)
    if path is None:
        yield Finding("jailer", "broken", f"{jailer} is not there", _FETCH)
        return
    own = version_of(Path(path))
    if own != version:
        found = f"{path} {f'v{in_words(own)}' if own else 'of unknown version'}"
        yield Finding("jailer", "broken", found, "It must be of the same release as firecracker.")
        return
    yield Finding("jailer", "ok", f"{path} v{in_words(own)}")
    yield _digest("jailer digest", Path(path), version, 1)
    yield _owned("jailer executable", Path(path).resolve())


def _digest(what: str, path: Path, version: Version, which: int) -> Finding:
    """What attestation compares with, so that anything else can run, and is not attested."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return Finding(what, "warning", f"unknown: {error.strerror}", f"chmod a+r {path}")
    if version not in RELEASES:
        return Finding(what, "info", f"{found}; the release's is not known here")
    if found == RELEASES[version][which]:
        return Finding(what, "ok", f"{found}, as released")
    to_do = f"It is not the release's ({RELEASES[version][which]}), and is not attested. {_FETCH}"
    return Finding(what, "warning", found, to_do)


def _owned(what: str, path: Path) -> Finding:
    """A file that others may write, or a folder, can be another program tomorrow."""
    for place in (path, *path.parents):
        about = place.stat()
        if about.st_uid not in (_ROOT, os.geteuid()):
            found = f"{place} belongs to another user ({about.st_uid})"
            return Finding(what, "warning", found, f"chown root {place}")
        others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if others and not about.st_mode & stat.S_ISVTX:
            return Finding(
                what, "warning", f"{place} can be written by others", f"chmod go-w {place}"
            )
    return Finding(what, "ok", "only its owner can alter it")

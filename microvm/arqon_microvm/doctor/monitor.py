"""The monitor's executables: there, of one release, and nobody else can alter them."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from arqon_microvm.doctor.row import Row, Verdict
from arqon_microvm.firecracker.versions import judge, version_of

__all__ = ["monitor_rows"]

_FETCH = (
    "Get it from github.com/firecracker-microvm/firecracker/releases, and check its SHA256SUMS."
)


def monitor_rows(firecracker: str, jailer: str | None) -> Iterator[Row]:
    """Firecracker, and the jailer where one is to be used."""
    path = shutil.which(firecracker)
    if path is None:
        yield Row("firecracker", "broken", f"{firecracker} is not there", _FETCH)
        return
    version = version_of(Path(path))
    if version is None:
        yield Row("firecracker", "broken", f"{path} does not say its version", _FETCH)
        return
    judgement = judge(version)
    verdict: Verdict = "broken" if judgement.verdict == "refused" else judgement.verdict
    to_do = f"{judgement.why}. {_FETCH}" if judgement.why else ""
    yield Row("firecracker", verdict, f"{path} {_words(version)}", to_do)
    yield _owned(Path(path).resolve())
    if jailer is not None:
        yield _jailer(jailer, version)


def _jailer(jailer: str, version: tuple[int, int, int]) -> Row:
    path = shutil.which(jailer)
    if path is None:
        return Row("jailer", "broken", f"{jailer} is not there", _FETCH)
    own = version_of(Path(path))
    if own == version:
        return Row("jailer", "ok", f"{path} {_words(own)}")
    found = f"{path} {_words(own) if own else 'of unknown version'}"
    return Row("jailer", "broken", found, "It must be of the same release as firecracker.")


def _owned(path: Path) -> Row:
    """A file that others may write, or a folder, can be another program tomorrow."""
    for place in (path, *path.parents):
        about = place.stat()
        others = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if others and not about.st_mode & stat.S_ISVTX:
            return Row(
                "executable", "warning", f"{place} can be written by others", f"chmod go-w {place}"
            )
    return Row("executable", "ok", "only its owner can alter it")


def _words(version: tuple[int, int, int]) -> str:
    return "v" + ".".join(map(str, version))

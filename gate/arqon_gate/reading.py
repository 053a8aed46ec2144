"""Reading an evidence folder: what it holds, and whether it is what was written."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from arqon_gate.artifact import Artifact, canonical, digest
from arqon_gate.chain import INDEX, PAGE, Entry, Index

__all__ = ["LOCK", "OUTPUT", "SIGNATURE", "Evidence", "Fault", "read_evidence", "read_plain"]

OUTPUT: Final = "output"
LOCK: Final = ".lock"
SIGNATURE: Final = "index.sig"
_MOST_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a folder.

    `altered`: not what was written, or not written by the gate; `missing`: it was there once;
    `unknown`: the index does not name it; `stale`: too old, of other sources, or with a clock that
    was set; `elsewhere`: of another machine.
    """

    kind: Literal["altered", "missing", "unknown", "stale", "elsewhere"]
    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.file}: {self.why}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a folder holds. With faults, its artifacts prove nothing."""

    folder: Path
    index: Index | None
    artifacts: tuple[Artifact, ...]
    faults: tuple[Fault, ...]

    def newest(self) -> dict[str, tuple[int, Artifact]]:
        """Of each check its last run, with its number in the folder."""
        return {a.check: (number, a) for number, a in enumerate(self.artifacts, 1)}


def read_evidence(folder: Path) -> Evidence:
    """Read all of it, and recompute every digest. A folder that is not there has no index.

    Raises:
        OSError: it cannot be read.
    """
    faults: list[Fault] = []
    index = _index(folder, faults)
    if index is None:
        return Evidence(folder, None, (), tuple(faults))
    artifacts: list[Artifact] = []
    previous = ""
    for place, entry in enumerate(index.entries, 1):
        if entry.number != place:
            faults.append(Fault("altered", INDEX, f"{entry.file} is not where its number says"))
        data = _checked(folder, entry.file, entry.sha256, faults)
        if data is not None:
            artifacts += _artifact(entry, data, previous, index.machine, faults)
        previous = entry.sha256
    for artifact in artifacts:
        sha256 = artifact.output.sha256
        _checked(folder, f"{OUTPUT}/{sha256}.txt", sha256, faults)
    _checked(folder, PAGE, index.page, faults)
    faults += _strangers(folder, index, artifacts)
    return Evidence(folder, index, tuple(artifacts), tuple(dict.fromkeys(faults)))


def read_plain(path: Path) -> bytes:
    """The bytes of a regular file; a link is not followed, and a pipe not waited for.

    Raises:
        OSError: there is none, or it is something else, or larger than any evidence.
    """
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a file", str(path))
        if status.st_size > _MOST_BYTES:
            raise OSError(errno.EFBIG, "larger than any evidence", str(path))
        return opened.read()


def _index(folder: Path, faults: list[Fault]) -> Index | None:
    data = _bytes(folder, INDEX, faults)
    if data is None:
        return None
    try:
        index = Index.model_validate_json(data)
    except ValidationError:
        faults.append(Fault("altered", INDEX, "it is not an index of evidence"))
        return None
    if canonical(index) != data or index.sealed() != index:
        faults.append(Fault("altered", INDEX, "its seal is of something else"))
    return index


def _artifact(
    entry: Entry, data: bytes, previous: str, machine: str, faults: list[Fault]
) -> Iterator[Artifact]:
    try:
        artifact = Artifact.model_validate_json(data)
    except ValidationError:
        faults.append(Fault("altered", entry.file, "it is not an artifact"))
        return
    if canonical(artifact) != data:
        faults.append(Fault("altered", entry.file, "it was not written by the gate"))
    if artifact.check != entry.check:
        faults.append(Fault("altered", entry.file, f"it is of the check {artifact.check}"))
    if artifact.machine.number != machine:
        faults.append(Fault("altered", entry.file, "it is of another machine than the index"))
    if artifact.previous != previous:
        faults.append(Fault("altered", entry.file, "the artifact before it is another one"))
    yield artifact


def _checked(folder: Path, name: str, sha256: str, faults: list[Fault]) -> bytes | None:
    data = _bytes(folder, name, faults)
    if data is not None and digest(data) != sha256:
        faults.append(Fault("altered", name, "it is not what its digest was made of"))
        return None
    return data


def _bytes(folder: Path, name: str, faults: list[Fault]) -> bytes | None:
    path = folder / name
    try:
        if path.parent != folder and path.parent.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path.parent))
        return read_plain(path)
    except FileNotFoundError:
        faults.append(Fault("missing", name, "there is no such file"))
    except OSError as error:
        why = "it is a link" if error.errno == errno.ELOOP else str(error.strerror)
        faults.append(Fault("altered", name, why))
    return None


def _strangers(folder: Path, index: Index, artifacts: list[Artifact]) -> Iterator[Fault]:
    known = {INDEX, PAGE, LOCK, SIGNATURE, OUTPUT, *(entry.file for entry in index.entries)}
    known |= {f"{OUTPUT}/{artifact.output.sha256}.txt" for artifact in artifacts}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            why = "the index does not name it: a run was cut off, or it is somebody else's"
            yield Fault("unknown", name, why)

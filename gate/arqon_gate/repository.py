"""The checkout that this program runs from: which commit, and whether anything was changed."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Source", "checkout", "source"]


@dataclass(frozen=True, slots=True)
class Source:
    """`commit` is empty where there is no repository; `clean` is then False."""

    commit: str
    clean: bool


def checkout() -> Path | None:
    """Its folder; None where the program is installed without its repository."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / ".git").exists() else None


def source(root: Path | None, evidence: Path | None = None) -> Source:
    """As it is now. What lies in the folder `evidence` changes no program, and does not count."""
    if root is None:
        return Source("", False)
    words = ["status", "--porcelain", "--untracked-files=all"]
    inside = evidence is not None and evidence.resolve().is_relative_to(root.resolve())
    if evidence is not None and inside and evidence.resolve() != root.resolve():
        words += ["--", ".", f":(exclude,literal){evidence.resolve().relative_to(root.resolve())}"]
    commit, changes = _git(root, "rev-parse", "HEAD"), _git(root, *words)
    return Source((commit or "").strip(), bool(commit) and changes == "")


def _git(root: Path, *words: str) -> str | None:
    """What git prints; None where there is no git, or it refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout

"""Which sources ran, and whether they are those of the commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from arqon_gate.repository import Source, checkout, source
from tests.gate.conftest import ROOT


def _git(root: Path, *words: str) -> str:
    names = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", root, *names, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    _git(root, "init", "-q")
    (root / "code.py").write_text("one\n")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "one")
    return root


def test_a_tree_as_it_was_committed_is_clean(root: Path) -> None:
    assert source(root) == Source(_git(root, "rev-parse", "HEAD"), True)


@pytest.mark.parametrize("how", ["changed", "new", "removed", "staged", "hidden", "skipped"])
def test_any_change_is_seen(how: str, root: Path) -> None:
    if how == "hidden":
        _git(root, "update-index", "--assume-unchanged", "code.py")
    if how == "skipped":
        _git(root, "update-index", "--skip-worktree", "code.py")
    if how == "new":
        (root / "more.py").write_text("more\n")
    elif how == "removed":
        (root / "code.py").unlink()
    else:
        (root / "code.py").write_text("two\n")
    if how == "staged":
        _git(root, "add", ".")
    assert not source(root).clean


@pytest.mark.parametrize("name", ["evidence", "e[v]*", ":(top)", "a/b"])
def test_evidence_in_the_tree_changes_no_program(name: str, root: Path) -> None:
    evidence = root / name
    evidence.mkdir(parents=True)
    (evidence / "0001-soak.json").write_text("{}")
    assert source(root, evidence).clean
    assert not source(root).clean
    (root / "evidence.py").write_text("more\n")
    assert not source(root, evidence).clean


def test_the_whole_tree_is_not_evidence(root: Path) -> None:
    (root / "more.py").write_text("more\n")
    assert not source(root, root).clean
    assert not source(root, root.parent).clean


def test_without_git_nothing_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert source(None) == Source("", False)
    assert source(root.parent) == Source("", False)
    monkeypatch.setenv("PATH", "")
    assert source(root) == Source("", False)


def test_another_repository_named_by_the_environment_does_not_count(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = source(root)
    other = tmp_path / "other"
    other.mkdir()
    _git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert source(root) == before


def test_this_program_runs_from_its_checkout() -> None:
    assert checkout() == ROOT
    assert os.path.lexists(ROOT / ".git")

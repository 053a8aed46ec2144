"""The same content makes the same drives, wherever, whenever and by whom they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from arqon_microvm.image.contents import fill, model_tree
from arqon_microvm.image.tree import Tree, pack
from arqon_microvm.image.wheels import strip
from tests.microvm.image.quiet import unsaid

EPOCH = 1_700_000_000

pytestmark = pytest.mark.skipif(
    shutil.which("mksquashfs") is None, reason="not installed: make guest-tools"
)


def site(folder: Path, mode: int, seconds: int) -> Path:
    """Packages as pip leaves them: what says where and when, and files that others may not read."""
    about = folder / "thing-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Name: thing\nVersion: 1.0\n")
    (about / "RECORD").write_text(str(folder))
    (about / "direct_url.json").write_text(f'{{"url": "file://{folder}"}}')
    (folder / "bin").mkdir()
    (folder / "bin/thing").write_text(f"#!{folder}/python\n")
    (folder / "thing/__pycache__").mkdir(parents=True)
    (folder / "thing/__pycache__/old.pyc").write_text(str(folder))
    (folder / "thing/__init__.py").write_text("print('thing')\n")
    for unread in ("thing/fast.pyx", "thing/parts/fast.pxd", "setuptools/build.py"):
        (folder / unread).parent.mkdir(exist_ok=True)
        (folder / unread).write_text("cdef int thing\n")
    (folder / "thing/large.so").write_bytes(bytes(range(256)) * 4096)
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(mode)
        os.utime(path, (seconds, seconds))
    return folder


def packed(folder: Path, compressed: bool = True) -> bytes:
    strip(folder)
    tree = Tree(None, EPOCH)
    fill(tree, folder, "3.11", b"list")
    image = folder.parent / "image.squashfs"
    pack(tree, image, EPOCH, unsaid, compressed=compressed)
    return image.read_bytes()


def test_pips_leavings_go(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", 0o644, 1)
    strip(folder)
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert left == ["thing-1.0.dist-info/METADATA", "thing/__init__.py", "thing/large.so"]


def test_a_drive_does_not_tell_where_and_when_it_was_made(tmp_path: Path) -> None:
    first = packed(site(tmp_path / "a" / "site", 0o600, 1_000_000))
    second = packed(site(tmp_path / "much-longer" / "other", 0o664, 1_800_000_000))
    assert first == second


def test_nor_by_how_many_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = packed(site(tmp_path / "many" / "site", 0o644, 1))
    real = shutil.which("mksquashfs")
    (tmp_path / "mksquashfs").write_text(f'#!/bin/sh\nexec {real} "$@" -processors 1\n')
    (tmp_path / "mksquashfs").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert packed(site(tmp_path / "one" / "site", 0o644, 1)) == many


@pytest.mark.parametrize(
    "variables", [{"TZ": "Asia/Tokyo"}, {"SOURCE_DATE_EPOCH": "1"}, {"LC_ALL": "C"}], ids=str
)
def test_nor_by_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    first = packed(site(tmp_path / "a" / "site", 0o644, 1))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert packed(site(tmp_path / "b" / "site", 0o644, 1)) == first


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_nor_by_which_user(tmp_path: Path) -> None:
    ours = packed(site(tmp_path / "a" / "site", 0o644, 1))
    able = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]
    able += ["unshare", "--map-root-user", "true"]
    if subprocess.run(able, capture_output=True, check=False).returncode:
        pytest.skip("this host lets no user make a namespace")
    with tempfile.TemporaryDirectory() as other:
        os.chown(other, 12345, 12345)
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setgid(12345)
                os.setuid(12345)
                packed(site(Path(other) / "site", 0o644, 1))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert (Path(other) / "image.squashfs").read_bytes() == ours


def test_other_content_makes_another_drive(tmp_path: Path) -> None:
    changed = site(tmp_path / "b" / "site", 0o644, 1)
    (changed / "thing/__init__.py").write_text("print('thinG')\n")
    assert packed(site(tmp_path / "a" / "site", 0o644, 1)) != packed(changed)


def test_the_root_folder_is_roots_and_nobody_elses_to_write(tmp_path: Path) -> None:
    packed(site(tmp_path / "site", 0o644, 1))
    command = ["unsquashfs", "-lls", str(tmp_path / "image.squashfs")]
    listed = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"}
    ).stdout
    root = next(line for line in listed.splitlines() if line.endswith("squashfs-root"))
    assert root.split()[:2] == ["drwxr-xr-x", "root/root"]
    assert "2023-11-14 22:13" in root


def test_the_models_drive(tmp_path: Path) -> None:
    drives = []
    for name, mode in (("a", 0o600), ("b", 0o644)):
        model = tmp_path / name
        (model / "checkpoint").mkdir(parents=True)
        (model / "checkpoint/weights.pth").write_text("large")
        (model / "manifest.json").write_text("{}")
        (model / "manifest.json").chmod(mode)
        (model / "voices").mkdir()
        (model / "voices/one.npy").write_bytes(b"voice" * 1000)
        pack(model_tree(model, EPOCH), tmp_path / f"{name}.sq", EPOCH, unsaid, compressed=False)
        drives.append((tmp_path / f"{name}.sq").read_bytes())
    assert drives[0] == drives[1]
    assert b"voice" * 1000 in drives[0]  # as it is, so that it can be mapped into memory
    command = ["unsquashfs", "-l", "-d", "", str(tmp_path / "a.sq")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "/manifest.json" in listed
    assert not any("checkpoint" in name for name in listed)

"""An image is what its manifest says, or it is refused; its root and list repeat."""

from __future__ import annotations

import hashlib
import io
import json
import random
import tarfile
from pathlib import Path

import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS, open_image
from arqon_microvm.image.tools import run
from arqon_microvm.image.tree import Tree
from tests.microvm.images import make_image


@pytest.fixture
def image(tmp_path: Path) -> Path:
    make_image(tmp_path)
    return tmp_path


def write(folder: Path, **changes: object) -> None:
    told = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**told, **changes}))


def test_a_whole_image_opens(image: Path) -> None:
    opened = open_image(image)
    assert opened.sha256 == hashlib.sha256((image / MANIFEST).read_bytes()).hexdigest()
    assert opened.path("vmlinux") == image / "vmlinux"


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_changed_file_is_named(image: Path, name: str) -> None:
    (image / name).write_text("another")
    with pytest.raises(VmError, match=f"{name} is not what the manifest says. Build it anew"):
        open_image(image)


def test_half_an_image_and_none_are_told_apart(image: Path, tmp_path: Path) -> None:
    (image / MANIFEST).unlink()
    with pytest.raises(VmError, match="half an image"):
        open_image(image)
    with pytest.raises(VmError, match="no image"):
        open_image(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"architecture": "riscv64"}, "is for riscv64"),
        ({"code_version": "0.0.9"}, "was built by version 0.0.9"),
        ({"schema_version": 1}, "not of this version's form"),
        ({"more": 1}, "not of this version's form"),
    ],
)
def test_an_image_of_others_is_refused(image: Path, change: dict[str, object], told: str) -> None:
    write(image, **change)
    with pytest.raises(VmError, match=told):
        open_image(image)


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(VmError, match=r"sh failed \(3\); it said:\n  why"):
        run(["sh", "-c", "echo why >&2; exit 3"], print)


def base(seed: int) -> tarfile.TarFile:
    """A system of a few files, in another order and at another time each time."""
    order = random.Random(seed)
    names = ["./usr/bin/b", "./usr/bin/a", "./etc/machine-id", "./var/log/apt.log", "./dev/null"]
    order.shuffle(names)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name in [*names, "./usr/bin/hard"]:
            info = tarfile.TarInfo(name)
            info.mtime, info.uname = 2000 + seed, "root"
            if name.endswith("hard"):
                info.type, info.linkname = tarfile.LNKTYPE, "./usr/bin/a"
                tar.addfile(info)
            else:
                info.size = len(name)
                tar.addfile(info, io.BytesIO(name.encode()))
    out.seek(0)
    return tarfile.open(fileobj=out)


def written(seed: int) -> bytes:
    out = io.BytesIO()
    with base(seed) as system, tarfile.open(fileobj=out, mode="w|") as tar:
        tree = Tree(system, epoch=1000)
        tree.file("opt/arqon/init", b"#!", executable=True)
        tree.link("opt/arqon/python", "/usr/bin/python3")
        tree.folder("dev")
        tree.write(tar)
    return out.getvalue()


def test_the_same_content_makes_the_same_root() -> None:
    assert written(1) == written(2)
    with tarfile.open(fileobj=io.BytesIO(written(1))) as tar:
        names = tar.getnames()
        init = tar.getmember("opt/arqon/init")
        hard = tar.getmember("usr/bin/hard")
    assert names[-1] == "usr/bin/hard"
    assert names[:-1] == sorted(names[:-1])
    assert not {"var/log/apt.log", "dev/null", "etc/machine-id"} & set(names)
    assert (init.mode, init.mtime, hard.linkname) == (0o755, 0, "usr/bin/a")

"""The container's image: every digest in it is right, and twice made it is the same."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from arqon_microvm import __version__
from arqon_microvm.errors import VmError
from arqon_microvm.image.oci import ENTRYPOINT, write_oci
from arqon_microvm.image.tree import Tree
from tests.microvm.image.quiet import unsaid

EPOCH = 1_700_000_000


def made(out: Path) -> Path:
    tree = Tree(None, EPOCH)
    tree.file("opt/arqon/venv/lib/thing.py", b"print()\n" * 1000)
    tree.link("opt/arqon/venv/bin/python", "/usr/bin/python3")
    tree.folder("model")
    write_oci(tree, out, EPOCH, b"list", unsaid)
    return out


def blob(layout: Path, descriptor: dict[str, Any]) -> bytes:
    """What a descriptor names, with its size and digest checked."""
    kind, _, name = str(descriptor["digest"]).partition(":")
    content = (layout / "blobs" / kind / name).read_bytes()
    assert len(content) == descriptor["size"]
    assert hashlib.sha256(content).hexdigest() == name
    return content


def test_the_layout_holds_what_it_says(tmp_path: Path) -> None:
    layout = made(tmp_path / "oci")
    assert json.loads((layout / "oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}
    index = json.loads((layout / "index.json").read_text())
    (entry,) = index["manifests"]
    assert entry["annotations"] == {"org.opencontainers.image.ref.name": __version__}
    manifest = json.loads(blob(layout, entry))
    config = json.loads(blob(layout, manifest["config"]))
    (layer,) = manifest["layers"]
    unpacked = gzip.decompress(blob(layout, layer))
    assert config["rootfs"]["diff_ids"] == [f"sha256:{hashlib.sha256(unpacked).hexdigest()}"]
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
        assert tar.getmember("opt/arqon/venv/lib/thing.py").size == 8000
        assert tar.getmember("model").isdir()
    blobs = {path.name for path in (layout / "blobs/sha256").iterdir()}
    named = {part["digest"][7:] for part in (entry, manifest["config"], layer)}
    assert blobs == named


def test_it_serves_as_nobody_and_claims_no_monitor(tmp_path: Path) -> None:
    layout = made(tmp_path / "oci")
    (entry,) = json.loads((layout / "index.json").read_text())["manifests"]
    manifest = json.loads(blob(layout, entry))
    settings = json.loads(blob(layout, manifest["config"]))["config"]
    assert settings["Entrypoint"] == list(ENTRYPOINT)
    assert settings["User"] == "65534:65534"
    assert settings["ExposedPorts"] == {"7781/tcp": {}}
    assert settings["Labels"]["arqon.sbom.sha256"] == hashlib.sha256(b"list").hexdigest()
    assert settings["Labels"]["org.opencontainers.image.version"] == __version__
    assert ENTRYPOINT[ENTRYPOINT.index("--runtime") + 1] == "host-dev"


def test_twice_made_it_is_the_same(tmp_path: Path) -> None:
    first, second = made(tmp_path / "one"), made(tmp_path / "further/another")
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    assert made(first) == first  # over the former one
    assert len(list((first / "blobs/sha256").iterdir())) == 3


def test_somebodys_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    with pytest.raises(VmError, match=r"what must not be replaced: letters\.txt"):
        made(tmp_path)

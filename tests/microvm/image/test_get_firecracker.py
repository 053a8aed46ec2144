"""Fetching Firecracker: with a curl that serves files of the test's own, and pins of these."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from arqon_microvm.firecracker import versions

SCRIPT = Path(__file__).parents[3] / "microvm/tools/get-firecracker"
NAME = "firecracker-v1.17.0-x86_64.tgz"
CURL = """#!/bin/sh
while [ $# -gt 1 ]; do
  [ "$1" = --output ] && out=$2
  shift
done
[ -f "$SERVED/${1##*/}" ] || { echo "curl: (6) Could not resolve host" >&2; exit 6; }
case $1 in https://*) cp "$SERVED/${1##*/}" "$out" ;; *) exit 1 ;; esac
"""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Upstream:
    """What the release's pages serve, the script with pins for it, and a run of that."""

    def __init__(self, folder: Path) -> None:
        self.served, self.out = folder / "served", folder / "out"
        self.script, self.bin = folder / "get-firecracker", folder / "bin"
        self.served.mkdir()
        self.bin.mkdir()
        (self.bin / "curl").write_text(CURL)
        (self.bin / "curl").chmod(0o755)
        self.parts = {"firecracker": b"monitor", "jailer": b"guard"}
        self.serve(dict(self.parts))
        (self.served / "vmlinux-6.18.51").write_bytes(b"kernel")
        self.pin(archive=(self.served / NAME).read_bytes(), kernel=b"kernel", **self.parts)

    def serve(self, parts: dict[str, bytes], sums: dict[str, bytes] | None = None) -> None:
        """An archive of the parts, with sums of its own or of these."""
        files = {f"{name}-v1.17.0-x86_64": content for name, content in parts.items()}
        told = {f"{name}-v1.17.0-x86_64": c for name, c in (sums or parts).items()}
        lines = "".join(f"{sha256(content)}  {name}\n" for name, content in told.items())
        with tarfile.open(self.served / NAME, "w:gz") as tar:
            for name, content in {**files, "SHA256SUMS": lines.encode()}.items():
                info = tarfile.TarInfo(f"release-v1.17.0-x86_64/{name}")
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
        digest = sha256((self.served / NAME).read_bytes())
        (self.served / f"{NAME}.sha256.txt").write_text(f"{digest}  {NAME}\n")

    def pin(self, **contents: bytes) -> None:
        lines = (self.script if self.script.exists() else SCRIPT).read_text().splitlines()
        for number, line in enumerate(lines):
            for name, content in contents.items():
                if line.startswith(f"{name}_pin="):
                    lines[number] = f"{name}_pin={sha256(content)}"
        self.script.write_text("\n".join(lines) + "\n")

    def run(self) -> subprocess.CompletedProcess[str]:
        path = f"{self.bin}:{os.environ['PATH']}"
        return subprocess.run(
            ["sh", self.script, self.out],
            env={"PATH": path, "SERVED": str(self.served)},
            capture_output=True,
            text=True,
            check=False,
        )

    def refused(self) -> str:
        ended = self.run()
        assert ended.returncode == 1
        assert not self.out.exists()
        return ended.stderr


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    return Upstream(tmp_path)


def test_what_agrees_is_put_in_place(upstream: Upstream) -> None:
    ended = upstream.run()
    assert ended.returncode == 0, ended.stderr
    assert (upstream.out / "firecracker").read_bytes() == b"monitor"
    assert (upstream.out / "jailer").stat().st_mode & 0o777 == 0o755
    assert (upstream.out / "vmlinux").read_bytes() == b"kernel"
    for name in (NAME, "firecracker", "jailer"):
        assert f"Verified {name} against the release: " in ended.stdout
        assert f"Verified {name} against this script: " in ended.stdout
    assert f"--kernel-sha256 {sha256(b'kernel')}" in ended.stdout


def test_what_is_there_is_checked_and_not_fetched(upstream: Upstream) -> None:
    upstream.run()
    for path in upstream.served.iterdir():
        path.unlink()
    assert upstream.run().returncode == 0
    (upstream.out / "jailer").write_bytes(b"changed")
    assert "jailer is not what this script says" in upstream.run().stderr


def test_a_sum_of_the_release_that_differs(upstream: Upstream) -> None:
    (upstream.served / f"{NAME}.sha256.txt").write_text(f"{'0' * 64}  {NAME}\n")
    assert f"{NAME} is not what the release says" in upstream.refused()


def test_an_archive_that_disagrees_with_its_own_list(upstream: Upstream) -> None:
    upstream.serve(upstream.parts, sums={"firecracker": b"monitor", "jailer": b"another"})
    upstream.pin(archive=(upstream.served / NAME).read_bytes())
    assert "jailer is not what the release says" in upstream.refused()


def test_an_archive_that_lacks_a_part(upstream: Upstream) -> None:
    upstream.serve({"firecracker": b"monitor"})
    upstream.pin(archive=(upstream.served / NAME).read_bytes())
    assert "does not hold jailer-v1.17.0-x86_64" in upstream.refused()


@pytest.mark.parametrize("name", ["archive", "firecracker", "jailer", "kernel"])
def test_a_release_that_is_whole_and_not_the_one_pinned(upstream: Upstream, name: str) -> None:
    upstream.pin(**{name: b"what was pinned"})
    told = upstream.refused()
    assert "is not what this script says: its SHA-256 is " in told
    assert f"expected {sha256(b'what was pinned')}" in told


def test_without_a_network(upstream: Upstream) -> None:
    (upstream.served / NAME).unlink()
    told = upstream.refused()
    assert "Could not resolve host" in told
    assert f"{NAME} cannot be fetched" in told


def test_the_pins_are_those_of_the_doctor() -> None:
    pins = dict(line.split("_pin=") for line in SCRIPT.read_text().splitlines() if "_pin=" in line)
    released = versions.RELEASES[(1, 17, 0)]
    assert (pins["firecracker"], pins["jailer"]) == released

"""What the sidecar, its guest and its model are: only the real ones are proven."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from arqon_gate.checks.guest_os import said_by
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.registry import check_named
from arqon_gate.run import Subject, run_check
from arqon_voice.sidecar.health import KOKORO_SHA256

KOKORO = {"name": "Kokoro-82M v1.0", "sha256": KOKORO_SHA256, "kind": "kokoro-82m"}


@pytest.mark.parametrize(
    ("model", "runtime", "reason"),
    [
        ({}, "firecracker", ""),
        ({"kind": "test-model"}, "firecracker", "test-model"),
        ({"kind": "variant"}, "firecracker", "variant"),
        ({"kind": ""}, "firecracker", "unknown kind"),
        ({"sha256": "1" * 64}, "firecracker", "1" * 64),
        ({}, "host-dev", "host-dev"),
        ({}, "qemu", "qemu"),
        ({}, "", "unknown runtime"),
    ],
)
def test_only_kokoro_in_firecracker_is_no_stub(
    model: dict[str, str], runtime: str, reason: str, subject: Subject
) -> None:
    with SidecarServer() as server:
        server.health(model={**KOKORO, **model}, runtime=runtime)
        found = run_check(check_named("no-stub"), replace(subject, sidecar_url=server.url)).outcome
    assert found.verdict == ("failed" if reason else "proven")
    assert reason in found.reasons[0]


@pytest.mark.parametrize("name", ["firecracker", "guest-os"])
def test_without_a_vm_nothing_is_proven(name: str, subject: Subject) -> None:
    found = run_check(check_named(name), subject).outcome
    assert found.verdict == "not_proven"
    assert "arqon-tts vm up" in found.reasons[0]


@pytest.mark.skipif(shutil.which("mksquashfs") is None, reason="not installed: make guest-tools")
@pytest.mark.parametrize(
    ("said", "verdict", "why"),
    [
        ('ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.3 LTS"\n', "proven", "24.04.3"),
        ("ID=ubuntu\nVERSION_ID=\"24.10\"\nPRETTY_NAME='Ubuntu 24.10'", "not_proven", "24.10"),
        ("PRETTY_NAME='Debian bookworm'\nID=debian\nVERSION_ID=\"12\"", "not_proven", "bookworm"),
        ("ID", "not_proven", "a system without a name; the plan asks for Ubuntu"),
        (None, "failed", "says nothing of its system"),
    ],
)
def test_an_image_says_which_system_it_is(
    said: str | None, verdict: str, why: str, tmp_path: Path
) -> None:
    files, image = tmp_path / "files", tmp_path / "rootfs.squashfs"
    (files / "usr/lib").mkdir(parents=True)
    if said is not None:
        (files / "usr/lib/os-release").write_text(said)
    subprocess.run(["mksquashfs", files, image, "-quiet", "-no-progress"], check=True)
    found = said_by(image)
    assert found.verdict == verdict
    assert why in found.reasons[0]


def test_what_is_no_image_says_nothing(tmp_path: Path) -> None:
    image = tmp_path / "rootfs.squashfs"
    image.write_bytes(b"hsqs" + bytes(4096))
    assert said_by(image).verdict == "failed"

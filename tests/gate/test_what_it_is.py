"""What the sidecar, its guest and its model are: only the real ones are proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from arqon_gate.checks.guest_os import system_of
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.3 LTS"\n', "ubuntu 24.04"),
        ("PRETTY_NAME='Debian'\nID=debian\nVERSION_ID=\"12\"", "debian 12"),
        ("", " "),
        ("ID", " "),
    ],
)
def test_a_system_says_its_name(text: str, found: str) -> None:
    assert " ".join(system_of(text)[:2]) == found

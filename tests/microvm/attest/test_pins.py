"""What the VM is compared with comes from those who ask; what its user wrote is followed no further
than it holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.pins import DEFAULT_IMAGE, Pins, named_in
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.versions import RELEASES
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import failing, found, untried, world

KVM = kvm_works()
NOBODY = 65534
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("", Pins(DEFAULT_IMAGE)),
        ("ARQON_VM_IMAGE=/a/image\n#ARQON_VM_IMAGE=/b\n", Pins(Path("/a/image"))),
        ("; a comment\n ARQON_VM_IMAGE='/a b/c' \n\n", Pins(Path("/a b/c"))),
        ('ARQON_VM_FIRECRACKER_SHA256="ab\\\ncd"', Pins(DEFAULT_IMAGE, "abcd")),
        ("ARQON_VM_FROM_SNAPSHOT=/s\nARQON_VM_IMAGE=", Pins(DEFAULT_IMAGE, None, Path("/s"))),
        ("ARQON_VM_SPEAK_TIMEOUT=240\n", Pins(DEFAULT_IMAGE, speak_s=240.0)),
        ("ARQON_VM_SPEAK_TIMEOUT=\n", Pins(DEFAULT_IMAGE, speak_s=30.0)),
    ],
)
def test_a_file_of_variables_names_them(tmp_path: Path, text: str, pins: Pins) -> None:
    (tmp_path / "vm.env").write_text(text)
    (tmp_path / "later").write_text("ARQON_VM_IMAGE=/later\n")
    files = [tmp_path / "none", tmp_path / "vm.env", tmp_path / "later"]
    assert named_in({"OTHER": "x"}, files) == pins


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "vm.env"
    file.write_text("ARQON_VM_IMAGE=/file\nARQON_VM_FIRECRACKER_SHA256=f\n")
    assert named_in({"ARQON_VM_IMAGE": "/here"}, [file]) == Pins(Path("/here"), "f")


def test_without_a_pin_it_must_be_a_release_that_is_let_in() -> None:
    released = {firecracker for firecracker, _ in RELEASES.values()}
    assert Pins(Path("image")).executables == released
    assert Pins(Path("image"), "aa").executables == {"aa"}


def test_the_shipped_file_is_read() -> None:
    named = named_in({}, [Path(__file__).parents[3] / "microvm/systemd/vm.env"])
    assert named.executables <= Pins(Path("image")).executables


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "inf", "3601", "soon", "9" * 5000])
def test_a_time_to_speak_that_is_none_is_named(text: str) -> None:
    with pytest.raises(VmError, match=r"ARQON_VM_SPEAK_TIMEOUT is .* expected 1 to 3600 seconds"):
        named_in({"ARQON_VM_SPEAK_TIMEOUT": text}, [])


@pytest.mark.parametrize("content", [b"A='unclosed\n", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vm.env").write_bytes(content)
    with pytest.raises(VmError, match=r"vm\.env .*cannot be read"):
        named_in({}, [tmp_path / "vm.env"])


@ROOT_ONLY
def test_the_file_of_another_user_names_nothing(tmp_path: Path) -> None:
    (tmp_path / "vm.env").write_text("ARQON_VM_IMAGE=/theirs\n")
    os.chown(tmp_path / "vm.env", NOBODY, NOBODY)
    with pytest.raises(VmError, match=f"belongs to user {NOBODY}"):
        named_in({}, [tmp_path / "vm.env"])


@ROOT_ONLY
async def test_another_users_folder_names_only_that_users_processes(tmp_path: Path) -> None:
    """Or root would stop any process that it names."""
    async with world(tmp_path, kvm=KVM) as made:
        os.chown(made.folder.path, NOBODY, NOBODY)
        attestation = await made.attest()
        assert (failing(attestation), untried(attestation)) == ("A", "BCDEFGH")
        assert f"runs as is 0, expected {NOBODY}" in attestation.summary
        made.note(monitor="qemu")
        assert untried(await made.attest()) == "BCDEFGH"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_only_a_file_with_content_is_hashed(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "it")
    with pytest.raises(VmError, match="it "):
        Digests().of(tmp_path / "it")


async def test_what_the_vm_says_of_its_image_counts_for_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, kvm=KVM) as made:
        made.note(image=Path("/other"), image_sha256="0" * 64)
        attestation = await made.attest(freeze=False)
        assert failing(attestation) == "", found(attestation)

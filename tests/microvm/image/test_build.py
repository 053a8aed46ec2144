"""A build shows that it goes on, repeats, and leaves nothing when it ends before its end."""

from __future__ import annotations

import fcntl
import os
import re
import resource
import shutil
import signal
from pathlib import Path

import pytest

from arqon_microvm.image.initramfs import BUSYBOX
from arqon_microvm.image.manifest import MANIFEST, digest_of, open_image
from tests.microvm.image.workshop import SPACY_MODEL, Workshop, ends

MKSQUASHFS = shutil.which("mksquashfs")

pytestmark = [
    pytest.mark.skipif(MKSQUASHFS is None, reason="not installed: make guest-tools"),
    pytest.mark.skipif(not BUSYBOX.exists(), reason="not installed: make guest-tools"),
]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    assert MKSQUASHFS is not None
    return Workshop(tmp_path, MKSQUASHFS)


def test_each_step_is_said_with_its_time(workshop: Workshop) -> None:
    said, errors = workshop.start().communicate()
    assert errors == ""
    steps = [re.fullmatch(r" *\d+\.\d s  (.*)", line) for line in said.splitlines()]
    assert [step and step[1] for step in steps] == [
        "Kernel 6.18.51",
        "Base system bookworm",
        "English by espeak-ng, which reads words like 'read' one way: no --spacy-model given",
        "The sidecar and its packages",
        "Root drive",
        "Container's image",
        "Model drive",
        "Digests",
        "Done",
    ]
    image = open_image(workshop.out)
    assert (image.manifest.kernel_release, image.manifest.model) == ("6.18.51", "toy (test-model)")
    assert image.manifest.inputs["kernel"] == digest_of(workshop.home / "vmlinux")
    assert workshop.left() == []


def test_misaki_and_the_engine_come_with_the_sidecar(workshop: Workshop) -> None:
    said, errors = workshop.start(engine="auto", spacy=b"a tagger").communicate()
    assert errors == ""
    assert "English by misaki" in said
    asked = (workshop.home / "installed").read_text().split()
    assert asked[-2].endswith("/arqon_sidecar-1-py3-none-any.whl[english,openvino]")
    assert asked[-1] == str(workshop.home / SPACY_MODEL)
    manifest = open_image(workshop.out).manifest
    assert manifest.engine == "auto"
    assert manifest.inputs[SPACY_MODEL] == digest_of(workshop.home / SPACY_MODEL)


def test_without_them_neither_comes(workshop: Workshop) -> None:
    workshop.start().communicate()
    asked = (workshop.home / "installed").read_text().split()
    assert asked[-1].endswith("/arqon_sidecar-1-py3-none-any.whl")
    manifest = open_image(workshop.out).manifest
    assert manifest.engine == "onnx"
    assert SPACY_MODEL not in manifest.inputs


def test_two_builds_are_the_same(workshop: Workshop) -> None:
    workshop.start().communicate()
    container = (workshop.home / "oci/index.json").read_bytes()
    shutil.rmtree(workshop.cache)
    workshop.variables |= {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "9"}
    other = workshop.home / "elsewhere/under-another-name"
    _, errors = workshop.start(out=other).communicate()
    assert errors == ""
    assert (other / MANIFEST).read_bytes() == (workshop.out / MANIFEST).read_bytes()
    assert (workshop.home / "oci/index.json").read_bytes() == container


@pytest.mark.parametrize("stage", ["mmdebstrap", "pip", "compileall", "mksquashfs"])
@pytest.mark.parametrize("former", [False, True], ids=["none before", "one before"])
def test_ctrl_c_leaves_nothing(workshop: Workshop, stage: str, former: bool) -> None:
    before = b""
    if former:
        workshop.start().communicate()
        before = (workshop.out / MANIFEST).read_bytes()
        shutil.rmtree(workshop.cache)
        (workshop.home / "vmlinux").write_bytes((workshop.home / "vmlinux").read_bytes() + b"2")
    building = workshop.start(stage)
    processes = workshop.blocked()
    assert not any(ends(process, 0) for process in processes)
    building.send_signal(signal.SIGINT)
    _, errors = building.communicate()
    assert errors.endswith("KeyboardInterrupt\n")
    assert all(ends(process, 10) for process in processes)
    assert workshop.left() == []
    assert workshop.out.exists() == former
    if former:
        assert (workshop.out / MANIFEST).read_bytes() == before
        open_image(workshop.out)
    with (workshop.home / ".image.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert workshop.start().communicate()[1] == ""


def test_after_a_crash_the_next_build_clears_up(workshop: Workshop) -> None:
    building = workshop.start("pip")
    processes = workshop.blocked()
    building.kill()
    building.communicate()
    for process in processes:
        os.kill(process, signal.SIGKILL)
    assert workshop.left() == [".image.building"]
    assert workshop.start().communicate()[1] == ""
    assert workshop.left() == []
    open_image(workshop.out)


def test_a_second_build_at_once_is_refused(workshop: Workshop) -> None:
    first = workshop.start("pip")
    workshop.blocked()
    assert "another build of" in workshop.start().communicate()[1]
    first.send_signal(signal.SIGINT)
    first.communicate()


def test_a_tool_that_fails_is_quoted(workshop: Workshop) -> None:
    (workshop.home / "bin/mksquashfs").write_text("#!/bin/sh\necho no space left; exit 1\n")
    _, errors = workshop.start().communicate()
    assert errors == "VmError: mksquashfs failed (1); it said:\n  no space left\n"
    assert workshop.left() == []


def test_no_room_for_a_file(workshop: Workshop) -> None:
    content = (workshop.home / "vmlinux").read_bytes() + bytes(1 << 20)
    (workshop.home / "vmlinux").write_bytes(content)
    building = workshop.start("")
    resource.prlimit(building.pid, resource.RLIMIT_FSIZE, (1 << 19, 1 << 19))
    _, errors = building.communicate()
    assert f"VmError: {workshop.out.parent}" in errors
    assert "File too large. Nothing was made" in errors
    assert "or name another place with --out." in errors
    assert workshop.left() == []
    assert not workshop.out.exists()


def test_somebodys_folder_is_not_replaced(workshop: Workshop) -> None:
    workshop.out.mkdir()
    (workshop.out / "letters.txt").write_text("dear")
    _, errors = workshop.start().communicate()
    assert "holds what must not be replaced: letters.txt" in errors
    assert (workshop.out / "letters.txt").read_text() == "dear"

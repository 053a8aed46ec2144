"""Getting at the kernel, its modules and an initramfs."""

from __future__ import annotations

import gzip
import lzma
import random
import shutil
import stat
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.errors import VmError
from arqon_microvm.image.cpio import Entry, archive, device, directory, file
from arqon_microvm.image.kernel import extract
from arqon_microvm.image.modules import load_order

KERNEL = b"\x7fELF" + random.Random(1).randbytes(9000)


def vmlinuz(packed: bytes, size: int = len(KERNEL), sectors: int = 3) -> bytes:
    payload = packed + struct.pack("<I", size)
    head = bytearray((sectors + 1) * 512)
    head[0x1F1] = sectors
    head[0x202:0x206] = b"HdrS"
    struct.pack_into("<II", head, 0x248, 100, len(payload))
    return bytes(head) + bytes(100) + payload + b"what follows"


def by_tool(tool: str, content: bytes = KERNEL) -> bytes:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    form = ["-l"] if tool == "lz4" else []
    return subprocess.run(
        [tool, *form, "-c"], input=content, capture_output=True, check=True
    ).stdout


@pytest.mark.parametrize("way", ["gzip", "xz", "zstd", "lz4", "plain"])
def test_the_kernel_is_found_however_it_is_packed(way: str) -> None:
    packed = {"gzip": gzip.compress(KERNEL), "xz": lzma.compress(KERNEL), "plain": KERNEL}
    assert extract(vmlinuz(packed.get(way) or by_tool(way))) == KERNEL


def test_an_elf_kernel_stays_as_it_is() -> None:
    assert extract(KERNEL) == KERNEL


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not an x86 Linux kernel"),
        (b"MZ" + bytes(5000), "not an x86 Linux kernel"),
        (vmlinuz(gzip.compress(KERNEL))[:3000], "cut short"),
        (vmlinuz(gzip.compress(KERNEL), size=7), "damaged"),
        (vmlinuz(gzip.compress(b"no elf" * 1000), size=6000), "damaged"),
        (vmlinuz(b"\x1f\x8b" + bytes(50)), "cannot be unpacked"),
        (vmlinuz(b"?" * 50), "unknown way"),
    ],
    ids=["empty", "boot sector", "cut", "size", "no ELF", "no gzip", "unknown"],
)
def test_what_is_no_kernel_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(VmError, match=says):
        extract(content)


@given(
    st.binary(max_size=2000).filter(lambda noise: not noise.startswith(b"\x7fELF")),
    st.integers(0, 3000),
)
def test_no_file_breaks_it(noise: bytes, cut: int) -> None:
    for content in (noise, vmlinuz(noise), vmlinuz(gzip.compress(KERNEL))[:cut]):
        with pytest.raises(VmError):
            extract(content)


def module(depends: str) -> bytes:
    return b"\x7fELF\0license=GPL\0depends=" + depends.encode() + b"\0name=x\0"


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    folder = tmp_path / "kernel"
    folder.mkdir()
    (folder / "a.ko").write_bytes(module("b-dash,c"))
    (folder / "b-dash.ko.xz").write_bytes(lzma.compress(module("c,built_in")))
    (folder / "c.ko.gz").write_bytes(gzip.compress(module("")))
    (folder / "loop.ko").write_bytes(module("pool"))
    (folder / "pool.ko").write_bytes(module("loop"))
    (folder / "lost.ko").write_bytes(module("gone"))
    (tmp_path / "modules.builtin").write_text("kernel/drivers/built-in.ko\n")
    return tmp_path


def test_modules_packed_with_zstd_are_read(modules: Path) -> None:
    """As Ubuntu's kernels have them."""
    (modules / "kernel/z.ko.zst").write_bytes(by_tool("zstd", module("c")))
    assert [each.name for each in load_order(modules, ["z"])] == ["c", "z"]


@pytest.mark.parametrize("way", ["gz", "xz", "zst", "odd"])
def test_a_module_that_is_cut_short_is_named(modules: Path, way: str) -> None:
    content = module("")
    packed = {"gz": gzip.compress(content), "xz": lzma.compress(content), "odd": b"odd" * 9}
    path = modules / f"kernel/z.ko.{way}"
    path.write_bytes((packed.get(way) or by_tool("zstd", content))[:-9])
    with pytest.raises(VmError, match=r"z\.ko\."):
        load_order(modules, ["z"])


def test_modules_come_after_what_they_need(modules: Path) -> None:
    assert [each.name for each in load_order(modules, ["a"])] == ["c", "b_dash", "a"]
    assert load_order(modules, ["built-in"]) == []
    assert load_order(modules, ["b_dash"])[1].content == module("c,built_in")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("nowhere", "module nowhere is not in"),
        ("lost", "gone, which lost needs,"),
        ("loop", "each other"),
    ],
)
def test_modules_that_cannot_be_had(modules: Path, wanted: str, says: str) -> None:
    with pytest.raises(VmError, match=says):
        load_order(modules, [wanted])


def test_a_folder_without_modules(tmp_path: Path) -> None:
    with pytest.raises(VmError, match="not a folder of kernel modules"):
        load_order(tmp_path, ["a"])


names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40).filter(
        lambda name: name not in (".", "..", "TRAILER!!!")
    ),
    unique=True,
    max_size=8,
)


@given(names, st.binary(max_size=500))
def test_an_archive_holds_what_was_put_in(found: list[str], content: bytes) -> None:
    entries = [file(name, content[number:]) for number, name in enumerate(found)]
    assert read(archive(entries)) == [(entry.name, entry.mode, entry.content) for entry in entries]


def read(packed: bytes) -> list[tuple[str, int, bytes]]:
    """Another reading of the form, from its description."""
    out: list[tuple[str, int, bytes]] = []
    at = 0
    while True:
        assert packed[at : at + 6] == b"070701"
        fields = [int(packed[at + 6 + 8 * i : at + 14 + 8 * i], 16) for i in range(13)]
        mode, size, name_size = fields[1], fields[6], fields[11]
        name = packed[at + 110 : at + 110 + name_size - 1].decode()
        at = -(-(at + 110 + name_size) // 4) * 4
        if name == "TRAILER!!!":
            return out
        out.append((name, mode, packed[at : at + size]))
        at = -(-(at + size) // 4) * 4


@pytest.mark.skipif(shutil.which("cpio") is None, reason="cpio is not installed")
def test_cpio_reads_it(tmp_path: Path) -> None:
    packed = archive(
        [
            directory("dev"),
            device("dev/console", 5, 1),
            file("init", b"#!/bin/sh\n", executable=True),
        ]
    )
    shown = subprocess.run(["cpio", "-itv"], input=packed, capture_output=True, check=True)
    lines = shown.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["drwxr-xr-x", "crw-------", "-rwxr-xr-x"]
    assert "5,   1" in lines[1]


@pytest.mark.parametrize("name", ["", "/init", "a\0b"])
def test_names_that_no_archive_can_hold(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        Entry(name, stat.S_IFREG)

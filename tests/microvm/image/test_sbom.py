"""The list of contents: each part once, with the digest of its archive and its licences."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from packageurl import PackageURL

from arqon_microvm.errors import VmError
from arqon_microvm.image.packages import debian_packages, python_packages
from arqon_microvm.image.sbom import component, sbom

LIBC = "Package: libc6\nVersion: 2:1+x\nArchitecture: amd64\n"
DEP_5 = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
STATUS = f"""{LIBC}Source: glibc (1.0)

Package: libc-bin
Version: 1
Architecture: amd64
Source: glibc

Package: gone
Architecture: all
"""
ARCHIVES = f"{LIBC}SHA256: {'a' * 64}\n\n"


def base(**files: str) -> tarfile.TarFile:
    """A base system of these files; two underscores are a slash, one a hyphen."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, text in files.items():
            info = tarfile.TarInfo("./" + name.replace("__", "/").replace("_", "-"))
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    made.seek(0)
    return tarfile.open(fileobj=made)


def told(listed: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(listed)
    return {part["purl"]: part for part in document["components"]}


def licenses(part: dict[str, Any]) -> list[str]:
    return [
        one.get("expression") or one["license"].get("id") or one["license"]["name"]
        for one in part.get("licenses", [])
    ]


def test_a_package_has_its_archives_digest_and_its_sources_licences() -> None:
    copyrights = f"{DEP_5}\nFiles: *\nLicense: LGPL-2.1+\n text\n\nFiles: x\nLicense:  MIT \n"
    files = {"var__lib__dpkg__status": STATUS, "var__log__archives": ARCHIVES * 2}
    files["usr__share__doc__libc6__copyright"] = copyrights
    parts = told(sbom(debian_packages(base(**files), "debian"), 0))
    of_same_source, libc = parts.values()
    assert libc["purl"] == "pkg:deb/debian/libc6@2:1%2Bx?arch=amd64"
    assert libc["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert licenses(libc) == licenses(of_same_source) == ["LGPL-2.1+", "MIT"]
    assert "hashes" not in of_same_source


@pytest.mark.parametrize(
    ("copyrights", "expected"),
    [
        ("It is free. See `/usr/share/common-licenses/GPL-2', and\n…/LGPL-2.1.", ["GPL-2"]),
        ("See /usr/share/common-licenses/LGPL-2.1.\nLicense: none", ["LGPL-2.1"]),
        ("It is in the public domain.", []),
    ],
)
def test_prose_is_read_for_the_licences_that_every_debian_has(
    copyrights: str, expected: list[str]
) -> None:
    files = {"var__lib__dpkg__status": STATUS, "var__log__archives": ARCHIVES}
    files["usr__share__doc__libc6__copyright"] = copyrights
    parts = told(sbom(debian_packages(base(**files), "debian"), 0))
    assert [licenses(part) for part in parts.values()] == [expected] * 2


@pytest.mark.parametrize("lacks", ["var__lib__dpkg__status", "var__log__archives"])
def test_a_base_system_that_does_not_list_them_is_refused(lacks: str) -> None:
    files = {"var__lib__dpkg__status": STATUS, "var__log__archives": ARCHIVES}
    del files[lacks]
    with pytest.raises(VmError, match=f"holds no {lacks.replace('__', '/')}"):
        list(debian_packages(base(**files), "debian"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("License-Expression: MIT OR Apache-2.0\nLicense: other", ["MIT OR Apache-2.0"]),
        ("License: BSD\nClassifier: License :: OSI Approved :: MIT License", ["MIT License"]),
        ("Classifier: License :: OSI Approved\nLicense: ISC", ["ISC"]),
        (f"License: {'All of the text. ' * 20}", []),
        ("Summary: it has none", []),
    ],
)
def test_a_wheel_says_its_licence_in_one_of_three_ways(
    fields: str, expected: list[str], tmp_path: Path
) -> None:
    metadata = tmp_path / "Some_Thing-1.0.dist-info/METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: Some_Thing\nVersion: 1.0\n{fields}\n\nText")
    parts = told(sbom(python_packages(tmp_path, {"some-thing": "b" * 64}), 0))
    assert licenses(parts["pkg:pypi/some-thing@1.0"]) == expected
    assert parts["pkg:pypi/some-thing@1.0"]["hashes"][0]["content"] == "b" * 64


def test_the_same_parts_in_any_order_make_the_same_list() -> None:
    parts = [
        component(name, "1", PackageURL("generic", None, name, "1"), licenses=["MIT", "own"])
        for name in "abc"
    ]
    listed = sbom([*parts, *parts], 1_700_000_000)
    assert listed == sbom(reversed(parts), 1_700_000_000) != sbom(parts[1:], 1_700_000_000)
    assert len(told(listed)) == 3
    document = json.loads(listed)
    assert document["metadata"]["timestamp"].startswith("2023-11-14T22:13:20")
    assert document["serialNumber"] != json.loads(sbom(parts[1:], 1))["serialNumber"]

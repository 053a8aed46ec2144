"""The packages of the image, as the base system and the folder of wheels tell of them."""

from __future__ import annotations

import email.parser
import re
import tarfile
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Final

from cyclonedx.model.component import Component
from packageurl import PackageURL

from arqon_microvm.errors import VmError
from arqon_microvm.image.rootfs import ARCHIVES
from arqon_microvm.image.sbom import component
from arqon_microvm.image.wheels import known_as

__all__ = ["debian_packages", "python_packages"]

_STATUS: Final = "var/lib/dpkg/status"
_FORMAT: Final = "https://www.debian.org/doc/packaging-manuals/copyright-format/"
"""Of a file `copyright` that names its licences in fields: DEP 5."""

_FIELD: Final = re.compile(r"^License:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_COMMON: Final = re.compile(r"/usr/share/common-licenses/([\w.+-]*\w)")

_LONGEST: Final = 100
"""A field that is longer holds the licence's text, and not its name."""


def debian_packages(base: tarfile.TarFile, distribution: str) -> Iterator[Component]:
    """Of a base system; one without a file `copyright` has its source's.

    Raises:
        VmError: the system does not list them.
    """
    archives = {_key(about): about["SHA256"] for about in _paragraphs(_read(base, ARCHIVES))}
    packages = [about for about in _paragraphs(_read(base, _STATUS)) if about["Version"]]
    licenses: dict[str, list[str]] = {}
    for about in packages:
        name = f"usr/share/doc/{about['Package']}/copyright"
        if found := _licenses(_read(base, name, needed=False)):
            licenses[about["Package"]] = found
            licenses.setdefault(_source(about), found)
    for about in packages:
        name, version = about["Package"], about["Version"]
        qualifiers = {"arch": about["Architecture"]}
        yield component(
            name,
            version,
            PackageURL("deb", distribution, name, version, qualifiers),
            sha256=archives.get(_key(about)) or "",
            licenses=licenses.get(name) or licenses.get(_source(about)) or (),
        )


def python_packages(site: Path, archives: Mapping[str, str]) -> Iterator[Component]:
    """Of a folder of installed wheels; `archives` has the SHA-256 of each, by its name."""
    for metadata in site.glob("*.dist-info/METADATA"):
        about = email.parser.HeaderParser().parsestr(metadata.read_text(errors="replace"))
        name, version = about["Name"], about["Version"]
        plain_name = known_as(name)
        yield component(
            name,
            version,
            PackageURL("pypi", None, plain_name, version),
            sha256=archives.get(plain_name, ""),
            licenses=_of_wheel(about),
        )


def _of_wheel(about: Message) -> list[str]:
    """The first of: its expression, its classifiers, what it says itself."""
    if expression := about["License-Expression"]:
        return [expression]
    classified = [text.split(" :: ") for text in about.get_all("Classifier", [])]
    names = [words[-1] for words in classified if words[0] == "License" and len(words) > 2]
    said = (about["License"] or "").strip()
    return names or ([said] if said and len(said) < _LONGEST and "\n" not in said else [])


def _paragraphs(text: str) -> Iterator[Message]:
    """Of a file in the form of dpkg's; see deb822(5)."""
    for paragraph in re.split(r"\n{2,}", text):
        about = email.parser.HeaderParser().parsestr(paragraph)
        if about["Package"]:
            yield about


def _key(about: Message) -> tuple[str, str, str]:
    return about["Package"], about["Version"], about["Architecture"]


def _source(about: Message) -> str:
    """Its name alone: where its version differs, that stands behind."""
    return f"source of {(about['Source'] or about['Package']).split()[0]}"


def _licenses(copyrights: str) -> list[str]:
    """Their names, in the order of the alphabet; of prose, those whose text every Debian has."""
    named = _FIELD if _FORMAT in copyrights[:_LONGEST].replace("http:", "https:") else _COMMON
    return sorted(set(named.findall(copyrights)))


def _read(base: tarfile.TarFile, name: str, *, needed: bool = True) -> str:
    try:
        file = base.extractfile(f"./{name}")
    except KeyError:
        file = None
    if file is None and needed:
        raise VmError(f"{base.name!s} holds no {name}", "Build with --fresh.")
    return "" if file is None else file.read().decode(errors="replace")

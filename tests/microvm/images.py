"""An image whose files are their own names: whole, and of no use to boot."""

from __future__ import annotations

import platform
from pathlib import Path

from arqon_microvm import __version__
from arqon_microvm.guest.arguments import Engine
from arqon_microvm.image.manifest import MANIFEST, OUTPUTS, Manifest, digest_of
from arqon_microvm.run.snapshot import Stamp


def make_image(folder: Path, engine: Engine = "auto") -> Manifest:
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
        engine=engine,
        inputs={},
        outputs={name: digest_of(folder / name) for name in OUTPUTS},
        tools={},
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json())
    return manifest


STAMP_OF_TODAY = Stamp(
    monitor_version="1.17.0",
    monitor_sha256="0" * 64,
    snapshot_format="v12",
    host_kernel="6.18",
    processor="any",
    image=Path("/image"),
    image_sha256="1" * 64,
    vcpus=2,
    memory_mib=512,
    engine="auto",
    threads=None,
    jailed=False,
)

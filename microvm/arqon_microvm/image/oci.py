"""The sidecar as a container's image: an OCI layout of one layer, the same for the same tree.

Form: github.com/opencontainers/image-spec, image-layout.md. No model is inside: it is mounted at
/model. What runs it is not known here, so the sidecar says of itself what it says on any host.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, cast

from arqon_microvm import __version__
from arqon_microvm.image.pace import Pace, Say
from arqon_microvm.image.place import built_beside
from arqon_microvm.image.tree import Tree

__all__ = ["ENTRYPOINT", "write_oci"]

PORT: Final = 7781
NOBODY: Final = "65534:65534"
ENTRYPOINT: Final = (
    *("/opt/arqon/venv/bin/python", "-m", "arqon_sidecar.main", "serve", "--model", "/model"),
    *("--host", "0.0.0.0", "--port", str(PORT), "--runtime", "host-dev"),  # noqa: S104 -- a pod's
)
_ENVIRONMENT: Final = (
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/tmp",
    "LANG=C.UTF-8",
    "PYTHONUNBUFFERED=1",
)
_KIND: Final = "application/vnd.oci.image."
_LEVEL: Final = 6

Json = dict[str, Any]


def write_oci(tree: Tree, out: Path, epoch: int, listed: bytes, say: Say) -> None:
    """Into the folder `out`; `listed` is the list of contents, whose digest is a label.

    Raises:
        VmError: no room, another build is at it, or `out` is something else than such a layout.
    """
    parts = frozenset({"oci-layout", "index.json", "blobs"})
    with built_beside(out, parts) as scratch:
        layout = scratch / "image"
        (layout / "blobs/sha256").mkdir(parents=True)
        layer, unpacked = _layer(tree, layout, Pace(say))
        created = datetime.fromtimestamp(epoch, UTC).isoformat().replace("+00:00", "Z")
        labels = {
            "org.opencontainers.image.title": "arqon-sidecar",
            "org.opencontainers.image.description": "Kokoro over HTTP; its model goes to /model",
            "org.opencontainers.image.version": __version__,
            "org.opencontainers.image.created": created,
            "arqon.sbom.sha256": hashlib.sha256(listed).hexdigest(),
        }
        config = _blob(layout, "config.v1+json", _config(created, unpacked, labels))
        manifest = _blob(
            layout,
            "manifest.v1+json",
            {
                "schemaVersion": 2,
                "mediaType": f"{_KIND}manifest.v1+json",
                "config": config,
                "layers": [layer],
                "annotations": labels,
            },
        )
        manifest["annotations"] = {"org.opencontainers.image.ref.name": __version__}
        index = {
            "schemaVersion": 2,
            "mediaType": f"{_KIND}index.v1+json",
            "manifests": [manifest],
        }
        (layout / "index.json").write_bytes(_json(index))
        (layout / "oci-layout").write_bytes(_json({"imageLayoutVersion": "1.0.0"}))


class _Hashing:
    """A file that is written to, and the digest and size of what was."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile, pace: Pace) -> None:
        self._file = file
        self._pace = pace
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._pace.silent()
        self.sha256.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _layer(tree: Tree, layout: Path, pace: Pace) -> tuple[Json, str]:
    """The layer's descriptor, and the digest of it unpacked."""
    making = layout / "blobs/sha256/making"
    with making.open("wb") as file:
        packed = _Hashing(file, pace)
        with gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as unpacking:
            unpacked = _Hashing(unpacking, pace)
            with tarfile.open(
                fileobj=cast("IO[bytes]", unpacked), mode="w|", format=tarfile.PAX_FORMAT
            ) as tar:
                tree.write(tar)
    name = packed.sha256.hexdigest()
    making.rename(making.with_name(name))
    descriptor = {
        "mediaType": f"{_KIND}layer.v1.tar+gzip",
        "digest": f"sha256:{name}",
        "size": packed.size,
    }
    return descriptor, f"sha256:{unpacked.sha256.hexdigest()}"


def _config(created: str, unpacked: str, labels: Json) -> Json:
    return {
        "created": created,
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "User": NOBODY,
            "ExposedPorts": {f"{PORT}/tcp": {}},
            "Env": list(_ENVIRONMENT),
            "Entrypoint": list(ENTRYPOINT),
            "Volumes": {"/model": {}},
            "WorkingDir": "/",
            "Labels": labels,
        },
        "rootfs": {"type": "layers", "diff_ids": [unpacked]},
        "history": [{"created": created, "created_by": "arqon-tts vm build"}],
    }


def _blob(layout: Path, kind: str, content: Json) -> Json:
    data = _json(content)
    name = hashlib.sha256(data).hexdigest()
    (layout / "blobs/sha256" / name).write_bytes(data)
    return {"mediaType": f"{_KIND}{kind}", "digest": f"sha256:{name}", "size": len(data)}


def _json(content: Json) -> bytes:
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"

"""Row D: what Firecracker says of itself, and that the files it has open are the image's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from arqon_microvm.attest.case import Case, must_be, needed
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.restored import is_of_the_snapshot
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api
from arqon_microvm.firecracker.bodies import About, VmConfig
from arqon_microvm.firecracker.versions import numbered
from arqon_microvm.image.manifest import Manifest

__all__ = ["account_holds"]

_Held = dict[tuple[int, int], Path]
_DRIVES: Final = {"rootfs": "rootfs.squashfs", "model": "model.squashfs"}


def account_holds(case: Case, api: Api, digests: Digests) -> str:
    """Its id, state and version, its only devices, and the content of its files."""
    about = api.about()
    _is_this_vm(case, about)
    (manifest, image_sha256), config = case.pins.manifest(), api.vm_config()
    must_be("its list of network devices", list(config.network_interfaces), [])
    _has_our_socket(case, config)
    held = _held(case)
    for output, path in _drives(config):
        digest = digests.of(_open_at(case, held, path))
        must_be(f"SHA-256 of {output} as it has it", digest, manifest.outputs[output].sha256)
    if case.state.booted_as != case.state.instance_id:
        is_of_the_snapshot(case, digests, image_sha256)
    else:
        _booted_the_image(case, config, manifest, digests, held)
    return f"{about.id}, Firecracker {about.vmm_version}, {about.state}, with the image's files"


def _is_this_vm(case: Case, about: About) -> None:
    must_be("the id that it says", about.id, f"arqon-{case.state.instance_id}")
    must_be("the state that it says", about.state, "Running")
    # Whether that release is refused is no link of the chain: the verdict says so by itself.
    must_be("the version that it says", about.vmm_version, case.state.monitor_version)
    needed(numbered(about.vmm_version), f"its version is {about.vmm_version!r}, expected a number")


def _has_our_socket(case: Case, config: VmConfig) -> None:
    v_sock = needed(case.state.v_sock, "no socket of the guest was noted down yet")
    vsock = needed(config.vsock, "it has no vsock device, expected one")
    found = _place(case.seen_by_monitor(vsock.uds_path))
    must_be(
        f"its vsock {vsock.uds_path}, by device and inode,", found, (v_sock.device, v_sock.inode)
    )


def _drives(config: VmConfig) -> Iterator[tuple[str, Path]]:
    """Which of the image's files is configured where."""
    must_be("the list of its drives", sorted(d.drive_id for d in config.drives), sorted(_DRIVES))
    for drive in config.drives:
        if not drive.is_read_only:
            raise VmError(f"its drive {drive.drive_id} can be written, expected read-only")
        yield _DRIVES[drive.drive_id], drive.path_on_host


def _booted_the_image(
    case: Case, config: VmConfig, manifest: Manifest, digests: Digests, held: _Held
) -> None:
    """Kernel and initramfs were read at boot; they need not be open any more."""
    source = needed(config.boot_source, "it names no kernel, expected the image's")
    initrd = needed(source.initrd_path, "it names no initramfs, expected the image's")
    for output, path in (("vmlinux", source.kernel_image_path), ("initrd.cpio.gz", initrd)):
        seen = case.seen_by_monitor(path)
        digest = digests.of(held.get(_place(seen), seen))
        must_be(f"SHA-256 of {output} as it has it", digest, manifest.outputs[output].sha256)


def _held(case: Case) -> _Held:
    """The files that the monitor has open: the file itself, which no renaming exchanges."""
    held: _Held = {}
    for descriptor, _ in case.open_files(case.monitor.pid):
        with suppress(OSError):
            found = descriptor.stat()
            held[found.st_dev, found.st_ino] = descriptor
    return held


def _open_at(case: Case, held: _Held, path: Path) -> Path:
    found = held.get(_place(case.seen_by_monitor(path)))
    return needed(found, f"the file at {path} is not one that it has open, expected its drive")


def _place(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise VmError(f"{path} cannot be looked at: {error.strerror}") from error
    return found.st_dev, found.st_ino

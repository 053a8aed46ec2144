"""The client and the order of calls, against a Firecracker that refuses as the real one does."""

from __future__ import annotations

import gc
import select
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api, Refused, Silent
from arqon_microvm.firecracker.bodies import (
    BootSource,
    Drive,
    MachineConfig,
    SnapshotCreate,
    SnapshotLoad,
    Vsock,
)
from arqon_microvm.firecracker.boot import Guest, boot
from arqon_microvm.firecracker.features import Features
from arqon_microvm.firecracker.versions import numbered
from arqon_microvm.guest.arguments import Arguments
from arqon_microvm.run.jail import Layout
from arqon_microvm.run.snapshot import MEMORY, VM_STATE, restore
from tests.microvm.firecracker.fake import fake_firecracker
from tests.patience import PATIENCE_S


def guest(folder: Path) -> Guest:
    return Guest(
        arguments=Arguments("ab" * 16, "openvino", 2),
        kernel=folder / "vmlinux",
        initrd=folder / "initrd",
        rootfs=folder / "rootfs",
        model=folder / "model",
        v_sock=folder / "v.sock",
        console=folder / "console",
        vcpus=2,
        memory_mib=1024,
    )


def test_a_guest_is_booted_in_the_order_that_firecracker_wants(tmp_path: Path) -> None:
    with fake_firecracker(tmp_path / "api.sock") as machine, Api(tmp_path / "api.sock") as api:
        boot(api, guest(tmp_path), pytest.fail)
        assert api.about().state == "Running"
    assert machine.paths() == [
        "/serial",
        "/machine-config",
        "/boot-source",
        "/drives/rootfs",
        "/drives/model",
        "/vsock",
        "/entropy",
        "/actions",
    ]
    sent = dict(machine.calls)
    assert sent["/boot-source"]["boot_args"].endswith(
        f"arqon.instance={'ab' * 16} arqon.engine=openvino arqon.threads=2"
    )
    assert "nomodule" not in sent["/boot-source"]["boot_args"]
    assert sent["/drives/rootfs"]["is_read_only"] is True
    assert (tmp_path / "v.sock").is_socket()


def test_an_older_release_is_not_sent_what_it_does_not_know(tmp_path: Path) -> None:
    warnings: list[str] = []
    path = tmp_path / "api.sock"
    with fake_firecracker(path, "1.15.1") as machine, Api(path) as api:
        boot(api, guest(tmp_path), warnings.append)
    assert "rate_limiter" not in dict(machine.calls)["/serial"]
    assert "huge_pages" not in dict(machine.calls)["/machine-config"]
    assert "1.15.1" in warnings[0]


@pytest.mark.parametrize(
    ("version", "memory_mib", "asked"),
    [
        ("1.16.2", 512, None),
        ("1.17.0", 512, "Transparent"),
        ("1.17.0", 513, None),
        ("1.18.3", 2304, "Transparent"),
    ],
)
def test_large_pages_are_asked_for_where_they_are_known(
    tmp_path: Path, version: str, memory_mib: int, asked: str | None
) -> None:
    path = tmp_path / "api.sock"
    with fake_firecracker(path, version) as machine, Api(path) as api:
        boot(api, replace(guest(tmp_path), memory_mib=memory_mib), lambda _: None)
    assert dict(machine.calls)["/machine-config"].get("huge_pages") == asked


@pytest.mark.parametrize("version", ["1.16.0", "1.16.1", "1.9.0"])
def test_a_broken_release_is_refused_before_anything_is_set(tmp_path: Path, version: str) -> None:
    path, refused = tmp_path / "api.sock", pytest.raises(VmError, match="must not be used")
    with fake_firecracker(path, version) as machine, Api(path) as api, refused:
        boot(api, guest(tmp_path), pytest.fail)
    assert machine.calls == []


def test_a_refusal_says_what_firecracker_said(tmp_path: Path) -> None:
    (tmp_path / "v.sock").touch()
    path = tmp_path / "api.sock"
    refused = pytest.raises(Refused, match=r"PUT /vsock: .*Address already in use")
    with fake_firecracker(path), Api(path) as api, refused:
        api.vsock(Vsock(uds_path=tmp_path / "v.sock"))


def test_it_says_what_it_was_configured_with(tmp_path: Path) -> None:
    path = tmp_path / "api.sock"
    with fake_firecracker(path, name="arqon-1") as machine, Api(path) as api:
        boot(api, guest(tmp_path), pytest.fail)
        config = api.vm_config()
        assert api.about().id == "arqon-1"
        assert api.machine_config().vcpu_count == 2
        assert config.boot_source is not None
        assert config.boot_source.kernel_image_path == tmp_path / "vmlinux"
        assert [drive.drive_id for drive in config.drives] == ["rootfs", "model"]
        assert config.vsock is not None
        assert config.vsock.uds_path == tmp_path / "v.sock"
        machine.version = {"not": "text"}  # type: ignore[assignment]
        with pytest.raises(VmError, match="is no Firecracker"):
            api.about()


def test_a_second_start_is_refused(tmp_path: Path) -> None:
    with fake_firecracker(tmp_path / "api.sock"), Api(tmp_path / "api.sock") as api:
        with pytest.raises(Refused, match="without kernel"):
            api.start()
        boot(api, guest(tmp_path), pytest.fail)
        with pytest.raises(Refused, match="after starting"):
            api.start()
        with pytest.raises(Refused, match="after starting"):
            api.machine(MachineConfig(vcpu_count=1, mem_size_mib=256))


def test_a_snapshot_is_of_a_paused_vm_and_loads_into_an_empty_one(tmp_path: Path) -> None:
    wanted = SnapshotCreate(snapshot_path=tmp_path / "state", mem_file_path=tmp_path / "memory")
    load = SnapshotLoad.of(tmp_path / "state", tmp_path / "memory")
    with fake_firecracker(tmp_path / "api.sock"), Api(tmp_path / "api.sock") as api:
        boot(api, guest(tmp_path), pytest.fail)
        with pytest.raises(Refused, match="while running"):
            api.create_snapshot(wanted)
        api.switch("Paused")
        api.create_snapshot(wanted)
        api.switch("Resumed")
        api.ctrl_alt_del()
    with fake_firecracker(tmp_path / "other.sock"), Api(tmp_path / "other.sock") as api:
        api.drive(Drive(drive_id="early", path_on_host=tmp_path / "x"))
        with pytest.raises(Refused, match="boot-specific"):
            api.load_snapshot(load)
    with fake_firecracker(tmp_path / "third.sock"), Api(tmp_path / "third.sock") as api:
        api.load_snapshot(load)
        assert api.about().state == "Running"


@pytest.mark.parametrize(
    ("version", "sent"),
    [
        ("1.12.1", {"/snapshot/load": set()}),
        ("1.15.1", {"/serial": set(), "/snapshot/load": set()}),
        ("1.16.2", {"/serial": {"rate_limiter"}, "/snapshot/load": {"vsock_override"}}),
        ("1.17.0", {"/serial": {"rate_limiter"}, "/snapshot/load": {"vsock_override"}}),
    ],
)
def test_each_release_is_sent_for_a_restore_what_it_knows(
    tmp_path: Path, version: str, sent: dict[str, set[str]]
) -> None:
    layout = Layout.free(tmp_path, {name: tmp_path / name for name in (VM_STATE, MEMORY)})
    known = numbered(version)
    assert known is not None
    path = tmp_path / "api.sock"
    with fake_firecracker(path, version) as machine, Api(path) as api:
        restore(api, layout, Features.of(known))
    optional = {"rate_limiter", "vsock_override"}
    assert {call: body.keys() & optional for call, body in machine.calls} == sent


def test_one_that_hangs(tmp_path: Path) -> None:
    path = tmp_path / "api.sock"
    with fake_firecracker(path) as machine, Api(path, answer_s=0.05) as api:
        machine.hang.set()
        with pytest.raises(Silent, match="did not answer GET /"):
            api.about()


def test_a_client_that_leaves_is_not_told_of_in_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = select.poll()
    with fake_firecracker(tmp_path / "api"), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(tmp_path / "api"))
        client.shutdown(socket.SHUT_RD)
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        ended.register(client, 0)
        assert ended.poll(PATIENCE_S * 1000)
    assert capfd.readouterr().err == ""


# httpcore leaves the socket of a connection that failed to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_that_is_gone_or_breaks_off(tmp_path: Path) -> None:
    with Api(tmp_path / "api.sock") as api, pytest.raises(Silent, match="is not there"):
        api.about()
    with fake_firecracker(tmp_path / "api.sock") as machine, Api(tmp_path / "api.sock") as api:
        machine.half = True
        with pytest.raises(Silent, match="is not there"):
            api.about()
    gc.collect()


def test_bodies_are_checked_before_they_are_sent(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        BootSource(kernel_image_path=tmp_path, boot_args="x" * 2048)
    with pytest.raises(ValidationError):
        MachineConfig(vcpu_count=0, mem_size_mib=512)
    with pytest.raises(ValidationError):
        Vsock(guest_cid=2, uds_path=tmp_path)

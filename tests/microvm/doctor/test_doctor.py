"""The doctor on this host, and on hosts that a test has laid out."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from arqon_microvm.doctor.examine import Setup, examine
from arqon_microvm.doctor.finding import BROKEN, FINE, WORTH_A_LOOK, Finding, severity
from arqon_microvm.doctor.host import host_findings
from arqon_microvm.doctor.kvm import kvm_findings
from arqon_microvm.doctor.monitor import monitor_findings
from arqon_microvm.doctor.place import place_findings
from arqon_microvm.doctor.snapshot import snapshot_findings
from arqon_microvm.doctor.tuning import tuning_findings
from arqon_microvm.firecracker.versions import RELEASES, judge

HEALTHY = {
    "proc/sys/kernel/osrelease": "6.1.0-30-amd64",
    "proc/meminfo": "MemTotal: 9000000 kB\nMemAvailable: 4194304 kB\n",
    "proc/swaps": "Filename Type Size Used Priority\n",
    "proc/cpuinfo": "processor: 0\nflags : fpu vmx\n",
    "sys/fs/cgroup/cgroup.controllers": "cpu memory",
    "sys/module/kvm/parameters/nx_huge_pages": "never",
    "sys/devices/system/cpu/vulnerabilities/itlb_multihit": "Not affected",
    "sys/devices/system/cpu/smt/active": "0",
    "sys/kernel/mm/ksm/run": "0",
    "sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never",
    "proc/mounts": "cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate,favordynmods 0 0\n",
    "proc/cmdline": "root=/dev/sda1 quiet loglevel=1",
    "proc/sys/vm/overcommit_memory": "0",
    "proc/sys/vm/min_free_kbytes": "67584",
    "sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc",
    "sys/kernel/security/lsm": "capability,landlock,apparmor",
}


def laid_out(root: Path, **other: str) -> Path:
    for name, text in {**HEALTHY, **other}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def found(rows: Iterable[Finding], what: str) -> Finding:
    return next(row for row in rows if row.what == what)


def test_a_host_as_it_should_be(tmp_path: Path) -> None:
    rows = list(host_findings(laid_out(tmp_path), 1024))
    assert {row.verdict for row in rows} == {"ok"}
    assert severity(rows) == FINE


@pytest.mark.parametrize(
    ("name", "text", "what", "verdict"),
    [
        ("proc/sys/kernel/osrelease", "7.1.0", "kernel", "warning"),
        ("proc/meminfo", "MemAvailable: 1000000 kB", "memory", "broken"),
        ("proc/meminfo", "", "memory", "warning"),
        ("proc/swaps", "Filename\n/dev/sda2 partition 1 0 -2\n", "swap", "warning"),
        ("sys/module/kvm/parameters/nx_huge_pages", "Y", "kvm.nx_huge_pages", "warning"),
        ("sys/module/kvm/parameters/nx_huge_pages", "", "kvm.nx_huge_pages", "info"),
        ("sys/kernel/mm/ksm/run", "1", "memory sharing", "warning"),
        ("sys/devices/system/cpu/vulnerabilities/mds", "Vulnerable", "processor flaws", "warning"),
        ("sys/devices/system/cpu/smt/active", "1", "processors", "info"),
    ],
)
def test_what_is_amiss_is_named(
    tmp_path: Path, name: str, text: str, what: str, verdict: str
) -> None:
    row = found(host_findings(laid_out(tmp_path, **{name: text}), 1024), what)
    assert row.verdict == verdict
    assert bool(row.to_do) == (verdict in ("warning", "broken"))


def test_a_workaround_that_the_processor_needs_stays(tmp_path: Path) -> None:
    flaw = "sys/devices/system/cpu/vulnerabilities/itlb_multihit"
    setting = "sys/module/kvm/parameters/nx_huge_pages"
    root = laid_out(tmp_path, **{flaw: "KVM: Mitigation: Split huge pages", setting: "Y"})
    assert found(host_findings(root, 1024), "kvm.nx_huge_pages").verdict == "ok"


def test_a_tuned_host(tmp_path: Path) -> None:
    rows = list(tuning_findings(laid_out(tmp_path)))
    assert {row.verdict for row in rows} == {"ok", "info"}
    assert not any(row.to_do for row in rows)
    assert found(rows, "overcommit").found == "by estimate; 67584 kB are kept free"
    assert found(rows, "clock").found.startswith("tsc; a restore can set")
    assert found(rows, "host console").found == "quiet"
    assert "see dmesg for apparmor" in found(rows, "guards").found


NX = "sys/module/kvm/parameters/nx_huge_pages"
PLAIN = "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0"


@pytest.mark.parametrize(
    ("other", "what", "verdict", "told"),
    [
        ({"proc/mounts": PLAIN, NX: "N"}, "favordynmods", "warning", "off"),
        ({"proc/mounts": PLAIN}, "favordynmods", "ok", "nx_huge_pages=never does it"),
        ({"proc/mounts": "x / ext4 rw 0 0"}, "favordynmods", "info", "no cgroups of version 2"),
        (
            {"proc/mounts": PLAIN, NX: "N", "proc/sys/kernel/osrelease": "5.10.1"},
            "favordynmods",
            "ok",
            "does not need it",
        ),
        (
            {"sys/kernel/mm/transparent_hugepage/enabled": "always madvise [never]"},
            "large pages",
            "warning",
            "[never]",
        ),
        ({"sys/kernel/mm/transparent_hugepage/enabled": ""}, "large pages", "warning", "not in"),
        ({"proc/sys/vm/overcommit_memory": "2"}, "overcommit", "info", "never more than there is"),
        ({"proc/sys/kernel/osrelease": "5.10.1"}, "clock", "info", "a restore cannot set"),
        ({"proc/cmdline": "quiet"}, "host console", "info", "not quiet"),
        ({"proc/77/comm": "kvm-pit/1234\n"}, "timer threads", "info", "kvm-pit/1234: as root"),
        ({"sys/fs/selinux/enforce": "1"}, "guards", "info", "ausearch"),
    ],
)
def test_what_is_not_tuned_is_named(
    tmp_path: Path, other: dict[str, str], what: str, verdict: str, told: str
) -> None:
    row = found(tuning_findings(laid_out(tmp_path, **other)), what)
    assert (row.verdict, told in row.found) == (verdict, True)
    assert bool(row.to_do) == (verdict == "warning")


def test_a_restored_guest_needs_its_memory_twice(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    assert found(host_findings(root, 3000), "memory").verdict == "ok"
    assert found(host_findings(root, 3000, restored=True), "memory").verdict == "broken"


def test_without_cgroups_2(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    (root / "sys/fs/cgroup/cgroup.controllers").unlink()
    assert found(host_findings(root, 1024), "cgroups").verdict == "warning"


def test_kvm_that_is_none(tmp_path: Path) -> None:
    info = laid_out(tmp_path) / "proc/cpuinfo"
    assert "firmware" in found(kvm_findings(tmp_path / "kvm", info), "kvm").to_do
    (tmp_path / "kvm").write_text("no device")
    row = found(kvm_findings(tmp_path / "kvm", info), "kvm")
    assert (row.verdict, "makes no VM" in row.found) == ("broken", True)


def test_a_vm_that_is_to_hold_a_vm(tmp_path: Path) -> None:
    info = laid_out(tmp_path, **{"proc/cpuinfo": "flags : fpu hypervisor\n"}) / "proc/cpuinfo"
    assert found(kvm_findings(tmp_path / "kvm", info), "bare metal").verdict == "warning"


def executable(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("Firecracker v1.17.0", "ok"),
        ("Firecracker v1.16.2", "ok"),
        ("Firecracker v1.16.1", "broken"),
        ("Firecracker v1.16.0", "broken"),
        ("Firecracker v1.15.1", "warning"),
        ("Firecracker v1.9.0", "broken"),
        ("Firecracker v1.18.0", "warning"),
        ("something else", "broken"),
    ],
)
def test_releases(tmp_path: Path, says: str, verdict: str) -> None:
    path = executable(tmp_path / "firecracker", says)
    assert found(monitor_findings(str(path), None), "firecracker").verdict == verdict


def test_the_broken_releases_are_refused_with_their_reason() -> None:
    assert "5969" in judge((1, 16, 0)).why
    assert "6074" in judge((1, 16, 1)).why


def test_a_jailer_of_another_release(tmp_path: Path) -> None:
    firecracker = executable(tmp_path / "firecracker", "Firecracker v1.17.0")
    jailer = executable(tmp_path / "jailer", "Jailer v1.16.2")
    assert found(monitor_findings(str(firecracker), str(jailer)), "jailer").verdict == "broken"
    executable(jailer, "Jailer v1.17.0")
    assert found(monitor_findings(str(firecracker), str(jailer)), "jailer").verdict == "ok"


def test_a_digest_that_is_not_the_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    firecracker = executable(tmp_path / "firecracker", "Firecracker v1.17.0")
    jailer = executable(tmp_path / "jailer", "Jailer v1.17.0")
    own = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (firecracker, jailer)]
    rows = list(monitor_findings(str(firecracker), str(jailer)))
    for name, digest in zip(("firecracker", "jailer"), own, strict=True):
        row = found(rows, f"{name} digest")
        assert (row.verdict, row.found) == ("warning", digest)
        assert "is not attested" in row.to_do
    monkeypatch.setitem(RELEASES, (1, 17, 0), (own[0], own[1]))
    rows = list(monitor_findings(str(firecracker), str(jailer)))
    assert found(rows, "firecracker digest").found == f"{own[0]}, as released"
    assert found(rows, "jailer digest").verdict == "ok"
    executable(firecracker, "Firecracker v1.16.2")
    assert found(monitor_findings(str(firecracker), None), "firecracker digest").verdict == "info"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_executable_of_another_user(tmp_path: Path) -> None:
    path = executable(tmp_path / "firecracker", "Firecracker v1.17.0")
    os.chown(path, 12345, 0)
    row = found(monitor_findings(str(path), None), "executable")
    assert (row.verdict, row.to_do) == ("warning", f"chown root {path}")


FORMATS = """#!/bin/sh
case $1 in
  --snapshot-version) echo v12.0.0 ;;
  --describe-snapshot) read -r line < "$2"; echo "$line"; [ "$line" != broken ] ;;
esac
"""


@pytest.mark.parametrize(
    ("described", "verdict", "told"),
    [
        ("v12.0.0", "ok", "format 12.0.0, as firecracker writes"),
        ("v12.1.0", "ok", "format 12.1.0"),
        ("v10.0.0", "broken", "format 10.0.0, firecracker reads 12.0.0"),
        ("broken", "broken", "is not known"),
        (None, "broken", "is not there"),
    ],
)
def test_a_snapshots_format(tmp_path: Path, described: str | None, verdict: str, told: str) -> None:
    firecracker = tmp_path / "firecracker"
    firecracker.write_text(FORMATS)
    firecracker.chmod(0o755)
    if described:
        (tmp_path / "vmstate").write_text(described + "\n")
    (row,) = snapshot_findings(firecracker, tmp_path)
    assert (row.verdict, told in row.found) == (verdict, True)
    assert list(snapshot_findings(firecracker, None)) == []


def test_an_executable_that_others_may_write(tmp_path: Path) -> None:
    path = executable(tmp_path / "firecracker", "Firecracker v1.17.0")
    path.chmod(0o757)
    row = found(monitor_findings(str(path), None), "executable")
    assert (row.verdict, row.to_do) == ("warning", f"chmod go-w {path}")


def test_places(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        rows = list(place_findings(tmp_path, taken))
    assert str(os.getpid()) in found(rows, "port").found
    assert found(place_findings(tmp_path, taken), "port").verdict == "ok"
    long = tmp_path / ("x" * 100)
    assert found(place_findings(long, taken), "socket path").verdict == "broken"


def test_room_and_filesystems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = tmp_path / "not/yet/there"
    assert found(place_findings(later, 0), "room").found.startswith(f"{tmp_path}: ")
    row = found(place_findings(tmp_path, 0, later, [tmp_path]), "jail's mount")
    assert row.verdict == "ok"
    row = found(place_findings(tmp_path, 0, later, [Path("/proc")]), "jail's mount")
    assert (row.verdict, "is on /proc, and" in row.found) == ("warning", True)
    assert not {row.what for row in place_findings(later, 0)} & {"jail's mount", "jail's memory"}
    row = found(place_findings(tmp_path, 0, Path("/dev/shm/jails"), [tmp_path]), "jail's memory")
    assert row.verdict == "warning"
    monkeypatch.setattr("arqon_microvm.doctor.place.ROOM_MIB", 1 << 40)
    assert found(place_findings(later, 0), "room").verdict == "warning"


def test_sockets_left_behind(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "v.sock"))
    with socket.socket(socket.AF_UNIX) as alive:
        alive.bind(str(tmp_path / "api.sock"))
        alive.listen()
        rows = [row for row in place_findings(tmp_path, 1) if row.what == "stale socket"]
    assert [row.found for row in rows] == [str(tmp_path / "v.sock")]


def test_this_host(tmp_path: Path) -> None:
    plan = Setup("no-such-firecracker", None, 64, tmp_path, 0)
    rows = list(examine(plan))
    expected = {"kvm", "firecracker", "kernel", "memory", "large pages", "room", "port"}
    assert expected <= {row.what for row in rows}
    assert severity(rows) == BROKEN


def test_severity() -> None:
    ok, warning, broken = (
        Finding("a", "ok", ""),
        Finding("b", "warning", ""),
        Finding("c", "broken", ""),
    )
    assert severity([ok, Finding("d", "info", "")]) == FINE
    assert severity([ok, warning]) == WORTH_A_LOOK
    assert severity([broken, ok, warning]) == BROKEN

"""The host's settings that make a guest quick, and those worth knowing when something is odd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arqon_microvm.doctor.files import read, version_of_kernel
from arqon_microvm.doctor.finding import Finding

__all__ = ["tuning_findings"]

_SLOW_SINCE: Final = (6, 1)
_SETS_CLOCK_SINCE: Final = (5, 16)


def tuning_findings(root: Path) -> Iterator[Finding]:
    """Creation of a VM, large pages; then, for information, memory, clock, console, guards."""
    release = version_of_kernel(read(root / "proc/sys/kernel/osrelease"))
    yield _moving(root, release)
    yield _large_pages(root)
    yield _overcommit(root)
    yield _clock(root, release)
    yield _console(root)
    yield _timer_threads(root)
    yield _guards(root)


def _moving(root: Path, release: tuple[int, int]) -> Finding:
    """From Linux 6.1, making a VM moves a thread between cgroups, which is slow without this."""
    name = "favordynmods"
    if release < _SLOW_SINCE:
        return Finding(name, "ok", "this kernel does not need it")
    mounts = (line.split() for line in read(root / "proc/mounts").splitlines())
    options = next((words[3] for words in mounts if words[2:3] == ["cgroup2"]), None)
    if options is None:
        return Finding(name, "info", "no cgroups of version 2 to set it on")
    if name in options.split(","):
        return Finding(name, "ok", "on")
    if read(root / "sys/module/kvm/parameters/nx_huge_pages") == "never":
        return Finding(name, "ok", "off; kvm.nx_huge_pages=never does it as well")
    to_do = "mount -o remount,favordynmods /sys/fs/cgroup: VMs are made faster."
    return Finding(name, "warning", "off", to_do)


def _large_pages(root: Path) -> Finding:
    setting = read(root / "sys/kernel/mm/transparent_hugepage/enabled")
    if "[madvise]" in setting or "[always]" in setting:
        return Finding("large pages", "ok", setting)
    to_do = (
        "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled: "
        "the guest's memory is reached faster."
    )
    return Finding("large pages", "warning", setting or "not in this kernel", to_do)


def _overcommit(root: Path) -> Finding:
    ways = {"0": "by estimate", "1": "always", "2": "never more than there is"}
    way = ways.get(read(root / "proc/sys/vm/overcommit_memory"), "unknown")
    reserve = read(root / "proc/sys/vm/min_free_kbytes") or "unknown"
    return Finding("overcommit", "info", f"{way}; {reserve} kB are kept free")


def _clock(root: Path, release: tuple[int, int]) -> Finding:
    source = read(root / "sys/devices/system/clocksource/clocksource0/current_clocksource")
    able = "can" if release >= _SETS_CLOCK_SINCE else "cannot"
    found = f"{source or 'unknown'}; a restore {able} set the guest's clock (the host does it too)"
    return Finding("clock", "info", found)


def _console(root: Path) -> Finding:
    words = read(root / "proc/cmdline").split()
    if "quiet" in words and "loglevel=1" in words:
        return Finding("host console", "info", "quiet")
    return Finding("host console", "info", "not quiet: 'quiet loglevel=1' makes restores faster")


def _timer_threads(root: Path) -> Finding:
    threads = sorted(
        read(path)
        for path in (root / "proc").glob("[0-9]*/comm")
        if read(path).startswith("kvm-pit")
    )
    if not threads:
        return Finding("timer threads", "info", "none: no VM of this host has one")
    return Finding(
        "timer threads", "info", f"{', '.join(threads)}: as root, move to the VM's cgroup"
    )


def _guards(root: Path) -> Finding:
    modules = read(root / "sys/kernel/security/lsm") or "unknown"
    if read(root / "sys/fs/selinux/enforce") == "1":
        modules += "; SELinux enforces: if a socket is refused, see ausearch -m avc"
    elif "apparmor" in modules:
        modules += "; if a socket is refused, see dmesg for apparmor"
    return Finding("guards", "info", modules)

"""Row A: who listens at the VM's address."""

from __future__ import annotations

import ipaddress
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from arqon_microvm.attest.case import Case
from arqon_microvm.errors import VmError
from arqon_microvm.proxy.holders import holder, listening

__all__ = ["address_is_ours"]

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address_is_ours(case: Case) -> str:
    """All that a client could reach there is the supervisor's, in whose process the proxy runs."""
    host, port = case.listen
    pid = case.supervisor.pid
    there = set(_reached(case.proc, ipaddress.ip_address(host), port))
    if not there:
        raise VmError(f"nobody listens on {case.state.listen}, expected the supervisor {pid}")
    own = {link for _, link in case.open_files(pid)}
    if there - own:
        who = holder(port, case.proc)
        raise VmError(f"{case.state.listen} is held by {who}, expected the supervisor {pid}")
    return f"{case.state.listen} is {', '.join(sorted(there))} of the supervisor {pid}"


def _reached(proc: Path, address: _Address, port: int) -> Iterator[str]:
    """Sockets that take connections to this address, as /proc/PID/fd names them."""
    for at, link in listening(port, proc):
        found = _address(at)
        if found == address or found.is_unspecified:
            yield link


def _address(text: str) -> _Address:
    """The kernel prints words of four bytes in the machine's order."""
    step = -1 if sys.byteorder == "little" else 1
    words = [bytes.fromhex(word) for word in re.findall(".{8}", text)]
    packed = b"".join(word[::step] for word in words)
    found = ipaddress.ip_address(packed)
    return getattr(found, "ipv4_mapped", None) or found

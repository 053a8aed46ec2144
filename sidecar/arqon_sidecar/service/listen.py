"""The sockets that the service listens on: TCP, and AF_VSOCK towards the host of a guest."""

from __future__ import annotations

import ipaddress
import resource
import socket

__all__ = ["ListenError", "allow_many_files", "listen_tcp", "listen_vsock"]

_BACKLOG = 1024
_FILES = 4096
_SENT = 256 * 2**10
"""Bytes that the kernel keeps for a client that does not take them (Linux: twice as many)."""


class ListenError(OSError):
    """The service cannot listen where it was told to; the text says where and why."""


def listen_tcp(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        ListenError: the address is taken, or not this machine's.
    """
    listening: socket.socket | None = None
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        # asyncio turns Nagle's delay off only where the socket names its protocol.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections have it from here. The kernel would keep up to a minute of sound for each.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT)
        listening.bind((str(address), port))
        listening.listen(_BACKLOG)
    except (OSError, ValueError) as error:
        if listening is not None:
            listening.close()
        raise ListenError(f"cannot listen on {host} port {port}: {error}") from error
    return listening


def listen_vsock(port: int) -> socket.socket:
    """A socket on which the guest's host reaches `port` of this guest.

    Raises:
        ListenError: the kernel has no vsock, or the port is taken.
    """
    listening: socket.socket | None = None
    try:
        listening = socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
        listening.bind((socket.VMADDR_CID_ANY, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        if listening is not None:
            listening.close()
        raise ListenError(f"cannot listen on vsock port {port}: {error}") from error
    return listening


def allow_many_files() -> None:
    """Raise the soft limit of open files: a thousand silent clients must not use it up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

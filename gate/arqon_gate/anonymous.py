"""Evidence that may leave the host: without its name, its addresses, its user and its paths."""

from __future__ import annotations

import getpass
import ipaddress
import platform
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from arqon_gate.machine import plain_release

__all__ = ["Anonymous"]

_URL_HOST: Final = re.compile(r"(?<=://)(\[[^\]\s]+\]|[^\s/:\"'<>]+)")
_ADDRESS: Final = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)"
)
_HARDWARE: Final = re.compile(r"(?i)\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b")
_ROOTS: Final = (
    "bin boot dev etc home lib lib32 lib64 media mnt nix opt proc root run sbin snap srv sys tmp "
    "usr var Users Volumes private"
)
_TAIL: Final = r"(?:/[^\s:;,'\"`)\]}>|]*)?(?![\w-])"


class Anonymous:
    """Replaces what tells a host from others. Loopback addresses stay: every host has them.

    Args:
        repository: its paths become relative; None where there is none.
        folders: paths of the user, which may have spaces in them.
    """

    def __init__(self, repository: Path | None, folders: Iterable[Path] = ()) -> None:
        self._repository = repository
        self._folders = sorted({str(f) for f in (*folders, Path.home())}, key=len, reverse=True)
        roots = {*_ROOTS.split(), *(path.name for path in Path("/").iterdir() if path.is_dir())}
        beginnings = "|".join(map(re.escape, sorted(roots)))
        self._path = re.compile(rf"(?<![\w.~/-])/(?:{beginnings}){_TAIL}")
        self._names = [*_word_of(_user(), "[user]"), *_host_names()]

    def clean(self, text: str) -> str:
        """The text, with `[path]`, `[address]`, `[user]` and `[host]` for what was there."""
        if self._repository is not None:
            text = re.sub(rf"{re.escape(str(self._repository))}(/|(?![\w-]))", "", text)
        for folder in self._folders:
            if folder != "/":
                text = re.sub(re.escape(folder) + _TAIL, "[path]", text)
        text = self._path.sub("[path]", text)
        text = _URL_HOST.sub(_address_or_name, text)
        text = _HARDWARE.sub("[address]", text)
        text = _ADDRESS.sub(_address, text)
        for pattern, word in self._names:
            text = pattern.sub(word, text)
        return text.replace(platform.release(), plain_release())


def _address(match: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(match.group().rstrip("."))
    except ValueError:
        return match.group()
    harmless = address.is_loopback or address.is_unspecified
    return match.group() if harmless else "[address]"


def _address_or_name(match: re.Match[str]) -> str:
    host = match.group().strip("[]")
    if host == "localhost" or match.group() == "[secret]":
        return match.group()
    try:
        return match.group() if ipaddress.ip_address(host).is_loopback else "[address]"
    except ValueError:
        return "[address]"


def _host_names() -> list[tuple[re.Pattern[str], str]]:
    name = socket.gethostname()
    return [
        pair
        for part in sorted({name, name.split(".")[0]}, key=len, reverse=True)
        if part != "localhost"
        for pair in _word_of(part, "[host]")
    ]


def _word_of(name: str, put: str) -> list[tuple[re.Pattern[str], str]]:
    """A host may be named `vm`; in `arqon-tts vm up` it is a command."""
    word = re.compile(rf"(?<![\w-])(?<!arqon-tts )(?<!--home \[path\] ){re.escape(name)}(?![\w-])")
    return [(word, put)] if name else []


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""

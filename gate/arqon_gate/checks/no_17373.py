"""Whether anything names, listens on or is connected to the port of the retired bus."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from arqon_gate.check import Around, Check, Outcome
from arqon_gate.repository import PARTS

__all__ = ["CHECK"]

PORT: Final = 17_373
_NAMED: Final = re.compile(rf"(?<![\w-]){PORT}(?!\w)")
_FILE_BYTES: Final = 4 * 1024 * 1024


def _look(around: Around) -> Outcome:
    sources, files = list(_sources()), list(_configured_in(around))
    found = [f"{path} names it" for path in (*sources, *files) if _names(path)]
    found += [f"the variable {name} names it" for name, value in os.environ.items() if _in(value)]
    sockets = list(_sockets())
    found += [words for port, words in sockets if port == PORT]
    seen = (
        f"sources of the product: {len(sources)} files",
        f"settings: {len(files)} files, and the environment",
        f"TCP sockets of the machine: {len(sockets)} addresses",
    )
    print("\n".join((*seen, *found)), flush=True)
    figures = {"sources": len(sources), "settings_files": len(files), "addresses": len(sockets)}
    if found:
        return Outcome("failed", tuple(found), seen, figures)
    if not sources:
        why = "The sources of the product were not found, so nothing was searched."
        return Outcome("not_proven", (why,), seen, figures)
    why = f"Nothing names {PORT}, nothing listens on it, and nothing is connected to it."
    return Outcome("proven", (why,), seen, figures)


def _sources() -> Iterator[Path]:
    """The code that runs, and what is installed with it."""
    for part in PARTS:
        spec = find_spec(part)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for pattern in ("*.py", "*.toml", "*.json", "*.tcss", "*.service"):
                yield from Path(folder).rglob(pattern)


def _configured_in(around: Around) -> Iterator[Path]:
    """The user's settings, and Maestro's where it has some."""
    from arqon_settings.maestro.mirror import MaestroMirror

    for path in (around.user.settings, MaestroMirror(around.user.settings).path):
        if path.exists():
            yield path


def _names(path: Path) -> bool:
    with path.open("rb") as file:
        return _in(file.read(_FILE_BYTES).decode(errors="replace"))


def _in(text: str) -> bool:
    return bool(_NAMED.search(text))


def _sockets() -> Iterator[tuple[int, str]]:
    """Each port that a TCP socket has or is connected to, and what it is."""
    import psutil

    for one in psutil.net_connections("tcp"):
        if one.laddr:
            yield one.laddr.port, f"{one.laddr.ip}:{one.laddr.port} is {one.status}"
        if one.raddr:
            yield one.raddr.port, f"a socket is {one.status} to {one.raddr.ip}:{one.raddr.port}"


CHECK = Check(
    name="no-17373",
    title=f"Nothing is configured for, listens on or is connected to port {PORT}",
    gate=6,
    limit_s=60,
    proof="Take the port out of what is named, and run: arqon-tts gate run no-17373",
    look=_look,
)

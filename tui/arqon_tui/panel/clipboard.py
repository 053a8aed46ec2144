"""Copying text to where the user can paste it, and saying where that was.

tmux keeps a buffer and, by default, lets no program reach the terminal's clipboard; a desktop has
tools; all else is OSC 52, which no terminal acknowledges.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

__all__ = ["UNKNOWN", "copied_with"]

UNKNOWN: Final = "Sent to the terminal (OSC 52); it does not tell whether it took it."

_PATIENCE_S: Final = 3.0
_TMUX_ALONE: Final = ("tmux", "load-buffer", "-")


class _Way(NamedTuple):
    """A program that takes the text on its standard input, and what holds it then."""

    argv: tuple[str, ...]
    place: str


def copied_with(text: str, environ: Mapping[str, str], osc52: Callable[[str], None]) -> str:
    """Copy `text`, and say for a person in one line where it is; may wait for programs.

    Args:
        text: what is copied.
        environ: tells tmux, the desktop, and whether this is another machine's terminal.
        osc52: writes the text to the terminal; used where nothing else is there or has worked.
    """
    tried = [(way, _taken(way, text, environ)) for way in _ways(environ)]
    places = [way.place for way, why_not in tried if not why_not]
    if places:
        return f"Copied to {' and '.join(places)}."
    osc52(text)
    failed = "; ".join(f"{way.argv[0]}: {why_not}" for way, why_not in tried)
    return f"{UNKNOWN} {failed}".strip()


def _ways(environ: Mapping[str, str]) -> Iterator[_Way]:
    if environ.get("TMUX") and shutil.which("tmux", path=environ.get("PATH")):
        yield _Way(("tmux", "load-buffer", "-w", "-"), "tmux's buffer")
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return  # the tools would copy on the machine that is far away
    for variable, argv in _desktop():
        there = environ.get(variable) if variable else True
        if there and shutil.which(argv[0], path=environ.get("PATH")):
            yield _Way(argv, f"the clipboard ({argv[0]})")
            return


def _desktop() -> Iterator[tuple[str, tuple[str, ...]]]:
    if sys.platform == "darwin":
        yield "", ("pbcopy",)
    yield "WAYLAND_DISPLAY", ("wl-copy",)
    yield "DISPLAY", ("xclip", "-selection", "clipboard")


def _taken(way: _Way, text: str, environ: Mapping[str, str]) -> str:
    """Give the text to the program; returns why it did not take it, or nothing."""
    why_not = _run(way.argv, text, environ)
    if why_not and way.argv[0] == "tmux":  # before 3.2 it knows no -w
        why_not = _run(_TMUX_ALONE, text, environ)
    return why_not


def _run(argv: tuple[str, ...], text: str, environ: Mapping[str, str]) -> str:
    try:
        ended = subprocess.run(
            argv,
            env=environ,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,  # xclip stays, and would keep a pipe open
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "no answer" if isinstance(error, subprocess.TimeoutExpired) else str(error)
    return f"ended with {ended.returncode}" if ended.returncode else ""

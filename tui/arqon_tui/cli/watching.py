"""`arqon-tts status --watch`: the status again whenever it has changed, until it is stopped."""

from __future__ import annotations

import copy
import signal
import sys
import time
from collections.abc import Callable
from threading import Event
from types import FrameType
from typing import Any, Final

import click

from arqon_tui.cli import exits
from arqon_tui.cli.output import show

__all__ = ["told_again", "watch"]

LOOK_S: Final = 1.0


def watch(look: Callable[[], tuple[dict[str, Any], str]], *, json_output: bool) -> None:
    """Look every second and show what is new: on a terminal in place, else one after the other.

    `look` gives the status as data and as text.
    """
    told: object = None
    stopped = _stopped_by_ctrl_c()
    on_screen = sys.stdout.isatty() and not json_output
    try:
        while not stopped.is_set():
            data, text = look()
            if (new := told_again(data)) != told:
                told = new
                if on_screen:
                    click.clear()
                show(data, f"{time.strftime('%H:%M:%S')}\n{text}\n", json_output=json_output)
                sys.stdout.flush()
            stopped.wait(LOOK_S)
    except KeyboardInterrupt:
        pass
    sys.exit(exits.STOPPED)


def _stopped_by_ctrl_c() -> Event:
    """Set by ctrl-c: a KeyboardInterrupt alone is lost where C calls back into Python."""
    stopped = Event()

    def heed(_number: int, _frame: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, heed)
    return stopped


def told_again(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what changes at every look."""
    kept = copy.deepcopy(data)
    kept["sidecar"].pop("rtt_ms", None)
    if kept.get("sounding"):
        kept["sounding"].pop("heard_ms", None)
    return kept

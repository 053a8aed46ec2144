"""`arqon-tts status --watch`: the status again whenever it has changed, until it is stopped."""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, TypeVar

import click

from arqon_tui.cli.leaving import Leaving
from arqon_tui.cli.output import show
from arqon_tui.panel.background import Background

__all__ = ["told_again", "watch"]

LOOK_S: Final = 1.0
_T = TypeVar("_T")


def watch(look: Callable[[], tuple[dict[str, Any], str]], *, json_output: bool) -> None:
    """Look every second and show what is new: on a terminal in place, else one after the other.

    `look` gives the status as data and as text.
    """
    leaving, background = Leaving(), Background("watch")
    told: object = None
    on_screen = sys.stdout.isatty() and not json_output
    while not leaving.asked:
        try:
            data, text = _ended(background.submit(look), leaving)
            if (new := told_again(data)) != told:
                told = new
                if on_screen:
                    click.clear()
                show(data, f"{time.strftime('%H:%M:%S')}\n{text}\n", json_output=json_output)
                sys.stdout.flush()
            _ended(background.submit(lambda: time.sleep(LOOK_S)), leaving)
        except TimeoutError:
            if not leaving.asked:
                raise
    sys.exit(leaving.code)


def _ended(work: Future[_T], leaving: Leaving) -> _T:
    """What it gave; after a signal, a look is for nobody, and none is waited for."""
    return leaving.wait(work, lambda _why: None, ending_s=0.0)


def told_again(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what changes at every look."""
    kept = copy.deepcopy(data)
    kept["sidecar"].pop("rtt_ms", None)
    if kept.get("sounding"):
        kept["sounding"].pop("heard_ms", None)
    return kept

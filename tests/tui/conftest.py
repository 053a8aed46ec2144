"""Holds still what moves by itself, so that a picture shows the panel and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # textual reads it when it is imported

import pytest
from textual.widgets import Input, TextArea


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One time zone, no colours from outside, no blinking cursor."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _self: None)
    yield
    monkeypatch.undo()
    time.tzset()

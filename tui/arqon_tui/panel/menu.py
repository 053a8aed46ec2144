"""What the command palette offers: only what applies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

if TYPE_CHECKING:
    from arqon_tui.panel.app import PanelApp

__all__ = ["commands"]


def commands(app: PanelApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The commands that can be used now; `screen` is the one below the palette."""
    provider = app.provider
    if provider != "fallback":
        text = "Every running program of this user speaks with the fallback voice, at once"
        yield SystemCommand("Roll back to fallback (F9)", text, app.action_rollback)
    if provider != "kokoro":
        text = "Asks first"
        yield SystemCommand("Switch to kokoro (F8)", text, app.action_restore)
    if app.box.text.strip():
        yield SystemCommand("Speak (F5)", "Speak the text", app.action_speak)
        text = "Save the text as a WAV file in the working folder"
        yield SystemCommand("Save WAV (F7)", text, app.action_save)
    if app.band.voice.in_hand:
        yield SystemCommand("Stop (F6)", "Fall silent, drop what waits", app.action_stop)
    yield SystemCommand("Check the sidecar", "Ask it now how it is", app.action_look_at_sidecar)
    log = app.telemetry.log_view
    if log.ring.paused:
        yield SystemCommand("Follow telemetry", "Go to the newest event", log.action_follow)
    else:
        yield SystemCommand("Pause telemetry", "Hold the log still", log.action_pause)
    yield SystemCommand("Filter telemetry", "As you type", app.telemetry.action_filter)
    if log.ring.shown:
        yield SystemCommand("Copy telemetry line", "The chosen or the newest", log.action_copy)
    yield SystemCommand("Theme", "Change the colours", app.action_change_theme)
    yield SystemCommand("Help (F1)", "Keys, and what the words mean", app.action_help)
    yield SystemCommand("Quit (Ctrl+Q)", "What is typed is saved first", app.action_quit)
    del screen

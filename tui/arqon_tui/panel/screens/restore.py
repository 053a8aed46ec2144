"""The question before Kokoro speaks again."""

from __future__ import annotations

from arqon_tui.panel.screens.confirm import ConfirmScreen

__all__ = ["RestoreScreen"]


_WHAT = (
    "Every running Arqon TTS program of this user will speak with Kokoro again, "
    "at once, until somebody presses F9."
)


class RestoreScreen(ConfirmScreen):
    """Asks whether to go back to Kokoro.

    Args:
        sidecar: how the sidecar stands.
        held: why it would change nothing yet; empty where it would.
    """

    def __init__(self, sidecar: str, held: str) -> None:
        lines = [
            _WHAT,
            f"Sidecar: {sidecar}",
            held,
        ]
        super().__init__(
            "Switch to kokoro?",
            [line for line in lines if line],
            stay="Stay on fallback",
            do="Switch to kokoro",
        )

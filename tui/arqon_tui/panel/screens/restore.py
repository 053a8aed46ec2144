"""The question before Kokoro speaks again."""

from __future__ import annotations

from arqon_tui.panel.screens.confirm import ConfirmScreen

__all__ = ["RestoreScreen"]


class RestoreScreen(ConfirmScreen):
    """Asks whether to go back to Kokoro.

    Args:
        sidecar: how the sidecar stands.
        held: why it would change nothing yet; empty where it would.
        back: the key that goes back to the fallback.
    """

    def __init__(self, sidecar: str, held: str, back: str) -> None:
        what = (
            "Every running Arqon TTS program of this user will speak with Kokoro again, "
            f"at once, until somebody presses {back}."
        )
        lines = [what, f"Sidecar: {sidecar}", held]
        super().__init__(
            "Switch to kokoro?",
            [line for line in lines if line],
            stay="Stay on fallback",
            do="Switch to kokoro",
        )

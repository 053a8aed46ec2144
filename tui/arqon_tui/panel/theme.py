"""The two themes: Kokoro is blue, the fallback is orange, and neither is told by colour alone."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["DARK", "LIGHT"]

DARK = Theme(
    name="arqon-dark",
    primary="#5aa9ff",
    secondary="#8fb8de",
    accent="#5aa9ff",
    warning="#ffa94d",
    error="#ff8a5c",
    success="#7cc4ff",
    foreground="#e6e9ef",
    background="#12161c",
    surface="#1b212a",
    panel="#232b36",
    dark=True,
    variables={"border-blurred": "#3a4656"},
)

LIGHT = Theme(
    name="arqon-light",
    primary="#0b5cad",
    secondary="#33566f",
    accent="#0b5cad",
    warning="#a34a00",
    error="#a12f00",
    success="#0b5cad",
    foreground="#1a1f26",
    background="#fafbfc",
    surface="#eceff3",
    panel="#e0e5eb",
    dark=False,
    variables={"border-blurred": "#b3bdc9"},
)

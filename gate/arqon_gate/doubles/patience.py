"""How long is waited for what does come."""

from __future__ import annotations

PATIENCE_S = 60.0
"""Far beyond what a busy machine needs: only a fault makes anybody wait this long."""

"""How long a test waits for what does come."""

from __future__ import annotations

PATIENCE_S = 60.0
"""Far beyond what a busy machine needs: only a fault lets a test wait this long."""

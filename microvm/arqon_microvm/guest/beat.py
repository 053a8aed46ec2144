"""A sign of life on the console, which needs neither vsock nor the sidecar."""

from __future__ import annotations

import sys
import threading
import time
from typing import Final

__all__ = ["BEAT", "BEAT_S", "beat"]

BEAT: Final = b"init: alive"
BEAT_S: Final = 5.0


def beat() -> None:
    """Write the line each BEAT_S seconds from now on, in its own thread."""

    def on_and_on() -> None:
        while True:
            sys.stderr.write(BEAT.decode() + "\n")
            sys.stderr.flush()
            time.sleep(BEAT_S)

    threading.Thread(target=on_and_on, daemon=True).start()

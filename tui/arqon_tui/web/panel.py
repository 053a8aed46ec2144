"""The panel as the server starts it, one for each page: `python -m arqon_tui.web.panel`."""

from __future__ import annotations

import sys

from arqon_tui.panel.launch import run_panel
from arqon_tui.web.driver import WebPanelDriver

if __name__ == "__main__":
    sys.exit(
        run_panel(
            read_only="--read-only" in sys.argv,
            demo="--demo" in sys.argv,
            driver_class=WebPanelDriver,
        )
    )

"""What makes each view, when somebody looks at it first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from arqon_tui.panel.actions import VIEWS

if TYPE_CHECKING:
    from datetime import datetime

    from arqon_tui.panel.background import Background
    from arqon_tui.panel.state_app import StateApp
    from arqon_tui.panel.views.view import View

__all__ = ["load_views", "makers"]


def makers(
    app: StateApp, now: Callable[[], datetime], work: Background
) -> Mapping[str, Callable[[], View]]:
    """By name. A view's module is loaded at its first use, or by `load_views` before that."""

    def operate() -> View:
        from arqon_tui.panel.views.operate import OperateView

        return OperateView(app.looks.ring, now, app.key_of)

    def tune() -> View:
        from arqon_tui.panel.views.tune import TuneView

        return TuneView(work, app.writes, app.key_of)

    def inspect() -> View:
        from arqon_tui.panel.views.inspect import InspectView

        return InspectView(app.looks.ring, now, app.writes, app.key_of)

    def gate() -> View:
        from arqon_tui.panel.views.gate import GateView

        return GateView(now, app.key_of)

    return {"operate": operate, "tune": tune, "inspect": inspect, "gate": gate}


def load_views() -> None:
    """Load what the views are made of, before somebody wants to see one. Blocks."""
    for name in VIEWS:
        import_module(f"arqon_tui.panel.views.{name}")

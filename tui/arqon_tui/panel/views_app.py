"""The app with its parts on the screen: the band above, the keys below, a view between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from arqon_tui.panel import garbage
from arqon_tui.panel.actions import VIEWS, Action, action_of, bindings_of
from arqon_tui.panel.background import Background
from arqon_tui.panel.menu import commands
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.state_app import StateApp
from arqon_tui.panel.views.host import ViewHost
from arqon_tui.panel.views.makers import load_views, makers
from arqon_tui.panel.widgets.key_bar import KeyBar
from arqon_tui.panel.widgets.state_band import StateBand

if TYPE_CHECKING:
    from textual.driver import Driver

    from arqon_tui.panel.kept_theme import KeptTheme
    from arqon_tui.panel.schema import FieldSpec
    from arqon_tui.panel.services import OpenServices, Services
    from arqon_tui.panel.views.evidence import EvidenceView
    from arqon_tui.panel.views.gate import GateView
    from arqon_tui.panel.views.inspect import InspectView
    from arqon_tui.panel.views.tune import TuneView

__all__ = ["ViewsApp"]

_KEYS = (
    *("help", "jump", "operate", "tune", "inspect", "gate"),
    *("reset", "stop", "restore", "rollback", "undo", "quit"),
)
_SOMETIMES = tuple(action_of(name) for name in _KEYS if name != "rollback")
"""Keys that the bar leaves out while they do nothing; F9 is always there to be found."""


class ViewsApp(StateApp):
    """Goes from view to view, and knows which actions can be done where it stands.

    Args: see `StateApp`.
    """

    TITLE = "Arqon TTS"
    CSS_PATH = "panel.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- declared so by Textual
        (0, "-small"),
        (60, "-normal"),
        (150, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of()]

    def __init__(
        self,
        open_services: OpenServices,
        now: Callable[[], datetime],
        *,
        driver_class: type[Driver] | None,
        kept_theme: KeptTheme | None,
        demo: bool,
    ) -> None:
        super().__init__(
            open_services, now, driver_class=driver_class, kept_theme=kept_theme, demo=demo
        )
        self.band = StateBand(now)
        self.band.set_reactive(StateBand.state, self.state)
        self.views = ViewHost(makers(self, now, self._work), "operate")
        self._keys = KeyBar(*_KEYS, id="keys")
        self._keys.set_reactive(KeyBar.chosen, self.state.view)

    def compose(self) -> ComposeResult:
        """The band above, the keys below, a view between them."""
        yield self.band
        yield self.views
        yield self._keys

    async def on_mount(self) -> None:
        """Be on the screen first, and open the world then."""
        self.call_after_refresh(self._open)

    @property
    def tune(self) -> TuneView:
        """The view of the settings and the Say box."""
        from arqon_tui.panel.views.tune import TuneView

        view = self.views.get("tune")
        assert isinstance(view, TuneView)
        return view

    @property
    def inspect(self) -> InspectView:
        """The view of the telemetry."""
        from arqon_tui.panel.views.inspect import InspectView

        view = self.views.get("inspect")
        assert isinstance(view, InspectView)
        return view

    def draw(self, state: PanelState) -> None:
        """In the band, and in the view that is on the screen."""
        self.band.state = state
        self._keys.withheld = frozenset(act.name for act in _SOMETIMES if not act.applies(state))
        self.views.show(state)

    def opened(self, services: Services) -> None:
        """Let the views use it."""
        self.views.open(services)
        self.call_after_refresh(self._prepare)

    @work(group="prepare")
    async def _prepare(self) -> None:
        """Make ready what was not needed for the first paint, before somebody wants it."""
        await Background("load rest").run(self.load_rest)
        for view in VIEWS:
            await self.views.prepare(view)

    def load_rest(self) -> None:
        """Load what comes after the first paint. Blocks."""
        load_views()
        garbage.take_up()

    async def go(self, view: str) -> None:
        """Show a view."""
        await self.views.go(view)
        self.put(view=view)
        self._keys.chosen = view

    async def action_operate(self) -> None:
        """Go to Operate."""
        await self.go("operate")

    async def action_tune(self) -> None:
        """Go to Tune; there, to the audition, and back to the Say box."""
        if self.state.view == "tune":
            self.tune.next_part()
        else:
            await self.go("tune")

    async def action_inspect(self) -> None:
        """Go to Inspect."""
        await self.go("inspect")

    async def action_gate(self) -> None:
        """Go to Gate."""
        await self.go("gate")

    def end_check(self) -> None:
        """End the check that runs, and begin no other."""
        if (view := self.views.made("gate")) is not None:
            from arqon_tui.panel.views.gate import GateView

            assert isinstance(view, GateView)
            view.action_end_check()

    def on_gate_view_told(self, event: GateView.Told) -> None:
        """Show how a check ended."""
        self.say(f"{self._now():%H:%M:%S} {event.text}", failed=event.failed)

    def on_gate_view_runs(self, event: GateView.Runs) -> None:
        """Another check runs, or none."""
        self.put(check=event.name)

    def on_gate_view_copied(self, event: GateView.Copied) -> None:
        """Give a criterion to the terminal."""
        self.copy_to_clipboard(event.text)

    def on_evidence_view_copied(self, event: EvidenceView.Copied) -> None:
        """Give events to the terminal."""
        self.copy_to_clipboard(event.text)

    def action_help(self) -> None:
        """Open the help."""
        from arqon_tui.panel.helping import help_sections
        from arqon_tui.panel.screens.help import HelpScreen

        self.push_screen(HelpScreen(help_sections(self)))

    async def action_jump(self) -> None:
        """Mark what can have the focus with letters, or take the marks away."""
        from arqon_tui.panel.screens.jump import JumpScreen

        if isinstance(self.screen, JumpScreen):
            self.screen.leave()
        elif self.screen.focus_chain:
            settings = self._settings_elsewhere
            await self.push_screen(JumpScreen(self.screen, settings, self.go_to_setting))

    @property
    def _settings_elsewhere(self) -> list[FieldSpec]:
        """The settings that can be changed, where another view is on the screen than theirs."""
        from arqon_tui.panel.schema import FIELDS

        snapshot = self.state.snapshot
        if snapshot is None or self.state.view == "tune" or isinstance(self.screen, ModalScreen):
            return []
        return [spec for spec in FIELDS if snapshot.origins[spec.key] != "environment"]

    async def go_to_setting(self, spec: FieldSpec) -> None:
        """Show a setting, with the focus."""
        await self.go("tune")
        self.tune.form.go_to(spec)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing opens over what is open already, but for the command palette."""
        if action in (*VIEWS, "help", "restore") and isinstance(self.screen, ModalScreen):
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: what applies now."""
        del screen  # the one below the palette
        return commands(self)

    def applies(self, action: Action) -> bool:
        """Whether it can be done now, where the panel stands."""
        if action.views and self.state.view not in action.views:
            return False
        view = self.views.view
        return action.applies(self.state) and (view is None or view.applies(action.name))

    async def action_do(self, name: str) -> None:
        """Do the action of that name: a key that was clicked."""
        await self.do(action_of(name))

    async def do(self, action: Action) -> None:
        """Do it, wherever the focus is."""
        doer = self.views.view if action.views else self
        assert doer is not None
        await self.run_action(action.name, default_namespace=doer)

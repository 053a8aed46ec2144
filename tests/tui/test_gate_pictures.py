"""Gate as people see it. `make snapshots` takes the pictures anew."""

from __future__ import annotations

import pytest

from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.gate.live import LiveCheck
from arqon_tui.panel.gate.port import CheckEnd
from tests.tui.driving import Panel, until
from tests.tui.fakes import FakeServices, panel
from tests.tui.gates import FakeGate, gate_shown
from tests.tui.test_pictures import SnapCompare, at_rest

OUTPUT = """\
replay.guard: a message id that was spoken is not spoken again
[09:00:01] sent   tts.say  message m-1  session s-1
[09:00:01] spoken m-1 by fallback in 612 ms
[09:00:02] sent   tts.say  message m-1  session s-1, once more
[09:00:02] refused as a replay
"""
SIZES = pytest.mark.parametrize(
    "size", [(40, 12), (80, 24), (160, 50)], ids=["40x12", "80x24", "160x50"]
)


async def looked_at(pilot: Panel, *keys: str) -> FakeGate:
    await at_rest(pilot)
    app = pilot.app
    assert isinstance(app, PanelApp)
    await pilot.press("f12")
    view = app.views.get("gate")
    assert view.services is not None
    gate = view.services.gate
    assert isinstance(gate, FakeGate)
    await until(pilot, lambda: str(app.query_one("#gate-chosen").render()))
    await pilot.press(*keys)
    return gate


async def runs(pilot: Panel) -> tuple[FakeGate, LiveCheck]:
    """The guest's system is checked, and two seconds have passed."""
    gate = await looked_at(pilot, "down", "down", "down", "r")
    await until(pilot, lambda: gate.runs)
    live = gate.runs[0][0]
    live._clock = lambda: live._begun + 2.0
    live.take(OUTPUT)
    await until(pilot, lambda: "refused as" in str(pilot.app.query_one("#gate-run").render()))
    return gate, live


@SIZES
def test_picture_of_the_gate(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def look(pilot: Panel) -> None:
        await looked_at(pilot, "down", "down")

    assert snap_compare(panel(FakeServices()), terminal_size=size, run_before=look)


@SIZES
def test_picture_of_a_check_that_runs(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def run(pilot: Panel) -> None:
        await runs(pilot)

    assert snap_compare(panel(FakeServices()), terminal_size=size, run_before=run)


def test_picture_of_a_check_that_has_failed(snap_compare: SnapCompare) -> None:
    async def fail(pilot: Panel) -> None:
        gate, _ = await runs(pilot)
        end = CheckEnd("failed", ("The guest says Debian 12 (bookworm).",), 2.0)
        gate.runs[0][1].set_result(end)
        await until(pilot, lambda: len(gate.runs) == 2)
        gate.runs[1][1].set_result(end)
        app = pilot.app
        assert isinstance(app, PanelApp)
        await until(pilot, lambda: not app.state.check)

    assert snap_compare(panel(FakeServices()), terminal_size=(80, 24), run_before=fail)


def test_picture_of_its_artifacts(snap_compare: SnapCompare) -> None:
    async def read(pilot: Panel) -> None:
        await looked_at(pilot, *["down"] * 9, "enter")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 2)

    assert snap_compare(panel(FakeServices()), terminal_size=(80, 24), run_before=read)


@pytest.mark.parametrize("variable", ["TEXTUAL_THEME", "NO_COLOR"])
def test_picture_of_damaged_evidence(
    snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    async def look(pilot: Panel) -> None:
        await looked_at(pilot, "down")

    monkeypatch.setenv(variable, "arqon-light")
    services = FakeServices()
    what = "does not verify (altered: 0002-replay.json: it is not what its digest was made of)."
    move = "To begin anew, move it away: mv /srv/gate /srv/gate-old"
    services.gate = FakeGate(gate_shown({}, notices=(f"/srv/gate {what} {move}",)))
    assert snap_compare(panel(services), terminal_size=(80, 24), run_before=look)

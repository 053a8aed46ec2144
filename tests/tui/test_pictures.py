"""The panel as people see it, in the states that matter. `make snapshots` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from arqon_settings.snapshot import Fault
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.screens.help import HelpScreen
from arqon_tui.panel.screens.restore import RestoreScreen
from arqon_tui.panel.screens.review import ReviewScreen
from arqon_tui.panel.status import Question
from tests.tui.driving import Panel, field, until
from tests.tui.fakes import (
    EARLIER,
    LATER,
    PATH,
    READY,
    ROOT,
    STARTING,
    UNREACHABLE,
    FakeServices,
    panel,
    row,
    snapshot_of,
    spoken,
)

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


class SnapCompare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self,
        app: App[int],
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[int]], Awaitable[None]],
    ) -> bool:
        """Whether the app looks as it did."""
        ...


UTTERANCE = [
    row(0, "stt.tts.provider_selected", '{"provider":"kokoro"}'),
    row(1, "stt.tts.kokoro.started", '{"voice":"af_heart","url":"http://127.0.0.1:7781"}'),
    row(2, "stt.tts.kokoro.stream_started", '{"url":"http://127.0.0.1:7781/synthesize_stream"}'),
    *(row(n) for n in range(3, 9)),
    row(9, "stt.tts.kokoro.stream_completed", '{"chunks":6,"bytes":28800}'),
    row(10, "stt.tts.kokoro.success", '{"latency_ms":2310}'),
    row(11, "stt.tts.latency_ms", '{"provider":"kokoro","latency_ms":2310,"first_audio_ms":143}'),
]
FAULT = Fault(
    what="arqon_tts_kokoro_timeout_ms must be at least 100, not 50",
    remedy="Correct the line; until then 5000 holds",
    file=PATH,
    line=7,
    key="arqon_tts_kokoro_timeout_ms",
)


def opened(pilot: Panel) -> PanelApp:
    assert isinstance(pilot.app, PanelApp)
    return pilot.app


async def at_rest(pilot: Panel) -> None:
    """The world is open, and what it brought has been drawn."""
    app = opened(pilot)
    await until(pilot, lambda: app.state.snapshot is not None and app.state.sidecar.health)


async def in_tune(pilot: Panel) -> None:
    """Tune is on the screen."""
    await at_rest(pilot)
    await pilot.press("f3")


async def after_speaking(pilot: Panel) -> None:
    """An utterance has been spoken."""
    await in_tune(pilot)
    app = opened(pilot)
    await pilot.press(*"Good day.", "f5")
    services = app.tune.form.services
    assert isinstance(services, FakeServices)
    await until(pilot, lambda: services.tickets)
    services.tickets[0].set_result(spoken())
    await until(pilot, lambda: app.tune.box.status.startswith("spoken"))
    services.rows = [*UTTERANCE]
    await until(pilot, lambda: len(app.looks.ring.latest) == len(UTTERANCE))


@SIZES
def test_picture_of_operate(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def operate(pilot: Panel) -> None:
        await after_speaking(pilot)
        await pilot.press("f2")

    services = FakeServices(health=replace(READY, engine="onnxruntime", version="1.4.2"))
    services.made = [LATER, EARLIER]
    assert snap_compare(panel(services), terminal_size=size, run_before=operate)


@SIZES
def test_picture_kokoro_ready(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(panel(FakeServices()), terminal_size=size, run_before=after_speaking)


def test_picture_of_a_wide_window(snap_compare: SnapCompare) -> None:
    app = panel(FakeServices())
    assert snap_compare(app, terminal_size=(160, 50), run_before=after_speaking)


def test_picture_of_an_attested_guest(snap_compare: SnapCompare) -> None:
    app = panel(FakeServices(health=replace(READY, runtime="firecracker", attested=True)))
    assert snap_compare(app, terminal_size=(80, 24), run_before=at_rest)


@SIZES
def test_picture_rolled_back(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def roll_back(pilot: Panel) -> None:
        await after_speaking(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: opened(pilot).provider == "fallback")

    assert snap_compare(panel(FakeServices()), terminal_size=size, run_before=roll_back)


@SIZES
def test_picture_of_faults(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def mistype(pilot: Panel) -> None:
        await in_tune(pilot)
        timeout = field(opened(pilot), "kokoro_timeout_ms")
        timeout.editor.focus()
        await pilot.press("0", "0", "0", "tab")
        await until(pilot, lambda: timeout.has_class("-problem"))

    services = FakeServices(snapshot_of(change=ROOT, faults=(FAULT,)), UNREACHABLE)
    assert snap_compare(panel(services), terminal_size=size, run_before=mistype)


@SIZES
def test_picture_of_the_question(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def ask(pilot: Panel) -> None:
        await at_rest(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(opened(pilot).screen, RestoreScreen))

    services = FakeServices(snapshot_of(change=ROOT), STARTING)
    assert snap_compare(panel(services), terminal_size=size, run_before=ask)


@SIZES
def test_picture_of_a_review(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def ask(pilot: Panel) -> None:
        await at_rest(pilot)
        await until(pilot, lambda: isinstance(opened(pilot).screen, ReviewScreen))

    services = FakeServices()
    context = '{\n  "path": "/srv/data",\n  "force": true\n}'
    services.asked = [Question("k-1", "action-123", "Delete 1,204 files", context, 41.2)]
    assert snap_compare(panel(services), terminal_size=size, run_before=ask)


@SIZES
def test_picture_of_the_help(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    async def open_help(pilot: Panel) -> None:
        await at_rest(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(opened(pilot).screen, HelpScreen))

    assert snap_compare(panel(FakeServices()), terminal_size=size, run_before=open_help)


def test_picture_held_by_the_environment(snap_compare: SnapCompare) -> None:
    held = snapshot_of(
        change=ROOT,
        origins={"arqon_tts_provider": "environment", "arqon_tts_kokoro_voice": "environment"},
        arqon_tts_provider="kokoro",
        arqon_tts_kokoro_voice="bf_emma",
    )
    app = panel(FakeServices(held))
    assert snap_compare(app, terminal_size=(80, 24), run_before=in_tune)


def test_picture_of_a_paused_log(snap_compare: SnapCompare) -> None:
    async def pause(pilot: Panel) -> None:
        await after_speaking(pilot)
        app = opened(pilot)
        await pilot.press("f4", "up", "up")
        services = app.tune.form.services
        assert isinstance(services, FakeServices)
        services.rows = [row(n) for n in range(100, 412)]
        await until(pilot, lambda: app.inspect.browser.window.waiting == 312)

    assert snap_compare(panel(FakeServices()), terminal_size=(80, 24), run_before=pause)


def test_picture_of_the_light_theme(
    snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "arqon-light")
    services = FakeServices(snapshot_of(change=ROOT, faults=(FAULT,)), UNREACHABLE)
    assert snap_compare(panel(services), terminal_size=(120, 40), run_before=at_rest)


def test_picture_without_colour(snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    services = FakeServices(snapshot_of(change=ROOT, faults=(FAULT,)), UNREACHABLE)
    assert snap_compare(panel(services), terminal_size=(80, 24), run_before=at_rest)


def test_picture_of_a_tiny_window(snap_compare: SnapCompare) -> None:
    services = FakeServices(snapshot_of(faults=(FAULT,)))
    assert snap_compare(panel(services), terminal_size=(40, 10), run_before=at_rest)

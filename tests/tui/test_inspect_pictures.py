"""Inspect as people see it. `make snapshots` takes the pictures anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arqon_tui.panel.app import PanelApp
from arqon_voice.telemetry.rows import Row
from tests.tui.driving import Panel, until
from tests.tui.fakes import FakeServices, panel, row
from tests.tui.histories import SPOKEN
from tests.tui.test_pictures import SIZES, SnapCompare

NO_AUDIO = (
    '{"reason":"timeout","detail":"no audio came within 5,000 ms; the sidecar at'
    ' http://127.0.0.1:7781 took the request and sent nothing"}'
)


def utterance(number: int, *, fails: bool) -> Iterator[Row]:
    events = [
        ("provider_selected", '{"provider":"kokoro"}'),
        ("kokoro.started", '{"voice":"af_heart","url":"http://127.0.0.1:7781"}'),
    ]
    if fails:
        events += [
            ("kokoro.failure", NO_AUDIO),
            ("fallback.used", '{"kokoro_error":"timeout","fallback_provider":"espeak"}'),
            ("latency_ms", '{"provider":"espeak","latency_ms":5900,"first_audio_ms":5120}'),
        ]
    else:
        events += [("kokoro.stream_chunk", f'{{"bytes":4800,"seq":{seq}}}') for seq in range(4)]
        took = '{"provider":"kokoro","latency_ms":2310,"first_audio_ms":143}'
        events += [("kokoro.success", '{"latency_ms":2310}'), ("latency_ms", took)]
    message = f"{number:02x}8fb8c0-51d2"
    for place, (name, data) in enumerate(events, 10 * number + 1):
        yield row(place, f"stt.tts.{name}", data, message_id=message)


async def looked_at(pilot: Panel, *keys: str) -> None:
    """Nine utterances were spoken, two of them by the fallback; then keys are pressed."""
    app = pilot.app
    assert isinstance(app, PanelApp)
    await pilot.press("f4")
    await until(pilot, lambda: app.state.snapshot is not None)
    services = app.inspect.services
    assert isinstance(services, FakeServices)
    rows = [event for number in range(9) for event in utterance(number, fails=number in (3, 7))]
    services.rows = rows
    await until(pilot, lambda: app.inspect.log_view.entries[-1:] == rows[-1:])
    for key in keys:
        await pilot.press(key)
        await until(pilot, lambda: not app.inspect.browser.window.searching)


def in_use() -> PanelApp:
    services = FakeServices()
    services.event_history.spoken = SPOKEN
    return panel(services)


@SIZES
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([], id="following"),
        pytest.param(["slash", *"severity:fail", "enter", "up"], id="a-failure"),
        pytest.param(["g", "up", "up", "enter"], id="an-utterance"),
        pytest.param(["w", "up", "up", "up", "up", "up", "up", "up"], id="wrapped"),
        pytest.param(["slash", *"nowhere"], id="nothing-found"),
    ],
)
def test_picture_of_inspect(
    snap_compare: SnapCompare, size: tuple[int, int], keys: list[str]
) -> None:
    async def look(pilot: Panel) -> None:
        await looked_at(pilot, *keys)

    assert snap_compare(in_use(), terminal_size=size, run_before=look)


def test_picture_of_a_whole_event(snap_compare: SnapCompare) -> None:
    async def look(pilot: Panel) -> None:
        await looked_at(pilot, "slash", *"timeout", "enter", "home", "enter")

    assert snap_compare(in_use(), terminal_size=(80, 24), run_before=look)


@pytest.mark.parametrize(
    ("variable", "value"), [("TEXTUAL_THEME", "arqon-light"), ("NO_COLOR", "1")]
)
def test_picture_of_failures_in_other_colours(
    snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    async def look(pilot: Panel) -> None:
        await looked_at(pilot, "up", "up")

    monkeypatch.setenv(variable, value)
    assert snap_compare(in_use(), terminal_size=(80, 24), run_before=look)

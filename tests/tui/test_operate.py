"""Operate says whether Kokoro may be given traffic, and why not."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event as Gate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_service.checkup import Finding
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.checklist import Checklist
from arqon_tui.panel.figures import FirstAudio, percentile, times
from arqon_tui.panel.operating import fitness, rollback_rows
from arqon_tui.panel.shown_sidecar import Sidecar
from arqon_tui.panel.state import PanelState
from arqon_tui.panel.status import Voice
from arqon_tui.panel.widgets.section import Section
from arqon_voice.playback.port import FILE_SINK
from arqon_voice.sidecar.health import Health
from arqon_voice.speech.standing import Standing
from tests.patience import PATIENCE_S
from tests.tui.driving import opened, until
from tests.tui.fakes import NOW, READY, STARTING, UNREACHABLE, FakeServices, row

PROVEN = replace(READY, runtime="firecracker", attested=True)
DEGRADED = Standing("degraded", "kokoro, degraded: 3 of the last 5 fell back (timeout)")


def section(app: PanelApp, name: str) -> str:
    return app.query_one(f"#{name}", Section).render().plain


@pytest.mark.parametrize(
    ("health", "standing", "words"),
    [
        (None, None, "not known yet"),
        (PROVEN, None, "for production traffic"),
        (PROVEN, DEGRADED, "not now: 3 of the last 5 fell back (timeout)"),
        (READY, None, "for development only: host-dev, not production"),
        (replace(PROVEN, model_kind="variant", model="mine"), None, "not the published model"),
        (UNREACHABLE, None, "for nothing: it is not ready"),
        (STARTING, None, "for nothing: it is not ready"),
    ],
)
def test_what_the_sidecar_is_fit_for(
    health: Health | None, standing: Standing | None, words: str
) -> None:
    state = PanelState(sidecar=Sidecar(health), voice=Voice(standing=standing))
    assert words in fitness(state)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.sampled_from([0.5, 0.95]))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[int], q: float) -> None:
    found = percentile(values, q)
    assert found in values
    assert sum(value <= found for value in values) >= q * len(values)
    assert sum(value < found for value in values) < q * len(values)
    assert percentile(values, 0.5) == statistics.median_low(values)


def test_figures_say_of_how_many_they_are() -> None:
    assert times((), "probes") == "no probes yet"
    assert times((1.2, 3.4), "probes") == "p50 1 ms · p95 3 ms · probes: 2"


@given(
    provider=st.sampled_from(["kokoro", "fallback", None, 3]),
    sink=st.sampled_from([None, FILE_SINK, "Speakers"]),
    replay_of=st.sampled_from([None, "m1"]),
    first_audio=st.sampled_from([143, 14.5, None, "143", 10**400]),
)
def test_first_audio_is_that_of_what_kokoro_made_and_somebody_heard(
    provider: object, sink: str | None, replay_of: str | None, first_audio: object
) -> None:
    told = {"provider": provider, "sink": sink, "replay_of": replay_of}
    data = json.dumps(told | {"first_audio_ms": first_audio})
    figures = FirstAudio()
    figures.note([row(1, "stt.tts.latency_ms", data), row(2, "stt.tts.other", data)])
    counts = provider == "kokoro" and sink != FILE_SINK and replay_of is None
    assert figures.latest == ((first_audio,) if counts and first_audio in (143, 14.5) else ())


@pytest.mark.parametrize("data", ["odd", "[]", '{"provider":[]}', "null", "[" * 99_999, "9" * 999])
def test_first_audio_passes_over_what_another_program_wrote(data: str) -> None:
    figures = FirstAudio()
    figures.note([row(1, "stt.tts.latency_ms", data)])
    assert figures.latest == ()


def test_where_nothing_can_be_changed_no_rollback_is_promised() -> None:
    [(key, words)] = rollback_rows(PanelState(read_only="only looked at"), str)
    assert key == "rollback"
    assert words.startswith("nothing here")


async def test_operate_follows_figures_checklist_and_failures() -> None:
    services = FakeServices()
    async with opened(services, view="operate") as (app, pilot):
        await until(pilot, lambda: services.checks == 1)
        assert "BROKEN sound device  no device; plug one in" in section(app, "checklist")
        assert "ok                   settings file, sidecar" in section(app, "checklist")
        services.found = [Finding("sound device", "ok", "[/x]")]
        await until(pilot, lambda: section(app, "checklist") == "ok  sound device")
        services.rows = [
            row(1, "stt.tts.latency_ms", '{"provider":"kokoro","first_audio_ms":1430}'),
            row(2, "stt.tts.kokoro.failure", '{"reason":"timeout [/x]"}'),
        ]
        await until(pilot, lambda: "p50 1,430 ms" in section(app, "health"))
        assert "timeout [/x]" in section(app, "failures")
        services.health = replace(READY, checked_ms=int(NOW.timestamp() * 1000) + 1, rtt_ms=40.0)
        await until(pilot, lambda: "p95 40 ms · probes: 2" in section(app, "health"))
        await pilot.press("ctrl+r")
        assert (services.checks, services.calls) == (2, ["look"])
        services.health = UNREACHABLE
        await until(pilot, lambda: services.checks == 3)


def test_a_checklist_grows_while_it_looks_and_a_fault_is_a_row() -> None:
    gate, first = Gate(), Finding("a", "ok", "fine")
    reached = Gate()

    def checkup() -> Iterator[Finding]:
        yield first
        reached.set()
        gate.wait(PATIENCE_S)
        raise OSError("gone")

    checklist = Checklist(checkup)
    checklist.look()
    assert reached.wait(PATIENCE_S)
    assert (checklist.findings, checklist.looking) == ((first,), True)
    gate.set()
    ended(lambda: not checklist.looking)
    assert checklist.findings[-1].words.startswith("OSError: gone")


def ended(come: Callable[[], bool]) -> None:
    tick = Gate()
    for _ in range(int(PATIENCE_S * 100)):
        if come():
            return
        tick.wait(0.01)
    pytest.fail("it did not come")

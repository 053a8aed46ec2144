"""The band says who really speaks, and nothing in it contradicts anything else."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from arqon_service.voice import Status
from arqon_settings.model import ProviderName
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.shown_sidecar import ShownSidecar
from arqon_tui.panel.shown_voice import ShownVoice
from arqon_tui.panel.status import Voice
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState, QueueView, Sounding, Waiting
from tests.tui.driving import opened, until
from tests.tui.fakes import (
    ALICE,
    CHECKED_MS,
    IDLE,
    NOW,
    READY,
    ROOT,
    UNREACHABLE,
    FakeServices,
    snapshot_of,
)

KOKORO = Standing("kokoro", "kokoro")
DEGRADED = Standing("degraded", "kokoro, degraded: 3 of the last 5 fell back (timeout)")


def lines(app: PanelApp) -> list[str]:
    return [line.strip() for line in app.band.render().plain.splitlines()]


async def test_degraded_is_said_with_its_reason_and_is_not_calm() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        services.busy = replace(IDLE, standing=DEGRADED)
        await until(pilot, lambda: lines(app)[0].startswith("KOKORO, DEGRADED"))
        assert "3 of the last 5 fell back (timeout)" in lines(app)[0]
        assert "since 13:02 by alice (panel)" in lines(app)[0]
        assert any("$warning" in str(span.style) for span in app.band.render().spans)


async def test_kokoro_without_a_sidecar_that_is_ready_is_not_calm() -> None:
    services = FakeServices(health=UNREACHABLE)
    async with opened(services) as (app, pilot):
        await until(pilot, lambda: lines(app)[0].startswith("KOKORO, NOT READY"))
        assert any("$warning" in str(span.style) for span in app.band.render().spans)
        waits = replace(IDLE, in_hand=1, phase="waiting", speaks="kokoro")
        services.busy = waits
        await until(pilot, lambda: "waiting for Kokoro" in app.band.render().plain)
        assert lines(app)[0].startswith("KOKORO, NOT READY")
        services.busy = replace(waits, phase="speaking")
        await until(pilot, lambda: lines(app)[0].startswith("KOKORO  ·"))
        services.busy = replace(IDLE, standing=DEGRADED)
        await until(pilot, lambda: lines(app)[0].startswith("KOKORO, DEGRADED"))
        await pilot.press("f9")
        await until(pilot, lambda: lines(app)[0].startswith("FALLBACK"))


async def test_what_is_waited_for_is_said_with_its_limit() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_timeout_ms=7500))
    async with opened(services) as (app, pilot):
        waits = replace(IDLE, in_hand=3, phase="waiting", speaks="kokoro", waited_s=3)
        services.busy = waits
        line = "Voice   this panel · waiting for Kokoro, 3 of 7.5 s, 2 waiting"
        await until(pilot, lambda: line in lines(app))
        services.busy = replace(waits, speaks="fallback", in_hand=1)
        await until(pilot, lambda: lines(app)[2].endswith("waiting for the fallback, 3 s"))
        speaks = replace(waits, phase="speaking", in_hand=1, waited_s=0)
        services.busy = speaks
        await until(pilot, lambda: lines(app)[2].endswith("speaking (kokoro)"))
        services.busy = replace(speaks, waited_s=2)
        stuck = "kokoro is stuck: nothing heard for 2 s"
        await until(pilot, lambda: lines(app)[2].endswith(stuck))


async def test_a_hung_sidecar_is_told_with_how_long_it_is_silent() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        hung = replace(UNREACHABLE, reason="no answer within 2000 ms")
        before = round((NOW - timedelta(seconds=12)).timestamp() * 1000)
        services.health = replace(READY, checked_ms=before)
        await until(pilot, lambda: app.state.sidecar.health is services.health)
        services.health = hung
        await until(pilot, lambda: "Sidecar no answer for 12 s" in lines(app))


def test_the_sidecar_is_silent_since_it_answered_last() -> None:
    sidecar = ShownSidecar()
    answered = replace(READY, checked_ms=CHECKED_MS)
    assert sidecar.at(answered, CHECKED_MS + 9000).silent_s == 0
    silent = replace(UNREACHABLE, checked_ms=CHECKED_MS + 5000)
    assert sidecar.at(silent, CHECKED_MS + 9000).silent_s == 9
    assert sidecar.at(silent, CHECKED_MS + 130_000).silent_s == 130
    again = replace(READY, checked_ms=CHECKED_MS + 140_000, rtt_ms=5.0)
    shown = sidecar.at(again, CHECKED_MS + 140_100)
    assert (shown.silent_s, shown.rtts_ms) == (0, (3.2, 5.0))


def test_the_holder_is_named_and_the_wait_is_measured() -> None:
    clock = [100.0]
    shown = ShownVoice(clock=lambda: clock[0])
    queue = QueueView(Sounding("m1", "kokoro", 0), (Waiting("m2", False),))
    status = Status("serve", 412, PlaneState("waiting", DEGRADED), queue)
    assert shown.of(status).waited_s == 0
    clock[0] += 3.9
    voice = shown.of(status)
    assert voice == Voice(
        in_hand=2,
        service="process 412",
        holder="arqon-tts serve (process 412)",
        standing=DEGRADED,
        phase="waiting",
        speaks="kokoro",
        waited_s=3,
    )
    another = replace(status, queue=QueueView(Sounding("m2", None, 0), ()), pid=os.getpid())
    assert (shown.of(another).waited_s, shown.of(another).holder) == (0, "this panel")
    for heard_ms, waited_s in ((80, 0), (1900, 0), (1900, 1), (1900, 3), (1950, 0)):
        clock[0] += 1.5
        queue = QueueView(Sounding("m2", "kokoro", heard_ms), ())
        speaks = replace(status, state=PlaneState("speaking", KOKORO), queue=queue)
        assert (heard_ms, shown.of(speaks).waited_s) == (heard_ms, waited_s)
    silent = replace(status, state=PlaneState("idle", KOKORO), program="say")
    assert shown.of(silent).holder == "arqon-tts say (process 412)"


@pytest.mark.parametrize("refused", [False, True])
async def test_a_verdict_ends_when_somebody_changes_what_it_speaks_of(refused: bool) -> None:
    services = FakeServices()
    services.refusal = "settings.toml was not changed: disk full" if refused else ""
    async with opened(services) as (app, pilot):
        await pilot.press("f9")
        await until(pilot, lambda: "fallback, was" in lines(app)[1] or "FAILED" in lines(app)[1])
        to: ProviderName = "fallback" if refused else "kokoro"
        later = replace(ALICE, to=to, at=NOW + timedelta(minutes=1), by="bob (cli)")
        reading = services.now.reading + 1
        services.heard(replace(snapshot_of(change=later), reading=reading))
        await until(pilot, lambda: "by bob (cli)" in lines(app)[0])
        assert app.state.verdict.text == ""


async def test_a_verdict_outlives_what_was_read_before_it() -> None:
    services = FakeServices(snapshot_of(change=ROOT))
    before = services.now
    async with opened(services) as (app, pilot):
        await pilot.press("f8", "right", "enter")
        await until(pilot, lambda: "Switched to kokoro" in app.state.verdict.text)
        services.heard(before)
        services.elsewhere({})
        await until(pilot, lambda: app.provider == "kokoro")
        assert "Switched to kokoro" in app.state.verdict.text


@pytest.mark.parametrize(("size", "shown"), [((80, 24), 2), ((160, 50), 3), ((60, 16), 1)])
async def test_faults_leave_the_view_most_of_the_rows(size: tuple[int, int], shown: int) -> None:
    services = FakeServices()
    faults = tuple(f"{name}.db: the disk is full; {'free some space, ' * 5}" for name in "abcde")
    services.busy = replace(IDLE, faults=faults)
    async with opened(services, size=size) as (app, pilot):
        await until(pilot, lambda: f"and {len(faults) - shown} more" in app.band.render().plain)
        assert app.band.render().plain.count("! ") == shown + 1
        assert faults[0] in app.band.render().plain
        await until(pilot, lambda: app.band.size.height <= 4 + size[1] // 6)

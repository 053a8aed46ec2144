"""The service and the VM from Operate: real processes where it is about processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from arqon_service.home import Home
from arqon_service.lock import holder_of
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.programs.programs import Programs
from arqon_tui.panel.read_only import ReadOnlyServices
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.screens.confirm import ConfirmScreen
from arqon_tui.panel.status import Program
from arqon_tui.panel.widgets.section import Section
from tests.service.voices import eventually, holding, running
from tests.tui.driving import opened, until
from tests.tui.fakes import FakeServices


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path / "own home"))
    monkeypatch.chdir(tmp_path)
    return Home.of_user()


@pytest.fixture
def programs(home: Home) -> Iterator[Programs]:
    programs = Programs(home)
    yield programs
    programs.stop_looking()


def systemctl(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manager that knows our units, and says `text` to all that it is asked to do."""
    script = folder / "bin" / "systemctl"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\ncase "$*" in *LoadState*) echo loaded;; *) {text};; esac\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")


def test_the_service_starts_in_its_own_session_and_stops(home: Home, programs: Programs) -> None:
    words = programs.switch("service", True)
    holder = holder_of(home)
    assert holder is not None
    try:
        assert words == f"runs (process {holder.pid})"
        assert (holder.program, os.getsid(holder.pid)) == ("serve", holder.pid)
        assert programs.now[0] == Program("service", True, words)
        assert programs.switch("service", True) == words
        log = home.logs / "service-up.txt"
        eventually(lambda: "holds the voice" in log.read_text(), "its first line")
        assert programs.command("service", False) == ["kill", str(holder.pid)]
    finally:
        assert programs.switch("service", False) == "does not run"
    eventually(lambda: not psutil.pid_exists(holder.pid), "its end, waited for by the panel")
    assert programs.now[0] == Program("service", False, "does not run")


def test_a_service_that_dies_from_outside_is_seen(home: Home, programs: Programs) -> None:
    with running("serve", "--bus", ""):
        pid = holding(home, "serve").pid
        eventually(lambda: programs.now[0].running, "the service")
        assert f"process {pid}" in programs.now[0].words
    eventually(lambda: not programs.now[0].running, "its end")


def test_a_vm_that_cannot_start_is_told_in_the_words_of_the_command(programs: Programs) -> None:
    with pytest.raises(Refused, match="build/vm-image"):
        programs.switch("vm", True)
    assert programs.now[1] == Program("vm", False, "does not run")


def test_a_unit_that_is_installed_starts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Home, programs: Programs
) -> None:
    assert programs.command("vm", True)[-2:] == ["vm", "up"]
    systemctl(tmp_path, 'echo "Job for $4 failed." >&2; exit 1', monkeypatch)
    assert "--home" in programs.command("service", True), "the unit serves another home"
    monkeypatch.delenv("ARQON_TTS_HOME")
    assert programs.command("vm", True) == ["systemctl", "--user", "start", "arqon-tts-vm.service"]
    with pytest.raises(Refused, match="Job for"):
        programs.switch("service", True)
    assert holder_of(home) is None


async def test_a_start_shows_its_progress_and_holds_up_nothing() -> None:
    services = FakeServices()
    services.held_back = "start"
    services.goes_on.clear()
    async with opened(services, view="operate") as (app, pilot):
        await until(pilot, lambda: "does not run · s starts it" in shown(app))
        await pilot.press("s")
        await until(pilot, lambda: services.calls == ["start service"])
        services.around[0] = Program("service", False, "does not run", "starting", "line [/x] 7")
        await until(pilot, lambda: "starting … line [/x] 7" in shown(app))
        await pilot.press("s", "f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert services.calls == ["start service", "rollback"]
        await until(pilot, lambda: app.state.looked_at == app.looks.checked)
        checks = services.checks
        services.around[1] = Program("vm", False, "does not run")
        await until(pilot, lambda: services.checks > checks)
        services.refusal = "arqon-tts: /x/speech.lock: Is a directory"
        services.goes_on.set()
        await until(pilot, lambda: "Start of the service failed" in app.state.verdict.text)
        assert "Is a directory" in app.state.verdict.text


async def test_a_stop_asks_and_the_safe_answer_is_marked() -> None:
    services = FakeServices()
    async with opened(services, view="operate") as (app, pilot):
        await until(pilot, lambda: "V stops it" in shown(app))
        await pilot.press("v")  # it runs: there is nothing to start
        for keys, calls in ((["enter"], []), (["right", "enter"], ["stop vm"])):
            await pilot.press("V")
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
            await pilot.press(*keys)
            await until(pilot, lambda: not isinstance(app.screen, ConfirmScreen))
            assert services.calls == calls or not calls
        await until(pilot, lambda: "Stop of the VM: does not run" in app.state.verdict.text)
        assert services.calls == ["stop vm"]


async def test_read_only_names_the_command(home: Home) -> None:
    app = PanelApp(partial(ReadOnlyServices, home))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "starts it" in shown(app))
        for key, words in (("s", "own home' serve"), ("v", "own home' vm up")):
            await pilot.press(key)
            await until(pilot, lambda words=words: app.state.verdict.text.endswith(words))  # type: ignore[misc]
        with running("serve", "--bus", ""):
            pid = holding(home, "serve").pid
            await until(pilot, lambda: "S stops it" in shown(app))
            await pilot.press("S")
            await until(pilot, lambda: app.state.verdict.text.endswith(f"kill {pid}"))
            assert psutil.pid_exists(pid)
    assert not home.logs.exists() or not list(home.logs.glob("*-up.txt"))


def shown(app: PanelApp) -> str:
    found = app.query("#programs")
    section = found.first(Section) if found else None
    return section.render().plain if section else ""

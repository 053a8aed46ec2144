"""The panel's world with nothing faked: the disk, the telemetry, a sidecar, the voice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_service.home import Home
from arqon_service.settings_history import read_history
from arqon_service.telemetry_feed import TelemetryFeed
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.real_services import PanelServices
from arqon_tui.panel.refusals import Refused
from arqon_voice.telemetry.events import LATENCY_MS, SETTINGS_CHANGED, STREAM_CHUNK, Event
from arqon_voice.telemetry.rows import Row, stored
from arqon_voice.telemetry.store import Store
from tests.microvm.attest.monitor import kvm_works
from tests.microvm.attest.world import world
from tests.patience import PATIENCE_S
from tests.tui.driving import field, until
from tests.voice.children import running, said


class Listener:
    """Waits for what is told from other threads."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.snapshots: list[Snapshot] = []

    def hear(self, snapshot: Snapshot) -> None:
        with self._news:
            self.snapshots.append(snapshot)
            self._news.notify_all()

    def wait_for(self, come: Callable[[Snapshot], bool]) -> None:
        with self._news:
            assert self._news.wait_for(lambda: any(map(come, self.snapshots)), PATIENCE_S)


def polled(come: Callable[[], object]) -> None:
    """Look until `come` is true, for what offers nothing to wait on."""
    tick = threading.Event()
    for _ in range(int(PATIENCE_S * 50)):
        if come():
            return
        tick.wait(0.02)
    pytest.fail("it did not come")


def store() -> SettingsStore:
    """The settings as another process opens them."""
    return SettingsStore(Home.of_user().settings)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    monkeypatch.setenv("USER", "alice")
    monkeypatch.setenv("LOGNAME", "alice")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def services(listener: Listener) -> Iterator[PanelServices]:
    services = PanelServices.open(Home.of_user(), listener.hear)
    yield services
    services.close()


def test_settings_are_written_and_heard_and_told(
    services: PanelServices, listener: Listener
) -> None:
    value = services.parse("arqon_tts_kokoro_timeout_ms", "7000")
    change = services.change("arqon_tts_kokoro_timeout_ms", value)
    assert change.after.settings.arqon_tts_kokoro_timeout_ms == 7000
    assert store().read().settings.arqon_tts_kokoro_timeout_ms == 7000
    listener.wait_for(lambda snapshot: snapshot.settings.arqon_tts_kokoro_timeout_ms == 7000)
    seen: list[Row] = []

    def told() -> bool:
        seen.extend(services.events()[0])
        return any(row.name == SETTINGS_CHANGED for row in seen)

    polled(told)


def test_a_rollback_is_in_the_name_of_the_person_at_the_panel(services: PanelServices) -> None:
    services.restore()
    services.rollback()
    change = services.snapshot().provider_change
    assert change is not None
    assert (change.to, change.by) == ("fallback", "alice (panel)")


def test_another_process_is_heard(services: PanelServices, listener: Listener) -> None:
    store().change({"arqon_tts_kokoro_voice": "bf_emma"}, by="another")
    listener.wait_for(lambda snapshot: snapshot.settings.arqon_tts_kokoro_voice == "bf_emma")


def test_what_is_refused_says_why(
    services: PanelServices, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="must be at least 100, not 5"):
        services.parse("arqon_tts_kokoro_timeout_ms", "5")
    with pytest.raises(Refused, match="nothing to say"):
        services.say(" ")
    with pytest.raises(Refused, match="nothing to say"):
        services.save("", home / "x.wav")
    monkeypatch.setenv("ARQON_TTS_KOKORO_VOICE", "af_sky")
    with pytest.raises(Refused, match="held by the environment variable ARQON_TTS_KOKORO_VOICE"):
        services.change("arqon_tts_kokoro_voice", "bf_emma")
    path = services.snapshot().path
    path.mkdir(parents=True)
    with pytest.raises(Refused, match="was not changed"):
        services.rollback()


def test_a_text_becomes_a_file(services: PanelServices, home: Path) -> None:
    outcome = services.save("Good day.", home / "said.wav").result(PATIENCE_S)
    assert outcome.ending == LATENCY_MS, outcome.words
    assert (home / "said.wav").read_bytes()[:4] == b"RIFF"


def test_the_sidecar_is_found_when_the_url_leads_to_it(services: PanelServices) -> None:
    polled(lambda: services.sidecar() is not None)
    with SidecarServer() as server:
        services.change("arqon_tts_kokoro_url", server.url)
        services.look_at_sidecar()
        polled(lambda: (found := services.sidecar()) and found.state == "ready")
    services.look_at_sidecar()
    polled(lambda: (found := services.sidecar()) and found.state == "unreachable")


@pytest.mark.skipif(not kvm_works(), reason="/dev/kvm makes no machine here")
async def test_a_claim_to_be_in_firecracker_is_put_to_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listener: Listener
) -> None:
    def seen(services: PanelServices, attested: bool) -> bool:
        services.look_at_sidecar()
        found = services.sidecar()
        return found is not None and found.state == "ready" and found.attested is attested

    async with world(tmp_path, kvm=True) as vm:
        monkeypatch.setenv("ARQON_VM_STATE_DIR", str(vm.folder.path))
        monkeypatch.setenv("ARQON_VM_IMAGE", str(vm.image))
        monkeypatch.setenv("ARQON_VM_FIRECRACKER_SHA256", str(vm.pins.firecracker))
        store().change({"arqon_tts_kokoro_url": vm.url}, by="another")
        services = PanelServices.open(Home.of_user(), listener.hear)
        try:
            await asyncio.to_thread(polled, lambda: seen(services, attested=False))
            await vm.attest()
            await asyncio.to_thread(polled, lambda: seen(services, attested=True))
            monkeypatch.setenv("ARQON_VM_FIRECRACKER_SHA256", "0" * 64)
            await asyncio.to_thread(polled, lambda: seen(services, attested=False))
        finally:
            await asyncio.to_thread(services.close)


def test_closing_twice_is_no_fault(listener: Listener) -> None:
    services = PanelServices.open(Home.of_user(), listener.hear)
    services.close()
    services.close()


def test_the_feed_holds_a_bounded_number_and_counts_the_rest(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arqon_service.telemetry_feed._QUEUE", 100)
    path = home / "telemetry.db"
    store = Store(path)
    feed = TelemetryFeed(path)
    event = Event(STREAM_CHUNK, 1, "s", "m", "panel", {"seq": 1})
    store.append([stored(event)] * 250)
    rows: list[Row] = []
    left_out = 0

    def all_told() -> bool:
        nonlocal left_out
        more, lost = feed.take()
        rows.extend(more)
        left_out += lost
        return bool(rows) and left_out > 0

    polled(all_told)
    assert (len(rows), left_out) == (100, 150)
    assert feed.take() == ([], 0)
    feed.stop()
    store.close()


def test_news_of_any_kind_is_told(services: PanelServices) -> None:
    told = threading.Event()
    services.subscribe(told.set)

    def looked_at() -> int:
        health = services.sidecar()
        return health.checked_ms if health else 0

    polled(looked_at)

    def is_told(cause: Callable[[], object], look: Callable[[], object]) -> None:
        before = look()
        told.clear()
        cause()
        for _ in range(9):  # other news may be told meanwhile
            assert told.wait(PATIENCE_S), "nobody has told"
            told.clear()
            if look() != before:
                return
        pytest.fail("other news only was told")

    is_told(services.look_at_sidecar, looked_at)
    is_told(lambda: services.change("arqon_tts_kokoro_timeout_ms", 800), services.changes)
    services.events()
    is_told(services.restore, lambda: [row.name for row in services.events()[0]])


async def test_the_panel_with_its_real_world_rolls_back_on_the_disk(home: Path) -> None:
    store().change({"arqon_tts_provider": "kokoro"}, by="bob (cli)", reason="try [/x]")
    app = PanelApp(partial(PanelServices.open, Home.of_user()))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "KOKORO" in app.band.render().plain)
        assert 'by bob (cli): "try [/x]"' in app.band.render().plain
        await pilot.press("f3")
        await pilot.press("f9")
        await until(pilot, lambda: app.provider == "fallback")
        assert store().read().settings.arqon_tts_provider == "fallback"
        store().change({"arqon_tts_kokoro_timeout_ms": 9000}, by="bob (cli)")
        await until(pilot, lambda: field(app, "kokoro_timeout_ms").editor.value == "9000")
        await until(pilot, lambda: any("rollback" in row.name for row in app.looks.ring.latest))
        await pilot.press("a", "f7")
        await until(pilot, lambda: app.tune.box.status.startswith("saved"))
        assert str(home) in app.tune.box.status
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)


def test_maestros_file_follows_the_panel_and_the_panel_says_so(
    home: Path, listener: Listener
) -> None:
    file = home / ".arqon" / "arqon.json"
    file.parent.mkdir()
    file.write_text('{"arqon_tts_provider": "kokoro"}')
    services = PanelServices.open(Home.of_user(), listener.hear)
    try:
        listener.wait_for(lambda snapshot: snapshot.settings.arqon_tts_provider == "kokoro")
        polled(lambda: services.voice().maestro == str(file))
        services.rollback()
        polled(lambda: file.read_text() == '{"arqon_tts_provider": "fallback"}')
        file.write_text("[]")
        polled(lambda: any("Maestro does not know" in f for f in services.voice().faults))
        services.restore()
        file.write_text("{}")
    finally:
        services.close()
    polled(lambda: "kokoro" in file.read_text())
    ways = [entry.way for entry in read_history(Home.of_user().history, 10)]
    assert ways == ["panel", "panel", "mirror"]


def test_telemetry_that_could_not_be_written_is_told_at_the_end(
    home: Path, listener: Listener
) -> None:
    services = PanelServices.open(Home.of_user(), listener.hear)
    services.restore()
    polled(lambda: Home.of_user().telemetry.exists() and any(services.events()[0]))
    with running("lock", Home.of_user().telemetry) as locking:
        assert said(locking) == "locked"
        services.rollback()
        left = services.close()
    assert "telemetry event" in left
    assert " not written: " in left

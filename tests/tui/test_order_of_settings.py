"""What a write has read comes by another way than what the watcher has read, and may come later."""

from __future__ import annotations

import pytest

from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Change
from arqon_settings.values import SettingValue
from tests.tui.driving import field, opened, until
from tests.tui.fakes import ALICE, FakeServices, snapshot_of


class Overtaken(FakeServices):
    """Another process writes as soon as this panel has written, and is heard first."""

    def __init__(self, then: dict[SettingKey, SettingValue]) -> None:
        super().__init__(snapshot_of(change=ALICE, arqon_tts_provider="kokoro"))
        self._then = then

    def _write(self, call: str, values: dict[SettingKey, SettingValue]) -> Change:
        change = super()._write(call, values)
        self.elsewhere(self._then)
        return change


@pytest.mark.parametrize("then", [8000, 12000])
async def test_a_field_shows_what_came_after_the_value_that_was_typed(then: int) -> None:
    services = Overtaken({"arqon_tts_kokoro_timeout_ms": then})
    async with opened(services, view="tune") as (app, pilot):
        row = field(app, "kokoro_timeout_ms")
        row.editor.focus()
        await pilot.press("9", "0", "0", "0", "enter")
        await until(pilot, lambda: "change arqon_tts_kokoro_timeout_ms 9000" in services.calls)
        await app.workers.wait_for_complete(
            [worker for worker in app.workers if worker.group == "settings"]
        )
        await pilot.pause()
        assert app.state.snapshot == services.now
        assert row.in_force == row.editor.value == str(then)


async def test_no_verdict_says_what_is_no_longer_so() -> None:
    services = Overtaken({"arqon_tts_provider": "kokoro"})
    async with opened(services) as (app, pilot):
        await pilot.press("f9")
        await until(pilot, lambda: "rollback" in services.calls)
        await app.workers.wait_for_complete()
        await pilot.pause()
        band = app.band.render().plain
        assert app.provider == "kokoro"
        assert "KOKORO" in band
        assert "Rolled back" not in band

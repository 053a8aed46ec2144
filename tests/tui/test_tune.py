"""Tune: two voices heard by key, compared, chosen; no setting changes until one is kept."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widget import Widget

from arqon_service.audition.phrases import SHIPPED
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.widgets.audition_box import AuditionBox
from arqon_tui.panel.widgets.run_table import tells_voice
from arqon_tui.panel.widgets.waveform import columns_of
from arqon_voice.providers.port import Timings
from arqon_voice.sidecar.voices import VoiceList
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState
from tests.tui.driving import Panel, opened, until
from tests.tui.fakes import READY, URL, VOICES, FakeServices, panel, snapshot_of
from tests.tui.test_pictures import SnapCompare

SIZE = (120, 40)


async def in_audition(app: PanelApp, pilot: Panel) -> None:
    """The voices are there, and the keys go to the audition."""
    await until(pilot, lambda: app.tune.tuning is not None and app.tune.tuning.known is not None)
    await until(pilot, lambda: app.tune.tuning is not None and app.tune.tuning.phrases)
    await pilot.press("f3")
    await until(pilot, lambda: app.focused is app.tune.audition_box.picker.options)


async def heard(app: PanelApp, pilot: Panel, services: FakeServices, key: str) -> None:
    """A voice was heard to its end."""
    before = len(app.tune.audition_box.table.runs)
    await pilot.press(key)
    services.speaker.said[-1].end()
    await until(pilot, lambda: len(app.tune.audition_box.table.runs) == before + 1)


async def test_two_voices_are_compared_and_the_better_one_is_kept_with_five_keys() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))
    async with opened(services, SIZE, view="operate") as (app, pilot):
        await pilot.press("f3")  # 1
        await in_audition(app, pilot)  # 2: F3
        await heard(app, pilot, services, "1")  # 3
        await heard(app, pilot, services, "2")  # 4
        assert [each.voice for each in services.speaker.said] == ["af_heart", "af_sky"]
        assert {each.text for each in services.speaker.said} == {SHIPPED[0].text}
        assert services.calls == []
        foot = str(app.tune.audition_box.table.render()).splitlines()[-1]
        assert foot == "af_sky against af_heart: first audio +0 ms · synthesis +0 ms · RTF +0.00"
        await pilot.press("K")  # 5; as it is written on the button
        await until(pilot, lambda: services.calls)
        assert services.calls == ["change arqon_tts_kokoro_voice af_sky"]
        await until(pilot, lambda: "kept af_sky, was af_heart" in app.tune.audition_box.outcome)
        assert app.state.snapshot is not None
        assert app.state.snapshot.settings.arqon_tts_kokoro_voice == "af_sky"


async def test_blind_names_no_voice_before_it_is_asked() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        box = app.tune.audition_box
        await pilot.press("b")
        for key in ("1", "2"):
            await heard(app, pilot, services, key)
            await pilot.press("down", "a", "plus")
            shown = box.summary + str(box.table.render()) + box.outcome
            assert "af_sky" not in shown
            assert "af_heart" not in shown
        voices = [each.voice for each in services.speaker.said]
        assert sorted(map(str, voices)) == ["af_heart", "af_sky"]
        assert "voice 2 against voice 1" in str(box.table.render())
        await pilot.press("1")
        services.speaker.said[-1].end()
        assert services.speaker.said[-1].voice == voices[0]
        await pilot.press("k")
        await until(pilot, lambda: services.calls)
        assert services.calls == [f"change arqon_tts_kokoro_voice {voices[0]}"]
        await until(pilot, lambda: f"1 was {voices[0]}, 2 was {voices[1]}" in box.outcome)
        assert str(voices[0]) in str(box.table.render())


@pytest.mark.parametrize("overtakes", [False, True])
async def test_what_a_key_of_the_audition_did_is_in_sight(
    overtakes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if overtakes:  # on a busy machine what is asked for "after a refresh" can outrun the layout

        def at_once(self: Widget, callback: Callable[..., object], **options: bool) -> bool:
            callback(**options)
            return True

        monkeypatch.setattr(AuditionBox, "call_after_refresh", at_once)
    services = FakeServices()
    async with opened(services, (80, 24)) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("1")
        services.speaker.said[-1].end(ending="x", words="No sound device was found. " * 4)
        outcome = app.tune.query_one("#outcome")
        await until(pilot, lambda: "No sound device" in app.tune.audition_box.outcome)
        await until(pilot, lambda: outcome.region.height == 2)
        await until(pilot, lambda: app.tune.region.contains_region(outcome.region))


async def test_a_search_narrows_the_voices_and_a_blend_is_built_by_key() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("slash", *"en male", "enter")
        await until(pilot, lambda: "2  am_adam" in app.tune.audition_box.summary)
        await pilot.press("plus", "slash", *["backspace"] * 7, *"emma", "enter", "plus", "plus")
        await until(pilot, lambda: "am_adam+bf_emma(2)" in app.tune.audition_box.summary)
        await pilot.press("minus", "2")
        assert services.speaker.said[0].voice == "am_adam+bf_emma"
        await pilot.press("enter")
        await until(pilot, lambda: "2  bf_emma" in app.tune.audition_box.summary)


async def test_what_is_typed_is_spoken_at_the_chosen_speed_and_phrases_come_round() -> None:
    services = FakeServices()
    async with opened(services, SIZE) as (app, pilot):
        await pilot.press(*"My text.")
        await in_audition(app, pilot)
        await pilot.press("right_square_bracket", "right_square_bracket", "1")
        said = services.speaker.said[0]
        assert (said.text, said.speed) == ("My text.", 1.2)
        await pilot.press("p", "left_square_bracket", "left_square_bracket", "1")
        said = services.speaker.said[1]
        assert said.text.startswith("Good morning.")
        assert said.speed is None
        assert services.speaker.calls == ["stop run-1"]


async def test_an_edited_phrase_is_kept_and_spoken() -> None:
    services = FakeServices()
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("ctrl+end", *" And more.", "ctrl+s")
        await until(pilot, lambda: "And more." in app.tune.audition_box.summary)
        assert services.phrase_book().find("greeting").own
        await pilot.press("e")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert services.phrase_book().find("greeting").text.endswith("And more.")


async def test_the_last_sound_is_replayed_and_saved_and_the_table_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    services = FakeServices()
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("r")
        assert "nothing was heard yet" in app.tune.audition_box.outcome
        await heard(app, pilot, services, "1")
        await until(pilot, lambda: "▅" in str(app.tune.audition_box.waveform.render()))
        await pilot.press("r")
        assert services.speaker.calls == ["stop run-1", "replay run-1"]
        idle = PlaneState("speaking", Standing("kokoro", ""), "again-run-1", "kokoro", 500, -12.0)
        services.plane = idle
        await until(pilot, lambda: "┃" in str(app.tune.audition_box.waveform.render()))
        at = str(app.tune.audition_box.waveform.render()).index("┃")
        assert at == app.tune.audition_box.waveform.size.width // 2
        await pilot.press("s")
        await until(pilot, lambda: "audition.wav" in app.tune.audition_box.outcome)
        await pilot.press("x")
        await until(pilot, lambda: "auditions.csv" in app.tune.audition_box.outcome)
        assert (tmp_path / "audition.wav").read_bytes()[:4] == b"RIFF"
        with (tmp_path / "auditions.csv").open(newline="") as file:
            assert [line["synthesize_ms"] for line in csv.DictReader(file)] == ["600.0"]


async def test_without_any_voices_it_says_whom_it_asked_and_where_the_reason_stands() -> None:
    services = FakeServices(health=None)
    services.known = VoiceList(URL, fault="no connection (Connection refused)")
    async with opened(services, SIZE) as (app, pilot):
        told = (
            f"! no voices from {URL}: no connection (Connection refused) · F2 shows what it needs"
        )
        await until(pilot, lambda: app.tune.audition_box.outcome == told)
        services.known, services.health = VOICES, READY
        await until(pilot, lambda: app.tune.audition_box.outcome == "")


async def test_a_sidecar_that_does_not_answer_is_told_and_a_voice_it_lacks_is_refused() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_bel"))
    services.known = VoiceList(URL, services.known.voices, fault="no answer within 2000 ms")
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        assert "no answer within 2000 ms · the voices of its last" in app.tune.audition_box.outcome
        await pilot.press("1")
        assert "there is no voice 'af_bel'" in app.tune.audition_box.outcome
        assert services.speaker.said == []


async def test_the_fallback_is_named_where_it_spoke() -> None:
    services = FakeServices()
    async with opened(services, SIZE) as (app, pilot):
        await in_audition(app, pilot)
        await pilot.press("1")
        services.speaker.said[0].end(provider="fallback", kokoro_error="timeout: no answer")
        await until(pilot, lambda: "you heard the fallback" in app.tune.audition_box.outcome)
        assert "! you heard the fallback" in str(app.tune.audition_box.table.render())


@pytest.mark.parametrize("size", [(80, 24), SIZE, (160, 50)], ids=["80x24", "120x40", "160x50"])
def test_picture_of_an_audition(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_heart"))

    async def heard_both(pilot: Panel) -> None:
        app = pilot.app
        assert isinstance(app, PanelApp)
        await until(pilot, lambda: app.state.snapshot is not None)
        await pilot.press("f3")
        await in_audition(app, pilot)
        await heard(app, pilot, services, "1")
        await pilot.press("2")
        quicker = Timings(0.4, 9.0, 480.0, 0.5)
        services.speaker.said[-1].end(first_audio_ms=122, latency_ms=1980, timings=quicker)
        await until(pilot, lambda: len(app.tune.audition_box.table.runs) == 2)
        await until(pilot, lambda: "▅" in str(app.tune.audition_box.waveform.render()))

    assert snap_compare(panel(services), terminal_size=size, run_before=heard_both)


def test_a_waveform_is_as_wide_as_asked_and_silence_is_empty() -> None:
    assert columns_of([0.0, 1.0], 4) == "  ██"
    assert columns_of([0.0] * 99 + [1.0], 10) == " " * 9 + "█"
    assert columns_of([], 10) == ""
    assert set(columns_of([0.001, 0.0], 2)) == {" "}


@pytest.mark.parametrize(
    ("fault", "voice", "tells"),
    [
        ("another audition", "af_heart", False),
        ("timeout: no sound within 5000 ms", "af_heart", False),
        ("the sidecar has no voice AF_Heart", "af_heart", True),
        ("unknown_voice: af_sky", "af_heart(2)+af_sky(1)", True),
    ],
)
def test_what_names_no_voice_is_told_while_it_is_a_secret(
    fault: str, voice: str, tells: bool
) -> None:
    assert tells_voice(fault, voice) is tells

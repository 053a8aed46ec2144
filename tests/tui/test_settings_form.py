"""The settings form: saved when left, and nothing that is typed is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from arqon_settings.snapshot import Fault
from arqon_tui.panel.app import PanelApp
from arqon_tui.panel.input_order import settled
from arqon_tui.panel.widgets.field_row import FieldRow
from arqon_tui.panel.widgets.key_bar import KeyBar
from tests.tui.driving import Panel, field, opened, until
from tests.tui.fakes import PATH, FakeServices, snapshot_of


async def type_into(app: PanelApp, pilot: Panel, name: str, text: str) -> FieldRow:
    """Put `text` into a field, without leaving it."""
    row = field(app, name)
    row.editor.focus()
    await until(pilot, lambda: row.editor.has_focus)
    await pilot.press("end", "ctrl+u", *text)
    assert row.editor.value == text
    return row


async def test_before_the_settings_are_read_nothing_can_be_edited() -> None:
    services = FakeServices()
    app = PanelApp(lambda heard: (services.goes_on.wait(), services.open(heard))[1])
    services.goes_on.clear()
    async with app.run_test() as pilot:
        await pilot.press("f3")
        assert not any(row.editor.is_attached for row in app.tune.form.rows)
        assert "being read" in str(app.tune.form.rows[0].render())
        services.goes_on.set()
        await until(pilot, lambda: all(row.editor.is_attached for row in app.tune.form.rows))


async def test_a_valid_value_is_saved_when_the_field_is_left() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        assert services.calls == []
        await pilot.press("tab")
        await until(pilot, lambda: row.in_force == "7000")
        assert services.calls == ["change arqon_tts_kokoro_timeout_ms 7000"]
        assert "saved, in force now, was 5000" in str(row.render())
        assert row.origin == "file"


async def test_enter_saves_too() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_voice", "af_sky")
        await pilot.press("enter")
        await until(pilot, lambda: row.in_force == "af_sky")


async def test_what_enter_is_saving_is_not_saved_again_when_the_field_is_left() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        services.held_back = "change"
        services.goes_on.clear()
        await pilot.press("enter", "tab")
        services.goes_on.set()
        await until(pilot, lambda: row.in_force == "7000")
        await type_into(app, pilot, "kokoro_timeout_ms", "8000")
        await pilot.press("enter")
        await until(pilot, lambda: row.in_force == "8000")
        row.post_message(FieldRow.Entered(row, "8000"))  # heard when it is written already
        await settled(row)
        await settled(app.tune.form)
    assert [call for call in services.calls if call.startswith("change")] == [
        "change arqon_tts_kokoro_timeout_ms 7000",
        "change arqon_tts_kokoro_timeout_ms 8000",
    ]


async def test_an_invalid_value_says_why_and_stays_to_be_corrected() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        for name, text, why in (
            ("kokoro_timeout_ms", "50", "must be at least 100, not 50"),
            ("kokoro_timeout_ms", "soon", "must be a whole number, not 'soon'"),
            ("kokoro_timeout_ms", "", "must be a whole number, not ''"),
            ("kokoro_url", "ftp://[/x]", "is not a URL"),
            ("kokoro_voice", "AF", "must be a Kokoro voice"),
        ):
            row = await type_into(app, pilot, name, text)
            await pilot.press("tab")
            await until(pilot, partial(row.has_class, "-problem"))
            assert why in row.message
            assert row.editor.value == text
            row.editor.focus()
            await pilot.press("escape")
            assert row.editor.value == row.in_force
            assert not row.has_class("-problem")
        assert services.calls == []


async def test_a_write_fault_is_told_in_words_and_the_text_stays() -> None:
    services = FakeServices()
    services.refusal = f"{PATH} was not changed: No space left on device [/x]; free some space"
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        await pilot.press("tab")
        await until(pilot, lambda: row.has_class("-problem"))
        assert "No space left on device [/x]; free some space" in row.message
        assert row.editor.value == "7000"
        assert row.in_force == "5000"


async def test_what_the_schema_makes_of_it_is_shown() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_url", "http://10.0.0.7:7781/")
        await pilot.press("enter")
        await until(pilot, lambda: row.in_force == "http://10.0.0.7:7781")
        assert row.editor.value == "http://10.0.0.7:7781"


async def test_a_change_by_another_process_does_not_touch_what_is_being_typed() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "70")
        services.elsewhere(
            {"arqon_tts_kokoro_timeout_ms": 9000, "arqon_tts_kokoro_voice": "bf_emma"}
        )
        await until(pilot, lambda: row.in_force == "9000")
        assert row.editor.value == "70"
        assert field(app, "kokoro_voice").editor.value == "bf_emma"
        await pilot.press("0", "0", "tab")
        await until(pilot, lambda: not row.editor.has_focus)
        assert row.message == (
            "Changed meanwhile by somebody else, to 9000. Enter saves 7000 over it, Esc takes 9000."
        )
        assert services.calls == []
        row.editor.focus()
        await pilot.press("enter")
        await until(pilot, lambda: row.in_force == "7000")
        assert "saved, in force now, was 9000" in str(row.render())


async def test_escape_takes_what_another_has_set_under_what_is_typed() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_url", "http://half")
        services.elsewhere({"arqon_tts_kokoro_url": "http://10.0.0.7:7781"})
        await until(pilot, lambda: row.asks)
        await pilot.press("escape")
        assert row.editor.value == "http://10.0.0.7:7781"
        assert (row.asks, row.changed, row.has_class("-problem")) == (False, False, False)


async def test_what_another_sets_just_before_the_write_is_not_overwritten() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        services.heard = lambda _snapshot: None  # the news is late
        services.elsewhere({"arqon_tts_kokoro_timeout_ms": 9000})
        await pilot.press("tab")
        await until(pilot, lambda: row.asks)
        assert (services.now.settings.arqon_tts_kokoro_timeout_ms, row.editor.value) == (
            9000,
            "7000",
        )


async def test_a_voice_that_the_sidecar_does_not_have_is_not_saved() -> None:
    services = FakeServices()
    services.unknown_voice = "af_bel"
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_voice", "af_bel")
        await pilot.press("enter")
        await until(pilot, lambda: row.has_class("-problem"))
        assert "Not saved: there is no voice 'af_bel'" in row.message
        assert services.calls == []


async def test_a_voice_that_could_not_be_checked_is_saved_and_that_is_said() -> None:
    services = FakeServices()
    services.doubts = "the voice was not checked: the sidecar does not answer (refused)"
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_voice", "af_bel")
        await pilot.press("enter")
        await until(pilot, lambda: row.in_force == "af_bel")
        assert row.message == f"Saved; {services.doubts}"


async def test_typing_on_while_the_write_is_on_its_way_loses_nothing() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        services.goes_on.clear()
        await pilot.press("enter")
        await until(pilot, lambda: len(services.calls) == 1)
        await pilot.press("1")
        services.goes_on.set()
        await until(pilot, lambda: row.in_force == "7000")
        assert row.editor.value == "70001"


async def test_a_field_held_by_the_environment_names_the_variable_and_takes_nothing() -> None:
    held = snapshot_of(
        origins={"arqon_tts_kokoro_voice": "environment"}, arqon_tts_kokoro_voice="af_sky"
    )
    async with opened(FakeServices(held)) as (app, _pilot):
        row = field(app, "kokoro_voice")
        assert row.editor.disabled
        assert row.message == "held by ARQON_TTS_KOKORO_VOICE: unset it and restart"
        assert row.editor.value == "af_sky"


async def test_switches_are_saved_at_once() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = field(app, "kokoro_fallback_enabled")
        row.editor.focus()
        await pilot.press("space")
        await until(pilot, lambda: row.in_force == "off")
        assert services.calls == ["change arqon_tts_kokoro_fallback_enabled False"]


async def test_a_click_on_a_word_chooses_it() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = field(app, "kokoro_streaming_enabled")
        await pilot.click(row.editor, offset=(7, 0))
        await until(pilot, lambda: row.in_force == "off")


async def test_another_window_in_front_is_no_leaving() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "7000")
        app.app_focus = False
        await pilot.pause()
        assert services.calls == []
        app.app_focus = True
        await pilot.press("tab")
        await until(pilot, lambda: row.in_force == "7000")


async def test_faults_of_the_file_are_told_with_file_line_and_key() -> None:
    fault = Fault("arqon_tts_kokoro_voice [/x] is odd", "Correct it", PATH, 7, None)
    async with opened(FakeServices(snapshot_of(faults=(fault,)))) as (app, _pilot):
        text = app.band.render().plain
        assert f"! {PATH}, line 7: arqon_tts_kokoro_voice [/x] is odd. Correct it." in text


async def test_the_focused_field_is_explained() -> None:
    async with opened(FakeServices()) as (app, pilot):
        field(app, "kokoro_timeout_ms").editor.focus()
        row = field(app, "kokoro_timeout_ms")
        await until(pilot, lambda: str(app.tune.form.border_title) == row.spec.help)
        assert "100 to 120000 · default 5000" in str(row.render())
        app.query_one("#text").focus()
        await until(pilot, lambda: str(PATH) in str(app.tune.form.border_title))


def all_are_high(rows: Sequence[FieldRow], height: int) -> bool:
    return {row.size.height for row in rows} == {height}


async def test_with_room_each_setting_has_its_sentence_and_its_control_at_the_right() -> None:
    async with opened(FakeServices(), (80, 24)) as (app, pilot):
        for size, explained in (((120, 40), True), ((160, 50), True), ((120, 24), False)):
            await pilot.resize_terminal(*size)
            rows, height = app.tune.form.rows, 2 if explained else 1
            await until(pilot, partial(all_are_high, rows, height))
            for row in rows:
                assert (row.spec.help in str(row.render())) == explained
                assert row.editor.region.right == row.region.right


async def test_a_key_resets_the_focused_setting_and_is_offered_where_it_does() -> None:
    services = FakeServices(snapshot_of(arqon_tts_kokoro_voice="af_sky"))
    async with opened(services) as (app, pilot):
        keys = app.query_one("#keys", KeyBar)
        assert "Default" not in keys.render().plain
        await pilot.press("ctrl+o")
        row = await type_into(app, pilot, "kokoro_voice", "bf_half")
        await until(pilot, lambda: "^O Default" in keys.render().plain)
        assert "Default (^O)" in {each.title for each in app.get_system_commands(app.screen)}
        await pilot.press("ctrl+o")
        await until(pilot, lambda: row.in_force == "af_heart")
        assert services.calls == ["change arqon_tts_kokoro_voice af_heart"]
        assert row.editor.value == "af_heart"
        await until(pilot, lambda: "Default" not in keys.render().plain)


async def test_a_reset_drops_what_is_typed_over_the_default_and_writes_nothing() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        row = await type_into(app, pilot, "kokoro_timeout_ms", "70")
        await pilot.press("ctrl+o")
        assert (row.editor.value, row.changed) == ("5000", False)
        field(app, "kokoro_streaming_enabled").editor.focus()
        await pilot.press("space")
        await until(pilot, lambda: field(app, "kokoro_streaming_enabled").in_force == "off")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: field(app, "kokoro_streaming_enabled").in_force == "on")
        assert services.calls == [
            "change arqon_tts_kokoro_streaming_enabled False",
            "change arqon_tts_kokoro_streaming_enabled True",
        ]


async def test_the_reset_of_the_provider_is_the_rollback() -> None:
    services = FakeServices()
    async with opened(services) as (app, pilot):
        field(app, "provider").editor.focus()
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.provider == "fallback")
        assert services.calls == ["rollback"]

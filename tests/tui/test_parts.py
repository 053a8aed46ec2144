"""The parts that need no screen."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_settings.model import SettingKey
from arqon_settings.snapshot import Fault, Origin, ProviderChange
from arqon_tui.panel.background import Background
from arqon_tui.panel.schema import FIELDS, SCHEMA_PATH, current_schema
from arqon_tui.panel.words import provider_state, when
from arqon_voice.text import plain, shortened
from tests.tui.fakes import NOW, snapshot_of

HEAVY = ("pydantic", "httpx", "numpy", "sounddevice", "watchfiles", "sqlite3", "tomlkit", "soxr")


def test_the_form_is_what_the_settings_model_says() -> None:
    assert SCHEMA_PATH.read_text() == current_schema(), "run: python -m arqon_tui.panel.schema"
    assert [field.label for field in FIELDS][:2] == ["Provider", "Kokoro URL"]


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    script = "import sys, arqon_tui.panel.launch, arqon_tui.panel.app; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    modules = set(done.stdout.split())
    assert not modules & set(HEAVY)
    assert not [name for name in modules if name.startswith("arqon_microvm")]
    assert {name for name in modules if name.startswith(("arqon_voice.", "arqon_settings."))} <= {
        "arqon_settings.command",
        "arqon_settings.folders",
        "arqon_settings.in_step",
        "arqon_voice.telemetry",
        "arqon_voice.telemetry.events",
        "arqon_voice.text",
    }


@given(st.text(max_size=200))
def test_plain_text_cannot_steer_a_terminal(text: str) -> None:
    for character in plain(text):
        assert character.isprintable() or character in "\u200c\u200d"
        assert unicodedata.bidirectional(character) not in ("RLO", "LRO", "RLE", "LRE", "PDF")
    plain(text).encode()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_leaves_plain_text_alone(text: str) -> None:
    assert plain(text) == text


@given(st.text(), st.integers(1, 50))
def test_shortened_fits(text: str, length: int) -> None:
    result = shortened(text, length)
    assert len(result) <= length
    assert result == text or result.endswith("…")


def test_a_moment_is_told_with_its_date_unless_it_is_today() -> None:
    assert when(NOW - timedelta(hours=1), NOW) == "13:02"
    assert when(NOW - timedelta(days=1), NOW) == "2026-03-03 14:02"


@pytest.mark.parametrize(
    ("origin", "before"),
    [
        ("file", ""),
        (
            "environment",
            "held by ARQON_TTS_PROVIDER for this panel only; the file says kokoro · ",
        ),
        ("last good", "last good value: the file cannot be used · "),
    ],
)
def test_the_state_says_where_the_value_comes_from(origin: Origin, before: str) -> None:
    found = snapshot_of(origins={"arqon_tts_provider": origin})
    assert provider_state(found, NOW) == ("KOKORO", f"{before}since 13:02 by alice (panel)")


def test_the_state_of_a_fresh_machine() -> None:
    state = provider_state(snapshot_of(change=None), NOW)
    assert state == ("FALLBACK", "the default: nobody has chosen a provider yet")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (None, "the default: the file cannot be used"),
        ("arqon_tts_provider", "the default: the file cannot be used"),
        ("arqon_tts_kokoro_url", "the default: nobody has chosen a provider yet"),
    ],
)
def test_a_file_that_cannot_be_used_chooses_nobody(key: SettingKey | None, words: str) -> None:
    fault = Fault("is not valid", "Correct it", Path("settings.toml"), key=key)
    found = replace(snapshot_of(change=None), faults=(fault,))
    assert provider_state(found, NOW).rest == words


def test_a_change_by_hand_is_told_as_one() -> None:
    change = ProviderChange("kokoro", datetime(2026, 3, 4, 13, 2, tzinfo=UTC), "edited by hand", "")
    assert provider_state(snapshot_of(change=change), NOW).rest == "since 13:02 edited by hand"


async def test_a_lane_does_one_thing_after_the_other_and_hands_faults_on() -> None:
    lane, done = Background("test"), list[int]()
    first = lane.submit(lambda: done.append(1))
    with pytest.raises(ZeroDivisionError):
        await lane.run(lambda: 1 // 0)
    await lane.run(lambda: done.append(2))
    assert first.done()
    assert done == [1, 2]

"""Single values: what the schema takes, how text stands for it, and what the messages say."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from arqon_settings.errors import InvalidSetting
from arqon_settings.model import KEYS, SettingKey, Settings
from arqon_settings.values import DEFAULTS, SettingValue, checked, known_key, parse_text, shown
from tests.settings.toml_texts import PATIENT, VALUES

URL: SettingKey = "arqon_tts_kokoro_url"
VOICE: SettingKey = "arqon_tts_kokoro_voice"
TIMEOUT: SettingKey = "arqon_tts_kokoro_timeout_ms"
STREAMING: SettingKey = "arqon_tts_kokoro_streaming_enabled"
KEY = st.sampled_from(KEYS)


def test_the_schema_is_that_of_the_contract() -> None:
    assert dict(DEFAULTS) == {
        "arqon_tts_provider": "fallback",
        "arqon_tts_kokoro_url": "http://127.0.0.1:7781",
        "arqon_tts_kokoro_voice": "af_heart",
        "arqon_tts_kokoro_timeout_ms": 5000,
        "arqon_tts_kokoro_streaming_enabled": True,
        "arqon_tts_kokoro_fallback_enabled": True,
    }


@PATIENT
@given(st.data(), KEY)
def test_a_valid_value_is_itself_and_so_is_its_text(data: st.DataObject, key: SettingKey) -> None:
    value = data.draw(VALUES[key])
    assert checked(key, value) == value
    assert parse_text(key, f" {value}\n") == value


def outcome(key: SettingKey, text: str) -> SettingValue | InvalidSetting:
    try:
        return parse_text(key, text)
    except InvalidSetting as error:
        return error


@PATIENT
@given(KEY, st.text() | st.integers().map(str) | st.from_regex(r"https?://\S{1,20}"))
@example(VOICE, "af_heart(٢)")
@example(URL, "http://host\ud800")
@example(TIMEOUT, "9" * 5000)
@example(TIMEOUT, "1_000")
def test_any_text_is_a_value_that_stays_valid_or_an_error_in_words(
    key: SettingKey, text: str
) -> None:
    value = outcome(key, text)
    if isinstance(value, InvalidSetting):
        assert str(value).startswith((f"{key} must ", f"{key} is not "))
        assert len(str(value)) < 250
        return
    assert checked(key, value) == value
    assert type(value) is type(DEFAULTS[key])
    if key == URL:
        parts = urlsplit(str(value))
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert not parts.query + parts.fragment
        assert not str(value).endswith("/")


@PATIENT
@given(KEY, st.from_type(object))
def test_no_value_of_another_type_gets_in(key: SettingKey, value: object) -> None:
    assume(type(value) is not type(DEFAULTS[key]))
    with pytest.raises(InvalidSetting):
        checked(key, value)


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:7781", "ftp://host", "http://", "http:///path", "//host", "http://host?",
        "http://host?q=1", "http://host#", "http://host/#top", "http://ho st", "http://host\n",
        "http://host:port", "http://host:99999", "http://[::1", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_what_is_no_absolute_http_url_is_refused(url: str) -> None:
    with pytest.raises(InvalidSetting, match=URL):
        checked(URL, url)


@pytest.mark.parametrize("url", ["http://h", "https://h:1/v1", "HTTP://[::1]:7781", "http://u:p@h"])
def test_a_trailing_slash_of_a_url_is_dropped(url: str) -> None:
    assert checked(URL, f"{url}/") == checked(URL, url) == url


@pytest.mark.parametrize(
    "voice",
    ["", "heart", "AF_heart", "af_Heart", "af-heart", "af_heart+", "+af_heart", "af_heart()",
     "af_heart(-1)", "af_heart(1.)", "af_heart (2)", "af_heart,af_sky", "af_heart\n", "af_heart2"],
)  # fmt: skip
def test_what_is_no_voice_is_refused(voice: str) -> None:
    with pytest.raises(InvalidSetting, match="or a blend"):
        checked(VOICE, voice)


@pytest.mark.parametrize("value", [99, 120_001, -100, 0])
def test_a_timeout_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(InvalidSetting, match=f"must be at (least 100|most 120000), not {value}$"):
        checked(TIMEOUT, value)


@pytest.mark.parametrize("value", [100, 120_000])
def test_the_ends_of_the_range_are_in_it(value: int) -> None:
    assert checked(TIMEOUT, value) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("true ON Yes 1", True), ("false Off NO 0", False)],
)
def test_booleans_can_be_typed_in_four_ways(words: str, value: bool) -> None:
    assert {parse_text(STREAMING, word) for word in words.split()} == {value}


@pytest.mark.parametrize("voice", ["af_heart(0)", "af_heart(0)+af_sky(.0)", "af_heart(0.00)"])
def test_a_blend_of_nothing_is_refused(voice: str) -> None:
    with pytest.raises(InvalidSetting, match="must have a weight above 0"):
        checked(VOICE, voice)
    assert checked(VOICE, f"{voice}+af_bella") == f"{voice}+af_bella"
    assert checked(VOICE, f"{voice}+af_bella(.5)") == f"{voice}+af_bella(.5)"


def test_messages_say_what_is_accepted() -> None:
    with pytest.raises(InvalidSetting, match=r"must be at most 120000, not 9{20}$"):
        parse_text(TIMEOUT, "9" * 20)
    with pytest.raises(InvalidSetting, match="must be true or false, not 'maybe'"):
        parse_text(STREAMING, "maybe")
    with pytest.raises(InvalidSetting, match=r"must be a whole number, not '5\.5'"):
        parse_text(TIMEOUT, "5.5")
    with pytest.raises(InvalidSetting, match="must be 'kokoro' or 'fallback', not 'piper'"):
        parse_text("arqon_tts_provider", "piper")
    with pytest.raises(InvalidSetting, match="must be true or false, not 1"):
        checked(STREAMING, 1)


@given(st.text())
def test_only_the_six_keys_are_known(name: str) -> None:
    assume(name not in KEYS)
    with pytest.raises(InvalidSetting, match=r"is not a setting: (did you mean|the settings are)"):
        known_key(name)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("timeout", "did you mean arqon_tts_kokoro_timeout_ms?"),
        ("provider", "did you mean arqon_tts_provider?"),
        ("kokoro", "the settings are"),
        ("", "the settings are"),
    ],
)
def test_a_part_of_one_key_is_told_whole(name: str, hint: str) -> None:
    with pytest.raises(InvalidSetting, match=re.escape(hint)):
        known_key(name)


def test_a_long_value_does_not_flood_a_message() -> None:
    assert len(shown("x" * 10_000)) == 60
    assert shown(True) == "true"


def test_the_values_in_force_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().arqon_tts_provider = "kokoro"  # type: ignore[misc]  # that is the point

"""Maestro's file as text: our keys change, and not one character of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_settings.maestro.file import NotParsed, edited, parse
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.values import SettingValue
from tests.settings.toml_texts import CHANGES, PATIENT

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NUMBERS = st.sampled_from(
    ["1e400", "-0.0", "9" * 40, "0.10000000000000000000001", "1E+2", "9" * 5000]
)


@st.composite
def maestro_texts(draw: st.DrawFn) -> str:
    """A file as Maestro, an editor or a script may leave it; some keys twice."""
    names = draw(st.lists(st.one_of(st.text(), st.sampled_from(KEYS)), max_size=8))
    indent = draw(st.sampled_from([None, 0, 2, 7]))
    ascii_only = draw(st.booleans())
    members = []
    for name in names:
        value = json.dumps(draw(JSON), ensure_ascii=ascii_only, indent=indent)
        if draw(st.integers(0, 5)) == 0:
            value = draw(NUMBERS)
        gap = draw(st.sampled_from([": ", ":", " :\t"]))
        members.append(f"{json.dumps(name, ensure_ascii=ascii_only)}{gap}{value}")
    end = draw(st.sampled_from(["\n", "\r\n", ""]))
    inside = f",{end}  ".join(members)
    return f"{draw(st.sampled_from(['', ' ', end]))}{{{end}  {inside}{end}}}{end}"


def pairs(text: str) -> list[tuple[str, Any]]:
    """The members in their order, numbers as they are written."""
    found: list[list[tuple[str, Any]]] = []

    def keep(members: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        found.append(members)
        return members

    json.loads(text, object_pairs_hook=keep, parse_int=str, parse_float=str)
    return found[-1]


def written(value: SettingValue) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@PATIENT
@given(maestro_texts(), CHANGES)
def test_only_our_keys_change_and_the_rest_keeps_order_and_spelling(
    text: str, changes: dict[SettingKey, SettingValue]
) -> None:
    new = edited(parse(text.encode()), changes)
    before, after = pairs(text), pairs(new.decode())
    names = [name for name, _ in before]
    expected = [
        (name, written(changes[name]) if name in changes else value) for name, value in before
    ]
    expected += [(key, written(changes[key])) for key in changes if key not in names]
    assert after == expected
    assert all(parse(new).values[key] == value for key, value in changes.items())
    assert edited(parse(text.encode()), {}) == text.encode()


def test_the_bytes_around_a_value_stay() -> None:
    text = (
        '\ufeff{\r\n  "theme" : "dunkel \\u00e9 é",\r\n  "arqon_tts_provider":"kokoro" ,\r\n'
        '  "big": 123456789012345678901234567890,\r\n'
        '  "n": {"arqon_tts_provider": "kokoro"}\r\n}\r\n'
    )
    new = edited(parse(text.encode()), {"arqon_tts_provider": "fallback"})
    assert new == text.replace('"kokoro" ,', '"fallback" ,').encode()


def test_a_new_key_looks_like_its_neighbours() -> None:
    change: dict[SettingKey, SettingValue] = {"arqon_tts_kokoro_timeout_ms": 900}
    two = b'{\n  "a": 1,\n  "b": {}\n}\n'
    assert edited(parse(two), change) == (
        b'{\n  "a": 1,\n  "b": {},\n  "arqon_tts_kokoro_timeout_ms": 900\n}\n'
    )
    assert edited(parse(b"{}"), change) == b'{\n  "arqon_tts_kokoro_timeout_ms": 900\n}'


def test_a_key_that_stands_twice_is_read_as_other_readers_do_and_changed_everywhere() -> None:
    text = b'{"arqon_tts_provider": "fallback", "arqon_tts_provider": "kokoro"}'
    assert parse(text).values == {"arqon_tts_provider": "kokoro"}
    new = edited(parse(text), {"arqon_tts_provider": "fallback"})
    assert new.count(b'"fallback"') == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"  \n", "it is empty"),
        (b'{"arqon_tts_provider": "kok', "not valid JSON"),
        (b'{"a": 1}}', "not valid JSON"),
        (b'{"a": 1,}', "not valid JSON"),
        (b'[{"arqon_tts_provider": "kokoro"}]', "not an object"),
        (b'"text"', "not an object"),
        (b"null", "not an object"),
        (b'{"a": NaN}', "NaN is not a JSON value"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b"{\x00}", "not valid JSON"),
    ],
)
def test_what_is_no_json_object_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(NotParsed, match=why):
        parse(data)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,\\ u0e1-', max_size=30).map(str.encode))
def test_whatever_the_file_holds_it_is_understood_or_refused(data: bytes) -> None:
    try:
        file = parse(data)
    except NotParsed:
        return
    assert isinstance(json.loads(file.text), dict)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("arqon_tts_provider", "elevenlabs", "must be 'kokoro' or 'fallback'"),
        ("arqon_tts_provider", None, "must be 'kokoro' or 'fallback'"),
        ("arqon_tts_kokoro_timeout_ms", 5000.5, "must be a whole number"),
        ("arqon_tts_kokoro_timeout_ms", 10**50, "must be a whole number"),
        ("arqon_tts_kokoro_timeout_ms", True, "must be a whole number"),
        ("arqon_tts_kokoro_streaming_enabled", "yes", "must be true or false"),
        ("arqon_tts_kokoro_voice", "x\ud800", "must be"),
        ("arqon_tts_kokoro_url", ["http://a"], "must be text"),
    ],
)
def test_a_value_that_we_cannot_take_is_told(key: SettingKey, value: object, why: str) -> None:
    file = parse(json.dumps({key: value}).encode())
    assert file.values == {}
    assert len(file.not_taken) == 1
    assert f"{key} {why}" in file.not_taken[0]
    assert key in file.places


def test_piper_is_a_fallback_that_is_not_ours_to_write_over() -> None:
    file = parse(b'{"arqon_tts_provider": "piper"}')
    assert (file.values, file.has_piper) == ({"arqon_tts_provider": "fallback"}, True)
    assert not file.has_rollback


def test_a_maestro_that_has_dropped_its_fallback_setting_has_no_rollback_of_its_own() -> None:
    from arqon_settings.values import DEFAULTS

    assert parse(json.dumps(dict(DEFAULTS)).encode()).has_rollback
    later = {key: value for key, value in DEFAULTS.items() if "fallback_enabled" not in key}
    assert not parse(json.dumps(later).encode()).has_rollback
    assert parse(b'{"arqon_tts_provider": "kokoro"}').has_rollback

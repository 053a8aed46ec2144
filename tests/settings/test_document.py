"""Reading and editing the text: what people wrote survives, and nothing that they write crashes."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arqon_settings.document import CHANGE_TABLE, TABLE, Document, Unusable, parse
from arqon_settings.edit import Uneditable, edited
from arqon_settings.errors import NotWritten
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.snapshot import ProviderChange
from arqon_settings.store import SettingsStore
from arqon_settings.values import DEFAULTS, SettingValue
from tests.settings.toml_texts import CHANGES, PATIENT, files, toml

FILE = Path("settings.toml")
NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)

NOTES = st.none() | st.builds(
    ProviderChange,
    to=st.sampled_from(["kokoro", "fallback"]),
    at=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    by=st.text(),
    reason=st.text(),
)


def read(text: str) -> Document:
    document = parse(FILE, text.encode(), NOW)
    assert isinstance(document, Document), document
    return document


def foreign(text: str) -> str:
    """All that is not ours, in its order, in a form that knows nan from nothing."""
    tables = tomllib.loads(text.removeprefix("\ufeff"))
    ours = tables.pop(TABLE, {})
    tables.pop(CHANGE_TABLE, None)
    return repr((tables, {key: value for key, value in ours.items() if key not in KEYS}))


def foreign_lines(text: str) -> Counter[str]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return Counter(line for line in lines if line.strip() and "arqon" not in line)


@PATIENT
@given(files(), CHANGES, st.sets(st.sampled_from(KEYS)), NOTES)
def test_an_edit_changes_its_keys_and_nothing_else(
    text: str,
    wanted: dict[SettingKey, SettingValue],
    dropped: set[SettingKey],
    note: ProviderChange | None,
) -> None:
    changes: dict[SettingKey, SettingValue | None] = {**dict.fromkeys(dropped), **wanted}
    new = edited(text, changes, note)
    expected = {k: v for k, v in read(text).values.items() if k not in changes} | wanted
    assert read(new).values == expected
    assert read(new).recorded == note
    assert foreign(new) == foreign(text)
    assert foreign_lines(new) >= foreign_lines(text)
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    assert "\r\n" not in text or "\n" not in new.replace("\r\n", "")
    assert edited(new, changes, note) == new


@PATIENT
@given(files())
def test_an_edit_of_nothing_changes_nothing(text: str) -> None:
    assert edited(text, {}, None) == text


def test_the_comment_behind_a_value_and_the_order_of_keys_survive() -> None:
    text = """\
# top
[arqon_tts]
# who speaks
arqon_tts_provider = 'kokoro'   # for now
extra = 1

[arqon_tts_provider_change]
to = "kokoro" # seen
"""
    note = ProviderChange("fallback", NOW, "ada", 'said "no"')
    changes: dict[SettingKey, SettingValue | None] = {
        "arqon_tts_provider": "fallback",
        "arqon_tts_kokoro_timeout_ms": 900,
    }
    assert (
        edited(text, changes, note)
        == """\
# top
[arqon_tts]
# who speaks
arqon_tts_provider = "fallback"   # for now
extra = 1
arqon_tts_kokoro_timeout_ms = 900

[arqon_tts_provider_change]
to = "fallback" # seen
at = 2026-03-01T03:00:00Z
by = "ada"
reason = "said \\"no\\""
"""
    )


def test_the_comments_of_a_scattered_table_survive_its_last_key() -> None:
    text = "[arqon_tts.below]\n[arqon_tts]\narqon_tts_provider = 'kokoro'\n# stays\n"
    new = edited(text, {"arqon_tts_provider": None}, None)
    assert new == "[arqon_tts.below]\n[arqon_tts]\n# stays\n"


def test_a_note_that_is_no_table_is_replaced() -> None:
    note = ProviderChange("kokoro", NOW, "ada", "")
    new = edited("arqon_tts_provider_change = 5\nx = 1\n", {"arqon_tts_provider": "kokoro"}, note)
    assert read(new).recorded == note
    assert tomllib.loads(new)["x"] == 1


def test_a_text_that_the_editor_cannot_take_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"x = {'[' * 200}{']' * 200}\n")
    store = SettingsStore(file, environ={})
    assert store.read().faults == ()
    before = file.read_bytes()
    with pytest.raises(NotWritten, match=r"too intricate to edit .* by hand"):
        store.change({"arqon_tts_provider": "kokoro"}, by="test")
    assert file.read_bytes() == before


def test_what_does_not_read_back_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tomlkit.dumps", lambda document: "[arqon_tts]\n")
    with pytest.raises(Uneditable, match="did not read back"):
        edited("", {"arqon_tts_provider": "kokoro"}, None)


@PATIENT
@given(
    st.binary(max_size=200)
    | st.text(alphabet="[]{}=.,\"'\\\n\r #arqon_ts1é\x00", max_size=80).map(str.encode)
)
@example(b"\xff\xfe")
@example(b"a = " + b"[" * 3000)
@example(b"a = " + b"9" * 5000)
@example(b"arqon_tts = " + b"{a=" * 2000)
def test_any_bytes_are_a_document_or_a_fault_in_words(data: bytes) -> None:
    found = parse(FILE, data, NOW)
    if isinstance(found, Unusable):
        assert found.data == data
        assert str(found.fault).startswith("settings.toml")
        assert found.fault.line is None or 1 <= found.fault.line <= data.count(b"\n") + 1


BAD = {
    "arqon_tts_provider": '"piper"',
    "arqon_tts_kokoro_url": '"ftp://x"',
    "arqon_tts_kokoro_voice": '"Heart"',
    "arqon_tts_kokoro_timeout_ms": "99",
    "arqon_tts_kokoro_streaming_enabled": '"true"',
    "arqon_tts_kokoro_fallback_enabled": "1",
}


@PATIENT
@given(files(), st.sampled_from(KEYS))
def test_a_bad_value_is_told_with_its_key_and_line(text: str, key: SettingKey) -> None:
    good = edited(text, {key: None}, None)
    ending = "\r\n" if "\r\n" in text else "\n"
    marked = edited(good, {key: DEFAULTS[key]}, None)
    bad = marked.replace(f"{key} = {toml(DEFAULTS[key])}", f"{key} = {BAD[key]}")
    document = read(bad)
    assert document.values == read(good).values
    (fault,) = document.faults
    assert (fault.key, fault.file) == (key, FILE)
    assert fault.line
    assert f"{key} = {BAD[key]}" in bad.split(ending)[fault.line - 1]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"a = 1\nb = \nc = 3\n", 2, "not valid TOML: Invalid value"),
        (b"[arqon_tts]\nx = {", 2, "not valid TOML"),
        (b"a = 1\nb = '\xff'\n", 2, "not UTF-8"),
        (b"\xef\xbb\xbfa = 1\na = 2\n", 2, "not valid TOML: Cannot overwrite a value"),
        (b"x = 1\narqon_tts = 5\n", 2, "arqon_tts must be a table"),
        (b"[[arqon_tts]]\n", 1, "arqon_tts must be a table"),
        (b"a = " + b"[" * 3000, None, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    data: bytes, line: int | None, words: str
) -> None:
    found = parse(FILE, data, NOW)
    assert isinstance(found, Unusable)
    assert found.fault.line == line
    assert words in str(found.fault)
    assert "keeps this file as settings.toml.bad-<time>" in str(found.fault)


@pytest.mark.parametrize(
    "table",
    [
        'to = "piper"\nat = 2026-03-01T03:00:00Z\nby = ""\nreason = ""',
        'to = "kokoro"\nat = 2026-03-01T03:00:00\nby = ""\nreason = ""',
        'to = "kokoro"\nat = "yesterday"\nby = ""\nreason = ""',
        'to = "kokoro"\nat = 2026-03-01T03:00:00Z\nby = 5\nreason = ""',
        "",
    ],
)
def test_a_note_of_another_form_is_none(table: str) -> None:
    assert read(f"[arqon_tts_provider_change]\n{table}\n").recorded is None

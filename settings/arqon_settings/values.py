"""Single keys and values: known or not, valid or not, and how they are typed as text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from arqon_settings.errors import InvalidSetting
from arqon_settings.model import KEYS, SettingKey, Settings

__all__ = ["DEFAULTS", "SettingValue", "checked", "known_key", "parse_text", "shown"]

SettingValue = str | int | bool

DEFAULTS: Mapping[SettingKey, SettingValue] = {key: getattr(Settings(), key) for key in KEYS}

_TRUE = ("true", "on", "yes", "1")
_FALSE = ("false", "off", "no", "0")

_EXPECTED = {
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_type": "must be text",
    "string_unicode": "must be valid Unicode",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "value_error": "{error}",
}


def known_key(name: str) -> SettingKey:
    """The setting of that name.

    Raises:
        InvalidSetting: there is none; the message names the nearest, or else all six.
    """
    for key in KEYS:
        if key == name:
            return key
    parts = [key for key in KEYS if name and name in key]
    near = parts if len(parts) == 1 else difflib.get_close_matches(name, KEYS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(KEYS)}"
    raise InvalidSetting(name, None, f"is not a setting: {hint}")


def checked(key: SettingKey, value: object) -> SettingValue:
    """The value as the schema wants it (a URL loses its trailing slash).

    Raises:
        InvalidSetting: the schema refuses it.
    """
    try:
        valid: SettingValue = getattr(Settings.model_validate({key: value}), key)
    except ValidationError as error:
        why = _why(error.errors()[0])
        raise InvalidSetting(key, value, f"{why}, not {shown(value)}") from None
    return valid


def parse_text(key: SettingKey, text: str) -> SettingValue:
    """The value that was typed as text, in a variable or on a command line.

    Booleans: ``true on yes 1`` and ``false off no 0``, in any case. Space around is dropped.

    Raises:
        InvalidSetting: the text does not stand for a value that the schema accepts.
    """
    word = text.strip()
    match DEFAULTS[key]:
        case bool():
            if word.lower() not in _TRUE + _FALSE:
                raise InvalidSetting(key, text, f"must be true or false, not {shown(text)}")
            return word.lower() in _TRUE
        case int():
            if not re.fullmatch(r"[+-]?[0-9]{1,40}", word):
                raise InvalidSetting(key, text, f"must be a whole number, not {shown(text)}")
            return checked(key, int(word))
        case _:
            return checked(key, word)


def shown(value: object) -> str:
    """The value as a message shows it: quoted if it is text, and never longer than a line."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _why(error: ErrorDetails) -> str:
    template = _EXPECTED.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else error["msg"]

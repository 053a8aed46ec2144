"""A JSON object as text: where its members stand, and how to change or add one in place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NoReturn

__all__ = ["members", "with_values"]

_SPACE = " \t\r\n"
_BOM = "\ufeff"


def members(text: str) -> list[tuple[str, int, slice]]:
    """The members of the object: each one's name, where it begins, and where its value stands.

    Raises:
        ValueError: the text is not a JSON object.
        RecursionError: it is nested too deeply.
    """
    if not text.strip():
        raise ValueError("it is empty")
    # Numbers stay text: they may have any length, and only ours are looked at.
    strict = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_constant)
    if not isinstance(strict.decode(text.removeprefix(_BOM)), dict):
        raise ValueError("it is not an object: { ... }")
    found: list[tuple[str, int, slice]] = []
    at = _past(text, text.index("{") + 1, _SPACE)
    while text[at] != "}":
        name, after = strict.raw_decode(text, at)
        start = _past(text, after, _SPACE + ":")
        _, end = strict.raw_decode(text, start)
        found.append((name, at, slice(start, end)))
        at = _past(text, end, _SPACE + ",")
    return found


def _past(text: str, at: int, skipped: str) -> int:
    while text[at] in skipped:
        at += 1
    return at


def with_values(text: str, values: Mapping[str, str | int | bool]) -> str:
    """The text with these members changed or added; every other character as it was.

    A member that stands there twice is changed twice. One that is new comes last, and stands
    as the first one does.
    """
    there = members(text)
    for name, _, value in reversed(there):
        if name in values:
            text = f"{text[: value.start]}{_json(values[name])}{text[value.stop :]}"
    names = {name for name, _, _ in there}
    return _with_more(text, {name: v for name, v in values.items() if name not in names})


def _with_more(text: str, more: Mapping[str, str | int | bool]) -> str:
    if not more:
        return text
    there = members(text)
    opened = text.index("{") + 1
    between = text[opened : there[0][1]] if there else "\n  "
    added = f",{between}".join(f'"{key}": {_json(value)}' for key, value in more.items())
    if not there:
        return f"{text[:opened]}{between}{added}\n{text[text.index('}') :]}"
    end = there[-1][2].stop
    return f"{text[:end]},{between}{added}{text[end:]}"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _json(value: str | int | bool) -> str:
    return json.dumps(value, ensure_ascii=False)

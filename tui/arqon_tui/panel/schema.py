"""The settings form's fields, read from the JSON Schema of the settings model.

The schema lies beside this module because importing pydantic would delay the first paint; a
test holds it equal to what the model says. `python -m arqon_tui.panel.schema` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from arqon_settings.model import SettingKey

__all__ = ["FIELDS", "SCHEMA_PATH", "FieldSpec", "as_text", "current_schema", "label_of"]

SCHEMA_PATH = Path(__file__).with_name("settings_schema.json")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One setting as the form shows it; `choices` is empty for a field that is typed."""

    key: SettingKey
    label: str
    help: str
    default: str
    choices: tuple[str, ...]
    limits: str

    @classmethod
    def of(cls, key: str, schema: Mapping[str, Any]) -> FieldSpec:
        """Read one property of the JSON Schema."""
        boolean = schema["type"] == "boolean"
        return cls(
            key=cast("SettingKey", key),
            label=schema["title"],
            help=schema["description"],
            default=as_text(schema["default"]),
            choices=("on", "off") if boolean else tuple(schema.get("enum", ())),
            limits=_limits(schema),
        )


def as_text(value: str | int | bool) -> str:
    """A value as the form shows and reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def label_of(key: str) -> str:
    """What the form calls a setting; of one that it does not know, the key."""
    return next((field.label for field in FIELDS if field.key == key), key)


def current_schema() -> str:
    """The JSON Schema of the settings model as it is now."""
    from arqon_settings.model import Settings

    return json.dumps(Settings.model_json_schema(), indent=2) + "\n"


def _limits(schema: Mapping[str, Any]) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return ""


def _read() -> tuple[FieldSpec, ...]:
    properties = json.loads(SCHEMA_PATH.read_text())["properties"]
    return tuple(FieldSpec.of(key, schema) for key, schema in properties.items())


if __name__ == "__main__":
    SCHEMA_PATH.write_text(current_schema())
else:
    FIELDS = _read()

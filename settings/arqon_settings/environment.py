"""Settings that the environment holds for this process."""

from __future__ import annotations

from collections.abc import Mapping

from arqon_settings.errors import InvalidSetting
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.snapshot import Fault
from arqon_settings.values import SettingValue, parse_text

__all__ = ["overrides", "variable_of"]


def variable_of(key: SettingKey) -> str:
    """The environment variable that overrides the key: its name in capitals."""
    return key.upper()


def overrides(
    environ: Mapping[str, str],
) -> tuple[Mapping[SettingKey, SettingValue], tuple[Fault, ...]]:
    """The values that the environment holds, and a fault for each one that is not valid.

    An empty variable counts as unset, as it does for most programs.
    """
    values: dict[SettingKey, SettingValue] = {}
    faults: list[Fault] = []
    for key in KEYS:
        variable = variable_of(key)
        if text := environ.get(variable, "").strip():
            try:
                values[key] = parse_text(key, text)
            except InvalidSetting as error:
                faults.append(_fault(key, variable, error))
    return values, tuple(faults)


def _fault(key: SettingKey, variable: str, error: InvalidSetting) -> Fault:
    return Fault(
        what=f"{key} {error.why}, so the variable is ignored",
        remedy=f"Correct or unset {variable}, then start again",
        key=key,
        variable=variable,
    )

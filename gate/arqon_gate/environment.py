"""The environment of a check: the user's, without what would steer the programs it looks at."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from arqon_service.home import VARIABLE
from arqon_settings.environment import variable_of
from arqon_settings.model import KEYS

__all__ = ["MARK", "environment"]

MARK: Final = "ARQON_GATE_RUN"
"""Marks every process of one run, also one that has left its parent and its session."""

_STEERING: Final = {variable_of(key) for key in KEYS} | {"PYTHONOPTIMIZE"}
"""Settings belong in the home; and a check that asserts shall not run without its asserts."""


def environment(
    home: Path, mark: str, environ: Mapping[str, str] = os.environ
) -> Mapping[str, str]:
    """Of a check that works in the folder `home`; `mark` is the value of `MARK`."""
    kept = {name: value for name, value in environ.items() if name not in _STEERING}
    return {**kept, VARIABLE: str(home), MARK: mark, "PYTHONUNBUFFERED": "1"}

"""What the two files last agreed on, kept beside ours, and whether they are kept in step at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StrictStr, ValidationError

from arqon_settings.durable import replace_durably
from arqon_settings.model import SettingKey
from arqon_settings.regular import read_regular

__all__ = ["Base", "Notice", "base_path", "read_base", "write_base"]

_LARGEST = 1_000_000
_MOST_NOTICES = 20

_Stored = StrictBool | StrictInt | StrictStr


class Notice(BaseModel):
    """Something that people should know of, and when it happened."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    what: str


class Base(BaseModel):
    """The state of the mirror between two looks.

    Attributes:
        enabled: what somebody decided; None: on wherever Maestro's file exists.
        agreed: the value of each key that both files had, or were about to have.
        replaced: the values that ours took the place of in Maestro's file. Maestro may still
            have them in its memory, and write them again.
        no_rollback: whether this Maestro was seen to have no fallback.
        notices: the latest decisions that somebody may want to look into.
    """

    model_config = ConfigDict(frozen=True)

    enabled: bool | None = None
    agreed: Mapping[SettingKey, _Stored] = {}
    replaced: Mapping[SettingKey, tuple[_Stored, ...]] = {}
    no_rollback: bool = False
    notices: tuple[Notice, ...] = ()

    def with_notices(self, at: datetime, *what: str) -> Base:
        """The same, with more to tell; the oldest are forgotten, and nothing is told twice."""
        known = {notice.what for notice in self.notices}
        new = tuple(Notice(at=at, what=text) for text in what if text not in known)
        return self.model_copy(update={"notices": (*self.notices, *new)[-_MOST_NOTICES:]})


def base_path(settings: Path) -> Path:
    """Where the base of a settings file is kept."""
    return settings.with_name("maestro-mirror.json")


def read_base(path: Path) -> Base:
    """The base; an empty one if there is none that can be read: then first contact begins anew."""
    try:
        return Base.model_validate_json(read_regular(path, _LARGEST)[0])
    except (OSError, ValidationError):
        return Base()


def write_base(path: Path, base: Base) -> None:
    """Keep the base. The caller is the only writer at the time.

    Raises:
        OSError: it could not be written.
    """
    replace_durably(path, base.model_dump_json(indent=2).encode() + b"\n")

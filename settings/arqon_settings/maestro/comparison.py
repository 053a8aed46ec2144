"""How our settings and Maestro's differ at the moment, for people; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from arqon_settings.maestro.base import read_base
from arqon_settings.maestro.file import NotParsed
from arqon_settings.maestro.merge import merged
from arqon_settings.maestro.mirror import MaestroMirror, our_side
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.values import DEFAULTS, SettingValue

__all__ = ["Comparison", "Difference", "compared"]


class Difference(TypedDict):
    """One key with two values (a key that Maestro's file lacks has its default there)."""

    ours: SettingValue
    maestro: SettingValue
    stands: Literal["ours", "maestro's", "both"]


@dataclass(frozen=True)
class Comparison:
    """What a look without writing found.

    Attributes:
        differences: the keys with two values; "both" stand where this Maestro cannot be told.
        fault: why the files cannot be compared; empty if they can.
        not_taken: the values in Maestro's file that we cannot take, in words.
        has_rollback: whether this Maestro has a fallback; None if that is not known.
    """

    differences: Mapping[SettingKey, Difference] = field(default_factory=dict)
    fault: str = ""
    not_taken: tuple[str, ...] = ()
    has_rollback: bool | None = None

    @property
    def in_step(self) -> bool | None:
        """Whether all six keys agree; None if that is not known."""
        return None if self.fault else not self.differences

    @property
    def words(self) -> str:
        """The same for a person."""
        if self.fault:
            return f"not known: {self.fault}"
        return f"no: {', '.join(self.differences)}" if self.differences else "yes"


def compared(mirror: MaestroMirror) -> Comparison:
    """Compare the two files. Raises nothing."""
    try:
        snapshot, theirs = mirror.compare()
    except FileNotFoundError:
        return Comparison(fault=f"{mirror.path} does not exist")
    except NotParsed as error:
        return Comparison(fault=f"{mirror.path}: {error}")
    except OSError as error:
        return Comparison(fault=f"{mirror.path} cannot be read: {error.strerror or error}")
    merge = merged(our_side(snapshot), theirs, read_base(mirror.base_path))
    differences: dict[SettingKey, Difference] = {}
    for key in KEYS:
        mine, other = getattr(snapshot.settings, key), theirs.values.get(key, DEFAULTS[key])
        if mine != other:
            stands: Literal["ours", "maestro's", "both"] = "both"
            if key in merge.ours:
                stands = "maestro's"
            elif key in merge.theirs:
                stands = "ours"
            differences[key] = Difference(ours=mine, maestro=other, stands=stands)
    return Comparison(differences, "", theirs.not_taken, merge.has_rollback)

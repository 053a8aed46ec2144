"""Who gives way where our settings and Maestro's differ: the rules, and nothing of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from arqon_settings.command import command_here
from arqon_settings.maestro.base import Base
from arqon_settings.maestro.file import MaestroFile
from arqon_settings.model import KEYS, SettingKey
from arqon_settings.values import DEFAULTS, SettingValue, shown

__all__ = ["Merge", "OurSide", "merged"]

_PROVIDER: SettingKey = "arqon_tts_provider"
_FALLBACK_SWITCH: SettingKey = "arqon_tts_kokoro_fallback_enabled"
_MOST_REPLACED = 32

_Winner = Literal["ours", "theirs", "nobody"]


@dataclass(frozen=True)
class OurSide:
    """Our file, without the environment.

    Attributes:
        values: the value of each key that can be used.
        rolled_back: whether somebody chose the fallback here: neither the default nor Maestro did.
    """

    values: Mapping[SettingKey, SettingValue]
    rolled_back: bool


@dataclass
class Merge:
    """What is to be written: `ours` into our file, `theirs` into Maestro's, and the base.

    `has_rollback` says whether this Maestro has its own fallback, `notices` in words what was
    decided against one of the two.
    """

    ours: dict[SettingKey, SettingValue] = field(default_factory=dict)
    theirs: dict[SettingKey, SettingValue] = field(default_factory=dict)
    agreed: dict[SettingKey, SettingValue] = field(default_factory=dict)
    replaced: dict[SettingKey, tuple[SettingValue, ...]] = field(default_factory=dict)
    has_rollback: bool = True
    notices: list[str] = field(default_factory=list)

    def base(self, before: Base) -> Base:
        """The base after this."""
        return before.model_copy(
            update={
                "agreed": self.agreed,
                "replaced": self.replaced,
                "no_rollback": not self.has_rollback,
            }
        )


def merged(ours: OurSide, theirs: MaestroFile, base: Base) -> Merge:
    """Decide for each of the six keys whose value stands.

    A key that one side alone has changed since the base takes that side's value; one that both
    have changed takes ours. A value that comes back to what ours replaced is out of Maestro's
    memory, and no wish. A rollback is never undone by Maestro.
    """
    known_without = base.no_rollback and _FALLBACK_SWITCH not in theirs.places
    merge = Merge(
        agreed=dict(base.agreed),
        replaced=dict(base.replaced),
        has_rollback=theirs.has_rollback and not known_without,
    )
    for key in (key for key in KEYS if key in ours.values):
        _settle(key, ours, theirs, base, merge)
    return merge


def _settle(key: SettingKey, ours: OurSide, theirs: MaestroFile, base: Base, merge: Merge) -> None:
    mine = ours.values[key]
    match _winner(key, ours, theirs, base, merge):
        case "theirs":
            merge.ours[key] = merge.agreed[key] = theirs.values[key]
            merge.replaced.pop(key, None)  # Maestro's memory holds its own wish now
        case "ours":
            merge.agreed[key] = mine
            if merge.has_rollback or _may_write(key, mine, theirs):
                merge.theirs[key] = mine
                old = theirs.values.get(key, DEFAULTS[key])
                kept = (v for v in merge.replaced.get(key, ()) if v not in (old, mine))
                merge.replaced[key] = (*kept, old)[-_MOST_REPLACED:]
        case "nobody":
            if theirs.values.get(key) == mine:
                merge.agreed[key] = mine


def _winner(
    key: SettingKey, ours: OurSide, theirs: MaestroFile, base: Base, merge: Merge
) -> _Winner:
    mine, agreed = ours.values[key], base.agreed.get(key)
    if key not in theirs.values:
        return _winner_over_nothing(key, mine, theirs, agreed)
    other = theirs.values[key]
    if other == mine:
        return "nobody"
    if agreed is None:
        ours_stands = mine != DEFAULTS[key] or (key == _PROVIDER and ours.rolled_back)
        return "ours" if ours_stands else "theirs"
    if other == agreed:
        return "ours"
    why = ""
    if other in base.replaced.get(key, ()):
        why = "had been replaced by ours, and came back out of Maestro's memory"
    elif key == _PROVIDER and ours.rolled_back:
        why = f"does not undo a rollback: only `{command_here('restore')}` or the panel's F8 does"
    elif mine != agreed:
        why = "was changed there while ours was changed too"
    if why:
        merge.notices.append(
            f"{key}: {shown(other)} in Maestro's file {why}; {shown(mine)} was written"
        )
    return "ours" if why else "theirs"


def _winner_over_nothing(
    key: SettingKey, mine: SettingValue, theirs: MaestroFile, agreed: SettingValue | None
) -> _Winner:
    """Where Maestro's file lacks the key (its default holds), or we cannot take its value."""
    if key in theirs.places:
        return "ours" if mine != (DEFAULTS[key] if agreed is None else agreed) else "nobody"
    return "ours" if mine != DEFAULTS[key] else "nobody"


def _may_write(key: SettingKey, value: SettingValue, theirs: MaestroFile) -> bool:
    """Whether a Maestro without a fallback can be told: it may not start with what it dropped."""
    if key == _FALLBACK_SWITCH:
        return key in theirs.places
    return not (key == _PROVIDER and value == "fallback")

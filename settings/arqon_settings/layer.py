"""What the file contributes to the values in force, the last good values included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from arqon_settings.document import Document, Unusable
from arqon_settings.model import SettingKey
from arqon_settings.snapshot import BY_HAND, MIRROR, Fault, Origin, ProviderChange
from arqon_settings.values import DEFAULTS, SettingValue

__all__ = ["Layer", "after_reading"]

_PROVIDER: SettingKey = "arqon_tts_provider"


@dataclass(frozen=True)
class Layer:
    """The file as far as it can be used.

    Attributes:
        document: the last file that parsed; empty if there was none.
        values: the keys that the file sets, or did when it was last good.
        last_good: those of them for which the file now holds something that cannot be used.
        provider_change: who changed the provider in the file.
        unusable: the file as it is now, if it does not parse.
        reading: how many readings of the file came before this one.
    """

    document: Document = field(default_factory=Document)
    values: Mapping[SettingKey, SettingValue] = field(default_factory=dict)
    last_good: frozenset[SettingKey] = frozenset()
    provider_change: ProviderChange | None = None
    unusable: Unusable | None = None
    reading: int = 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the file holds that cannot be used."""
        return (self.unusable.fault,) if self.unusable else self.document.faults

    def value(self, key: SettingKey) -> SettingValue:
        """The value for every process whose environment does not hold the key."""
        return self.values.get(key, DEFAULTS[key])

    def origin(self, key: SettingKey) -> Origin:
        """Where that value comes from."""
        if key in self.last_good:
            return "last good"
        return "file" if key in self.values else "default"

    def repairs(self) -> dict[SettingKey, SettingValue]:
        """The keys that the next write must put right, with the values in force."""
        keys = (fault.key for fault in self.document.faults)
        return {key: self.value(key) for key in keys if key}

    def noted(self, change: ProviderChange | None) -> ProviderChange | None:
        """What the next write must note, given the change of provider that it makes, if any.

        A change to the provider that it is already is none, unless it was Maestro's and is now
        a person's. One that was made by hand is noted before the time of the file is lost.
        """
        known = self.provider_change
        if change and not (known and known.to == change.to and known.by != MIRROR):
            return change
        return None if known == self.document.recorded else known

    def to_keep(self) -> bytes | None:
        """The file as it is, if something in it cannot be used."""
        if self.unusable:
            return self.unusable.data
        return self.document.text.encode() if self.document.faults else None


def after_reading(found: Document | Unusable, before: Layer) -> Layer:
    """The next layer: what cannot be used keeps the value that it had."""
    reading = before.reading + 1
    if isinstance(found, Unusable):
        last_good = frozenset(before.values)
        return replace(before, last_good=last_good, unusable=found, reading=reading)
    bad = {fault.key for fault in found.faults}
    kept = {key: value for key, value in before.values.items() if key in bad}
    return Layer(
        document=found,
        values={**found.values, **kept},
        last_good=frozenset(kept),
        provider_change=_provider_change(found, before if _PROVIDER in kept else None),
        reading=reading,
    )


def _provider_change(document: Document, kept: Layer | None) -> ProviderChange | None:
    if kept:
        return kept.provider_change
    recorded = document.recorded
    match document.values.get(_PROVIDER):
        case None:
            return recorded if recorded and recorded.to == DEFAULTS[_PROVIDER] else None
        case "kokoro" | "fallback" as written if not (recorded and recorded.to == written):
            return ProviderChange(written, document.modified, BY_HAND, "")
    return recorded

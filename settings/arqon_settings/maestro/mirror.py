"""Keeps our settings and Maestro's in step: one look at both files, and what follows from it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from arqon_settings.errors import NotWritten, SettingsError
from arqon_settings.lock import only_writer
from arqon_settings.maestro.base import base_path, read_base, write_base
from arqon_settings.maestro.file import MaestroFile, NotParsed, maestro_path
from arqon_settings.maestro.merge import Merge, OurSide, merged
from arqon_settings.maestro.place import HALF_WRITTEN_S, MaestroPlace
from arqon_settings.model import KEYS
from arqon_settings.replacement import ChangedMeanwhile
from arqon_settings.snapshot import MIRROR, Change, Snapshot
from arqon_settings.store import SettingsStore

__all__ = ["MaestroMirror", "MirrorState", "our_side"]

_TRIES = 20
"""Each try fails only because somebody wrote meanwhile."""


@dataclass(frozen=True)
class MirrorState:
    """What a look found.

    Attributes:
        path: Maestro's file.
        on: whether the two files are kept in step.
        there: whether Maestro's file exists.
        fault: why they are not in step now, and what to do; empty if they are.
        not_taken: the values in Maestro's file that we cannot take, in words.
        has_rollback: whether this Maestro has its own fallback; None if it is not known.
        notices: what this look decided against one of the two files, in words.
    """

    path: Path
    on: bool
    there: bool
    fault: str = ""
    not_taken: tuple[str, ...] = ()
    has_rollback: bool | None = None
    notices: tuple[str, ...] = ()


class MaestroMirror:
    """The two settings files of one user.

    Ours is durable before Maestro's is touched, and nothing here undoes a write of ours.
    For one thread at a time; other processes may have a mirror of the same files.

    Args:
        settings: our settings file.
        on_taken: hears of each change that was taken over from Maestro's file.
        now: the clock, in UTC.
        half_written_s: how long a file that does not parse is read again.
    """

    def __init__(
        self,
        settings: Path,
        *,
        on_taken: Callable[[Change], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        half_written_s: float = HALF_WRITTEN_S,
    ) -> None:
        self.path = maestro_path(settings)
        self.base_path = base_path(Path(os.path.realpath(settings)))
        self._store = SettingsStore(settings, environ={})
        self._place = MaestroPlace(self.path, half_written_s)
        self._on_taken, self._now = on_taken, now

    @property
    def files(self) -> tuple[Path, ...]:
        """The files whose change calls for a look."""
        return self._store.path, self.path, self.base_path

    def is_on(self) -> bool:
        """Whether the files are kept in step: where Maestro is, unless somebody decided."""
        enabled = read_base(self.base_path).enabled
        return self.is_there() if enabled is None else enabled

    def is_there(self) -> bool:
        """Whether there is a file of Maestro's that can be reached."""
        return os.path.exists(self.path)  # noqa: PTH110 -- Path.exists raises where none may look

    def decide(self, *, enabled: bool) -> None:
        """Keep the files in step from now on, or leave Maestro's alone.

        Raises:
            NotWritten: the decision could not be written.
        """
        try:
            with only_writer(self.base_path):
                base = read_base(self.base_path)
                write_base(self.base_path, base.model_copy(update={"enabled": enabled}))
        except OSError as error:
            raise NotWritten.because(self.base_path, error) from error

    def look(self) -> MirrorState:
        """Bring the files in step. Raises nothing: what stands against it is the `fault`."""
        if not self.is_on() or not self.is_there():
            return MirrorState(self.path, self.is_on(), self.is_there())
        try:
            with only_writer(self.base_path):
                return self._in_step()
        except NotParsed as error:
            fault = f"{self.path} is left alone: {error}. Correct it, or start Maestro anew."
        except OSError as error:
            fault = str(NotWritten.because(self.path, error))
        except SettingsError as error:
            fault = str(error)
        return MirrorState(self.path, on=True, there=True, fault=fault)

    def look_within(self, seconds: float) -> MirrorState | None:
        """`look`, for a program that is about to end; None if it takes longer than that."""
        found: list[MirrorState] = []
        thread = threading.Thread(target=lambda: found.append(self.look()), daemon=True)
        thread.start()
        thread.join(seconds)
        return found[0] if found else None

    def compare(self) -> tuple[Snapshot, MaestroFile]:
        """Both files as they are.

        Raises:
            NotParsed: Maestro's cannot be understood.
            OSError: it cannot be read.
        """
        return self._store.read(), self._place.read()

    def _in_step(self) -> MirrorState:
        for _ in range(_TRIES):
            snapshot, theirs = self.compare()
            if any(fault.key is None for fault in snapshot.faults):
                raise NotWritten(self.path, f"ours cannot be used: {snapshot.faults[0]}")
            merge = merged(our_side(snapshot), theirs, read_base(self.base_path))
            with suppress(ChangedMeanwhile):
                if self._written(merge, snapshot, theirs):
                    found = (theirs.not_taken, merge.has_rollback, tuple(merge.notices))
                    return MirrorState(self.path, True, True, "", *found)
        raise NotWritten(self.path, "other programs write it all the time; it is tried again")

    def _written(self, merge: Merge, snapshot: Snapshot, theirs: MaestroFile) -> bool:
        """Write what was decided; False if our file was changed since it was read."""
        if merge.ours:
            change = self._store.change(
                merge.ours, by=MIRROR, reason="taken over from Maestro", if_still=snapshot
            )
            if change.changed and self._on_taken:
                self._on_taken(change)
            if len(change.changed) != len(merge.ours):
                return False
        self._keep(merge)
        if merge.theirs:
            self._place.write(theirs, merge.theirs)
        return True

    def _keep(self, merge: Merge) -> None:
        # Before Maestro's file is written: what is then still the old value there is stale.
        before = read_base(self.base_path)
        base = merge.base(before).with_notices(self._now(), *merge.notices)
        if base != before:
            write_base(self.base_path, base)


def our_side(snapshot: Snapshot) -> OurSide:
    """Our file as the merge wants it, of a snapshot without the environment."""
    bad = {fault.key for fault in snapshot.faults}
    change = snapshot.provider_change
    return OurSide(
        values={key: getattr(snapshot.settings, key) for key in KEYS if key not in bad},
        rolled_back=change is not None and change.to == "fallback" and change.by != MIRROR,
    )

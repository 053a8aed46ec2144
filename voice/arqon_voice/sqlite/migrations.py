"""From the format of an earlier version to today's, a step at a time and in one transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from arqon_voice.sqlite.faults import DamagedError, Identity, UnusableError

__all__ = ["Schema", "migrate", "refuse_newer", "version_of"]


@dataclass(frozen=True, slots=True)
class Schema:
    """How a file comes to its tables: `steps[n]` leads from `user_version` n to n + 1.

    A new file takes all steps, so it is the same as one that was migrated. A step is never
    changed once it was in somebody's hands: a change of the format is a further step.
    """

    steps: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        """The `user_version` of a file that has taken every step."""
        return len(self.steps)

    @property
    def statements(self) -> tuple[str, ...]:
        """All steps after each other, for a database that begins empty."""
        return tuple(statement for step in self.steps for statement in step)


def version_of(connection: sqlite3.Connection) -> int:
    """The `user_version` of the file; 0 of one that is empty or another program's."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(path: Path, found: int, schema: Schema) -> None:
    """Leave a file alone that a newer version of this program has written.

    Raises:
        UnusableError: `found` is above what `schema` knows.
    """
    if found > schema.version:
        raise UnusableError(
            f"{path} was written by a newer version of Arqon TTS (format {found}, this one knows"
            f" {schema.version}); update this one, or move the file away"
        )


def migrate(
    connection: sqlite3.Connection, path: Path, schema: Schema, identity: Identity | None
) -> None:
    """Bring an open file to the newest format; nothing is changed if that fails.

    Processes that do so at once wait for each other, and all but the first find it done. One
    that is killed in the middle leaves the file as it was.

    Raises:
        UnusableError: the file is newer than this program.
        DamagedError: it holds tables that are not ours.
        sqlite3.Error: a step failed, as it does where the tables are not what they should be.
    """
    found = version_of(connection)
    if found == schema.version:
        return
    refuse_newer(path, found, schema)
    connection.execute("BEGIN IMMEDIATE")
    found = version_of(connection)
    refuse_newer(path, found, schema)
    if found == 0 and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise DamagedError(f"{path} holds the tables of another program", identity)
    for step in schema.steps[found:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {schema.version}")
    connection.execute("COMMIT")

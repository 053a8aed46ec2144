"""What has been spoken and what is being spoken, as rows: the rules of the replay guard in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from arqon_voice.sqlite.migrations import Schema

__all__ = ["SCHEMA", "Ledger", "MessageState", "ReplayLimits"]

SCHEMA = Schema(
    steps=(
        (
            """CREATE TABLE message (
                 id TEXT PRIMARY KEY,
                 state INTEGER NOT NULL,
                 owner TEXT NOT NULL,
                 since_ms INTEGER NOT NULL) WITHOUT ROWID""",
            "CREATE INDEX message_by_age ON message (since_ms)",
            # SQLite counts by reading every row, which takes longer than the rest of a claim.
            "CREATE TABLE tally (messages INTEGER NOT NULL)",
            "INSERT INTO tally VALUES (0)",
            """CREATE TRIGGER message_came AFTER INSERT ON message
               BEGIN UPDATE tally SET messages = messages + 1; END""",
            """CREATE TRIGGER message_went AFTER DELETE ON message
               BEGIN UPDATE tally SET messages = messages - 1; END""",
        ),
    )
)

_FORGOTTEN_AT_ONCE = 1_000

Row = tuple[str, int, str, int]


class MessageState(IntEnum):
    """How far a message has come; a later state is never undone by an earlier one."""

    CLAIMED = 1
    HEARD = 2
    SPOKEN = 3


@dataclass(frozen=True, slots=True)
class ReplayLimits:
    """How many messages are remembered: the latest, whenever that was.

    Age does not tell, because a clock can be set: back and right again, and what was spoken a
    second ago looks a year old. 100,000 messages are one every six seconds for a week, in some
    20 MB.
    """

    max_count: int = 100_000


class Ledger:
    """The rows of one connection, seen and written by one `owner`.

    The caller wraps each call in a transaction. `is_alive` tells of an owner's text whether
    that owner still runs. `now_ms` gives epoch milliseconds: `since_ms` tells a person when, and
    always rises, whatever the clock does, so that it also tells what came after what.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        owner: str,
        limits: ReplayLimits,
        is_alive: Callable[[str], bool],
        now_ms: Callable[[], int],
    ) -> None:
        self._connection, self._owner, self._limits = connection, owner, limits
        self._is_alive, self._now_ms = is_alive, now_ms

    def is_free(self, key: str, *, own_counts: bool = True) -> bool:
        """Whether nobody has spoken `key` or is about to.

        A claim ends with its owner. Not so what was heard: its owner died in the middle of
        speaking, and to begin again would speak it twice. Without `own_counts`, what this owner
        wrote down and did not finish is passed over.
        """
        row = self._connection.execute(
            "SELECT state, owner FROM message WHERE id = ?", (key,)
        ).fetchone()
        if row is None:
            return True
        state, owner = row
        if owner == self._owner and state < MessageState.SPOKEN:
            return not own_counts
        return state == MessageState.CLAIMED and not self._is_alive(owner)

    def claim(self, key: str, *, own_counts: bool = True) -> bool:
        """Take `key` for this owner, if it is free; see `is_free`."""
        if self.is_free(key):
            self.take(key)
            return True
        return not own_counts and self.is_free(key, own_counts=False)

    def take(self, key: str) -> None:
        """Take `key` for this owner, whatever was known of it, and forget what is too many."""
        self._connection.execute("DELETE FROM message WHERE id = ?", (key,))
        self.put(key, MessageState.CLAIMED)
        self._forget()

    def put(self, key: str, state: MessageState) -> None:
        """Write down that this owner brought `key` to `state`."""
        (newest,) = self._connection.execute("SELECT MAX(since_ms) FROM message").fetchone()
        since_ms = self._now_ms() if newest is None else max(self._now_ms(), newest + 1)
        self._write([(key, state, self._owner, since_ms)])

    def release(self, key: str) -> None:
        """Forget `key`, unless it was spoken or is another owner's."""
        self._connection.execute(
            "DELETE FROM message WHERE id = ? AND owner = ? AND state < ?",
            (key, self._owner, MessageState.SPOKEN),
        )

    def rows(self) -> list[Row]:
        """All that is written down."""
        return self._connection.execute("SELECT id, state, owner, since_ms FROM message").fetchall()

    def replace_own(self, rows: Iterable[Row]) -> None:
        """Make `rows` what is written down of this owner, beside what it has spoken."""
        self._connection.execute(
            "DELETE FROM message WHERE owner = ? AND state < ?", (self._owner, MessageState.SPOKEN)
        )
        self._write(rows)

    def _write(self, rows: Iterable[Row]) -> None:
        self._connection.executemany(
            "INSERT INTO message (id, state, owner, since_ms) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET"
            " state = excluded.state, owner = excluded.owner, since_ms = excluded.since_ms"
            " WHERE excluded.state > state",
            rows,
        )

    def _forget(self) -> None:
        """Delete the oldest of what is too many, some at a time."""
        (number,) = self._connection.execute("SELECT messages FROM tally").fetchone()
        surplus = min(max(0, number - self._limits.max_count), _FORGOTTEN_AT_ONCE)
        self._connection.execute(
            "DELETE FROM message WHERE id IN (SELECT id FROM message ORDER BY since_ms LIMIT ?)",
            (surplus,),
        )

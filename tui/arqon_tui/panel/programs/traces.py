"""What running programs leave behind, looked at cheaply: whether a look at them is due."""

from __future__ import annotations

import os
import select
from collections.abc import Collection, Sequence
from pathlib import Path

__all__ = ["Traces"]


class Traces:
    """The content of the programs' records, and the ends of the processes that they name.

    To read a record that has not changed, and ask the kernel for an end, takes a tenth of finding
    out who a process is. A platform that has no descriptors of processes never spares a look.

    Args:
        records: the files in which programs say that they run.
    """

    def __init__(self, records: Sequence[Path]) -> None:
        self._records = records
        self._seen: list[bytes | int] = []
        self._processes: dict[int, int] = {}

    def have_changed(self, running: Collection[int]) -> bool:
        """Whether a look can find something else than the last one, which found these processes.

        Then a look must follow: what is noted here is what it finds, or older.
        """
        seen = [_content(record) for record in self._records]
        same = seen == self._seen and self._processes.keys() == set(running) and not self._ended()
        if not same:
            self._seen = seen
            self._hold(running)
        return not same

    def close(self) -> None:
        """Let go of the processes."""
        self._hold(())

    def _ended(self) -> bool:
        if not self._processes:
            return False
        ends = select.poll()
        for descriptor in self._processes.values():
            ends.register(descriptor, select.POLLIN)
        return bool(ends.poll(0))

    def _hold(self, running: Collection[int]) -> None:
        """Hold these processes. The look that follows says whether they are still the same."""
        for descriptor in self._processes.values():
            os.close(descriptor)
        self._processes = {}
        for pid in running:
            try:
                self._processes[pid] = os.pidfd_open(pid)
            except (AttributeError, OSError):  # another platform; it has ended
                continue


def _content(record: Path) -> bytes | int:
    """The bytes, or the number of the error: a record that cannot be read is another state."""
    try:
        return record.read_bytes()
    except OSError as error:
        return error.errno or 0

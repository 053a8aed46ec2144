"""What must be done to a process when ours ends, however it ends: a child does it then."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["guarded"]

_GONE_S: Final = 5
_GUARD: Final = f"""
import os, select, shutil, signal, sys
held, number, *folders = sys.argv[1:]
os.read(0, 1)
try: signal.pidfd_send_signal(int(held), int(number))
except ProcessLookupError: pass
if folders: select.select([int(held)], [], [], {_GONE_S})
for folder in folders: shutil.rmtree(folder, ignore_errors=True)
"""


@contextmanager
def guarded(held: int, number: signal.Signals, folders: Sequence[Path] = ()) -> Iterator[None]:
    """At the end of the block the process behind the descriptor `held` gets the signal.

    Then, once it is gone, `folders` are removed. A child waits for its pipe to close, which our
    end does, too: nothing holds back SIGKILL, and to hold other signals back is for one thread.
    """
    command = [sys.executable, "-I", "-S", "-c", _GUARD, str(held), str(int(number))]
    with subprocess.Popen(
        [*command, *map(str, folders)],
        stdin=subprocess.PIPE,
        pass_fds=(held,),
        start_new_session=True,
    ) as guard:
        try:
            yield
        finally:
            assert guard.stdin is not None
            guard.stdin.close()

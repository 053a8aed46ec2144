"""The other process: runs a piece of Python there, and talks to it over its pipes."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from tests.patience import PATIENCE_S

PREAMBLE = """
import os, sys
from pathlib import Path
from arqon_settings.store import SettingsStore

def say(word):
    print(word, flush=True)

args = sys.argv[1:]
path = Path(args[0])
store = SettingsStore(path, environ={})
"""


class Child:
    """A Python process that is waited for line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def line(self) -> str:
        """The next line that it says, or the empty string at its end."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def tell(self, line: str = "") -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def finish(self) -> str:
        """Wait for its end, which must be a good one; all that it still says."""
        output, _ = self.process.communicate(timeout=PATIENCE_S)
        assert self.process.returncode == 0, output
        return output.strip()


@contextmanager
def child(code: str, *args: object) -> Iterator[Child]:
    """Run the code after the preamble, with `args` as its arguments; the first is the file."""
    command = [sys.executable, "-c", PREAMBLE + textwrap.dedent(code), *map(str, args)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Child(process)
        finally:
            process.kill()


def run(code: str, *args: object) -> str:
    """Run the code to its good end; what it said."""
    with child(code, *args) as other:
        return other.finish()

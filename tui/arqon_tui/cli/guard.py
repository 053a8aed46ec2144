"""How every command ends: by its exit code, and never by a traceback for want of an output."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn, TextIO, cast

import click

from arqon_tui.cli import exits

__all__ = ["guarded"]


_OUTPUT: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE}
"""What writing to an open output can end by."""


def guarded(command: Callable[[], object]) -> NoReturn:
    """Run the command, write out what it printed, and leave with its exit code.

    A full disk behind standard output is told on standard error; a reader that has gone (`| head`)
    is not a fault. Either way what the command did is done. What standard error does not take is
    lost, and ends nothing: a service speaks on when the disk of its log is full.
    """
    code: object = exits.FAILED
    fault: OSError | None = None
    if sys.stderr is not None:
        sys.stderr = cast("TextIO", _WhatItTakes(sys.stderr))
    try:
        code = command()
    except SystemExit as ending:
        code = ending.code
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = exits.STOPPED
    except OSError as error:
        if error.filename is None and error.errno in _OUTPUT:
            code, fault = 0, error
        elif (why := _why(error)) is not None:
            _log(error)
            click.echo(f"arqon-tts: {why}", err=True)
        else:
            raise
    number = code if isinstance(code, int) else 0 if code is None else exits.FAILED
    if fault := fault or _output_fault():
        number = _told(fault, number)
    sys.exit(number)


class _WhatItTakes:
    """A stream to write to; what it does not take is lost."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the stream has
        return getattr(self._stream, name)


def _why(error: OSError) -> str | None:
    """What a person can do about a file that no command foresaw; None of what is not a file's."""
    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        return "the working folder was deleted: change to another one, or give whole paths"
    if error.filename is None:
        return None
    from arqon_voice.text import plain

    todo = "give it to this user, then" if isinstance(error, PermissionError) else "mend it, then"
    return f"{plain(str(error.filename))}: {error.strerror or error}; {todo} try again"


def _log(error: OSError) -> None:
    """Keep where it happened, if this command has a log."""
    import logging

    if logging.getLogger().handlers:
        logging.getLogger(__name__).critical("The command ended by a file", exc_info=error)


def _output_fault() -> OSError | None:
    """What keeps standard output from being written."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        return error
    return None


def _told(fault: OSError, code: int) -> int:
    # The interpreter writes out at its end what is still there: into nothing, then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if fault.errno == errno.EPIPE:
        return code or exits.FAILED
    with suppress(OSError):
        why = fault.strerror or fault
        click.echo(f"arqon-tts: standard output could not be written: {why}", err=True)
    return code or exits.FAILED

"""Standard input, output and error, for a process that was started without some of them."""

from __future__ import annotations

import os

__all__ = ["open_standard_files"]


def open_standard_files() -> None:
    """Let those of the files 0 to 2 that are closed be the null device.

    Else a connection would get such a number, and its client all that libraries print there.
    """
    while (file := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(file, True)
    os.close(file)

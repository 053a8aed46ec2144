"""The home of one demo, and what of its surroundings it must not hear."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from arqon_tui.cli.home import forget_environment, use_home

__all__ = ["demo_home"]

_TRIES: Final = 40
_AGAIN_S: Final = 0.05


@contextmanager
def demo_home() -> Iterator[str]:
    """A temporary home for this process and all that it starts; nothing of it is left.

    What the environment says of settings, homes and OpenTelemetry collectors does not count any
    more. Files that are saved without a folder go into the home, too. The value is the address
    of a sidecar at which nobody answers: the port is taken here, and not listened to.
    """
    folder = _working_folder()
    home = Path(tempfile.mkdtemp(prefix="arqon-tts-demo-"))
    try:
        forget_environment()
        os.environ["OTEL_SDK_DISABLED"] = "true"
        use_home(home)
        saved = home / "saved"
        saved.mkdir()
        os.chdir(saved)
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            yield f"http://127.0.0.1:{nobody.getsockname()[1]}"
    finally:
        os.chdir(folder or home.parent)
        _remove(home)


def _working_folder() -> Path | None:
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None  # it was deleted


def _remove(home: Path) -> None:
    """A thread that still writes may put a file back: then once more."""
    for _ in range(_TRIES):
        shutil.rmtree(home, ignore_errors=True)
        if not home.exists():
            return
        time.sleep(_AGAIN_S)

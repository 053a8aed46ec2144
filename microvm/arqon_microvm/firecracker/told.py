"""What an executable of a release of Firecracker says of itself; no VM is started."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from arqon_microvm.errors import Passing

__all__ = ["ASK_S", "told"]

ASK_S: Final = 5.0


def told(executable: Path, *question: str) -> str | None:
    """Its answer to options such as `--version`; None if it cannot be run, or refuses them.

    Raises:
        Passing: it takes longer than `ASK_S`.
    """
    try:
        ended = subprocess.run(
            [executable, *question], capture_output=True, text=True, timeout=ASK_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        asked = " ".join(question)
        raise Passing(f"{executable} did not answer {asked} within {ASK_S:g} s") from error
    except OSError:
        return None
    return ended.stdout if ended.returncode == 0 else None

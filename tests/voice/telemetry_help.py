"""What the tests of telemetry do again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import KOKORO_FAILURE, STREAM_CHUNK
from arqon_voice.telemetry.reader import Selection, select
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.writer import Limits
from tests.patience import PATIENCE_S
from tests.voice.children import event

QUICK = Limits(retry_s=(0.02, 0.05))
Open = Callable[..., Telemetry]


def emit(telemetry: Telemetry, numbers: range, name: str = KOKORO_FAILURE) -> None:
    for number in numbers:
        telemetry.emit(event(number, name))


def stored(path: Path) -> list[Row]:
    return list(select(path, Selection()))


def seqs(rows: list[Row]) -> list[object]:
    return [row.parsed()["seq"] for row in rows if row.name in (KOKORO_FAILURE, STREAM_CHUNK)]


def wait_for(condition: Callable[[], bool]) -> None:
    bound = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < bound, "it never came to be"
        time.sleep(0.005)

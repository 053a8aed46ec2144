"""A recorded session once more: its events come as they came then, into a store that passes."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

from arqon_service.home import Home
from arqon_settings.snapshot import Snapshot
from arqon_tui.panel.read_only import ReadOnlyServices
from arqon_tui.panel.refusals import Refused
from arqon_tui.panel.services import WRITTEN_S
from arqon_voice.sqlite.faults import SqliteFileError
from arqon_voice.telemetry.events import Event
from arqon_voice.telemetry.exchange import read_lines
from arqon_voice.telemetry.rows import Stored, stored
from arqon_voice.telemetry.store import Store
from arqon_voice.text import plain_words

__all__ = ["Recording", "Replay", "ReplayServices"]

_LONGEST_GAP_S = 1.0
_TOGETHER_S = 0.02
_MOST_TOGETHER = 500
_ENDING_S = 0.5
_LONGEST_LINE = 1 << 20
_MOST_WITHOUT_EVENT = 8 << 20


class Recording:
    """A file that holds at least one event, open for one replay.

    Lines of JSON, as `telemetry export` writes them; the other lines are counted in `refused`.

    Attributes:
        file: its name.
        events: what it holds, read as they are asked for.

    Raises:
        Refused: the file cannot be read, or holds no event.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.refused = file, 0
        self._looked_through: int | None = 0
        try:
            self._lines = file.open("rb")
            events = read_lines(self._read(), self._refuse)
            first = next(events, None)
        except OSError as error:
            raise Refused(f"{file}: {error.strerror or error}") from error
        if first is None:
            self._lines.close()
            raise Refused(f"{file} holds no event; 'arqon-tts telemetry export' writes such files")
        self._looked_through = None
        self.events = chain([first], events)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _read(self) -> Iterator[bytes]:
        """The lines; none any more where so much of it holds no event: it may be endless."""
        while line := self._lines.readline(_LONGEST_LINE):
            if self._looked_through is not None:
                self._looked_through += len(line)
                if self._looked_through > _MOST_WITHOUT_EVENT:
                    return
            yield line

    def _refuse(self, _line: int, _why: str) -> None:
        self.refused += 1


class Replay:
    """Plays `recording` once, on a daemon thread.

    Events keep their distance in time, divided by `speed`; a silence is cut to a second.

    Attributes:
        store: the telemetry store into which they come.
        told: how far it is, and what went wrong, for a person.
    """

    def __init__(self, recording: Recording, speed: float = 1.0) -> None:
        self.told = "running"
        self._recording, self._speed = recording, speed
        self._stop = threading.Event()
        self._folder = tempfile.TemporaryDirectory(
            prefix="arqon-tts-replay-", ignore_cleanup_errors=True
        )
        self.store = Path(self._folder.name) / "telemetry.db"
        self._into = Store(self.store)  # it is there before anybody looks for it
        self._work = threading.Thread(target=self._run, name="replay", daemon=True)
        self._work.start()

    def stop(self) -> None:
        """End it; the store goes with it."""
        self._stop.set()
        self._work.join(_ENDING_S)
        self._folder.cleanup()

    def _run(self) -> None:
        try:
            with closing(self._into), closing(self._recording):
                for batch, gap_s in _paced(self._recording.events, self._speed):
                    if self._stop.wait(gap_s):
                        return
                    self._into.append(batch)
            self.told = "at its end"
        except (SqliteFileError, OSError) as error:
            self.told = f"stopped: {plain_words(error)}"
        if refused := self._recording.refused:
            self.told += f", {refused} line{'s' if refused != 1 else ''} without an event"


class ReplayServices(ReadOnlyServices):
    """A world that is only looked at, whose telemetry is a recorded session."""

    def __init__(
        self,
        home: Home,
        on_settings: Callable[[Snapshot], None],
        recording: Recording,
        speed: float,
    ) -> None:
        self._replay, self._file = Replay(recording, speed), recording.file
        super().__init__(home, on_settings, self._replay.store)

    @property
    def read_only(self) -> str:
        """What is looked at, and how far it is."""
        return (
            f"REPLAY of {self._file}, {self._replay.told} · telemetry is of then, the rest of now"
        )

    def close(self, written_s: float = WRITTEN_S) -> str:
        """See `Services`."""
        self._replay.stop()
        return super().close(written_s)


def _paced(events: Iterator[Event], speed: float) -> Iterator[tuple[list[Stored], float]]:
    """Batches of events, each with the wait before it; what came at once stays together."""
    batch: list[Stored] = []
    wait_s, before_ms = 0.0, None
    for event in events:
        gap_s = 0.0 if before_ms is None else (event.ts_ms - before_ms) / 1000 / speed
        before_ms = event.ts_ms
        if batch and (gap_s > _TOGETHER_S or len(batch) >= _MOST_TOGETHER):
            yield batch, wait_s
            batch, wait_s = [], min(max(gap_s, 0.0), _LONGEST_GAP_S)
        batch.append(stored(event))
    yield batch, wait_s

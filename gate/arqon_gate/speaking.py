"""What the checks that speak share: a voice in a home of the check, and an ear at its device."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arqon_gate.check import Around, CannotLook
from arqon_gate.doubles.hearing import sounding
from arqon_gate.doubles.null_sink import RATE, NullSink, missing_packages
from arqon_gate.doubles.patience import PATIENCE_S
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_settings.model import SettingKey
from arqon_settings.store import SettingsStore
from arqon_voice.speech.plane import VoicePlane
from arqon_voice.speech.request import Outcome as Ending
from arqon_voice.telemetry.events import PLAYBACK_FAILED, Source
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.tail import Tail

__all__ = [
    "BY_FALLBACK",
    "SENTENCE",
    "HeardVoice",
    "OpenPlane",
    "Said",
    "Samples",
    "sound_server",
    "voice_in",
    "waited_for",
]

SENTENCE: Final = "The kettle is on, and the garden gate is open."
SPEECH_S: Final = 600.0
"""Longer than the slowest guest takes for a sentence: an emulated one takes minutes."""
_LOOK_S: Final = 0.02
_PREFIX: Final = "stt.tts."
_MOST_ROWS: Final = 100_000

Samples = NDArray[np.int16]
BY_FALLBACK: Final[Mapping[SettingKey, object]] = {"arqon_tts_provider": "fallback"}
OpenPlane = Callable[[Home, Source], VoicePlane]


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one text.

    Attributes:
        ending: how the voice plane ended it.
        events: the names of its telemetry, without their prefix, in order.
        sound: what was heard at the sound device, RATE samples a second, without the silence
            at both ends; empty where nothing was heard.
    """

    ending: Ending
    events: tuple[str, ...]
    sound: Samples

    @property
    def seconds(self) -> float:
        """How long it sounded."""
        return len(self.sound) / RATE


class HeardVoice:
    """A voice plane that is listened to."""

    def __init__(self, plane: VoicePlane, home: Home, sink: NullSink, around: Around) -> None:
        self.plane = plane
        self._home = home
        self._sink = sink
        self._around = around

    def say(self, text: str = SENTENCE, message_id: str | None = None) -> Said:
        """Speak it, wait for its end, and say what was heard and written down meanwhile."""
        self._around.spoken(text)
        with self._sink.record() as recording:
            ticket = self.plane.say(text, message_id=message_id)
            ending = ticket.outcome.result(SPEECH_S)
            recording.settle()
            samples = recording.samples
        said = Said(ending, self.events(ticket.message_id), samples[sounding(samples)])
        print(f"{ending.ending}: {said.seconds:.1f} s heard; {', '.join(said.events)}", flush=True)
        if ending.ending == PLAYBACK_FAILED:
            print(ending.words, flush=True)
        return said

    def events(self, message_id: str) -> tuple[str, ...]:
        """The names of the events of one message."""
        return tuple(row.name.removeprefix(_PREFIX) for row in self.rows(message_id))

    def rows(self, message_id: str = "") -> list[Row]:
        """The events that were written down, of one message or of all."""
        if not self.plane.telemetry.flush(SPEECH_S):
            raise RuntimeError("The telemetry was not written in time.")
        tail = Tail(self._home.telemetry, last=_MOST_ROWS)
        try:
            return [row for row in tail.read(_MOST_ROWS) if message_id in ("", row.message_id)]
        finally:
            tail.close()


def waited_for(come: Callable[[], object], what: str) -> None:
    """Look until `come` is true.

    Raises:
        TimeoutError: it does not become so; the text says what was waited for.
    """
    until = time.monotonic() + PATIENCE_S
    while not come():
        if time.monotonic() > until:
            raise TimeoutError(f"Waited {PATIENCE_S:.0f} s in vain for {what}.")
        time.sleep(_LOOK_S)


@contextmanager
def sound_server() -> Iterator[NullSink]:
    """A sound device that can be listened to, for this process and what it starts.

    Raises:
        CannotLook: what it needs is not installed.
    """
    if command := missing_packages():
        raise CannotLook(f"Nothing can be heard without a sound server. Install it: {command}")
    sink = NullSink()
    try:
        os.environ.update(sink.environment())
        yield sink
    finally:
        sink.close()


@contextmanager
def voice_in(
    folder: Path,
    around: Around,
    sink: NullSink,
    settings: Mapping[SettingKey, object],
    opened: OpenPlane = open_plane,
) -> Iterator[HeardVoice]:
    """A voice whose home is `folder`, with these settings; `opened` makes its plane."""
    home = Home.under(folder)
    home.make()
    SettingsStore(home.settings).change(settings, by="gate")
    plane = opened(home, "gate")
    plane.start()
    try:
        yield HeardVoice(plane, home, sink, around)
    finally:
        plane.close()

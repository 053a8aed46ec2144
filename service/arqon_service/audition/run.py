"""One audition of one voice, in figures, and all of them as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Final

from arqon_voice.providers.port import Timings
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import LATENCY_MS

__all__ = ["FIGURES", "Run", "as_csv", "figure", "run_of"]


@dataclass(frozen=True, slots=True)
class Run:
    """A text, spoken once in one voice. Milliseconds; None where nobody told.

    `waited_ms` is the time in our own queue. `queue_ms` to `encode_ms` are the sidecar's
    timings. `first_audio_ms` and `total_ms` (until its last sample sounded) count from the
    turn's beginning; `sound_ms` is how much was heard. `fault` says for a person why it is no
    audition of that voice; it is empty if it is one. The text is not in it.
    """

    at: datetime
    voice: str
    phrase: str
    characters: int
    speed: float
    message_id: str
    fault: str = ""
    waited_ms: float | None = None
    queue_ms: float | None = None
    phonemize_ms: float | None = None
    synthesize_ms: float | None = None
    encode_ms: float | None = None
    first_audio_ms: float | None = None
    total_ms: float | None = None
    sound_ms: float | None = None

    @property
    def real_time_factor(self) -> float | None:
        """Seconds of synthesis for each second of sound: under 1 it is faster than speech."""
        if self.synthesize_ms is None or not self.sound_ms:
            return None
        return self.synthesize_ms / self.sound_ms


FIGURES: Final = {
    "queue": "queue_ms",
    "phonemes": "phonemize_ms",
    "synthesis": "synthesize_ms",
    "first audio": "first_audio_ms",
    "total": "total_ms",
    "sound": "sound_ms",
    "RTF": "real_time_factor",
}
"""The figures of the breakdown: what a table calls them, and where they stand in a `Run`."""


def run_of(
    outcome: Outcome, *, at: datetime, voice: str, phrase: str, characters: int, speed: float
) -> Run:
    """What became of an utterance that was to be spoken in `voice`."""
    took = outcome.timings or Timings()
    spoken = outcome.ending == LATENCY_MS and outcome.provider == "kokoro"
    return Run(
        at,
        voice,
        phrase,
        characters,
        speed,
        outcome.message_id,
        "" if spoken else _fault(outcome),
        outcome.waited_ms,
        took.queue_ms,
        took.phonemize_ms,
        took.synthesize_ms,
        took.encode_ms,
        outcome.first_audio_ms,
        outcome.latency_ms,
        outcome.heard_ms,
    )


def _fault(outcome: Outcome) -> str:
    if not outcome.kokoro_error or outcome.provider != "fallback":
        return outcome.words
    failed = f"Kokoro failed: {outcome.kokoro_error}"
    if outcome.ending != LATENCY_MS:
        return f"{failed}; nor was the fallback voice heard: {outcome.words}"
    return f"you heard the fallback voice, {failed}"


def figure(run: Run, name: str) -> str:
    """One of `FIGURES` for a person: milliseconds, or a factor; a dash where nobody told."""
    value: float | None = getattr(run, FIGURES[name])
    if value is None:
        return "–"
    return f"{value:.2f}" if name == "RTF" or 0 < value < 1 else f"{value:,.0f}"


def as_csv(runs: Iterable[Run]) -> str:
    """All figures of the runs, a line each, with a head; the real-time factor comes last."""
    text = io.StringIO()
    names = [each.name for each in fields(Run)]
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*names, "real_time_factor"])
    for run in runs:
        row = asdict(run) | {"at": run.at.isoformat()}
        table.writerow([*(_cell(row[name]) for name in names), _cell(run.real_time_factor)])
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4g}" if value < 1 else f"{value:.1f}"
    # A spreadsheet takes a text that begins so for a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value

"""The runs of auditions, newest first, and how the last of each voice compare."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from arqon_voice.text import plain, shortened

if TYPE_CHECKING:
    from arqon_service.audition.run import Run

__all__ = ["RunTable", "compared", "tells_voice"]

_VOICE: Final = 18
_COLUMNS: Final = (
    ("first audio", "first"),
    ("synthesis", "synth"),
    ("RTF", "RTF"),
    ("queue", "queue"),
    ("phonemes", "phon"),
    ("sound", "sound"),
    ("total", "total"),
)
"""Figures of a run in the order of their weight: what finds no room is left out at the end."""
_WIDTH: Final = 7


class RunTable(Widget):
    """Draws as many runs as there is room; a run of a blind audition shows its number only."""

    DEFAULT_CSS = "RunTable { width: 1fr; height: 1fr; padding: 0 0 0 1; }"

    def __init__(self) -> None:
        super().__init__(id="runs")
        self.runs: tuple[Run, ...] = ()
        self._secret: dict[str, int] = {}

    def show(self, runs: Sequence[Run], secret: dict[str, int]) -> None:
        """Draw the runs, newest first; those in `secret` (message id to number) unnamed."""
        if (tuple(runs), secret) != (self.runs, self._secret):
            self.runs, self._secret = tuple(runs), dict(secret)
            self.refresh()

    def render(self) -> Content:
        """A head, a line for each run, and the comparison at the foot."""
        room = max(0, self.size.width - _VOICE - 1)
        columns = _COLUMNS[: room // _WIDTH]
        head = "voice".ljust(_VOICE) + "".join(title.rjust(_WIDTH) for _, title in columns)
        lines = [Content.styled(head, "dim")]
        foot = textwrap.wrap(self._foot(), max(1, self.size.width))
        shown = self.runs[: max(1, self.size.height - 1 - len(foot))]
        lines.extend(self._line(run, columns) for run in shown)
        return Content("\n").join([*lines, *(Content.styled(line, "bold") for line in foot)])

    def _line(self, run: Run, columns: tuple[tuple[str, str], ...]) -> Content:
        from arqon_service.audition.run import figure

        name = self._named(run).ljust(_VOICE)
        if run.fault:
            room = self.size.width - _VOICE - 4
            told = run.message_id in self._secret and tells_voice(run.fault, run.voice)
            why = "not to be named yet" if told else plain(run.fault)
            return Content.assemble(name, ("! ", "bold $warning"), shortened(why, room))
        return Content(name + "".join(figure(run, key).rjust(_WIDTH) for key, _ in columns))

    def _named(self, run: Run) -> str:
        number = self._secret.get(run.message_id)
        return f"voice {number}" if number else shortened(plain(run.voice), _VOICE - 1)

    def _foot(self) -> str:
        good = [run for run in self.runs if not run.fault]
        other = next((run for run in good if self._named(run) != self._named(good[0])), None)
        if other is None:
            return ""
        words = compared(good[0], other)
        return f"{self._named(good[0])} against {self._named(other)}: {words}" if words else ""


def tells_voice(words: str, voice: str) -> bool:
    """Whether they tell the voice, or a part of the blend."""
    return any(part.casefold() in words.casefold() for part in re.findall(r"[^\W\d]\w*", voice))


def compared(run: Run, other: Run) -> str:
    """What `run` took more or less than `other`, where both tell."""
    told: list[str] = []
    for words, name in (("first audio", "first_audio_ms"), ("synthesis", "synthesize_ms")):
        one, two = getattr(run, name), getattr(other, name)
        if one is not None and two is not None:
            told.append(f"{words} {one - two:+.0f} ms")
    if run.real_time_factor is not None and other.real_time_factor is not None:
        told.append(f"RTF {run.real_time_factor - other.real_time_factor:+.2f}")
    return " · ".join(told)

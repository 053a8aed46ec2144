"""An audition: one text, spoken in one voice and then in another, while no setting changes."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final, Literal, Protocol

from arqon_service.audition.history import add_run
from arqon_service.audition.run import Run, run_of
from arqon_service.audition.sounds import Sounds
from arqon_service.home import Home
from arqon_settings.model import ProviderName
from arqon_voice.playback.wav.peaks import Peaks, peaks_of
from arqon_voice.speech.plane import Ticket
from arqon_voice.speech.request import Outcome
from arqon_voice.telemetry.events import LATENCY_MS
from arqon_voice.threads import Worker, is_done

__all__ = ["HISTORY", "Audition", "Number", "Script", "Speaker"]

HISTORY: Final = "auditions.jsonl"
SLOWEST: Final = 0.5
FASTEST: Final = 2.0
"""The limits of the sidecar contract."""

Number = Literal[1, 2]

_logger = logging.getLogger(__name__)


class Speaker(Protocol):
    """What an audition asks of a `Voice`; see there."""

    def say(
        self,
        text: str,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
        speed: float | None = None,
    ) -> Ticket:
        """Speak."""
        ...

    def replay(self, of: str | None = None) -> Ticket:
        """Play a sound again."""
        ...

    def keep(self, of: str, path: Path) -> Ticket:
        """Write a sound to a file."""
        ...

    def stop(self, reason: str = "", message_id: str | None = None) -> None:
        """End an utterance."""
        ...


@dataclass(frozen=True, slots=True)
class Script:
    """What is spoken: a text, the name of its phrase (empty for a typed one), and the speed."""

    text: str
    phrase: str = ""
    speed: float = 1.0


class Audition:
    """Speaks `script` in the first or the second voice of `pair`, by the voice of the user.

    Kokoro is asked also while the fallback is in force, and no setting is touched. One run ends
    another; what others have asked for plays on. Methods return at once and come from one thread.

    Args:
        home: where runs and sounds are kept.
        voice: who speaks.
        on_run: hears of each run that has ended, from some thread.
        on_sound: hears how loud a run was, by its message id, from some thread. Without it no
            sound is kept.
        now: the clock.
        chance: decides the order of a blind audition.
    """

    def __init__(
        self,
        home: Home,
        voice: Speaker,
        *,
        on_run: Callable[[Run], None],
        on_sound: Callable[[str, Peaks], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: random.Random | None = None,
    ) -> None:
        self.pair = ("", "")
        self.script = Script("")
        self.hidden = False
        self.last = ""
        self._history = home.state / HISTORY
        self._sounds = Sounds(home.state / "auditions")
        self._voice = voice
        self._on_run = on_run
        self._on_sound = on_sound
        self._now = now
        self._chance = chance or random.SystemRandom()
        self._ticket: Ticket | None = None
        self._disk = Worker("audition")

    def play(self, number: Number) -> Future[Run]:
        """Speak in the first or the second voice; the run says how it went.

        Raises:
            NothingToSay: the text is blank.
        """
        voice, script = self.pair[number - 1], self.script
        self.stop()
        speed = None if script.speed == 1 else script.speed
        ticket = self._voice.say(script.text, voice=voice, provider="kokoro", speed=speed)
        self.last, self._ticket = ticket.message_id, ticket
        ended: Future[Run] = Future()
        ticket.outcome.add_done_callback(partial(self._ended, ended, ticket, voice, script))
        return ended

    def replay(self) -> Ticket | None:
        """Play the last run's sound once more, the same; None before the first run."""
        if not self.last:
            return None
        self.stop()
        self._ticket = self._voice.replay(self.last)
        return self._ticket

    def stop(self) -> None:
        """End the run that plays; nothing that others have asked for."""
        if self._ticket is not None:
            self._voice.stop("another audition", self._ticket.message_id)
            self._ticket = None

    @property
    def playing(self) -> str:
        """The message id of what this audition asked for last, as the plane's state names it."""
        return self._ticket.message_id if self._ticket else ""

    @property
    def busy(self) -> bool:
        """Whether that has not ended."""
        return self._ticket is not None and not self._ticket.outcome.done()

    def hide(self) -> None:
        """Mix the voices and keep to yourself which is which."""
        first, second = self.pair
        self.pair = (second, first) if self._chance.random() < 0.5 else (first, second)
        self.hidden = True

    def reveal(self) -> None:
        """Say which is which; the numbers stay as they were heard."""
        self.hidden = False

    def save(self, path: Path) -> Future[None]:
        """Put the last run's sound at `path`, as it was heard.

        The future raises OSError: it is not kept any more; NotSaved: it cannot be written there.
        """
        return self._disk.submit(partial(self._sounds.copy, self.last, path))

    def close(self, timeout: float = 0.0) -> None:
        """End what plays, and keep the runs that have ended within so many seconds.

        The voice stays open.
        """
        self.stop()
        kept = self._disk.submit(lambda: None)
        self._disk.close()
        is_done(kept, timeout)

    def _ended(
        self,
        ended: Future[Run],
        ticket: Ticket,
        voice: str,
        script: Script,
        outcome: Future[Outcome],
    ) -> None:
        with suppress(RuntimeError):  # closed: nobody waits for it
            self._disk.submit(partial(self._note, ended, ticket, voice, script, outcome))

    def _note(
        self,
        ended: Future[Run],
        ticket: Ticket,
        voice: str,
        script: Script,
        told: Future[Outcome],
    ) -> None:
        error = told.exception()
        outcome = Outcome(ticket.message_id, "", str(error)) if error else told.result()
        run = run_of(
            outcome,
            at=self._now(),
            voice=voice,
            phrase=script.phrase,
            characters=len(script.text),
            speed=script.speed,
        )
        try:
            add_run(self._history, run)
        except OSError:
            _logger.exception("A run was not added to %s", self._history)
        ended.set_result(run)
        self._on_run(run)
        if run.sound_ms and self._on_sound is not None:
            self._keep_sound(run.message_id, self._on_sound)

    def _keep_sound(self, message_id: str, on_sound: Callable[[str, Peaks], None]) -> None:
        try:
            path = self._sounds.place(message_id)
        except OSError:
            _logger.exception("The sound of an audition was not kept")
            return
        kept = self._voice.keep(message_id, path)

        def told(outcome: Future[Outcome]) -> None:
            if outcome.exception() is None and outcome.result().ending == LATENCY_MS:
                with suppress(RuntimeError):
                    self._disk.submit(lambda: on_sound(message_id, peaks_of(path)))

        kept.outcome.add_done_callback(told)

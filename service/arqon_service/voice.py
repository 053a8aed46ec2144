"""The voice of one user, as everybody sees it who wants something spoken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from arqon_settings.model import ProviderName
from arqon_voice.sidecar.health import Health
from arqon_voice.speech.standing import Standing
from arqon_voice.speech.state import PlaneState, QueueView

if TYPE_CHECKING:
    from arqon_voice.bus.review import Reviews
    from arqon_voice.speech.plane import Ticket
    from arqon_voice.speech.utterance import PcmChunk

__all__ = ["NotTakenOn", "PendingReview", "Status", "Voice", "VoiceUnreachable", "pending_in"]


class NotTakenOn(RuntimeError):
    """The holder of the voice refused what was asked for; the text says why."""


class VoiceUnreachable(RuntimeError):
    """Another process holds the voice and does not answer; the text says which, and what to do."""


@dataclass(frozen=True, slots=True)
class PendingReview:
    """An action that waits for a person's word.

    `deadline` is in seconds of the monotonic clock, which all processes of a host share. `key`
    names this question and no later one of the same action id.
    """

    action_id: str
    summary: str
    context: str
    deadline: float
    key: str


def pending_in(reviews: Reviews | None) -> tuple[PendingReview, ...]:
    """What waits for a person there."""
    if reviews is None:
        return ()
    return tuple(
        PendingReview(
            action_id=review.action_id,
            summary=review.summary,
            context=review.context,
            deadline=review.deadline,
            key=review.key,
        )
        for review in reviews.pending
    )


@dataclass(frozen=True, slots=True)
class Status:
    """What the holder of the voice says of itself.

    `program` and `pid` say who holds it. `health` is its last look at the sidecar, None before
    the first. `bus` says in words how it stands with the bus, empty where it has none. `faults`
    are what is wrong around it, in words.
    """

    program: str
    pid: int
    state: PlaneState
    queue: QueueView
    health: Health | None = None
    bus: str = ""
    reviews: tuple[PendingReview, ...] = ()
    faults: tuple[str, ...] = field(default=())


class Voice(Protocol):
    """Speaks, saves, stops, whichever process does it. All but `close` return at once.

    Every method may be called from any thread.
    """

    def say(
        self,
        text: str,
        *,
        audio: PcmChunk | None = None,
        voice: str | None = None,
        provider: ProviderName | None = None,
        speed: float | None = None,
        now: bool = False,
        warning: bool = False,
        message_id: str | None = None,
        session_id: str | None = None,
    ) -> Ticket:
        """Speak `text` after what waits; with `now` instead of what sounds.

        A `warning` goes before what waits and is none. `speed` is Kokoro's, 0.5 to 2.0. The
        ticket's outcome raises `VoiceUnreachable`, or `NotTakenOn`.

        Raises:
            NothingToSay: the text is blank, and there is no audio.
        """
        ...

    def save(
        self,
        text: str,
        path: Path,
        *,
        voice: str | None = None,
        provider: ProviderName | None = None,
    ) -> Ticket:
        """Write what would be spoken to a WAV file. The ticket's outcome raises as for `say`.

        Raises:
            NothingToSay: the text is blank.
        """
        ...

    def replay(self, of: str | None = None) -> Ticket:
        """Play the sound of the utterance `of` again, or of the last.

        The ticket's outcome raises as for `say`; `NotTakenOn` where the sound is not kept.
        """
        ...

    def keep(self, of: str, path: Path) -> Ticket:
        """Write the sound of the utterance `of`, as it was heard, to a WAV file.

        The ticket's outcome raises as for `replay`.
        """
        ...

    def stop(self, reason: str = "asked to stop", message_id: str | None = None) -> None:
        """Fall silent: end what sounds and what waits; with `message_id`, that one only."""
        ...

    def queue(self) -> QueueView:
        """What sounds and what waits, as far as it is known here."""
        ...

    def standing(self) -> Standing | None:
        """Who really speaks; None while nothing is known."""
        ...

    def status(self) -> Status | None:
        """What the holder says of itself; None while nothing is known."""
        ...

    def answer(self, action_id: str, allow: bool, reason: str = "") -> None:
        """Answer a review that is pending, by its key or by its action id."""
        ...

    def look_at_sidecar(self) -> None:
        """Have the holder look at the sidecar now."""
        ...

    def subscribe(self, listener: Callable[[PlaneState], None]) -> Callable[[], None]:
        """Call `listener` at every change of what is heard; the result ends that."""
        ...

    def close(self, timeout: float = 3.0) -> None:
        """Let go of it, within `timeout` seconds; what was asked for here and waits ends."""
        ...

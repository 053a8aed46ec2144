"""What stands behind a voice: a voice plane in this process, or a connection to its holder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from arqon_service.channel.messages import Answer, Ask
from arqon_service.voice import Status

__all__ = ["Answered", "Backend"]

Answered = Callable[[Answer | None], None]
"""Takes the one answer to an `Ask`; None means that the holder ended before it answered."""


class Backend(Protocol):
    """The verbs of the channel. All but `close` return at once."""

    @property
    def status(self) -> Status | None:
        """What the holder says of itself, as far as it is known."""
        ...

    @property
    def leaving(self) -> bool:
        """Whether it hands the voice over, or is gone: nothing more is to be asked of it."""
        ...

    @property
    def fault(self) -> str:
        """What is wrong with the way to it, in words, or empty."""
        ...

    def ask(self, request: Ask, answered: Answered) -> None:
        """Pass on what ends in one outcome; `answered` is called once, from some thread."""
        ...

    def stop(self, reason: str, message_id: str | None = None) -> None:
        """Fall silent; with `message_id`, end that utterance only."""
        ...

    def review(self, action_id: str, allow: bool, reason: str) -> None:
        """Answer a review."""
        ...

    def look(self) -> None:
        """Look at the sidecar now."""
        ...

    def close(self, timeout: float) -> None:
        """Let go."""
        ...

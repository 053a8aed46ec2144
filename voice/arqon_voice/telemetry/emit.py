"""The one place that makes an event: who emits, in which session and by which clock, is bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from arqon_voice.telemetry.events import Emit, Event, Source, Value
from arqon_voice.text import without_userinfo

__all__ = ["Emitter"]


@dataclass(frozen=True, slots=True)
class Emitter:
    """Tells telemetry what happened, in the name of one source and one session.

    `clock` gives epoch milliseconds, UTC.
    """

    emit: Emit
    source: Source
    session_id: str
    clock: Callable[[], int]

    def tell(self, name: str, message_id: str = "", /, **data: Value) -> None:
        """Emit the event `name`, at the present time; `message_id` is empty for no request.

        Both go by position, so that `data` may have keys of these names. The password of a URL
        stays out: what is emitted is exported, and shown to others.
        """
        shown = {key: _without_password(value) for key, value in data.items()}
        self.emit(Event(name, self.clock(), self.session_id, message_id, self.source, shown))

    def in_session(self, session_id: str) -> Emitter:
        """The same, for events of another session."""
        return replace(self, session_id=session_id)


def _without_password(value: Value) -> Value:
    return without_userinfo(value) if isinstance(value, str) else value

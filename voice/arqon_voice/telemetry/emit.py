"""The one place that makes an event: who emits, in which session and by which clock, is bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from arqon_voice.telemetry.events import Emit, Event, Source, Value

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

        Both go by position, so that `data` may have keys of these names.
        """
        self.emit(Event(name, self.clock(), self.session_id, message_id, self.source, data))

    def in_session(self, session_id: str) -> Emitter:
        """The same, for events of another session."""
        return replace(self, session_id=session_id)

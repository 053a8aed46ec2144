"""Whether a review of the bus is answered as a person says, and denied where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.doubles.bus_server import BusServer
from arqon_gate.on_a_bus import bus_at, on_bus, selected
from arqon_gate.speaking import waited_for
from arqon_service.assembly import open_plane
from arqon_service.home import Home
from arqon_voice.bus.review import Reviews
from arqon_voice.telemetry.events import Value

__all__ = ["CHECK", "look"]

PORT: Final = 9102
ACTION: Final = "action-123"
"""The action of Maestro's own scenarios."""
_ALLOW: Final = "stt.action.allow"
_BLOCK: Final = "stt.action.block"


def look(around: Around, reviews: Callable[[], Reviews] = Reviews, port: int = PORT) -> Outcome:
    """Allow, block, say nothing, have nobody there, and a block by policy, one after another."""
    wrong: list[str] = []
    seen: list[str] = []
    with bus_at(port) as bus:
        for name, case in _CASES.items():
            asked = reviews()
            with _client(around.home, bus, asked) as told:
                what = case(bus, asked, told)
            bus.reset()
            line = f"{name}: {'as it should be' if what is None else what}"
            print(line, flush=True)
            seen.append(line)
            wrong += [] if what is None else [line]
    right = "Allowed when a person allowed it; blocked by a person, by policy and by default."
    return judged(wrong, right, seen, {"cases": len(seen)})


def _allowed(bus: BusServer, reviews: Reviews, _: list[str]) -> str | None:
    return _answered(bus, reviews, "test-integrity-allow", True)


def _blocked(bus: BusServer, reviews: Reviews, _: list[str]) -> str | None:
    return _answered(bus, reviews, "test-integrity-block", False)


def _answered(bus: BusServer, reviews: Reviews, session: str, allow: bool) -> str | None:
    reviews.listen(lambda: None)
    selected(bus, session)
    waited_for(lambda: reviews.pending or _answers(bus), "a review to be pending")
    if not reviews.answer(ACTION, allow):
        return "answered before a person did"
    return _only(bus, _ALLOW if allow else _BLOCK)


def _unanswered(bus: BusServer, reviews: Reviews, _: list[str]) -> str | None:
    """A person is there, and says nothing for the 5 s that the question is open."""
    reviews.listen(lambda: None)
    selected(bus, "test-integrity-allow")
    return _only(bus, _BLOCK)


def _nobody(bus: BusServer, reviews: Reviews, _: list[str]) -> str | None:  # noqa: ARG001
    selected(bus, "test-integrity-allow")
    return _only(bus, _BLOCK)


def _policy(bus: BusServer, reviews: Reviews, told: list[str]) -> str | None:  # noqa: ARG001
    selected(bus, "test-integrity-policy-block")
    waited_for(lambda: "action_blocked" in told, "the block by policy to be told")
    return None if not bus.payloads(_ALLOW) else "it was allowed"


def _only(bus: BusServer, kind: str) -> str | None:
    """Wait for an answer of that kind; what came in its stead, or None."""
    other = _BLOCK if kind == _ALLOW else _ALLOW
    waited_for(lambda: _answers(bus), "an answer")
    answers = bus.payloads(kind)
    if bus.payloads(other) or len(answers) != 1:
        return f"answered {other}" if bus.payloads(other) else f"answered {len(answers)} times"
    named: Any = answers[0]["payload"].get("action_id")
    return None if named == ACTION else f"the answer names the action {named}"


def _answers(bus: BusServer) -> list[Any]:
    return [*bus.payloads(_ALLOW), *bus.payloads(_BLOCK)]


_CASES: Final[dict[str, Callable[[BusServer, Reviews, list[str]], str | None]]] = {
    "allowed by a person": _allowed,
    "blocked by a person": _blocked,
    "no answer in time": _unanswered,
    "nobody there": _nobody,
    "blocked by policy": _policy,
}


@contextmanager
def _client(home: Home, bus: BusServer, reviews: Reviews) -> Iterator[list[str]]:
    """A voice on the bus; what it tells, by name."""
    told: list[str] = []

    def tell(name: str, /, message_id: str = "", **data: Value) -> None:  # noqa: ARG001
        told.append(name.removeprefix("stt.tts."))

    plane = open_plane(home, "gate")
    plane.start()
    try:
        with on_bus(plane, tell, bus, reviews):
            yield told
    finally:
        plane.close()


CHECK = Check(
    name="integrity",
    title="Reviews: allow, block, policy block, default deny",
    gate=4,
    limit_s=300,
    proof="Run it where port 9102 is free: arqon-tts gate run integrity",
    look=look,
)

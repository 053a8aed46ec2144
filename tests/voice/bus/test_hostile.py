"""Whatever comes over the bus, the client lives, and the next request is spoken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import settings as run
from hypothesis import strategies as st

from arqon_voice.bus.conversation import Conversation, Parts
from arqon_voice.bus.dialects import Arqon, Dialect, DialectName, Maestro
from arqon_voice.bus.frames import Frame
from arqon_voice.bus.inbound import Inbound
from arqon_voice.bus.outbox import Outbox
from arqon_voice.bus.review import Reviews
from arqon_voice.bus.speech import SpeechRequests
from arqon_voice.bus.status import Counts, Tally
from tests.voice.bus.clients import QUICK, World, client_of
from tests.voice.bus.frames import frame, review, speech
from tests.voice.bus.servers import bus_of

DIALECTS: list[DialectName | None] = [None, "arqon", "maestro"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
KINDS = ("stt.speech.request", "stt.action.review", "stt.action.blocked", "stt.x")
VALID = [
    frame(dialect, kind, "m-1", inner)
    for dialect in ("arqon", "maestro")
    for kind in KINDS
    for inner in (
        {"transcript": "x", "audio_data": "AAAA", "audio_format": "pcm"},
        {"action_id": "a", "summary": "s", "context": {}, "timeout_ms": 5, "reason": "r"},
    )
]


def take_all(dialect: DialectName | None, frames: list[str | bytes]) -> tuple[World, Counts]:
    """What a conversation makes of frames, without a socket."""
    world, tally, outbox = World(), Tally(), Outbox()
    reviews = Reviews()
    reviews.listen(lambda: None)
    requests = SpeechRequests(world, world.tell, lambda: "fallback", lambda: tally.add("refused"))
    inbound = Inbound(requests, reviews, outbox, tally, world.tell)
    dialects: Mapping[DialectName, Dialect] = {"arqon": Arqon(), "maestro": Maestro("us")}

    async def take() -> None:
        def nothing() -> Frame:
            return {}

        parts = Parts(dialects, inbound.act, nothing, lambda: None, outbox, tally, QUICK)
        conversation = Conversation(cast("Any", SimpleNamespace()), dialect, parts)
        for data in frames:
            conversation.take(data)

    asyncio.run(take())
    reviews.close()
    return world, tally.counts


@st.composite
def damaged(draw: st.DrawFn) -> str | bytes:
    """A valid frame in which one place, at any depth, holds anything, or a part of its text."""
    whole = json.loads(json.dumps(draw(st.sampled_from(VALID))))
    node: Any = whole
    while isinstance(node, dict) and node:
        key = draw(st.sampled_from(sorted(node)))
        if not isinstance(node[key], dict) or draw(st.booleans()):
            node[key] = draw(JSON)
            break
        node = node[key]
    text = json.dumps(whole)
    return draw(st.just(text) | st.integers(0, len(text)).map(lambda cut: text[:cut]))


@given(
    st.sampled_from(DIALECTS),
    st.lists(st.text() | st.binary() | JSON.map(json.dumps) | damaged(), max_size=8),
)
@example(None, ["[" * 200_000])
@example("arqon", ['{"type":' * 200_000])
@run(max_examples=250, deadline=None)
def test_no_frame_whatever_is_a_fault_of_ours(
    dialect: DialectName | None, frames: list[str | bytes]
) -> None:
    _, counts = take_all(dialect, frames)
    assert counts.frames == len(frames)
    assert counts.faults == 0
    sorts = ("requests", "reviews", "blocked", "repeated", "echoed", "malformed", "unknown")
    counted = sum(getattr(counts, name) for name in (*sorts, "other", "errors"))
    assert counted == len(frames)


def test_a_fault_of_ours_does_not_end_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_self: Inbound, _payload: Frame) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(Inbound, "act", breaks)
    _, counts = take_all("maestro", [json.dumps(speech("maestro"))] * 2)
    assert (counts.frames, counts.faults) == (2, 2)


MANNERS = st.lists(st.sampled_from(["pass", "drop", "duplicate", "hold", "corrupt"]), max_size=6)
STEPS: dict[str, Callable[[int], dict[str, Any] | None]] = {
    "speech": lambda number: speech("arqon", f"m-{number}"),
    "review": lambda number: review("arqon", f"a-{number}"),
    "drop": lambda number: None,
}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), MANNERS), max_size=5),
)
@run(max_examples=15, deadline=None)
def test_a_bus_that_drops_repeats_reorders_and_corrupts_cannot_end_it(
    steps: list[tuple[str, list[str]]],
) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, "arqon") as client:
        bus.wait_for("connected")
        for number, (step, manners) in enumerate(steps):
            if sent := STEPS[step](number):
                bus.order({"manners": manners})
                bus.send(sent)
            else:
                connected = len(bus.events("connected"))
                bus.order({"drop": True})
                bus.wait_for("connected", connected + 1)
        bus.order({"manners": []})
        bus.send(speech("arqon", "last"))
        world.wait_until(lambda: "last" in [said.message_id for said in world.said])
        # What was held back comes after it. Answers are not looked for at the bus: one that was
        # on its way when the link broke may be lost with it.
        world.wait_until(lambda: client.status.counts.requests == len(world.said))
        world.wait_until(
            lambda: client.status.counts.reviews == len(world.told_of("review_answered"))
        )
        assert client.status.counts.faults == 0

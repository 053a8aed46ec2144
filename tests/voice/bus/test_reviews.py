"""A review is allowed by a person in time, and blocked in every other case."""

from __future__ import annotations

import time

import pytest
from hypothesis import settings as run
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from arqon_voice.bus.review import MOST_PENDING, Review, Reviews, Verdict
from tests.voice.bus.clients import World, client_of
from tests.voice.bus.frames import DialectName, frame, review
from tests.voice.bus.servers import bus_of

BOTH = pytest.mark.parametrize("dialect", ["arqon", "maestro"])


def listened() -> Reviews:
    reviews = Reviews()
    reviews.listen(lambda: None)
    return reviews


@BOTH
@pytest.mark.parametrize("allow", [True, False])
def test_the_answer_repeats_session_and_chunk(dialect: DialectName, allow: bool) -> None:
    world, reviews = World(), listened()
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect, reviews=reviews):
        bus.wait_for("connected")
        bus.send(review(dialect, "action-123", session_id="s-9", chunk_id=17))
        world.wait_until(lambda: reviews.pending)
        assert reviews.answer("action-123", allow)
        kind = "stt.action.allow" if allow else "stt.action.block"
        sent = bus.wait_for_payload(kind)
        assert (sent["session_id"], sent["chunk_id"]) == ("s-9", 17)
        inner = {"action_id": "action-123"} | ({} if allow else {"reason": "user_rejected"})
        assert sent["payload"] == inner
        told = world.wait_for_told("review_answered")
        assert (told["action_id"], told["allowed"]) == ("action-123", allow)


@BOTH
def test_without_anybody_there_it_is_blocked_at_once(dialect: DialectName) -> None:
    world = World()
    with bus_of(dialect) as bus, client_of(bus.url, world, dialect):
        bus.wait_for("connected")
        bus.send(review(dialect))
        assert bus.wait_for_payload("stt.action.block")["payload"]["reason"] == "unsupported"


def test_who_leaves_a_question_open_has_blocked_it() -> None:
    world, reviews = World(), Reviews()
    leave = [reviews.listen(lambda: None), reviews.listen(lambda: None)]
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews):
        bus.wait_for("connected")
        bus.send(review("arqon"))
        world.wait_until(lambda: reviews.pending)
        leave[0]()
        assert reviews.pending
        leave[1]()
        assert bus.wait_for_payload("stt.action.block")["payload"]["reason"] == "unsupported"


@pytest.mark.parametrize("timeout_ms", [30, 0, -5, 1.5])
def test_no_answer_in_time_is_a_no(timeout_ms: float) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=listened()):
        bus.wait_for("connected")
        bus.send(review("arqon", timeout_ms=timeout_ms))
        assert bus.wait_for_payload("stt.action.block")["payload"]["reason"] == "timeout"


@pytest.mark.parametrize("timeout_ms", [None, "5000", True, [], float("nan")])
def test_a_timeout_that_is_no_time_is_a_no_at_once(timeout_ms: object) -> None:
    world = World()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=listened()):
        bus.wait_for("connected")
        bus.send(review("arqon", timeout_ms=timeout_ms))
        assert bus.wait_for_payload("stt.action.block")["payload"]["reason"] == "unsupported"


@pytest.mark.parametrize("timeout_ms", [10**400, float("inf"), 1e300])
def test_nobody_is_waited_for_without_end(timeout_ms: object) -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews):
        bus.wait_for("connected")
        bus.send(review("arqon", timeout_ms=timeout_ms))
        world.wait_until(lambda: reviews.pending)
        assert reviews.pending[0].left_s(time.monotonic()) <= 3600


def test_the_end_of_the_program_blocks_and_the_bus_hears_it() -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus:
        with client_of(bus.url, world, reviews=reviews):
            bus.wait_for("connected")
            bus.send(review("arqon", "a-1"), review("arqon", "a-2"))
            world.wait_until(lambda: len(reviews.pending) == 2)
        bus.wait_for_payload("stt.action.block", 2)
        blocked = bus.payloads("stt.action.block")
        assert {sent["payload"]["action_id"] for sent in blocked} == {"a-1", "a-2"}


def test_a_review_that_is_delivered_twice_is_asked_and_answered_once() -> None:
    world, reviews = World(), listened()
    twice = review("arqon", message_id="r-1")
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews) as client:
        bus.wait_for("connected")
        bus.send(twice)
        world.wait_until(lambda: reviews.pending)
        assert reviews.answer("a-1", True)
        bus.send(twice, twice)
        world.wait_until(lambda: client.status.counts.repeated == 2)
        bus.wait_for_payload("stt.action.allow")
        assert reviews.pending == ()
        assert bus.payloads("stt.action.block") == []


def test_an_answer_is_never_taken_for_another_action_of_the_same_id() -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews):
        bus.wait_for("connected")
        bus.send(review("arqon", session_id="first"), review("arqon", session_id="second"))
        assert bus.wait_for_payload("stt.action.block")["session_id"] == "second"
        assert reviews.answer("a-1", True)
        assert bus.wait_for_payload("stt.action.allow")["session_id"] == "first"


def test_what_the_bus_blocks_by_itself_is_not_asked_any_more() -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews) as client:
        bus.wait_for("connected")
        bus.send(review("arqon"))
        world.wait_until(lambda: reviews.pending)
        inner = {"action_id": "a-1", "reason": "policy", "message": "No \x1b[31mroot\x1b[0m."}
        bus.send(frame("arqon", "stt.action.blocked", "m", inner))
        told = world.wait_for_told("action_blocked")
        assert (told["action_id"], told["reason"]) == ("a-1", "policy")
        assert "\x1b" not in str(told["message"])
        assert reviews.pending == ()
        assert client.status.counts.blocked == 1


def test_a_yes_that_a_lost_bus_kept_back_too_long_is_a_no() -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews):
        bus.wait_for("connected")
        bus.send(review("arqon", timeout_ms=400), review("arqon", "a-2"))
        world.wait_until(lambda: len(reviews.pending) == 2)
        bus.refuse(503)
        bus.order({"drop": True})
        bus.wait_for("gone")
        answered = reviews.answer("a-1", True), reviews.answer("a-2", True)
        late = reviews.pending == () and answered[0]
        world.wait_until(lambda: len(world.told_of("review_answered")) == 2)
        bus.wait_for("handshake", 30)
        bus.refuse(None)
        assert bus.wait_for_payload("stt.action.allow")["payload"]["action_id"] == "a-2"
        assert bus.wait_for_payload("stt.action.block")["payload"] == {
            "action_id": "a-1",
            "reason": "timeout",
        }
        assert late or not answered[0]


@pytest.mark.parametrize(
    "odd",
    [
        {"action_id": ""},
        {"action_id": 5},
        {"action_id": "x" * 1001},
        {"session_id": {"deep": 1}},
        {"session_id": float("nan")},
        {"chunk_id": "x" * 1001},
        {"message_id": 3},
    ],
)
def test_a_review_that_cannot_be_answered_is_counted(odd: dict[str, object]) -> None:
    world, reviews = World(), listened()
    with bus_of("arqon") as bus, client_of(bus.url, world, reviews=reviews) as client:
        bus.wait_for("connected")
        bus.send(review("arqon", **odd), review("arqon", "a-2"))
        world.wait_until(lambda: reviews.pending)
        assert [pending.action_id for pending in reviews.pending] == ["a-2"]
        assert client.status.counts.malformed == 1


class ReviewLife(RuleBasedStateMachine):
    """Whatever happens, in any order: one verdict for each review, and yes only by a person."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.reviews = Reviews(lambda: self.now)
        self.leaves = [self.reviews.listen(self.listener)]
        self.verdicts: dict[int, list[Verdict]] = {}
        self.deadlines: dict[int, float] = {}
        self.names: dict[int, str] = {}
        self.allowed: list[tuple[str, float]] = []

    def listener(self) -> None:
        assert self.reviews.pending is not None
        raise RuntimeError("a panel that cannot draw")

    @rule(name=st.sampled_from("abc"), seconds=st.integers(1, 5))
    def ask(self, name: str, seconds: int) -> None:
        number = len(self.names)
        self.names[number], self.deadlines[number] = name, self.now + seconds
        self.verdicts[number] = []
        review = Review(name, "?", "{}", self.now + seconds)
        self.reviews.ask(review, self.verdicts[number].append)

    @rule(name=st.sampled_from("abcd"), allow=st.booleans())
    def answer(self, name: str, allow: bool) -> None:
        if self.reviews.answer(name, allow) and allow:
            self.allowed.append((name, self.now))

    @rule(seconds=st.integers(1, 3))
    def wait(self, seconds: int) -> None:
        self.now += seconds
        self.reviews.expire()

    @rule()
    def come(self) -> None:
        self.leaves.append(self.reviews.listen(self.listener))

    @precondition(lambda self: self.leaves)
    @rule()
    def leave(self) -> None:
        self.leaves.pop()()

    @invariant()
    def each_has_at_most_one_verdict(self) -> None:
        pending = {review.action_id for review in self.reviews.pending}
        assert len(pending) <= len({*"abc"})
        assert not pending or self.leaves
        for number, verdicts in self.verdicts.items():
            assert len(verdicts) <= 1
            assert verdicts or self.names[number] in pending
            assert verdicts or self.deadlines[number] > self.now
        yes = [
            number for number, verdicts in self.verdicts.items() if any(v.allow for v in verdicts)
        ]
        assert len(yes) == len(self.allowed)

    def teardown(self) -> None:
        self.reviews.close()
        assert self.reviews.pending == ()
        assert all(len(verdicts) == 1 for verdicts in self.verdicts.values())
        late: list[Verdict] = []
        self.reviews.ask(Review("z", "", "", self.now + 9), late.append)
        assert [verdict.allow for verdict in late] == [False]


ReviewLife.TestCase.settings = run(max_examples=60, stateful_step_count=25, deadline=None)
test_reviews_in_any_order = ReviewLife.TestCase


def test_more_questions_than_anybody_can_read_are_blocked() -> None:
    reviews, verdicts = listened(), list[Verdict]()
    for number in range(MOST_PENDING + 2):
        reviews.ask(Review(f"a-{number}", "", "", float("inf")), verdicts.append)
    assert len(reviews.pending) == MOST_PENDING
    assert [verdict.allow for verdict in verdicts] == [False, False]

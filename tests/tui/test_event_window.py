"""What Inspect holds of the telemetry, over random events, filters and arrivals."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event as Gate

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from rich.cells import cell_len

from arqon_tui.panel.events.browser import Answer, Browser
from arqon_tui.panel.events.lines import in_full, lines
from arqon_tui.panel.events.reader_thread import ReaderThread
from arqon_tui.panel.events.utterances import Utterance, by_utterance, key_of
from arqon_tui.panel.events.window import EventWindow, Question
from arqon_tui.panel.events.wrapping import broken
from arqon_voice.telemetry.filters import parse_filter
from arqon_voice.telemetry.rows import Row
from arqon_voice.telemetry.selection import Selection
from tests.patience import PATIENCE_S
from tests.tui.fakes import row
from tests.tui.histories import FakeHistory

NOW_MS = 1_772_632_931_000
NAMES = [
    "stt.tts.kokoro.failure",
    "stt.tts.latency_ms",
    "stt.tts.kokoro.stream_chunk",
    "stt.tts.sidecar_health",
    "odd[/x]",
    "",
]
DATA = [
    '{"reason":"timeout"}',
    '{"provider":"espeak","latency_ms":1e999}',
    '{"provider":["x"],"first_audio_ms":"soon"}',
    "not json \x00\x1b[31m",
    "[" * 5_000,
    "[1]",
    '{"漢字":"🙂 \\ud800 \u202e"}',
    "",
]
FILTERS = [
    "",
    "timeout",
    "provider:espeak",
    "severity:failure",
    "-name:kokoro",
    "message:m1",
    "x:y",
]
arrivals = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(DATA), st.sampled_from(["m1", "m2", ""])),
    max_size=8,
)


def made(number: int, name: str, data: str, message: str) -> Row:
    return row(number, name, message_id=message)._replace(data=data)


class Looking(RuleBasedStateMachine):
    """Somebody looks through a store that grows, whose answers come late or never."""

    def __init__(self) -> None:
        super().__init__()
        self.store = FakeHistory(looks=7)
        self.window = EventWindow(Selection(), capacity=40)
        self.asked: list[Question] = [self.window.search(Selection())]
        self.fed = 0

    @rule(rows=arrivals)
    def come(self, rows: list[tuple[str, str, str]]) -> None:
        self.store.rows += [made(len(self.store.rows) + n, *one) for n, one in enumerate(rows, 1)]

    @rule()
    def hear(self) -> None:
        new, self.fed = self.store.rows[self.fed :], len(self.store.rows)
        assert self.window.arrived(new)

    @rule(typed=st.sampled_from(FILTERS))
    def filter(self, typed: str) -> None:
        self.asked.append(self.window.search(parse_filter(typed, NOW_MS)))

    @precondition(lambda self: self.asked)
    @rule(place=st.integers(0, 9), early=st.booleans())
    def answer(self, place: int, early: bool) -> None:
        question = self.asked.pop(place % len(self.asked))
        self.window.found(question, self.store.page(question.selection, question.before, 5))

    @rule()
    def want_older(self) -> None:
        if (question := self.window.older()) is not None:
            self.asked.append(question)

    @rule()
    def pause(self) -> None:
        self.window.pause()

    @rule()
    def follow(self) -> None:
        if (question := self.window.follow()) is not None:
            self.asked.append(question)

    @invariant()
    def what_is_held_is_in_order_and_once(self) -> None:
        numbers = [row.id for row in self.window.rows]
        assert numbers == sorted(set(numbers))

    @invariant()
    def after_an_answer_nothing_is_left_out(self) -> None:
        window = self.window
        if window.searching or window.paused or not window.rows:
            return
        first = 0 if window.before is None else window.rows[0].id
        heard = [r for r in self.store.rows[: self.fed] if r.id >= first]
        assert [r for r in window.rows if r.id <= self.fed] == [
            r for r in heard if window.selection.takes(r)
        ]

    @invariant()
    def any_event_can_be_drawn(self) -> None:
        for entry in (*self.window.rows[-3:], *by_utterance(self.window.rows[-3:], {})):
            for width in (20, 80):
                assert lines(entry, width, wrap=False)
                assert lines(entry, width, wrap=True)
        for event in self.window.rows[-1:]:
            assert in_full(event, 40)


TestLooking = Looking.TestCase
TestLooking.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_a_store_that_takes_the_place_of_another_is_told() -> None:
    window = EventWindow(Selection())
    assert window.arrived([row(8), row(9)])
    assert not window.arrived([row(1)])
    assert window.arrived([row(2)])


def test_what_comes_during_a_pause_is_counted_and_then_asked_for() -> None:
    store = FakeHistory([row(n) for n in range(1, 11)])
    window = EventWindow(Selection())
    asked = window.search(parse_filter("name:kokoro.failure", NOW_MS))
    window.found(asked, store.page(asked.selection, None, 5))
    window.pause()
    failure = row(12, "stt.tts.kokoro.failure")
    store.rows += [row(11), failure]
    window.arrived(store.rows[-2:])
    assert (window.rows, window.waiting) == ([], 1)
    again = window.follow()
    assert again is not None
    window.found(again, store.page(again.selection, None, 5))
    assert (window.rows, window.waiting) == ([failure], 0)


def test_of_each_kind_of_question_the_latest_wins() -> None:
    thread, gate, begun = ReaderThread("test"), Gate(), Gate()

    def first() -> str:
        begun.set()
        assert gate.wait(PATIENCE_S)
        return "first"

    running = thread.ask("events", first)
    assert begun.wait(PATIENCE_S)
    waiting = [thread.ask("events", lambda: "second"), thread.ask("other", lambda: "other")]
    latest = thread.ask("events", lambda: "latest")
    gate.set()
    assert running.result(PATIENCE_S) == "first"
    assert latest.result(PATIENCE_S) == "latest"
    assert waiting[0].cancelled()
    assert waiting[1].result(PATIENCE_S) == "other"


class Owner:
    """Takes the answers of a browser on this thread."""

    def __init__(self, history: FakeHistory) -> None:
        self.answers: SimpleQueue[Answer] = SimpleQueue()
        self.browser = Browser(self.answers.put, lambda: NOW_MS)
        self.browser.open(history)
        self.settle()

    def settle(self) -> None:
        while self.browser.window.searching:
            self.browser.take(self.answers.get(timeout=PATIENCE_S))

    @property
    def ids(self) -> list[int | str]:
        return [key_of(entry) for entry in self.browser.entries]


def test_health_is_folded_until_somebody_asks() -> None:
    owner = Owner(FakeHistory([row(1, "stt.tts.sidecar_health"), row(2)]))
    assert owner.ids == [2]
    owner.browser.toggle_health()
    owner.settle()
    assert owner.ids == [1, 2]
    owner.browser.toggle_health()
    owner.browser.filter("sidecar_health")
    owner.settle()
    assert owner.ids == [1]


def test_a_filter_that_cannot_be_read_leaves_what_is_shown() -> None:
    owner = Owner(FakeHistory([row(1), row(2, "stt.tts.fail_closed")]))
    owner.browser.filter("severity:fail")
    owner.settle()
    assert owner.ids == [2]
    owner.browser.filter("severity:failx")
    assert "severity" in owner.browser.fault
    assert owner.ids == [2]


def test_a_store_that_cannot_be_read_is_told_and_asked_again() -> None:
    history = FakeHistory([row(1)])
    history.fault = "telemetry.db is missing"
    owner = Owner(history)
    assert owner.browser.fault == "telemetry.db is missing"
    history.fault = ""
    owner.browser.search()
    owner.settle()
    assert (owner.ids, owner.browser.fault) == ([1], "")


def test_an_utterance_is_opened_whole_whatever_the_filter_selects() -> None:
    events = [
        row(1, "stt.tts.provider_selected", '{"provider":"kokoro"}'),
        row(2, "stt.tts.kokoro.failure", '{"reason":"timeout"}'),
        row(3, "stt.tts.fallback.used", '{"fallback_provider":"espeak","kokoro_error":"x"}'),
        row(4, "stt.tts.latency_ms", '{"provider":"espeak","latency_ms":900,"first_audio_ms":12}'),
    ]
    owner = Owner(FakeHistory([*events, row(5, message_id="other")]))
    owner.browser.grouped = True
    owner.browser.filter("severity:failure")
    owner.settle()
    assert owner.ids == ["3f2a9100"]
    owner.browser.open_utterance("3f2a9100")
    owner.browser.take(owner.answers.get(timeout=PATIENCE_S))
    head, *placed = owner.browser.entries
    assert isinstance(head, Utterance)
    assert (head.providers, head.ending, head.total_ms) == (("kokoro", "espeak"), "latency_ms", 900)
    assert [key_of(entry) for entry in placed] == [1, 2, 3, 4]
    text = "".join(part.text for part in lines(placed[1], 80, wrap=False)[0])
    assert text == "     +0.100 s × FAIL kokoro.failure          reason=timeout"
    owner.browser.open_utterance("3f2a9100")
    assert owner.ids == ["3f2a9100"]


@given(st.text("a \u6f22\U0001f642", max_size=90), st.integers(2, 30), st.integers(2, 30))
def test_broken_text_is_the_text_and_fits(text: str, first: int, other: int) -> None:
    pieces = broken(text, first, other)
    assert "".join(pieces) == text
    assert cell_len(pieces[0]) <= first
    assert all(0 < cell_len(piece) <= other for piece in pieces[1:])


@given(st.text(max_size=30), st.integers(20, 130), st.booleans())
def test_a_line_is_never_wider_than_the_screen(text: str, width: int, wrap: bool) -> None:
    event = made(1, text[:40], f'{{"detail":"{text}"}}', text)
    for entry in (event, *by_utterance([event], {text: [event]})):
        for line in lines(entry, width, wrap=wrap)[1:]:
            assert sum(cell_len(part.text) for part in line) <= width

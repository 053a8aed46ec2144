"""What a terminal can send: a paste without an end, and bytes that are no text."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from arqon_tui.panel.terminal_parser import STALL_S, PatientParser
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import STREAM_CHUNK, Event
from tests.patience import PATIENCE_S
from tests.service.voices import ARQON_TTS

PAUSE_S = 0.05
F9 = "\x1b[20~"
PASTE = "\x1b[200~"
PASTE_END = "\x1b[201~"


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def keys(parser: PatientParser, data: str) -> list[str]:
    return [event.key for event in parser.feed(data) if isinstance(event, events.Key)]


@given(st.text(alphabet=st.characters(exclude_characters="\x1b"), max_size=40), st.integers(0, 5))
def test_a_paste_that_stalls_does_not_swallow_the_key_after_it(text: str, cut: int) -> None:
    clock = Clock()
    parser = PatientParser(now=clock)
    whole = PASTE + text
    for part in (whole[:cut], whole[cut:]):
        list(parser.feed(part)) if part else None
    clock.seconds += 2 * STALL_S
    assert keys(parser, F9) == ["f9"]


def test_a_paste_that_only_takes_its_time_is_one_paste() -> None:
    clock = Clock()
    parser = PatientParser(now=clock)
    found: list[object] = []
    for part in (PASTE, "one ", "two", "\x1b[201~"):
        found += parser.feed(part)
        clock.seconds += STALL_S / 2
    found += parser.feed("x")
    assert [event.text for event in found if isinstance(event, events.Paste)] == ["one two"]


@given(
    st.lists(
        st.sampled_from([*"\x1b[201~Om\r", "\x1b[31m", "\x1b[201", "red", PASTE]), max_size=12
    ),
    st.sets(st.integers(0, 80)),
)
def test_what_is_pasted_presses_no_key(parts: list[str], cuts: set[int]) -> None:
    text = "".join(parts).replace(PASTE_END, "")
    whole = f"{PASTE}{text}x{PASTE_END}{F9}"
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    parser = PatientParser(now=Clock())
    found = [
        event
        for begin, end in pairwise(places)
        for event in parser.feed(whole[begin:end])
        if isinstance(event, events.Paste | events.Key)
    ]
    assert isinstance(found[0], events.Paste)
    assert found[0].text == f"{text}x".replace("\x1b", "")
    assert [event.key for event in found[1:] if isinstance(event, events.Key)] == ["f9"]


PARTS = (
    *("\x1b", "\x1b[", "\x1b[<", "\x1bO", "\x1b]", "\x1b[200~", "\x1b[201~", "\x1b[48;", "\x07"),
    *(";", ":", "0", "1", "27", "97", "55296", "1114112", "9" * 20, "-", "?", "2026", "", "é", "x"),
    *("m", "M", "u", "~", "t", "R", "A", "$y", "\x00", "\x7f"),
)


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=9).map("".join), max_size=9))
def test_whatever_a_terminal_sends_the_key_after_it_is_heard(reads: list[str]) -> None:
    clock = Clock()
    parser = PatientParser(now=clock)
    for text in reads:
        for event in parser.feed(text):
            if isinstance(event, events.Key):
                (event.character or "").encode()
    clock.seconds += 2 * STALL_S
    assert keys(parser, F9 + F9)[-1] == "f9"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("\x1b[1114112u", id="no character has that number"),
        pytest.param("\x1b[99999999999999999999u", id="nor that"),
        pytest.param("\x1b[97:65u", id="with the key's other character"),
        pytest.param("\x1b[97;;55357u", id="half of a pair"),
        pytest.param("\x1b[48;24;80;0;0t\x1b[<0;3;3M", id="a size without pixels"),
        pytest.param("\x1b[<0;" + "9" * 400 + ";3M", id="a place far away"),
    ],
)
def test_a_sequence_that_means_nothing_ends_nothing(sent: str) -> None:
    assert keys(PatientParser(), sent + F9)[-1] == "f9"


class Panel:
    """The real panel on a terminal of the test's own."""

    def __init__(self, cwd: Path) -> None:
        self.master, slave = pty.openpty()
        self.seen = b""
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        self.process = subprocess.Popen(
            [ARQON_TTS],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def type(self, data: bytes) -> None:
        os.write(self.master, data)

    def wait_for(self, text: bytes) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while text not in self.text:
            assert time.monotonic() < deadline, f"waited for {text!r} in vain"
            self.read(0.1)

    @property
    def text(self) -> bytes:
        """What was seen, without the steering."""
        return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", self.seen)

    def read(self, seconds: float, most: int = 65_536) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, most)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def ended(self) -> int:
        deadline = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "the panel did not end"
            self.read(0.05)
        while self.read(0):
            pass
        return self.process.returncode


@contextmanager
def panel(cwd: Path) -> Iterator[Panel]:
    opened = Panel(cwd)
    try:
        yield opened
    finally:
        opened.process.kill()
        opened.process.wait()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARQON_TTS_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text('[arqon_tts]\narqon_tts_provider = "kokoro"\n')
    return tmp_path


RESTORED = b"\x1b[?1049l"
NO_MOUSE = b"\x1b[?1000l"


def test_bytes_that_are_no_text_and_half_a_paste_leave_the_panel_and_f9(own: Path) -> None:
    with panel(own) as opened:
        opened.wait_for(b"KOKORO")
        for read in (b"\xf0\x9f", b"\x98", b"\x80", b"\xff\xc3(\x80\x1b[200~half"):
            opened.type(read)  # a slow line cuts a character in pieces
            opened.read(0.1)
        opened.read(2 * STALL_S)
        time.sleep(2 * STALL_S)  # the stall is what is tested
        opened.type(b"\x1b[20~")
        opened.wait_for(b"FALLBACK")
        opened.type(b"\x11")
        assert opened.ended() == 0
    assert 'arqon_tts_provider = "fallback"' in (own / "settings.toml").read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(own: Path, number: signal.Signals) -> None:
    with panel(own) as opened:
        opened.wait_for(b"KOKORO")
        opened.process.send_signal(number)
        assert opened.ended() == 128 + number
    assert RESTORED in opened.seen
    assert NO_MOUSE in opened.seen


def test_a_panel_that_was_suspended_goes_on(own: Path) -> None:
    with panel(own) as opened:
        opened.wait_for(b"KOKORO")
        for _ in range(2):
            opened.process.send_signal(signal.SIGTSTP)
            assert os.WIFSTOPPED(os.waitpid(opened.process.pid, os.WUNTRACED)[1])
            while opened.read(0):
                pass
            assert RESTORED in opened.seen
            opened.seen = b""
            opened.process.send_signal(signal.SIGCONT)
            opened.wait_for(b"KOKORO")
        opened.type(F9.encode())
        opened.wait_for(b"FALLBACK")
        opened.type(b"\x11")
        assert opened.ended() == 0


def test_a_terminal_that_is_closed_ends_the_panel(own: Path) -> None:
    with panel(own) as opened:
        opened.wait_for(b"KOKORO")
        os.close(opened.master)
        opened.process.wait(PATIENCE_S)
        assert opened.process.returncode == 128 + signal.SIGHUP


def test_over_a_slow_line_f9_is_seen_before_anything_old(own: Path) -> None:
    """The reader takes little and late while events pour in; what lies before F9 is counted."""
    telemetry = Telemetry(own / "state" / "telemetry.db", source="service")
    with panel(own) as opened:
        opened.wait_for(b"KOKORO")
        opened.type(b"\x1bOS")  # F4: the log fills the screen
        for step in range(60):
            for seq in range(10):
                event = {"bytes": 4800, "seq": 10 * step + seq}
                telemetry.emit(Event(STREAM_CHUNK, step, "flood", "0f1e2d3c", "service", event))
            opened.read(PAUSE_S, 500)
        opened.seen = b""
        opened.type(F9.encode())
        while b"FALLBACK" not in opened.text:
            opened.read(PAUSE_S, 500)
        assert len(opened.seen) < 10_000
    telemetry.close(PAUSE_S)

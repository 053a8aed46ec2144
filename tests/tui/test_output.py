"""Output as a cost: what is written, how much of it, and never ahead of the terminal."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from arqon_tui.panel.output import BURST, RATE, Budget, Output
from arqon_tui.panel.screen_diff import ScreenDiff
from tests.patience import PATIENCE_S

COLUMNS, ROWS = 12, 3
LIMIT = 20_000
"""Bytes a second that nobody asked for: the issue's bound."""

STYLES = [None, Style.parse("bold"), Style.parse("#ff0000 on #001122"), Style.parse("reverse")]
CHARACTERS = st.sampled_from("ab 漢🙂é")
ROW = st.lists(st.tuples(CHARACTERS, st.sampled_from(STYLES)), max_size=COLUMNS)
SCREEN = st.lists(ROW, min_size=ROWS, max_size=ROWS)


def strip(row: Sequence[tuple[str, Style | None]], width: int = COLUMNS) -> Strip:
    return Strip([Segment(text, style) for text, style in row]).adjust_cell_length(width)


def whole(screen: list[list[tuple[str, Style | None]]]) -> LayoutUpdate:
    return LayoutUpdate([[strip(row)] for row in screen], Region(0, 0, COLUMNS, ROWS))


class Glass:
    """Does what a terminal does with moves, styles and text."""

    def __init__(self) -> None:
        self.cells = {(y, x): (" ", "") for y in range(ROWS) for x in range(COLUMNS)}

    def write(self, data: str) -> None:
        x = y = 0
        style = ""
        for token in re.findall(r"\x1b\[[0-9;]*[a-zA-Z]|.", data):
            if token.endswith("H") and len(token) > 1:
                y, x = (int(part) - 1 for part in token[2:-1].split(";"))
            elif token.startswith("\x1b"):
                style = token[2:-1].removeprefix("0").removeprefix(";")
            else:
                width = get_character_cell_size(token)
                assert x + width <= COLUMNS
                for half in range(width):
                    self.cells[y, x + half] = ("" if half else token, style)
                x += width


def seen(screen: list[Strip]) -> dict[tuple[int, int], tuple[str, str]]:
    found = {}
    for y, row in enumerate(screen):
        x = 0
        for text, style, _ in row:
            codes = Strip.render_ansi(style, ColorSystem.TRUECOLOR) if style else ""
            for character in text:
                for half in range(get_character_cell_size(character)):
                    found[y, x] = ("" if half else character, codes)
                    x += 1
    return found


@given(st.lists(SCREEN, min_size=1, max_size=4), st.sets(st.integers(0, ROWS - 1)))
def test_what_is_written_makes_the_terminal_show_the_newest(
    screens: list[list[list[tuple[str, Style | None]]]], first: set[int]
) -> None:
    diff, glass = ScreenDiff(ColorSystem.TRUECOLOR), Glass()
    for screen in screens:
        diff.take(whole(screen))
        glass.write(diff.written(first))
        glass.write(diff.written(range(ROWS)))
        assert glass.cells == seen([strip(row) for row in screen])
    assert diff.written(range(ROWS)) == ""


@given(SCREEN, ROW, st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 2))
def test_a_piece_of_a_row_is_shown_where_it_lies(
    screen: list[list[tuple[str, Style | None]]],
    piece: list[tuple[str, Style | None]],
    y: int,
    x: int,
) -> None:
    diff, glass = ScreenDiff(ColorSystem.TRUECOLOR), Glass()
    diff.take(whole(screen))
    glass.write(diff.written(range(ROWS)))
    new = strip(piece, COLUMNS - x)
    chops = [{0: None, x: new} if row == y and x else {x: new} for row in range(ROWS)]
    ends = [[x, COLUMNS] if row == y and x else [COLUMNS] for row in range(ROWS)]
    diff.take(ChopsUpdate(chops, [(y, x, COLUMNS)], ends))
    glass.write(diff.written(range(ROWS)))
    rows = [strip(row) for row in screen]
    rows[y] = Strip.join([rows[y].crop(0, x), new])
    assert glass.cells == seen(rows)


def test_a_count_that_changes_costs_its_digits() -> None:
    diff, written = ScreenDiff(ColorSystem.TRUECOLOR), ""
    for count in ("paused, 9", "paused, 10"):
        row = [(count.ljust(COLUMNS), None)]
        diff.take(LayoutUpdate([[strip(row)], [strip(row)]], Region(0, 0, COLUMNS, 2)))
        written = diff.written({0})
    assert written == "\x1b[1;9H10"


@given(st.lists(st.tuples(st.floats(0, 2), st.integers(1, 9_000)), max_size=60))
def test_no_second_has_more_bytes_than_the_bound_unless_it_is_asked_for(
    frames: list[tuple[float, int]],
) -> None:
    now, written = 0.0, []
    budget = Budget(now)
    budget.spend(24_000 - BURST, now)  # the first screens are through
    for pause, size in frames:
        now += pause
        if not budget.wait_s(now):
            budget.spend(size, now)
            written.append((now, size))
    for begun, _ in written:
        assert sum(size for at, size in written if begun <= at < begun + 1) <= LIMIT
    assert sum(size for _, size in written) <= BURST + now * RATE + 9_000


class Line:
    """A terminal that takes a frame when the test says so."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.taken: Callable[[], None] | None = None
        self.second = asyncio.Event()

    @property
    def is_busy(self) -> bool:
        return self.taken is not None

    def write_frame(self, frame: str, taken: Callable[[], None]) -> None:
        self.frames.append(frame)
        self.taken = taken
        if len(self.frames) == 2:
            self.second.set()

    def take(self) -> None:
        taken, self.taken = self.taken, None
        if taken is not None:
            taken()


def numbered(number: int, rows: int = 1) -> LayoutUpdate:
    row = [(f"row {number}".ljust(COLUMNS), None)]
    return LayoutUpdate([[strip(row)] for _ in range(rows)], Region(0, 0, COLUMNS, rows))


async def test_frames_that_the_terminal_cannot_take_are_never_written() -> None:
    line = Line()
    output = Output(ColorSystem.TRUECOLOR, asyncio.get_running_loop(), now=lambda: 0.0)
    output.connect(line, tuple, str)
    for number in range(100, 200):
        output.take(numbered(number))
    assert line.frames == ["\x1b[1;1Hrow 100     "]
    line.take()
    await asyncio.sleep(0)
    assert line.frames[1:] == ["\x1b[1;6H99"]


async def test_an_answer_that_is_lost_only_delays_the_newest_frame() -> None:
    line = Line()
    output = Output(ColorSystem.TRUECOLOR, asyncio.get_running_loop(), now=lambda: 0.0)
    output.connect(line, tuple, str)
    output.take(numbered(1))
    output.take(numbered(2))
    line.taken = None  # the terminal is free, and nobody has said so
    await asyncio.wait_for(line.second.wait(), PATIENCE_S)
    assert line.frames[1] == "\x1b[1;5H2"


async def test_with_the_budget_spent_a_key_is_still_answered_in_its_rows() -> None:
    line = Line()
    output = Output(ColorSystem.TRUECOLOR, asyncio.get_running_loop(), now=lambda: 0.0)
    output.connect(line, lambda: {1}, str)
    output.asked()
    for number in range(100, 4_000):
        output.take(numbered(number, rows=3))
        line.take()
        if line.frames[-1].count("\x1b[") == 1:
            break
    assert line.frames[-1].startswith("\x1b[2;")
    spent = sum(map(len, line.frames))
    assert 24_000 < spent < 24_000 + 7_000

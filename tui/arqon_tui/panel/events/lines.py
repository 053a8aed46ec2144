"""How an event looks: as a line of the log, whole for reading, and as evidence that is copied."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from arqon_tui.panel.events.utterances import Entry, Placed, Utterance
from arqon_tui.panel.events.wrapping import broken
from arqon_voice.telemetry.severity import Severity, severity
from arqon_voice.text import plain

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["Part", "clock", "copied", "in_full", "lines", "pairs", "short_name"]

_WIDE = 100
_LONGEST = 4_000
_MOST_LINES = 8
_INDENT = 10
_WORDS: dict[Severity, str] = {"failure": "× FAIL", "warning": "! warn", "info": ""}


class Part(NamedTuple):
    """A piece of a line; `style` is quiet, name, plain, warning, failure or head."""

    text: str
    style: str


def lines(entry: Entry, width: int, *, wrap: bool) -> list[list[Part]]:
    """An entry in lines of `width` cells: one, or what it needs if wrapped.

    What is left out has a mark at its place.
    """
    if isinstance(entry, Utterance):
        head, rest, bad = _heading(entry, width)
    elif isinstance(entry, Placed):
        head, rest, bad = _event(entry.row, f"  {entry.offset_ms / 1000:+9.3f} s ", width, "")
    else:
        time = clock(entry.ts_ms, with_ms=width >= _WIDE)
        head, rest, bad = _event(entry, f"{time} ", width, f"{plain(entry.message_id[:8]):8} ")
    style = "plain" if bad == "info" or isinstance(entry, Utterance) else bad
    room = width - sum(cell_len(part.text) for part in head)
    first, *more = _broken(rest, max(room, 1), width - _INDENT, wrap=wrap)
    indent = Part(" " * _INDENT, "quiet")
    return [[*head, Part(first, style)], *([indent, Part(text, style)] for text in more)]


def in_full(row: Row, width: int) -> list[list[Part]]:
    """Everything about an event, a line for each value; long ones go on below."""
    moment = row.local_time()
    at = f"{moment:%Y-%m-%d %H:%M:%S}.{row.ts_ms % 1000:03}" if moment else str(row.ts_ms)
    worst = severity(row)
    title = [Part(plain(row.name), "head"), Part(f"  {at} from {plain(row.source)}", "quiet")]
    if word := _WORDS[worst]:
        title.insert(0, Part(f"{word} ", worst))
    values = {"message": row.message_id, "session": row.session_id} | row.parsed()
    told = {plain(key): _shown(value) for key, value in values.items() if value != ""}
    indent = min(max(map(cell_len, told), default=0), 20) + 2
    shown = [title]
    for key, value in told.items():
        first, *more = broken(plain(value), width - indent, width - indent)
        shown.append([Part(set_cell_size(key, indent), "quiet"), Part(first, "plain")])
        shown += [[Part(" " * indent, "quiet"), Part(text, "plain")] for text in more]
    return shown


def copied(rows: Iterable[Row]) -> str:
    """Events as lines of JSON, in the shape of the telemetry contract."""
    return "\n".join(row.line() for row in rows)


def short_name(row: Row) -> str:
    """The name as the screen shows it, and as commands accept it."""
    return plain(row.name.removeprefix("stt.tts."))


def pairs(row: Row) -> str:
    """The data on one line."""
    try:
        values = json.loads(row.data)
        return plain(" ".join(_pair(key, _shown(value)) for key, value in values.items()))
    except (ValueError, AttributeError, RecursionError):
        # What another program has put into the store: shown as it stands.
        return plain(row.data)


def _pair(key: str, text: str) -> str:
    return f'{key}="{text}"' if " " in text or not text else f"{key}={text}"


def _event(row: Row, time: str, width: int, message: str) -> tuple[list[Part], str, Severity]:
    bad = severity(row)
    name = set_cell_size(short_name(row), 23 if width >= 60 else 16)
    head = [
        Part(time, "quiet"),
        Part(f"{_WORDS[bad]:6} ", bad if bad != "info" else "quiet"),
        Part(f"{name} ", bad if bad != "info" else "name"),
        Part(message, "quiet"),
    ]
    return head, pairs(row), bad


def _heading(said: Utterance, width: int) -> tuple[list[Part], str, Severity]:
    head = [
        Part("▾ " if said.is_open else "▸ ", "quiet"),
        Part(f"{clock(said.ts_ms, with_ms=width >= _WIDE)} ", "quiet"),
        Part(f"{_WORDS[said.severity]:6} ", said.severity if said.severity != "info" else "quiet"),
        Part(f"{plain(said.message_id[:8]):8} ", "head"),
    ]
    count = f"{said.events} event{'s' if said.events != 1 else ''}"
    first_audio = f"first audio {said.first_audio_ms:,} ms" if said.first_audio_ms else ""
    total = f"total {said.total_ms:,} ms" if said.total_ms is not None else ""
    ending = "" if said.ending == "latency_ms" else said.ending
    if said.is_open and not ending and said.total_ms is None:
        ending = "not ended"
    told = (" → ".join(said.providers), ending, said.reason, first_audio, total, count)
    return head, plain(" · ".join(filter(None, told))), said.severity


def _broken(text: str, first: int, other: int, *, wrap: bool) -> Iterator[str]:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if cell_len(cut) <= first:
        yield cut
    elif not wrap:
        yield set_cell_size(cut, first - 1).rstrip() + "…"
    else:
        pieces = broken(cut, first, other)
        yield from pieces[: _MOST_LINES - 1]
        if len(pieces) >= _MOST_LINES:
            left = len(pieces) - _MOST_LINES
            last = pieces[_MOST_LINES - 1]
            yield f"… {left + 1} more lines: enter shows all" if left else last


def clock(ts_ms: int, *, with_ms: bool = False) -> str:
    """A time as the log shows it, in local time."""
    from arqon_voice.telemetry.rows import local_time

    moment = local_time(ts_ms)
    time = f"{moment:%H:%M:%S}" if moment else "--:--:--"
    return f"{time}.{ts_ms % 1000:03}" if with_ms else time


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

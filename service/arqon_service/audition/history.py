"""The auditions of the past: their figures, on the disk, without a word of what was spoken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from arqon_service.audition.run import Run
from arqon_service.line_file import append_lines, newest_lines

__all__ = ["add_run", "past_runs"]

_MOST_BYTES: Final = 1_000_000
"""About 2,500 runs; as many are in the file before."""
_TEXTS: Final = ("voice", "phrase", "message_id", "fault")
_COUNTS: Final = ("characters", "speed")


def add_run(path: Path, run: Run) -> None:
    """Keep a run.

    Raises:
        OSError: it was not written.
    """
    append_lines(path, [json.dumps(asdict(run) | {"at": run.at.isoformat()})], _MOST_BYTES)


def past_runs(path: Path, limit: int) -> list[Run]:
    """The latest runs, newest first. What cannot be read as one is passed over.

    Raises:
        OSError: there is a history, and it cannot be read.
    """
    return [*islice(_runs(newest_lines(path)), limit)]


def _runs(lines: Iterable[bytes]) -> Iterator[Run]:
    names = {each.name for each in fields(Run)}
    for line in lines:
        try:
            told = json.loads(line)
            told["at"] = datetime.fromisoformat(told["at"])
            run = Run(**{name: told[name] for name in names & told.keys()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        if run.at.tzinfo is not None and _is_sound(asdict(run)):
            yield run


def _is_sound(told: dict[str, object]) -> bool:
    """Whether each value is of its kind; all but the named are milliseconds."""
    figures = told.keys() - {"at", *_TEXTS, *_COUNTS}
    return (
        all(isinstance(told[name], str) for name in _TEXTS)
        and all(_is_number(told[name]) for name in _COUNTS)
        and all(told[name] is None or _is_number(told[name]) for name in figures)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

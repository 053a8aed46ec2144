"""`arqon-tts telemetry`: follow it, look things up, take it elsewhere, add it up."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from arqon_tui.cli import exits
from arqon_tui.cli.events import Words, print_event, selecting, since
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_voice.telemetry.exchange import Shape
    from arqon_voice.telemetry.reader import Selection

__all__ = ["telemetry"]

_DB = click.option(
    "--db", type=click.Path(path_type=Path), help="Another store than that of this user."
)
_COUNT = click.IntRange(min=0)
_LINES_NAMED = 20


@click.group()
def telemetry() -> None:
    """Follow, look up, export and add up what happened. No event holds what was spoken.

    Names and ids may be given as the screen shows them: kokoro.failure, e8fb8c.

    Exit codes: 1 the store is missing or cannot be read, 3 a file could not be written.
    """


@telemetry.command()
@click.option(
    "-n", "--last", default=20, show_default=True, type=_COUNT, help="Events to begin with."
)
@click.option("-f/-F", "--follow/--no-follow", default=True, help="Go on as events come in.")
@selecting
@_DB
@as_json
def tail(wanted: Selection, last: int, follow: bool, db: Path | None, json_output: bool) -> None:
    """The newest events of every process, and those to come; ctrl-c ends it."""
    import threading

    from arqon_voice.telemetry.reader import newest
    from arqon_voice.telemetry.tail import Tail

    path = _store(db)
    following = Tail(path)
    if following.fault and not follow:
        fail(following.fault, exits.FAILED)
    try:
        if not following.fault:
            with _readable():
                rows = [*newest(path, wanted, limit=last, before=following.position + 1)]
            for row in reversed(rows):
                print_event(row, json_output)
        for batch in following.follow(threading.Event()) if follow else ():
            for row in filter(wanted.takes, batch):
                print_event(row, json_output)
            sys.stdout.flush()
    except KeyboardInterrupt:
        return
    finally:
        following.close()


@telemetry.command()
@click.argument("text", default="", type=Words())
@click.option(
    "-n", "--limit", default=50, show_default=True, type=_COUNT, help="At most so many events."
)
@click.option("--before", type=int, help="Only events before this one: the next page.")
@selecting
@_DB
@as_json
def query(
    text: str,
    wanted: Selection,
    limit: int,
    before: int | None,
    db: Path | None,
    json_output: bool,
) -> None:
    """Events that hold TEXT, the newest first; each page says how to ask for the next.

    With --json each event has its id; the id of the last is the next page's --before.
    """
    from dataclasses import replace

    from arqon_voice.telemetry.reader import newest

    if text:
        wanted = replace(wanted, text=text)
    last = None
    with _readable():
        for number, row in enumerate(newest(_store(db), wanted, limit=limit, before=before), 1):
            print_event(row, json_output)
            last = row.id if number == limit else None
    if last is not None:
        click.echo(f"arqon-tts: older ones: add --before {last}", err=True)


@telemetry.command()
@click.option("--format", "shape", type=click.Choice(["arqon", "maestro", "csv"]), default="arqon")
@click.option("--out", type=click.Path(path_type=Path), help="A file; else standard output.")
@selecting
@_DB
@as_json
def export(
    wanted: Selection,
    shape: Shape | Literal["csv"],
    out: Path | None,
    db: Path | None,
    json_output: bool,
) -> None:
    """Events as lines of JSON, in our own shape or in Maestro's, or as CSV, the oldest first.

    The lines are the same with or without --json; with --out, --json prints what was written.
    """
    from arqon_voice.telemetry.exchange import write_lines
    from arqon_voice.telemetry.reader import select
    from arqon_voice.telemetry.table import csv_lines

    with _readable():
        rows = select(_store(db), wanted)
        lines = csv_lines(rows) if shape == "csv" else write_lines(rows, shape)
        if out is None:
            for line in lines:
                click.echo(line)
            return
        count = _write(out, lines, _store(db)) - (shape == "csv")  # the headings are no event
    show(
        {"out": str(out), "events": count},
        f"wrote {count} events to {out}",
        json_output=json_output,
    )


@telemetry.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.option("--db", type=click.Path(path_type=Path), required=True, help="The store to fill.")
@as_json
def import_events(file: BinaryIO, db: Path, json_output: bool) -> None:
    """Events from lines of JSON, in either shape, into a store of their own; '-' is stdin.

    A line that holds no event is named and passed over. Exits 2 if no line held one.
    """
    from arqon_voice.telemetry.exchange import append_events, read_lines
    from arqon_voice.text import plain_words

    named: list[dict[str, object]] = []
    refused = 0

    def refuse(line: int, why: str) -> None:
        nonlocal refused
        refused += 1
        if refused <= _LINES_NAMED:
            named.append({"line": line, "why": why})
            click.echo(f"arqon-tts: {file.name}, line {line}: {plain_words(why)}", err=True)

    with _readable():
        count = append_events(db, read_lines(file, refuse))
    text = f"{count} events into {db}" + (f"; lines without an event: {refused}" if refused else "")
    result = {"db": str(db), "events": count, "refused": refused, "lines": named}
    show(result, text, json_output=json_output)
    if refused and not count:
        sys.exit(2)


@telemetry.command()
@since(default="1h")
@_DB
@as_json
def stats(since: int, db: Path | None, json_output: bool) -> None:
    """Requests, failures, fallbacks and latencies within a window of time."""
    from arqon_tui.cli.figures import as_text
    from arqon_voice.telemetry.stats import stats as add_up

    with _readable():
        summed = add_up(_store(db), since_ms=since, until_ms=time.time_ns() // 1_000_000 + 1)
    show(summed.as_dict(), as_text(summed), json_output=json_output)


def _store(db: Path | None) -> Path:
    return db or user_home().telemetry


@contextmanager
def _readable() -> Iterator[None]:
    from arqon_voice.sqlite.faults import SqliteFileError

    try:
        yield
    except SqliteFileError as error:
        fail(str(error), exits.FAILED)


def _write(out: Path, lines: Iterator[str], store: Path) -> int:
    from arqon_settings.saving import NotSaved, saved_file

    if out.exists() and store.exists() and out.samefile(store):
        fail(f"{out} is the store itself: give another name.", exits.NOT_WRITTEN)
    count = 0
    try:
        with saved_file(out) as file:
            for line in lines:
                file.write(f"{line}\n".encode())
                count += 1
    except NotSaved as error:
        fail(str(error), exits.NOT_WRITTEN)
    return count

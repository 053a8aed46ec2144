"""`arqon-tts telemetry`: follow it, take it elsewhere, add it up."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.output import as_json, fail, show

if TYPE_CHECKING:
    from arqon_voice.telemetry.exchange import Shape
    from arqon_voice.telemetry.rows import Row
    from arqon_voice.telemetry.stats import Percentiles, Stats

__all__ = ["Moment", "telemetry"]

_AGO = re.compile(r"(\d+)\s*([smhd])")
_UNIT_MS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


class Moment(click.ParamType[int]):
    """A time as people say it: `90s`, `15m`, `2h`, `3d` ago, or ISO 8601; in epoch ms."""

    name = "when"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read it; a time without a zone is local."""
        text = str(value).strip()
        if ago := _AGO.fullmatch(text):
            return time.time_ns() // 1_000_000 - int(ago[1]) * _UNIT_MS[ago[2]]
        try:
            return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)
        except (ValueError, OverflowError, OSError):
            self.fail(f"{text!r} is no time; write 15m, 2h, 3d or 2026-03-01T14:00", param, ctx)


_SINCE = click.option("--since", type=Moment(), help="From then on: 15m, 2h, 3d, or ISO 8601.")
_DB = click.option(
    "--db", type=click.Path(path_type=Path), help="Another store than that of this user."
)


@click.group()
def telemetry() -> None:
    """Follow, export and add up what happened. No event holds what was spoken.

    Exit codes: 1 the store is missing or cannot be read, 3 a file could not be written.
    """


@telemetry.command()
@click.option("-n", "--last", default=20, show_default=True, help="Events to begin with.")
@click.option("-f/-F", "--follow/--no-follow", default=True, help="Go on as events come in.")
@_DB
@as_json
def tail(last: int, follow: bool, db: Path | None, json_output: bool) -> None:
    """The newest events of every process, and those to come; ctrl-c ends it."""
    import threading

    from arqon_voice.telemetry.tail import Tail

    following = Tail(_store(db), last=last)
    if following.fault and not follow:
        fail(following.fault, exits.FAILED)
    try:
        for row in following.read(max(last, 1)):
            _print(row, json_output)
        batches = following.follow(threading.Event()) if follow else ()
        for batch in batches:
            for row in batch:
                _print(row, json_output)
            sys.stdout.flush()
    except KeyboardInterrupt:
        return
    finally:
        following.close()


@telemetry.command()
@click.option("--format", "shape", type=click.Choice(["arqon", "maestro"]), default="arqon")
@click.option("--out", type=click.Path(path_type=Path), help="A file; else standard output.")
@click.option("--name", default="", help="Only events whose name begins so.")
@click.option("--message", help="Only events of this message id.")
@_SINCE
@_DB
@as_json
def export(
    shape: Shape,
    out: Path | None,
    name: str,
    message: str | None,
    since: int | None,
    db: Path | None,
    json_output: bool,
) -> None:
    """Events as lines of JSON, in our own shape or in Maestro's.

    The lines are JSON with or without --json; with --out, --json prints what was written.
    """
    from arqon_voice.telemetry.exchange import write_lines
    from arqon_voice.telemetry.query import Selection, select

    wanted = Selection(since_ms=since, name_prefix=name, message_id=message)
    with _readable():
        lines = write_lines(select(_store(db), wanted), shape)
        if out is None:
            for line in lines:
                click.echo(line)
            return
        count = _write(out, lines)
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
    """Events from lines of JSON, in either shape, into a store of their own; '-' is stdin."""
    from arqon_voice.telemetry.exchange import LineError, append_events, read_lines

    with _readable():
        try:
            count = append_events(db, read_lines(file))
        except LineError as error:
            fail(f"{file.name}, {error}; the lines before it were imported", 2)
    show({"db": str(db), "events": count}, f"{count} events into {db}", json_output=json_output)


@telemetry.command()
@click.option("--since", type=Moment(), default="1h", show_default=True, help="From then on.")
@_DB
@as_json
def stats(since: int, db: Path | None, json_output: bool) -> None:
    """Requests, failures, fallbacks and latencies within a window of time."""
    from arqon_voice.telemetry.stats import stats as add_up

    with _readable():
        summed = add_up(_store(db), since_ms=since, until_ms=time.time_ns() // 1_000_000 + 1)
    show(summed.as_dict(), _stats_text(summed), json_output=json_output)


def _store(db: Path | None) -> Path:
    return db or user_home().telemetry


@contextmanager
def _readable() -> Iterator[None]:
    from arqon_voice.sqlite.faults import SqliteFileError

    try:
        yield
    except SqliteFileError as error:
        fail(str(error), exits.FAILED)


def _write(out: Path, lines: Iterator[str]) -> int:
    count = 0
    try:
        with out.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line + "\n")
                count += 1
    except OSError as error:
        fail(f"{out}: {error.strerror or error}", exits.NOT_WRITTEN)
    return count


def _print(row: Row, json_output: bool) -> None:
    if json_output:
        click.echo(json.dumps({"id": row.id} | row.record(), ensure_ascii=False))
        return
    at = datetime.fromtimestamp(row.ts_ms / 1000).astimezone().strftime("%H:%M:%S.%f")[:-3]
    message = row.message_id[:8]
    click.echo(f"{at} {row.source:<7} {message:<8} {row.name.removeprefix('stt.tts.')} {row.data}")


def _stats_text(summed: Stats) -> str:
    rate = "none tried" if summed.fallback_rate is None else f"{summed.fallback_rate:.1%}"
    since = datetime.fromtimestamp(summed.since_ms / 1000).astimezone()
    lines = [
        f"Since           {since:%Y-%m-%d %H:%M:%S}",
        f"Requests        {summed.requests}",
        f"Fallback rate   {rate}",
        f"Failed closed   {summed.fail_closed}",
    ]
    lines += [f"  {name.removeprefix('stt.tts.'):<18} {n}" for name, n in summed.endings.items()]
    for times in summed.providers:
        lines.append(f"{times.provider:<15} first audio {_spread(times.first_audio_ms)}")
        lines.append(f"{'':<15} to the end  {_spread(times.latency_ms)}")
    if failure := summed.last_kokoro_failure:
        at = datetime.fromtimestamp(failure.ts_ms / 1000).astimezone()
        lines.append(f"Last failure    {at:%H:%M:%S} {failure.reason}: {failure.detail}")
    return "\n".join(lines)


def _spread(values: Percentiles | None) -> str:
    if values is None:
        return "not measured"
    return (
        f"p50 {values.p50:.0f} ms, p95 {values.p95:.0f} ms, p99 {values.p99:.0f} ms "
        f"(n={values.count})"
    )

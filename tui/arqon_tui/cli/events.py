"""What the telemetry commands share: which events are meant, and how one is printed."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from arqon_voice.telemetry.rows import Row

__all__ = ["Moment", "Words", "print_event", "selecting", "since"]

_F = TypeVar("_F", bound=Callable[..., Any])
_LONGEST = 2_000
_FIELDS = {
    "since_ms": "since",
    "until_ms": "until",
    "name_prefix": "name",
    "session_id": "session",
    "message_id": "message",
    "text": "needle",
}


class Moment(click.ParamType[int]):
    """A time as people say it: `90s`, `15m`, `2h`, `3d` ago, `14:02`, or ISO 8601; in epoch ms."""

    name = "when"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read it; a time without a zone is local."""
        from arqon_voice.telemetry.moments import NotAMoment, epoch_ms

        try:
            return epoch_ms(str(value), _now_ms())
        except NotAMoment as error:
            self.fail(str(error), param, ctx)


class Words(click.ParamType[str]):
    """Text to look for; bytes that are no UTF-8 stand in no event, and no store takes them."""

    name = "text"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Refuse what is not UTF-8."""
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(f"{text!r} is not UTF-8; write it in a terminal that is", param, ctx)
        return text


class Filter(click.ParamType[object]):
    """The expression that the panel's filter takes too, read as a `Selection`."""

    name = "expression"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Read it."""
        from arqon_voice.telemetry.filters import FilterError, parse_filter

        try:
            return parse_filter(Words().convert(value, param, ctx), _now_ms())
        except FilterError as error:
            self.fail(str(error), param, ctx)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def since(default: str | None = None) -> Callable[[_F], _F]:
    """Give a command the option `--since`, as its argument `since`."""
    return click.option(
        "--since",
        type=Moment(),
        default=default,
        show_default=default is not None,
        help="From then on: 15m, 2h, 3d, or ISO 8601.",
    )


def selecting(command: _F) -> _F:
    """Give a command the options that choose events, as its argument `wanted`."""

    @functools.wraps(command)
    def chosen(**options: Any) -> object:  # noqa: ANN401 -- whatever options the command has
        from arqon_voice.telemetry.selection import Selection

        fields = {field: options.pop(option) for field, option in _FIELDS.items()}
        wanted = Selection(**fields).narrowed(options.pop("expression"))
        return command(wanted=wanted, **options)

    options = (
        click.option(
            "--filter",
            "expression",
            type=Filter(),
            default="",
            help="As in the panel: 'provider:kokoro severity:failure -timeout since:2h'.",
        ),
        click.option(
            "--name",
            default="",
            type=Words(),
            help="Their name, or its beginning: kokoro.failure.",
        ),
        click.option("--message", type=Words(), help="Their message id, or its beginning."),
        click.option("--session", type=Words(), help="Their session id, or its beginning."),
        click.option(
            "--text",
            "needle",
            default="",
            type=Words(),
            help="What stands in their name or data.",
        ),
        since(),
        click.option("--until", type=Moment(), help="To before then."),
    )
    for option in reversed(options):
        chosen = option(chosen)
    return chosen  # type: ignore[return-value] # the same command, with options


def print_event(row: Row, json_output: bool) -> None:
    """Print one event on one line; nothing that it holds acts on the terminal."""
    if json_output:
        click.echo(row.line(with_id=True))
        return
    from arqon_voice.text import plain, shortened

    moment = row.local_time()
    at = f"{moment:%H:%M:%S.%f}"[:-3] if moment else str(row.ts_ms)
    name = row.name.removeprefix("stt.tts.")
    about = f"{row.source:<7} {row.message_id[:8]:<8} {name} {row.data}"
    click.echo(f"{at} {plain(shortened(about, _LONGEST))}")

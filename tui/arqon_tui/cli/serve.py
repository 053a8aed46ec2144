"""`arqon-tts serve`: the voice without a screen, for every program of the user and for the bus."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import user_home
from arqon_tui.cli.leaving import SIGNALS
from arqon_tui.cli.output import fail

if TYPE_CHECKING:
    from arqon_voice.bus.client import DialectChoice

__all__ = ["serve"]


@click.command()
@click.option("--bus", default="ws://127.0.0.1:9100", show_default=True, help="Empty for none.")
@click.option(
    "--bus-dialect",
    type=click.Choice(["auto", "arqon", "maestro"]),
    default="auto",
    show_default=True,
)
def serve(bus: str, bus_dialect: DialectChoice) -> None:
    """Hold the voice of this user: speak for `say`, the panel and Maestro, one after the other.

    A panel that holds the voice finishes its utterance and hands over. SIGTERM and ctrl-c finish
    or stop the current utterance within two seconds.

    Exit codes: 1 another service holds the voice, or it cannot be held, 2 no such bus address.
    """
    asked = threading.Event()
    caught: list[int] = []

    def heed(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 -- signal's own form
        caught.append(number)
        asked.set()

    for number in SIGNALS:
        signal.signal(number, heed)

    from arqon_service.log import start_log
    from arqon_service.serve import AlreadyServed, Service, take_voice
    from arqon_voice.bus.address import BadBusUrl

    home = user_home()
    start_log(home, "serve")
    try:
        lock = take_voice(home, lambda line: click.echo(line, err=True), asked)
        if lock is None:
            raise SystemExit(128 + caught[0])
        service = Service(home, lock, bus_url=bus, dialect=bus_dialect)
    except AlreadyServed as error:
        fail(str(error), exits.FAILED)
    except BadBusUrl as error:
        fail(str(error), click.UsageError.exit_code)
    except OSError as error:
        fail(f"{error.filename or home.lock}: {error.strerror or error}", exits.FAILED)
    if service.local.fault:
        service.close()
        fail(service.local.fault, exits.FAILED)
    service.start()
    click.echo(f"arqon-tts serve holds the voice; {home.socket}", err=True)
    while not asked.wait(1.0):
        pass  # a wait with an end, so that a signal is heeded on every platform
    service.close()
    for fault in service.local.left_undone:
        click.echo(f"arqon-tts: warning: {fault}", err=True)
    raise SystemExit(0 if caught[0] != signal.SIGINT else exits.STOPPED)

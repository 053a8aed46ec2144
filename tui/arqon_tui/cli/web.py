"""`arqon-tts web`: the panel in a browser of this machine."""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
import socket

import click

from arqon_tui.cli import exits
from arqon_tui.cli.home import forget_environment
from arqon_tui.cli.leaving import SIGNALS
from arqon_tui.cli.output import fail

__all__ = ["web"]

_TOKEN_BYTES = 24
_END_S = 10.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7790,
    show_default=True,
    help="0 takes a free one.",
)
@click.option("--read-only", is_flag=True, help="The panels change nothing, and hold no voice.")
@click.option("--demo", is_flag=True, help="Each panel is a demo with a home of its own.")
@click.pass_context
def web(ctx: click.Context, host: str, port: int, read_only: bool, demo: bool) -> None:
    """Serve the panel to browsers of this machine, until ctrl-c or SIGTERM.

    Prints the address to open. It holds a token: who has the address can do all that the panel
    can. From another machine: ssh -L 7790:127.0.0.1:7790, and the same address there.

    Exit codes: 1 the address is taken, 2 the host is not this machine alone.
    """
    read_only |= ctx.obj["read_only"]
    demo |= ctx.obj["demo"]
    if demo and ctx.obj["home_named"]:
        raise click.UsageError("--demo has a home of its own: no --home.")
    if demo:
        forget_environment()
    from arqon_tui.web.access import is_loopback

    if not is_loopback(host):
        what = f"{host} is not a loopback address: the panel is served to this machine only."
        raise click.BadParameter(f"{what} Take 127.0.0.1 or ::1.", param_hint="--host")
    words = [*(["--read-only"] if read_only else []), *(["--demo"] if demo else [])]
    with _listening("127.0.0.1" if host.lower() == "localhost" else host, port) as listener:
        ctx.exit(asyncio.run(_serve(listener, words)))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = "another program listens there; take another --port, or 0 for a free one"
        else:
            why = error.strerror or str(error)
        fail(f"{host}, port {port}: {why}", exits.FAILED)


async def _serve(listener: socket.socket, words: list[str]) -> int:
    from aiohttp.web import AppRunner, SockSite

    from arqon_tui.web.server import PanelServer

    asked = asyncio.Event()
    heard: list[int] = []

    def heed(number: int) -> None:
        heard.append(number)
        asked.set()

    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, heed, number)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    runner = AppRunner(PanelServer(token, words).app(), access_log=None, shutdown_timeout=_END_S)
    await runner.setup()
    try:
        await SockSite(runner, listener).start()
        click.echo(f"http://{_named(listener)}/{token}/")
        click.echo("arqon-tts web serves the panel at this address until ctrl-c", err=True)
        await asked.wait()
    finally:
        await runner.cleanup()
    return exits.STOPPED if heard[0] == signal.SIGINT else 0


def _named(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

"""Runs the service: listens at once, loads the model behind it, ends within a few seconds."""

from __future__ import annotations

import asyncio
import socket
from typing import Final

import uvicorn

from arqon_sidecar.service import logs
from arqon_sidecar.service.app import application
from arqon_sidecar.service.attest import Identity
from arqon_sidecar.service.connections import bounded_protocol
from arqon_sidecar.service.handlers import Handlers
from arqon_sidecar.service.listen import allow_many_files
from arqon_sidecar.service.loading import Load, Loader
from arqon_sidecar.service.log_writer import LogWriter
from arqon_sidecar.service.options import Options
from arqon_sidecar.service.status import Status

__all__ = ["run"]

_STANDARD_ERROR: Final = 2
"""By its number: Python has no name for it where the process was started without."""


def run(sockets: list[socket.socket], load: Load, options: Options) -> None:
    """Serve on the sockets until SIGTERM or SIGINT."""
    log = logs.set_up(_STANDARD_ERROR)
    allow_many_files()
    status = Status(options.runtime, options.limits.queue, boot_id=options.boot_id)
    handlers = Handlers(status, Identity(options.identity))
    loader = Loader(handlers, load, options, log)
    loader.start()
    addresses = [":".join(map(str, listening.getsockname()[:2])) for listening in sockets]
    logs.event("listening", {"addresses": addresses})
    config = uvicorn.Config(
        application(handlers, options.allow_hosts, options.cors_origins),
        http=bounded_protocol(options.limits),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=1024,
        timeout_graceful_shutdown=int(options.limits.shutdown_s),
        h11_max_incomplete_event_size=options.limits.header,
    )
    try:
        _Server(config, loader, log, options.limits.shutdown_s).run(sockets)
    finally:
        log.close()


class _Server(uvicorn.Server):
    """Ends in order: nothing new, the utterance at the engine while there is time, then all."""

    def __init__(
        self, config: uvicorn.Config, loader: Loader, log: LogWriter, shutdown_s: float
    ) -> None:
        super().__init__(config)
        self._loader = loader
        self._log = log
        self._shutdown_s = shutdown_s

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See uvicorn; the time for what runs ends a little before uvicorn cancels it."""
        logs.event("shutting_down", {})
        self._loader.refuse()
        grace = asyncio.get_running_loop().call_later(self._shutdown_s - 1, self._loader.stop)
        await super().shutdown(sockets)
        grace.cancel()
        self._loader.stop()
        # uvicorn sends itself the signal again, which ends the process without a word.
        await asyncio.to_thread(self._log.close)

"""Where requests for speech begin and end: each is counted and logged."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from arqon_sidecar.service import logs
from arqon_sidecar.service.budget import Budget
from arqon_sidecar.service.errors import ApiError
from arqon_sidecar.service.exchange import Exchange, Shared
from arqon_sidecar.service.inference import InferenceQueue
from arqon_sidecar.service.job import GoneError
from arqon_sidecar.service.limits import Limits
from arqon_sidecar.service.metrics import Metrics
from arqon_sidecar.service.speaker import Speaker

__all__ = ["Exchanges"]


class Exchanges:
    """Opens exchanges, and writes what became of them."""

    def __init__(
        self, speaker: Speaker, queue: InferenceQueue, metrics: Metrics, limits: Limits
    ) -> None:
        bodies, answers = Budget(limits.bodies), Budget(limits.answers)
        self._shared = Shared(speaker, queue, metrics, limits, bodies, answers)

    @contextlib.asynccontextmanager
    async def open(self, endpoint: str, request: Request) -> AsyncIterator[Exchange]:
        """One request from its first byte to its last; its outcome is counted and logged.

        Raises:
            ApiError: the answer is an error.
        """
        exchange = Exchange(request, self._shared)
        try:
            yield exchange
        except ApiError as error:
            exchange.outcome = error.code
            raise
        except (GoneError, ClientDisconnect):
            exchange.outcome = "cancelled"
        except BaseException:
            exchange.outcome = "aborted"
            raise
        finally:
            exchange.close()
            self._shared.metrics.answered(
                endpoint, exchange.outcome, exchange.seconds, exchange.seconds_queued
            )
            logs.event("request", {"endpoint": endpoint, **exchange.record()})

"""The routes. Light to import: /healthz must answer while the model is still being loaded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from arqon_sidecar.service.attest import Identity
from arqon_sidecar.service.errors import ApiError, answer_error, answer_http_error, not_ready
from arqon_sidecar.service.status import FAILED, Status

if TYPE_CHECKING:
    from arqon_sidecar.service.endpoints import SpeechEndpoints
    from arqon_sidecar.service.metrics import Metrics
    from arqon_sidecar.service.voices import Voices

__all__ = ["Handlers", "application"]


Thing = TypeVar("Thing")


class Handlers:
    """What the routes reach; the loading thread fills it in."""

    def __init__(self, status: Status, identity: Identity) -> None:
        self.status = status
        self.identity = identity
        self.metrics: Metrics | None = None
        self.voices: Voices | None = None
        self.endpoints: SpeechEndpoints | None = None

    async def healthz(self, _request: Request) -> Response:
        """The process serves."""
        return JSONResponse(self.status.health())

    async def readyz(self, _request: Request) -> Response:
        """Speech can be asked for, or why not yet."""
        return JSONResponse(self.status.readiness(), 200 if self.status.ready else 503)

    async def list_voices(self, _request: Request) -> Response:
        """The voices on disk."""
        voices = self._there(self.voices)
        return JSONResponse({"voices": voices.described(), "default": voices.default})

    async def models(self, _request: Request) -> Response:
        """OpenAI's list of models: the one that runs here."""
        identity = self._there(self.status.identity)
        model = {"id": identity.name, "object": "model", "created": 0, "owned_by": identity.kind}
        return JSONResponse({"object": "list", "data": [model]})

    async def metrics_page(self, _request: Request) -> Response:
        """What Prometheus reads."""
        from arqon_sidecar.service.metrics import CONTENT_TYPE

        return Response(self._there(self.metrics).text(), media_type=CONTENT_TYPE)

    async def openapi(self, _request: Request) -> Response:
        """The service's own description."""
        from arqon_sidecar.service.openapi import document

        return JSONResponse(document())

    async def synthesize(self, request: Request, send: Send) -> None:
        """POST /synthesize."""
        await self._there(self.endpoints).synthesize(request, send)

    async def synthesize_stream(self, request: Request, send: Send) -> None:
        """POST /synthesize_stream."""
        await self._there(self.endpoints).synthesize_stream(request, send)

    async def openai_speech(self, request: Request, send: Send) -> None:
        """POST /v1/audio/speech."""
        await self._there(self.endpoints).openai_speech(request, send)

    def _there(self, thing: Thing | None) -> Thing:
        if thing is None or self.status.phase == FAILED:
            raise not_ready(self.status.why_not())
        return thing


def application(handlers: Handlers) -> Starlette:
    """The ASGI application."""
    get = [
        ("/healthz", handlers.healthz),
        ("/readyz", handlers.readyz),
        ("/voices", handlers.list_voices),
        ("/v1/models", handlers.models),
        ("/metrics", handlers.metrics_page),
        ("/openapi.json", handlers.openapi),
    ]
    post = [
        ("/synthesize", handlers.synthesize),
        ("/synthesize_stream", handlers.synthesize_stream),
        ("/v1/audio/speech", handlers.openai_speech),
    ]
    routes = [Route(path, answer) for path, answer in get]
    routes.append(Route("/attest", handlers.identity.attest, methods=["POST"]))
    routes += [Route(path, _Sending(answer), methods=["POST"]) for path, answer in post]
    errors = {ApiError: answer_error, HTTPException: answer_http_error}
    return Starlette(routes=routes, exception_handlers=errors)


class _Sending:
    """An endpoint that sends its answer itself, piece by piece."""

    def __init__(self, answer: Callable[[Request, Send], Awaitable[None]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(Request(scope, receive), send)

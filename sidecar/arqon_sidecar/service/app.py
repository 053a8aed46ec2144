"""The routes. Light to import: /healthz must answer while the model is still being loaded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from arqon_sidecar.service.errors import (
    ApiError,
    answer_error,
    answer_http_error,
    answer_unexpected,
)
from arqon_sidecar.service.handlers import Handlers
from arqon_sidecar.service.hosts import HostCheck
from arqon_sidecar.service.targets import AbsoluteTarget

__all__ = ["application"]


def application(
    handlers: Handlers, allow_hosts: Sequence[str] = (), cors_origins: Sequence[str] = ()
) -> Starlette:
    """The ASGI application.

    `allow_hosts` are names besides loopback's that clients may call it by; `cors_origins` are the
    origins of web pages that may use it, as browsers write them.
    """
    get = [
        ("/healthz", handlers.healthz),
        ("/readyz", handlers.readyz),
        ("/voices", handlers.list_voices),
        ("/v1/audio/voices", handlers.openai_voices),
        ("/v1/models", handlers.models),
        ("/v1/models/{name:path}", handlers.model),
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
    errors = {
        ApiError: answer_error,
        HTTPException: answer_http_error,
        Exception: answer_unexpected,
    }
    middleware = [
        Middleware(AbsoluteTarget),
        Middleware(HostCheck, allowed=allow_hosts, refused=handlers.refused),
    ]
    if cors_origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=cors_origins,
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["Retry-After"],
            )
        )
    return Starlette(routes=routes, exception_handlers=errors, middleware=middleware)


class _Sending:
    """An endpoint that sends its answer itself, piece by piece."""

    def __init__(self, answer: Callable[[Request, Send], Awaitable[None]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(Request(scope, receive), send)

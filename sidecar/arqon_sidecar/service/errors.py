"""Errors of the API: `{"detail": "<for a person>", "code": "<word>"}` with a status."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

__all__ = [
    "ApiError",
    "answer_error",
    "answer_http_error",
    "invalid_json",
    "invalid_request",
    "not_ready",
    "overloaded",
    "synthesis_failed",
    "text_too_long",
    "timed_out",
    "unknown_voice",
]

_CODES = {404: "not_found", 405: "method_not_allowed"}


class ApiError(Exception):
    """An answer that refuses or reports a failure."""

    def __init__(self, status: int, code: str, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_after = retry_after

    def response(self, *, openai: bool = False) -> Response:
        """The answer, for clients of OpenAI's API with their form of it besides.

        The connection is closed after it if the body may not have been read.
        """
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status in (400, 408, 413):
            headers["Connection"] = "close"
        body: dict[str, object] = {"detail": self.detail, "code": self.code}
        if openai:
            body["error"] = {"message": self.detail, "type": self.code, "code": self.code}
        return JSONResponse(body, self.status, headers)


def invalid_json(why: str) -> ApiError:
    """The body is no JSON object."""
    return ApiError(400, "invalid_json", why)


def invalid_request(field: str, why: str) -> ApiError:
    """A field is missing, of the wrong type or out of range."""
    return ApiError(422, "invalid_request", f"{field}: {why}")


def unknown_voice(why: str) -> ApiError:
    """No such voice here; never a 404, which Maestro takes for a missing endpoint."""
    return ApiError(422, "unknown_voice", why)


def text_too_long(why: str) -> ApiError:
    """The text or the body is over its limit."""
    return ApiError(413, "text_too_long", why)


def overloaded(waiting: int, retry_after: int) -> ApiError:
    """The queue is full."""
    why = f"{waiting} requests are waiting already; try again in {retry_after} s"
    return ApiError(429, "overloaded", why, retry_after)


def not_ready(why: str) -> ApiError:
    """The model is not loaded, or the service is shutting down."""
    return ApiError(503, "not_ready", why, retry_after=1)


def synthesis_failed(why: str) -> ApiError:
    """The engine failed; the process lives on."""
    return ApiError(500, "synthesis_failed", why)


def timed_out(timeout_ms: int) -> ApiError:
    """The request's own deadline has passed."""
    return ApiError(504, "timed_out", f"not done within timeout_ms = {timeout_ms}")


async def answer_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for ApiError."""
    assert isinstance(error, ApiError)
    return error.response(openai=request.url.path.startswith("/v1/"))


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own errors (404, 405) in the API's form."""
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "http_error")
    detail = f"{request.method} {request.url.path}: {error.detail}"
    body = {"detail": detail, "code": code}
    return JSONResponse(body, error.status_code, error.headers)

"""Errors of the API, in its own form, and in OpenAI's under /v1."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

__all__ = [
    "ApiError",
    "answer_error",
    "answer_http_error",
    "answer_unexpected",
    "invalid_json",
    "invalid_request",
    "not_ready",
    "nothing_to_speak",
    "overloaded",
    "synthesis_failed",
    "text_too_long",
    "timed_out",
    "too_many_bytes",
    "unknown_voice",
]

_CODES = {404: "not_found", 405: "method_not_allowed"}
_UNREAD = (400, 408, 413, 415, 421)
"""Statuses that may be answered before the body was read: the connection ends with them."""


class ApiError(Exception):
    """An answer that refuses or reports a failure; `param` is the field that is wrong, if any."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        retry_after: int | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.param = param
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}

    def response(self, path: str) -> Response:
        """The answer to a request of `path`: `{"detail", "code"}`, or OpenAI's form under /v1."""
        if self.status in _UNREAD:
            self.headers["Connection"] = "close"
        body: dict[str, object] = {"detail": self.detail, "code": self.code}
        if re.match("/v1(/|$)", path):
            kind = "server_error" if self.status >= 500 else "invalid_request_error"
            kind = "rate_limit_error" if self.status == 429 else kind
            error = {"message": self.detail, "type": kind, "param": self.param, "code": self.code}
            body = {"error": error}
        return JSONResponse(body, self.status, self.headers)


def invalid_json(why: str) -> ApiError:
    """The body is not a JSON object."""
    return ApiError(400, "invalid_json", why)


def invalid_request(field: str, why: str) -> ApiError:
    """A field is missing, of the wrong type or out of range."""
    return ApiError(422, "invalid_request", f"{field}: {why}", param=field)


def nothing_to_speak(field: str, why: str) -> ApiError:
    """There is no word in the text, which is not repeated: clients keep what an error says."""
    return invalid_request(field, f"there is nothing in it to speak: {why}")


def unknown_voice(why: str) -> ApiError:
    """No such voice here; never a 404, which Maestro takes for a missing endpoint."""
    return ApiError(422, "unknown_voice", why, param="voice")


def text_too_long(why: str, param: str | None = None) -> ApiError:
    """The text or the body is over its limit."""
    return ApiError(413, "text_too_long", why, param=param)


def overloaded(waiting: int, retry_after: int) -> ApiError:
    """The queue is full."""
    why = f"{waiting} requests are waiting already; try again in {retry_after} s"
    return ApiError(429, "overloaded", why, retry_after)


def too_many_bytes() -> ApiError:
    """The bodies and answers that are held in memory take all the room there is."""
    why = "large requests and answers of others fill the memory set aside for them; try again"
    error = ApiError(429, "overloaded", why, retry_after=1)
    error.headers["Connection"] = "close"
    return error


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
    return error.response(request.url.path)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own errors (404, 405) in the API's form."""
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "http_error")
    path = request.url.path
    detail = f"{request.method} {path}: {error.detail}"
    if error.status_code == 404:
        detail = f"there is nothing at {path}; GET /openapi.json lists what there is"
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "other methods")
        detail = f"{path} does not answer {request.method}; it answers {allowed}"
    answer = ApiError(error.status_code, code, detail)
    answer.headers |= dict(error.headers or {})
    return answer.response(request.url.path)


async def answer_unexpected(request: Request, error: Exception) -> Response:
    """A fault of the service: what it was stands in the log."""
    why = f"unexpected {type(error).__name__}; the log says more"
    return ApiError(500, "internal_error", why).response(request.url.path)

"""From a request's bytes to what it asks for, or to the error that says why not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request

from arqon_sidecar.service import errors

__all__ = ["parsed", "read_body"]

Model = TypeVar("Model", bound=BaseModel)

_MOST_VALUES = 200_000
"""Marks in front of values. An empty list takes 3 bytes in the body and 64 in memory: 8 MiB of them
would take 180."""
_MOST_SHOWN = 24
"""Characters of a wrong value that an error repeats."""


async def read_body(
    request: Request, most: int, within_s: float, hold: Callable[[int], None] | None = None
) -> bytes:
    """The whole body of a request for JSON; `hold` is told how many bytes there are so far.

    Raises:
        ApiError: it is not called JSON, is over `most` bytes, or did not arrive in time.
        ClientDisconnect: the client is gone.
    """
    _require_json(request.headers.get("content-type", ""))
    _require_plain(request.headers.get("content-encoding", ""))
    too_large = errors.text_too_long(f"the body is over {most} bytes")
    if int(request.headers.get("content-length", "0")) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(within_s):
            async for part in request.stream():
                if len(body) + len(part) > most:
                    raise too_large
                if hold is not None:
                    hold(len(body) + len(part))
                body += part
    except TimeoutError as error:
        why = f"the body did not arrive within {within_s:.0f} s"
        raise errors.ApiError(408, "body_timeout", why) from error
    return bytes(body)


def _require_json(content_type: str) -> None:
    """A web page cannot send this type to another origin without that one's consent (CORS)."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        given = f"not {content_type[:60]!r}" if content_type else "and the header is missing"
        why = f"the body must be sent as Content-Type: application/json, {given}"
        raise errors.ApiError(415, "unsupported_media_type", why)


def _require_plain(encoding: str) -> None:
    """Of a compressed body nobody knows how large it will be."""
    if encoding.strip().lower() not in ("", "identity"):
        why = f"the body must be sent uncompressed, without Content-Encoding: {encoding[:60]}"
        error = errors.ApiError(415, "unsupported_media_type", why)
        error.headers["Accept-Encoding"] = "identity"
        raise error


def parsed(body: bytes, model: type[Model]) -> Model:
    """The request in the body, which is JSON in UTF-8 with or without a byte order mark.

    Raises:
        ApiError: not a JSON object, too many values, or a field is wrong: the first is named.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise errors.text_too_long(f"the body holds more than {_MOST_VALUES} values or commas")
    try:
        # Python's own reader: it takes half of a character, which pydantic's refuses.
        fields = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise errors.invalid_json(f"the body is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise errors.invalid_json("the body must be a JSON object")
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise errors.invalid_request(str(first["loc"][0]), _why(first)) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number of JSON")


def _why(error: ErrorDetails) -> str:
    """What is wrong with a field; where it is one of a few words, which ones there are."""
    field, *inside = error["loc"]
    if field == "voice" and error["type"] not in ("too_short", "too_long"):
        return 'it must be a name, or {"id": a name}'
    where = f"the entry {_shown(inside[0])}: " if field == "lexicon" and inside else ""
    return where + _fault(error)


def _fault(error: ErrorDetails) -> str:
    about, given = error.get("ctx", {}), _shown(error["input"])
    match error["type"]:
        case "missing":
            return "it is missing"
        case "too_short":
            return "it is empty; leave it out"
        case "too_long":
            return f"its length of {about['actual_length']} is over {about['max_length']}"
        case "value_error":
            return str(about["error"])
        case "literal_error":
            return f"{given} is not offered; it must be {about['expected']}"
    return f"{error['msg'].replace('Input', 'it', 1)}, not {given}"


def _shown(given: object) -> str:
    """The beginning of a value; what holds others, by its kind alone."""
    if isinstance(given, dict | list):
        return "an object" if isinstance(given, dict) else "a list"
    written = repr(given) if isinstance(given, str) else json.dumps(given)
    return written if len(written) <= _MOST_SHOWN else written[:_MOST_SHOWN] + "…"

"""POST /attest: proves to the guest's owner that this guest answers; PID 1 holds the key."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from arqon_sidecar.service.errors import ApiError, invalid_json, invalid_request

__all__ = ["TOLD", "Identity"]

ANSWER_S: Final = 2.0
_BODY_BYTES: Final = 4096
_CHALLENGE: Final = re.compile("[0-9a-f]{64}")
TOLD: Final = ("instance_id", "boot_nonce", "boot_id", "claims", "tag")


class Identity:
    """What the guest's first process tells of this VM over its socket, in JSON lines."""

    def __init__(self, socket: Path | None) -> None:
        self._socket = socket

    async def attest(self, request: Request) -> Response:
        """Answer a challenge with a tag that only this VM can make.

        Raises:
            ApiError: no guest, no key yet, a malformed challenge.
        """
        if self._socket is None:
            why = "this sidecar runs in no guest of ours: it has no identity to prove"
            raise ApiError(404, "no_identity", why)
        challenge = await _challenge(request)
        try:
            async with asyncio.timeout(ANSWER_S):
                told = await _ask(self._socket, challenge)
        except (OSError, TimeoutError, ValueError) as error:
            why = f"the guest's first process did not answer: {str(error) or type(error).__name__}"
            raise ApiError(503, "not_initialised", why, retry_after=1) from error
        if told.get("ok") is not True:
            why = str(told.get("detail") or "the VM was not given its identity yet")
            raise ApiError(503, "not_initialised", why, retry_after=1)
        return JSONResponse({key: told.get(key) for key in TOLD})


async def _challenge(request: Request) -> str:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY_BYTES:
            raise ApiError(413, "text_too_long", f"the body is over {_BODY_BYTES} bytes")
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise invalid_json(f"the body is no JSON: {error}") from error
    if not isinstance(asked, dict):
        raise invalid_json("the body is no JSON object")
    challenge = asked.get("challenge")
    if not isinstance(challenge, str) or not _CHALLENGE.fullmatch(challenge):
        raise invalid_request("challenge", "must be 32 bytes as 64 lower-case hex digits")
    return challenge


async def _ask(socket: Path, challenge: str) -> dict[str, object]:
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(json.dumps({"op": "attest", "challenge": challenge}).encode() + b"\n")
        line = await reader.readline()
    finally:
        writer.close()
    told = json.loads(line)
    return told if isinstance(told, dict) else {}

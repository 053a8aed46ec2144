"""POST /attest: proves to the guest's owner that this guest answers; PID 1 holds the key."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from arqon_sidecar.service.errors import ApiError

__all__ = ["TOLD", "Identity"]

ANSWER_S: Final = 2.0
_BODY_BYTES: Final = 4096
_BODY_S: Final = 10.0
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
    # pydantic is imported on first use: /healthz must not wait for it.
    from arqon_sidecar.service.body import parsed, read_body
    from arqon_sidecar.service.requests import AttestRequest

    body = await read_body(request, _BODY_BYTES, _BODY_S)
    return parsed(body, AttestRequest).challenge


async def _ask(socket: Path, challenge: str) -> dict[str, object]:
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        writer.write(json.dumps({"op": "attest", "challenge": challenge}).encode() + b"\n")
        line = await reader.readline()
    finally:
        writer.close()
    told = json.loads(line)
    return told if isinstance(told, dict) else {}

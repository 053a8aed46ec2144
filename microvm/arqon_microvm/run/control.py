"""The guest's first process, over its private vsock port; and whether its sidecar answers."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import time
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError
from arqon_microvm.guest.lines import LINE_BYTES
from arqon_microvm.run.state import Identity
from arqon_microvm.vsock import Unreachable, dial

__all__ = ["CONTROL_PORT", "SIDECAR_PORT", "ask", "initialise", "sidecar_answer"]

CONTROL_PORT: Final = 7782
SIDECAR_PORT: Final = 7781
ANSWER_S: Final = 2.0
_MOST_BYTES: Final = 1 << 16


async def ask(
    v_sock: Path, asked: dict[str, object], patience_s: float = ANSWER_S
) -> dict[str, object]:
    """One line there, one line back.

    Raises:
        VmError: the guest cannot be reached, is silent, or refuses.
    """
    said = await _exchange(v_sock, CONTROL_PORT, json.dumps(asked).encode() + b"\n", patience_s)
    line = said.partition(b"\n")[0]
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise VmError(f"the guest's first process answered {line[:80]!r}") from error
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        raise VmError(f"the guest's first process refused {asked['op']}: {line[:200]!r}")
    return answer


async def initialise(v_sock: Path, identity: Identity, patience_s: float = ANSWER_S) -> None:
    """Give the VM its identity, our clock and random bytes. Raises VmError: see `ask`."""
    await ask(
        v_sock,
        {
            "op": "init",
            **identity.model_dump(),
            "entropy": base64.b64encode(secrets.token_bytes(32)).decode(),
            "host_unix_ns": time.time_ns(),
        },
        patience_s,
    )


async def sidecar_answer(
    v_sock: Path, path: str, patience_s: float = ANSWER_S
) -> tuple[int, bytes]:
    """The HTTP status and the body of `/healthz` or `/readyz`.

    Raises:
        VmError: it cannot be reached, or does not answer in time.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = await _exchange(v_sock, SIDECAR_PORT, request.encode("ascii"), patience_s)
    line = answer.partition(b"\n")[0]
    words = line.split()
    if len(words) < 2 or not words[1].isdigit():
        raise VmError(f"the sidecar answered {line[:80]!r}")
    return int(words[1]), answer.partition(b"\r\n\r\n")[2]


async def _exchange(v_sock: Path, port: int, said: bytes, patience_s: float) -> bytes:
    """The answer, of which the first line must come; the guest ends the connection.

    One that is left while it still speaks has Firecracker log a fault, each time.
    """
    connection, answer = await dial(v_sock, port, patience_s)
    with connection:
        reader, writer = await asyncio.open_connection(sock=connection, limit=LINE_BYTES)
        try:
            async with asyncio.timeout(patience_s):
                writer.write(said)
                await writer.drain()
                if b"\n" not in answer:
                    answer += await reader.readline()
                while piece := await reader.read(LINE_BYTES):
                    answer = (answer + piece)[:_MOST_BYTES]
        except (OSError, ValueError) as error:  # a timeout is an OSError, a long line a ValueError
            if b"\n" not in answer:
                why = str(error) or type(error).__name__
                raise Unreachable(f"port {port} of the guest does not answer: {why}") from error
        finally:
            writer.transport.abort()
    return answer

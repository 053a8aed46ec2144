"""A server of one JSON line each way and connection: the guest's control port, and its identity."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Final

from arqon_microvm.guest.identity import Answer

__all__ = ["serve"]

LINE_BYTES: Final = 4096
_PATIENCE_S: Final = 5.0
_AT_ONCE: Final = 16

Answering = Callable[[Mapping[str, object]], Answer]


def serve(listener: socket.socket, operations: Mapping[str, Answering]) -> None:
    """Answer in separate threads, for as long as the process lives."""
    busy = threading.Semaphore(_AT_ONCE)

    def one(connection: socket.socket) -> None:
        try:
            with connection:
                connection.settimeout(_PATIENCE_S)
                answer = _answer(_line(connection), operations)
                connection.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:
            return  # the asker is gone, or too slow
        finally:
            busy.release()

    def accept() -> None:
        while True:
            busy.acquire()
            try:
                connection, _ = listener.accept()
            except OSError as error:
                busy.release()
                if listener.fileno() < 0:
                    return
                sys.stderr.write(f"init: a connection was lost: {error}\n")
                continue
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def _line(connection: socket.socket) -> bytes:
    read = b""
    while b"\n" not in read and len(read) <= LINE_BYTES:
        piece = connection.recv(LINE_BYTES)
        if not piece:
            break
        read += piece
    return read


def _answer(line: bytes, operations: Mapping[str, Answering]) -> Answer:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    operation = asked.get("op") if isinstance(asked, dict) else None
    if not isinstance(operation, str) or operation not in operations:
        known = ", ".join(sorted(operations))
        detail = f"one line of JSON with `op`, one of {known}"
        return {"ok": False, "code": "bad_request", "detail": detail}
    return operations[operation](asked)

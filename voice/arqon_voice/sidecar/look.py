"""One look at the sidecar, judged.

Only its own words go into `Health`, cleaned for a terminal.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from arqon_voice.running_time import running_timeout
from arqon_voice.sidecar.health import NO_ANSWER, Health
from arqon_voice.sidecar.http import broken, get, open_client
from arqon_voice.text import plain_words

if TYPE_CHECKING:
    import httpx

__all__ = ["check", "probe"]

Json = dict[str, object]

SERVICE: Final = "kokoro-sidecar"
MAX_BODY_BYTES: Final = 64 * 1024
_GATEWAY: Final = (502, 503, 504)
"""RFC 9110: who answers so stands before somebody else, or has no room."""


async def check(url: str, timeout_s: float = 2.0) -> Health:
    """Look once, with a new connection. See `probe`."""
    async with await open_client(url) as client:
        return await probe(client, url, timeout_s)


async def probe(
    client: httpx.AsyncClient,
    url: str,
    timeout_s: float = 2.0,
    now: Callable[[], float] = time.time,
) -> Health:
    """Ask `/healthz` and `/readyz`, and judge the answers by the sidecar contract.

    Raises nothing: whatever keeps it from answering is a state with its reason. Both answers
    together get `timeout_s`.
    """
    import httpx

    unreachable = Health(url, "unreachable", checked_ms=round(now() * 1000))
    try:
        async with running_timeout(timeout_s):
            start = time.perf_counter()
            about = await _asked(client, f"{url}/healthz")
            rtt_ms = (time.perf_counter() - start) * 1000
            if fault := _no_sidecar(*about):
                return replace(unreachable, reason=fault, rtt_ms=rtt_ms)
            readiness = await _asked(client, f"{url}/readyz")
    except TimeoutError:
        return replace(unreachable, reason=f"{NO_ANSWER} within {timeout_s * 1000:.0f} ms")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return replace(unreachable, reason=broken(error).detail)
    return replace(_judge(unreachable, about[1], *readiness), rtt_ms=rtt_ms)


async def _asked(client: httpx.AsyncClient, url: str) -> tuple[int, Json]:
    status, body = await get(client, url, MAX_BODY_BYTES)
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    return status, message if isinstance(message, dict) else {}


def _no_sidecar(status: int, about: Json) -> str:
    if about.get("service") == SERVICE and status == 200:
        return ""
    if about.get("service") == SERVICE:
        return f"the sidecar answers {status} at /healthz; see its log"
    if about.get("code") == "not_ready":  # the contract's refusal: the guest's proxy gives it, too
        return f"the proxy answers, the guest behind it does not: {_word(about, 'detail', 200)}"
    if status in _GATEWAY:
        return f"a proxy answers {status} at /healthz: the sidecar behind it does not answer"
    return f"no Kokoro sidecar: something else answers there ({status} at /healthz)"


def _judge(base: Health, about: Json, status: int, readiness: Json) -> Health:
    model = about.get("model")
    model = model if isinstance(model, dict) else {"name": model}
    known = replace(
        base,
        runtime=_word(about, "runtime"),
        version=_word(about, "version"),
        engine=_word(about, "engine"),
        model=_word(model, "name"),
        model_sha256=_word(model, "sha256"),
        model_kind=_word(model, "kind"),
        model_origin=_word(model, "origin", 200),
        boot_id=_word(about, "boot_id"),
    )
    if status == 200 and readiness.get("ready") is True:
        return replace(known, state="ready")
    phase = _word(readiness, "phase")
    error = _word(readiness, "error", 200)
    return replace(known, state="starting", phase=phase, reason=error or _why(status, phase))


def _why(status: int, phase: str) -> str:
    return f"it says that it is {phase}" if phase else f"/readyz answered {status}"


def _word(message: Json, key: str, limit: int = 80) -> str:
    value = message.get(key)
    return "" if value is None else plain_words(value, limit)

"""Whether the sidecar can speak, and what it says of itself: one look at it, judged.

What a sidecar says is a claim. Only its own words go into `Health`, cleaned for a terminal, and
`label` says of each claim how far it may be believed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from arqon_voice.running_time import running_timeout
from arqon_voice.sidecar.http import broken, open_client
from arqon_voice.text import plain_words

if TYPE_CHECKING:
    import httpx

__all__ = ["Health", "check", "probe"]

HealthState = Literal["unreachable", "starting", "ready"]
Json = dict[str, object]

SERVICE: Final = "kokoro-sidecar"
KOKORO_SHA256: Final = "496dba118d1a58f5f3db2efc88dbdc216e0483fc89fe6e47ee1f2c53f18ad1e4"
"""`kokoro-v1_0.pth` of hexgrad/Kokoro-82M."""

MAX_BODY_BYTES: Final = 64 * 1024

_GATEWAY: Final = (502, 503, 504)
"""RFC 9110: who answers so stands before somebody else, or has no room."""

_NO_ANSWER: Final = "no answer"

_RUNTIMES: Final = {
    "firecracker": "firecracker (claimed, not attested)",
    "qemu": "qemu (stand-in, not production)",
    "host-dev": "host-dev (development, not production)",
    "": "unknown runtime (not production)",
}
_PLACES: Final = {
    "firecracker": "firecracker, claimed, not attested",
    "qemu": "qemu, not production",
    "host-dev": "host-dev, not production",
    "": "unknown runtime, not production",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The sidecar at `url`, as it was at `checked_ms` (epoch milliseconds, UTC).

    `phase` is its own word for how far it has come while it is `starting`; `reason` says for a
    person why it is not `ready`. `rtt_ms` is the round trip of `/healthz`. What it says of
    itself is empty where it says nothing. `attested` is not its own claim: it is true only where
    somebody else has proven that it runs in this host's Firecracker VM; `refused_release` is that
    VM's Firecracker where its release is refused for use, and only tried. Two looks that differ
    in time only are equal.
    """

    url: str
    state: HealthState
    phase: str = ""
    reason: str = ""
    runtime: str = ""
    version: str = ""
    engine: str = ""
    model: str = ""
    model_sha256: str = ""
    model_kind: str = ""
    model_origin: str = ""
    boot_id: str = ""
    attested: bool = False
    refused_release: str = ""
    rtt_ms: float | None = field(default=None, compare=False)
    checked_ms: int = field(default=0, compare=False)

    @property
    def word(self) -> str:
        """The state in a word: who takes the connection and is silent is not unreachable."""
        silent = self.state == "unreachable" and self.reason.startswith(_NO_ANSWER)
        return _NO_ANSWER if silent else self.state

    @property
    def label(self) -> str:
        """The model and where it runs, and how far either is to be believed."""
        if self.state == "unreachable":
            return "unreachable"
        return f"{self._model_words}, {self._runtime_words}"

    @property
    def place(self) -> str:
        """Where it runs, as short as it can be said truthfully."""
        if self.attested and self.runtime == "firecracker":
            return "firecracker, attested"
        if self.refused_release and self.runtime == "firecracker":
            return f"refused firecracker {self.refused_release}, not attested"
        return _PLACES.get(self.runtime, f"unknown runtime {self.runtime}, not production")

    @property
    def kind(self) -> str:
        """Which kind of model it has, likewise."""
        return "kokoro-82m" if self._is_kokoro else self._model_words

    @property
    def _is_kokoro(self) -> bool:
        return self.model_kind == "kokoro-82m" and self.model_sha256 == KOKORO_SHA256

    @property
    def _runtime_words(self) -> str:
        if self.attested and self.runtime == "firecracker":
            return "firecracker (attested)"
        if self.refused_release and self.runtime == "firecracker":
            return f"firecracker {self.refused_release} (a refused release, not attested)"
        return _RUNTIMES.get(self.runtime, f"unknown runtime {self.runtime} (not production)")

    @property
    def _model_words(self) -> str:
        """Kokoro is believed by kind and digest only; less is believed at its word."""
        if self._is_kokoro:
            return "Kokoro-82M v1.0"
        if self.model_kind == "variant":
            return f"variant ‘{self.model}’, not the published model"
        if self.model_kind == "test-model":
            return f"test model {self.model}"
        return f"unverified model {self.model}" if self.model else "unknown model"


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
            about = await _get(client, f"{url}/healthz")
            rtt_ms = (time.perf_counter() - start) * 1000
            if fault := _no_sidecar(*about):
                return replace(unreachable, reason=fault, rtt_ms=rtt_ms)
            readiness = await _get(client, f"{url}/readyz")
    except TimeoutError:
        return replace(unreachable, reason=f"{_NO_ANSWER} within {timeout_s * 1000:.0f} ms")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return replace(unreachable, reason=broken(error).detail)
    return replace(_judge(unreachable, about[1], *readiness), rtt_ms=rtt_ms)


async def _get(client: httpx.AsyncClient, url: str) -> tuple[int, Json]:
    body = b""
    async with client.stream("GET", url) as response:
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > MAX_BODY_BYTES:
                break
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    return response.status_code, message if isinstance(message, dict) else {}


def _no_sidecar(status: int, about: Json) -> str:
    if about.get("service") == SERVICE and status == 200:
        return ""
    if about.get("service") == SERVICE:
        return f"the sidecar answers {status} at /healthz; see its log"
    if about.get("code") == "not_ready":  # the contract's refusal: the guest's proxy gives it, too
        return f"the proxy answers, the guest behind it does not: {_word(about, 'detail', 200)}"
    if status in _GATEWAY:
        return f"a proxy answers {status} at /healthz: the sidecar behind it does not answer"
    return f"the port answers ({status} at /healthz), but it is not a Kokoro sidecar"


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

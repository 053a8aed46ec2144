"""Whether the sidecar can speak, and what it says of itself, in words.

What a sidecar says is a claim: `label` says of each how far it may be believed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["FAILED", "KOKORO_SHA256", "NO_ANSWER", "Health"]

HealthState = Literal["unreachable", "starting", "ready"]

KOKORO_SHA256: Final = "496dba118d1a58f5f3db2efc88dbdc216e0483fc89fe6e47ee1f2c53f18ad1e4"
"""`kokoro-v1_0.pth` of hexgrad/Kokoro-82M."""

NO_ANSWER: Final = "no answer"
"""How the reason begins where it takes the connection and is silent."""

FAILED: Final = "failed"
"""Its phase where it could not get ready: it stays so until it is started anew."""

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
        """The state in a word.

        Who takes the connection and is silent is not unreachable, and who says that it failed is
        starting no more.
        """
        if self.state == "unreachable" and self.reason.startswith(NO_ANSWER):
            return NO_ANSWER
        return FAILED if self.state == "starting" and self.phase == FAILED else self.state

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

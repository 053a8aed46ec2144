"""Whether the sidecar in force has the published model, and runs where production runs."""

from __future__ import annotations

from arqon_gate.check import Around, Check, Outcome, judged
from arqon_gate.sidecar_in_force import ready_sidecar
from arqon_voice.sidecar.health import KOKORO_SHA256

__all__ = ["CHECK", "look"]


def look(around: Around) -> Outcome:
    """Read what it says of itself: anything but Kokoro-82M by digest, in Firecracker, fails."""
    health = ready_sidecar(around)
    wrong = []
    if health.model_kind != "kokoro-82m":
        wrong.append(
            f"The model is a {health.model_kind or 'model of unknown kind'}: {health.kind}."
        )
    elif health.model_sha256 != KOKORO_SHA256:
        wrong.append(f"The model calls itself kokoro-82m, and its digest is {health.model_sha256}.")
    if health.runtime != "firecracker":
        wrong.append(f"It runs in {health.runtime or 'an unknown runtime'}, not in Firecracker.")
    seen = [
        f"model: {health.model}, kind {health.model_kind}, digest {health.model_sha256}",
        f"runtime: {health.runtime}, engine: {health.engine}",
    ]
    return judged(wrong, "The model is Kokoro-82M by its digest, in Firecracker.", seen)


CHECK = Check(
    name="no-stub",
    title="The model is the published Kokoro-82M, in Firecracker",
    gate=6,
    limit_s=60,
    proof=(
        "Build the guest with the published model (make image VOICE=kokoro), start it (arqon-tts "
        "vm up), and run: arqon-tts gate run no-stub"
    ),
    look=look,
)

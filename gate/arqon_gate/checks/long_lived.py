"""Whether two utterances were spoken by one and the same guest: it lives longer than a request."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from arqon_gate.check import Around, CannotLook, Check, Outcome, judged
from arqon_gate.sidecar_in_force import in_force, ready_sidecar
from arqon_gate.speaking import sound_server, voice_in
from arqon_voice.sidecar.http import open_client

__all__ = ["CHECK", "look"]


@dataclass(frozen=True, slots=True)
class _Guest:
    """Which life of which guest answered; clones of one snapshot share a boot id, and not these."""

    instance_id: str
    boot_nonce: str


def look(around: Around) -> Outcome:
    """Ask who it is before, between and after two utterances."""
    health = ready_sidecar(around)
    guests = [asyncio.run(_asked(around.sidecar_url))]
    said = []
    with (
        sound_server() as sink,
        voice_in(around.scratch / "kokoro", around, sink, in_force(around)) as voice,
    ):
        for _ in range(2):
            said.append(voice.say())
            guests.append(asyncio.run(_asked(around.sidecar_url)))
    seen = [
        f"sidecar: {health.label}",
        *(f"guest {guest.instance_id[:12]}, boot {guest.boot_nonce[:12]}" for guest in guests),
        *(f"{each.seconds:.1f} s heard" for each in said),
    ]
    wrong = []
    if len(set(guests)) > 1:
        wrong.append("Another guest, or another boot of it, answered in between.")
    if any("kokoro.success" not in each.events or not each.seconds for each in said):
        wrong.append("Not both utterances were spoken.")
    right = "One guest, in one boot, spoke both utterances and lives on."
    return judged(wrong, right, seen, {"utterances": len(said), "guests": len(set(guests))})


async def _asked(url: str) -> _Guest:
    async with await open_client(url) as client, asyncio.timeout(60):
        answer = await client.post(f"{url}/attest", json={"challenge": secrets.token_hex(32)})
    said: dict[str, Any] = answer.json() if answer.status_code == 200 else {}
    if not said:
        raise CannotLook(
            f"{url} does not say which guest it is (HTTP {answer.status_code}): it is not a guest "
            "that this host has started. Start one: arqon-tts vm up"
        )
    return _Guest(str(said["instance_id"]), str(said["boot_nonce"]))


CHECK = Check(
    name="long-lived",
    title="One guest speaks more than one utterance",
    gate=6,
    limit_s=3600,
    proof="Start the VM (arqon-tts vm up), and run: arqon-tts gate run long-lived",
    look=look,
)

"""Whether a speech recogniser understands what the sidecar in force speaks."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from arqon_gate.check import Around, CannotLook, Check, Outcome, judged
from arqon_gate.sidecar_in_force import in_force, ready_sidecar
from arqon_gate.speaking import SPEECH_S
from arqon_voice.sidecar.http import open_client

__all__ = ["CHECK", "look"]

TEXTS: Final = (
    "The kettle is on, and the garden gate is open.",
    "Please remind me to call my sister tomorrow morning.",
    "There is a long queue in front of the bakery.",
)
LEAST: Final = 0.8
"""The share of words that must be understood. A tone, a hum and noise come to nothing."""
RATE: Final = 16_000
_RECOGNISER: Final = Path(".cache/listening")
_PROGRAM: Final = Path("bench/listening/hear.py")


def look(around: Around, hearing: Sequence[str] = ()) -> Outcome:
    """Have each text spoken and heard; `hearing` is the recogniser's command."""
    health = ready_sidecar(around)
    command = list(hearing) or _recogniser(around)
    for text in TEXTS:
        around.spoken(text)
    voice = in_force(around)["arqon_tts_kokoro_voice"]
    sounds = [asyncio.run(_spoken(around.sidecar_url, text, voice)) for text in TEXTS]
    shares = list(map(_understood, TEXTS, _heard(command, sounds)))
    seen = [
        f"sidecar: {health.label}",
        *(f"text {number}: {share:.0%} understood" for number, share in enumerate(shares, 1)),
    ]
    print("\n".join(seen), flush=True)
    wrong = [
        f"Of text {number} {share:.0%} was understood; {LEAST:.0%} must be."
        for number, share in enumerate(shares, 1)
        if share < LEAST
    ]
    figures = {"texts": len(TEXTS), "least_understood": round(min(shares), 3)}
    return judged(wrong, "What the sidecar spoke was understood.", seen, figures)


def _recogniser(around: Around) -> list[str]:
    root = around.repository
    python = root and root / _RECOGNISER / "venv/bin/python"
    if root is None or python is None or not python.exists():
        raise CannotLook(
            "No speech recogniser is installed. Get it in a checkout: make speaking-model"
        )
    return [str(python), str(root / _PROGRAM), str(root / _RECOGNISER / "model")]


async def _spoken(url: str, text: str, voice: str) -> str:
    """The sound, base64 of signed 16-bit mono at RATE."""
    asked = {"text": text, "voice": voice, "format": "raw", "sample_rate": RATE}
    async with await open_client(url) as client, asyncio.timeout(SPEECH_S):
        answer = await client.post(f"{url}/synthesize", json=asked)
    answer.raise_for_status()
    said: dict[str, Any] = answer.json()
    if said.get("sample_rate", RATE) != RATE:
        raise ValueError(f"{url} answered at {said['sample_rate']} Hz; {RATE} were asked for.")
    return str(said["audio_data_b64"])


def _heard(command: Sequence[str], sounds: Sequence[str]) -> list[str]:
    """A sound a line goes in, a text a line comes out, after one that says it is ready."""
    done = subprocess.run(
        command,
        input="".join(f"{sound}\n" for sound in sounds),
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()[1:]
    if done.returncode or len(lines) != len(sounds):
        raise RuntimeError(f"The recogniser broke: {done.stderr.strip()[-300:]}")
    return [str(json.loads(line)) for line in lines]


def _understood(text: str, heard: str) -> float:
    """The share of the text's words that were heard, in order."""
    words, others = (re.findall(r"[a-z']+", each.lower()) for each in (text, heard))
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


CHECK = Check(
    name="intelligible",
    title="What Kokoro speaks is understood",
    gate=6,
    limit_s=3600,
    proof="make speaking-model, start the sidecar, and run: arqon-tts gate run intelligible",
    look=look,
)

"""The plan's own commands, run as they stand there in a checkout of Maestro."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import Final

from arqon_gate.check import Around, CannotLook, Check, Gate, Outcome

__all__ = ["CHECKS", "COMMANDS", "client_of", "look"]

COMMANDS: Final[dict[str, tuple[str, Gate]]] = {
    "maestro-build": ("npm run build:main", 1),
    "maestro-soak": ("ARQON_SOAK_PORT=9103 npx ts-node test-soak.ts", 1),
    "maestro-replay-smoke": ("npx ts-node test-replay-smoke.ts", 3),
    "maestro-integrity-smoke": ("npx ts-node test-integrity-smoke.ts", 4),
    "maestro-kokoro-smoke": ("npx ts-node test-kokoro-smoke.ts", 6),
    "maestro-kokoro-stream-smoke": ("npx ts-node test-kokoro-stream-smoke.ts", 6),
    "maestro-kokoro-failure-smoke": ("npx ts-node test-kokoro-failure-smoke.ts", 6),
    "maestro-kokoro-rollback": ("npx ts-node test-kokoro-rollback.ts", 6),
}
"""The plan's validation commands, and the gate that each serves."""
_PLACES: Final = ("maestro/client", "client", ".")
_LINES: Final = 6
_KNOWN: Final = {
    "getArqonTtsKokoroStreamingEnabled": (
        "Its settings stub lacks getArqonTtsKokoroStreamingEnabled: that is Maestro's to mend."
    ),
    "piper": "Its fallback is of the time of Piper and fails there: that is Maestro's to mend.",
}
"""Faults of Maestro's own tests, by a word of their output."""


def look(around: Around, command: str) -> Outcome:
    """Run it, and go by its exit code. Nothing is changed in the checkout but what it writes."""
    if around.maestro is None:
        raise CannotLook("Name a checkout of Maestro: arqon-tts gate run --maestro PATH")
    client = client_of(around.maestro)
    variables = dict(word.split("=", 1) for word in shlex.split(command) if "=" in word)
    words = [word for word in shlex.split(command) if "=" not in word]
    if shutil.which(words[0]) is None:
        raise CannotLook(f"{words[0]} runs Maestro's tests. Install Node.js")
    if not (client / "node_modules").is_dir():
        raise CannotLook(f"Maestro's client is not installed. In {client}: npm ci")
    lines: list[str] = []
    with subprocess.Popen(
        words,
        cwd=client,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines = [*lines, line.rstrip()][-200:]
    seen = tuple(line for line in lines if line)[-_LINES:]
    if process.returncode == 0:
        return Outcome("proven", ("It exited with 0.",), seen)
    text = "\n".join(lines)
    known = [why for mark, why in _KNOWN.items() if mark.lower() in text.lower()]
    return Outcome("failed", (f"It exited with {process.returncode}.", *known), seen)


def client_of(checkout: Path) -> Path:
    """The folder of Maestro's client in a checkout, or in one of the client alone.

    Raises:
        CannotLook: there is none.
    """
    for place in _PLACES:
        if (checkout / place / "package.json").is_file():
            return (checkout / place).resolve()
    raise CannotLook(f"{checkout} is not a checkout of Maestro: it has no maestro/client.")


def _check(name: str) -> Check:
    command, gate = COMMANDS[name]
    return Check(
        name=name,
        title=f"Maestro's own: {command}",
        gate=gate,
        limit_s=1800,
        proof=f"arqon-tts gate run {name} --maestro PATH, with a checkout of Maestro",
        look=partial(look, command=command),
        command=f"cd maestro/client && {command}",
    )


CHECKS: Final = {name: _check(name) for name in COMMANDS}

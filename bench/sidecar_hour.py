"""An hour of audio from one sidecar: does its memory stay where it is?

`python -m bench.sidecar_hour [--model DIR] [--minutes 60]`. Its texts have 20 to 1,400 letters.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import httpx

from bench.sidecar_process import Service, listen, model_or_made, started

SENTENCE = "The quick brown fox jumps over the lazy dog, and then it runs away into the forest. "
LENGTHS = (20, 1400, 60, 200, 700, 120, 400)


async def speak(service: Service, minutes: float) -> None:
    """Ask for one text after the other; a row for each twelfth of the time."""
    audio_s, first_mb, row_s, resident, number = 0.0, 0, 0.0, 0, 0
    print(f"{'audio min':>9} {'resident MB':>12} {'peak MB':>8}")
    async with httpx.AsyncClient(base_url=service.url, timeout=300) as client:
        while audio_s < minutes * 60:
            text = (SENTENCE * 20)[: LENGTHS[number % len(LENGTHS)]]
            number += 1
            audio_s += (await listen(client, text)).audio_s
            resident = service.memory_mb("VmRSS")
            if not first_mb and audio_s >= 60:
                first_mb = resident
            if audio_s >= row_s:
                print(
                    f"{audio_s / 60:>9.1f} {resident:>12} {service.memory_mb('VmHWM'):>8}",
                    flush=True,
                )
                row_s += minutes * 60 / 12
    print(f"grown by {resident - first_mb} MB since the first minute")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, help="an exported model; default: random weights")
    options.add_argument("--minutes", type=float, default=60)
    arguments = options.parse_args()
    with model_or_made(arguments.model) as model, started(model) as (service, _, _):
        asyncio.run(speak(service, arguments.minutes))


if __name__ == "__main__":
    main()

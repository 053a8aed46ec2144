"""Kokoro's other languages by ear: sentences through the real service, and what is heard of them.

`python -m bench.listening.others --model DIR --recogniser DIR`. Signs are counted, not words:
Mandarin and Japanese part none. Whisper's base model hears Hindi too badly to judge it by.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import httpx

from bench.listening.errors import distance
from bench.listening.recogniser import Recogniser
from bench.listening.ways import RATE, service_ways
from bench.sidecar_process import started

LANGUAGES = {"e": "es", "f": "fr", "i": "it", "p": "pt", "z": "zh", "j": "ja"}
"""Whisper's names by the first letter of a voice."""


def main() -> None:
    """Speak, hear, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--recogniser", type=Path, required=True)
    options = parser.parse_args()
    lines = Path(__file__).with_name("others.tsv").read_text(encoding="utf-8").splitlines()
    wrong: dict[str, int] = defaultdict(int)
    signs: dict[str, int] = defaultdict(int)
    with (
        started(options.model) as (service, _, _),
        Recogniser(options.recogniser) as recogniser,
        httpx.Client(base_url=service.url, timeout=600) as client,
    ):
        for voice, written in (line.split("\t") for line in lines if not line.startswith("#")):
            language = LANGUAGES[voice[0]]
            sound = service_ways(client, voice)["whole"](written, 1)
            heard = recogniser.hear(sound, RATE, language).result()
            missed = distance(signs_of(written), signs_of(heard))
            wrong[language] += missed
            signs[language] += len(signs_of(written))
            print(
                f"{language} {missed:2}  {written}" + f"\n       {heard}" * (missed > 0), flush=True
            )
    print("\nlanguage  signs  wrong, %")
    for language, count in signs.items():
        print(f"{language:8}  {count:5}  {100 * wrong[language] / count:8.1f}")


def signs_of(text: str) -> list[str]:
    """Letters and figures alone, in lower case."""
    return [sign for sign in text.lower() if sign.isalnum()]


if __name__ == "__main__":
    main()

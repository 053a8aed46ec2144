"""The recogniser's side: run by its own Python, it writes down one sound after another.

`python hear.py MODEL_DIR`. A line of standard input is a language (`en`) and a sound (base64 of
signed 16-bit mono at 16 kHz), a line of standard output what is heard of it (JSON). It knows
nothing of this repository.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import numpy as np
from faster_whisper import WhisperModel

SILENCE = np.zeros(8_000, np.float32)
"""Half a second at both ends: without it the first and the last word are lost."""

NUMBERS_IN_WORDS = (
    "Numbers are written as words: it was on March fourth, nineteen ninety one, at seven thirty, "
    "and the code is five, eight, zero, two."
)
BEFORE = {"en": NUMBERS_IN_WORDS, "zh": "以下是普通话的句子。"}
"""What Whisper takes for the text before. Without that of English it stops where it would have
written figures; without that of Mandarin it writes traditional signs."""

DIGITS_AND_SIGNS = frozenset("0123456789%$£€¥°½/@#")


def main() -> None:
    """Hear until standard input ends."""
    model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=1)
    suppressed = [-1, *_numerals(model)]
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        language, pcm = line.split()
        sound = np.frombuffer(base64.b64decode(pcm), "<i2").astype(np.float32) / 32768
        segments, _ = model.transcribe(
            np.concatenate([SILENCE, sound, SILENCE]),
            language=language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            initial_prompt=BEFORE.get(language),
            suppress_tokens=suppressed if language == "en" else [-1],
            without_timestamps=len(sound) < 28 * 16_000,
        )
        print(json.dumps("".join(segment.text for segment in segments).strip()), flush=True)


def _numerals(model: WhisperModel) -> list[int]:
    """Tokens with digits and signs: without them numbers are written as they are said."""
    tokenizer: Any = model.hf_tokenizer
    words = tokenizer.token_to_id("<|endoftext|>")  # what follows are marks of time, and needed
    return [token for token in range(words) if DIGITS_AND_SIGNS & set(tokenizer.decode([token]))]


if __name__ == "__main__":
    main()

"""CPU seconds to read 20,000 characters of any kind of text, with those of espeak's process.

`.venv-sidecar/bin/python -m bench.sidecar_reading [--voice af_heart] [KIND ...]`. English is read
by misaki where its model is installed. The goal is under one second for each.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time

from arqon_sidecar.text.languages import language_of_voice
from arqon_sidecar.text.ways import Reading, open_reader

LENGTH = 20_000
_DICE = random.Random(1)
_LETTERS = "abcdefghijklmnoprstuvwz"
PROSE = (
    "It was a bright cold day in April, and the clocks were striking thirteen. Winston Smith, his"
    " chin nuzzled into his breast, slipped quickly through the glass doors of Victory Mansions. "
)
KINDS = {
    "prose": PROSE,
    "no punctuation": PROSE.lower().replace(",", "").replace(".", ""),
    "unknown words": " ".join(
        "".join(_DICE.choices(_LETTERS, k=_DICE.randint(3, 8))) for _ in range(4000)
    ),
    "one word": _LETTERS,
    "digits": "1234567890",
    "numbers": "123456 ",
    "unlike numbers": " ".join(str(_DICE.randint(1, 99_999)) for _ in range(4000)),
    "money": "$1,234.56 ",
    "unlike sums": " ".join(f"${_DICE.randint(1_000, 9_999_999) / 100:,.2f}" for _ in range(2000)),
    "dates": "2024-05-03 ",
    "times": "10:30 ",
    "addresses": "http://a.b/ ",
    "punctuation": ".,;:!?-()\"'",
    "unlike signs": "".join(chr(_DICE.randint(33, 126)) for _ in range(LENGTH)),
    "superscripts": "".join(_DICE.choices("x²³¹⁰½¼", k=LENGTH)),
    "one mark": ".",
    "quotes": '"',
    "Chinese": "今天天气很好我们去公园",
    "Chinese sentences": "今天天气很好。我们去公园，",
    "unlike Chinese": "".join(chr(_DICE.randint(0x4E00, 0x9FA5)) for _ in range(LENGTH)),
    "Japanese": "今日はとても天気がいいので、公園に行きました。",
    "unlike kana": "".join(chr(_DICE.randint(0x3041, 0x3093)) for _ in range(LENGTH)),
    "counted": "3本と4人で9時30分、",
    "Russian": "Съешь же ещё этих мягких булок ",
    "Arabic": "مرحبا بالعالم ",
    "Hindi": "नमस्ते दुनिया ",
    "Thai": "สวัสดี",
    "Vietnamese": "Nguyễn ",
    "combining marks": "\u0301",
    "emoji": "a👋",
    "nested markup": "**_",
    "brackets": "[](",
    "HTML": "<div><p>a</p></div>",
    "open tags": "<a ",
    "thoughts": "<think>",
    "comments": "<!--",
    "entities": "&amp;",
    "phonemes": "[a](/b/) ",
    "pauses": "a [pause:1s] ",
    "camel case": "aB",
    "hyphens": "a-b-",
    "capitals": "GIVE US MY CAT AT ONCE OR ",
    "Greek letters": "5 μg of β, ",
    "letters and digits": "a1",
    "abbreviations": "Dr. St. U.S. ",
    "initials": "a.b.",
    "lines": "a\n",
    "table": "| a ",
    "paths": "/a",
    "names_of_code": "a_",
}


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


WARM_UP = "Warm up. 今日は12日。"
"""Also loads what reads Mandarin and Japanese, which takes a second once."""
WITH_LEXICON = "long lexicon"
BEGINNING = "it was a bright cold day in april and the clocks were striking "
ALIKE = {f"{BEGINNING}number {i}": "word" for i in range(500)}
"""A request's lexicon as large as may be, whose entries begin as the prose does."""


def read(
    reading: Reading, unit: str, voice: str, lexicon: dict[str, str] | None = None
) -> tuple[float, float, int]:
    """CPU seconds to the first token and to the end, and how many tokens there were."""
    text = (unit * LENGTH)[:LENGTH]
    began, first, count = cpu_s(), 0.0, 0
    for _ in reading.reader.tokens(text, language_of_voice(voice), lexicon):
        first = first or cpu_s() - began
        count += 1
    reading.espeak.close()
    return first, cpu_s() - began, count


def main() -> None:
    """Print a row for each kind."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kinds", nargs="*", metavar="KIND", help="default: all")
    options.add_argument("--voice", default="af_heart")
    arguments = options.parse_args()
    reading = open_reader(None)
    read(reading, WARM_UP, arguments.voice)
    print(f"{'kind':<20} {'first':>6} {'all':>6} {'tokens':>7}")
    slow = 0
    for kind in arguments.kinds or [*KINDS, WITH_LEXICON]:
        lexicon = ALIKE if kind == WITH_LEXICON else None
        unit = BEGINNING if kind == WITH_LEXICON else KINDS[kind]
        first, whole, tokens = read(reading, unit, arguments.voice, lexicon)
        slow += whole > 1
        print(f"{kind:<20} {first:>6.3f} {whole:>6.2f} {tokens:>7}", flush=True)
    reading.close()
    print(f"{slow} took more than one second")
    sys.exit(slow > 0)


if __name__ == "__main__":
    main()

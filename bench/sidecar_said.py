"""What of a text is said in other words than it is written, the most frequent first.

`.venv-sidecar/bin/python -m bench.sidecar_said [--voice af_heart] [--numbers] FILE ...`. Other
people's prose shows what no list of readings does: the Wizard of Oz as "ounce". Paragraphs are
parted by an empty line, or by a line with a percent sign as in collections of fortunes.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import wrap

from arqon_sidecar.text.cleaning.clean import cleaned
from arqon_sidecar.text.languages import Language, language_of_voice
from arqon_sidecar.text.normalise import normalised

_PARAGRAPHS = re.compile(r"\n%?\n|\n\s*\n")
_WORDS = re.compile(r"[\w'’]+(?:[.\-/:&,]\w+)*\.?|[^\w\s]")
_LONGEST = 2500
_BESIDE = 5
"""Words that are shown before and behind a change."""


def changes(text: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """Of one paragraph: what is written, what is said for it, and both among their neighbours."""
    written = _WORDS.findall(text)
    said = _WORDS.findall(normalised(cleaned(text), language).text)
    matcher = SequenceMatcher(None, _alike(written), _alike(said), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        before, behind = written[max(0, a - _BESIDE) : a], written[b : b + _BESIDE]
        this, other = " ".join(written[a:b]), " ".join(said[c:d])
        if kind != "equal" and re.search(r"\w", this + other):
            yield this, other, " ".join((*before, f"[{this} → {other}]", *behind))


def _alike(words: list[str]) -> list[str]:
    return [word.lower().replace("’", "'").rstrip(".") for word in words]


def main() -> None:
    """Print each kind of change once, with how often it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", default="af_heart")
    parser.add_argument(
        "--numbers", action="store_true", help="what has digits, else what has none"
    )
    parser.add_argument("files", nargs="+", type=Path)
    chosen = parser.parse_args()
    language = language_of_voice(chosen.voice)
    found: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for file in chosen.files:
        for paragraph in _PARAGRAPHS.split(file.read_text(encoding="utf-8", errors="replace")):
            for piece in wrap(" ".join(paragraph.split()), _LONGEST):
                for written, said, beside in changes(piece, language):
                    if chosen.numbers is bool(re.search(r"\d", written)):
                        found[written.lower(), said.lower()] += 1
                        shown.setdefault((written.lower(), said.lower()), beside)
    for kind, count in found.most_common():
        print(f"{count:6} {shown[kind]}")


if __name__ == "__main__":
    main()

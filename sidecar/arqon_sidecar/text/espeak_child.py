"""The child process that holds espeak-ng: one JSON object a line in, one out.

Run as a script with the paths of the library and of its data. It imports nothing of the package,
so that it starts in some 30 ms, and ends when its input ends.

espeak-ng keeps its state in globals: it is not safe to call from two threads, and a fault in it
takes its process along. Here it can take only this one.
"""

from __future__ import annotations

import ctypes
import json
import sys

_UTF8 = 1
_NO_PLAYBACK = 2
_IPA_WITH_TIES = ord("^") << 8 | 0x80 | 0x02


def _load(library: str, data: str) -> ctypes.CDLL:
    espeak = ctypes.CDLL(library)
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if espeak.espeak_Initialize(_NO_PLAYBACK, 0, data.encode(), 0) <= 0:
        raise SystemExit(f"espeak-ng cannot read its data in {data}")
    return espeak


def _phonemes(espeak: ctypes.CDLL, text: str) -> str:
    """IPA of all clauses of `text`, with `^` between the letters of one sound."""
    rest = ctypes.pointer(ctypes.c_char_p(text.encode()))
    clauses = []
    while rest.contents.value:
        clause = espeak.espeak_TextToPhonemes(rest, _UTF8, _IPA_WITH_TIES)
        clauses.append((clause or b"").decode("utf-8", "replace"))
    return " ".join(clauses)


def _answer(espeak: ctypes.CDLL, request: dict[str, object]) -> dict[str, object]:
    voice, texts = request["voice"], request["texts"]
    if espeak.espeak_SetVoiceByName(str(voice).encode()) != 0:
        return {"error": f"espeak-ng has no voice {voice!r}"}
    return {"phonemes": [_phonemes(espeak, text) for text in texts]}  # type: ignore[attr-defined]  # a list of str: espeak.py writes it


def main() -> None:
    """Answer until the input ends."""
    espeak = _load(*sys.argv[1:3])
    for line in sys.stdin:
        print(json.dumps(_answer(espeak, json.loads(line))), flush=True)  # noqa: T201 (the protocol)


if __name__ == "__main__":
    main()

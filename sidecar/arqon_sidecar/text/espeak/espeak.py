"""espeak-ng in a child process: text in, its IPA out; a crash of it costs one restart."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arqon_sidecar.text.espeak.process import ChildGoneError, ChildProcess

__all__ = ["Espeak", "EspeakError"]

_PATIENCE_S = 10.0
_CHILD = Path(__file__).with_name("child.py")
_MOST_WORDS = 8_192
"""Words whose phonemes are kept, some 2 MB."""


class EspeakError(Exception):
    """espeak-ng cannot turn a text into phonemes; the text says why."""


class Espeak:
    """The child process and the lock around it: callable from any thread, one call at a time."""

    def __init__(self, *, child: Path = _CHILD, patience_s: float = _PATIENCE_S) -> None:
        """`child` is the script to run; for `patience_s` see `ChildProcess`."""
        self._lock = threading.Lock()
        self._script = child
        self._patience_s = patience_s
        self._child: ChildProcess | None = None
        self._words: dict[tuple[str, str], str] = {}
        self.restarts = 0

    def phonemes(self, voice: str, texts: Sequence[str]) -> list[str]:
        """IPA of each text in espeak's alphabet, ties as `^`, by espeak's voice name (`en-us`).

        Equal texts are read once.

        Raises:
            EspeakError: no such voice, or espeak crashes or hangs on these texts time and again.
        """
        if not texts:
            return []
        unlike = list(dict.fromkeys(texts))
        with self._lock:
            answer = self._ask_twice({"voice": voice, "texts": unlike})
        if "error" in answer:
            raise EspeakError(answer["error"])
        said: dict[str, str] = dict(zip(unlike, answer["phonemes"], strict=True))
        return [said[text] for text in texts]

    def words(self, voice: str, words: Sequence[str]) -> list[str]:
        """IPA of each word spoken alone, like `phonemes`; espeak is asked once for each word."""
        new = [word for word in dict.fromkeys(words) if (voice, word) not in self._words]
        found = dict(zip(new, self.phonemes(voice, new), strict=True))
        said = [found[word] if word in found else self._words[voice, word] for word in words]
        if len(self._words) + len(found) > _MOST_WORDS:
            self._words = {}
        self._words |= {(voice, word): ipa for word, ipa in found.items()}
        return said

    def close(self) -> None:
        """End the child; a later call starts another."""
        with self._lock:
            self._end_child()

    def _ask_twice(self, request: dict[str, object]) -> dict[str, Any]:
        for attempt in (1, 2):
            try:
                self._child = self._child or self._start()
                answer: dict[str, Any] = self._child.ask(request)
            except ChildGoneError as error:
                self._end_child()
                self.restarts += 1
                if attempt == 2:
                    raise EspeakError(f"espeak-ng failed twice on this text: {error}") from error
            else:
                return answer
        raise AssertionError

    def _start(self) -> ChildProcess:
        import espeakng_loader

        paths = [espeakng_loader.get_library_path(), espeakng_loader.get_data_path()]
        command = [sys.executable, "-I", "-S", str(self._script), *map(str, paths)]
        return ChildProcess(command, self._patience_s)

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

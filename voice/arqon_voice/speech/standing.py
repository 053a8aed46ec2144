"""Who really speaks: told from the outcomes of the last minutes, not from a probe or a switch."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from arqon_settings.model import ProviderName

__all__ = ["KokoroResult", "Speaker", "SpeakerRecord", "Standing", "judged"]

Speaker = Literal["kokoro", "degraded", "fallback"]

LAST: Final = 5
"""So many of the newest results count."""
WINDOW_S: Final = 300.0
"""What is older says nothing of now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who speaks, as a word and in words for a person.

    `degraded`: Kokoro is chosen, and some of what it was lately to speak it did not.
    """

    speaker: Speaker
    words: str


@dataclass(frozen=True, slots=True)
class KokoroResult:
    """What became of an utterance that Kokoro was to speak.

    `error` is the short code of its failure, empty where Kokoro spoke; `fell_back` says whether
    the fallback was then asked.
    """

    error: str = ""
    fell_back: bool = False


def judged(chosen: ProviderName, results: Iterable[KokoroResult]) -> Standing:
    """The standing of the provider in force, given the latest results, the oldest first."""
    if chosen == "fallback":
        return Standing("fallback", "fallback")
    last = list(results)[-LAST:]
    failed = [result for result in last if result.error]
    if not failed:
        return Standing("kokoro", "kokoro")
    # "unavailable" only repeats that an earlier failure was believed: the earlier one says why.
    causes = [result.error for result in failed if result.error != "unavailable"]
    cause, _ = Counter(causes or ["unavailable"]).most_common(1)[0]
    verb = "fell back" if all(result.fell_back for result in failed) else "failed"
    words = f"kokoro, degraded: {len(failed)} of the last {len(last)} {verb} ({cause})"
    return Standing("degraded", words)


class SpeakerRecord:
    """Remembers the latest results. Safe from any thread; `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._results: deque[tuple[float, KokoroResult]] = deque(maxlen=LAST)

    def note(self, result: KokoroResult) -> None:
        """An utterance that Kokoro was to speak has gone this way."""
        with self._lock:
            self._results.append((self._clock(), result))

    def standing(self, chosen: ProviderName) -> Standing:
        """Who really speaks while `chosen` is in force."""
        since = self._clock() - WINDOW_S
        with self._lock:
            recent = [result for at, result in self._results if at >= since]
        return judged(chosen, recent)

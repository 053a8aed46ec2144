"""Row H: an utterance costs the VM's own processors the time that it is said to take."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Final

from arqon_microvm.attest.case import Case
from arqon_microvm.attest.kvm import VCPU_THREAD
from arqon_microvm.attest.way import Busy, ask, through_address
from arqon_microvm.errors import VmError

__all__ = ["works"]

_TEXT: Final = "The north wind and the sun disputed which of them was the stronger."
_SHARE: Final = 0.5
"""On a busy host processors wait, too: half of the time must be theirs."""

_LEAST_MS: Final = 50.0
"""The kernel counts in steps of 10 ms for each thread."""

_LISTEN_S: Final = 0.3
_MARGIN: Final = 2.0
"""What others use goes up and down."""

_TRIES: Final = 5
_PAUSE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Spoken:
    """In milliseconds: what the answer names, what the processors used, and of that others."""

    named: float
    used: float
    others: float

    @property
    def words(self) -> str:
        """In one line."""
        words = f"{self.named:g} ms of synthesis took {self.used:.0f} ms of the processor threads"
        return f"{words}, up to {self.others:.0f} ms of that for others"


def works(case: Case) -> str:
    """Raises VmError: no utterance, the work was done elsewhere, or others leave that open.

    A processor's time has no client's name. So what the processors use just before and just after
    the utterance counts as what others took of it meanwhile, too, and is left out.
    """
    why = ""
    for left in reversed(range(_TRIES)):
        try:
            spoken = _spoken(case)
        except Busy as error:
            why = error.what
        else:
            least = _SHARE * spoken.named
            if spoken.used - _MARGIN * spoken.others >= least:
                return spoken.words
            why = f"{spoken.words}, expected {least:.0f} ms or more for this one"
            if spoken.used < least:
                raise VmError(why)
        if left:
            time.sleep(_PAUSE_S)
    raise VmError(f"{why}; once more when nobody else speaks: arqon-tts vm attest")


def _spoken(case: Case) -> _Spoken:
    rate_before = _rate(case)
    before, begun = _spent_ms(case), time.monotonic()
    # The sidecar keeps what it has spoken, by text and seed: with a new seed it is made anew.
    asked = {"text": _TEXT, "seed": secrets.randbits(31)}
    answer = ask(case, through_address, "/synthesize", asked, case.pins.speak_s)
    took_ms, used = 1000 * (time.monotonic() - begun), _spent_ms(case) - before
    others = max(rate_before, _rate(case)) * took_ms
    return _Spoken(_named_ms(answer), used, others)


def _rate(case: Case) -> float:
    """Of the processors' time by time, while we ask for nothing."""
    before, begun = _spent_ms(case), time.monotonic()
    time.sleep(_LISTEN_S)
    return (_spent_ms(case) - before) / (1000 * (time.monotonic() - begun))


def _named_ms(answer: dict[str, object]) -> float:
    timings = answer.get("timings")
    named = timings.get("synthesize_ms") if isinstance(timings, dict) else None
    if type(named) not in (int, float):
        raise VmError("the answer names no timings.synthesize_ms, expected that")
    assert isinstance(named, int | float)
    if not named >= _LEAST_MS:
        raise VmError(f"it names {named:g} ms of synthesis, expected {_LEAST_MS:g} ms or more")
    return float(named)


def _spent_ms(case: Case) -> float:
    spent = [used for name, used in case.threads().items() if name.startswith(VCPU_THREAD)]
    if not spent:
        raise VmError(f"process {case.monitor.pid} has no thread {VCPU_THREAD}0, expected one")
    return 1000 * sum(spent)

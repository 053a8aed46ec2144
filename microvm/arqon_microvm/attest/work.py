"""Row H: an utterance costs the VM's own processors the time that it is said to take."""

from __future__ import annotations

from typing import Final

from arqon_microvm.attest.case import Case
from arqon_microvm.attest.kvm import VCPU_THREAD
from arqon_microvm.attest.way import ask, through_address
from arqon_microvm.errors import VmError

__all__ = ["works"]

_TEXT: Final = "The north wind and the sun disputed which of them was the stronger."
_SPEAK_S: Final = 30.0
_SHARE: Final = 0.5
"""On a busy host processors wait, too: half of the time must be theirs."""

_LEAST_MS: Final = 50.0
"""The kernel counts in steps of 10 ms for each thread."""


def works(case: Case) -> str:
    """Raises VmError: no utterance, or the work was done elsewhere."""
    before = _spent_ms(case)
    answer = ask(case, through_address, "/synthesize", {"text": _TEXT}, _SPEAK_S)
    grown = _spent_ms(case) - before
    timings = answer.get("timings")
    named = timings.get("synthesize_ms") if isinstance(timings, dict) else None
    if type(named) not in (int, float):
        raise VmError("the answer names no timings.synthesize_ms, expected that")
    assert isinstance(named, int | float)
    if not named >= _LEAST_MS:
        raise VmError(f"it names {named:g} ms of synthesis, expected {_LEAST_MS:g} ms or more")
    words = f"{named:g} ms of synthesis took {grown:.0f} ms of the processor threads"
    if grown < _SHARE * named:
        raise VmError(f"{words}, expected {_SHARE * named:.0f} ms or more")
    return words


def _spent_ms(case: Case) -> float:
    spent = [used for name, used in case.threads().items() if name.startswith(VCPU_THREAD)]
    if not spent:
        raise VmError(f"process {case.monitor.pid} has no thread {VCPU_THREAD}0, expected one")
    return 1000 * sum(spent)

"""The rows in their order, each tried as far as it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arqon_microvm.attest.account import account_holds
from arqon_microvm.attest.case import Case, needed
from arqon_microvm.attest.challenge import Answer, answered, claims_agree
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.freeze import falls_silent
from arqon_microvm.attest.kvm import runs_kvm
from arqon_microvm.attest.listener import address_is_ours
from arqon_microvm.attest.rows import Letter, Row
from arqon_microvm.attest.upstream import upstream_is_ours
from arqon_microvm.attest.work import works
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api

__all__ = ["ends", "looks"]

_NO_FIRECRACKER = "the monitor is {}, not Firecracker"


def looks(case: Case, digests: Digests) -> Iterator[Row]:
    """A to F: they only look, and ask."""
    yield _tried("A", lambda: address_is_ours(case))
    yield _tried("B", lambda: upstream_is_ours(case))
    yield _of_firecracker("C", case, lambda api: runs_kvm(case, api))
    yield _of_firecracker("D", case, lambda api: account_holds(case, api, digests))
    answers: list[Answer] = []

    def challenge() -> str:
        answers.append(answered(case))
        return "with the key that only this VM was given, the same on both ways"

    yield _tried("E", challenge)
    if answers:
        yield _tried("F", lambda: claims_agree(case, answers[0]))
    else:
        yield Row.of("F", None, "no answer proves whose claims they are")


def ends(case: Case, frozen_s: float | None) -> Iterator[Row]:
    """G and H: the VM is stopped for a moment, and speaks."""
    if frozen_s is None:
        yield Row.of("G", None, "not asked for")
    else:
        yield _tried("G", lambda: falls_silent(case, frozen_s))
    if case.state.monitor == "firecracker":
        yield _tried("H", lambda: works(case))
    else:
        yield Row.of("H", None, _NO_FIRECRACKER.format(case.state.monitor))


def _of_firecracker(letter: Letter, case: Case, check: Callable[[Api], str]) -> Row:
    if case.state.monitor != "firecracker":
        return Row.of(letter, None, _NO_FIRECRACKER.format(case.state.monitor))

    def ask() -> str:
        api_sock = needed(case.state.api_sock, "no API socket was noted down yet")
        with Api(api_sock.path, case.patience_s) as api:
            return check(api)

    return _tried(letter, ask)


def _tried(letter: Letter, check: Callable[[], str]) -> Row:
    try:
        return Row.of(letter, True, check())
    except VmError as error:
        return Row.of(letter, False, error.what)
    except OSError as error:
        return Row.of(letter, False, f"it cannot be looked at: {error}")

"""The rows in their order, as far as they hold and apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arqon_microvm.attest.account import account_holds
from arqon_microvm.attest.case import Case, needed
from arqon_microvm.attest.challenge import Answer, answered, claims_agree
from arqon_microvm.attest.digests import Digests
from arqon_microvm.attest.freeze import falls_silent
from arqon_microvm.attest.kvm import runs_kvm
from arqon_microvm.attest.listener import address_is_ours
from arqon_microvm.attest.rows import WHAT, Letter, Row
from arqon_microvm.attest.upstream import belongs_to, upstream_is_ours
from arqon_microvm.attest.work import works
from arqon_microvm.errors import VmError
from arqon_microvm.firecracker.api import Api

__all__ = ["looks", "proof"]


def proof(case: Case, digests: Digests, frozen_s: float | None) -> Iterator[Row]:
    """All rows; those after the first required one that failed are not tried.

    What the VM's user wrote down is followed only as far as it holds: it might name any process to
    be stopped, and any file to be read.
    """
    broken = ""
    for row in _rows(case, digests, frozen_s):
        yield row
        if row.required and row.passed is False:
            broken = row.letter
            break
    for letter in WHAT:
        if broken and letter > broken:
            yield Row.of(letter, None, f"{broken} failed")


def looks(case: Case, digests: Digests) -> Iterator[Row]:
    """A to F: they only look, and ask. Each is tried when it is asked for."""
    yield _tried("A", lambda: address_is_ours(case))
    yield _of_firecracker("B", case, lambda: upstream_is_ours(case))
    yield _of_firecracker("C", case, lambda: _asked(case, lambda api: runs_kvm(case, api)))
    yield _of_firecracker(
        "D", case, lambda: _asked(case, lambda api: account_holds(case, api, digests))
    )
    answers: list[Answer] = []

    def challenge() -> str:
        answers.append(answered(case))
        return "with the key that only this VM was given, the same on both ways"

    yield _tried("E", challenge)
    if answers:
        yield _tried("F", lambda: claims_agree(case, answers[0]))
    else:
        yield Row.of("F", None, "no answer proves whose claims they are")


def _rows(case: Case, digests: Digests, frozen_s: float | None) -> Iterator[Row]:
    yield from looks(case, digests)
    if frozen_s is None:
        yield Row.of("G", None, "not asked for")
    else:
        yield _tried("G", lambda: falls_silent(case, frozen_s))
    yield _of_firecracker("H", case, lambda: works(case))


def _of_firecracker(letter: Letter, case: Case, check: Callable[[], str]) -> Row:
    if case.state.monitor != "firecracker":
        return Row.of(letter, None, f"the monitor is {case.state.monitor}, not Firecracker")
    return _tried(letter, check)


def _asked(case: Case, check: Callable[[Api], str]) -> str:
    """With the monitor's API, once it is known to be the monitor's."""
    api_sock = needed(case.state.api_sock, "no API socket was noted down yet")
    belongs_to(case.monitor, api_sock, case.patience_s)
    with Api(api_sock.path, case.patience_s) as api:
        return check(api)


def _tried(letter: Letter, check: Callable[[], str]) -> Row:
    try:
        return Row.of(letter, True, check())
    except VmError as error:
        return Row.of(letter, False, error.what)
    except OSError as error:
        return Row.of(letter, False, f"it cannot be looked at: {error}")

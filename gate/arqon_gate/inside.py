"""The process of one check: `python -m arqon_gate.inside`, which `run` starts."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from threading import Thread
from typing import Final

from arqon_gate.check import EXIT_CODES, Around, CannotLook, Check, Outcome
from arqon_gate.environment import MARK
from arqon_gate.leftovers import end_marked
from arqon_gate.order import REPORT, Order

__all__ = ["main"]


_STDIN: Final = 0


def main() -> int:
    """Run the check that standard input orders; returns the exit code of its verdict."""
    order = _order()
    Thread(target=_end_with_parent, daemon=True).start()
    outcome = _looked(order.check, order.around)
    order.report.write_bytes(REPORT.dump_json(outcome))
    return EXIT_CODES[outcome.verdict]


def _looked(check: Check, around: Around) -> Outcome:
    try:
        return check.look(around)
    except CannotLook as not_there:
        print(not_there, flush=True)  # noqa: T201 -- the output of the check
        return Outcome("not_proven", (str(not_there),))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the check did not see it
        traceback.print_exc()
        return Outcome("failed", (f"The check ended by {type(error).__name__}: {error}",))


def _order() -> Order:
    with os.fdopen(os.dup(_STDIN), "rb", buffering=0) as parent:
        order = pickle.load(parent)  # noqa: S301 -- from the process that started this one
    assert isinstance(order, Order)
    return order


def _end_with_parent() -> None:
    """The parent holds the other end of standard input; when it dies, nobody waits for this."""
    while os.read(_STDIN, 4096):  # not by sys.stdin: its lock would be held at the end
        pass
    end_marked(MARK, os.environ[MARK])  # others may have left this session
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())

"""QEMU's own control socket, one connection a question. See docs/interop/qmp-spec of QEMU."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arqon_microvm.errors import VmError

__all__ = ["Qmp", "qemu_version"]

_ANSWER_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Qmp:
    """The VM named for `instance_id`."""

    socket: Path
    instance_id: str

    def check(self) -> None:
        """See `Control`."""
        name, status = _ask(self.socket, "query-name", "query-status")
        if name.get("name") != f"arqon-{self.instance_id}":
            raise VmError(f"QEMU on {self.socket} runs {name.get('name')!r}, not our VM")
        if status.get("status") != "running":
            raise VmError(f"QEMU says that its VM is {status.get('status')}")

    def press_ctrl_alt_del(self) -> None:
        """See `Control`."""
        raise VmError("this machine of QEMU has no keyboard")


def qemu_version(path: Path) -> str:
    """Of the QEMU behind this socket. Raises VmError."""
    (about,) = _ask(path, "query-version")
    number = about["qemu"]
    assert isinstance(number, dict)
    return "{major}.{minor}.{micro}".format(**number)


def _ask(path: Path, *questions: str) -> list[dict[str, object]]:
    """Raises VmError where QEMU does not answer in time, or refuses."""
    answers: list[dict[str, object]] = []
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_ANSWER_S)
            connection.connect(str(path))
            with connection.makefile("rw", encoding="utf-8") as lines:
                lines.readline()
                for question in ("qmp_capabilities", *questions):
                    lines.write(json.dumps({"execute": question}) + "\n")
                    lines.flush()
                    answers.append(_returned(lines.readline, question))
    except (OSError, ValueError) as error:
        raise VmError(f"QEMU does not answer on {path}: {error}") from error
    return answers[1:]


def _returned(readline: Callable[[], str], question: str) -> dict[str, object]:
    while True:
        answer = json.loads(readline())
        if "return" in answer:
            found: dict[str, object] = answer["return"]
            return found
        if "error" in answer:
            raise VmError(f"QEMU refused {question}: {answer['error'].get('desc')}")

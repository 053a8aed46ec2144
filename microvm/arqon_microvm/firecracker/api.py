"""A client of the socket on which one Firecracker process is told what to do.

httpx is imported on first use: half of the commands never speak to a Firecracker, and it brings a
third of what they would import.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ValidationError

from arqon_microvm.errors import Passing, VmError
from arqon_microvm.firecracker.bodies import (
    About,
    BootSource,
    Drive,
    MachineConfig,
    MachineFound,
    Serial,
    SnapshotCreate,
    SnapshotLoad,
    VmConfig,
    Vsock,
)

if TYPE_CHECKING:
    import httpx

__all__ = ["Api", "Refused", "Silent"]

ANSWER_S: Final = 2.0
"""It answers within milliseconds; two seconds of nothing is a process that hangs."""

START_S: Final = 30.0
"""A start reads kernel and initramfs, from a disk that may be slow."""

SNAPSHOT_S: Final = 60.0
"""Making one writes all of the guest's memory."""


_Form = TypeVar("_Form", bound=BaseModel)


class Refused(VmError):
    """Firecracker said no; `fault` is its own text."""

    def __init__(self, call: str, fault: str) -> None:
        super().__init__(f"Firecracker refused {call}: {fault}")
        self.fault = fault


class Silent(Passing):
    """Firecracker did not answer: gone, or hanging."""


class Api:
    """One connection to the API socket. Paths in bodies are as Firecracker's process sees them."""

    def __init__(self, socket: Path, answer_s: float = ANSWER_S) -> None:
        import httpx

        self._socket = socket
        self._answer_s = answer_s
        # Nothing is encrypted on it: httpx would read all certificates of the system, for 80 ms.
        nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        transport = httpx.HTTPTransport(uds=str(socket), verify=nobody)
        self._http = httpx.Client(base_url="http://firecracker", transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def about(self) -> About:
        """Its id, state and version."""
        return self._found("/", About)

    def machine_config(self) -> MachineFound:
        """Processors and memory, as it has them."""
        return self._found("/machine-config", MachineFound)

    def vm_config(self) -> VmConfig:
        """All that it was configured with."""
        return self._found("/vm/config", VmConfig)

    def machine(self, config: MachineConfig) -> None:
        """Processors and memory."""
        self._put("/machine-config", config)

    def boot_source(self, source: BootSource) -> None:
        """Kernel, initramfs, command line."""
        self._put("/boot-source", source)

    def drive(self, drive: Drive) -> None:
        """One more drive; the guest sees them in the order of the calls."""
        self._put(f"/drives/{drive.drive_id}", drive)

    def vsock(self, vsock: Vsock) -> None:
        """The only way into the guest; binds the socket."""
        self._put("/vsock", vsock)

    def serial(self, serial: Serial) -> None:
        """Where the console goes."""
        self._put("/serial", serial)

    def entropy(self) -> None:
        """A source of random numbers for the guest."""
        self._call("PUT", "/entropy", b"{}")

    def start(self) -> None:
        """Boot; once."""
        self._call("PUT", "/actions", b'{"action_type": "InstanceStart"}', START_S)

    def ctrl_alt_del(self) -> None:
        """Ask the guest to stop: its first process takes it so."""
        self._call("PUT", "/actions", b'{"action_type": "SendCtrlAltDel"}')

    def switch(self, state: Literal["Paused", "Resumed"]) -> None:
        """Freeze or thaw all of the VM, its sockets included."""
        self._call("PATCH", "/vm", b'{"state": "%s"}' % state.encode("ascii"))

    def create_snapshot(self, wanted: SnapshotCreate) -> None:
        """Of a paused VM."""
        self._put("/snapshot/create", wanted, SNAPSHOT_S)

    def load_snapshot(self, wanted: SnapshotLoad) -> None:
        """Into a process that has no VM yet; a failure ends the process."""
        self._put("/snapshot/load", wanted, SNAPSHOT_S)

    def _found(self, path: str, form: type[_Form]) -> _Form:
        answer = self._call("GET", path)
        try:
            return form.model_validate_json(answer.content)
        except ValidationError as error:
            raise VmError(
                f"what answers on {self._socket} is no Firecracker: {answer.text[:100]!r}"
            ) from error

    def _put(self, path: str, body: BaseModel, answer_s: float | None = None) -> None:
        self._call("PUT", path, body.model_dump_json(exclude_none=True).encode(), answer_s)

    def _call(
        self, method: str, path: str, body: bytes = b"", answer_s: float | None = None
    ) -> httpx.Response:
        """Raises Refused or Silent."""
        import httpx

        call, patience = f"{method} {path}", answer_s or self._answer_s
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            answer = self._http.request(
                method, path, content=body, headers=headers, timeout=patience
            )
        except httpx.TimeoutException as error:
            raise Silent(
                f"Firecracker did not answer {call} on {self._socket} within {patience} s",
                "It hangs: end it and start anew.",
            ) from error
        except httpx.TransportError as error:
            raise Silent(
                f"Firecracker is not there ({call} on {self._socket}): {error}",
                "See its log for how it ended.",
            ) from error
        if answer.is_success:
            return answer
        raise Refused(call, _fault(answer))


def _fault(answer: httpx.Response) -> str:
    try:
        message = answer.json()
    except ValueError:
        message = None
    if isinstance(message, dict) and isinstance(message.get("fault_message"), str):
        return str(message["fault_message"])
    return f"status {answer.status_code}, {answer.text[:200]!r}"

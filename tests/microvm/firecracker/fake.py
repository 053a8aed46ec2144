"""A Firecracker that refuses what the real one refuses: unknown fields, wrong order, second calls.

By its source (rpc_interface.rs, `deny_unknown_fields`): a real HTTP server on a real Unix socket,
which boots nothing. It binds the vsock socket at `PUT /vsock`, and never removes it.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any

FIELDS = {
    "/machine-config": {"vcpu_count", "mem_size_mib", "smt", "track_dirty_pages", "huge_pages"},
    "/boot-source": {"kernel_image_path", "boot_args", "initrd_path"},
    "/drives": {"drive_id", "path_on_host", "is_root_device", "is_read_only", "cache_type"},
    "/vsock": {"guest_cid", "uds_path", "vsock_id"},
    "/serial": {"serial_out_path", "rate_limiter"},
    "/entropy": {"rate_limiter"},
    "/actions": {"action_type"},
    "/vm": {"state"},
    "/snapshot/create": {"snapshot_type", "snapshot_path", "mem_file_path"},
    "/snapshot/load": {
        "snapshot_path",
        "mem_backend",
        "resume_vm",
        "track_dirty_pages",
        "vsock_override",
    },
}
BEFORE_LOAD = {"/serial"}
AFTER_START = {"/actions", "/vm", "/snapshot/create"}


class Fault(Exception):
    """Answered 400."""


class Machine:
    """What the process knows."""

    def __init__(self, version: str, name: str) -> None:
        self.version = version
        self.name = name
        self.state = "Not started"
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.networks: list[dict[str, Any]] = []
        self.hang = threading.Event()
        self.half = False
        self.sockets: list[socket.socket] = []

    def take(self, path: str, body: dict[str, Any]) -> None:
        kind = "/drives" if path.startswith("/drives/") else path
        if kind not in FIELDS or (kind == "/serial" and self.version < "1.14"):
            raise Fault(f"Invalid request method and/or path: PUT {path}.")
        fields = FIELDS[kind]
        if kind == "/serial" and self.version < "1.16":
            fields = {"serial_out_path"}
        if kind == "/snapshot/load" and self.version < "1.16":
            fields = fields - {"vsock_override"}
        for name in body.keys() - fields:
            raise Fault(
                f"An error occurred when deserializing the json body: unknown field `{name}`"
            )
        started = self.state != "Not started"
        if started and kind not in AFTER_START:
            raise Fault("The requested operation is not supported after starting the microVM.")
        getattr(self, "_" + kind.strip("/").replace("/", "_").replace("-", "_"), self._nothing)(
            body
        )
        self.calls.append((path, body))

    def told(self, path: str) -> dict[str, Any] | None:
        """What a GET answers; None where there is no such path."""
        last = dict(self.calls)
        machine = {"vcpu_count": 1, "mem_size_mib": 128, "smt": False, "track_dirty_pages": False}
        machine |= last.get("/machine-config", {})
        about = {"id": self.name, "state": self.state, "vmm_version": self.version}
        drives = [body for called, body in self.calls if called.startswith("/drives/")]
        answers: dict[str, dict[str, Any]] = {
            "/": {**about, "app_name": "Firecracker"},
            "/version": {"firecracker_version": self.version},
            "/machine-config": machine,
            "/vm/config": {
                "balloon": None,
                "boot-source": last.get("/boot-source"),
                "cpu-config": None,
                "drives": drives,
                "entropy": last.get("/entropy"),
                "logger": None,
                "machine-config": machine,
                "metrics": None,
                "mmds-config": None,
                "network-interfaces": self.networks,
                "vsock": last.get("/vsock"),
            },
        }
        return answers.get(path)

    def _nothing(self, body: dict[str, Any]) -> None:
        pass

    def _vsock(self, body: dict[str, Any]) -> None:
        bound = socket.socket(socket.AF_UNIX)
        self.sockets.append(bound)
        try:
            bound.bind(body["uds_path"])
        except OSError as error:
            raise Fault(f"Cannot create backend for vsock device: {error.strerror}") from error

    def _actions(self, body: dict[str, Any]) -> None:
        if body["action_type"] != "InstanceStart":
            if self.state != "Running":
                raise Fault("The requested operation is not supported before starting the microVM.")
        elif self.state != "Not started":
            raise Fault("The requested operation is not supported after starting the microVM.")
        elif "/boot-source" not in self.paths():
            raise Fault("Cannot start microvm without kernel configuration.")
        else:
            self.state = "Running"

    def _vm(self, body: dict[str, Any]) -> None:
        if self.state == "Not started":
            raise Fault("The requested operation is not supported before starting the microVM.")
        self.state = {"Paused": "Paused", "Resumed": "Running"}[body["state"]]

    def _snapshot_create(self, body: dict[str, Any]) -> None:
        if self.state != "Paused":
            raise Fault("save/restore unavailable while running")

    def _snapshot_load(self, body: dict[str, Any]) -> None:
        if set(self.paths()) - BEFORE_LOAD:
            raise Fault(
                "Loading a microVM snapshot not allowed after configuring boot-specific resources."
            )
        self.state = "Running" if body["resume_vm"] else "Paused"

    def paths(self) -> list[str]:
        return [path for path, _ in self.calls]


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    machine: Machine
    ended: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has left is no fault, and no line of the monitor's log."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        answer = self.server.machine.told(self.path)
        if answer is None:
            fault = f"Invalid request method and/or path: GET {self.path}."
            self._answer(400, {"fault_message": fault})
        else:
            self._answer(200, answer)

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            self.server.machine.take(self.path, body)
        except Fault as fault:
            self._answer(400, {"fault_message": str(fault)})
        else:
            self._answer(204, None)

    def do_PATCH(self) -> None:
        self.do_PUT()

    def _answer(self, status: int, body: object) -> None:
        if self.server.machine.hang.is_set():
            self.server.ended.wait()
        if self.server.machine.half:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            self.close_connection = True
            return
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if content:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def serve_api(path: Path, machine: Machine) -> Iterator[None]:
    with _Server(str(path), _Handler) as server:
        server.machine, server.ended = machine, threading.Event()
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield
        finally:
            server.ended.set()
            server.shutdown()
            serving.join()
            for bound in machine.sockets:
                bound.close()


@contextmanager
def fake_firecracker(path: Path, version: str = "1.17.0", name: str = "arqon") -> Iterator[Machine]:
    machine = Machine(version, name)
    with serve_api(path, machine):
        yield machine

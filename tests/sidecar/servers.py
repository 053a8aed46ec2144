"""Server processes for tests, and what to ask them."""

from __future__ import annotations

import base64
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import numpy as np
from numpy.typing import NDArray

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    url: str
    process: subprocess.Popen[str]
    stderr: IO[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def log_lines(self) -> list[str]:
        """The whole lines of its log so far."""
        # Opened anew: the process writes where this file stands, so it may not be moved.
        text = Path(f"/proc/self/fd/{self.stderr.fileno()}").read_text()
        return text.split("\n")[:-1]

    def log(self) -> list[dict[str, Any]]:
        """Its log lines so far."""
        return [json.loads(line) for line in self.log_lines()]

    def rss_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if "VmRSS" in line).split()[1])

    def cpu_s(self) -> float:
        """CPU seconds that the process has used, its children left out."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@contextlib.contextmanager
def tone_server(
    seconds_a_symbol: float = 0.0,
    ready: bool = True,
    options: Mapping[str, object] | None = None,
    **limits: float,
) -> Iterator[Server]:
    """The service around the tone engine; `options` are those of `Options` that differ."""
    differ = [json.dumps(limits), json.dumps(options or {})]
    arguments = ["-m", "tests.sidecar.tone_server", str(seconds_a_symbol), *differ]
    command = [sys.executable, *arguments]
    with tempfile.TemporaryFile("w+") as stderr:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True
        )
        assert process.stdout is not None
        server = Server(f"http://127.0.0.1:{int(process.stdout.readline())}", process, stderr)
        try:
            if ready:
                wait_until_ready(server.url)
            yield server
        finally:
            end(process)


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=PATIENCE_S)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def wait_until_ready(url: str, within_s: float = 3 * PATIENCE_S) -> None:
    limit = time.monotonic() + within_s
    with httpx.Client(base_url=url, timeout=PATIENCE_S) as client:
        while time.monotonic() < limit:
            with contextlib.suppress(httpx.TransportError):
                if client.get("/readyz").status_code == 200:
                    return
            time.sleep(0.02)
    raise AssertionError(f"{url} was not ready within {within_s} s")


def failure_of(url: str, within_s: float = 3 * PATIENCE_S) -> str:
    """What /readyz says once the service has failed to load."""
    limit = time.monotonic() + within_s
    while time.monotonic() < limit:
        with contextlib.suppress(httpx.TransportError):
            state = httpx.get(f"{url}/readyz", timeout=PATIENCE_S).json()
            if state.get("phase") == "failed":
                return str(state["error"])
        time.sleep(0.02)
    raise AssertionError(f"{url} did not fail within {within_s} s")


def samples(encoded: str) -> NDArray[np.int16]:
    return np.frombuffer(base64.b64decode(encoded), "<i2")


def pitch(sound: NDArray[np.int16], rate: int) -> float:
    """The strongest frequency, in hertz."""
    spectrum = np.abs(np.fft.rfft(sound.astype(np.float64) * np.hanning(len(sound))))
    return float(np.argmax(spectrum)) * rate / len(sound)


def lines(response: httpx.Response) -> list[dict[str, Any]]:
    """The JSON lines of a whole stream."""
    return [json.loads(line) for line in response.text.splitlines()]

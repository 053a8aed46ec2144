"""A sidecar process to measure, and a client that plays what it streams."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

RATE = 16_000
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Service:
    """A service process that was started here."""

    url: str
    process: subprocess.Popen[bytes]

    def cpu_s(self) -> float:
        """CPU seconds used so far."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self, name: str) -> int:
        """VmRSS or VmHWM."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith(name))
        return int(line.split()[1]) * 1024 // 10**6


@dataclass(slots=True)
class Heard:
    """What a client that plays at once would have heard."""

    first_s: float = 0.0
    total_s: float = 0.0
    audio_s: float = 0.0
    dry_s: float = 0.0


@contextlib.contextmanager
def started(model: Path, *options: str) -> Iterator[tuple[Service, float, float]]:
    """A service, the seconds until it answered /healthz, and those until it was ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "arqon_sidecar.main", "serve", "--model", str(model)]
    began = time.monotonic()
    process = subprocess.Popen([*command, *options, "--port", str(port)], stderr=subprocess.DEVNULL)
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        healthy = until(service, "/healthz", began)
        yield service, healthy, until(service, "/readyz", began)
    finally:
        process.terminate()
        process.wait()


def until(service: Service, path: str, began: float) -> float:
    """Seconds since `began` when `path` first answers 200."""
    with httpx.Client(base_url=service.url, timeout=5) as client:
        while time.monotonic() - began < 600:
            with contextlib.suppress(httpx.TransportError):
                answer = client.get(path)
                if answer.status_code == 200:
                    return time.monotonic() - began
                if answer.json().get("phase") == "failed":
                    raise SystemExit(answer.text)
            time.sleep(0.005)
    raise SystemExit(f"{path} did not answer")


async def listen(client: httpx.AsyncClient, text: str) -> Heard:
    """Stream a text and note when each piece came."""
    run, began = Heard(), time.monotonic()
    async with client.stream("POST", "/synthesize_stream", json={"text": text}) as answer:
        async for line in answer.aiter_lines():
            piece = json.loads(line)
            now = time.monotonic() - began
            if piece["done"]:
                assert "error" not in piece, piece
                break
            if not run.first_s:
                run.first_s = now
            run.dry_s += max(0.0, now - (run.first_s + run.audio_s + run.dry_s))
            run.audio_s += len(base64.b64decode(piece["audio_chunk_b64"])) / 2 / RATE
    run.total_s = time.monotonic() - began
    return run


@contextlib.contextmanager
def model_or_made(model: Path | None) -> Iterator[Path]:
    """The model, or one of the real size with random weights, made for the time being."""
    with tempfile.TemporaryDirectory() as scratch:
        if model is None:
            command = [sys.executable, "-m", "arqon_sidecar.main", "toy-model", "--full-size"]
            subprocess.run([*command, scratch], check=True, stdout=subprocess.DEVNULL)
        yield model or Path(scratch)

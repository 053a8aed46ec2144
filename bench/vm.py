"""What the VM costs under QEMU: build, boot, failure, stop: `python -m bench.vm`.

It needs what `make guest-tools` and the test model give. Each figure is of whole commands, as a
user has them. What Firecracker takes is measured on a host that can run it, by tests/kvm.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ARQON_TTS = Path(sys.executable).with_name("arqon-tts")
BOOTS = 3
Samples = dict[str, list[float]]
Json = dict[str, Any]


def main() -> None:
    samples: Samples = {}
    with tempfile.TemporaryDirectory(prefix="vm") as scratch:
        place = Path(scratch)
        digests = [built(place / name, samples) for name in ("one", "two")]
        size = digests[0]["rootfs.squashfs"]["size"]
        for _ in range(BOOTS):
            live(place, samples)
    print(f"{'':44}{'median':>9}{'worst':>9}  goal")
    for name, goal in GOALS.items():
        values = samples[name]
        print(f"{name:44}{statistics.median(values):9.2f}{max(values):9.2f}  {goal}")
    print(f"{'root drive, MB':44}{size / 1e6:9.1f}{'':9}  150")
    print(f"two builds are the same: {'yes' if digests[0] == digests[1] else 'NO'}  (goal: yes)")


GOALS = {
    "build, packages in the cache, s": "240",
    "start to /healthz, s": "30",
    "start to /readyz, toy model, s": "90",
    "monitor killed to the first 503, ms": "100",
    "monitor killed to the replacement's start, s": "2",
    "vm down, s": "10",
}


def built(out: Path, samples: Samples) -> Json:
    begun = time.monotonic()
    command = [str(ARQON_TTS), "vm", "build", "--suite", "bookworm", "--out", str(out)]
    subprocess.run(
        [*command, "--model", ".venv-sidecar/toy-model"], check=True, capture_output=True
    )
    samples.setdefault("build, packages in the cache, s", []).append(time.monotonic() - begun)
    outputs: Json = json.loads((out / "manifest.json").read_text())["outputs"]
    return outputs


def live(place: Path, samples: Samples) -> None:
    """One VM: started, killed, stopped. A second failure would be answered later, on purpose."""
    state = place / "vm"
    words = ["--state-dir", str(state), "--image", str(place / "one"), "--monitor", "qemu"]
    log = (place / "log").open("w")
    begun = time.monotonic()
    command = [str(ARQON_TTS), "vm", "run", *words, "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=log) as process:
        samples.setdefault("start to /healthz, s", []).append(until(state, "/healthz") - begun)
        samples.setdefault("start to /readyz, toy model, s", []).append(
            until(state, "/readyz") - begun
        )
        killed(state, samples)
        until(state, "/readyz")
        begun = time.monotonic()
        subprocess.run(
            [ARQON_TTS, "vm", "down", "--state-dir", state], check=True, capture_output=True
        )
        samples.setdefault("vm down, s", []).append(time.monotonic() - begun)
        process.wait()
    log.close()


def killed(state: Path, samples: Samples) -> None:
    before = read(state)
    begun = time.monotonic()
    os.kill(before["processes"]["monitor"]["pid"], signal.SIGKILL)
    while status(before["listen"], "/healthz") != 503:
        pass
    refused = time.monotonic()
    while (now := read(state))["instance_id"] == before["instance_id"] or not now["processes"]:
        time.sleep(0.01)
    again = time.monotonic()
    samples.setdefault("monitor killed to the first 503, ms", []).append((refused - begun) * 1000)
    samples.setdefault("monitor killed to the replacement's start, s", []).append(again - begun)


def until(state: Path, path: str) -> float:
    """When it answered 200."""
    while True:
        told = read(state)
        if told and status(told["listen"], path) == 200:
            return time.monotonic()
        time.sleep(0.02)


def read(state: Path) -> Json:
    try:
        found: Json = json.loads((state / "state.json").read_text())
        return found
    except FileNotFoundError:
        return {}


def status(listen: str, path: str) -> int:
    """0 where the connection is cut off."""
    connection = http.client.HTTPConnection(listen, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


if __name__ == "__main__":
    main()

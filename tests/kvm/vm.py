"""A VM in a real Firecracker, as its user runs it; the environment says of what it is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from array import array
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

from arqon_microvm.firecracker.versions import why_refused
from tests.kvm.figures import timed

__all__ = [
    "ANSWER_S",
    "FIRECRACKER",
    "IMAGE",
    "JAILER",
    "answered",
    "command",
    "judged",
    "loud",
    "proven",
    "ready",
    "started",
    "told",
    "up",
]

ARQON_TTS: Final = Path(sys.executable).with_name("arqon-tts")
FIRECRACKER: Final = os.environ.get("ARQON_TEST_FIRECRACKER", "")
JAILER: Final = os.environ.get("ARQON_TEST_JAILER", "")
IMAGE: Final = os.environ.get("ARQON_TEST_IMAGE", "build/vm-image")
LOUD: Final = 1000
ANSWER_S: Final = 120.0
Ended = subprocess.CompletedProcess[str]


def command(*words: str | Path) -> Ended:
    """`arqon-tts vm …`; the test's own time limit bounds it, for all that is emulated is slow."""
    return subprocess.run([ARQON_TTS, "vm", *words], capture_output=True, text=True, check=False)


def words(state: Path, *more: str | Path) -> list[str | Path]:
    """Options of `vm up`; the kernel chooses its port."""
    own: list[str | Path] = ["--state-dir", state, "--listen", "127.0.0.1:0", "--image", IMAGE]
    return [*own, "--firecracker", FIRECRACKER, *more]


@contextmanager
def up(what: str, state: Path, *more: str | Path) -> Iterator[dict[str, Any]]:
    """`vm up`, and its state once it is ready; `vm down` at the end. `what` names the figure."""
    try:
        started(what, state, *more)
        yield told(state)
    finally:
        down = command("down", "--state-dir", state)
    assert (down.returncode, down.stdout) == (0, "Stopped.\n"), down.stderr + logs(state)


def started(what: str, state: Path, *more: str | Path) -> None:
    """`vm up`; what it says goes where the test's own words go, as it comes."""
    with timed(what):
        ended = subprocess.run([ARQON_TTS, "vm", "up", *words(state, *more)], check=False)
    assert ended.returncode == 0, logs(state)


def told(state: Path) -> dict[str, Any]:
    """What the supervisor says."""
    found: dict[str, Any] = json.loads((state / "state.json").read_text())
    return found


def logs(state: Path) -> str:
    """All that was said, for whoever must find out why."""
    return "\n".join(path.read_text(errors="replace")[-2000:] for path in state.glob("*.log"))


def ready(state: Path, after: str) -> dict[str, Any]:
    """Waits for a VM that is ready and is not the instance `after`."""
    while (now := told(state))["phase"] != "ready" or now["instance_id"] == after:
        time.sleep(0.1)
    return now


def proven(state: Path) -> None:
    """What the supervisor's own attestation of this VM found: each row holds.

    A release that is refused for use is not attested all the same.
    """
    now, record = told(state), state / "attestation.json"
    while not record.exists() or _of(record)["instance_id"] != now["instance_id"]:
        time.sleep(0.1)
    judged(_of(record)["attestation"], now["monitor_version"])


def judged(verdict: dict[str, Any], version: str) -> None:
    """Raises AssertionError unless each row holds, and the verdict is as the release allows."""
    assert [row["letter"] for row in verdict["rows"] if row["passed"] is not True] == [], verdict
    why = why_refused(version)
    assert verdict["attested"] is not bool(why)
    assert verdict["summary"] == (f"not attested: {why}" if why else "attested")


def loud(listen: str, text: str) -> float:
    """Seconds of sound that come through the proxy for a text; 0 where all is silence."""
    asked = {"text": text, "format": "raw"}
    answer = answered(listen, "/synthesize", asked)
    samples = array("h", b64decode(answer["audio_data_b64"]))
    heard = [place for place, sample in enumerate(samples) if abs(sample) > LOUD]
    return (heard[-1] - heard[0]) / 16_000 if heard else 0.0


def answered(listen: str, path: str, asked: object = None) -> dict[str, Any]:
    """In JSON, both; with nothing asked it is a GET. Each import costs seconds where it runs."""
    body = None if asked is None else json.dumps(asked).encode()
    request = Request(f"http://{listen}{path}", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=ANSWER_S) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def _of(record: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(record.read_text())
    return found

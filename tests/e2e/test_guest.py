"""The guest, built and booted: from nothing to an utterance that was spoken inside it.

QEMU stands in for Firecracker, and a test model for Kokoro.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from arqon_microvm.errors import VmError
from arqon_microvm.image.manifest import open_image
from tests.audio import RATE, NullSink
from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.hearing import sounding

ROOT = Path(__file__).parents[2]
KERNEL, DEVICE = ROOT / ".cache/kernel", ROOT / ".cache/vhost/usr/bin/vhost-device-vsock"
MODEL = ROOT / ".venv-sidecar/toy-model"
TOOLS = ("qemu-system-x86_64", "mmdebstrap", "sqfstar", "lz4", "zstd")
BOOT_S = 180

pytestmark = [
    pytest.mark.guest,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="not installed: make guest-tools"),
    pytest.mark.skipif(not KERNEL.exists(), reason="no kernel: make guest-tools"),
    pytest.mark.skipif(not DEVICE.exists(), reason="no vhost-device-vsock: make guest-tools"),
    pytest.mark.skipif(not MODEL.exists(), reason="no test model: make test makes it"),
]


def build(out: Path) -> Path:
    command = [str(ARQON_TTS), "vm", "build", "--suite", "bookworm"]
    command += ["--model", str(MODEL), "--out", str(out)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return out


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("image") / "image")


class Vm:
    """A supervisor in the foreground; what it says is read as it comes."""

    def __init__(self, process: subprocess.Popen[str], state: Path, port: int) -> None:
        self.process, self.state, self.port = process, state, port

    def says(self, start: str) -> str:
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            if line.startswith(f"vm: {start}"):
                return line
        raise AssertionError(f"it ended, and never said {start!r}: {said}")


@contextmanager
def running(image: Path, state: Path) -> Iterator[Vm]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(ARQON_TTS), "vm", "run", "--image", str(image), "--monitor", "qemu"]
    command += ["--vsock-device", str(DEVICE), "--state-dir", str(state)]
    command += ["--listen", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        limit = threading.Timer(BOOT_S, process.kill)
        limit.start()
        try:
            yield Vm(process, state, port)
        finally:
            limit.cancel()
            process.kill()


def test_two_builds_are_the_same(image: Path, tmp_path: Path) -> None:
    first, second = open_image(image), open_image(build(tmp_path / "second"))
    assert first.manifest.outputs == second.manifest.outputs
    assert first.manifest.outputs["rootfs.squashfs"].size < 150_000_000
    listed = json.loads((image / "sbom.cdx.json").read_text())["components"]
    assert {"onnxruntime", "libc6", "arqon-sidecar"} <= {part["name"] for part in listed}
    assert not {"torch", "pip", "gcc"} & {part["name"] for part in listed}


def test_an_utterance_is_spoken_inside_the_guest(
    image: Path, tmp_path: Path, run: Run, null_sink: NullSink
) -> None:
    state = tmp_path / "vm"
    with running(image, state) as vm, httpx.Client(base_url=f"http://127.0.0.1:{vm.port}") as host:
        vm.says("starting")
        waiting = host.get("/healthz")
        assert (waiting.status_code, waiting.json()["code"]) == (503, "not_ready")
        vm.says("ready")
        health = host.get("/healthz").json()
        assert (health["runtime"], health["model"]["kind"]) == ("qemu", "test-model")
        tagged = host.post("/attest", json={"challenge": "ab" * 32}).json()
        status = parsed(run("vm", "status", "--state-dir", str(state), "--json"))
        assert isinstance(status, dict)
        assert tagged["instance_id"] == status["instance_id"]
        assert json.loads(tagged["claims"])["runtime"] == "qemu"
        told = run("vm", "status", "--state-dir", str(state))
        assert "not attested: not Firecracker" in told.stdout
        run("settings", "set", "arqon_tts_sidecar_url", f"http://127.0.0.1:{vm.port}")
        run("settings", "set", "arqon_tts_timeout_ms", "60000")
        with null_sink.record() as recording:
            said = run("say", "--provider", "kokoro", "hello")
            recording.settle()
        assert said.returncode == 0, said.stderr
        heard = sounding(recording.samples)
        assert heard.stop - heard.start > RATE // 4

        os.kill(status["processes"]["monitor"]["pid"], signal.SIGKILL)
        assert "QEMU ended with -9; again in 1 s" in vm.says("restarting")
        assert host.get("/healthz").status_code == 503
        vm.says("ready")
        assert host.post("/attest", json={"challenge": "ab" * 32}).json() != tagged

        down = run("vm", "down", "--state-dir", str(state))
        assert (down.returncode, down.stdout) == (0, "Stopped.\n")
        assert vm.process.wait(10) == 0
    assert sorted(path.name for path in state.iterdir()) == ["console.log", "lock"]
    assert "the sidecar is stopped" in (state / "console.log").read_text()
    assert run("vm", "status", "--state-dir", str(state)).returncode == 1


def test_the_vm_dies_with_its_supervisor(image: Path, tmp_path: Path) -> None:
    state = tmp_path / "vm"
    with running(image, state) as vm:
        vm.says("booted")
        vm.process.kill()
        vm.process.wait()
        console = state / "console.log"
        with pytest.raises(AssertionError, match="it ended"):
            vm.says("ready")
    assert console.exists()
    with running(image, state) as vm:  # its leavings are no hindrance
        vm.says("booted")
        vm.process.send_signal(signal.SIGINT)
        assert vm.process.wait(15) == 0


def test_a_port_that_is_taken_says_by_whom(image: Path, tmp_path: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = run(
            "vm", "run", "--image", str(image), "--monitor", "qemu", "--listen", listen,
            "--state-dir", str(tmp_path / "vm"), "--vsock-device", str(DEVICE),
        )  # fmt: skip
    assert ended.returncode == 1
    assert f"{listen} is taken by" in ended.stderr


def test_a_changed_image_is_not_run(image: Path, tmp_path: Path, run: Run) -> None:
    changed = shutil.copytree(image, tmp_path / "changed")
    with (changed / "model.squashfs").open("ab") as file:
        file.write(b"x")
    ended = run("vm", "run", "--image", str(changed), "--monitor", "qemu")
    assert ended.returncode == 1
    assert "model.squashfs is not what the manifest says" in ended.stderr
    with pytest.raises(VmError):
        open_image(changed)

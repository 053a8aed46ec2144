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
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE

import httpx
import pytest

from arqon_gate.doubles.hearing import sounding
from arqon_gate.doubles.null_sink import RATE, NullSink
from arqon_microvm.errors import VmError
from arqon_microvm.image.english import PINNED
from arqon_microvm.image.manifest import open_image
from tests.e2e.conftest import ARQON_TTS, Run, parsed
from tests.free_port import free_port
from tests.killed import killed
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
KERNEL, DEVICE = ROOT / ".cache/kernel", ROOT / ".cache/vhost/usr/bin/vhost-device-vsock"
MODEL = ROOT / ".venv-sidecar/toy-model"
SPACY_MODEL = ROOT / ".cache/speaking/en_core_web_sm-3.8.0-py3-none-any.whl"
SITE = "opt/arqon/venv/lib/python3.11/site-packages"
TOOLS = ("qemu-system-x86_64", "mmdebstrap", "mksquashfs", "lz4", "zstd")
BOOT_S = 900
"""A boot is emulated: a minute on a quiet machine."""
KEPT = ["console.log", "lock", "monitor.log"]
OF_UP = ["starting.lock", "supervisor.log"]

pytestmark = [
    pytest.mark.guest,
    pytest.mark.timeout(2 * BOOT_S),
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="not installed: make guest-tools"),
    pytest.mark.skipif(not KERNEL.exists(), reason="no kernel: make guest-tools"),
    pytest.mark.skipif(not DEVICE.exists(), reason="no vhost-device-vsock: make guest-tools"),
    pytest.mark.skipif(not MODEL.exists(), reason="no test model: make test makes it"),
]


def build(out: Path, *more: str) -> Path:
    command = [str(ARQON_TTS), "vm", "build", "--suite", "bookworm"]
    command += ["--model", str(MODEL), "--engine", "onnx", "--out", str(out), *more]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return out


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("image") / "image")


def options(image: Path, state: Path, port: int) -> list[str]:
    words = ["--image", str(image), "--monitor", "qemu", "--vsock-device", str(DEVICE)]
    words += ["--boot-timeout", str(BOOT_S)]
    return [*words, "--state-dir", str(state), "--listen", f"127.0.0.1:{port}"]


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
def running(image: Path, state: Path, port: int) -> Iterator[Vm]:
    command = [str(ARQON_TTS), "vm", "run", *options(image, state, port)]
    with subprocess.Popen(command, stderr=PIPE, text=True) as process:
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


READS = """
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.ways import open_reader
reading = open_reader(None)
print(reading.described["en-us"])
text = "I read the book yesterday. I will read it now."
print(*(token.phonemes for token in reading.reader.tokens(text, LANGUAGES["a"])))
reading.close()
"""


@pytest.mark.skipif(not SPACY_MODEL.exists(), reason="no spaCy model: make guest-tools")
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="not the guest's Python")
def test_the_image_reads_english_as_a_person_does(tmp_path: Path) -> None:
    """By the very files that are in it, on this machine's processor: emulated, it takes minutes."""
    image = build(tmp_path / "image", "--spacy-model", str(SPACY_MODEL))
    root = tmp_path / "root"
    command = ["unsquashfs", "-q", "-n", "-no-xattrs", "-d", str(root)]
    command += [str(image / "rootfs.squashfs"), SITE]
    subprocess.run(command, check=True, capture_output=True)
    own = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(root / SITE)}
    python = Path(sys.executable).resolve()
    said = subprocess.run(
        [python, "-S", "-c", READS], env=own, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    way, phonemes = said.stdout.splitlines()
    assert way == "misaki"
    assert phonemes.index("ɹˈɛd") < phonemes.index("ɹˈid")
    manifest = open_image(image).manifest
    assert manifest.inputs[SPACY_MODEL.name].sha256 in PINNED
    assert manifest.outputs["rootfs.squashfs"].size < 230_000_000
    listed = json.loads((image / "sbom.cdx.json").read_text())["components"]
    names = {part["name"] for part in listed}
    assert {"misaki", "spacy", "en_core_web_sm"} <= names
    assert not {"torch", "setuptools", "spacy-curated-transformers"} & names


def test_a_vm_is_taken_over_speaks_is_restarted_and_stops(
    image: Path, tmp_path: Path, run: Run, null_sink: NullSink
) -> None:
    """One story, since each boot takes a minute: up, abandoned, taken over, restarted, down."""
    state, port = tmp_path / "vm", free_port()
    folder = ["--state-dir", str(state)]
    words = options(image, state, port)
    command = [str(ARQON_TTS), "vm", "up", *words]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as up:
        says = Vm(up, state, port).says
        says("starting: ")
        assert_not_ready(httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE_S))
        says("booted")
        assert up.stdout is not None  # it can end before the supervisor has written "ready"
        assert f"is ready at 127.0.0.1:{port}" in up.stdout.read()
        assert up.wait(PATIENCE_S) == 0
    try:
        before = parsed(run("vm", "status", *folder, "--json"))
        second = run("vm", "up", *words)
        assert second.returncode == 1
        assert "runs a VM in" in second.stderr
        assert_speaks(port, run, null_sink)
        assert_not_attested(run, folder)

        killed(before["supervisor"]["pid"])
        monitor = before["processes"]["monitor"]["pid"]
        with (
            running(image, state, port) as vm,  # the next supervisor goes on with it
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as host,
        ):
            vm.says(f"took over the VM of process {monitor}")
            vm.says("ready")
            after = parsed(run("vm", "status", *folder, "--json"))
            assert after["processes"] == before["processes"]
            assert host.get("/readyz").status_code == 200

            tagged = host.post("/attest", json={"challenge": "ab" * 32}).json()
            os.kill(before["processes"]["vsock"]["pid"], signal.SIGKILL)
            assert "the VM's vsock ended; again in 1 s" in vm.says("restarting")
            assert_not_ready(host.get("/healthz"))
            vm.says("booted")
            monitor = parsed(run("vm", "status", *folder, "--json"))["processes"]["monitor"]["pid"]
            os.kill(monitor, signal.SIGKILL)
            assert "the VM's monitor ended with -9; again in 2 s" in vm.says("restarting")
            vm.says("ready")
            again = host.post("/attest", json={"challenge": "ab" * 32}).json()
            assert again["instance_id"] != tagged["instance_id"]
            assert again["tag"] != tagged["tag"]

            down = run("vm", "down", *folder)
            assert (down.returncode, down.stdout) == (0, "Stopped.\n")
            assert "the guest stopped" in vm.says("the guest")
            assert vm.process.wait(PATIENCE_S) == 0
    finally:
        run("vm", "down", *folder)
    assert sorted(path.name for path in state.iterdir()) == [*KEPT, *OF_UP]
    assert not Path(f"/proc/{monitor}/exe").exists()
    assert "the sidecar is stopped" in run("vm", "logs", *folder).stdout
    assert run("vm", "status", *folder).returncode == 1


def assert_not_ready(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")


def assert_speaks(port: int, run: Run, null_sink: NullSink) -> None:
    health = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE_S).json()
    assert (health["runtime"], health["model"]["kind"]) == ("qemu", "test-model")
    for key, value in (
        ("url", f"http://127.0.0.1:{port}"),
        ("timeout_ms", "60000"),
        ("fallback_enabled", "false"),  # nothing else may speak in the guest's place
    ):
        assert run("settings", "set", f"arqon_tts_kokoro_{key}", value).returncode == 0
    with null_sink.record() as recording:
        said = run("say", "--provider", "kokoro", "hello")
        recording.settle()
    assert said.returncode == 0, said.stderr
    heard = sounding(recording.samples)
    assert heard.stop - heard.start > RATE // 4


def assert_not_attested(run: Run, folder: list[str]) -> None:
    """It is our VM behind our proxy, and it works there; but no Firecracker and no KVM."""
    attested = run("vm", "attest", *folder, "--json")
    told = parsed(attested)
    assert (attested.returncode, told["attested"]) == (1, False)
    assert told["summary"] == "not attested: not Firecracker"
    passed = {row["letter"]: row["passed"] for row in told["rows"]}
    assert [letter for letter, held in passed.items() if held] == ["A", "E", "G"], told["rows"]
    assert "not attested: not Firecracker" in run("vm", "status", *folder).stdout


def test_a_vm_whose_supervisor_died_is_brought_down(image: Path, tmp_path: Path, run: Run) -> None:
    state = tmp_path / "vm"
    folder = ["--state-dir", str(state)]
    with running(image, state, free_port()) as vm:
        vm.says("starting: ")
        monitor = parsed(run("vm", "status", *folder, "--json"))["processes"]["monitor"]["pid"]
        vm.process.kill()
    assert "had died" in run("vm", "down", *folder).stdout
    assert sorted(path.name for path in state.iterdir()) == KEPT
    assert not Path(f"/proc/{monitor}/exe").exists()


@pytest.mark.parametrize("stage", ["vm: starting\n", "vm: starting: ", "vm: booted"])
def test_ctrl_c_while_it_comes_up_stops_it(image: Path, tmp_path: Path, stage: str) -> None:
    state = tmp_path / "vm"
    command = [str(ARQON_TTS), "vm", "up", *options(image, state, free_port())]
    with subprocess.Popen(command, stderr=PIPE, text=True) as up:
        assert up.stderr is not None
        said = []
        for line in up.stderr:
            said.append(line)
            if line.startswith(stage):
                break
        up.send_signal(signal.SIGINT)
        assert up.wait(PATIENCE_S) == 130, [*said, up.stderr.read()]
    assert {path.name for path in state.iterdir()} <= {*KEPT, *OF_UP}


def test_a_port_that_is_taken_says_by_whom(image: Path, tmp_path: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("vm", "up", *options(image, tmp_path / "vm", port))
    assert ended.returncode == 1
    assert f"127.0.0.1:{port} is taken by" in ended.stderr


def test_a_changed_image_is_not_run(image: Path, tmp_path: Path, run: Run) -> None:
    changed = shutil.copytree(image, tmp_path / "changed")
    with (changed / "model.squashfs").open("ab") as file:
        file.write(b"x")
    ended = run("vm", "run", "--image", str(changed), "--monitor", "qemu")
    assert ended.returncode == 1
    assert "model.squashfs is not what the manifest says" in ended.stderr
    with pytest.raises(VmError):
        open_image(changed)

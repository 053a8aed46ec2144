"""The command itself, with a model that it loads, and its sockets."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from arqon_sidecar.engines.choice import quickest
from arqon_sidecar.main import main
from arqon_sidecar.service.listen import ListenError, listen_tcp, listen_vsock
from tests.patience import PATIENCE_S
from tests.sidecar.models import toy_directory
from tests.sidecar.servers import end, failure_of, lines, wait_until_ready

COMMAND = [sys.executable, "-m", "arqon_sidecar.main", "serve"]


@contextlib.contextmanager
def serve(*options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with listen_tcp("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryFile("w+") as stderr:
        command = [*COMMAND, "--port", str(port), *options]
        process = subprocess.Popen(command, stderr=stderr, text=True)
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            end(process)


@pytest.fixture
def toy() -> Path:
    return toy_directory()


def wait_for_health(url: str, within_s: float = PATIENCE_S) -> None:
    limit = time.monotonic() + within_s
    while time.monotonic() < limit:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/healthz", timeout=PATIENCE_S).status_code == 200:
                return
        time.sleep(0.02)
    raise AssertionError("no answer from /healthz")


def test_a_toy_model_speaks_and_is_named_as_what_it_is(toy: Path) -> None:
    with serve("--model", str(toy), "--runtime", "qemu") as (url, _):
        wait_until_ready(url)
        health = httpx.get(f"{url}/healthz", timeout=PATIENCE_S).json()
        assert health["runtime"] == "qemu"
        assert health["engine"] == quickest()
        assert health["model"]["kind"] == "test-model"
        assert len(health["model"]["sha256"]) == 64
        voice = httpx.get(f"{url}/voices", timeout=PATIENCE_S).json()["default"]
        body = {"text": "Hello there. This is a toy.", "voice": voice, "timestamps": True}
        *chunks, last = lines(httpx.post(f"{url}/synthesize_stream", json=body, timeout=PATIENCE_S))
        assert last["done"] is True
        assert last["duration_ms"] > 500
        words = [word["text"] for chunk in chunks for word in chunk.get("words", [])]
        assert words == ["Hello", "there", "This", "is", "a", "toy"]


def test_it_serves_also_where_it_was_started_without_standard_files(toy: Path) -> None:
    with listen_tcp("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    command = [*COMMAND, "--port", str(port), "--model", str(toy)]
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command]
    with subprocess.Popen(closed, text=True) as process:
        try:
            wait_until_ready(f"http://127.0.0.1:{port}")
            files = [Path(f"/proc/{process.pid}/fd/{number}").readlink() for number in range(3)]
        finally:
            end(process)
    assert files == [Path(os.devnull)] * 3


def test_the_serving_process_imports_neither_torch_nor_kokoro(toy: Path) -> None:
    with serve("--model", str(toy)) as (url, process):
        wait_until_ready(url)
        maps = Path(f"/proc/{process.pid}/maps").read_text()
        assert "onnxruntime" in maps
        assert "torch" not in maps
        assert "spacy" not in maps


def test_an_altered_model_is_refused_and_the_process_says_why(toy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    subprocess.run(["cp", "-r", toy, broken], check=True)
    graph = next(broken.glob("*.onnx"))
    data = bytearray(graph.read_bytes())
    data[len(data) // 2] ^= 1
    graph.write_bytes(data)
    with serve("--model", str(broken)) as (url, process):
        assert graph.name in failure_of(url)
        refused = httpx.post(f"{url}/synthesize", json={"text": "Hello."}, timeout=PATIENCE_S)
        assert (refused.status_code, refused.json()["code"]) == (503, "not_ready")
        assert graph.name in refused.json()["detail"]
        assert process.poll() is None


def test_no_model_is_said_at_readyz(tmp_path: Path) -> None:
    with serve("--model", str(tmp_path)) as (url, _):
        assert str(tmp_path) in failure_of(url)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--queue", "0"], "0 is not in the range"),
        (["--text-limit", "-5"], "-5 is not in the range"),
        (["--longest-audio", "0"], "0 is not in the range"),
        (["--sound-cache", "-1"], "-1 is not in the range"),
        (["--port", "99999"], "99999 is not in the range"),
        (["--vsock", "-1"], "-1 is not in the range"),
        (["--vsock", "4294967295"], "is not in the range"),
        (["--threads", "0"], "0 is not in the range"),
        (["--threads", "100000"], "100000 is not in the range"),
        (["--model", "/no/such/folder"], "'/no/such/folder' does not exist"),
        (["--engine-cache", "/dev/null/cache"], "/dev/null/cache cannot be made: Not a directory"),
        (["--lexicon", "/no/such/file"], "'/no/such/file' does not exist"),
        (["--allow-host", "http://a.example/"], "leave out scheme, port and path"),
        (["--allow-host", "a.example:80"], "leave out scheme, port and path"),
        (["--allow-host", "a:80"], "leave out scheme, port and path"),
        (["--allow-host", "[::1]:80"], "leave out scheme, port and path"),
        (["--cors-origin", "a.example"], "write scheme, host and port"),
        (["--cors-origin", "https://a.example/"], "write scheme, host and port"),
    ],
)
def test_what_cannot_be_is_refused_at_the_start(
    tmp_path: Path, options: list[str], why: str
) -> None:
    done = CliRunner().invoke(main, ["serve", "--model", str(tmp_path), *options])
    assert done.exit_code == 2
    assert why in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("{", "Write a JSON object"),
        ("[]", "is not one JSON object. Write a JSON object"),
        ('{"a": 5}', "the alias 'a': 5 is neither a voice's name nor null. Write a JSON object"),
        ('{"nova": "nobody"}', "the alias 'nova': voice: there is no voice 'nobody' here"),
        ('{"af_sky": "af_heart"}', "the alias 'af_sky' would hide the voice of that name"),
    ],
)
def test_aliases_that_cannot_be_are_refused_at_the_start(
    tmp_path: Path, table: str, why: str
) -> None:
    (tmp_path / "aliases.json").write_text(table)
    options = ["--model", str(toy_directory()), "--voice-aliases", str(tmp_path / "aliases.json")]
    done = CliRunner().invoke(main, ["serve", *options])
    assert done.exit_code == 2
    assert why in " ".join(done.output.split())


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 5}', '["a"]', "\udcff"])
def test_a_lexicon_that_is_none_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.json").write_bytes(content.encode(errors="surrogateescape"))
    options = ["--model", str(tmp_path), "--lexicon", str(tmp_path / "words.json")]
    done = CliRunner().invoke(main, ["serve", *options])
    assert done.exit_code == 2
    assert "words.json" in done.output
    assert "entry 'a'" in done.output or "5" not in content


@pytest.mark.parametrize("option", ["--lexicon", "--voice-aliases"])
def test_a_file_of_an_editor_that_writes_a_byte_order_mark_is_read(
    tmp_path: Path, option: str
) -> None:
    (tmp_path / "words.json").write_text('{"alloy": "af_sky"}', encoding="utf-8-sig")
    # The port is what is refused, after the file was read.
    options = ["--model", str(tmp_path), option, str(tmp_path / "words.json"), "--host", "nowhere"]
    done = CliRunner().invoke(main, ["serve", *options])
    assert done.exit_code == 1
    assert "cannot listen on nowhere" in done.output


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with listen_tcp("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        command = [*COMMAND, "--model", str(tmp_path), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: cannot listen on 127.0.0.1 port {port}: ")


def test_a_host_name_that_is_no_address_is_refused() -> None:
    with pytest.raises(ListenError, match="cannot listen on nowhere port 0"):
        listen_tcp("nowhere", 0)


def test_small_answers_are_not_held_back() -> None:
    """Nagle's delay is off on accepted connections: asyncio looks at the socket's protocol."""
    with listen_tcp("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_speech_over_vsock(tmp_path: Path) -> None:
    try:
        with listen_vsock(0xFFFF_FFFF) as probe:
            port = probe.getsockname()[1]
            with socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM) as caller:
                caller.settimeout(2)
                caller.connect((1, port))
    except (ListenError, OSError) as error:
        pytest.skip(f"this kernel has no vsock loopback: {error}")
    with serve("--model", str(tmp_path), "--vsock", str(port)) as (url, _):
        wait_for_health(url)
        with socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM) as caller:
            caller.settimeout(PATIENCE_S)
            caller.connect((1, port))
            caller.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert caller.recv(4096).startswith(b"HTTP/1.1 200")


def test_a_vsock_listener_listens_for_any_guest_address() -> None:
    try:
        with listen_vsock(47781) as listening:
            assert listening.family == socket.AF_VSOCK
            assert listening.getsockname() == (socket.VMADDR_CID_ANY, 47781)
            assert listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
            with pytest.raises(ListenError, match="vsock port 47781"):
                listen_vsock(47781)
    except ListenError as error:
        pytest.skip(str(error))

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from arqon_sidecar.model.published import PUBLISHED
from tests.patience import PATIENCE_S

FILES = {"config.json": b'{"vocab": {}}', "kokoro-v1_0.pth": b"w" * 3000, "voices/af_x.pt": b"v"}
REVISION = "a" * 40


class Hub(BaseHTTPRequestHandler):
    """As much of the Hugging Face hub as a download asks."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, *, with_body: bool) -> None:
        name = self.path.partition(f"/resolve/{REVISION}/")[2]
        data = FILES.get(name, b"")
        self.server.asked.append(name)  # type: ignore[attr-defined]
        self.send_response(200 if name in FILES else 404)
        self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", REVISION)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if with_body:
            self.wfile.write(data)


@pytest.fixture
def hub() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        server.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(directory: Path, endpoint: str, **altered: str) -> subprocess.CompletedProcess[str]:
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()} | altered
    code = (
        "import json, sys; from pathlib import Path; from arqon_sidecar.model.fetch import fetch;"
        "from arqon_sidecar.model.published import Published;"
        "from arqon_sidecar.model.digests import ModelError\n"
        "try: fetch(Path(sys.argv[1]), Published(*json.loads(sys.argv[2])))\n"
        "except ModelError as error: sys.exit(str(error))"
    )
    published = json.dumps(["Test", "someone/model", REVISION, digests])
    environment = os.environ | {"HF_ENDPOINT": endpoint, "HF_HUB_DISABLE_XET": "1"}
    command = [sys.executable, "-c", code, str(directory), published]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * PATIENCE_S,
    )


def endpoint(hub: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{hub.server_address[1]}"


def test_what_is_missing_is_fetched_and_what_is_right_stays(
    hub: ThreadingHTTPServer, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_bytes(FILES["config.json"])
    done = fetch(tmp_path, endpoint(hub))
    assert done.returncode == 0, done.stderr
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    assert "[3/3] voices/af_x.pt" in done.stdout
    assert "config.json" not in hub.asked  # type: ignore[attr-defined]


def test_another_file_than_the_published_one_is_refused(
    hub: ThreadingHTTPServer, tmp_path: Path
) -> None:
    done = fetch(tmp_path, endpoint(hub), **{"kokoro-v1_0.pth": "0" * 64})
    assert done.returncode == 1
    assert "kokoro-v1_0.pth: its SHA-256 is" in done.stderr
    assert f"Delete {tmp_path / 'kokoro-v1_0.pth'} and fetch again" in done.stderr


def test_without_a_network_it_says_what_to_copy_where(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(FILES["config.json"])
    done = fetch(tmp_path, "http://127.0.0.1:1")
    assert done.returncode == 1
    assert "kokoro-v1_0.pth could not be downloaded from someone/model" in done.stderr
    assert "copy the 2 missing files" in done.stderr
    assert str(tmp_path) in done.stderr
    assert REVISION in done.stderr


def test_the_published_model_is_wholly_pinned() -> None:
    assert PUBLISHED.repository == "hexgrad/Kokoro-82M"
    assert len(PUBLISHED.revision) == 40
    assert len(PUBLISHED.sha256) == 56
    assert all(len(digest) == 64 for digest in PUBLISHED.sha256.values())
    assert PUBLISHED.sha256["kokoro-v1_0.pth"].startswith("496dba11")


def test_the_config_of_test_models_is_the_published_one() -> None:
    from importlib import resources

    text = (resources.files("arqon_sidecar.model") / "kokoro-config.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == PUBLISHED.sha256["config.json"]
    assert len(json.loads(text)["vocab"]) == 114

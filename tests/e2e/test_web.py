"""The panel in a browser: F9 works there, and nobody without the address reaches it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from arqon_settings.store import SettingsStore
from arqon_tui.web.access import is_loopback, refusal
from tests.browser import browser
from tests.e2e.conftest import ARQON_TTS, Run
from tests.patience import PATIENCE_S
from tests.service.voices import eventually

TOKEN = "k3Yk3Yk3Y"


@contextmanager
def served(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """An `arqon-tts web`, and the address that it prints."""
    with subprocess.Popen(
        [ARQON_TTS, *words, "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


def panels(server: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(server.pid).children()


def socket_of(address: str) -> str:
    return f"{address.replace('http:', 'ws:')}ws"


def page_of(address: str, origin: str | None = "") -> ClientConnection:
    """A page's connection; without an origin, that of a page of this server."""
    own = address.rsplit("/", 2)[0]
    asks = None if origin is None else Origin(origin or own)
    return connect(socket_of(address), origin=asks, proxy=None)


def hear_to_the_end(page: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        while True:
            page.recv(timeout=PATIENCE_S)


@contextmanager
def another_origin() -> Iterator[str]:
    """A page that another program of this machine serves."""

    class Empty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_f9_works_in_a_browser_and_not_from_a_page_of_another_origin(home: Path) -> None:
    store = SettingsStore(home / "settings.toml")
    store.change({"arqon_tts_provider": "kokoro"}, by="ada (cli)")
    with (
        browser() as tab,
        served("--home", str(home), "web") as (server, address),
        another_origin() as elsewhere,
    ):
        stranger = tab()
        stranger.open(elsewhere)
        stranger.wait_for(lambda: stranger.value_of("location.href") == elsewhere, "the page")
        opened = f"""new Promise(done => {{
            const socket = new WebSocket({json.dumps(socket_of(address))});
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
        }})"""
        assert stranger.value_of(opened) == "refused"
        assert not panels(server)

        page = tab()
        page.open(address)
        page.wait_for(lambda: "KOKORO" in page.received, "the panel")
        page.press_f9()
        page.wait_for(
            lambda: store.read().settings.arqon_tts_provider == "fallback", "the rollback"
        )
        page.wait_for(lambda: "Rolled back" in page.received, "the panel to show it")
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_no_panel_outlives_the_server(home: Path, number: signal.Signals) -> None:
    with served("web", "--read-only") as (server, address):
        with (
            page_of(address) as first,
            page_of(address) as second,
        ):
            for page in (first, second):
                assert page.recv(timeout=PATIENCE_S)
            begun = panels(server)
            assert len(begun) == 2
            second.close()
            eventually(lambda: len(panels(server)) == 1, "the end of the panel of a closed page")
            server.send_signal(number)
            code = server.wait(PATIENCE_S)
        assert code == {signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}.get(number, 0)
        assert not psutil.wait_procs(begun, timeout=PATIENCE_S)[1]


def test_a_panel_ends_with_its_process_and_what_is_no_message_ends_the_page(home: Path) -> None:
    with served("--read-only", "web") as (server, address):
        for message in ("[]", '["stdin", 5]'):
            with page_of(address) as page:
                assert page.recv(timeout=PATIENCE_S)
                page.send(message)
                hear_to_the_end(page)
            eventually(lambda: not panels(server), "the panel's end")
        with page_of(address) as page:
            assert page.recv(timeout=PATIENCE_S)
            panels(server)[0].kill()
            hear_to_the_end(page)
        assert server.poll() is None


def test_only_the_printed_address_of_this_machine_is_served(home: Path) -> None:
    with served("web") as (server, address):
        parts = urlsplit(address)
        assert parts.port is not None
        own = f"http://{parts.netloc}"
        asked: list[tuple[str, dict[str, str], int]] = [
            (parts.path, {}, 200),
            (f"{parts.path}static/js/textual.js", {}, 200),
            (parts.path, {"Host": f"localhost:{parts.port}"}, 200),
            (parts.path, {"Host": "127.0.0.1:9999"}, 200),  # through ssh -L
            ("/", {}, 403),
            ("/static/js/textual.js", {}, 403),
            (f"{parts.path[:-2]}/", {}, 403),
            (parts.path.upper(), {}, 403),
            ("/%C3%A9/", {}, 403),
            (parts.path, {"Host": f"panel.example:{parts.port}"}, 403),
            (parts.path, {"Host": f"127.0.0.1.example:{parts.port}"}, 403),
            (parts.path, {"Host": ""}, 403),
            (parts.path, {"Origin": "https://example.org"}, 403),
            (parts.path, {"Origin": "null"}, 403),
            (f"{parts.path}ws", {}, 403),
        ]
        for path, headers, status in asked:
            with closing(http.client.HTTPConnection("127.0.0.1", parts.port)) as connection:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                assert (path, headers, answer.status) == (path, headers, status)
                assert status == 200 or parts.path.strip("/") not in answer.read().decode()
        for tried, origin in (
            (address, None),
            (address, "null"),
            (address, own.replace("127.0.0.1", "localhost")),
            (f"{own}/{TOKEN}/", own),
            (f"{own}/", own),
        ):
            with pytest.raises(InvalidStatus):
                page_of(tried, origin)
        assert not panels(server)


def test_a_panel_is_a_demo_where_that_was_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    with served("web", "--demo") as (_, address):
        with page_of(address) as page:
            seen = b""
            while b"recorded telemetry" not in seen:
                frame = page.recv(timeout=PATIENCE_S)
                seen += frame if isinstance(frame, bytes) else b""
        eventually(lambda: not list((home / "tmp").glob("arqon-*")), "the end of its home")
    assert not (home / "settings.toml").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--host", "0.0.0.0"), 2, "0.0.0.0 is not a loopback address"),
        (("--host", "::"), 2, ":: is not a loopback address"),
        (("--host", "192.168.1.7"), 2, "192.168.1.7 is not a loopback address"),
        (("--host", "example.org"), 2, "example.org is not a loopback address"),
        (("--port", "{taken}"), 1, "another program listens there"),
    ],
)
def test_what_cannot_be_served_is_refused_in_words(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = run("web", *(word.format(taken=other.getsockname()[1]) for word in words))
    assert ended.returncode == code
    assert said in ended.stderr
    assert not ended.stdout


@settings(max_examples=40)
@given(st.text(max_size=40), st.none() | st.text(max_size=40), st.text(max_size=40))
def test_nothing_but_the_token_opens(host: str, origin: str | None, given: str) -> None:
    assert refusal(TOKEN, host=host, origin=origin, given=given)
    assert refusal(TOKEN, host="127.0.0.1:80", origin=None, given=given, needs_origin=True)
    assert not refusal(TOKEN, host="[::1]:80", origin="http://[::1]:80", given=TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1@evil", "a@127.0.0.1", "127.0.0.1/x", "127.0.0.1:x"])
def test_a_host_is_a_name_and_a_port_alone(host: str) -> None:
    assert refusal(TOKEN, host=host, origin=None, given=TOKEN)


def test_what_is_this_machine_alone() -> None:
    assert [name for name in ("localhost", "127.8.9.1", "::1") if not is_loopback(name)] == []
    assert [name for name in ("", "0.0.0.0", "::", "10.0.0.1", "127.1") if is_loopback(name)] == []

"""A headless Chromium of the test's own, driven by the protocol of its developer tools."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.patience import PATIENCE_S

__all__ = ["Page", "browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_F9 = {"key": "F9", "code": "F9", "windowsVirtualKeyCode": 120}


class Page:
    """One tab. `received` is what came over its WebSockets, as text."""

    def __init__(self, tools: ClientConnection) -> None:
        self._tools, self._numbers = tools, itertools.count(1)
        self._session = ""
        self.received = ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._ask("Network.enable")

    def open(self, address: str) -> None:
        """Go to an address."""
        self._ask("Page.navigate", url=address)

    def press_f9(self) -> None:
        """Press the key, as a keyboard does."""
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, **_F9)

    def value_of(self, script: str) -> Any:
        """What a script says in the page; a promise is waited for."""
        answer = self._ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")

    def wait_for(self, come: Callable[[], object], what: str) -> None:
        """Hear what the page does until `come` is true."""
        end = time.monotonic() + PATIENCE_S
        while not come():
            assert time.monotonic() < end, f"waited for {what}; received {self.received[-500:]!r}"
            self._ask("Runtime.evaluate", expression="0")
            time.sleep(0.05)  # the page tells nobody what it has drawn

    def _ask(self, method: str, **words: object) -> dict[str, Any]:
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session else {}
        self._tools.send(json.dumps({"id": number, "method": method, "params": words, **session}))
        while True:
            answer = json.loads(self._tools.recv(timeout=PATIENCE_S))
            if answer.get("id") == number:
                assert "result" in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self._heard(answer)

    def _heard(self, event: dict[str, Any]) -> None:
        if event["method"] == "Network.webSocketFrameReceived":
            frame = event["params"]["response"]
            data = frame["payloadData"]
            binary = frame["opcode"] == 2
            self.received += base64.b64decode(data).decode(errors="replace") if binary else data


@contextmanager
def browser() -> Iterator[Callable[[], Page]]:
    """Start it; the value opens a tab. Skips the test where it is not installed."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no browser to test with: sudo apt install chromium")
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        options = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        with subprocess.Popen(
            [program, *options, "--remote-debugging-port=0", f"--user-data-dir={folder}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                address = _address(Path(folder) / "DevToolsActivePort", process)
                with connect(address, max_size=None, proxy=None) as tools:
                    yield lambda: Page(tools)
            finally:
                process.terminate()


def _address(told: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE_S
    while not (told.exists() and len(lines := told.read_text().split()) == 2):
        assert process.poll() is None, f"the browser has ended with {process.returncode}"
        assert time.monotonic() < end, "the browser did not start"
        time.sleep(0.05)  # it writes the file, and tells nobody
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"

"""The log: nobody waits for who reads it, and no line can be taken for somebody else's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arqon_sidecar.service.log_writer import LogWriter
from tests.patience import PATIENCE_S
from tests.sidecar.servers import ROOT, Server, end, wait_until_ready

JSON = {"Content-Type": "application/json"}


def logged(server: Server, request_id: str) -> str:
    """The line about a request, which is written a moment after its answer."""
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit:
        for line in server.log_lines():
            if json.loads(line).get("request_id") == request_id:
                return line
        time.sleep(0.005)  # another process writes it
    raise AssertionError(f"no line about {request_id!r}")


@given(request_id=st.text(min_size=1, max_size=200))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_id_of_any_content_cannot_look_like_a_line(
    tone: Server, client: httpx.Client, request_id: str
) -> None:
    body = json.dumps({"text": "Hi.", "request_id": request_id})
    assert client.post("/synthesize", content=body, headers=JSON).status_code == 200
    line = logged(tone, request_id)
    assert line.isascii()
    assert line.isprintable()
    assert " " not in line


@pytest.mark.parametrize(
    "request_id",
    [
        "Kernel panic - not syncing: Attempted to kill init!",
        "\n[    1.234567] Kernel panic - not syncing",
        "\r\nKernel panic\x00\x7f\x1b[2J",
        "\u2028Kernel\u00a0panic\x85Kernel panic",
        "\ud83dKernel panic",
    ],
)
def test_an_id_that_names_a_panic_is_answered_and_never_printed_so(
    tone: Server, client: httpx.Client, request_id: str
) -> None:
    body = json.dumps({"text": "Hi.", "request_id": request_id})
    answer = client.post("/synthesize", content=body, headers=JSON)
    assert answer.json()["request_id"] == request_id
    assert "Kernel panic" not in logged(tone, request_id)


def test_nobody_reads_standard_error_and_all_are_answered() -> None:
    """Each line is over 12,000 bytes: a pipe takes 65,536."""
    command = [sys.executable, "-m", "tests.sidecar.tone_server", "0", "{}", "{}"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        url = f"http://127.0.0.1:{int(process.stdout.readline())}"
        wait_until_ready(url)
        with httpx.Client(base_url=url, timeout=PATIENCE_S) as client:
            for _ in range(450):
                body = {"text": "Hi.", "request_id": "\U0001f600" * 1000}
                assert client.post("/synthesize", json=body).status_code == 200
            assert client.get("/healthz").status_code == 200
            page = client.get("/metrics").text
        dropped = re.search("^arqon_sidecar_log_lines_dropped_total (.*)$", page, re.MULTILINE)
        assert dropped is not None
        assert float(dropped[1]) > 0
    finally:
        end(process)
        if process.stderr is not None:
            process.stderr.close()


@pytest.mark.parametrize("blocking", [True, False])
def test_what_is_not_read_in_time_is_dropped_and_counted(blocking: bool) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, blocking)
    writer = LogWriter(writing, most_bytes=20_000)
    for number in range(5_000):
        writer.put(b'{"number":%d}\n' % number)
    received: list[bytes] = []

    def read() -> None:
        with os.fdopen(reading, "rb") as pipe:
            received.extend(pipe.readlines())

    reader = threading.Thread(target=read)
    reader.start()
    writer.close(within_s=PATIENCE_S)
    os.close(writing)
    reader.join()
    lines: list[dict[str, Any]] = [json.loads(line) for line in received]
    numbers = [line["number"] for line in lines if "number" in line]
    assert writer.dropped > 0
    assert len(numbers) + writer.dropped == 5_000
    assert numbers == sorted(numbers)
    told = [line["total"] for line in lines if line.get("event") == "lines_dropped"]
    assert told[-1] == writer.dropped


def test_all_is_written_where_somebody_reads(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as file:
        writer = LogWriter(file.fileno())
        for number in range(10_000):
            writer.put(b"%d\n" % number)
        writer.close(within_s=PATIENCE_S)
    assert (tmp_path / "log").read_bytes().split() == [b"%d" % n for n in range(10_000)]
    assert writer.dropped == 0


def test_a_reader_that_is_gone_ends_nothing() -> None:
    reading, writing = os.pipe()
    writer = LogWriter(writing, most_bytes=1_000)
    os.close(reading)
    for _ in range(100):
        writer.put(b"line\n")
    writer.close(within_s=PATIENCE_S)
    os.close(writing)

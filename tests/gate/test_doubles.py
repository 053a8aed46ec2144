"""What a double has told is known to who asks, however late it is read."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection

from arqon_gate.doubles.sidecar_server import SidecarServer


def test_who_has_an_answer_finds_what_was_asked() -> None:
    with SidecarServer() as server:
        address = server.url.removeprefix("http://")
        with server._news, closing(HTTPConnection(address)) as connection:
            # What it tells now cannot be read before somebody waits for it.
            connection.request("GET", "/readyz")
            connection.getresponse().read()
            assert [asked["path"] for asked in server.asked] == ["/readyz"]

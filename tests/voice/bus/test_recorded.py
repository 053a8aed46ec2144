"""The bus of the tests is held against the recorded one: what was sent then is sent again."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from arqon_gate.doubles.bus_server import BusServer, Json
from tests.patience import PATIENCE_S

RECORDED = Path(__file__).parent / "recorded"


def shape(frame: Json, ids: dict[str, str]) -> Json:
    """A frame without what differs each time."""
    kept = {key: value for key, value in frame.items() if key not in ("timestamp", "sender")}
    for key in ("id", "request_id"):
        if key in kept:
            kept[key] = ids.get(kept[key], "its own")
    kept["sender"] = "the bus" if frame["sender"] == "arqonbus" else "a client"
    kept["zone"] = frame["timestamp"].endswith("+00:00")
    if "client_id" in frame["payload"]:
        kept["payload"] = {**frame["payload"], "client_id": "a client"}
    if "protobuf" in frame.get("error", ""):
        kept["error"] = "no protobuf"
    return kept


def steps(name: str) -> list[Json]:
    """What was sent and received; the two steps without their frames are left out."""
    recorded = json.loads((RECORDED / name).read_text())
    return [
        step
        for step in recorded
        if step["dir"] in ("send", "recv")
        and step["frame"].get("note") != "900 kB audio_data"
        and "len" not in step["frame"]
    ]


def data_of(frame: Json) -> str | bytes:
    if frame["note"] == "binary 2 bytes":
        return b"\x00\x01"
    return frame.get("raw") or json.dumps({k: v for k, v in frame.items() if k != "note"})


@pytest.mark.parametrize(
    ("name", "relays"), [("refused-and-accepted.json", False), ("speech-and-review.json", True)]
)
def test_it_answers_what_the_real_one_answered(name: str, relays: bool) -> None:
    with BusServer("arqon") as bus, ExitStack() as open_clients:
        bus.order({"relays": relays})
        clients: dict[str, ClientConnection] = {}
        ids: dict[str, str] = {}
        for step in steps(name):
            who, frame = step["who"], step["frame"]
            if who not in clients:
                clients[who] = open_clients.enter_context(connect(bus.url))
                assert frame["payload"]["welcome"]
            if step["dir"] == "send":
                ids[frame.get("id", "")] = f"id of {frame['note']}"
                clients[who].send(data_of(frame))
            else:
                got: Json = json.loads(clients[who].recv(PATIENCE_S))
                assert shape(got, ids) == shape(frame, ids), frame


def test_a_frame_of_more_than_a_mebibyte_ends_the_connection() -> None:
    recorded: list[Json] = json.loads((RECORDED / "refused-and-accepted.json").read_text())
    closed: Any = recorded[-1]["frame"]
    with BusServer("arqon") as bus, connect(bus.url) as client:
        client.recv(PATIENCE_S)
        client.send("a" * 1_048_586)
        with pytest.raises(ConnectionClosed) as caught:
            client.recv(PATIENCE_S)
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == closed["code"]

"""The guest's identity: told once, proven by a tag; and the lines it is told in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arqon_microvm.guest.identity import Answer, Identity, attest_tag
from arqon_microvm.guest.lines import serve

KEY, ENTROPY = bytes(range(32)), bytes(32)
CHALLENGE = "ab" * 32
INIT: dict[str, object] = {
    "instance_id": "1" * 32,
    "boot_nonce": "2" * 32,
    "key": base64.b64encode(KEY).decode(),
    "entropy": base64.b64encode(ENTROPY).decode(),
    "host_unix_ns": 1_700_000_000_000_000_000,
}


def identity(said: Callable[[int, bytes], None] = lambda *_: None) -> Identity:
    return Identity("boot", {"runtime": "qemu"}, said)


def test_without_an_identity_there_is_no_tag() -> None:
    assert identity().attest({"challenge": CHALLENGE})["code"] == "not_initialised"


def test_the_tag_is_what_the_host_computes() -> None:
    told: list[tuple[int, bytes]] = []
    vm = identity(lambda clock, entropy: told.append((clock, entropy)))
    assert vm.init(INIT) == {"ok": True, "boot_id": "boot", "claims": {"runtime": "qemu"}}
    assert told == [(1_700_000_000_000_000_000, ENTROPY)]
    claims = '{"runtime":"qemu"}'
    digest = hashlib.sha256(claims.encode()).hexdigest()
    text = f"arqon-attest-v1|{CHALLENGE}|{'1' * 32}|{'2' * 32}|boot|{digest}"
    answer = vm.attest({"challenge": CHALLENGE})
    assert answer["tag"] == hmac.new(KEY, text.encode(), hashlib.sha256).hexdigest()
    assert answer["claims"] == claims


def test_a_second_identity_is_refused_and_changes_nothing() -> None:
    vm = identity()
    vm.init(INIT)
    before = vm.attest({"challenge": CHALLENGE})
    assert vm.init({**INIT, "instance_id": "3" * 32})["code"] == "already_initialised"
    assert vm.attest({"challenge": CHALLENGE}) == before


def test_those_that_go_on_from_a_snapshot_are_other_boots() -> None:
    """Each another one: they share all that the snapshot holds."""
    seen = {"boot"}
    for told in (INIT, {**INIT, "instance_id": "3" * 32}, {**INIT, "entropy": INIT["key"]}):
        vm = identity()
        vm.copied()
        answer = vm.init(told)
        attested = vm.attest({"challenge": CHALLENGE})
        assert answer["boot_id"] == attested["boot_id"] == str(uuid.UUID(vm.boot_id))
        told_tag = attest_tag(
            KEY,
            CHALLENGE,
            str(told["instance_id"]),
            "2" * 32,
            vm.boot_id,
            str(attested["claims"]),
        )
        assert attested["tag"] == told_tag
        assert vm.boot_id not in seen
        seen.add(vm.boot_id)


@pytest.mark.parametrize("field", sorted(INIT))
@given(value=st.none() | st.booleans() | st.integers(max_value=0) | st.text(max_size=31))
def test_a_field_that_is_wrong_is_refused(field: str, value: object) -> None:
    vm = identity()
    assert vm.init({**INIT, field: value})["code"] == "bad_request"
    assert not vm.known


@given(st.text().filter(lambda text: len(text) != 64))
def test_a_challenge_that_is_wrong_is_refused(challenge: str) -> None:
    assert identity().attest({"challenge": challenge})["code"] == "bad_request"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"op": "echo", "say": "x"}\n', None),
        (b"no json\n", "bad_request"),
        (b"[1]\n", "bad_request"),
        (b'{"op": "unknown"}\n', "bad_request"),
        (b'{"op": ["echo"]}\n', "bad_request"),
        (b"[" * 5000, "bad_request"),
    ],
)
def test_one_line_each_way(tmp_path: Path, line: bytes, code: str | None) -> None:
    def echo(asked: object) -> Answer:
        assert isinstance(asked, dict)
        return {"ok": True, "said": asked["say"]}

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        serve(listener, {"echo": echo})
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(tmp_path / "s"))
            asking.sendall(line)
            with asking.makefile("rb") as answers:
                answer = json.loads(answers.readline())
    assert answer.get("code") == code
    assert answer["ok"] is (code is None)

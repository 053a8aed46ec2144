"""Each check that speaks says yes to the product, and no to a twin in which its thing is broken."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from arqon_gate.check import Outcome
from arqon_gate.checks import (
    integrity,
    intelligible,
    kokoro_failure_smoke,
    kokoro_rollback,
    kokoro_smoke,
    kokoro_stream_smoke,
    long_lived,
    nonblocking,
    replay,
    soak,
)
from arqon_gate.doubles import planes
from arqon_gate.doubles.null_sink import missing_packages
from arqon_gate.doubles.sidecar_server import SidecarServer
from arqon_gate.registry import check_named
from arqon_gate.run import Subject, run_check

pytestmark = [
    pytest.mark.audio,
    pytest.mark.skipif(bool(missing_packages()), reason=f"no sound server: {missing_packages()}"),
]

FAILURE = {"status 500": "failed"}
PLANES: dict[str, tuple[Any, dict[str, Any], Callable[..., object]]] = {
    "kokoro-failure-smoke": (
        kokoro_failure_smoke,
        {"failures": FAILURE},
        planes.silent_about_failures,
    ),
    "no fallback": (kokoro_failure_smoke, {"failures": FAILURE}, planes.without_fallback),
    "kokoro-rollback": (kokoro_rollback, {}, planes.deaf_to_switches),
    "replay": (replay, {"port": 0}, planes.forgetful),
    "nonblocking": (nonblocking, {}, planes.blocking),
    "soak": (soak, {"port": 0, "requests": 400, "warm": 200}, planes.instant_and_untold),
}


def outcome(module: Any, subject: Subject, **arguments: Any) -> Outcome:
    check = replace(module.CHECK, look=partial(module.look, **arguments))
    return run_check(check, subject, told=print).outcome


@pytest.mark.parametrize("name", [name for name in PLANES if name != "no fallback"])
def test_the_product_s_voice_plane_is_proven(name: str, subject: Subject) -> None:
    module, arguments, _ = PLANES[name]
    found = outcome(module, subject, **arguments)
    assert found.verdict == "proven", found.reasons


@pytest.mark.parametrize("name", PLANES)
def test_a_broken_plane_fails(name: str, subject: Subject) -> None:
    module, arguments, broken = PLANES[name]
    found = outcome(module, subject, opened=broken, **arguments)
    assert found.verdict == "failed", found.reasons


def test_reviews_are_proven_and_what_allows_everything_fails(subject: Subject) -> None:
    assert outcome(integrity, subject, port=0).verdict == "proven"
    found = outcome(integrity, subject, port=0, reviews=planes.Credulous)
    assert found.verdict == "failed"
    assert any("nobody there" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [("tone", "proven"), ("silence", "failed"), ("posing", "failed"), ("hang_up", "failed")],
)
def test_a_sidecar_must_be_heard_in_a_voice_of_its_own(
    behaviour: str, verdict: str, subject: Subject
) -> None:
    with SidecarServer(behaviour) as server:
        found = outcome(kokoro_smoke, replace(subject, sidecar_url=server.url))
    assert found.verdict == verdict, found.reasons


@pytest.mark.parametrize(
    ("behaviour", "gap_s", "verdict"),
    [("tone", 0.02, "proven"), ("all_at_the_end", 0.2, "failed"), ("missing", 0.0, "failed")],
)
def test_a_stream_must_begin_before_its_end_is_made(
    behaviour: str, gap_s: float, verdict: str, subject: Subject
) -> None:
    with SidecarServer() as server:
        server.behave(behaviour, "/synthesize_stream", gap_s)
        found = outcome(kokoro_stream_smoke, replace(subject, sidecar_url=server.url))
    assert found.verdict == verdict, found.reasons


@pytest.mark.parametrize(
    ("guests", "verdict"), [(["a"], "proven"), (["a", "a", "b"], "failed"), ([], "not_proven")]
)
def test_one_guest_must_speak_both(guests: list[str], verdict: str, subject: Subject) -> None:
    with SidecarServer() as server:
        server.guests(*guests)
        found = outcome(long_lived, replace(subject, sidecar_url=server.url))
    assert found.verdict == verdict, found.reasons


@pytest.mark.parametrize(
    "name", ["kokoro-smoke", "kokoro-stream-smoke", "long-lived", "no-stub", "intelligible"]
)
def test_without_a_sidecar_nothing_is_proven(name: str, subject: Subject) -> None:
    found = run_check(check_named(name), subject).outcome
    assert (found.verdict, "No sidecar is ready" in found.reasons[0]) == ("not_proven", True)


def test_who_is_not_understood_fails(subject: Subject) -> None:
    deaf = [sys.executable, "-m", "arqon_gate.doubles.deaf"]
    with SidecarServer() as server:
        found = outcome(intelligible, replace(subject, sidecar_url=server.url), hearing=deaf)
    assert (found.verdict, found.measurements["least_understood"]) == ("failed", 0)


def test_without_a_recogniser_nobody_is_understood(subject: Subject) -> None:
    with SidecarServer() as server:
        found = outcome(intelligible, replace(subject, sidecar_url=server.url))
    assert (found.verdict, "make speaking-model" in found.reasons[0]) == ("not_proven", True)


def test_a_taken_port_is_named(subject: Subject) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = outcome(integrity, subject, port=port)
    assert (found.verdict, f"port {port}" in found.reasons[0]) == ("not_proven", True)

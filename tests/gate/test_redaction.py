"""Neither secrets nor spoken text get into evidence; nor, where it is shared, whose host it is."""

from __future__ import annotations

import getpass
import json
import platform
import re
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arqon_gate.anonymous import Anonymous
from arqon_gate.machine import plain_release
from arqon_gate.record import Recorder
from arqon_gate.redaction import Redaction, secrets_of
from arqon_gate.run import Subject
from tests.gate.bad_checks import check_that

WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1), min_size=1, max_size=12
)


@settings(max_examples=50)
@given(WORDS, st.sampled_from([" ", "\n", ", ", "  ", '", "', " — "]), st.text(), st.text())
def test_a_spoken_text_is_found_however_it_is_broken(
    words: list[str], gap: str, before: str, after: str
) -> None:
    text = f"{before} {gap.join(words).upper()} {after}"
    clean = Redaction(spoken=[" ".join(words)]).clean(text)
    assert "[spoken text]" in clean


def test_a_part_of_a_spoken_text_is_that_text() -> None:
    clean = Redaction(spoken=["The backup of your server failed at noon."]).clean
    assert clean('{"text": "backup of your ser') == '{"text": "[spoken text] ser'
    assert clean("your server failed") == "[spoken text]"
    assert clean("the server answered at once") == "the server answered at once"
    assert clean("the backup of your server failed at noon.") == "[spoken text]."


@given(st.text(min_size=6).filter(lambda s: len(s.strip()) >= 6))
def test_a_secret_is_taken_out_in_each_form(secret: str) -> None:
    from urllib.parse import quote

    redaction = Redaction(secrets_of({"ARQON_BUS_TOKEN": secret, "PATH": "to/nothing"}))
    for form in (secret.strip(), quote(secret.strip(), safe=""), json.dumps(secret.strip())[1:-1]):
        assert form not in redaction.clean(f"<{form}>") or form in "<[secret]>"


def test_what_looks_like_a_secret_is_taken_out() -> None:
    clean = Redaction().clean
    assert clean("ws://me:hush@127.0.0.1:9100/") == "ws://[secret]@127.0.0.1:9100/"
    assert clean("ws://me:h@sh@127.0.0.1:9100/") == "ws://[secret]@127.0.0.1:9100/"
    assert clean("Authorization: Bearer abc.def-ghi") == "Authorization: Bearer [secret]"
    assert secrets_of({"GITHUB_TOKEN": "1", "DB_PASSWORD": "correct horse"}) == ("correct horse",)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("GET http://127.0.0.1:7781/readyz", "GET http://127.0.0.1:7781/readyz"),
        ("http://[::1]:7781/ and localhost", "http://[::1]:7781/ and localhost"),
        ("http://kokoro.example.org:7781/readyz", "http://[address]:7781/readyz"),
        ("connected to 192.168.7.20:9100", "connected to [address]:9100"),
        ("from fe80::5054:ff:fe12:3456 at 10:44:40", "from [address] at 10:44:40"),
        ("link 52:54:00:12:34:56", "link [address]"),
        ("/home/ann lee/x/settings.toml names it", "[path] names it"),
        ("see /tmp/arqon-gate-1/home, and /usr/bin", "see [path], and [path]"),
        ("/checkout/gate/arqon_gate/run.py:3", "gate/arqon_gate/run.py:3"),
        ("POST /synthesize in 3 ms", "POST /synthesize in 3 ms"),
    ],
)
def test_what_is_shared_tells_no_host_from_another(text: str, shared: str) -> None:
    anonymous = Anonymous(Path("/checkout"), [Path("/home/ann lee")])
    assert anonymous.clean(text) == shared


def test_user_and_host_are_not_named() -> None:
    clean = Anonymous(None).clean
    user, host = getpass.getuser(), socket.gethostname()
    assert clean(f"{user}@{host}, home {Path.home()}/x") == "[user]@[host], home [path]"
    assert clean(f"kernel {platform.release()}") == f"kernel {plain_release()}"
    assert clean(f"{user}s and my-{host}") == f"{user}s and my-{host}"


def test_a_host_may_be_named_as_a_command_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "vm.example.org")
    clean = Anonymous(None).clean
    assert clean("vm: start it: arqon-tts vm up") == "[host]: start it: arqon-tts vm up"
    assert clean("arqon-tts --home /root/a vm down, on vm.example.org") == (
        "arqon-tts --home [path] vm down, on [host]"
    )


@pytest.mark.parametrize(("does", "verdict"), [("speaks", "proven"), ("dies_speaking", "failed")])
def test_no_artifact_holds_what_a_check_spoke(
    does: str, verdict: str, subject: Subject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_API_KEY", "a line in the log")
    folder = tmp_path / "evidence"
    run = Recorder(subject, folder, shareable=True).run(check_that(does), lambda _: None)
    assert run.outcome.verdict == verdict
    kept = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "[spoken text]" in kept
    assert "somebody speaks" not in kept
    assert str(tmp_path) not in kept
    assert not re.search(rf'"{re.escape(socket.gethostname())}"', kept)
    assert (
        json.loads((folder / f"0001-{does.replace('_', '-')}.json").read_text())["machine"]["name"]
        == ""
    )

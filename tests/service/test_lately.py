"""Who really speaks is known also where another process has spoken."""

from __future__ import annotations

import time

import pytest

from arqon_service.home import Home
from arqon_service.lately import Lately
from arqon_service.local import LocalVoice
from arqon_settings.store import SettingsStore
from arqon_voice.speech.standing import Standing
from arqon_voice.telemetry.events import Event
from arqon_voice.telemetry.exchange import append_events
from tests.service.voices import eventually

NOW = 1_780_000_000.0


def told(*results: str, at: float = NOW) -> list[Event]:
    """The events of utterances: "" Kokoro spoke, else its failure, with a + where it fell back."""
    events = []
    for number, result in enumerate(results):
        ending = "kokoro.failure" if result else "kokoro.success"
        data = {"reason": result.rstrip("+")} if result else {}
        names = [(ending, data), *([("fallback.used", {})] if result.endswith("+") else [])]
        events += [
            Event(f"stt.tts.{name}", int(at * 1000), "s", f"m{number}", "cli", {**values})
            for name, values in names
        ]
    return events


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([], None),
        (["rolled_back+"], None),
        ([""], "kokoro"),
        (["timeout+", "", "timeout+"], "kokoro, degraded: 2 of the last 3 fell back (timeout)"),
        (["timeout+", "hung_up"], "kokoro, degraded: 2 of the last 2 failed (timeout)"),
        (["timeout+", *[""] * 5], "kokoro"),
    ],
)
def test_it_is_told_as_its_holder_would(home: Home, results: list[str], words: str | None) -> None:
    append_events(home.telemetry, told(*results))
    standing = Lately(home.telemetry, lambda: NOW).standing("kokoro")
    assert (standing and standing.words) == words


def test_what_is_old_says_nothing_of_now(home: Home) -> None:
    append_events(home.telemetry, told("timeout+"))
    now = NOW + 299
    lately = Lately(home.telemetry, lambda: now)
    assert lately.standing("kokoro") is not None
    assert lately.standing("fallback") == Standing("fallback", "fallback")
    now += 2
    assert lately.standing("kokoro") is None


def test_without_a_store_nothing_is_known(home: Home) -> None:
    assert Lately(home.telemetry).standing("kokoro") is None


def test_a_new_holder_knows_what_became_of_its_predecessors_words(home: Home) -> None:
    SettingsStore(home.settings).change({"arqon_tts_provider": "kokoro"}, by="test")
    append_events(home.telemetry, told("timeout+", "timeout+", at=time.time()))
    voice = LocalVoice(home, "panel", None)
    words = "kokoro, degraded: 2 of the last 2 fell back (timeout)"
    eventually(lambda: voice.status.state.standing.words == words, "what became of them")
    voice.close(3.0)

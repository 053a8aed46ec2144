"""Whatever programs ask, stop, leave, take over and roll back, in whatever order.

Several programs share one home, its lock, its channel and its files, all of them real; only what
makes sound is a double, so that a test knows what was heard.
"""

from __future__ import annotations

import asyncio
import re
import struct
import tempfile
import threading
from collections import Counter
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from arqon_service import local
from arqon_service.home import Home
from arqon_service.local import LocalVoice
from arqon_service.lock import holder_of
from arqon_service.serve import take_voice
from arqon_service.shared import SharedVoice, open_voice
from arqon_service.voice import VoiceUnreachable
from arqon_settings.model import ProviderName, Settings
from arqon_settings.store import SettingsStore
from arqon_voice.providers.port import ProviderError, Spoken
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.speech.plane import Ticket, VoicePlane
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.utterance import PcmChunk, Utterance
from arqon_voice.telemetry.emitter import Telemetry
from arqon_voice.telemetry.events import ENDINGS, Source
from tests.patience import PATIENCE_S
from tests.service.voices import rows
from tests.voice.fakes import FakePlayer
from tests.voice.test_event_order import GRAMMAR, LETTERS

FIRST = 100
"""The first number: as a sample it is loud enough to be heard."""
NEVER_BEGUN = "O"
"""What was stopped while it waited; another of the same message may just be ending."""
HISTORY = re.compile(rf"(?:{GRAMMAR.pattern})*")

SCRIPTS = ["sound", "sound", "sound", "hang", "sound hang", "fail", "sound fail"]
"""What Kokoro does with a text; the fallback always sounds, unless the text ends in `!`."""


class Speaker:
    """A provider that does what the text says; its sound is the number in the text."""

    def __init__(self, name: ProviderName) -> None:
        self._name: ProviderName = name

    @property
    def name(self) -> ProviderName:
        return self._name

    async def speak(self, utterance: Utterance, settings: Settings) -> AsyncGenerator[Spoken, None]:
        number, _, script = utterance.text.partition(" ")
        if not number.isdigit():
            raise ProviderError("no_audio", "a probe")
        for step in script.split() if self._name == "kokoro" else ["sound"]:
            match step:
                case "sound":
                    sample = int(number) if self._name == "kokoro" else -int(number)
                    yield PcmChunk(struct.pack("<h", sample) * 800, 16_000)
                case "fail":
                    raise ProviderError("hung_up", "scripted")
                case "hang":
                    await asyncio.Event().wait()

    async def warm(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


class NoWatches:
    """In place of those that look at a sidecar and a device."""

    health = None
    faults = ()

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def note(self, outcome: Future[Outcome]) -> None:
        pass

    look = stop = close = lambda _self: None


class Histories(RuleBasedStateMachine):
    """Two panels, a service that comes and goes, a person who switches the provider."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = Home.under(Path(self.folder.name))
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(local, "open_plane", self.open_plane)
        self.patch.setattr(local, "Watches", NoWatches)
        self.players: list[FakePlayer] = []
        self.opened: list[SharedVoice] = []
        self.asked: list[Ticket] = []
        self.store = SettingsStore(self.home.settings, environ={})
        self.serving: Future[LocalVoice | None] | None = None
        self.ends = threading.Event()

    def open_plane(self, home: Home, source: Source) -> VoicePlane:
        player = FakePlayer()
        self.players.append(player)
        return VoicePlane(
            source=source,
            store=SettingsStore(home.settings, environ={}),
            telemetry=Telemetry(home.telemetry, source=source),
            guard=ReplayGuard(home.replay),
            player=player,
            providers=lambda: {"kokoro": Speaker("kokoro"), "fallback": Speaker("fallback")},
        )

    @initialize(provider=st.sampled_from(["kokoro", "fallback"]))
    def begin(self, provider: str) -> None:
        self.store.change({"arqon_tts_provider": provider}, by="test")
        self.panels = [self.open_panel(), self.open_panel()]

    def open_panel(self) -> SharedVoice:
        self.opened.append(open_voice(self.home, "panel", follow=True))
        return self.opened[-1]

    @rule(
        which=st.integers(0, 1),
        script=st.sampled_from(SCRIPTS),
        manner=st.sampled_from(["", "", "", "now", "warning"]),
    )
    def say(self, which: int, script: str, manner: str) -> None:
        number = FIRST + len(self.asked)
        ticket = self.panels[which].say(
            f"{number} {script}", now=manner == "now", warning=manner == "warning"
        )
        self.asked.append(ticket)

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 1), back=st.integers(1, 4))
    def say_again(self, which: int, back: int) -> None:
        number = max(FIRST, FIRST + len(self.asked) - back)
        again = self.asked[number - FIRST].message_id
        ticket = self.panels[which].say(f"{number} sound", message_id=again)
        self.asked.append(ticket)

    @rule(which=st.integers(0, 1))
    def stop(self, which: int) -> None:
        self.panels[which].stop("asked")

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 1), back=st.integers(1, 3))
    def stop_one(self, which: int, back: int) -> None:
        self.panels[which].stop("asked", self.asked[-min(back, len(self.asked))].message_id)

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.panels[which].close()
        self.panels[which] = self.open_panel()

    @rule(provider=st.sampled_from(["kokoro", "fallback", "fallback"]), fallback=st.booleans())
    def switch(self, provider: str, fallback: bool) -> None:
        self.store.change(
            {"arqon_tts_provider": provider, "arqon_tts_kokoro_fallback_enabled": fallback},
            by="test",
        )

    @precondition(lambda self: self.serving is None)
    @rule()
    def serve(self) -> None:
        self.ends.clear()
        serving = self.serving = Future[LocalVoice | None]()

        def take() -> None:
            lock = take_voice(self.home, lambda _: None, self.ends)
            serving.set_result(LocalVoice(self.home, "serve", lock) if lock else None)

        threading.Thread(target=take, daemon=True).start()

    @precondition(lambda self: self.serving is not None)
    @rule()
    def serve_no_more(self) -> None:
        self.ends.set()
        assert self.serving is not None
        service = self.serving.result(PATIENCE_S)
        self.serving = None
        if service is not None:
            service.finish(0.1)
            service.close(1.0)

    def teardown(self) -> None:
        try:
            if hasattr(self, "panels"):
                self.end()
        finally:
            self.patch.undo()
            self.folder.cleanup()

    def end(self) -> None:
        if self.serving is not None:
            self.serve_no_more()
        for panel in self.panels:
            panel.stop("the end")
        for panel in self.panels:
            panel.close()
        for panel in self.opened:
            panel._worker.submit(lambda: None).result(PATIENCE_S)  # it opens nothing any more
        ends = Counter[tuple[str, str]]()
        for ticket in self.asked:
            try:
                outcome = ticket.outcome.result(PATIENCE_S)
            except VoiceUnreachable:
                continue  # its panel was closed before it was passed on
            assert not outcome.words.startswith("lost"), outcome
            ends[ticket.message_id, outcome.ending] += 1
        assert holder_of(self.home) is None
        told = rows(self.home)
        assert ends == Counter((r.message_id, r.name) for r in told if r.name in ENDINGS)
        for message_id in {ticket.message_id for ticket in self.asked}:
            history = "".join(_letter(r.name, r.data) for r in told if r.message_id == message_id)
            assert _is_in_order(history), history
        self.heard_once()

    def heard_once(self) -> None:
        heard = Counter(
            struct.unpack("<h", pcm[:2])[0] for player in self.players for pcm in player.heard
        )
        assert set(heard.values()) <= {1}, heard


def _is_in_order(history: str) -> bool:
    """Whether requests spoken one after the other, and others that never began, can tell it."""
    stops = [place for place, letter in enumerate(history) if letter == NEVER_BEGUN]
    never_begun = chain.from_iterable(combinations(stops, n) for n in range(len(stops) + 1))
    return any(
        HISTORY.fullmatch("".join(each for n, each in enumerate(history) if n not in out))
        for out in never_begun
    )


def _letter(name: str, data: str) -> str:
    short = name.removeprefix("stt.tts.")
    if short == "provider_selected":
        return "S" if '"kokoro"' in data else "s"
    return LETTERS[short]


TestHistories = Histories.TestCase
TestHistories.settings = hypothesis_settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

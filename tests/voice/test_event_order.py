"""Whatever happens, events follow the contract's grammar and nothing sounds twice."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from arqon_voice.providers.port import StreamMissing, StreamRequested
from arqon_voice.speech.request import system_clock
from arqon_voice.telemetry.events import ENDINGS
from tests.voice.fakes import TONE, Break, Do, Fail, FakePlayer, Step
from tests.voice.stage import Stage, utterance

LETTERS = {
    "kokoro.started": "k",
    "kokoro.stream_started": "t",
    "kokoro.stream_chunk": "c",
    "kokoro.stream_completed": "C",
    "kokoro.stream_fallback": "m",
    "kokoro.success": "y",
    "kokoro.failure": "f",
    "fallback.used": "u",
    "fail_closed": "X",
    "latency_ms": "L",
    "playback_started": "p",
    "playback_completed": "e",
    "playback_failed": "B",
    "playback_stopped": "O",
    "replay_ignored": "R",
}
FALLBACK = r"sp?(eL|O|B)"
FAILURE = rf"f(X|u{FALLBACK})"
GRAMMAR = re.compile(rf"R|S(kt?m?c*p?c*C?p?(eyL|O|B|{FAILURE})|{FAILURE})|{FALLBACK}")

STEPS = st.sampled_from(["tone", "fail", "break", "stop", "rollback"])


class Requests(RuleBasedStateMachine):
    """Requests with ids that repeat, providers that misbehave, people who cut in, restarts."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.stage = Stage(Path(self.folder.name))
        self.spoken: set[str] = set()

    def _script(self, steps: list[str], opening: list[Step]) -> list[Step]:
        orchestrator = self.stage.orchestrator
        made: dict[str, Step] = {
            "tone": TONE,
            "fail": Fail(),
            "break": Break(),
            "stop": Do(lambda: self.stage.stop("asked")),
            "rollback": Do(orchestrator.rolled_back),
        }
        return opening + [made[step] for step in steps]

    @rule(
        message_id=st.sampled_from(["a", "b", "c"]),
        provider=st.sampled_from(["kokoro", "fallback"]),
        fallback_enabled=st.booleans(),
        opening=st.sampled_from([(), ("sent",), ("sent", "missing")]),
        kokoro=st.lists(STEPS, max_size=4),
        fallback=st.lists(STEPS, max_size=3),
        broken=st.sampled_from(["", "", "", "no device"]),
    )
    def speak(
        self,
        message_id: str,
        provider: str,
        fallback_enabled: bool,
        opening: tuple[str, ...],
        kokoro: list[str],
        fallback: list[str],
        broken: str,
    ) -> None:
        stage = self.stage
        opened: dict[str, Step] = {
            "sent": StreamRequested("http://sidecar"),
            "missing": StreamMissing("404"),
        }
        stage.kokoro[:] = self._script(kokoro, [opened[word] for word in opening])
        stage.fallback[:] = self._script(fallback, [])
        stage.provider = "kokoro" if provider == "kokoro" else "fallback"
        stage.fallback_enabled = fallback_enabled
        stage.player = FakePlayer(broken=broken)
        stage.events.clear()
        outcome = self.loop.run_until_complete(stage.speak(utterance(message_id)))
        self._check(message_id, outcome.ending)

    def _check(self, message_id: str, ending: str) -> None:
        stage = self.stage
        letters = "".join(self._letter(event.name, event.data) for event in stage.events)
        assert GRAMMAR.fullmatch(letters), letters
        assert [event.name for event in stage.events if event.name in ENDINGS] == [ending]
        heard = bool(stage.player.heard)
        replayed = message_id in self.spoken
        assert (ending == "stt.tts.replay_ignored") == replayed
        assert not (replayed and heard), "spoken twice"
        if ending == "stt.tts.latency_ms":
            assert heard
        if ending == "stt.tts.latency_ms" or (ending == "stt.tts.playback_stopped" and heard):
            self.spoken.add(message_id)

    @staticmethod
    def _letter(name: str, data: object) -> str:
        short = name.removeprefix("stt.tts.")
        if short == "provider_selected":
            return "S" if data == {"provider": "kokoro"} else "s"
        return LETTERS[short]

    @rule()
    def restart(self) -> None:
        self.stage.close()
        self.stage.restart(system_clock())

    @invariant()
    def nothing_is_left_running(self) -> None:
        assert not asyncio.all_tasks(self.loop)

    def teardown(self) -> None:
        self.stage.close()
        self.loop.close()
        self.folder.cleanup()


TestRequests = Requests.TestCase
TestRequests.settings = hypothesis_settings(
    max_examples=60, stateful_step_count=12, deadline=None, derandomize=True
)

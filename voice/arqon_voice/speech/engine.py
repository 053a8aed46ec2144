"""The event loop that speaks, in a separate thread, and everything that runs on it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from typing import Any, Final

from arqon_settings.model import ProviderName
from arqon_settings.snapshot import Snapshot
from arqon_settings.store import SettingsStore
from arqon_voice.providers.port import Provider
from arqon_voice.replay.claims import Claims
from arqon_voice.replay.guard import ReplayGuard
from arqon_voice.sidecar.probe import SynthesisProbe
from arqon_voice.speech.breaker import Breaker
from arqon_voice.speech.in_force import FileSettings
from arqon_voice.speech.orchestrator import Orchestrator
from arqon_voice.speech.queue import SpeechQueue
from arqon_voice.speech.recorded import Recordings
from arqon_voice.speech.recovery import Probe, Recovery
from arqon_voice.speech.standing import SpeakerRecord
from arqon_voice.threads import DaemonExecutor, has_ended, within

__all__ = ["Engine", "Providers"]

Providers = Callable[[], Mapping[ProviderName, Provider]]

_logger = logging.getLogger(__name__)

_LATE_S: Final = 10.0
"""How long what is closing may take on the loop's thread, which nobody waits for."""


class Engine:
    """Two queues, one to speak and one to save, that share breaker, record and replay guard.

    `on_kokoro` is called on the loop when the breaker opens (True) or closes, with the reason;
    `on_change`, in any thread, when something came, began or ended. See `VoicePlane` for the rest.
    """

    def __init__(
        self,
        *,
        store: SettingsStore,
        guard: ReplayGuard,
        providers: Providers,
        probe: Probe | None,
        on_kokoro: Callable[[bool, str], None],
        on_change: Callable[[], None],
    ) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_default_executor(DaemonExecutor())
        self.settings = FileSettings(store)
        self.record = SpeakerRecord()
        self.recordings = Recordings()
        self.breaker = Breaker(self._breaker_changed)
        self._on_kokoro = on_kokoro
        self._on_change = on_change
        self._claims = Claims(guard)
        self._speakers, self._savers = providers(), providers()
        self.speaking = self._queue(self._speakers)
        self.saving = self._queue(self._savers)
        probe = probe or SynthesisProbe(self._speakers["kokoro"])
        self._recovery = Recovery(self.breaker, probe, self.settings)
        self._tasks: list[asyncio.Task[None]] = []
        self._thread = threading.Thread(target=self._run, name="voice-plane", daemon=True)

    def start(self, *also: Coroutine[Any, Any, None]) -> None:
        """Speak what comes, and run `also` beside it until the end."""
        queues = (self.speaking.run(), self.saving.run())
        self._tasks = [self.loop.create_task(w) for w in (*queues, self._recovery.run(), *also)]
        self._thread.start()

    def warm(self, *blocking: Callable[[], object]) -> None:
        """Get the providers ready in the background, and call `blocking` in threads."""
        self._call(lambda: self._tasks.append(self.loop.create_task(self._warm(blocking))))

    def settings_changed(self, snapshot: Snapshot) -> None:
        """Obey at once what of it concerns an utterance that is at work. From any thread."""
        self.settings.note(snapshot)
        if snapshot.settings.arqon_tts_provider == "fallback":
            for queue in (self.speaking, self.saving):
                self._call(queue.orchestrator.rolled_back)
        self.probe_now()

    def probe_now(self) -> None:
        """If the breaker is open, let the probe not wait for its next turn. From any thread."""
        self._call(self._recovery.look_now)

    def close(self, timeout: float) -> None:
        """End everything within `timeout` seconds; what was in hand ends as stopped."""
        self.speaking.close("the program ended")
        self.saving.close("the program ended")
        if self._thread.is_alive():
            ended = self._submit(self._wind_down(0.3 * timeout))
            if not within(0.7 * timeout, ended.result):
                _logger.warning("The voice plane did not wind down in time")
            self._call(self.loop.stop)
            has_ended(self._thread, 0.1 * timeout)
        self._claims.close(0.2 * timeout)
        self.settings.close()

    def _queue(self, providers: Mapping[ProviderName, Provider]) -> SpeechQueue:
        orchestrator = Orchestrator(
            settings=self.settings,
            providers=providers,
            claims=self._claims,
            breaker=self.breaker,
            record=self.record,
            recordings=self.recordings,
        )
        return SpeechQueue(orchestrator, self.loop, self._on_change)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        # `close` has waited as long as it may. What a child process needs to end comes after.
        self.loop.run_until_complete(_rest(_LATE_S))
        self.loop.close()

    def _submit(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def _call(self, work: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nothing is at work
            self.loop.call_soon_threadsafe(work)

    def _breaker_changed(self, is_open: bool, reason: str) -> None:
        if is_open:
            self._recovery.look_now()
        self._on_kokoro(is_open, reason)

    async def _warm(self, blocking: tuple[Callable[[], object], ...]) -> None:
        """Get ready what the first utterance needs, and only then Kokoro if it is not in force.

        The fallback is always needed. Kokoro brings the HTTP client, whose import slows all else.
        """
        first = {"fallback", self.settings.known.arqon_tts_provider}
        await asyncio.gather(
            *(asyncio.to_thread(each) for each in blocking),
            *(self._speakers[name].warm() for name in self._speakers if name in first),
        )
        await asyncio.gather(
            *(self._speakers[name].warm() for name in self._speakers if name not in first)
        )

    async def _wind_down(self, within_s: float) -> None:
        """Let what was stopped end in order, then end the rest, and give everything back."""
        await asyncio.wait(self._tasks[:2], timeout=within_s)
        for task in self._tasks:
            task.cancel()
        closing = [
            asyncio.create_task(provider.aclose())
            for provider in (*self._speakers.values(), *self._savers.values())
        ]
        await asyncio.wait((*self._tasks, *closing), timeout=within_s)


async def _rest(within_s: float) -> None:
    """Let all that is still at work on this loop end, and after `within_s` seconds end it."""
    rest = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
    if rest:
        _, late = await asyncio.wait(rest, timeout=within_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

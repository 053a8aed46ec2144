"""Speech requests on their way from the bus to the voice."""

from __future__ import annotations

import base64
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Final

from arqon_voice.bus.messages import SpeechRequest
from arqon_voice.bus.port import BusVoice, Tell
from arqon_voice.playback.samples import UnplayableSound
from arqon_voice.speech.request import Outcome
from arqon_voice.speech.utterance import PcmChunk
from arqon_voice.telemetry import events
from arqon_voice.threads import has_ended

__all__ = ["MOST_HELD", "MOST_HELD_BYTES", "SpeechRequests"]

MOST_HELD: Final = 100
"""Requests that wait or sound; a sender that is further ahead is told no."""

MOST_HELD_BYTES: Final = 64 * 1024 * 1024
"""Of base64, in all that wait or sound."""

_ENDED: Final = "the program ended before it could be spoken"


class SpeechRequests:
    """Hands requests to the voice, in their order, from a thread where decoding may take time.

    What cannot be taken on ends with `playback_failed`, like any other request that is not
    heard, and is counted by `refused`.
    """

    def __init__(
        self,
        voice: BusVoice,
        tell: Tell,
        provider: Callable[[], str],
        refused: Callable[[], None],
    ) -> None:
        self._voice = voice
        self._tell = tell
        self._provider = provider
        self._refused = refused
        self._waiting: queue.SimpleQueue[SpeechRequest | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._held = self._held_bytes = 0
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="bus-requests", daemon=True)

    def start(self) -> None:
        """Begin to hand over."""
        self._thread.start()

    def close(self, timeout: float) -> None:
        """Take no more on, and hand over what was taken, before the voice that is asked ends.

        Waits `timeout` seconds at most; what is not handed over by then is refused.
        """
        with self._lock:
            self._closed = True
            self._waiting.put(None)
        if not has_ended(self._thread, timeout):
            with suppress(queue.Empty):
                while (request := self._waiting.get_nowait()) is not None:
                    self._give_up(request, _ENDED)
            self._waiting.put(None)

    def take(self, request: SpeechRequest) -> None:
        """Take a request on, or refuse it; returns at once."""
        size = len(request.audio)
        with self._lock:
            refusal = self._refusal(size)
            if not refusal:
                self._held += 1
                self._held_bytes += size
                self._waiting.put(request)
        if refusal:
            self._refuse(request, refusal)

    def _refusal(self, size: int) -> str:
        if self._closed:
            return _ENDED
        if self._held < MOST_HELD and self._held_bytes + size <= MOST_HELD_BYTES:
            return ""
        return "queue_full: more was asked for than is being spoken"

    def _run(self) -> None:
        with suppress(Exception):
            _decoded(b"", None)  # loads what decodes now, and not with the first request
        while (request := self._waiting.get()) is not None:
            try:
                self._say(request)
            except UnplayableSound as error:
                self._give_up(request, f"bad_audio: {error}")
            except Exception as error:  # noqa: BLE001
                # One request's fault must not end the thread that speaks all others.
                self._give_up(request, f"{type(error).__name__}: {error}")

    def _say(self, request: SpeechRequest) -> None:
        asked = self._voice.say(
            request.transcript,
            audio=self._sound(request),
            message_id=request.message_id,
            session_id=request.session_id or None,
        )
        asked.outcome.add_done_callback(lambda outcome: self._ended(request, outcome))

    def _ended(self, request: SpeechRequest, outcome: Future[Outcome]) -> None:
        self._release(request)
        if not outcome.cancelled() and (error := outcome.exception()) is not None:
            # The voice did not take it on, so it has emitted nothing for it.
            self._refuse(request, f"{type(error).__name__}: {error}")

    def _sound(self, request: SpeechRequest) -> PcmChunk | None:
        """The request's own sound; without it, if it cannot be played, there is the transcript."""
        if not request.audio:
            return None
        try:
            return _decoded(_bytes(request.audio), request.audio_format)
        except (UnplayableSound, ImportError, OSError) as error:
            if not request.transcript.strip():
                raise
            self._tell(events.BUS_AUDIO_IGNORED, request.message_id, reason=str(error)[:200])
            return None

    def _give_up(self, request: SpeechRequest, reason: str) -> None:
        self._release(request)
        self._refuse(request, reason)

    def _release(self, request: SpeechRequest) -> None:
        with self._lock:
            self._held -= 1
            self._held_bytes -= len(request.audio)

    def _refuse(self, request: SpeechRequest, reason: str) -> None:
        self._refused()
        self._tell(
            events.PLAYBACK_FAILED,
            request.message_id,
            provider=self._provider(),
            reason=reason[:200],
        )


def _decoded(data: bytes, audio_format: str | None) -> PcmChunk:
    # The packages behind it take a second to load, and one of them needs a library of the system.
    from arqon_voice.playback.wav.read import decode_audio

    return decode_audio(data, audio_format)


def _bytes(base64_text: str) -> bytes:
    try:
        return base64.b64decode(base64_text, validate=True)
    except ValueError as error:
        raise UnplayableSound(f"The audio is not base64: {error}") from None

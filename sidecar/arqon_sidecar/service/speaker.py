"""Speaks an utterance: text to phonemes, segments, engine, and out in pieces as they are made."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from typing import Final, Protocol

from arqon_sidecar.engines.port import Engine, Interrupted
from arqon_sidecar.service.output import Output, timed
from arqon_sidecar.service.pieces import Piece, Timings
from arqon_sidecar.service.utterance import Utterance
from arqon_sidecar.service.voices import Voice
from arqon_sidecar.speech.cache import SegmentCache, SegmentKey
from arqon_sidecar.speech.pace import Pace
from arqon_sidecar.speech.segments import Segment, segments
from arqon_sidecar.speech.synthesis import Synthesis, Synthesizer
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.tokens import Token

__all__ = ["Listener", "NothingToSpeakError", "Observer", "Speaker"]


class NothingToSpeakError(ValueError):
    """The text holds no word."""


class Listener(Protocol):
    """For whom an utterance is spoken; a `Job` is one."""

    @property
    def timings(self) -> Timings:
        """Where the time that is spent is added up."""
        ...

    @property
    def left(self) -> bool:
        """Whether nobody wants it any more."""
        ...

    @property
    def ahead_s(self) -> float | None:
        """Seconds of sound that are left to play; see `Pace.room`."""
        ...


class Observer(Protocol):
    """Is told what the speaker does."""

    def segment(self, phonemes: int, audio_s: float, synthesize_s: float) -> None:
        """A segment was made."""
        ...

    def dropped(self, symbols: int) -> None:
        """So many phonemes were left out, since the model does not know them."""
        ...


class Speaker:
    """Speaks one utterance at a time, on the thread that owns the engine."""

    def __init__(
        self, engine: Engine, reader: Reader, observer: Observer, cache: SegmentCache | None = None
    ) -> None:
        """`cache` keeps what was spoken lately; by default it has its usual size."""
        self._synthesizer = Synthesizer(engine, Pace(), cache or SegmentCache())
        self._reader = reader
        self._observer = observer

    def speak(
        self, utterance: Utterance, listener: Listener
    ) -> Generator[Piece | None, None, None]:
        """Pieces of encoded sound as they are made; None before each run of the engine, see `Work`.

        Ends early once the listener has left.

        Raises:
            NothingToSpeakError: there is no word in the text.
            EngineError: the engine failed, or is silent where it should speak.
            EspeakError: espeak-ng failed.
        """
        output = Output(utterance, listener.timings)
        for segment in self._segments(utterance, listener):
            if segment.tokens:
                output.begin(segment)
                yield from self._pieces(segment, utterance, output, listener)
            if segment.pause_s:
                output.pause(segment.pause_s)
        if listener.left:
            return
        if not output.spoken:
            raise NothingToSpeakError("no part of it has a sound in the voice's language")
        yield output.finish()

    def warm_up(self, text: str, voice: Voice) -> None:
        """Speak once for nobody, so that the first client does not pay for first times.

        Raises:
            EngineError: the model cannot speak, or nothing of it can be heard.
        """
        utterance = Utterance(text, voice, voice.language, "raw", 16_000, streamed=True)
        for _ in self.speak(utterance, _Nobody()):
            pass

    def _segments(self, utterance: Utterance, listener: Listener) -> Iterator[Segment]:
        tokens = self._reader.tokens(utterance.text, utterance.language, utterance.lexicon)
        cut = segments(self._known(tokens, listener), streamed=utterance.heard_early)
        while True:
            with timed(listener.timings, "phonemize"):
                segment = next(cut, None)
            if segment is None or listener.left:
                return
            yield segment

    def _known(self, tokens: Iterable[Token], listener: Listener) -> Iterator[Token]:
        """Leave out the symbols that the model does not know, and count them."""
        vocabulary = self._synthesizer.engine.vocabulary
        for token in tokens:
            if listener.left:
                return
            kept = "".join(symbol for symbol in token.phonemes if symbol in vocabulary)
            if len(kept) < len(token.phonemes):
                self._observer.dropped(len(token.phonemes) - len(kept))
            if kept or token.pause_s:
                yield replace(token, phonemes=kept)

    def _pieces(
        self, segment: Segment, utterance: Utterance, output: Output, listener: Listener
    ) -> Generator[Piece | None, None, None]:
        synthesis = self._synthesis(segment.phonemes, utterance)
        while not synthesis.done:
            yield None
            if listener.left:
                return
            sound = None
            with contextlib.suppress(Interrupted), timed(listener.timings, "synthesize"):
                sound = synthesis.step(listener.ahead_s)
            if sound is not None:
                yield output.piece(sound, synthesis)
        if synthesis.cost_s:
            self._observer.segment(len(segment.phonemes), synthesis.audio_s, synthesis.cost_s)

    def _synthesis(self, phonemes: str, utterance: Utterance) -> Synthesis:
        style = utterance.voice.style(len(phonemes)).tobytes()
        key = SegmentKey(phonemes, style, utterance.speed, utterance.seed, utterance.heard_early)
        return Synthesis(self._synthesizer, key)


class _Nobody:
    """The listener of the warm-up: takes a sentence whole."""

    left: Final = False
    ahead_s: Final = None

    def __init__(self) -> None:
        self.timings = Timings()

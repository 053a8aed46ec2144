"""Speaks an utterance: text to phonemes, segments, engine, joins and encoding, piece by piece."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, Self

from arqon_sidecar.audio.encode import Encoder, encoder
from arqon_sidecar.audio.joins import Joiner
from arqon_sidecar.engines.port import SAMPLE_RATE, Engine, Interrupted
from arqon_sidecar.pace import Pace
from arqon_sidecar.segments import Segment, segments
from arqon_sidecar.service.job import Job, Piece, Timings
from arqon_sidecar.service.voices import Voice
from arqon_sidecar.service.words import word_times
from arqon_sidecar.text.languages import Language
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.tokens import Token

__all__ = ["NothingToSpeakError", "Observer", "Speaker", "Utterance"]


class NothingToSpeakError(ValueError):
    """The text holds no word."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be spoken and how; `streamed` says that somebody listens while it is made."""

    text: str
    voice: Voice
    language: Language
    format: str
    sample_rate: int
    speed: float = 1.0
    streamed: bool = False
    timestamps: bool = False
    lexicon: Mapping[str, str] | None = None
    seed: int | None = None


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

    def __init__(self, engine: Engine, reader: Reader, observer: Observer) -> None:
        self._engine = engine
        self._reader = reader
        self._observer = observer

    def speak(self, utterance: Utterance, job: Job) -> Generator[Piece | None, None, None]:
        """Pieces of encoded sound as they are made; ends early once the job was left; see `Work`.

        Raises:
            NothingToSpeakError: there is no word in the text.
            EngineError: the engine failed.
            EspeakError: espeak-ng failed.
        """
        timings = job.timings
        output = encoder(utterance.format, utterance.sample_rate)
        joiner = Joiner(utterance.speed)
        spoken = False
        for segment in self._segments(utterance, timings):
            spoken = True
            piece = None
            while piece is None:
                yield None  # another may have the engine first
                if job.left:
                    return
                with contextlib.suppress(Interrupted):
                    piece = self._piece(segment, utterance, joiner, output, timings)
            yield piece
        if not spoken:
            raise NothingToSpeakError("text: there is nothing in it to speak")
        with _Clock() as clock:
            rest = output.finish()
        timings.encode += clock.seconds
        yield Piece(rest)

    def warm_up(self, text: str, voice: Voice) -> None:
        """Speak once for nobody, so that the first client does not pay for first times."""
        utterance = Utterance(text, voice, voice.language, "raw", 16_000, streamed=True)
        for segment in self._segments(utterance, Timings()):
            self._piece(segment, utterance, Joiner(), encoder("raw", 16_000), Timings())

    def _segments(self, utterance: Utterance, timings: Timings) -> Iterator[Segment]:
        tokens = self._reader.tokens(utterance.text, utterance.language, utterance.lexicon)
        pace = Pace() if utterance.streamed else Pace.whole()
        cut = segments(self._known(tokens), pace)
        while True:
            with _Clock() as clock:
                segment = next(cut, None)
            timings.phonemize += clock.seconds
            if segment is None:
                return
            if any(token.is_word for token in segment.tokens):
                yield segment

    def _known(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Leave out the symbols that the model does not know, and count them."""
        vocabulary = self._engine.vocabulary
        for token in tokens:
            kept = "".join(symbol for symbol in token.phonemes if symbol in vocabulary)
            if len(kept) < len(token.phonemes):
                self._observer.dropped(len(token.phonemes) - len(kept))
            if kept:
                yield replace(token, phonemes=kept)

    def _piece(
        self,
        segment: Segment,
        utterance: Utterance,
        joiner: Joiner,
        output: Encoder,
        timings: Timings,
    ) -> Piece:
        phonemes = segment.phonemes
        style = utterance.voice.style(len(phonemes))
        with _Clock() as clock:
            speech = self._engine.synthesize(phonemes, style, utterance.speed, utterance.seed)
        timings.synthesize += clock.seconds
        self._observer.segment(len(phonemes), len(speech.samples) / SAMPLE_RATE, clock.seconds)
        with _Clock() as clock:
            sound, origin = joiner.add(speech.samples, segment.border)
            audio = output.feed(sound)
        timings.encode += clock.seconds
        timings.audio += len(sound) / SAMPLE_RATE
        if not utterance.timestamps:
            return Piece(audio)
        return Piece(audio, word_times(segment.tokens, speech.frames, origin, utterance.text))


class _Clock:
    """Seconds that a block took."""

    seconds = 0.0

    def __enter__(self) -> Self:
        self._start = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._start

"""The speaker stops where its listener leaves, goes on behind others' turns, and must be heard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from arqon_sidecar.engines.port import EngineError
from arqon_sidecar.service.pieces import Piece, Timings
from arqon_sidecar.service.speaker import Speaker
from arqon_sidecar.service.utterance import Utterance
from arqon_sidecar.service.voices import Voice, Voices
from arqon_sidecar.text.languages import LANGUAGES
from arqon_sidecar.text.reader import Reader
from arqon_sidecar.text.ways import open_reader
from tests.sidecar.fakes import ToneEngine
from tests.sidecar.test_synthesis import Shaped

TEXT = " ".join(f"This is sentence {n}, which takes a while to be spoken." for n in range(40))


class Listening:
    """Somebody who has `ahead_s` left to play, and is gone after so many looks at `left`."""

    def __init__(self, looks: int = 10**9, ahead_s: float | None = 0.0) -> None:
        self.timings = Timings()
        self.ahead_s = ahead_s
        self._looks = looks

    @property
    def left(self) -> bool:
        self._looks -= 1
        return self._looks < 0


class Counting:
    def __init__(self) -> None:
        self.segments: list[int] = []

    def segment(self, phonemes: int, audio_s: float, synthesize_s: float) -> None:
        assert audio_s > 0
        assert synthesize_s > 0
        self.segments.append(phonemes)

    def dropped(self, symbols: int) -> None:
        pytest.fail(f"{symbols} symbols were dropped")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reading = open_reader(None)
    yield reading.reader
    reading.close()


def voice() -> Voice:
    pack = np.full((510, 256), 220, np.float32)
    return Voices({"af_heart": pack}).find(None)


def asked(text: str, *, streamed: bool = True) -> Utterance:
    return Utterance(text, voice(), LANGUAGES["a"], "raw", 24_000, streamed=streamed)


@pytest.mark.parametrize("factor", [0.0, float("nan")])
def test_a_warm_up_that_is_not_heard_is_a_fault(reader: Reader, factor: float) -> None:
    engine = Shaped()
    engine.factor = factor
    with pytest.raises(EngineError, match="the model"):
        Speaker(engine, reader, Counting()).warm_up("Hello there.", voice())


def test_a_listener_who_leaves_ends_the_reading(reader: Reader) -> None:
    engine = ToneEngine()
    speaker = Speaker(engine, reader, Counting())
    assert list(speaker.speak(asked(TEXT, streamed=False), Listening(looks=3))) == []
    assert engine.spoken == []


def test_a_piece_says_where_it_ends_however_much_was_made_since(reader: Reader) -> None:
    speaker = Speaker(ToneEngine(), reader, Counting())
    pieces = [piece for piece in speaker.speak(asked(TEXT), Listening()) if piece]
    sent = np.cumsum([len(piece.audio) for piece in pieces]) / 2 / 24_000
    assert len(sent) > 3
    assert [piece.ends_s for piece in pieces] == pytest.approx(list(sent))


def test_a_run_that_was_ended_is_made_again_and_nothing_is_read_anew(reader: Reader) -> None:
    def sound(engine: Shaped, end_at: frozenset[int]) -> bytes:
        made, steps = b"", 0
        for piece in Speaker(engine, reader, Counting()).speak(asked(TEXT), Listening()):
            steps += piece is None
            engine.ended = piece is None and steps in end_at
            made += piece.audio if piece else b""
        return made

    engine = Shaped()
    assert sound(engine, frozenset(range(2, 200, 2))) == sound(Shaped(), frozenset())
    assert len(engine.spoken) == len(set(engine.spoken))


def test_a_pause_is_given_before_each_run_of_the_engine(reader: Reader) -> None:
    made = list(Speaker(ToneEngine(), reader, Counting()).speak(asked(TEXT), Listening()))
    pieces = [piece for piece in made if isinstance(piece, Piece)]
    assert made.count(None) > len(pieces)
    assert made[0] is None
    numbers = [piece.segment for piece in pieces]
    assert numbers == sorted(numbers)


def test_a_phrase_that_comes_again_needs_no_engine(reader: Reader) -> None:
    engine, observer = ToneEngine(), Counting()
    speaker = Speaker(engine, reader, observer)
    for _ in range(3):
        assert len(list(speaker.speak(asked("Done with it."), Listening()))) > 1
    assert len(engine.spoken) == len(observer.segments) == 1

"""What a job makes: encoded sound, the words in it, and where the time went."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Piece", "Timings", "WordTime"]


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word as it was sent, by its place in the text, and when it sounds."""

    text: str
    start: int
    end: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Encoded sound of a segment, the words that begin in it, and on its first one what it speaks.

    Attributes:
        audio: May be empty: encoders hold back what does not fill a block yet.
        segment: The segment's number in the utterance, from 0.
        begins_s: When in the whole it sounds.
        ends_s: The length of the whole up to its end.
        span: The part of the text as sent that the segment speaks, on its first piece.
        words: With their times in the whole.
    """

    audio: bytes
    segment: int = 0
    begins_s: float = 0.0
    ends_s: float = 0.0
    span: tuple[int, int] | None = None
    words: tuple[WordTime, ...] = ()


@dataclass(slots=True)
class Timings:
    """Seconds spent; `audio` is the length of the sound made so far."""

    queue: float = 0.0
    phonemize: float = 0.0
    synthesize: float = 0.0
    encode: float = 0.0
    audio: float = 0.0

    def in_ms(self) -> dict[str, int]:
        """As the answer's `timings`."""
        names = ("queue", "phonemize", "synthesize", "encode")
        return {f"{name}_ms": round(1000 * getattr(self, name)) for name in names}
